"""Rules that were agreed with the prescriber, as people write them."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Literal

from cotake._errors import InputError
from cotake.titration._amounts import shown
from cotake.titration._types import Measure, Rule

_FORM = re.compile(
    r"(?:if\s+)?(?:an?\s+|any\s+)?(?P<scale>.+?)\s+(?:scores?\s+|is\s+)?"
    r"(?:(?P<sign>>=|<=|≥|≤|at least|at most)\s*(?P<a>\d+(?:\.\d+)?)"
    r"|(?P<b>\d+(?:\.\d+)?)\s+or\s+(?P<more>more|less|higher|lower|above|below))"
    r"(?:\s+for\s+(?P<days>\d+)\s+days?)?\s*[:,]?\s*(?:then\s+)?(?P<then>.+?)\s*\.?",
    re.IGNORECASE,
)
_THEN: tuple[tuple[str, Literal["hold", "back", "call"]], ...] = (
    (r"(stay|hold|wait).*\bor\b.*back|back|go down|step down|down", "back"),
    (r"stay|hold|wait|keep", "hold"),
    (r"call|ask|phone|tell|see", "call"),
)
_SAYS = {
    "hold": "stay on this step",
    "back": "stay, or go back one step",
    "call": "call the prescriber before the next dose",
}
_LOW, _HIGH = 0, 10
_EXAMPLE = "side effect >= 4 for 3 days: hold"


def read_rule(text: str) -> Rule:
    """`side effect >= 4 for 3 days: hold`, or in words; then hold, back or call.

    Raises:
        InputError: it is no rule, or its number is not one of a scale from 0 to 10.

    >>> read_rule("if a side effect scores 4 or more for 3 days, stay or go back one step").then
    'back'
    """
    match = _FORM.fullmatch(text.strip())
    then = next(
        (name for pattern, name in _THEN if match and re.search(pattern, match["then"], re.I)), None
    )
    if match is None or then is None:
        raise InputError(f"{text!r} is not a rule; write it like: {_EXAMPLE} (or back, or call)")
    value = Decimal(match["a"] or match["b"])
    if not _LOW <= value <= _HIGH:
        raise InputError(f"a rule looks at a score from {_LOW} to {_HIGH}, not at {value}")
    word = (match["sign"] or match["more"]).lower()
    sign: Literal[">=", "<="] = "<=" if word in ("<=", "≤", "at most", "less", "lower", "below") else ">="
    days = int(match["days"] or 1)
    if days < 1:
        raise InputError("a rule looks at one day or more")
    return Rule(match["scale"].strip().lower(), sign, value, days, then)


def rule_in_words(rule: Rule) -> str:
    """`If side effect is 4 or more for 3 days: stay on this step.`"""
    way = "or more" if rule.sign == ">=" else "or less"
    span = f" for {rule.days} days" if rule.days > 1 else ""
    return f"If {rule.scale} is {shown(rule.value)} {way}{span}: {_SAYS[rule.then]}."


def read_measure(text: str) -> Measure:
    """`pain: daily`; without a time, every day.

    Raises:
        InputError: nothing is named.
    """
    what, _, when = text.partition(":")
    if not what.strip():
        raise InputError(f"{text!r} names nothing to measure; write it like pain: daily")
    return Measure(what.strip(), when.strip() or "every day")
