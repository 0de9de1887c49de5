"""`cotake plan`: a dated schedule, to discuss with the prescriber."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, time
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import click

from cotake._errors import InputError
from cotake.surfaces.cli._article import print_article
from cotake.surfaces.cli._files import write_text
from cotake.surfaces.cli._lists import expand
from cotake.surfaces.cli._options import audience_option, person_from, person_options, read_date

if TYPE_CHECKING:
    from cotake.titration import Form, Pausing, Plan


@click.command("plan")
@click.argument("medicine", nargs=-1, required=True)
@click.option("--start", help="The first daily dose, such as 0.5mg.")
@click.option("--target", help="The dose to reach, such as 4.5mg; of a taper 0 by default.")
@click.option("--step", help="By how much each step differs, such as 0.5mg.")
@click.option("--every", help="How long a step lasts, such as 14d or 2w.")
@click.option("--schedule", default="", help="A schedule of the records, by its id; by default the first.")
@click.option("--use", default="", help="The illness it is for, such as depression.")
@click.option("--fast", is_flag=True, help="Of a schedule that says 7 to 14 days, take the shorter.")
@click.option("--taper", type=click.Choice(["linear", "hyperbolic"]), help="Go down instead.")
@click.option("--steps", type=int, default=10, show_default=True, help="Of a taper without --step.")
@click.option("--round", "grain", default="0.1mg", show_default=True, help="A taper is rounded to this.")
@click.option("--from", "begin", help="The first day, such as 2026-12-01; by default today.")
@click.option("--at", help="morning, bedtime, or a time such as 21:30.")
@click.option("--times", type=int, help="Doses a day.")
@click.option("--hold", "holds", multiple=True, help="Another length of one step, such as 3=28d.")
@click.option("--with", "beside", multiple=True, help="Another medicine that is taken, or @LIST.")
@click.option("--liquid", "liquids", multiple=True, help="A liquid at hand, such as 1mg/mL.")
@click.option("--capsule", "capsules", multiple=True, help="A capsule at hand, such as 1.5mg.")
@click.option(
    "--tablet", "tablets", multiple=True, help="A tablet at hand, such as 50mg or 50mg/2 (halves)."
)
@click.option("--rule", "rules", multiple=True, help='Such as "side effect >= 4 for 3 days: hold".')
@click.option("--measure", "measures", multiple=True, help='What is written down, such as "pain: daily".')
@click.option("--pause", "pauses", multiple=True, help="An agreed pause, such as 2026-12-20..2026-12-27.")
@click.option("--opioids", multiple=True, help="A planned course of an opioid, as for --pause.")
@click.option(
    "--keep", default="28d", show_default=True, help="How long the last step counts in the supply."
)
@click.option("--format", "shape", type=click.Choice(["text", "markdown", "html"]), help="By default text.")
@click.option("--out", type=click.Path(path_type=Path), help="Write the page to a file.")
@click.option("--ics", type=click.Path(path_type=Path), help="Write a calendar file with reminders.")
@click.option("--named", is_flag=True, help="Name the medicine in the titles of the calendar.")
@click.option("--json", "as_json", is_flag=True, help="Print the plan as JSON.")
@person_options
@audience_option
def plan_command(medicine: tuple[str, ...], **options: Any) -> int:
    """Draw up a schedule to start, raise or taper a medicine, to discuss with your prescriber.

    Doses are those of a day. Without --start the first schedule of the records is taken.
    """
    from cotake.titration import KEPT, plan, read_amount, read_days, read_measure, read_rule

    mode: Literal["person", "clinician"] = (
        "clinician" if options.pop("audience") == "clinician" else "person"
    )
    when, clock = _when(options["at"] or "")
    person = person_from(**{name: options[name] for name in _PERSON})

    def amount(name: str) -> Decimal | None:
        return read_amount(options[name], f"--{name}") if options[name] else None

    made = plan(
        " ".join(medicine),
        start=amount("start"),
        target=amount("target"),
        step=amount("step"),
        every=read_days(options["every"]) if options["every"] else None,
        schedule=options["schedule"],
        fast=options["fast"],
        use=options["use"],
        taper=options["taper"] or "",
        steps=options["steps"],
        grain=read_amount(options["grain"], "--round"),
        begin=read_date(options["begin"]) if options["begin"] else None,
        when=when,
        times_per_day=options["times"],
        holds=_holds(options["holds"]),
        beside=expand(options["beside"]) if options["beside"] else (),
        person=person,
        rules=[read_rule(each) for each in options["rules"]],
        measures=[read_measure(each) for each in options["measures"]],
        forms=_forms(options),
        pauses=[_pause(each) for each in options["pauses"]],
        opioids=[_span(each) for each in options["opioids"]],
        kept_days=read_days(options["keep"]) if options["keep"] else KEPT,
    )
    if options["ics"]:
        _write_calendar(made, options["ics"], clock, options["named"])
    _print(made, options, mode)
    return 0


_PERSON = (
    "age",
    "sex",
    "conditions",
    "allergies",
    "genes",
    "egfr",
    "surgery",
    "pregnant",
    "breast_feeding",
    "person_file",
)


def _print(made: Plan, options: dict[str, Any], mode: Literal["person", "clinician"]) -> None:
    from cotake.titration import page, plain

    if options["as_json"]:
        click.echo(json.dumps(plain(made, mode), ensure_ascii=False, indent=2))
        return
    print_article(page(made, mode), options["shape"], options["out"])


def _write_calendar(made: Plan, path: Path, clock: time | None, named: bool) -> None:
    from cotake.titration import calendar

    data = calendar(made, at=clock, named=named, stamp=datetime.now(UTC).replace(microsecond=0))
    write_text(path, data.decode("utf-8"))
    click.echo(f"wrote {path}", err=True)


def _when(text: str) -> tuple[str, time | None]:
    if text in ("", "morning", "bedtime"):
        return text, None
    try:
        clock = datetime.strptime(text, "%H:%M").time()
    except ValueError:
        raise InputError(f"--at is morning, bedtime or a time such as 21:30, got {text!r}") from None
    return "", clock


def _span(text: str) -> tuple[date, date]:
    first, dots, last = text.partition("..")
    if not dots:
        raise InputError(f"{text!r} is not a span such as 2026-12-20..2026-12-27")
    return read_date(first.strip()), read_date(last.strip())


def _pause(text: str) -> Pausing:
    from cotake.titration import pausing_named

    return pausing_named(*_span(text), "agreed")


def _holds(texts: tuple[str, ...]) -> dict[int, int]:
    pairs = [_hold(each) for each in texts]
    if len({number for number, _ in pairs}) < len(pairs):
        raise InputError("--hold names a step twice")
    return dict(pairs)


def _hold(text: str) -> tuple[int, int]:
    from cotake.titration import read_days

    number, equals, span = text.partition("=")
    if not equals or not number.strip().isdigit():
        raise InputError(f"{text!r} is not a hold; write it like 3=28d")
    return int(number), read_days(span)


def _forms(options: dict[str, Any]) -> list[Form]:
    from cotake.titration import read_liquid, read_piece

    found = [read_liquid(each) for each in options["liquids"]]
    found += [read_piece(each, "capsule") for each in options["capsules"]]
    for text in options["tablets"]:
        strength, slash, parts = text.partition("/")
        if slash and not parts.strip().isdigit():
            raise InputError(f"{text!r}: after / stands into how many parts it is cut, such as 50mg/2")
        found.append(read_piece(strength, "tablet", int(parts) if slash else 1))
    return found
