"""`cotake evidence`: what the studies found of a medicine and an outcome, put together; `cotake claim`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click

from cotake._errors import InputError
from cotake.surfaces._claims import NEARBY, NOTHING_NEAR, TURNED, claim_lines, plain_answer, rule_lines
from cotake.surfaces._findings import table_lines
from cotake.surfaces._studies import study_lines, title_of


@click.command("evidence")
@click.argument("about", nargs=-1, required=True)
@click.option("--outcome", default="", help="What was measured, such as pain; by default all, as a table.")
@click.option("--with", "beside", default="", help="Another medicine that is taken with it.")
@click.option("--among", default="", help="Only studies of people with this illness, such as fibromyalgia.")
@click.option("--measure", default="", help="The scale to put studies on; by default what most give.")
@click.option(
    "--method",
    type=click.Choice(["reml", "dersimonian-laird", "fixed"]),
    default="reml",
    help="How they are put together.",
)
@click.option("--picture", type=click.Path(path_type=Path), help="Draw a forest plot: .svg, .png or .html.")
@click.option("--json", "as_json", is_flag=True, help="Print the answer as JSON.")
def evidence_command(
    about: tuple[str, ...],
    outcome: str,
    beside: str,
    among: str,
    measure: str,
    method: Any,
    picture: Path | None,
    as_json: bool,
) -> int:
    """What studies found of a medicine: each, all together, and how sure that is."""
    from cotake.evidence.pooling import evidence, forest, plain, summary
    from cotake.knowledge import open_library
    from cotake.surfaces.cli._drawing import check_picture, save_picture

    if picture is not None:
        check_picture(picture)
    library = open_library()
    text = " ".join(about)
    if not outcome:
        if picture is not None or measure or method != "reml":
            raise click.UsageError("--picture, --measure and --method go with one --outcome")
        answers = summary(text, beside=beside, among=among, library=library)
        if as_json:
            click.echo(json.dumps([plain(each, library) for each in answers], ensure_ascii=False, indent=2))
        else:
            title = title_of(text, beside, among)
            click.echo("\n".join(table_lines(answers, title, library, "add --outcome")))
        return 0
    answer = evidence(
        text, outcome, beside=beside, among=among, measure=measure, method=method, library=library
    )
    title = title_of(text, beside, answer.among.name if answer.among else "", answer.outcome.name)
    if as_json:
        click.echo(json.dumps(plain(answer, library), ensure_ascii=False, indent=2))
    else:
        click.echo("\n".join(study_lines(answer, title, library)))
    if picture is not None:
        spec = forest(answer, title, library)
        if not spec:
            raise InputError("nothing could be put together, so there is nothing to draw")
        save_picture(spec, picture)
        click.echo(f"wrote {picture}", err=True)
    return 0


@click.command("claim")
@click.argument("text", nargs=-1, required=True)
@click.option("--json", "as_json", is_flag=True, help="Print the answer as JSON.")
@click.option(
    "--for",
    "audience",
    type=click.Choice(["person", "clinician"]),
    default="person",
    help="Whom it is worded for.",
)
def claim_command(text: tuple[str, ...], as_json: bool, audience: str) -> int:
    """What the studies make of a claim: the nearest that is known, its verdict, why, and the numbers."""
    from cotake.evidence import NEAR, nearest_claims, plain_claim
    from cotake.knowledge import open_library

    library = open_library()
    asked = " ".join(text)
    found = nearest_claims(asked, library)
    near = [each for each in found if each.score >= NEAR]
    if as_json:
        answer = plain_answer(asked, found, library)
        click.echo(json.dumps(answer, ensure_ascii=False, indent=2))
        return 0
    if not near:
        click.echo(NOTHING_NEAR)
    else:
        if near[0].turned:
            click.echo(f"{TURNED}\n")
        click.echo("The nearest claim that is known:")
        claim = near[0].claim
        rules = list(rule_lines(claim, library))
        click.echo("\n".join(claim_lines(plain_claim(claim, library), rules, audience)))
    others = [each for each in found[1 if near else 0 :] if each.score >= NEARBY]
    if others:
        click.echo("\nOther claims near it: " + "; ".join(f'"{each.claim.says}"' for each in others))
    return 0
