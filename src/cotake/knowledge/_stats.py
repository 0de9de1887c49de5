"""How much the knowledge holds, and how it was read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
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
    everything = _by_best_source(library, lambda folder, record: True)
    most_used = {each for entry in library.vocabulary("most-used").values() for each in entry.substances}
    of_most_used = _by_best_source(
        library, lambda folder, record: folder == "substances" and record in most_used
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
        "facts": sum(everything.values()),
        "facts_by_best_source": everything,
        "most_used": len(most_used),
        "facts_of_most_used_by_best_source": of_most_used,
        "sources_by_best_reading": {
            name: sources.get(name, 0) for name in library.vocabulary("read-marks")
        },
    }


_ORDER = ("full", "abstract", "second_hand", "recalled")


def _by_best_source(library: Library, wanted: Callable[[str, str], bool]) -> dict[str, int]:
    """Facts of the records that are wanted, counted by the best-read of their sources."""
    rows = library.query(
        "SELECT folder, id, MIN(CASE read WHEN 'full' THEN 0 WHEN 'abstract' THEN 1"
        " WHEN 'second_hand' THEN 2 ELSE 3 END) FROM statement"
        " JOIN stored ON stored.number = statement.record"
        " JOIN citation ON citation.record = statement.record AND citation.number = statement.number"
        " JOIN place ON place.number = citation.place GROUP BY statement.record, statement.number"
    )
    counts = Counter(_ORDER[best] for folder, record, best in rows if wanted(folder, record))
    return {name: counts.get(name, 0) for name in _ORDER}


def _best(marks: list[str]) -> str:
    return min(marks, key=lambda mark: _ORDER.index(mark) if mark in _ORDER else len(_ORDER))


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
    most_used = figures["facts_of_most_used_by_best_source"]
    for title, counts in (
        ("facts, by the best reading among their sources", figures["facts_by_best_source"]),
        (f"facts of the {figures['most_used']} most used substances, likewise", most_used),
    ):
        facts = sum(counts.values())
        lines.append(f"{title} (of {facts:,})")
        for name, count in counts.items():
            lines.append(f"  {name:<16} {count:>7,}  {count / max(facts, 1):>6.1%}")
    lines.append("sources, by their best-read section")
    for name, count in figures["sources_by_best_reading"].items():
        lines.append(f"  {name:<16} {count:>7,}")
    return lines
