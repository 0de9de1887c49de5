"""What is asked of a plan, read from its form; it is kept between pages as it was typed."""

from __future__ import annotations

import re
from collections.abc import Mapping, MutableMapping
from datetime import date
from typing import Any

from cotake._errors import InputError
from cotake._record import record
from cotake.surfaces.web._fields import day_of
from cotake.titration import Form, Rule, read_amount, read_days, read_liquid, read_piece, read_rule

KEY = "plan"
RULES = (1, 2, 3)
_PARTS = ("scale", "sign", "value", "days", "then")
#: What decides on the levels: where one of these changes, steps that were moved are no longer the same.
_OF_LEVELS = (
    "name",
    "start",
    "target",
    "step",
    "every",
    "schedule",
    "use",
    "fast",
    "taper",
    "steps",
    "grain",
)
_AMOUNTS = ("start", "target", "step", "grain")
_DAYS = ("begin", "pause_first", "pause_last", "opioid_first", "opioid_last")
_FORMS = ("liquid", "capsule", "tablet")
_OTHERS = ("times", "when", "kept")
FIELDS = tuple(
    dict.fromkeys(
        (*_OF_LEVELS, *_DAYS, *_FORMS, *_OTHERS, *(f"rule{n}_{each}" for n in RULES for each in _PARTS))
    )
)
#: Letters of one field, and of all: the browser keeps them in a cookie.
_MOST, _MOST_ALL = 120, 1100
_SPACES = re.compile(r"\s+")
_TABLET = re.compile(r"(?P<strength>[^/]+?)\s*(?:/\s*(?P<parts>[124]))?\s*")


@record
class Refused:
    """Why a form was not taken: a message, and the field it is about."""

    message: str
    field: str


def typed_in(form: Mapping[str, Any]) -> dict[str, str]:
    """What was typed, each in one line, and only fields that hold something."""
    texts = {name: form.get(name) for name in FIELDS}
    lines = {name: _SPACES.sub(" ", text).strip() for name, text in texts.items() if isinstance(text, str)}
    said = {name: text for name, text in lines.items() if text}
    for number in RULES:  # a row whose number is empty is no rule; what is chosen in it says nothing
        if not any(said.get(f"rule{number}_{each}") for each in ("scale", "value")):
            for each in _PARTS:
                said.pop(f"rule{number}_{each}", None)
    return said


def problem_of(said: Mapping[str, str]) -> Refused | None:
    """The first field that cannot be meant; None where each can."""
    if not re.search(r"\w", said.get("name", "")):
        return Refused("plan-no-name", "name")
    long = next((name for name, text in said.items() if len(text) > _MOST), "")
    if long or sum(map(len, said.values())) > _MOST_ALL:
        return Refused("plan-too-long", long or "name")
    return _of_one(said) or _of_several(said)


def _of_one(said: Mapping[str, str]) -> Refused | None:
    readers: list[tuple[tuple[str, ...], Any, str]] = [
        (_AMOUNTS, read_amount, "plan-no-amount"),
        (("every", "kept"), days_in, "plan-no-days"),
        (("times", "steps"), _count, "plan-no-count"),
        (_DAYS, _day, "plan-no-date"),
    ]
    for names, read, message in readers:
        for name in names:
            if name in said and not _reads(read, said[name]):
                return Refused(message, name)
    for name in _FORMS:
        if name in said and not _reads(lambda text, kind=name: forms_in({kind: text}), said[name]):
            return Refused(f"plan-no-{name}", name)
    for number in RULES:
        if not _reads(lambda _, place=number: _rule(said, place), ""):
            return Refused("plan-no-rule", f"rule{number}_scale")
    return None


