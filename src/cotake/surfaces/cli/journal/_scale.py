"""Scales and side effects of one's own."""

from __future__ import annotations

from pathlib import Path

import click

from cotake._errors import InputError
from cotake.surfaces.cli.journal._open import known_library, opened_journal, scales_of


@click.group("scale")
def scale_group() -> None:
    """Score what is not on the list: scales and side effects of your own."""


@scale_group.command("add")
@click.argument("name", nargs=-1, required=True)
@click.option("--better", type=click.Choice(["higher", "lower"]), help="Which end is better.")
@click.option("--low", default="", help="What the low end means, such as 'clear'.")
@click.option("--high", default="", help="What the high end means, such as 'cannot think'.")
@click.option("--least", type=float, default=0, show_default=True, help="The low end.")
@click.option("--most", type=float, default=10, show_default=True, help="The high end.")
@click.option("--unit", default="", help="What is counted, where it is no score, such as cups.")
@click.option("--side-effect", is_flag=True, help="It is a side effect: 0 to 10, less is better.")
@click.pass_obj
def add(
    path: Path,
    name: tuple[str, ...],
    better: str | None,
    low: str,
    high: str,
    least: float,
    most: float,
    unit: str,
    side_effect: bool,
) -> int:
    """Make one."""
    from cotake.journal import own_scale

    library = known_library()
    with opened_journal(path) as journal:
        made = own_scale(
            " ".join(name),
            scales_of(journal, library),
            better=better or "",
            low=low,
            high=high,
            least=least,
            most=most,
            unit=unit,
            side_effect=side_effect,
        )
        journal.add_scale(made)
    click.echo(
        f"made {made.name}. Write it down like: cotake journal add {made.name} {_middle(least, most):g}"
    )
    return 0


@scale_group.command("list")
@click.pass_obj
def listed(path: Path) -> int:
    """List what can be scored, your own first."""
    library = known_library()
    with opened_journal(path) as journal:
        scales = scales_of(journal, library)
    from cotake.journal import SIDE

    own = {each.id for each in scales.own}
    for each in sorted(scales, key=lambda scale: (scale.id not in own, scale.id.startswith(SIDE))):
        ends = f"{each.least:g} {each.low} … {each.most:g} {each.high}".replace("  ", " ").strip()
        counted = f" {each.unit}" if each.unit else f", {each.better} is better"
        mine = " (your own)" if each.id in own else ""
        what = "side effect" if each.id.startswith(SIDE) else ends
        click.echo(f"{each.name}{mine}: {what}{counted}")
    return 0


@scale_group.command("delete")
@click.argument("name", nargs=-1, required=True)
@click.pass_obj
def delete(path: Path, name: tuple[str, ...]) -> int:
    """Delete one of your own, on which nothing is scored."""
    text = " ".join(name)
    library = known_library()
    with opened_journal(path) as journal:
        scales = scales_of(journal, library)
        found = scales.of(scales.read(text))
        if found is None or found not in scales.own:
            names = ", ".join(each.name for each in scales.own) or "none"
            raise InputError(f"{text!r} is no scale of your own; there are: {names}")
        journal.delete_scale(found.id)
    click.echo(f"deleted {found.name}")
    return 0


def _middle(least: float, most: float) -> float:
    return round((least + most) / 2)
