"""A trial in blocks as a page shows it: before it is fixed without an order, and then as it was drawn."""

from __future__ import annotations

import json
from collections.abc import Mapping, MutableMapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from time import monotonic
from typing import Any

from cotake._record import record
from cotake._text import sentence
from cotake.handover import Kept
from cotake.handover._scored import scale_entry
from cotake.knowledge import Library
from cotake.surfaces._design import block_of, effect_of, lasts, power_chart, power_of_design, washout_of
from cotake.surfaces.web.working._asked import Choice, given_for, group_named
from cotake.surfaces.web.working._design_form import POWER, Asked
from cotake.surfaces.web.working._wish import Wish
from cotake.trial import Scale
from cotake.trial._numbers import shown
from cotake.trial.design import Design, draw
from cotake.trial.given import given_of_journal
from cotake.trial.medicine import lasting, refuse_blocks
from cotake.trial.scales import scale_of

#: So many trials are simulated for each length, and so often each dose comes in the lengths compared.
_TRIALS, _ROUNDS = 40, (2, 3, 4, 6)
#: In the place of a length: one change half-way. And the name of the effect among what is kept.
_ONCE, _EFFECT = 0, "effect"
#: Days before that are looked at, and that are needed.
_BACK, _FEWEST = timedelta(days=120), 14
_MOST_BLOCKS = 60


@record
class Block:
    """A block as it is drawn, in parts of 100, and as it stands in the table; `dose` is "" where sealed."""

    number: int
    first: date
    last: date
    dose: str
    washout: int
    at: float
    wide: float
    high: float
    now: bool


@record
class Outline:
    """A trial before its order is drawn: doses, blocks and their days, and why the wash-out is so long."""

    asked: Asked
    name: str
    better: str
    points: str
    blocks: int
    block: int
    washout: int
    first: date
    last: date
    days: int
    lasts: str
    unknown: bool


@record
class Powered:
    """How often lengths of a trial would tell the effect: days, rounds, right of 100, wrong of 100.

    `once` is the same of one change half-way through as many days as were chosen; `done` says that no
    length is left to simulate.
    """

    rows: tuple[tuple[int, int, int, int], ...]
    once: tuple[int, int] | None
    effect: str
    chart: dict[str, Any]
    chosen: int
    done: bool


def scale_for(asked: Asked, kept: Kept, library: Library) -> Scale:
    """The scale of a trial, under its id.

    Raises:
        InputError: it is no outcome.
    """
    return replace(scale_of(asked.outcome, kept.scales, library, asked.points), name=asked.outcome)


def drawn(asked: Asked, kept: Kept, library: Library, *, seed: int, rounds: int = 0) -> Design:
    """The trial that is asked for, its order drawn by a seed.

    Raises:
        InputError: the medicine is not known, may not be stopped at once, or lasts too long; or as `draw`.
    """
    known = lasting(asked.medicine, library) if asked.medicine else None
    if known is not None and not asked.agreed:
        refuse_blocks(known, asked.doses)
    washout = washout_of(known) if asked.washout is None else asked.washout
    return draw(
        asked.doses,
        begin=asked.begin,
        block_days=block_of(washout) if asked.block is None else asked.block,
        rounds=rounds or asked.rounds,
        seed=seed,
        washout_days=washout,
        before_dose=asked.before,
        outcome=asked.outcome,
        scale=scale_for(asked, kept, library),
        anytime=asked.anytime,
        medicine=asked.medicine,
        half_life_days=known.days if known else None,
    )


def outline_of(asked: Asked, kept: Kept, library: Library) -> Outline:
    """The trial without its order. Errors as for `drawn`."""
    made = drawn(asked, kept, library, seed=0)
    known = lasting(asked.medicine, library) if asked.medicine else None
    washout = max(each.washout for each in made.blocks)
    first, last = made.blocks[0].first, made.blocks[-1].last
    scale = made.scale
    return Outline(
        asked=asked,
        name=sentence(scale_entry(asked.outcome, kept.scales, library).name),
        better=scale.better,
        points=shown(scale.mid) if scale.mid is not None else "",
        blocks=len(made.blocks),
        block=made.blocks[0].days,
        washout=washout,
        first=first,
        last=last,
        days=(last - first).days + 1,
        lasts=lasts(known, washout) if known and asked.washout is None else "",
        unknown=known is None,
    )


