"""How much the knowledge holds, and how it was read."""

from __future__ import annotations

from collections import Counter
from typing import Any

from cotake.knowledge._library import Library
from cotake.knowledge.types import RECORD_TYPES


def stats(library: Library) -> dict[str, Any]:
    """Counts of records, of reviewed areas by basis, of facts and of sources by read mark."""
    areas = library.vocabulary("areas")
    bases: Counter[str] = Counter()
    unreviewed = 0
    whole = 0
    for substance in library:
        reviewed = {area: review.basis for review in substance.reviewed for area in review.area}
        bases.update(reviewed.values())
        unreviewed += len(areas) - len(reviewed)
        whole += len(reviewed) == len(areas)
    facts = library.query("SELECT COUNT(*) FROM (SELECT DISTINCT folder, record, path FROM fact)")
    by_read = library.query(
        "SELECT best, COUNT(*) FROM (SELECT MIN(CASE read WHEN 'full' THEN '1 full' WHEN 'abstract'"
        " THEN '2 abstract' WHEN 'second_hand' THEN '3 second_hand' ELSE '4 recalled' END) AS best"
        " FROM fact GROUP BY folder, record, path) GROUP BY best ORDER BY best"
    )
    sources = Counter(
        library.source(name).read
        if not library.source(name).sections
        else _best([library.source(name).read, *(library.source(name).sections or {}).values()])
        for name in library.ids("sources")
    )
    return {
        "knowledge_version": library.version,
        "records": {folder: len(library.ids(folder)) for folder in RECORD_TYPES},
        "set_aside": len(library.query("SELECT id FROM barred")),
        "names": library.query("SELECT COUNT(*) FROM name")[0][0],
        "substances_reviewed_in_every_area": whole,
        "areas_reviewed": {name: bases.get(name, 0) for name in library.vocabulary("bases")},
        "areas_not_reviewed": unreviewed,
        "facts": facts[0][0],
        "facts_by_best_source": {str(name)[2:]: count for name, count in by_read},
        "sources_by_best_reading": {
            name: sources.get(name, 0) for name in library.vocabulary("read-marks")
        },
    }


def _best(marks: list[str]) -> str:
    order = ("full", "abstract", "second_hand", "recalled")
    return min(marks, key=lambda mark: order.index(mark) if mark in order else len(order))


def stats_lines(figures: dict[str, Any]) -> list[str]:
    """The counts as lines of text, with shares."""
    lines = [f"knowledge {figures['knowledge_version']}"]
    lines += [f"  {name:<12} {count:>7,}" for name, count in figures["records"].items()]
    lines.append(f"  {'names':<12} {figures['names']:>7,}")
    if figures["set_aside"]:
        lines.append(f"  set aside for faults: {figures['set_aside']} (cotake knowledge lint)")
    total = sum(figures["areas_reviewed"].values()) + figures["areas_not_reviewed"]
    lines.append(f"areas of substances reviewed, by basis (of {total:,})")
    for name, count in {
        **figures["areas_reviewed"],
        "not reviewed": figures["areas_not_reviewed"],
    }.items():
        lines.append(f"  {name:<16} {count:>7,}  {count / max(total, 1):>6.1%}")
    facts = figures["facts"]
    lines.append(f"facts, by the best reading among their sources (of {facts:,})")
    for name, count in figures["facts_by_best_source"].items():
        lines.append(f"  {name:<16} {count:>7,}  {count / max(facts, 1):>6.1%}")
    lines.append("sources, by their best-read section")
    for name, count in figures["sources_by_best_reading"].items():
        lines.append(f"  {name:<16} {count:>7,}")
    return lines
