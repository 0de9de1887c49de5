"""`cotake simulate`: levels and receptor occupancy over days, drawn, as CSV, as SVG; and washouts."""

from __future__ import annotations

import csv
import io
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from cotake._errors import InputError
from cotake.surfaces._levels import (
    BAND,
    CAUTION,
    GONE,
    figures_in_words,
    figures_of,
    first_lines,
    label_of,
    notes_on_hold,
    raised_in_words,
    scale_of,
    unread_lines,
)
from cotake.surfaces.cli._files import write_text
from cotake.surfaces.cli._lists import expand
from cotake.surfaces.cli._options import person_from, person_options

if TYPE_CHECKING:
    from cotake.interactions import OverTime
    from cotake.regimen import Regimen

#: Of the usual level, what a washout asks for.
_LITTLE = 0.05


@click.command("simulate")
@click.argument("medicines", nargs=-1, required=True)
@click.option("--days", type=float, default=14.0, show_default=True, help="How many days to show.")
@click.option("--step", "step_h", type=float, default=1.0, show_default=True, help="Hours between points.")
@click.option("--people", type=int, default=1, show_default=True, help="Draw so many different people.")
@click.option("--seed", type=int, default=1, show_default=True, help="Of the draws.")
@click.option("--weight", "weight_kg", type=float, default=70.0, show_default=True, help="In kg.")
@click.option(
    "--missed", multiple=True, type=int, help="A day without doses, 1 the first; may be repeated."
)
@click.option("--out", type=click.Path(path_type=Path), help="Write the curves as CSV.")
@click.option("--picture", type=click.Path(path_type=Path), help="Draw them to a .svg, .png or .html file.")
@click.option("--washout", is_flag=True, help="Say when each is below 5 % after the last dose.")
@person_options
def simulate_command(
    medicines: tuple[str, ...],
    days: float,
    step_h: float,
    people: int,
    seed: int,
    weight_kg: float,
    missed: tuple[int, ...],
    out: Path | None,
    picture: Path | None,
    washout: bool,
    **person: Any,
) -> int:
    """Draw how much of each medicine there is over days, and how much of its receptors it holds.

    Write each medicine with its dose, in quotes ("NAME 4.5 mg at bedtime"). A medicine without a start is
    begun on the first day. The level is that of a typical person; real ones differ two- to fourfold.
    """
    from cotake.interactions import simulate

    if washout:
        return _washouts(expand(medicines), person_from(**person), weight_kg)
    found = simulate(
        expand(medicines),
        days=days,
        step_h=step_h,
        people=people,
        seed=seed,
        weight_kg=weight_kg,
        missed=missed,
        person=person_from(**person),
    )
    _check_read(found)
    if out is not None:
        write_text(out, _table(found))
        click.echo(f"{len(found.simulation.lines)} curves written to {out}", err=True)
    if picture is not None:
        from cotake.surfaces.cli._picture import draw

        draw(found, picture)
        click.echo(f"drawn to {picture}", err=True)
    if out is None or str(out) != "-":
        click.echo("\n".join(_sketches(found)))
    return 0


def _check_read(found: OverTime) -> None:
    _tell_unread(found.regimen)
    for note in found.notes:
        click.echo(f"note: {note}", err=True)
    if not found.simulation.lines:
        raise InputError("none of these medicines can be drawn")


def _tell_unread(regimen: Regimen) -> None:
    """An unknown medicine is told, whatever else could be drawn."""
    for line in unread_lines(regimen):
        click.echo(line, err=True)


def _table(found: OverTime) -> str:
    import numpy as np

    simulation = found.simulation
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    many = simulation.lines[0].values.shape[1] > 1
    heading = ["hour"]
    columns = []
    for line in simulation.lines:
        values = line.values * scale_of(line)
        heading.append(label_of(line))
        values = np.where(values < GONE * values.max(), 0.0, values)
        columns.append(np.median(values, axis=1))
        if many:
            for part in BAND:
                heading.append(f"{label_of(line)}, {part:g}th percentile")
                columns.append(np.percentile(values, part, axis=1))
    writer.writerow(heading)
    for row, hour in enumerate(simulation.hours):
        writer.writerow([f"{hour:g}", *(f"{column[row]:.4g}" for column in columns)])
    return buffer.getvalue()


_BARS = " ▁▂▃▄▅▆▇█"
_WIDE = 60


def _sketches(found: OverTime) -> list[str]:
    """A line of bars a curve, each bar the highest of its part of the time."""
    import numpy as np

    from cotake.knowledge import open_library

    simulation = found.simulation
    days = simulation.hours[-1] / 24
    bars = _BARS if (sys.stdout.encoding or "").lower().startswith("utf") else " .:-=+*#@"
    people = simulation.lines[0].values.shape[1]
    who = "a typical person" if people == 1 else f"the middle of {people} people"
    lines = [f"{days:g} days from {found.begin}, {who}", ""]
    for line in simulation.lines:
        values = np.median(line.values, axis=1) * scale_of(line)
        top = float(values.max())
        scale = top if line.kind == "level" else 100.0
        parts = np.array_split(values, min(_WIDE, len(values)))
        heights = [
            0 if scale <= 0 else int(np.ceil(part.max() / scale * (len(bars) - 1))) for part in parts
        ]
        lines.append(label_of(line))
        lines.append("  |" + "".join(bars[height] for height in heights) + "|")
        lines.append(f"   {figures_in_words(figures_of(line, found))}")
    told = [raised_in_words(line, found) for line in first_lines(found)]
    lines += [line for line in told if line is not None]
    lines += ["", *notes_on_hold(found, open_library()), CAUTION]
    return lines


def _washouts(texts: list[str], person: dict[str, Any], weight_kg: float) -> int:
    from cotake.interactions import washouts

    found, regimen = washouts(texts, part=_LITTLE, weight_kg=weight_kg, person=person)
    _tell_unread(regimen)
    if not found:
        raise InputError("of none of these medicines a half-life is known")
    click.echo("After the last dose of regular use, below 5 % of the usual peak in:")
    for each in found:
        how = "80 % of people" if each.known_by == "kinetics" else "from its half-life"
        click.echo(
            f"  {each.name}: about {_days(each.days)} ({_days(each.low)} to {_days(each.high)}; {how})"
        )
    told = {each.name for each in found}
    for name in dict.fromkeys(each.name for each in regimen.medicines if each.taken):
        if name not in told:
            click.echo(f"  {name}: no half-life of it is in the records")
    click.echo(
        "What it has done may outlast it, and a label may ask for longer before another medicine is begun: "
        "see `cotake check`."
    )
    return 0


def _days(value: float) -> str:
    if value < 2:
        return f"{value * 24:.0f} hours"
    return f"{value:.0f} days"
