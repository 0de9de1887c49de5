"""Write docs/mechanisms.md from the mechanism records.

`python docs/write_mechanisms.py` writes it; with `--check` nothing is written, and the exit status
is 1 where the page no longer fits the records.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from cotake.knowledge._records import RECORDS, Records, read_records
from cotake.knowledge.types import Mechanism

PAGE = Path(__file__).with_name("mechanisms.md")

_OPENING = """\
# The mechanisms

Every rule that cotake knows. A mechanism says which roles must meet (a target and what is done to
it, a class, a hazard, an enzyme; seldom one named substance), and what follows. `cotake knowledge
show ID` prints one whole, with its action, its evidence and its sources.

The class is the one the rule gives by itself or, after "to", in the contexts it names (dose, age,
kidney function, other medicines): 1 avoid, 2 usually avoid, 3 minimise risk, 4 no special
precautions, 5 ignore. "By record" means that the record of the affected medicine says from which
change of its level a class follows. What each kind of rule does is in [the design](design.md).

This page is written by `python docs/write_mechanisms.py`; do not edit it by hand.
"""


def page(records: Records) -> str:
    """The page as Markdown: one table, in the order of the areas."""
    mechanisms: list[Mechanism] = list(records.values("mechanisms").values())
    areas = list(records.vocabulary["areas"])
    mechanisms.sort(key=lambda each: (areas.index(each.area), each.id))
    rows = [
        f"| `{each.id}` | {each.title} | {each.area} | {each.kind} | {class_range(each)} |"
        for each in mechanisms
    ]
    head = ["| id | title | area | kind | class |", "|---|---|---|---|---|"]
    return "\n".join([_OPENING, *head, *rows, ""])


def class_range(mechanism: Mechanism) -> str:
    """The classes that a rule can give, from the most to the least severe."""
    if mechanism.kind == "exposure":
        return "by record"
    found = sorted(set(_classes(mechanism)))
    if not found:
        return "4"
    return str(found[0]) if len(found) == 1 else f"{found[0]} to {found[-1]}"


def _classes(mechanism: Mechanism) -> Iterator[int]:
    if mechanism.consequences:
        yield mechanism.consequences[0].classification
    for context in mechanism.contexts:
        yield context.classification
    for level in mechanism.levels:
        yield level.classification
        for context in level.contexts:
            yield context.classification


def main(arguments: list[str]) -> int:
    """Write the page, or check it."""
    text = page(read_records(RECORDS))
    if arguments == ["--check"]:
        fits = PAGE.exists() and PAGE.read_text(encoding="utf-8") == text
        sys.stderr.write("" if fits else f"{PAGE} is stale: run python docs/write_mechanisms.py\n")
        return 0 if fits else 1
    if arguments:
        sys.stderr.write("usage: python docs/write_mechanisms.py [--check]\n")
        return 2
    PAGE.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
