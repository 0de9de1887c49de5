"""The French national thesaurus of interactions (ANSM), as JSON.

Two files belong together: the thesaurus, whose items have `main_drug`, `plus_drug`, `severity_levels`
and `interaction_mechanism`, and the index of substances, whose items have `substance` and
`drug_classes`. The thesaurus speaks of classes; the index says who belongs to them.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from cotake._errors import InputError
from cotake.knowledge.overlays._open import items, texts
from cotake.knowledge.overlays._types import Draft, Format, Tick

FORMAT = Format(
    id="ansm",
    name="ANSM",
    title="ANSM, Thésaurus des interactions médicamenteuses",
    licence="Agence nationale de sécurité du médicament; see the terms of the edition you downloaded.",
    files="the thesaurus and its index of substances, as JSON",
    levels={
        "Contre-indication": 1,
        "Association déconseillée": 2,
        "Précaution d'emploi": 3,
        "À prendre en compte": 4,
    },
)


def read(path: Path, draft: Draft, tick: Tick) -> None:
    """Put the statements of a thesaurus, or the members of an index, into the draft."""
    with texts(path, tick, ending=".json") as found:
        for name, text in found:
            for item in items(name, text):
                if not isinstance(item, dict):
                    raise InputError(f"{name}: an item is not an object")
                if "substance" in item:
                    _member(item, draft)
                elif "main_drug" in item and "plus_drug" in item:
                    _pair(item, draft)
                else:
                    keys = ", ".join(map(str, item))[:120]
                    raise InputError(f"{name}: an item has neither substance nor main_drug, but: {keys}")


def _member(item: dict[str, Any], draft: Draft) -> None:
    name = str(item["substance"])
    draft.drug(name)
    for group in item.get("drug_classes") or ():
        draft.member(name, str(group))


def _pair(item: dict[str, Any], draft: Draft) -> None:
    levels = [each for each in item.get("severity_levels") or () if isinstance(each, dict)]
    mechanism = _line(item.get("interaction_mechanism"))
    for each in levels or [{}]:
        level = _level(str(each.get("level", "")))
        text = " ".join(part for part in (_line(each.get("info")), mechanism) if part)
        draft.pair(str(item["main_drug"]), str(item["plus_drug"]), level, text)


def _level(written: str) -> str:
    low = written.casefold().replace("’", "'")
    for level, mark in zip(
        FORMAT.levels, ("contre", "conseill", "caution", "prendre en compte"), strict=True
    ):
        if mark in low:
            return level
    return written


def _line(text: Any) -> str:
    return " ".join(str(text or "").split())
