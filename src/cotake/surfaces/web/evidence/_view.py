"""What studies show as a page shows it: a table of outcomes, and one of them with its studies."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from cotake._record import record
from cotake._text import sentence
from cotake.evidence.pooling import (
    NAMES,
    Evidence,
    Row,
    absolute_in_words,
    again_in_figures,
    against_in_words,
    conditions_in_words,
    direction,
    effect_in_figures,
    estimate_in_words,
    forest,
    funding_in_words,
    overall_risk,
    pool_in_figures,
    together,
)
from cotake.evidence.synthesis import Pooled
from cotake.knowledge import Library
from cotake.surfaces._findings import few_in_words, left_in_words
from cotake.surfaces.web._sources import Source, Sources

_OTHERS = 24


@record
class Bar:
    """An interval on a line from 0 to 100, with the place of no effect; each on a scale of its own."""

    low: float
    value: float
    high: float
    none: float


@record
class Line:
    """An outcome of the table: what was found in figures, in people, and how sure that is."""

    outcome: str
    name: str
    figures: str
    measure: str
    direction: str
    people: str
    studies: int
    certainty: str
    against: str
    bar: Bar
    left: str


@record
class Summary:
    """The outcomes by which people fared, harms and levels, and those with nothing to put together."""

    fared: tuple[Line, ...]
    harms: tuple[Line, ...]
    apart: tuple[tuple[str, str, int], ...]


@record
class StudyRow:
    """A study in the figure. `marks` are the numbers of its sources."""

    label: str
    title: str
    people: str
    weight: str
    figures: str
    risk: str
    illness: str
    more: str
    marks: tuple[int, ...]


@record
class Apart:
    """A study that is not in the figure: why not, and what it states."""

    title: str
    why: str
    says: str
    again: str
    marks: tuple[int, ...]


@record
class Whole:
    """One outcome with everything. `pools` are all together and each illness, with their figures."""

    name: str
    measure: str
    against: str
    rows: tuple[StudyRow, ...]
    pools: tuple[tuple[str, int, str], ...]
    said: tuple[str, ...]
    certainty: str
    began: str
    reasons: tuple[tuple[str, int, str], ...]
    funding: str
    people: int
    absolute: tuple[int, int, int] | None
    absolute_words: str
    apart: tuple[Apart, ...]
    syntheses: tuple[Apart, ...]
    silent: tuple[str, ...]
    spec: dict[str, Any]
    sources: tuple[Source, ...]


def summary_view(answers: Sequence[Evidence], library: Library) -> Summary:
    """The table for a reader."""
    pooled = [each for each in answers if each.main and not each.outcome.mixed]
    rest = [each for each in answers if each not in pooled and (each.rows or each.syntheses)]
    return Summary(
        fared=tuple(_line(each, library) for each in pooled if not each.outcome.harm),
        harms=tuple(_line(each, library) for each in pooled if each.outcome.harm),
        apart=tuple(
            (each.outcome.id, sentence(each.outcome.name), len(each.rows) + len(each.syntheses))
            for each in rest
        ),
    )


def whole_view(answer: Evidence, title: str, library: Library) -> Whole:
    """One outcome for a reader."""
    sources = Sources(library)
    weights = answer.pooled.weights if answer.pooled else ()
    used = [each for each in answer.used if each.effect]
    rows = tuple(
        _study(each, weight, library, sources) for each, weight in zip(used, weights, strict=False)
    )
    main, sure, absolute = answer.main, answer.certainty, answer.absolute
    return Whole(
        name=sentence(answer.outcome.name),
        measure=NAMES.get(answer.measure, ""),
        against=against_in_words(answer) if used else "",
        rows=rows,
        pools=tuple(_pools(answer, main, library)),
        said=tuple(together(answer)),
        certainty=sure.level if sure else "",
        began=sure.began if sure else "",
        reasons=tuple((each.domain, each.by, each.why) for each in sure.reasons) if sure else (),
        funding=funding_in_words((each.study for each in used), library) if used else "",
        people=sum(each.effect.n or 0 for each in used if each.effect),
        absolute=(absolute.of, round(absolute.treated), round(absolute.control)) if absolute else None,
        absolute_words=absolute_in_words(absolute) if absolute else few_in_words(answer) if used else "",
        apart=tuple(_apart(each, library, sources) for each in answer.rows if each.why_not),
        syntheses=tuple(_apart(each, library, sources) for each in answer.syntheses),
        silent=tuple(each.title for each in answer.others[:_OTHERS]),
        spec=_plot(forest(answer, title, library)),
        sources=sources.listed(),
    )


def _line(answer: Evidence, library: Library) -> Line:
    main = answer.main
    assert main is not None  # what has no pool is told apart
    used = [each for each in answer.used if each.effect]
    alike = answer.outcome.harm or not answer.by_condition
    people = absolute_in_words(answer.absolute) if answer.absolute and alike else few_in_words(answer)
    return Line(
        outcome=answer.outcome.id,
        name=sentence(answer.outcome.name),
        figures=pool_in_figures(main, answer.measure),
        measure=NAMES[answer.measure],
        direction=direction(answer),
        people=people,
        studies=len(used),
        certainty=answer.certainty.level if answer.certainty else "",
        against=against_in_words(answer),
        bar=_bar(main),
        left=left_in_words(answer, library),
    )


def _bar(pooled: Pooled) -> Bar:
    """Ratios are logarithms in a pool, so that no effect is 0 for all."""
    reach = max(abs(pooled.low), abs(pooled.high), abs(pooled.value)) or 1.0
    low, value, high = (
        round(50 + 46 * each / reach, 1) for each in (pooled.low, pooled.value, pooled.high)
    )
    return Bar(low, value, high, 50.0)


def _pools(answer: Evidence, main: Pooled | None, library: Library) -> list[tuple[str, int, str]]:
    if main is None:
        return []
    found = [("", main.k, pool_in_figures(main, answer.measure))]
    for key, each in answer.by_condition.items():
        named = sentence(conditions_in_words((key,) if key else (), library))
        found.append((named, each.k, pool_in_figures(each, answer.measure)))
    return found


def _study(row: Row, weight: float, library: Library, sources: Sources) -> StudyRow:
    effect, told = row.effect, row.estimate
    assert effect is not None  # only these are in the figure
    parts = (told.scale, told.arm, told.at, told.only)
    notes = ("turned" if effect.sign < 0 else "", effect.assumed)
    return StudyRow(
        label=effect.label,
        title=row.study.title,
        people=f"{effect.n:,}" if effect.n else "",
        weight=f"{weight:.0%}",
        figures=effect_in_figures(effect),
        risk=overall_risk(row.study),
        illness=conditions_in_words(row.study.conditions, library),
        more="; ".join(filter(None, (*filter(None, parts), *notes))),
        marks=sources.marks(told.src),
    )


def _apart(row: Row, library: Library, sources: Sources) -> Apart:
    again = f"{row.again.k}: {again_in_figures(row)}" if row.again else ""
    return Apart(
        row.study.title,
        row.why_not or "",
        sentence(estimate_in_words(row.estimate, library)),
        again,
        sources.marks(row.estimate.src),
    )


def _plot(spec: dict[str, Any]) -> dict[str, Any]:
    """A forest plot without its columns of figures, which stand in the table, and its title, above it."""
    if not spec:
        return {}
    whole = {name: value for name, value in spec.items() if name not in ("hconcat", "spacing", "title")}
    config = {**spec["config"], "rule": {"color": "#000000"}}  # told, so that it follows the theme
    return {**whole, "config": config, **spec["hconcat"][0]}
