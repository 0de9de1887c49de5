"""What the journal says: the plan, doses, side effects, events."""

from __future__ import annotations

from collections.abc import Iterator

from cotake._text import sentence
from cotake.handover._by_dose import by_dose
from cotake.handover._days import counted, days_between, number
from cotake.handover._page import Block, Points, Said, Section, Table
from cotake.handover._types import Answered, Dosed, Handover
from cotake.journal import step_on
from cotake.knowledge import Library
from cotake.titration import rule_in_words
from cotake.titration._dates import day_of


def plan_section(handover: Handover) -> Section:
    """The plan as it was agreed, the step of today, and the rules; those that are met first."""
    agreed = handover.agreed
    if agreed is None:
        return Section("plan", "Plan", (), "plan")
    step = step_on(agreed, handover.made_on)
    blocks: list[Block] = []
    if step is None:
        when = f"It begins on {day_of(agreed.steps[0].first)}: {agreed.steps[0].says}."
    else:
        until = f", until {day_of(step.last)}" if step.last else ""
        when = f"Now on step {step.number} of {len(agreed.steps)}{until}: {step.says}."
    blocks.append(Said(f"As the person says it was agreed with the prescriber. {when}", strong=agreed.name))
    for rule in handover.met:
        blocks.append(Said(rule_in_words(rule), strong="A rule of the plan is met", loud=True))
    rows = tuple(
        (
            str(each.number),
            f"from {day_of(each.first)} on" if each.last is None else days_between(each.first, each.last),
            each.says,
        )
        for each in agreed.steps
    )
    now = frozenset(at for at, each in enumerate(agreed.steps) if each == step)
    blocks.append(
        Table("Steps of the plan", ("Step", "Days", "What is taken"), rows, (1, 4, 7), strong_rows=now)
    )
    if agreed.rules:
        blocks.append(Points(tuple(Said(rule_in_words(each), strong="Rule") for each in agreed.rules)))
    return Section("plan", "Plan", tuple(blocks), "plan")


def doses_section(handover: Handover) -> Section:
    """On how many days each medicine was taken, late or skipped, and on how many nothing was written."""
    first, last = handover.first, handover.last
    if first is None or last is None:
        return Section("doses", "Doses", (), "doses")
    rows = []
    for each in handover.doses:
        if not each.days:
            continue
        start = max(first, each.began) if each.began else first
        of = (last - start).days + 1
        within = [one for one in each.days if one[0] >= start]
        counts = [sum(one[2] == how for one in within) for how in ("taken", "late", "skipped")]
        needed = " (as needed)" if _as_needed(each, handover) else ""
        rows.append((f"{sentence(each.name)}{needed}", *map(str, counts), str(of - len(within)), str(of)))
    if not rows:
        return Section("doses", "Doses", (), "doses")
    head = ("Days on which", "taken", "late", "skipped", "nothing written", "of days")
    about = "Days with doses, by medicine"
    table = Table(about, head, tuple(rows), (5, 2, 2, 2, 3, 2), frozenset({1, 2, 3, 4, 5}))
    return Section("doses", f"Doses taken, {days_between(first, last)}", (table,), "doses")


def _as_needed(each: Dosed, handover: Handover) -> bool:
    return any(one.as_needed and one.substance == each.substance for one in handover.report.medicines)


def side_effects_section(handover: Handover) -> Section:
    """The mean of each side effect at each dose, with the number of days; 0 is none, 10 the worst."""
    if not handover.side_effects or handover.first is None or handover.last is None:
        return Section("side-effects", "Side effects", (), "side-effects")
    heads, rows = by_dose(handover.side_effects, handover)
    name = handover.compared if len(heads) > 1 else ""
    by = f", by the dose of {name}" if name else ""
    width = (4, *(2 for _ in heads))
    table = Table(f"Side effects{by}", ("Mean (days scored)", *heads), rows, width)
    note = Said(
        f"From 0 (none) to 10 (the worst), {days_between(handover.first, handover.last)}{by}. Days without "
        "a score are not counted: they may have been free of it.",
        soft=True,
    )
    return Section("side-effects", "Side effects", (table, note), "side-effects")


def events_section(handover: Handover) -> Section:
    """What happened, as it was written."""
    rows = tuple((day_of(each.day), each.text) for each in handover.events)
    blocks = (Table("Events", ("Day", "As written"), rows, (1, 5)),) if rows else ()
    return Section("events", "Events", blocks, "events")


def answers_table(handover: Handover) -> Iterator[Block]:
    """A row for each questionnaire: its scores with their days, and what the last one is called."""
    from cotake.journal import range_of

    library = handover.report.library
    rows = []
    for name in dict.fromkeys(each.instrument for each in handover.answered):
        filled = [each for each in handover.answered if each.instrument == name]
        if not library.has("instruments", name):
            asked, called = name, ""
        else:
            instrument = library.instrument(name)
            asked, called = instrument.name, range_of(instrument, filled[-1].score)
        told = "; ".join(f"{day_of(each.at.date())}: {_reached(each, library)}" for each in filled)
        rows.append((asked, told, called))
    if rows:
        yield Table("Questionnaires", ("Questionnaire", "Scores", "The last"), tuple(rows), (3, 9, 2))


def _reached(answered: Answered, library: Library) -> str:
    """The score, or of a checklist the signs that were there."""
    if answered.score is not None:
        return number(answered.score)
    if not library.has("instruments", answered.instrument):
        return "no score"
    asked = library.instrument(answered.instrument)
    if asked.score != "none":
        return "no score, answers missing"
    signs = [item.asks for item in asked.items if answered.answers.get(item.id)]
    return f"{counted(len(signs), 'sign')}{': ' if signs else ''}{', '.join(signs)}"
