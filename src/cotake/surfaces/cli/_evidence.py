"""`cotake evidence`: what the studies found of a medicine and an outcome, put together; `cotake claim`."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from cotake._errors import InputError
from cotake.surfaces.cli._findings import table_lines

if TYPE_CHECKING:
    from cotake.evidence.pooling import Evidence
    from cotake.knowledge import Library
    from cotake.knowledge.types import Claim

_BAR = 33
_OTHERS = 12
#: A claim less near than this is not offered.
_NEARBY = 0.15


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
            click.echo("\n".join(table_lines(answers, _title_of(text, beside, among), library)))
        return 0
    answer = evidence(
        text, outcome, beside=beside, among=among, measure=measure, method=method, library=library
    )
    if as_json:
        click.echo(json.dumps(plain(answer, library), ensure_ascii=False, indent=2))
    else:
        click.echo("\n".join(_lines(answer, _title(answer, text, beside), library)))
    if picture is not None:
        spec = forest(answer, _title(answer, text, beside), library)
        if not spec:
            raise InputError("nothing could be put together, so there is nothing to draw")
        save_picture(spec, picture)
        click.echo(f"wrote {picture}", err=True)
    return 0


def _title_of(about: str, beside: str, among: str) -> str:
    return f"{about}{f' with {beside}' if beside else ''}{f' in {among}' if among else ''}"


def _title(answer: Evidence, about: str, beside: str) -> str:
    among = answer.among.name if answer.among else ""
    return f"{_title_of(about, beside, among)}: {answer.outcome.name}"


def _lines(answer: Evidence, title: str, library: Library) -> Iterator[str]:
    from cotake.evidence.pooling import (
        again_in_figures,
        conditions_in_words,
        effect_in_figures,
        estimate_in_words,
        funding_in_words,
        overall_risk,
        pool_in_figures,
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
                people = conditions_in_words(row.study.conditions, library)
                yield f"      {figures}; {people}; risk of bias: {risk}; record {row.study.id}{more}"
                what = ", ".join(
                    filter(None, (row.estimate.scale, row.estimate.arm, row.estimate.at, row.estimate.only))
                )
                if what:
                    yield f"      ({what}{'; turned' if row.effect.sign < 0 else ''})"
                if row.effect.assumed:
                    yield f"      ({row.effect.assumed})"
        if answer.main and len(used) > 1:
            bar = _bar(answer.main.value, (answer.main.low, answer.main.high), (low, high))
            yield f"  {'Together':28.28} {'':>13} {'':>5}  |{bar}|"
        yield ""
    yield from together(answer)
    if answer.certainty:
        yield f"How sure that is (GRADE): {answer.certainty.level}; it began {answer.certainty.began}."
        for reason in answer.certainty.reasons:
            yield f"  - {reason.domain}, down by {reason.by}: {reason.why}"
    if used:
        yield f"Who paid: {funding_in_words((row.study for row in used), library)}."
    if answer.by_condition:
        yield ""
        yield "By what people had:"
        for key, each in answer.by_condition.items():
            number = "one study" if each.k == 1 else f"{each.k} studies"
            figures = pool_in_figures(each, answer.measure)
            yield f"  {conditions_in_words((key,) if key else (), library)}: {number}, {figures}"
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
            "by_rule": _plain_rules(near[0].claim, library) if near else [],
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
        claim = near[0].claim
        rules = list(_rule_lines(claim, library))
        click.echo("\n".join(_claim_lines(plain_claim(claim, library), rules, audience)))
    others = [each for each in found[1 if near else 0 :] if each.score >= _NEARBY]
    if others:
        click.echo("\nOther claims near it: " + "; ".join(f'"{each.claim.says}"' for each in others))
    return 0


def _plain_rules(claim: Claim, library: Library) -> list[dict[str, Any]]:
    from cotake.evidence.pooling import plain, ruled

    return [
        {"verdict": each.verdict, "why": each.why, "evidence": plain(each.answer, library)}
        for each in (ruled(claim, library) if claim.asks else ())
    ]


def _rule_lines(claim: Claim, library: Library) -> Iterator[str]:
    """What the studies of a claim say together, and the verdict that this gives by rule."""
    if not claim.asks:
        return
    from cotake.evidence.pooling import ruled, together

    verdicts = library.vocabulary("verdicts")
    for each in ruled(claim, library):
        beside = f" with {each.asked.with_}" if each.asked.with_ else ""
        among = f" in {each.answer.among.name}" if each.answer.among else ""
        yield f"  {each.asked.substance}{beside}{among}: {each.answer.outcome.name}"
        yield f"      {next(iter(together(each.answer)))}"
        yield f"      By rule: {verdicts[each.verdict].name} ({each.why})."
    if claim.judged:
        yield f"  Why the verdict is another than the rule gives: {claim.judged}"


def _claim_lines(claim: dict[str, Any], rules: list[str], audience: str) -> Iterator[str]:
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
    if rules:
        yield ""
        yield "Put together:"
        yield from rules
    yield ""
    yield "The verdict is cotake's own. Sources:"
    for source in claim["sources"]:
        yield f"  {source['title']} ({source['read']}) [{source['id']}]"
