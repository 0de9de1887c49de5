"""`cotake evidence`: what the studies found of a medicine and an outcome, put together; `cotake claim`."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from cotake._errors import InputError

if TYPE_CHECKING:
    from cotake.evidence.pooling import Evidence
    from cotake.knowledge import Library

_BAR = 33
_OTHERS = 12
#: A claim less near than this is not offered.
_NEARBY = 0.15


@click.command("evidence")
@click.argument("about", nargs=-1, required=True)
@click.option("--outcome", required=True, help="What was measured, such as pain; an unknown one lists all.")
@click.option("--with", "beside", default="", help="Another medicine that is taken with it.")
@click.option("--measure", default="", help="The scale to put studies on; by default what most give.")
@click.option(
    "--method",
    type=click.Choice(["reml", "dersimonian-laird", "fixed"]),
    default="reml",
    help="How they are put together.",
)
@click.option("--picture", type=click.Path(path_type=Path), help="Draw a forest plot: .svg or .png.")
@click.option("--json", "as_json", is_flag=True, help="Print the answer as JSON.")
def evidence_command(
    about: tuple[str, ...],
    outcome: str,
    beside: str,
    measure: str,
    method: Any,
    picture: Path | None,
    as_json: bool,
) -> int:
    """What studies found of a medicine: each, all together, and how sure that is."""
    from cotake.evidence.pooling import evidence, forest, plain
    from cotake.knowledge import open_library
    from cotake.surfaces.cli._drawing import check_picture, save_picture

    if picture is not None:
        check_picture(picture)
    library = open_library()
    text = " ".join(about)
    answer = evidence(text, outcome, beside=beside, measure=measure, method=method, library=library)
    if as_json:
        click.echo(json.dumps(plain(answer, library), ensure_ascii=False, indent=2))
    else:
        click.echo("\n".join(_lines(answer, _title(answer, text, beside), library)))
    if picture is not None:
        spec = forest(answer, _title(answer, text, beside))
        if not spec:
            raise InputError("nothing could be put together, so there is nothing to draw")
        save_picture(spec, picture)
        click.echo(f"wrote {picture}", err=True)
    return 0


def _title(answer: Evidence, about: str, beside: str) -> str:
    return f"{about}{f' with {beside}' if beside else ''}: {answer.outcome.name}"


def _lines(answer: Evidence, title: str, library: Library) -> Iterator[str]:
    from cotake.evidence.pooling import (
        again_in_figures,
        effect_in_figures,
        estimate_in_words,
        overall_risk,
        together,
    )

    yield title
    yield "=" * len(title)
    yield ""
    used = answer.used
    if used and answer.pooled:
        what = answer.measure.replace("-", " ")
        yield (
            f"Studies put together ({what}, against {answer.against}):"
            if len(used) > 1
            else f"One study ({what}):"
        )
        low = min(row.effect.interval[0] for row in used if row.effect)
        high = max(row.effect.interval[1] for row in used if row.effect)
        for row, weight in zip(used, answer.pooled.weights, strict=True):
            if row.effect:
                bar = _bar(row.effect.value, row.effect.interval, (low, high))
                size = f"{row.effect.n:,}" if row.effect.n else "?"
                yield f"  {row.effect.label:28.28} {size:>6} people {weight:>5.0%}  |{bar}|"
                risk = overall_risk(row.study)
                more = f"; {len(row.more)} more numbers of it there" if row.more else ""
                figures = effect_in_figures(row.effect)
                yield f"      {figures}; risk of bias: {risk}; record {row.study.id}{more}"
        if len(used) > 1:
            bar = _bar(answer.pooled.value, (answer.pooled.low, answer.pooled.high), (low, high))
            yield f"  {'Together':28.28} {'':>13} {'':>5}  |{bar}|"
        yield ""
    yield from together(answer)
    if answer.certainty:
        yield f"How sure that is (GRADE): {answer.certainty.level}; it began {answer.certainty.began}."
        for reason in answer.certainty.reasons:
            yield f"  - {reason.domain}, down by {reason.by}: {reason.why}"
    apart = [row for row in answer.rows if row.why_not]
    if apart:
        yield ""
        yield "Not put together with them:"
        for row in apart:
            yield f"  {row.study.title} (record {row.study.id}): {row.why_not}"
            yield f"      {estimate_in_words(row.estimate)}"
    if answer.syntheses:
        yield ""
        yield "Published syntheses:"
        for row in answer.syntheses:
            yield f"  {row.study.title} (record {row.study.id})"
            yield f"      {estimate_in_words(row.estimate)}"
            if row.again:
                yield f"      put together again from {row.again.k} records: {again_in_figures(row)}"
    if answer.others:
        names = ", ".join(study.id for study in answer.others[:_OTHERS])
        more = f" and {len(answer.others) - _OTHERS} more" if len(answer.others) > _OTHERS else ""
        yield ""
        yield f"Studies without a number for this outcome: {names}{more}."
    yield ""
    yield "Sources:"
    for line in _sources(answer, library):
        yield f"  {line}"


def _sources(answer: Evidence, library: Library) -> Iterator[str]:
    marks = library.vocabulary("read-marks")
    told: dict[str, None] = {}
    for row in (*answer.rows, *answer.syntheses):
        for citation in row.estimate.src:
            source = library.source(citation.source)
            read = marks[source.read_at(citation.place)].name
            year = f", {source.year}" if source.year else ""
            told[f"{source.title}{year} ({read}) [{source.id}]"] = None
    yield from told


def _bar(value: float, interval: tuple[float, float], ends: tuple[float, float]) -> str:
    """An interval as characters: `--#--`, with `:` where there is no effect."""
    low, high = interval
    least, most = min(ends[0], 0.0), max(ends[1], 0.0)
    span = (most - least) or 1.0

    def place(at: float) -> int:
        return min(_BAR - 1, max(0, round((at - least) / span * (_BAR - 1))))

    cells = [" "] * _BAR
    cells[place(0.0)] = ":"
    for cell in range(place(low), place(high) + 1):
        cells[cell] = "-" if cells[cell] == " " else "+"
    cells[place(value)] = "#"
    return "".join(cells)


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
        answer = {
            "asked": asked,
            "claim": plain_claim(near[0].claim, library) if near else None,
            "score": round(near[0].score, 3) if near else None,
            "turned": near[0].turned if near else None,
            "others": [
                {"id": each.claim.id, "says": each.claim.says, "score": round(each.score, 3)}
                for each in found[1 if near else 0 :]
            ],
        }
        click.echo(json.dumps(answer, ensure_ascii=False, indent=2))
        return 0
    if not near:
        click.echo("No claim near to that is in the records. That says nothing of whether it is true.")
    else:
        if near[0].turned:
            click.echo(
                "What you wrote says the opposite of this claim, or doubts it. As it is mostly said:\n"
            )
        click.echo("The nearest claim that is known:")
        click.echo("\n".join(_claim_lines(plain_claim(near[0].claim, library), audience)))
    others = [each for each in found[1 if near else 0 :] if each.score >= _NEARBY]
    if others:
        click.echo("\nOther claims near it: " + "; ".join(f'"{each.claim.says}"' for each in others))
    return 0


def _claim_lines(claim: dict[str, Any], audience: str) -> Iterator[str]:
    yield f'"{claim["says"]}"'
    yield f"{claim['verdict']['name'].upper()}: {claim['verdict']['means']}"
    yield ""
    yield claim["reason"][audience]
    if claim["unknown"]:
        yield f"Not known: {claim['unknown'][audience]}"
    if claim["numbers"]:
        yield ""
        yield "The numbers:"
        for each in claim["numbers"]:
            yield f"  {each['title']} (record {each['study']})"
            yield f"      {each['figures']}"
    yield ""
    yield "The verdict is cotake's own. Sources:"
    for source in claim["sources"]:
        yield f"  {source['title']} ({source['read']}) [{source['id']}]"
