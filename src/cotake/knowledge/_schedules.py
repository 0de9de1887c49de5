"""Check the schedules and limits of a substance: order, ends, bands, whom they are for."""

from __future__ import annotations

from itertools import pairwise

from cotake.knowledge._read import Reading
from cotake.knowledge.types import Schedule, Substance, Who

_ROUNDING = 1e-6


def check_schedules(reading: Reading, record: Substance) -> None:
    """Name what no schedule can be: levels out of order, days turned round, an id used twice."""
    seen: set[str] = set()
    bands = {band.band for band in record.doses}
    for number, schedule in enumerate(record.schedules):
        path = f"schedules[{number}]"
        if schedule.id in seen:
            reading.fault(
                "contradiction", f"{path}.id", f'"{schedule.id}" stands twice', "Give each its own."
            )
        seen.add(schedule.id)
        _check_who(reading, path, schedule.who)
        _check_stages(reading, path, schedule)
    for number, limit in enumerate(record.limits):
        path = f"limits[{number}]"
        _check_who(reading, path, limit.who)
        if bool(limit.each) != (limit.every_days > 1) or (limit.mg and limit.each) or limit.mg < 0:
            reading.fault(
                "wrong-type", path, "needs mg a day, or each with every_days", "Give one of them."
            )
    for name in ("schedules", "limits", "handling", "pauses"):
        for number, fact in enumerate(getattr(record, name)):
            if fact.band and fact.band not in bands:
                path = f"{name}[{number}].band"
                reading.fault("unknown-term", path, f'is "{fact.band}"', "Name a band of this substance.")
    for number, pause in enumerate(record.pauses):
        for field in ("before_days", "after_days"):
            days = getattr(pause, field)
            if len(days) != 2 or days[0] > days[1] or days[0] < 0:
                path = f"pauses[{number}].{field}"
                reading.fault("contradiction", path, "is not [least, most]", "Give two numbers of days.")
    for number, form in enumerate(record.supplied):
        if not form.mg or min(form.mg) <= 0 or form.parts < 1:
            path = f"supplied[{number}].mg"
            reading.fault("wrong-type", path, "needs strengths above 0", "Give mg, or mg per ml.")


def _check_who(reading: Reading, path: str, who: Who | None) -> None:
    for name in ("ages", "egfr"):
        ends = getattr(who, name) if who else ()
        if not ends:
            continue
        known = [each for each in ends if each is not None]
        if len(ends) != 2 or not known or (len(known) == 2 and known[0] >= known[1]):
            where = f"{path}.who.{name}"
            reading.fault("contradiction", where, "is not [from, below]", "Give two ends, null where open.")


def _check_stages(reading: Reading, path: str, schedule: Schedule) -> None:
    stages = schedule.stages
    if not stages:
        reading.fault("missing-field", f"{path}.stages", "is empty", "Give at least one level.")
        return
    for number, stage in enumerate(stages):
        last = number == len(stages) - 1
        days = stage.days
        where = f"{path}.stages[{number}]"
        if bool(stage.mg) == bool(stage.each) and not (schedule.kind == "taper" and last):
            reading.fault("wrong-type", where, "needs mg, or each with every_days", "Give one of the two.")
        if stage.parts and abs(sum(stage.parts) - stage.mg) > _ROUNDING:
            reading.fault("contradiction", f"{where}.parts", f"do not add up to {stage.mg:g}", "Mend one.")
        if bool(stage.each) != (stage.every_days > 1):
            reading.fault(
                "wrong-type", where, "has each without every_days, or the other way", "Give both."
            )
        if stage.mg < 0 or (stage.mg == 0 and not stage.each and not (schedule.kind == "taper" and last)):
            reading.fault("wrong-type", f"{where}.mg", f"is {stage.mg:g}", "A dose is above 0.")
        if len(days) > 2 or any(each < 1 for each in days) or list(days) != sorted(days):
            reading.fault(
                "contradiction", f"{where}.days", "is not days, or [least, most]", "Put them in order."
            )
        if not days and not last:
            reading.fault("missing-field", f"{where}.days", "is missing", "Only the last level has no end.")
    doses = [stage.mg or stage.each / stage.every_days for stage in stages]
    rising = schedule.kind == "start"
    if any((later < earlier) if rising else (later > earlier) for earlier, later in pairwise(doses)):
        way = "rise" if rising else "fall"
        reading.fault("contradiction", f"{path}.stages", f"do not {way}", "Put the levels in order.")
