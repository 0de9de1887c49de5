"""Writing down: a line, an event, a questionnaire; changing and deleting."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from cotake._errors import InputError
from cotake.surfaces.cli.journal._open import (
    answer_first,
    known_library,
    moment,
    notices_after,
    opened_journal,
    scales_of,
    show_notices,
)
from cotake.surfaces.cli.journal._plan import rules_after
from cotake.surfaces.cli.journal._words import told

if TYPE_CHECKING:
    from cotake.knowledge import Library
    from cotake.knowledge.types import Instrument


@click.command("add")
@click.argument("line", nargs=-1)
@click.option("--at", help="When, such as 2026-12-01T08:30; by default now.")
@click.pass_obj
def add(path: Path, line: tuple[str, ...], at: str | None) -> int:
    """Write a line down: scores, side effects, doses and a note.

    mood 6 pain 4 slept 7h took nausea 3 note: slept badly

    Without a line it is asked for, or read from standard input, so that it stands in no history of a shell.
    """
    from cotake.journal import read_line

    library = known_library()
    text = " ".join(line) or _asked_line()
    when = moment(at)
    answer_first([("note", {"text": text})], library)
    with opened_journal(path) as journal:
        scales = scales_of(journal, library)
        said = read_line(text, scales)
        made = journal.add_all([(kind, body, when, "") for kind, body in said.entries])
        for entry in made:
            click.echo(told(entry, scales))
        show_notices(notices_after(made, journal, scales))
        rules_after(made, journal, scales)
    return 0


@click.command("event")
@click.argument("text", nargs=-1, required=True)
@click.option("--at", help="When, as for add.")
@click.pass_obj
def event(path: Path, text: tuple[str, ...], at: str | None) -> int:
    """Write down what happened, such as a move, an illness or another medicine."""
    library = known_library()
    answer_first([("event", {"text": " ".join(text)})], library)
    with opened_journal(path) as journal:
        made = journal.add("event", {"text": " ".join(text)}, at=moment(at))
        click.echo(told(made, scales_of(journal, library)))
    return 0


@click.command("ask")
@click.argument("name")
@click.option("--answers", help="All answers at once, such as 1,0,2; - for one that is left out.")
@click.option("--at", help="When, as for add.")
@click.pass_obj
def ask(path: Path, name: str, answers: str | None, at: str | None) -> int:
    """Fill in a questionnaire: phq-9, gad-7, peg or hunter."""
    from cotake.journal import checked_answers, range_of, score_of

    library = known_library()
    instrument = _instrument(name, library)
    shown: set[str] = set()
    if answers is not None:
        given = checked_answers(instrument, _listed(answers, instrument))
    else:
        click.echo(library.vocabulary("notices")["nobody-watches"].text + "\n")
        given = _asked(instrument, library, shown)
    score = score_of(instrument, given)
    body = {"instrument": instrument.id, "answers": given, "score": score}
    if not shown:
        answer_first([("answers", body)], library)
    with opened_journal(path) as journal:
        journal.add("answers", body, at=moment(at))
        if instrument.score != "none":
            named = range_of(instrument, score)
            reached = "no score: too many answers are missing" if score is None else f"{score:.3g}"
            click.echo(f"{instrument.name}: {reached}{f' ({named})' if named else ''}")
    return 0


@click.command("edit")
@click.argument("number", type=int)
@click.argument("line", nargs=-1, required=True)
@click.pass_obj
def edit(path: Path, number: int, line: tuple[str, ...]) -> int:
    """Change an entry; what it was is kept."""
    from cotake.journal import read_line

    library = known_library()
    text = " ".join(line)
    answer_first([("note", {"text": text})], library)
    with opened_journal(path) as journal:
        scales = scales_of(journal, library)
        had = journal.entry(number)
        if had.kind in ("note", "event"):
            body: dict[str, Any] = {"text": text}
        elif had.kind == "answers":
            raise InputError("a questionnaire is filled in anew, with ask, and the old one deleted")
        else:
            said = read_line(text, scales)
            fitting = [each for kind, each in said.entries if kind == had.kind]
            if len(fitting) != 1 or len(said.entries) != 1:
                raise InputError(f"entry {number} holds {had.kind}; give these alone")
            body = fitting[0]
        made = journal.change(number, body)
        click.echo(told(made, scales))
        show_notices(notices_after([made], journal, scales))
    return 0


@click.command("delete")
@click.argument("number", type=int)
@click.option("--yes", is_flag=True, help="Do not ask.")
@click.pass_obj
def delete(path: Path, number: int, yes: bool) -> int:
    """Delete an entry and its history for good."""
    with opened_journal(path) as journal:
        what = told(journal.entry(number), scales_of(journal, known_library()))
        if not yes:
            click.confirm(f"Delete for good: {what}?", abort=True)
        journal.delete(number)
    click.echo("deleted")
    return 0


def _instrument(name: str, library: Library) -> Instrument:
    known = library.ids("instruments")
    key = name.lower().replace("_", "-")
    for each in known:
        if key in (each, each.replace("-", "")):
            return library.instrument(each)
    raise InputError(f"there is no questionnaire {name!r}; one of {', '.join(known)}")


def _listed(text: str, instrument: Instrument) -> dict[str, int]:
    parts = [part.strip() for part in text.split(",")]
    if len(parts) != len(instrument.items):
        raise InputError(
            f"{instrument.name} has {len(instrument.items)} questions, and {len(parts)} answers came"
        )
    found = {}
    for item, part in zip(instrument.items, parts, strict=True):
        if part in ("-", ""):
            continue
        if not part.isdigit():
            raise InputError(f"{part!r} is not an answer; a number, or - for one that is left out")
        found[item.id] = int(part)
    return found


def _asked(instrument: Instrument, library: Library, shown: set[str]) -> dict[str, int]:
    """One question at a time; where an answer calls for help that is shown before the next."""
    from cotake.journal import checked_answers

    click.echo(instrument.asks)
    choices = "  ".join(f"{option.value} {option.says}" for option in instrument.options)
    given: dict[str, int] = {}
    for number, item in enumerate(instrument.items, 1):
        ends = f" ({instrument.least} {item.low} … {instrument.most} {item.high})" if item.low else ""
        while True:
            click.echo(f"\n{number}. {item.asks}{ends}")
            text = click.prompt(f"   {choices}  - leave out" if choices else "   ", type=str)
            if text.strip() == "-":
                break
            try:
                given |= checked_answers(instrument, {item.id: int(text)})
                break
            except ValueError:  # what is no number, or none that can be chosen
                click.echo("   That is not one of the answers.")
        for alarm in instrument.alarms:
            met = all(given.get(each, 0) >= alarm.at_least for each in alarm.items)
            if met and alarm.shows not in shown:
                shown.add(alarm.shows)
                click.echo(f"\n*** {library.vocabulary('notices')[alarm.shows].text} ***")
    return given


def _asked_line() -> str:
    if sys.stdin.isatty():
        return str(click.prompt("Today", err=True))
    return sys.stdin.read()
