"""What FHIR writes everywhere: texts, codes and days; whatever has another shape reads as nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from html import unescape
from typing import Any

#: No name or reason of a record is longer than is read of it.
_LONGEST = 300
#: Nor is any dose or period greater.
_GREATEST = 1e9
#: Of a narrative so much is read, with its markup.
_LONGEST_DIV = 20_000
_UNSEEN = re.compile(r"<(style|script)\b.*?</\1\s*>|<!--.*?-->", re.DOTALL | re.IGNORECASE)
_MARKUP = re.compile(r"</?[A-Za-z][^<>]*>")


def text(given: Any) -> str:
    """A text on one line; "" where it is none."""
    return " ".join(given[:_LONGEST].split()) if isinstance(given, str) else ""


def narrative(resource: Mapping[str, Any]) -> str:
    """What a resource says to people (its narrative) as a text on one line, without markup; or ""."""
    held = resource.get("text")
    div = held.get("div") if isinstance(held, dict) else None
    if not isinstance(div, str):
        return ""
    words = unescape(_MARKUP.sub(" ", _UNSEEN.sub(" ", div[:_LONGEST_DIV])))
    return text(" ".join(words.split()))


def entries(given: Any) -> list[dict[str, Any]]:
    """The objects of a list, or the one object that stands in its place."""
    listed = given if isinstance(given, list) else [given]
    return [one for one in listed if isinstance(one, dict)]


def concept_of(given: Any) -> Any:
    """The concept of a coded thing, or of what R5 puts around it (a CodeableReference)."""
    if isinstance(given, dict) and isinstance(given.get("concept"), dict):
        return given["concept"]
    return given


def codings(given: Any) -> Iterator[tuple[str, str, str]]:
    """System, code and display of each coding of a concept."""
    concept = concept_of(given)
    listed = concept.get("coding") if isinstance(concept, dict) else None
    for one in entries(listed):
        yield text(one.get("system")), text(one.get("code")), text(one.get("display"))


def codes(given: Any) -> set[str]:
    """The codes of a concept, or of one that is a plain code."""
    if isinstance(given, str):
        return {text(given)}
    return {code for one in entries(given) for _, code, _ in codings(one)}


def name(given: Any) -> str:
    """What a coded thing is called: its text, or what stands with its codes."""
    concept = concept_of(given)
    if not isinstance(concept, dict):
        return ""
    return next(filter(None, (text(concept.get("text")), *(shown for _, _, shown in codings(concept)))), "")


def number(given: Any) -> float | None:
    """A number as a dose or a period has it; None where it is none."""
    if isinstance(given, bool) or not isinstance(given, (int, float)) or not abs(given) < _GREATEST:
        return None
    return float(given)


def day(given: Any) -> str:
    """The day of a date or time, as FHIR writes it; "" where it is none."""
    try:
        return date.fromisoformat(text(given)[:10]).isoformat()
    except ValueError:
        return ""
