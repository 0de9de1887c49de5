"""The tool `simulate`: levels over days in figures and a few points, and what could not be drawn."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cotake._errors import InputError
from cotake.knowledge import Library
from cotake.regimen import read_person
from cotake.surfaces._levels import (
    CAUTION,
    figures_in_words,
    figures_of,
    first_lines,
    label_of,
    notes_on_hold,
    raised,
    raised_in_words,
    scale_of,
    unread_lines,
)
from cotake.surfaces.mcp._arguments import Given, read_regimen
from cotake.surfaces.mcp._reply import Reply, one_line, quoted

if TYPE_CHECKING:
    from cotake.interactions import OverTime
    from cotake.kinetics.simulation import Line

#: Points of a curve in the answer.
_POINTS = 24
#: Points of all people, medicines and hours that are worked out for one answer.
_MOST_WORK = 500_000
NO_CHECK = (
    "This draws levels of a typical person. It is no check: it does not say whether these can be taken "
    "together. Call check for that."
)


def draw_levels(given: Given, library: Library) -> Reply:
    """The highest, the last day and what others raise, for each curve that can be drawn."""
    from cotake.interactions import simulate

    lines, today = given.medicines(), given.today()
    days, people = given.number("days", 0.5, 366, 14), given.whole("people", 1, 200, 1)
    regimen = read_regimen(lines, library, today)
    work = days * 24 * people * max(1, len(regimen.medicines))
    if work > _MOST_WORK:
        raise InputError("that is too much at once: ask for fewer days, people or medicines")
    found = simulate(
        lines,
        days=days,
        people=people,
        seed=given.whole("seed", 0, 2**32 - 1, 1),
        weight_kg=given.number("weight_kg", 30, 300, 70),
        missed=given.wholes("missed", 1, 366),
        person=given.person(),
        today=today,
        library=library,
    )
    unread = [*not_drawn(found, library), *_not_understood(given.person(), library)]
    if not found.simulation.lines:
        raise InputError(f"none of these medicines can be drawn: {'; '.join(unread)}")
    first = [NO_CHECK, *(f"NOT DRAWN: {line}" for line in unread)]
    curves = [_curve(line, found) for line in found.simulation.lines]
    told = [each for line in first_lines(found) if (each := raised_in_words(line, found))]
    notes = [*found.notes, *notes_on_hold(found, library)]
    who = "a typical person" if people == 1 else f"the middle of {people} people"
    text = [
        *first,
        "",
        f"{days:g} days from {found.begin}, {who}:",
        *(
            f"- {label_of(line)}: {figures_in_words(figures_of(line, found))}"
            for line in found.simulation.lines
        ),
        *told,
        "",
        *(f"Note: {each}" for each in notes),
        f"NOTICE, to be passed on: {CAUTION}",
    ]
    return Reply(
        "\n".join(text),
        {
            "read_first": first,
            "begin": found.begin.isoformat(),
            "days": days,
            "people": people,
            "complete": not unread,
            "curves": curves,
            "not_recognised": [
                {"text": each.text, "candidates": [near.name for near in each.candidates]}
                for each in found.regimen.unknown
            ],
            "not_drawn": unread,
            "notes": notes,
            "notice": CAUTION,
        },
    )


def not_drawn(found: OverTime, library: Library) -> list[str]:
    """What is not in the picture, a clause each."""
    drawn = {line.substance for line in found.simulation.lines}
    lines = [one_line(each) for each in unread_lines(found.regimen)]
    missing = [each for each in found.regimen.medicines if each.substance not in drawn]
    for each in {each.substance: each for each in missing}.values():
        why = "its course is not on record" if each.taken else "a dose of zero is not taken"
        lines.append(f"{quoted(each.text)} ({library.substance(each.substance).name}): {why}")
    return lines


def _not_understood(details: dict[str, Any], library: Library) -> list[str]:
    """What is not known of the person, and so changed nothing in the picture."""
    person = read_person(details, library)
    return [
        f"{quoted(each.text)}, said of the person, is not known and was not counted"
        for each in person.not_understood
    ]


def _curve(line: Line, found: OverTime) -> dict[str, Any]:
    figures, ends = figures_of(line, found), raised(line, found)
    return {
        "substance": line.substance,
        "name": line.name,
        "kind": line.kind,
        "unit": "ng/mL" if line.kind == "level" else "% held",
        "model": line.model or None,
        "highest": _short(figures.highest),
        "last_day": {"low": _short(figures.last[0]), "high": _short(figures.last[1])},
        "highest_of_people": None
        if figures.spread is None
        else {"p10": _short(figures.spread[0]), "p90": _short(figures.spread[1])},
        "raised_by_others": None if ends is None else {"low": _short(ends[0]), "high": _short(ends[1])},
        "points": _points(line, found),
    }


def _points(line: Line, found: OverTime) -> list[dict[str, float]]:
    """The lowest and highest of each part of the time, from its first hour on."""
    import numpy as np

    values = np.median(line.values, axis=1) * scale_of(line)
    parts = min(_POINTS, len(values))
    split = zip(np.array_split(found.simulation.hours, parts), np.array_split(values, parts), strict=True)
    return [
        {"from_hour": _short(hours[0]), "low": _short(part.min()), "high": _short(part.max())}
        for hours, part in split
    ]


def _short(value: Any) -> float:
    return float(f"{float(value):.4g}")
