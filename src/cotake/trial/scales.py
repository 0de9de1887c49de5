"""Scales and questionnaires of the records as those of a trial: ends, better end, and what matters."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from cotake._errors import InputError
from cotake.journal import Scales
from cotake.knowledge import Library
from cotake.knowledge.types import Citation
from cotake.trial._types import Scale


def known_scale(name: str, library: Library, mid: float | None = None) -> Scale:
    """A scale or questionnaire of the records, by its name.

    Raises:
        InputError: there is none.
    """
    found = _id_of(name, library)
    if not found:
        names = ", ".join([*library.vocabulary("scales"), *library.ids("instruments")])
        raise InputError(f"{name!r} is no scale of the records; there are {names}")
    return scale_of(found, Scales(library), library, mid)


def better_end(name: str, library: Library) -> tuple[Literal["higher", "lower"], str]:
    """Which end of a scale is better, and the scale of the records that says so; higher where none does."""
    found = _id_of(name, library)
    return (known_scale(found, library).better, found) if found else ("higher", "")


def _id_of(name: str, library: Library) -> str:
    """The scale or questionnaire of this name, however it is written; "" where there is none."""
    scales = Scales(library)
    found = scales.read(name)
    scale = scales.of(found) if found else None
    if scale is not None and scale.better != "neither":
        return found
    bare = "".join(letter for letter in name.lower() if letter.isalnum())
    for each in library.ids("instruments"):
        if bare == each.replace("-", "") and library.instrument(each).score != "none":
            return str(each)
    return ""


def scale_of(name: str, scales: Scales, library: Library, mid: float | None = None) -> Scale:
    """A scale or questionnaire as one of a trial: its ends, which is better, and what matters.

    Raises:
        InputError: it is none that can be better or worse, or has no score.
    """
    found = scales.of(name)
    if found is not None:
        if found.better == "neither":
            raise InputError(f"{found.name} has no better end, so it is no outcome")
        ends = (None, None) if found.unit else (found.least, found.most)
        return _with_mid(found.name, found.better, ends, mid, found.matters, found.src, library)
    if library.has("instruments", name):
        asked = library.instrument(name)
        if asked.score == "none":
            raise InputError(f"{asked.name} is a checklist and has no score")
        values = [each.value for each in asked.options] or [asked.least, asked.most]
        times = len(asked.items) if asked.score == "sum" else 1
        noticed = asked.matters.points if asked.matters else None
        noticed_by = asked.matters.src if asked.matters else ()
        of_score = (float(min(values) * times), float(max(values) * times))
        return _with_mid(asked.name, asked.better, of_score, mid, noticed, noticed_by, library)
    return Scale(name, mid=mid)


def _with_mid(
    name: str,
    better: str,
    ends: tuple[float | None, float | None],
    mid: float | None,
    matters: float | None,
    sources: Sequence[Citation],
    library: Library,
) -> Scale:
    way: Literal["higher", "lower"] = "lower" if better == "lower" else "higher"
    if mid is not None or matters is None:
        return Scale(name, way, *ends, mid=mid)
    return Scale(name, way, *ends, mid=matters, mid_from=_by(sources, library))


def _by(sources: Sequence[Citation], library: Library) -> str:
    """`Farrar 2001`, and so on: who found what matters."""
    told = []
    for each in sources:
        source = library.source(each.source)
        author = source.by.split(",")[0].split(" and ")[0].strip() or source.title
        told.append(f"{author} {source.year}" if source.year else author)
    return ", ".join(dict.fromkeys(told))
