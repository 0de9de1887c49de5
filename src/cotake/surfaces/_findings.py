"""The summary of findings: a line an outcome."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cotake.evidence.pooling import Evidence, Row
    from cotake.knowledge import Library

#: Events below which counts are told and no risk.
_FEWEST = 5
_TRIALS = ("randomised", "crossover")
#: Reasons to leave a trial out that are no gap in the figure.
_OTHERS = ("in people with", "of the same trial", "of several medicines", "not to be relied on")


def table_lines(answers: Sequence[Evidence], title: str, library: Library, whole: str) -> Iterator[str]:
    """Outcomes with their effects and how sure these are; then those of which nothing was put together.

    `whole` says how one of them is asked for with its studies and sources.
    """
    yield title
    yield "=" * len(title)
    yield ""
    pooled = [each for each in answers if each.main and not each.outcome.mixed]
    for harm, head in ((False, "How people fared:"), (True, "Events, harms and levels:")):
        part = [each for each in pooled if each.outcome.harm is harm]
        if part:
            yield head
            for each in part:
                yield from _entry(each, library)
            yield ""
    if not pooled:
        yield "No study here has a number that compares people with and without it."
        yield ""
    apart = [each for each in answers if each not in pooled and (each.rows or each.syntheses)]
    if apart:
        names = ", ".join(f"{each.outcome.name} ({_numbers(each)})" for each in apart)
        yield f"With numbers, but nothing to put together: {names}."
    yield f"Each as a whole, with its studies and sources: {whole}."


def _entry(answer: Evidence, library: Library) -> Iterator[str]:
    from cotake.evidence.pooling import (
        NAMES,
        absolute_in_words,
        against_in_words,
        conditions_in_words,
        direction,
        pool_in_figures,
    )

    main = answer.main
    if main is None:
        return
    used = [row for row in answer.used if row.effect]
    sizes = [row.effect.n for row in used if row.effect]
    people = f", {sum(each or 0 for each in sizes):,} people" if None not in sizes else ""
    figures = f"{NAMES[answer.measure]} {pool_in_figures(main, answer.measure)}"
    yield f"  {answer.outcome.name}: {figures} ({direction(answer)})"
    scales = dict.fromkeys(row.estimate.scale for row in used if row.estimate.scale)
    turned = any(row.effect.sign < 0 for row in used if row.effect)
    if scales:
        more = f" and {len(scales) - 1} more" if len(scales) > 1 else ""
        yield f"      {next(iter(scales))}{more}{' (turned: see --outcome)' if turned else ''}"
    if answer.absolute and not (answer.by_condition and not answer.outcome.harm):
        yield f"      {absolute_in_words(answer.absolute)}"
    elif few := few_in_words(answer):
        yield f"      {few}"
    number = "one study" if main.k == 1 else f"{main.k} studies"
    sure = f"; certainty {answer.certainty.level}" if answer.certainty else ""
    yield f"      {number}{people}, against {against_in_words(answer)}{sure}"
    if answer.by_condition and not answer.outcome.harm:
        for key, each in answer.by_condition.items():
            of_them = conditions_in_words((key,) if key else (), library)
            yield f"      - {of_them} ({each.k}): {pool_in_figures(each, answer.measure)}"
    else:
        illnesses = dict.fromkeys(row.study.conditions[0] for row in used if row.study.conditions)
        yield f"      people: {conditions_in_words(illnesses, library)}"
    if left := left_in_words(answer, library):
        yield f"      measured as well, not in this figure: {left}"


def few_in_words(answer: Evidence) -> str:
    """The counts themselves where there are too few to tell a risk."""
    used = answer.used
    groups = [(row.estimate.treated, row.estimate.control) for row in used]
    counts = [
        f"{one.events:g} of {one.n} against {other.events:g} of {other.n}"
        for one, other in groups
        if one and other and one.events is not None and other.events is not None
    ]
    events = sum((one.events or 0) + (other.events or 0) for one, other in groups if one and other)
    if len(counts) < len(used) or events >= _FEWEST:
        return ""
    return f"{'; '.join(counts)}: too few to tell"


def left_in_words(answer: Evidence, library: Library) -> str:
    """Trials of this outcome that the figure leaves out, and those of them whose main outcome failed."""
    from cotake.evidence.pooling import label_of

    found = []
    for row in answer.rows:
        if row.why_not and row.study.kind in _TRIALS and not row.why_not.startswith(_OTHERS):
            failed = " (no difference in its main outcome)" if _failed(row) else ""
            found.append(f"{label_of(row.study, library)}{failed}")
    return ", ".join(dict.fromkeys(found))


def _failed(row: Row) -> bool:
    return row.estimate.primary and row.study.primary_met is False


def _numbers(answer: Evidence) -> str:
    single, whole = len(answer.rows), len(answer.syntheses)
    parts = [f"{single} {'study' if single == 1 else 'studies'}"] if single else []
    parts += [f"{whole} published {'figure' if whole == 1 else 'figures'}"] if whole else []
    return ", ".join(parts)
