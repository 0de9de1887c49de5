"""`cotake check`: findings for a list of medicines."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Any

import click

from cotake.surfaces.cli._lists import expand
from cotake.surfaces.cli._options import audience_option, person_from, person_options

if TYPE_CHECKING:
    from cotake.regimen import FromRecord


@click.command("check")
@click.argument("medicines", nargs=-1, required=True)
@person_options
@audience_option
@click.option("--json", "as_json", is_flag=True, help="Print the answer as JSON.")
@click.option("--all", "show_all", is_flag=True, help="Unfold classes 4 and 5 and what is clear.")
@click.option(
    "--fail-on", type=click.IntRange(1, 5), help="Exit with 3 on a finding of this class or worse."
)
def check_command(
    medicines: tuple[str, ...],
    audience: str,
    as_json: bool,
    show_all: bool,
    fail_on: int | None,
    **person: Any,
) -> int:
    """Check a list of medicines for interactions.

    Write each medicine in quotes ("NAME 4.5 mg at bedtime"), or name a saved list (@mine) or a file
    (list.csv, list.json, list.txt).
    """
    from cotake.interactions import check

    details = person_from(**person)
    records: list[FromRecord] = []
    report = check(expand(medicines, details, records), person=details)
    if as_json:
        left = [text for each in records for text in each.left_out] if records else None
        plain = report.to_dict("clinician" if audience == "clinician" else "person", left_out=left)
        click.echo(json.dumps(plain, ensure_ascii=False, indent=2))
    else:
        from cotake.surfaces.cli._text import report_lines, screen_width

        lines = report_lines(report, audience, show_all, screen_width())
        if sys.stdout.isatty():
            from cotake.surfaces.cli._rich import print_lines

            print_lines(lines)
        else:
            click.echo("\n".join(line.text for line in lines))
    worst = report.worst
    return 3 if fail_on and worst is not None and worst <= fail_on else 0
