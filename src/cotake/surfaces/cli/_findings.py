"""The summary of findings: a line an outcome."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cotake.evidence.pooling import Evidence
    from cotake.knowledge import Library


def table_lines(answers: Sequence[Evidence], title: str, library: Library) -> Iterator[str]:
    """Outcomes with their effects and how sure these are; then those of which nothing was put together."""
    yield title
    yield "=" * len(title)
    yield ""
    pooled = [each for each in answers if each.main]
    for harm, head in ((False, "Hoped for:"), (True, "Unwanted, and levels:")):
        part = [each for each in pooled if each.outcome.harm is harm]
        if part:
            yield head
            for each in part:
                yield from _entry(each)
            yield ""
    if not pooled:
        yield "No study here has a number that compares people with and without it."
        yield ""
    apart = [each for each in answers if not each.main]
    if apart:
        names = ", ".join(f"{each.outcome.name} ({_numbers(each)})" for each in apart)
        yield f"With numbers, but nothing to put together: {names}."
    yield "Each as a whole, with its studies and sources: add --outcome."


def _entry(answer: Evidence) -> Iterator[str]:
    from cotake.evidence.pooling import NAMES, absolute_in_words, pool_in_figures

    main = answer.main
    if main is None:
        return
    sizes = [row.effect.n for row in answer.used if row.effect]
    people = f", {sum(each or 0 for each in sizes):,} people" if None not in sizes else ""
    scale = answer.used[0].estimate.scale if answer.measure == "mean-difference" else ""
    figures = f"{NAMES[answer.measure]} {pool_in_figures(main, answer.measure)}"
    yield f"  {answer.outcome.name}: {figures}{f', {scale}' if scale else ''}"
    if answer.absolute:
        yield f"      {absolute_in_words(answer.absolute)}"
    number = "one study" if main.k == 1 else f"{main.k} studies"
    sure = f"; certainty {answer.certainty.level}" if answer.certainty else ""
    yield f"      {number}{people}, against {answer.against}{sure}"


def _numbers(answer: Evidence) -> str:
    single, whole = len(answer.rows), len(answer.syntheses)
    parts = [f"{single} {'study' if single == 1 else 'studies'}"] if single else []
    parts += [f"{whole} published {'figure' if whole == 1 else 'figures'}"] if whole else []
    return ", ".join(parts)
