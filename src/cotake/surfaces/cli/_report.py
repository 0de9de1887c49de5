"""`cotake report`: the page for the appointment."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import click

from cotake._errors import InputError
from cotake._home import home
from cotake.surfaces._here import now_here
from cotake.surfaces.cli._files import write_bytes, write_text
from cotake.surfaces.cli._lists import expand
from cotake.surfaces.cli._options import person_from, person_options

if TYPE_CHECKING:
    from cotake.handover import Handover, Kept
    from cotake.knowledge import Library

_FORMS = (".pdf", ".html", ".json")
#: Only the person who owns a page may read its file.
_MODE = 0o600


@click.command("report")
@click.argument("medicines", nargs=-1)
@person_options
@click.option(
    "--journal", "path", type=click.Path(path_type=Path), help="Another journal than the usual one."
)
@click.option("--no-journal", is_flag=True, help="Leave the journal aside.")
@click.option("--last", default="90d", show_default=True, help="How far the journal is looked back on.")
@click.option("--outcome", "outcomes", multiple=True, help="A scale or questionnaire to show.")
@click.option("--medicine", default="", help="By whose dose scores are compared.")
@click.option("--question", "questions", multiple=True, help="A question of your own; may be repeated.")
@click.option("--name", default="", help="What stands at the top, such as your name.")
@click.option(
    "--with", "more", multiple=True, metavar="PART", help="A part that is usually left out: events."
)
@click.option(
    "--without", "less", multiple=True, metavar="PART", help="A part to leave out; may be repeated."
)
@click.option("--paper", type=click.Choice(["a4", "letter"]), help="The sheet; by default a4.")
@click.option("--out", type=click.Path(path_type=Path), help="Write it: .pdf, .html, or .json (FHIR R4).")
def report_command(
    medicines: tuple[str, ...],
    path: Path | None,
    no_journal: bool,
    last: str,
    outcomes: tuple[str, ...],
    medicine: str,
    questions: tuple[str, ...],
    name: str,
    more: tuple[str, ...],
    less: tuple[str, ...],
    paper: Literal["a4", "letter"] | None,
    out: Path | None,
    **person: Any,
) -> int:
    """Make the page for the appointment; without --out it is shown, so that you see it first.

    Medicines are written as for check. Without any, those whose doses are in the journal are taken.
    Notes of the journal never go in.
    """
    from cotake.handover import chosen, gather
    from cotake.knowledge import open_library

    _check_out(out, paper)
    if no_journal and path is not None:
        raise InputError("--journal and --no-journal contradict each other")
    parts, days = chosen(more, less), _days(last)
    details = person_from(**person)
    listed = expand(medicines, details)
    library, now = open_library(), now_here()
    made = gather(
        listed,
        library=library,
        now=now,
        person=details,
        journal=None if no_journal else _journal(path, library, now, needed=not listed),
        parts=parts,
        days=days,
        outcomes=outcomes,
        medicine=medicine,
        questions=questions,
        name=name,
    )
    for each in made.not_listed:
        click.echo(
            f"The journal has doses of {each}, which is not in your list: it was not checked, and is "
            "not on the page.",
            err=True,
        )
    if out is None:
        _show(made)
    else:
        _write(made, out, paper or "a4")
    return 0


def _check_out(out: Path | None, paper: str | None) -> None:
    """See that it could be written, before a passphrase is asked for.

    Raises:
        InputError: another ending, a paper without a page, or a library that is missing.
    """
    suffix = out.suffix.lower() if out else ""
    if out is not None and suffix not in _FORMS:
        raise InputError(f"{out}: the page ends in .pdf, .html or .json (FHIR)")
    if paper is not None and suffix not in (".pdf", ".html"):
        raise InputError("--paper goes with --out FILE.pdf or FILE.html")
    if suffix == ".pdf":
        from cotake.handover import need_pdf

        need_pdf()


def _days(last: str) -> int:
    from cotake.titration import read_days

    try:
        return read_days(last)
    except InputError:
        raise InputError(f"--last is a time from 1 to 400 days, such as 90d or 12w, not {last!r}") from None


def _journal(path: Path | None, library: Library, now: datetime, *, needed: bool) -> Kept | None:
    """What the journal holds; None where none was named and there is none."""
    from cotake.handover import kept_of
    from cotake.surfaces.cli.journal._open import opened_journal

    usual = home() / "journal.cotake"
    if path is None and not usual.exists():
        if needed:
            raise InputError(
                f"no medicine was given, and there is no journal at {usual}: write them, such as "
                '"NAME 50 mg"'
            )
        return None
    with opened_journal(path or usual) as journal:
        return kept_of(journal, library, until=now.date())


def _show(made: Handover) -> None:
    from cotake.handover import PARTS, page_of, to_text
    from cotake.surfaces.cli._text import screen_width

    width = screen_width()
    click.echo(to_text(page_of(made), width), nl=False)
    click.echo("\nThis is what would be handed on. Nothing was written.")
    if made.first is not None:
        click.echo("Other scales: --outcome NAME. By whose dose they are compared: --medicine NAME.")
    for part, says in PARTS.items():
        inside = part in made.parts
        how = f"--without {part}" if inside else f"--with {part}"
        click.echo(f"  {'goes in ' if inside else 'left out'}  {part:13} {says} ({how})")
    click.echo(
        "Notes of the journal never go in, and of a questionnaire that asks for thoughts of self-harm only "
        "the score.\nWrite it: --out FILE.pdf, FILE.html, or FILE.json (FHIR R4)."
    )


def _write(made: Handover, out: Path, paper: Literal["a4", "letter"]) -> None:
    from cotake.handover import page_of, to_html, to_pdf

    suffix = out.suffix.lower()
    if suffix == ".json":
        from cotake.handover import to_fhir

        write_text(out, json.dumps(to_fhir(made), ensure_ascii=False, indent=2) + "\n", _MODE)
    elif suffix == ".html":
        write_text(out, to_html(page_of(made), paper), _MODE)
    else:
        write_bytes(out, to_pdf(page_of(made), paper), _MODE)
    click.echo(f"wrote {out}. Anyone who gets it can read it: keep it safe.", err=True)
