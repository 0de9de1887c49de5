"""What studies found together, as lines of text."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from cotake.interactions import address_of

if TYPE_CHECKING:
    from cotake.evidence.pooling import Evidence
    from cotake.knowledge import Library

_BAR = 33
_OTHERS = 12


def title_of(about: str, beside: str = "", among: str = "", outcome: str = "") -> str:
    """What was asked, as a heading."""
    asked = f"{about}{f' with {beside}' if beside else ''}{f' in {among}' if among else ''}"
    return f"{asked}: {outcome}" if outcome else asked


def study_lines(answer: Evidence, title: str, library: Library, *, bars: bool = True) -> Iterator[str]:
    """The whole answer to one question: each study, all together, how sure that is, and the sources.

    Without `bars` the intervals are not drawn, and each source has its address.
    """
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
                if bars:
                    yield f"  {row.effect.label:28.28} {size:>6} people {weight:>5.0%}  |{bar}|"
                else:
                    yield f"  {row.effect.label}: {size} people, weight {weight:.0%}"
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
        if bars and answer.main and len(used) > 1:
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
    for line in _sources(answer, library, not bars):
        yield f"  {line}"


def _sources(answer: Evidence, library: Library, with_address: bool) -> Iterator[str]:
    marks = library.vocabulary("read-marks")
    told: dict[str, None] = {}
    for row in (*answer.rows, *answer.syntheses):
        for citation in row.estimate.src:
            source = library.source(citation.source)
            read = marks[source.read_at(citation.place)].name
            year = f", {source.year}" if source.year else ""
            address = f" {address_of(source)}" if with_address and address_of(source) else ""
            told[f"{source.title}{year} ({read}) [{source.id}]{address}"] = None
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
