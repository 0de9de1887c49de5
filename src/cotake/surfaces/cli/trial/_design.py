"""`cotake trial design`: blocks drawn at random, or the steps of a plan, fixed in advance."""

from __future__ import annotations

import json
import secrets
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import click

from cotake._errors import InputError
from cotake.surfaces.cli._files import read_text
from cotake.surfaces.cli._options import read_date

if TYPE_CHECKING:
    from cotake.trial import Scale
    from cotake.trial.design import Design
    from cotake.trial.medicine import Lasting


@click.command("design")
@click.option("--levels", default="0,1", show_default=True, help="The exposures, such as 0,4.5 (mg).")
@click.option("--plan", "plan_file", type=click.Path(path_type=Path), help="Observe a plan: its --json.")
@click.option("--before", default="28d", show_default=True, help="Of a plan: days scored before it.")
@click.option("--before-dose", type=float, help="The dose a day before it begins.")
@click.option("--medicine", default="", help="What is taken: its half-life sets the wash-out.")
@click.option("--agreed", is_flag=True, help="The prescriber agreed that it is stopped at once.")
@click.option("--from", "begin", help="The first day; by default today.")
@click.option("--block", help="How long a block lasts; by default 14d, or the wash-out and a week.")
@click.option("--washout", help="Days at the start of a block not compared; by default by the medicine.")
@click.option("--rounds", type=int, default=3, show_default=True, help="How often each level comes.")
@click.option("--seed", type=int, help="By which the order is drawn; by default a random one.")
@click.option("--outcome", required=True, help="What is scored.")
@click.option("--scale", default="", help="The scale of the records that it is scored on.")
@click.option(
    "--better",
    type=click.Choice(["higher", "lower"]),
    help="The better end of the scale.",
)
@click.option("--least", type=float, help="The low end of the scale.")
@click.option("--most", type=float, help="The high end of the scale.")
@click.option("--important", type=float, help="The least difference that matters, in points.")
@click.option("--anytime", is_flag=True, help="It may be looked at every day; so is a plan.")
@click.option("--baseline", type=click.Path(path_type=Path), help="A CSV of days before, for the power.")
@click.option(
    "--seal", type=click.Path(path_type=Path), help="Write the order to this file, and do not show it."
)
@click.option(
    "--journal", "path", type=click.Path(path_type=Path), help="Keep the fingerprint in this journal."
)
@click.option("--json", "as_json", is_flag=True, help="Print the design as JSON.")
def design_command(**options: Any) -> int:
    """Draw blocks on and off, or of doses, in random order; or observe the steps of a plan.

    With --baseline the power by your own days before is told.
    """
    from cotake.surfaces.cli._files import write_text
    from cotake.trial.reading import column_of_table

    as_json, seal, path = options["as_json"], options["seal"], options["path"]
    if seal is not None and as_json:
        raise InputError("--json would show what --seal hides")
    if seal is not None and seal.exists():
        raise InputError(f"{seal} is there already, and may be the order of a trial: take another name")
    made = _observed(options) if options["plan_file"] else _drawn(options)
    baseline = options["baseline"]
    before = column_of_table(read_text(baseline), options["outcome"]) if baseline else None
    if path is not None:  # before anything is written or shown: the order is not drawn twice
        _keep(made, path)
    if as_json:
        click.echo(made.text, nl=False)
    elif seal is None:
        _show(made)
    else:
        write_text(seal, made.text, mode=0o600)
        click.echo(
            f"wrote {seal}: for whoever prepares the doses (cotake trial show), and not for whoever "
            "takes them"
        )
        first, last = made.blocks[0].first, made.blocks[-1].last
        click.echo(f"{len(made.blocks)} blocks from {first:%d %b %Y} to {last:%d %b %Y}")
    click.echo(f"Fingerprint: {made.fingerprint}", err=as_json)
    click.echo(f"Of the analysis: {made.analysis}", err=as_json)
    if path is not None:
        click.echo(f"kept the fingerprint in {path}", err=as_json)
    if before is not None:
        _tell_power(made, before, as_json)
    if not as_json:
        if seal is not None:
            click.echo(
                "At the end of each block write down what you think it was: cotake journal add guess 8 (0 "
                "surely the lower dose, 10 surely the higher)."
            )
        unknown = "" if made.medicine else " Some medicines must not be stopped from one day to the next."
        click.echo(f"To discuss with your prescriber before the first day.{unknown}")
    return 0


def _drawn(options: dict[str, Any]) -> Design:
    from cotake.titration import read_days
    from cotake.trial.design import draw
    from cotake.trial.medicine import refuse_blocks

    levels = [_level(each) for each in options["levels"].split(",")]
    known = _known(options["medicine"])
    if known is not None and not options["agreed"]:
        try:
            refuse_blocks(known, levels)
        except InputError as error:
            raise InputError(f"{error} (--plan), or say --agreed once your prescriber agreed") from None
    washout, block = _lengths(options, known)
    begin, seed = options["begin"], options["seed"]
    return draw(
        levels,
        begin=read_date(begin) if begin else date.today(),
        block_days=read_days(block) if isinstance(block, str) else block,
        rounds=options["rounds"],
        seed=secrets.randbelow(2**63) if seed is None else seed,
        washout_days=washout,
        before_dose=options["before_dose"],
        outcome=options["outcome"],
        scale=_scale(options),
        anytime=options["anytime"],
        medicine=options["medicine"],
        half_life_days=known.days if known else None,
    )


