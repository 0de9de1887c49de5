"""US labels as openFDA publishes them: JSON files with a list `results`, zipped or not.

Of each set of active substances the newest label that speaks of interactions or contraindications is
kept. What a label says of another medicine is the sentence in which it is named; that is a quotation
and no grade.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from cotake.knowledge.overlays._open import items, texts
from cotake.knowledge.overlays._types import Draft, Format, Tick

FORMAT = Format(
    id="openfda",
    name="US label",
    title="US label (openFDA)",
    licence="openFDA data are in the public domain (CC0), by its terms of service.",
    files="drug-label-*.json or .json.zip of the openFDA downloads",
)

#: Sections that speak of combinations, in the order of weight.
_SECTIONS = (
    "contraindications", "boxed_warning", "drug_interactions", "warnings_and_cautions", "warnings",
    "precautions", "ask_doctor_or_pharmacist", "do_not_use",
)  # fmt: skip


def read(path: Path, draft: Draft, tick: Tick) -> None:
    """Put the labels of a file into the draft."""
    with texts(path, tick, ending=".json") as found:
        for name, text in found:
            for item in items(name, text, "results"):
                if isinstance(item, dict):
                    _label(item, draft)


def _label(item: dict[str, Any], draft: Draft) -> None:
    known = item.get("openfda")
    known = known if isinstance(known, dict) else {}
    names = _texts(known.get("substance_name")) or _texts(known.get("generic_name"))
    sections = {key: " ".join(_texts(item.get(key))) for key in _SECTIONS if item.get(key)}
    if names and sections:
        number = str(item.get("set_id") or "")
        draft.label(names, str(item.get("effective_time") or ""), number, sections)


def _texts(value: Any) -> list[str]:
    if isinstance(value, str):
        return [value]
    return [str(each) for each in value] if isinstance(value, list) else []
