"""The levels of a plan from what was asked for: a schedule, even steps, a taper."""

from __future__ import annotations

from decimal import ROUND_CEILING, Decimal

from cotake._errors import InputError
from cotake.knowledge.types import Citation, Occupancy, Schedule, Substance
from cotake.titration._stages import Level, by_occupancy, even_steps, of_schedule


def check_words(
    start: Decimal | None,
    target: Decimal | None,
    taper: str,
    schedule: str,
    use: str,
    step: Decimal | None,
    every: int | None,
) -> None:
    """Refuse what contradicts itself, so that nothing asked for is left out unseen."""
    given = start is not None or target is not None or bool(taper)
    if schedule and given:
        raise InputError(
            "a schedule of the records has its own doses: leave out --start, --target and --taper"
        )
    if use and (given or schedule):
        raise InputError(
            "--use chooses a schedule of the records: leave out --start, --target, --taper, --schedule"
        )
    if not given and (step is not None or every is not None):
        raise InputError("--step and --every go with --start and --target")
    if step is not None and step <= 0:
        raise InputError("the step has to be above 0")


def levels_of(
    record: Substance,
    chosen: Schedule | None,
    kind: str,
    taper: str,
    start: Decimal | None,
    target: Decimal | None,
    step: Decimal | None,
    every: int | None,
    fast: bool,
    steps: int,
    grain: Decimal,
) -> tuple[tuple[Level, ...], tuple[Citation, ...]]:
    """The levels that were asked for, and what they rest on.

    Raises:
        InputError: something they need is missing, or they cannot be.
    """
    if chosen is not None:
        return of_schedule(chosen, slow=not fast), chosen.src
    if start is None:
        raise InputError("a plan needs a start; give --start with the dose, such as 0.5mg")
    if every is None:
        raise InputError("a plan needs the length of a step; give --every, such as 14d")
    if kind == "taper":
        goal = target if target is not None else Decimal(0)
        if taper == "hyperbolic":
            occupancy = _occupancy(record)
            return by_occupancy(start, goal, occupancy, steps, every, grain), occupancy.src
        if goal >= start:
            raise InputError("a taper goes down: the target has to be below the start")
        return even_steps(start, goal, step or _part(start - goal, steps, grain), every), ()
    if target is None:
        raise InputError("a plan needs a target; give --target with the dose, such as 4.5mg")
    if step is None and target != start:
        raise InputError("a plan needs a step; give --step with the amount, such as 0.5mg")
    return even_steps(start, target, Decimal(1) if step is None else step, every), ()


def _part(whole: Decimal, steps: int, grain: Decimal) -> Decimal:
    """An even part of a fall, rounded up to what can be made, so that it takes no more steps."""
    if steps < 1:
        raise InputError("a taper takes 1 step or more")
    return max(grain, (whole / steps / grain).to_integral_value(ROUND_CEILING) * grain)


def _occupancy(record: Substance) -> Occupancy:
    if not record.occupancy:
        raise InputError(
            f"how much of its target a dose of {record.name} holds is not on record; use --taper linear"
        )
    return record.occupancy[0]
