"""What was scored, day by day, and whether it works."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from itertools import chain

from cotake._text import sentence
from cotake.handover._by_dose import NONE, by_dose, compared_doses
from cotake.handover._days import amount, counted, days_between, mean, number
from cotake.handover._dosed import amounts_known, levels
from cotake.handover._of_journal import answers_table
from cotake.handover._page import Block, Chart, Points, Said, Section, Steps
from cotake.handover._types import Handover, Outcome
from cotake.titration._dates import day_of
from cotake.trial import Analysis

#: So many days at either end are told in words, and so many steps of a dose.
_END, _STEPS = 14, 12
#: A time without a dose that is no longer than this is no step of its own.
_SKIPPED = 3


def outcomes_section(handover: Handover) -> Section:
    """A chart for each outcome with its means by dose, the doses, and the scores of questionnaires."""
    steps = _steps(handover)
    blocks: list[Block] = [_chart(each, handover, steps) for each in handover.outcomes]
    if len(handover.outcomes) > 1 and steps is not None:
        blocks.append(Said(steps_in_words(steps), soft=True))
    blocks += answers_table(handover)
    return Section("outcomes", "What was scored", tuple(blocks), "outcomes")


def _steps(handover: Handover) -> Steps | None:
    dosed, first, last = compared_doses(handover), handover.first, handover.last
    if dosed is None or first is None or last is None:
        return None
    kept: list[tuple[date, float]] = []
    for day, level in levels(dosed, first, last).items():
        if not kept or kept[-1][1] != level:
            kept.append((day, level))
    return Steps(dosed.name, tuple(kept), "mg" if amounts_known(dosed) else "")


def _chart(outcome: Outcome, handover: Handover, steps: Steps | None) -> Chart:
    scale, first, last = outcome.scale, handover.first, handover.last
    assert first is not None and last is not None
    better = "" if scale.better == "neither" else f", {scale.better} is better"
    ends = "" if scale.unit else f", {number(scale.least)} to {number(scale.most)}"
    unit = f", {scale.unit}" if scale.unit else ""
    doses = "" if steps is None else steps_in_words(steps)
    alone = len(handover.outcomes) == 1  # of several the doses are told once, below them
    return Chart(
        f"{sentence(scale.name)}{unit}{ends}{better}",
        f"{_in_words(outcome, handover)} {doses if alone else ''}".rstrip(),
        tuple((day, value) for day, value, _ in outcome.days),
        first,
        last,
        None if scale.unit else (float(scale.least), float(scale.most)),
        steps,
        "" if alone else doses,
    )


def _in_words(outcome: Outcome, handover: Handover) -> str:
    first, last = handover.first, handover.last
    assert first is not None and last is not None
    days = outcome.days
    whole = (last - first).days + 1
    said = (
        f"{sentence(outcome.scale.name)} on {len(days)} of {whole} days, {days_between(first, last)}: "
        f"mean {number(mean([value for _, value, _ in days]))}"
    )
    early = [value for day, value, _ in days if day < first + timedelta(days=_END)]
    late = [value for day, value, _ in days if day > last - timedelta(days=_END)]
    if whole > 2 * _END and early and late:
        said += f", first {_END} days {number(mean(early))}, last {_END} days {number(mean(late))}"
    if compared_doses(handover) is None:
        return f"{said}."
    heads, rows = by_dose([outcome], handover)
    means = ", ".join(
        f"{head} {cell}" for head, cell in zip(heads, rows[0][1:], strict=True) if cell != NONE
    )
    return f"{said}. Means by dose (days): {means}."


def steps_in_words(steps: Steps) -> str:
    """`Name: 1.5 mg from 1 Oct 2026, 3 mg from 15 Oct 2026.` Short times without are counted as days."""
    told: list[tuple[date, float]] = []
    skipped = 0
    for at, (day, level) in enumerate(steps.levels):
        after = steps.levels[at + 1][0] if at + 1 < len(steps.levels) else None
        if told and not level and after is not None and (after - day).days <= _SKIPPED:
            skipped += (after - day).days
        elif not told or told[-1][1] != level:
            told.append((day, level))
    listed = [f"{_level(level, steps)} from {day_of(day)}" for day, level in told]
    if len(listed) > _STEPS:
        listed = [*listed[: _STEPS - 1], f"… {counted(len(listed) - _STEPS, 'more step')} …", listed[-1]]
    without = f"; {counted(skipped, 'single day')} without" if skipped else ""
    return f"{sentence(steps.name)}: {', '.join(listed)}{without}."


def _level(level: float, steps: Steps) -> str:
    if not steps.unit:
        return "taken" if level else "not taken"
    return f"{amount(level)} {steps.unit}" if level else "none"


def trial_section(handover: Handover) -> Section:
    """The answer for each outcome, in words, with its doubts and what was assumed."""
    blocks: list[Block] = []
    grounds = [(_grounds(each), *each.assumptions) for each in handover.analyses]
    times = Counter(text for each in grounds for text in each)
    many = len(grounds)
    common = [text for text in dict.fromkeys(chain(*grounds)) if many > 1 and times[text] == many]
    for each, its in zip(handover.analyses, grounds, strict=True):
        blocks.append(Said(each.says, strong=sentence(each.scale.name)))
        if each.warnings:
            blocks.append(Points(tuple(Said(text, strong="Doubt") for text in each.warnings)))
        own = [text for text in its if text not in common]
        blocks.append(Said(" ".join(own), strong="It rests on", soft=True))
    if common:
        blocks.append(Said(" ".join(common), strong="All rest on", soft=True))
    for name, why in handover.not_analysed:
        whose = f"{sentence(name)}, not analysed" if name else "Please note"
        blocks.append(Said(sentence(why if why.endswith((".", ")")) else f"{why}."), strong=whose))
    return Section("trial", "Is it working?", tuple(blocks), "trial")


def _grounds(found: Analysis) -> str:
    days = found.series
    often = "once" if days.changes == 1 else f"{days.changes} times"
    when = ""
    if days.first is not None:
        when = f", {days_between(days.first, days.first + timedelta(days=days.days - 1))}"
    whose = f" of {found.medicine}" if found.medicine else ""
    return (
        f"{int(days.seen.sum())} of {days.days} days{when}; the dose{whose} from {days.low:g} to "
        f"{days.high:g}, changed {often}. Ranges are 95 % intervals."
    )
