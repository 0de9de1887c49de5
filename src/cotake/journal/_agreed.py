"""The plan that was agreed with the prescriber, kept in the journal, and which of its rules are met.

It repeats what was agreed; it advises nothing of its own.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any

from cotake._errors import InputError
from cotake._record import record
from cotake.journal._scales import SIDE, Scales
from cotake.titration import Rule, read_rule

#: Under this name it stands among the settings of a journal.
SETTING = "plan"
_ANY_SIDE = ("side effect", "side effects", "any side effect")


@record
class AgreedStep:
    """A step of the plan: its days (`last` is None where it stays) and what is taken, in words."""

    number: int
    first: date
    last: date | None
    says: str


@record
class Agreed:
    """The steps and rules of a plan for one medicine."""

    name: str
    steps: tuple[AgreedStep, ...]
    rules: tuple[Rule, ...]


def read_agreed(text: str) -> Agreed:
    """A plan as `cotake plan … --json` prints it.

    Raises:
        InputError: it is no such plan.
    """
    try:
        found = json.loads(text)
        steps = tuple(_step(each) for each in found["steps"])
        rules = tuple(_rule(each) for each in found["rules"])
        name = str(found["name"])
    except (ValueError, TypeError, KeyError, RecursionError):
        raise InputError("this is no plan; make one with: cotake plan … --json > plan.json") from None
    if not steps or not name:
        raise InputError("this plan has no steps")
    return Agreed(name, steps, rules)


def agreed_text(agreed: Agreed) -> str:
    """It as text, to be read by `read_agreed`."""
    return json.dumps(
        {
            "name": agreed.name,
            "steps": [
                {
                    "number": each.number,
                    "first": each.first.isoformat(),
                    "last": each.last.isoformat() if each.last else None,
                    "says": each.says,
                }
                for each in agreed.steps
            ],
            "rules": [
                {
                    "scale": each.scale,
                    "sign": each.sign,
                    "value": str(each.value),
                    "days": each.days,
                    "then": each.then,
                }
                for each in agreed.rules
            ],
        },
        ensure_ascii=False,
    )


def step_on(agreed: Agreed, day: date) -> AgreedStep | None:
    """The step of a day; None before the first."""
    steps = [each for each in agreed.steps if each.first <= day and (each.last is None or day <= each.last)]
    return steps[-1] if steps else None


def watched(rule: Rule, scales: Scales) -> str:
    """The scale that a rule looks at, `side:` for any side effect; "" where it is none that is scored."""
    if rule.scale in _ANY_SIDE:
        return SIDE
    return scales.read(rule.scale)


def met(
    agreed: Agreed, marks: Iterable[tuple[str, datetime, float]], scales: Scales, now: datetime
) -> tuple[Rule, ...]:
    """The rules that are met today: on each of their last days, all within the step that it is on.

    Of several marks of a day the worst for the rule counts; a day without one meets nothing. `marks` are
    scale, moment and value; days are those where it was written.
    """
    step = step_on(agreed, now.date())
    if step is None:
        return ()
    values: dict[tuple[str, date], list[float]] = {}
    for name, at, value in marks:
        values.setdefault((name, at.date()), []).append(value)
    return tuple(rule for rule in agreed.rules if _is_met(rule, step, values, scales, now.date()))


def _is_met(
    rule: Rule,
    step: AgreedStep,
    values: dict[tuple[str, date], list[float]],
    scales: Scales,
    today: date,
) -> bool:
    scale = watched(rule, scales)
    days = [today - timedelta(days=back) for back in range(rule.days)]
    if not scale or days[-1] < step.first:
        return False
    names = {name for name, _ in values if (name.startswith(SIDE) if scale == SIDE else name == scale)}
    return any(all(_holds(rule, values.get((name, day), [])) for day in days) for name in names)


def _holds(rule: Rule, values: list[float]) -> bool:
    if not values:
        return False
    return max(values) >= rule.value if rule.sign == ">=" else min(values) <= rule.value


def _step(found: dict[str, Any]) -> AgreedStep:
    last = date.fromisoformat(found["last"]) if found["last"] else None
    return AgreedStep(int(found["number"]), date.fromisoformat(found["first"]), last, str(found["says"]))


def _rule(found: dict[str, Any]) -> Rule:
    return read_rule(
        f"{found['scale']} {found['sign']} {found['value']} for {found['days']} days: {found['then']}"
    )
