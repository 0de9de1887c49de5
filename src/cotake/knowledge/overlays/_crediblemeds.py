"""CredibleMeds QTdrugs list, saved as CSV: a medicine and the category of its risk of torsades."""

from __future__ import annotations

from pathlib import Path

from cotake.knowledge.overlays._open import table, texts
from cotake.knowledge.overlays._types import Draft, Format, Tick

FORMAT = Format(
    id="crediblemeds",
    name="CredibleMeds",
    title="CredibleMeds QTdrugs",
    licence="CredibleMeds; for registered users, by the terms of its site. Not to be passed on.",
    files="the QTdrugs list, saved as CSV",
)

_COLUMNS = {
    "name": ("generic name", "generic_name", "drug name", "drug", "substance", "name"),
    "risk": ("risk category", "risk_category", "category", "risk", "tdp risk", "qt risk"),
}


def read(path: Path, draft: Draft, tick: Tick) -> None:
    """Put the medicines of a list into the draft."""
    with texts(path, tick, ending=".csv") as found:
        for name, text in found:
            for row in table(name, text, _COLUMNS):
                draft.drug(row["name"])
                draft.alone(row["name"], row["risk"], "risk of torsades de pointes")