def _of_several(said: Mapping[str, str]) -> Refused | None:
    own = any(each in said for each in ("start", "target", "taper"))
    if own and any(each in said for each in ("schedule", "use")):
        return Refused("plan-own-or-record", "start")
    wanted = ("start", "every") if "taper" in said else ("start", "target", "every")
    stepless = "taper" not in said and said.get("start") != said.get("target")
    if own:
        missing = next(
            (each for each in (*wanted, *(("step",) if stepless else ())) if each not in said), ""
        )
        if missing:
            return Refused("plan-needed", missing)
    if not own and ("step" in said or "every" in said):
        return Refused("plan-needed", "start")
    for each in ("pause", "opioid"):
        first, last = said.get(f"{each}_first"), said.get(f"{each}_last")
        if bool(first) != bool(last):
            return Refused("plan-both-days", f"{each}_last" if first else f"{each}_first")
        if first and last and last < first:
            return Refused("plan-ends-before", f"{each}_last")
    return None


def keep(session: MutableMapping[str, Any], said: dict[str, str], today: date) -> None:
    """Keep what was asked; steps that were moved stay so where the levels are the same."""
    had = asked_in(session)
    same = all(had.get(name, "") == said.get(name, "") for name in _OF_LEVELS)
    holds = session[KEY].get("holds", {}) if same and KEY in session else {}
    session[KEY] = {"begin": today.isoformat(), **said, **({"holds": holds} if holds else {})}


def asked_in(session: Mapping[str, Any]) -> dict[str, str]:
    """The fields that were asked, without anything of no use such as after an update."""
    held = session.get(KEY)
    said = typed_in(held) if isinstance(held, dict) else {}
    return said if problem_of(said) is None else {}


def holds_in(session: Mapping[str, Any]) -> dict[int, int]:
    """The levels that were made longer or shorter by moving a step, with their days."""
    held = session.get(KEY)
    found = held.get("holds") if isinstance(held, dict) else None
    return {int(level): int(days) for level, days in found.items()} if isinstance(found, dict) else {}


def forms_in(said: Mapping[str, str]) -> list[Form]:
    """What is at hand.

    Raises:
        InputError: it cannot be read.
    """
    found = [read_liquid(each) for each in _each(said, "liquid")]
    found += [read_piece(each, "capsule") for each in _each(said, "capsule")]
    for text in _each(said, "tablet"):
        match = _TABLET.fullmatch(text)
        if match is None:
            raise InputError(f"{text!r} is no tablet")
        found.append(read_piece(match["strength"], "tablet", int(match["parts"] or 1)))
    return found


def rules_in(said: Mapping[str, str]) -> list[Rule]:
    """What was agreed. Errors as for `forms_in`."""
    return [rule for number in RULES if (rule := _rule(said, number)) is not None]


def days_in(text: str) -> int:
    """`14`, `14d` or `2 weeks`, in days. Errors as for `read_days`."""
    return read_days(f"{text}d" if text.isdecimal() else text)


def _rule(said: Mapping[str, str], number: int) -> Rule | None:
    row = {each: said.get(f"rule{number}_{each}", "") for each in _PARTS}
    if not row["scale"] and not row["value"]:
        return None
    value, days = row["value"].replace(",", "."), row["days"] or "1"
    wanted = row["scale"].lower()
    rule = read_rule(f"{wanted} {row['sign'] or '>='} {value} for {days} days: {row['then'] or 'hold'}")
    if rule.scale != wanted:  # part of the name was taken for something else
        raise InputError(f"{row['scale']!r} is no name of what is scored")
    return rule


def _each(said: Mapping[str, str], name: str) -> list[str]:
    return [each.strip() for each in said.get(name, "").split(";") if each.strip()]


def _count(text: str) -> int:
    number = int(text)
    if not 1 <= number <= 24 * 5:
        raise ValueError(text)
    return number


def _day(text: str) -> date:
    found = day_of(text)
    if found is None:
        raise ValueError(text)
    return found


def _reads(read: Any, text: str) -> bool:
    try:
        read(text)
    except (ValueError, ArithmeticError):
        return False
    return True
