"""Everything that a journal gave out as JSON, read back and checked as if it were written anew."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from cotake._errors import InputError
from cotake.journal._scales import OWN, SIDE, Scales, own_scale
from cotake.journal._scoring import check_score, checked_answers, score_of
from cotake.journal._types import KINDS, Row
from cotake.journal.bringing._brought import Brought
from cotake.journal.export import KEY, VERSION
from cotake.knowledge.types import ScaleEntry

_TAKEN = ("taken", "skipped", "late")
#: What is read amiss is one of these.
_AMISS = (KeyError, TypeError, ValueError, AttributeError)


def is_everything(found: Any) -> bool:
    """Whether JSON is what `cotake journal export` gave out."""
    return isinstance(found, Mapping) and KEY in found


def of_everything(found: Mapping[str, Any], scales: Scales) -> Brought:
    """Its entries and scales of one's own; what entries were before, and settings, are told as left out.

    Raises:
        InputError: it is of a later version, or has no entries.
    """
    if found[KEY] != VERSION:
        raise InputError("this was given out by a later version of cotake; use that one")
    entries = found.get("entries")
    if not isinstance(entries, list):
        raise InputError("this export of cotake has no entries")
    brought, unread = _scales(found.get("scales") or [], scales)
    known = Scales(scales.library, (*scales.own, *brought))
    rows: list[Row] = []
    before = 0
    for number, each in enumerate(entries, 1):
        try:
            rows.append(_row(each, known))
            before += bool(each.get("earlier"))
        except InputError as error:
            unread.append(f"entry {number}: {error}")
        except _AMISS:
            unread.append(f"entry {number}: it is not as cotake writes them")
    left = [f"what {before:,} entries were before they were changed"] if before else []
    left += ["the plan that was agreed"] if found.get("settings") else []
    return Brought("cotake", tuple(rows), tuple(unread), tuple(left), tuple(brought))


def _scales(found: Iterable[Any], scales: Scales) -> tuple[list[ScaleEntry], list[str]]:
    """The scales that are not there yet, and what is amiss with others."""
    brought: list[ScaleEntry] = []
    unread: list[str] = []
    for each in found:
        try:
            told = {**each, "names": ()}
            had = scales.of(str(each["id"]))
            if had is not None and had.id.removeprefix(SIDE).startswith(OWN):
                if had != ScaleEntry(**told):
                    unread.append(f"scale {each['name']}: here it has other ends or labels; those stay")
                continue
            made = own_scale(
                str(told["name"]),
                Scales(scales.library, (*scales.own, *brought)),
                better=str(told["better"]),
                low=str(told["low"]),
                high=str(told["high"]),
                least=float(told["least"]),
                most=float(told["most"]),
                unit=str(told["unit"]),
                side_effect=str(told["id"]).startswith(SIDE),
            )
            if made.id != told["id"]:
                raise InputError(f"it has another name than its id {told['id']!r}")
            brought.append(made)
        except InputError as error:
            unread.append(f"a scale: {error}")
        except _AMISS:
            unread.append("a scale that is not as cotake writes them")
    return brought, unread


def _row(each: Mapping[str, Any], scales: Scales) -> Row:
    at = datetime.fromisoformat(each["at"])
    if at.tzinfo is None:
        raise InputError(f"{each['at']!r} has no offset from UTC, such as +01:00")
    kind, body = each["kind"], each["body"]
    if kind not in KINDS:
        raise InputError(f"{kind!r} is no kind of entry")
    return kind, _body(kind, body, scales), at, str(each.get("zone") or "")


def _body(kind: str, body: Mapping[str, Any], scales: Scales) -> dict[str, Any]:
    if kind == "scores":
        found = {str(name): float(value) for name, value in body.items()}
        for name, value in found.items():
            scales.check(name, value)
        return dict(found)
    if kind == "answers":
        name = str(body["instrument"])
        if not scales.library.has("instruments", name):
            raise InputError(f"there is no questionnaire {name!r}")
        instrument = scales.library.instrument(name)
        given = checked_answers(instrument, body["answers"])
        if given and score_of(instrument, given) != body["score"]:
            raise InputError(f"{instrument.name}: its answers come to another score than {body['score']}")
        score = None if body["score"] is None else float(body["score"])
        check_score(instrument, score)
        return {"instrument": name, "answers": given, "score": score}
    if kind == "dose":
        if body["taken"] not in _TAKEN:
            raise InputError(f"{body['taken']!r} is not taken, skipped or late")
        parts = {name: str(body[name]) for name in ("medicine", "taken", "dose")}
        return dict(parts)
    return {"text": str(body["text"])}
