"""DDInter: tables of pairs with a level, one a group of the ATC, as CSV."""

from __future__ import annotations

from pathlib import Path

from cotake.knowledge.overlays._open import table, texts
from cotake.knowledge.overlays._types import Draft, Format, Tick

FORMAT = Format(
    id="ddinter",
    name="DDInter",
    title="DDInter",
    licence="CC BY-NC-SA 4.0, by its site; not for commercial use.",
    files="the downloaded tables ddinter_downloads_code_*.csv",
    levels={"Major": 2, "Moderate": 3, "Minor": 4, "Unknown": None},
)

_COLUMNS = {
    "a": ("drug_a", "drug a", "name_a"),
    "b": ("drug_b", "drug b", "name_b"),
    "level": ("level", "interaction_level"),
}


def read(path: Path, draft: Draft, tick: Tick) -> None:
    """Put the pairs of a table into the draft."""
    with texts(path, tick, ending=".csv") as found:
        for name, text in found:
            for row in table(name, text, _COLUMNS):
                draft.drug(row["a"])
                draft.drug(row["b"])
                draft.pair(row["a"], row["b"], row["level"].capitalize(), "")