def _lengths(options: dict[str, Any], known: Lasting | None) -> tuple[int, str | int]:
    """The wash-out in days, and the block."""
    from cotake.surfaces._design import block_of, lasts, washout_of
    from cotake.titration import read_days

    said, block = options["washout"], options["block"]
    if said is not None:
        washout = 0 if said.strip() in ("0", "0d") else read_days(said)
    else:
        try:
            washout = washout_of(known)
        except InputError as error:
            raise InputError(f"{error}: observe a plan (--plan)") from None
        if known is not None:
            click.echo(lasts(known, washout), err=True)
    return washout, block or block_of(washout)


def _observed(options: dict[str, Any]) -> Design:
    """The steps of a plan, as `cotake plan --json` prints it."""
    from cotake.titration import read_days
    from cotake.trial.design import observe

    drawn = ("washout", "block", "begin", "seed")
    if any(options[name] is not None for name in drawn):
        raise InputError("a plan has its own days and order: no --block, --washout, --from or --seed")
    if options["seal"] is not None:
        raise InputError("a plan is known to who takes it, so there is nothing to seal")
    held = _plan(options["plan_file"])
    dose = options["before_dose"]
    if dose is None and held[2] != "start":
        raise InputError("say what was taken before the plan begins: --before-dose, such as 100")
    medicine = options["medicine"] or held[0]
    known = _known(medicine)
    said = options["before"].strip()
    return observe(
        held[1],
        before_days=0 if said in ("0", "0d") else read_days(said),
        before_dose=dose or 0.0,
        outcome=options["outcome"],
        scale=_scale(options),
        medicine=medicine,
        half_life_days=known.days if known else None,
    )


def _plan(path: Path) -> tuple[str, list[tuple[date, date, float]], str]:
    """The name of the medicine, the steps, the last of four weeks where it has no end, and the kind."""
    try:
        held = json.loads(read_text(path))
        steps = [
            (
                date.fromisoformat(each["first"]),
                date.fromisoformat(each["last"]) if each["last"] else None,
                float(each["mg_per_day"] or 0),
            )
            for each in held["steps"]
        ]
        name, kind = str(held["name"]), str(held["kind"])
    except (ValueError, TypeError, KeyError, RecursionError):
        raise InputError(f"{path} is no plan; make one with: cotake plan MEDICINE --json") from None
    ended = [(first, last or first + timedelta(days=27), dose) for first, last, dose in steps]
    return name, ended, kind


def _known(medicine: str) -> Lasting | None:
    from cotake.surfaces.cli.journal._open import known_library
    from cotake.trial.medicine import lasting

    return lasting(medicine, known_library()) if medicine else None


def _scale(options: dict[str, Any]) -> Scale:
    from cotake.surfaces.cli.journal._open import known_library
    from cotake.surfaces.cli.trial._given import direction
    from cotake.trial import Scale
    from cotake.trial.scales import known_scale

    better: Literal["higher", "lower"] | None = options["better"]
    least, most, mid = options["least"], options["most"], options["important"]
    library = known_library()
    if not options["scale"]:
        if better is None:
            better, why = direction(options["outcome"], library)
            click.echo(why, err=True)
        return Scale(options["outcome"], better, least, most, mid)
    found = known_scale(options["scale"], library, mid)
    return Scale(
        options["outcome"],
        better or found.better,
        found.least if least is None else least,
        found.most if most is None else most,
        found.mid,
        found.mid_from,
    )


@click.command("show")
@click.argument("path", type=click.Path(path_type=Path))
def show_command(path: Path) -> int:
    """Show the order of a design, for whoever prepares the doses."""
    from cotake.trial.design import read_design

    made = read_design(read_text(path))
    if made.medicine:
        click.echo(made.medicine)
    _show(made)
    click.echo(f"Fingerprint: {made.fingerprint}")
    return 0


def _show(made: Design) -> None:
    for number, each in enumerate(made.blocks, 1):
        out = f", the first {each.washout} days are not compared" if each.washout else ""
        click.echo(f"{number}. {each.first:%d %b %Y} to {each.last:%d %b %Y}: {each.exposure:g}{out}")
    if made.seed is None:
        click.echo(
            "The order is that of the plan: it may be looked at every day, and proves less than blocks."
        )
    else:
        click.echo(f"Drawn by the seed {made.seed}.")


def _keep(made: Design, path: Path) -> None:
    from cotake.surfaces._trial import FINGERPRINT
    from cotake.surfaces.cli.journal._open import opened_journal

    with opened_journal(path) as journal:
        journal.set(FINGERPRINT, made.fingerprint)


def _tell_power(made: Design, before: list[float], quiet: bool) -> None:
    """The power of the design, and of one change half-way through as many days."""
    from cotake.surfaces._design import effect_of, power_of_design
    from cotake.surfaces.cli._bar import Bar
    from cotake.trial._numbers import points

    name = "these blocks" if made.seed is not None else "this plan"
    for what, once in ((name, False), ("one change half-way", True)):
        with Bar("simulating") as progress:
            found = power_of_design(made, before, once=once, progress=progress)
        click.echo(
            f"An effect of {points(effect_of(made, before))} would be told by {what} in {found.right:.0%} "
            f"of {found.trials} simulated trials; where there is none, {found.wrong:.0%} would tell one.",
            err=quiet,
        )


def _level(text: str) -> float:
    cleaned = text.strip().removesuffix("mg").strip()
    try:
        return float(cleaned)
    except ValueError:
        raise InputError(f"{text!r} is no exposure; a number, such as 4.5") from None
