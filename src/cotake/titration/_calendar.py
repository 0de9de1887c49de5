"""The plan as a calendar file, with reminders. Needs icalendar, which is loaded here alone."""

from __future__ import annotations

import uuid
from datetime import date, datetime, time, timedelta
from typing import Any

from cotake._errors import InputError
from cotake.titration._page import step_in_words
from cotake.titration._types import Plan, Step

#: When a dose is reminded of where no time was given.
_TIMES = {"morning": time(8), "bedtime": time(21, 30), "": time(9)}
#: A last step that stays is in the calendar for so many days.
_STAYS = 90
_SPACE = uuid.UUID("6f1c2f5e-55a3-4d5c-9a52-5d2f7a6f4b1e")


def calendar(plan: Plan, *, at: time | None = None, named: bool = False, stamp: datetime) -> bytes:
    """An iCalendar file (RFC 5545): an entry a step with a daily reminder, a pause, and a day to look back.

    Times are floating: they follow the clock where the person is, so that no change of clock or zone moves
    a dose to another day. Medicine and dose stand in it only where `named`.

    Args:
        plan: the plan.
        at: when the dose is taken; by default in the morning or at bedtime as the plan says, else 9:00.
        named: whether titles name the medicine.
        stamp: when the file is made.

    Raises:
        InputError: more doses a day than one with a time given.
    """
    from icalendar import Alarm, Calendar, Event, vRecur

    most = max(step.times or 1 for step in plan.steps)
    if at is not None and most > 1:
        raise InputError(f"it is taken {most} times a day; one time does not do")
    found = Calendar()
    found.add("prodid", "-//cotake//plan//EN")
    found.add("version", "2.0")
    found.add("calscale", "GREGORIAN")

    def event(kind: str, step: Step, summary: str, **fields: Any) -> Event:
        entry = Event()
        key = f"{plan.substance}/{plan.steps[0].first.isoformat()}/{kind}/{step.number}"
        entry.add("uid", f"{uuid.uuid5(_SPACE, key)}@cotake")
        entry.add("dtstamp", stamp)
        entry.add("summary", summary)
        for name, value in fields.items():
            entry.add(name, value)
        found.add_component(entry)
        return entry

    number = sum(each.kind == "dose" for each in plan.steps)
    turn = 0
    what = f": {plan.name}" if named else ""
    for step in plan.steps:
        last = step.last or step.first + timedelta(days=_STAYS - 1)
        if step.kind == "end":
            event("end", step, f"The plan ends{what}", dtstart=step.first)
            continue
        if step.kind == "pause":
            event("pause", step, f"Planned pause{what}", dtstart=step.first, dtend=last + timedelta(days=1))
            continue
        turn += 1
        words = step_in_words(step, plan)
        event(
            "step",
            step,
            f"Step {turn} of {number} begins{what}",
            dtstart=step.first,
            description=words if named else "See your plan.",
        )
        for number_of_day, clock in enumerate(_clocks(plan, step, at)):
            dose = event(
                f"dose{number_of_day}",
                step,
                f"Time for your dose{what}",
                dtstart=datetime.combine(step.first, clock),
                duration=timedelta(minutes=5),
                rrule=vRecur(
                    {
                        "freq": "daily",
                        "interval": step.every,
                        "count": -(-((last - step.first).days + 1) // step.every),
                    }
                ),
                description=words if named else "See your plan.",
            )
            alarm = Alarm()
            alarm.add("action", "DISPLAY")
            alarm.add("trigger", timedelta(0))
            alarm.add("description", f"Time for your dose{what}")
            dose.add_component(alarm)
        if step.last is not None:
            event("look", step, f"Before the next step: go on, stay or go back?{what}", dtstart=step.last)
    return bytes(found.to_ical())


def _clocks(plan: Plan, step: Step, at: time | None) -> tuple[time, ...]:
    """The times of a day: one as given, more evenly between 8 and 20 o'clock."""
    times = step.times or 1
    if times == 1:
        return (at or _TIMES.get(step.when or plan.when, _TIMES[""]),)
    first = datetime.combine(date.min, time(8))
    space = timedelta(hours=12) / (times - 1)
    return tuple((first + space * turn).time() for turn in range(times))
