"""`cotake trial pool`: results of many people's trials, put together."""

from __future__ import annotations

import json
from pathlib import Path

import click

from cotake.surfaces.cli._files import read_text


@click.command("pool")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print the answer as JSON.")
@click.option("--picture", type=click.Path(path_type=Path), help="Draw all of them: .svg, .png or .html.")
def pool_command(files: tuple[Path, ...], as_json: bool, picture: Path | None) -> int:
    """Put together the results of several people, as `cotake trial analyze --json` exports them.

    Each person's effect is drawn towards the average, the more so the less their own days say.
    """
    from cotake.surfaces.cli._drawing import check_picture, save_picture
    from cotake.trial._numbers import of_hundred, points, shown
    from cotake.trial._words import difference
    from cotake.trial.pooling import pooled, read_result

    if picture is not None:
        check_picture(picture)
    found = pooled([read_result(read_text(each), each.name) for each in files])
    if picture is not None:
        save_picture(found.plot, picture)
        click.echo(f"wrote {picture}", err=True)
    if as_json:
        click.echo(json.dumps(found.to_dict(), ensure_ascii=False, indent=2))
        return 0
    click.echo(found.says)
    click.echo(
        f"\nPeople differ by a standard deviation of {points(found.spread.mean)} "
        f"({shown(found.spread.low)} to {shown(found.spread.high)})."
    )
    sign = found.scale.sign
    for each in found.people:
        click.echo(
            f"- {each.name}: alone {difference(each.own, sign)}; with the others "
            f"{difference(each.shrunken, sign)}; better in {of_hundred(each.p_benefit)}"
        )
    for text in found.warnings:
        click.echo(f"! {text}")
    click.echo(
        "\nFor information and for a conversation with your prescriber; not a substitute for advice."
    )
    return 0