def blocks_of(made: Design, today: date, *, sealed: bool) -> tuple[Block, ...]:
    """The blocks in parts of 100 of the whole time; without their doses where these are sealed."""
    first = made.blocks[0].first
    whole = (made.blocks[-1].last - first).days + 1
    most = max(each.exposure for each in made.blocks) or 1.0
    return tuple(
        Block(
            number,
            each.first,
            each.last,
            "" if sealed else f"{each.exposure:g}",
            each.washout,
            round(100 * (each.first - first).days / whole, 2),
            round(100 * each.days / whole, 2),
            50.0 if sealed else round(8 + 92 * each.exposure / most, 1),
            each.first <= today <= each.last,
        )
        for number, each in enumerate(made.blocks, 1)
    )


def before_of(asked: Asked, choice: Choice, kept: Kept, library: Library, today: date) -> list[float]:
    """The person's own days before: those at the present dose where these are enough, else four months.

    Empty where fewer than 14 have a value.
    """
    group = next(
        (each for each in choice.groups if each.name.casefold() == asked.medicine.casefold()), None
    )
    wish = Wish(asked.outcome, group.name if group else "")
    if not any(name == asked.outcome for name, _, _ in kept.marks):
        return []
    if group is not None and group_named(wish.medicine, choice):
        days = given_for(wish, group, kept, library).days
    else:
        days = given_of_journal(
            kept.entries, kept.marks, kept.scales, library, asked.outcome, with_dose=False
        ).days
    times = days.times or []
    recent = [at for at, day in enumerate(times) if isinstance(day, date) and today - day <= _BACK]
    same = [at for at in recent if days.exposure[at:] == days.exposure[-1:] * (len(times) - at)]
    for some in (same, recent):
        values = [days.values[at] for at in some]
        if sum(value == value for value in values) >= _FEWEST:
            return values
    return []


def lengths_of(asked: Asked) -> tuple[int, ...]:
    """How often each dose comes in the lengths compared: first what was chosen, 0 for one change."""
    fits = [each for each in _ROUNDS if each * len(asked.doses) <= _MOST_BLOCKS and each != asked.rounds]
    return (asked.rounds, _ONCE, *fits)


def simulate_some(
    asked: Asked,
    before: Sequence[float],
    kept: Kept,
    library: Library,
    drafts: MutableMapping[str, dict[str, str]],
    seconds: float,
) -> None:
    """Simulate lengths that were not yet, one or more, for about so long; what was found is kept.

    Raises:
        InputError: as `drawn`, or too few days before.
    """
    began = monotonic()
    held = drafts.get(POWER, {})
    for rounds in lengths_of(asked):
        if str(rounds) in held:
            continue
        made = drawn(asked, kept, library, seed=0, rounds=rounds or asked.rounds)
        found = power_of_design(made, before, once=rounds == _ONCE, trials=_TRIALS)
        days = (made.blocks[-1].last - made.blocks[0].first).days + 1
        row = [days, round(100 * found.right), round(100 * found.wrong)]
        held = {**held, str(rounds): json.dumps(row), _EFFECT: shown(effect_of(made, before))}
        drafts[POWER] = held
        if monotonic() - began > seconds:
            return


def power_in(drafts: Mapping[str, dict[str, str]], asked: Asked, about: str) -> Powered | None:
    """What was simulated for a trial so far; None where nothing was."""
    held = drafts.get(POWER, {})
    lengths = lengths_of(asked)
    found = {each: tuple(map(int, json.loads(held[str(each)]))) for each in lengths if str(each) in held}
    if asked.rounds not in found:
        return None
    rows = tuple(
        sorted((days, rounds, right, wrong) for rounds, (days, right, wrong) in found.items() if rounds)
    )
    chosen = found[asked.rounds][0]
    chart = power_chart([(days, right / 100) for days, _, right, _ in rows], chosen, about)
    once = found.get(_ONCE)
    return Powered(
        rows,
        (once[1], once[2]) if once else None,
        held[_EFFECT],
        chart,
        chosen,
        len(found) == len(lengths),
    )
