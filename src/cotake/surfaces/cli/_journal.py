"""`cotake journal`: write down how it goes, and look back."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from cotake._errors import InputError
from cotake._home import home
from cotake.surfaces.cli._files import write_text
from cotake.surfaces.cli._journal_plan import rules_after
from cotake.surfaces.cli._look_back import curve, doses, plain_entry, rows_of, told

if TYPE_CHECKING:
    from cotake.journal import Entry, Journal, Notice
    from cotake.knowledge import Library
    from cotake.knowledge.types import Instrument

_PASSPHRASE = "COTAKE_PASSPHRASE"
_DAY = timedelta(days=1)


@click.group("journal")
@click.option("--journal", "path", type=click.Path(path_type=Path), help="Another file than the usual one.")
@click.pass_context
def journal_group(context: click.Context, path: Path | None) -> None:
    """Keep an encrypted journal on this machine.

    The passphrase is asked for, or taken from the environment variable COTAKE_PASSPHRASE. Without it nobody
    can read the journal, and nobody can restore it.
    """
    context.obj = path or home() / "journal.cotake"


@journal_group.command("init")
@click.pass_obj
def init(path: Path) -> int:
    """Make a new journal."""
    from cotake.journal import Journal

    Journal.create(path, _new_passphrase()).close()
    click.echo(f"made {path}. Nobody but you can read it: keep the passphrase.")
    click.echo(known_library().vocabulary("notices")["nobody-watches"].text)
    return 0


@journal_group.command("add")
@click.argument("line", nargs=-1, required=True)
@click.option("--at", help="When, such as 2026-12-01T08:30; by default now.")
@click.pass_obj
def add(path: Path, line: tuple[str, ...], at: str | None) -> int:
    """Write a line down: scores, side effects, doses and a note.

    mood 6 pain 4 slept 7h took nausea 3 note: slept badly
    """
    from cotake.journal import read_line

    library = known_library()
    said = read_line(" ".join(line), library)
    when = _moment(at)
    _answer_first(said.entries, library)
    with opened_journal(path) as journal:
        made = journal.add_all([(kind, body, when, _zone()) for kind, body in said.entries])
        for entry in made:
            click.echo(told(entry, library))
        show_notices(notices_after(made, journal, library))
        rules_after(made, journal, library)
    return 0


@journal_group.command("event")
@click.argument("text", nargs=-1, required=True)
@click.option("--at", help="When, as for add.")
@click.pass_obj
def event(path: Path, text: tuple[str, ...], at: str | None) -> int:
    """Write down what happened, such as a move, an illness or another medicine."""
    library = known_library()
    _answer_first([("event", {"text": " ".join(text)})], library)
    with opened_journal(path) as journal:
        made = journal.add("event", {"text": " ".join(text)}, at=_moment(at), zone=_zone())
        click.echo(told(made, library))
        show_notices(notices_after([made], journal, library))
    return 0


@journal_group.command("ask")
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
        _answer_first([("answers", body)], library)
    with opened_journal(path) as journal:
        journal.add("answers", body, at=_moment(at), zone=_zone())
        if instrument.score != "none":
            named = range_of(instrument, score)
            reached = "no score: too many answers are missing" if score is None else f"{score:.3g}"
            click.echo(f"{instrument.name}: {reached}{f' ({named})' if named else ''}")
    return 0


@journal_group.command("show")
@click.option("--last", default="30d", show_default=True, help="How far back.")
@click.option("--entries", "listed", is_flag=True, help="List every entry with its number.")
@click.option(
    "--picture", type=click.Path(path_type=Path), help="Draw it: .svg, .png or .html; not encrypted."
)
@click.pass_obj
def show(path: Path, last: str, listed: bool, picture: Path | None) -> int:
    """Look back: a line for each scale, the doses, and what happened."""
    from cotake.surfaces.cli._drawing import check_picture, save_picture
    from cotake.titration import read_days

    if picture is not None:
        check_picture(picture)
    library = known_library()
    now = datetime.now().astimezone()
    days = read_days(last)
    since = (now - (days - 1) * _DAY).replace(hour=0, minute=0, second=0, microsecond=0)
    with opened_journal(path) as journal:
        entries = journal.entries(since)
        marks = journal.marks(since=since)
    if not entries:
        click.echo(f"Nothing was written down in the last {days} days.")
        return 0
    if picture is not None:
        from cotake.journal.picture import picture as drawn

        spec = drawn(entries, marks, library, now.tzinfo)
        if not spec:
            raise InputError("nothing was scored or taken, so there is nothing to draw")
        save_picture(spec, picture)
        click.echo(f"wrote {picture}. Anyone can read it: keep it safe.", err=True)
    if listed:
        for entry in entries:
            click.echo(f"{entry.id:>5}  {entry.at:%Y-%m-%d %H:%M}  {told(entry, library)}")
        return 0
    first = since.date()
    click.echo(f"{first:%d %b %Y} to {now:%d %b %Y}")
    for name in dict.fromkeys(name for name, _, _ in marks):
        click.echo(curve(name, marks, first, days, library, now))
    taken = [entry for entry in entries if entry.kind == "dose"]
    if taken:
        click.echo(f"{'doses':20.20} {doses(taken, first, days)}")
    for entry in entries:
        if entry.kind == "event":
            click.echo(f"{entry.at:%d %b}: {entry.body['text']}")
    return 0


@journal_group.command("edit")
@click.argument("number", type=int)
@click.argument("line", nargs=-1, required=True)
@click.pass_obj
def edit(path: Path, number: int, line: tuple[str, ...]) -> int:
    """Change an entry; what it was is kept."""
    from cotake.journal import read_line

    library = known_library()
    with opened_journal(path) as journal:
        had = journal.entry(number)
        if had.kind in ("note", "event"):
            body: dict[str, Any] = {"text": " ".join(line)}
        elif had.kind == "answers":
            raise InputError("a questionnaire is filled in anew, with ask, and the old one deleted")
        else:
            said = read_line(" ".join(line), library)
            fitting = [each for kind, each in said.entries if kind == had.kind]
            if len(fitting) != 1 or len(said.entries) != 1:
                raise InputError(f"entry {number} holds {had.kind}; give these alone")
            body = fitting[0]
        _answer_first([(had.kind, body)], library)
        made = journal.change(number, body)
        click.echo(told(made, library))
        show_notices(notices_after([made], journal, library))
    return 0


@journal_group.command("history")
@click.argument("number", type=int)
@click.pass_obj
def history(path: Path, number: int) -> int:
    """Show what an entry was before."""
    library = known_library()
    with opened_journal(path) as journal:
        for each in journal.history(number):
            click.echo(f"{each.revision:>3}  {told(each, library)}")
    return 0


@journal_group.command("delete")
@click.argument("number", type=int)
@click.option("--yes", is_flag=True, help="Do not ask.")
@click.pass_obj
def delete(path: Path, number: int, yes: bool) -> int:
    """Delete an entry and its history for good."""
    with opened_journal(path) as journal:
        what = told(journal.entry(number), known_library())
        if not yes:
            click.confirm(f"Delete for good: {what}?", abort=True)
        journal.delete(number)
    click.echo("deleted")
    return 0


@journal_group.command("passphrase")
@click.pass_obj
def passphrase(path: Path) -> int:
    """Change the passphrase."""
    with opened_journal(path) as journal:
        journal.change_passphrase(_new_passphrase("COTAKE_NEW_PASSPHRASE")).close()
    click.echo("changed. Backups made before still have the old one.")
    return 0


@journal_group.command("backup")
@click.argument("to", type=click.Path(path_type=Path))
@click.pass_obj
def backup(path: Path, to: Path) -> int:
    """Write an encrypted copy, under the same passphrase, and check it by content."""
    word = _passphrase()
    with opened_journal(path, word) as journal:
        journal.copy_to(to, word)
        number = len(journal.entries())
    click.echo(f"wrote {to} with {number:,} entries, and read it back")
    return 0


@journal_group.command("restore")
@click.argument("source", type=click.Path(path_type=Path))
@click.pass_obj
def restore(path: Path, source: Path) -> int:
    """Put a backup in place where there is no journal."""
    word = _passphrase()
    with opened_journal(source, word) as journal:
        path.parent.mkdir(parents=True, exist_ok=True)
        journal.copy_to(path, word)
    click.echo(f"restored {path}")
    return 0


@journal_group.command("export")
@click.argument("to", type=click.Path(path_type=Path))
@click.pass_obj
def export(path: Path, to: Path) -> int:
    """Write all entries to a .csv or .json file, which is not encrypted."""
    with opened_journal(path) as journal:
        entries = journal.entries()
    if to.suffix.lower() == ".json":
        text = json.dumps([plain_entry(each) for each in entries], ensure_ascii=False, indent=2) + "\n"
    elif to.suffix.lower() == ".csv":
        text = rows_of(entries)
    else:
        raise InputError(f"{to}: give a name that ends in .csv or .json")
    write_text(to, text, mode=0o600)
    click.echo(f"wrote {to} with {len(entries):,} entries. Anyone can read it: keep it safe.", err=True)
    return 0


def known_library() -> Library:
    """The knowledge as it ships, or as it was updated."""
    from cotake.knowledge import open_library

    return open_library()


def opened_journal(path: Path, word: str | None = None) -> Journal:
    """The journal, open; the passphrase is asked for where it is not given."""
    from cotake.journal import Journal

    return Journal.open(path, word or _passphrase())


def _passphrase() -> str:
    return os.environ.get(_PASSPHRASE) or str(click.prompt("Passphrase", hide_input=True, err=True))


def _new_passphrase(named: str = _PASSPHRASE) -> str:
    said = os.environ.get(named)
    return said or str(click.prompt("New passphrase", hide_input=True, confirmation_prompt=True, err=True))


def _moment(text: str | None) -> datetime:
    if text is None:
        return datetime.now().astimezone()
    try:
        when = datetime.fromisoformat(text)
    except ValueError:
        raise InputError(f"{text!r} is not a moment such as 2026-12-01T08:30") from None
    return when if when.tzinfo else when.astimezone()


def _zone() -> str:
    return os.environ.get("TZ", "") or (datetime.now().astimezone().tzname() or "")


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


def _answer_first(entries: Iterable[tuple[str, Mapping[str, Any]]], library: Library) -> None:
    """Show what must be answered before anything is opened or written: neither may fail first."""
    from cotake.journal import body_calls_for

    found = {each.kind: each for kind, body in entries for each in body_calls_for(kind, body, library)}
    show_notices(list(found.values()))


def notices_after(made: Iterable[Entry], journal: Journal, library: Library) -> list[Notice]:
    """Whether things get worse slowly; what the entries call for by themselves was shown before."""
    from cotake.journal import worsening

    if not any(entry.kind == "scores" for entry in made):
        return []
    now = datetime.now(UTC)
    slow = worsening(journal.marks(since=now - timedelta(days=36)), library, now)
    return [slow] if slow else []


def show_notices(notices: Sequence[Notice]) -> None:
    """Print them, the loud ones between stars."""
    for notice in notices:
        loud = notice.kind in ("crisis", "serotonin")
        click.echo(f"\n{'*** ' if loud else ''}{notice.text}{' ***' if loud else ''}")
