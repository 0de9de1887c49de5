"""One person's days, analysed: by the doses that were taken, or as a trial was fixed in advance."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from cotake._errors import InputError
from cotake.trial import Analysis, Scale, analyze
from cotake.trial.design import Design, by_design, periods_of
from cotake.trial.given import Given
from cotake.trial.reading import scored_by_day

#: Under this name a journal keeps the fingerprint of a trial that was fixed in advance.
FINGERPRINT = "trial"
NOT_ADVICE = "For information and for a conversation with your prescriber; not a substitute for advice."


def analysed(given: Given, *, anytime: bool) -> Analysis:
    """The days by the doses that were taken; `anytime` where they may be looked at every day.

    Raises:
        InputError: as `analyze`.
    """
    days = given.days
    return analyze(
        days.values,
        days.exposure,
        times=days.times,
        scale=given.scale,
        covariates=days.covariates or None,
        half_life_days=given.half_life_days,
        guess=days.guess,
        anytime=anytime,
        medicine=given.medicine,
    )


def notes_of(given: Given) -> tuple[str, ...]:
    """What else to know of how the days were read."""
    told = list(given.days.notes)
    if given.days.left_out:
        told.append(f"Too many kinds of events; not reckoned with: {', '.join(given.days.left_out)}.")
    return tuple(told)


def no_half_life(medicine: str) -> str:
    """What follows where the half-life of a medicine is not on record."""
    return (
        f"No half-life of {medicine!r} is on record: the effect is taken to come at once, or within days."
    )


def as_fixed(made: Design, given: Given, fixed: Scale, kept: str = "") -> tuple[Analysis, str]:
    """The analysis that was fixed with the design, and on how many days another dose was taken, in words.

    Args:
        made: the trial as it was fixed.
        given: the days.
        fixed: the scale as it was fixed; it is called as the days call it.
        kept: the fingerprint that the journal keeps, or "".

    Raises:
        InputError: another design than the one that was fixed, or as `by_design` and `analyze`.
    """
    if kept and kept != made.fingerprint:
        raise InputError(f"this is not the design whose fingerprint the journal keeps ({kept[:12]}…)")
    days = given.days
    values, exposure, times = by_design(made, scored_by_day(days))
    note = ""
    if made.seed is None and any(days.exposure):
        taken = scored_by_day(days, days.exposure)
        other = sum(taken.get(day, dose) != dose for day, dose in zip(times, exposure, strict=True))
        if other:
            note = (
                f"On {other} days the journal has another dose than the plan; the answer goes by the plan."
            )
    thought = {} if days.guess is None else scored_by_day(days, days.guess)
    found = analyze(
        values,
        exposure,
        times=times,
        scale=replace(fixed, name=given.scale.name),
        half_life_days=made.half_life_days,
        guess=[thought.get(day, float("nan")) for day in times] if thought else None,
        periods=periods_of(made),
        anytime=made.anytime,
        medicine=made.medicine or given.medicine,
        design=made.fingerprint,
    )
    return found, note


def harms_of(found: Analysis, given: Given) -> dict[str, list[float]]:
    """The side effects that were scored, by name, on the days that were analysed."""
    first = found.series.first
    if first is None or not given.days.harms:
        return {}
    days = [first + timedelta(days=place) for place in range(found.series.days)]
    scored = {name: scored_by_day(given.days, values) for name, values in given.days.harms.items()}
    return {
        name.partition(":")[2]: [by_day.get(day, float("nan")) for day in days]
        for name, by_day in scored.items()
    }
