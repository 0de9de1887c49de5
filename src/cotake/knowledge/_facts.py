"""The facts of a record: everything that carries a source, with its field and its areas."""

from __future__ import annotations

import dataclasses
import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from cotake.knowledge._codec import to_plain
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


@dataclass(frozen=True, slots=True)
class Fact:
    """One cited statement: its field in the record, its areas, and what it cites."""

    path: str
    value: Any
    areas: tuple[str, ...]
    src: tuple[Citation, ...]


def facts_of(record: Any, vocabulary: dict[str, dict[str, Any]]) -> Iterator[Fact]:
    """Every cited statement of a record, outermost first."""
    yield from _walk(record, "", (), vocabulary)


def _walk(
    value: Any, path: str, areas: tuple[str, ...], vocabulary: dict[str, dict[str, Any]]
) -> Iterator[Fact]:
    if isinstance(value, tuple):
        for number, item in enumerate(value):
            yield from _walk(item, f"{path}[{number}]", areas, vocabulary)
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from _walk(item, f"{path}.{key}".lstrip("."), areas, vocabulary)
    elif dataclasses.is_dataclass(value) and not isinstance(value, (type, Citation)):
        areas = _areas_of(value, vocabulary) or areas
        src = getattr(value, "src", ())
        if src:
            yield Fact(path, value, areas, src)
        for spec in dataclasses.fields(value):
            if spec.name != "src":
                inner = f"{path}.{spec.name.rstrip('_')}".lstrip(".")
                yield from _walk(getattr(value, spec.name), inner, areas, vocabulary)


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
    facts = [
        to_plain(fact.value)
        for fact in facts_of(substance, vocabulary)
        if set(fact.areas) & set(areas) and "." not in fact.path
    ]
    text = json.dumps([sorted(areas), facts], sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()[:10]
