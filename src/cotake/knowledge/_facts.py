"""The facts of a record: everything that carries a source, with its field and its areas."""

from __future__ import annotations

import dataclasses
import hashlib
import json
from collections.abc import Iterable
from functools import cache
from typing import Any, get_args, get_type_hints

from cotake._record import record
from cotake.knowledge._codec import to_plain
from cotake.knowledge._leaves import fields_of
from cotake.knowledge.types import (
    Absorption,
    Caution,
    Citation,
    Deed,
    Exposure,
    Influence,
    Pathway,
    Substance,
)

#: Vocabularies whose entries cite as records do.
CITING = ("warnings", "scales", "kin")


@record
class Fact:
    """One cited statement: its field in the record, its areas, and what it cites."""

    path: str
    value: Any
    areas: tuple[str, ...]
    src: tuple[Citation, ...]


def facts_of(record: Any, vocabulary: dict[str, dict[str, Any]]) -> tuple[Fact, ...]:
    """Every cited statement of a record, outermost first."""
    found: list[Fact] = []
    _gather(record, "", (), vocabulary, found)
    return tuple(found)


def _gather(
    value: Any,
    path: str,
    areas: tuple[str, ...],
    vocabulary: dict[str, dict[str, Any]],
    found: list[Fact],
) -> None:
    kind: Any = type(value)
    if kind is tuple:
        for number, item in enumerate(value):
            _gather(item, f"{path}[{number}]", areas, vocabulary, found)
    elif kind is dict:
        for key, item in value.items():
            _gather(item, f"{path}.{key}".lstrip("."), areas, vocabulary, found)
    elif dataclasses.is_dataclass(value):
        areas = _areas_of(value, vocabulary) or areas
        if src := getattr(value, "src", ()):
            found.append(Fact(path, value, areas, src))
        dot = f"{path}." if path else ""
        for name, shown in _fields_with_facts(kind):
            if held := getattr(value, name):
                _gather(held, dot + shown, areas, vocabulary, found)


@cache
def _fields_with_facts(kind: Any) -> tuple[tuple[str, str], ...]:
    """The fields of a record type within which something can cite a source, each with its YAML key."""
    hints = get_type_hints(kind)
    found = ((name, shown) for name, shown in fields_of(kind) if name != "src")
    return tuple((name, shown) for name, shown in found if _cites(hints[name], set()))


def _cites(hint: Any, seen: set[Any]) -> bool:
    """Whether values of a type cite a source, or can have within them what does."""
    if not dataclasses.is_dataclass(hint):
        return any(_cites(inner, seen) for inner in get_args(hint))
    if hint is Citation or hint in seen:
        return False
    seen.add(hint)
    hints = get_type_hints(hint)
    return "src" in hints or any(_cites(inner, seen) for inner in hints.values())


def _areas_of(value: Any, vocabulary: dict[str, dict[str, Any]]) -> tuple[str, ...]:
    if isinstance(value, Deed) and value.target:
        target = vocabulary["targets"].get(value.target)
        return target.area if target else ()
    if isinstance(value, (Deed, Caution)):
        hazard = vocabulary["hazards"].get(value.hazard)
        return (hazard.area,) if hazard else ()
    if isinstance(value, (Pathway, Influence)):
        enzyme = vocabulary["enzymes"].get(value.enzyme)
        if not enzyme:
            return ()
        return ("enzymes",) if enzyme.kind == "enzyme" else ("transporters",)
    if isinstance(value, Exposure):
        return ("enzymes",)
    if isinstance(value, Absorption):
        return ("absorption",)
    return ()


def seal_of(substance: Substance, areas: tuple[str, ...], vocabulary: dict[str, dict[str, Any]]) -> str:
    """A short fingerprint of the facts that a review of these areas has seen."""
    return seals_of(substance, (areas,), vocabulary)[0]


def seals_of(
    substance: Substance, reviews: Iterable[tuple[str, ...]], vocabulary: dict[str, dict[str, Any]]
) -> list[str]:
    """The fingerprint of the facts that each review has seen, given the areas of each."""
    facts = [
        (frozenset(fact.areas), to_plain(fact.value))
        for fact in facts_of(substance, vocabulary)
        if fact.areas and "." not in fact.path
    ]
    seals = []
    for areas in reviews:
        seen = [plain for where, plain in facts if not where.isdisjoint(areas)]
        text = json.dumps([sorted(areas), seen], sort_keys=True, ensure_ascii=False)
        seals.append(hashlib.sha256(text.encode()).hexdigest()[:10])
    return seals
