"""Effects in words and figures: on the scale people read, ratios as ratios."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import TYPE_CHECKING

from cotake._text import joined, sentence
from cotake.evidence._effects import RATIOS, Effect
from cotake.knowledge import Library, key_of
from cotake.knowledge.types import Estimate, Group, Study

if TYPE_CHECKING:  # putting together needs numpy, wording does not
    from cotake.evidence._absolute import Absolute
    from cotake.evidence._choosing import Row
    from cotake.evidence._question import Evidence
    from cotake.evidence.synthesis import Pooled

#: Below these two decimals show nothing, and there is nothing.
_SMALL, _NOTHING = 0.005, 1e-9
#: Names of the measures.
NAMES = {
    "mean-difference": "difference of means",
    "standardised-mean-difference": "standardised difference",
    "risk-ratio": "risk ratio",
    "odds-ratio": "odds ratio",
    "hazard-ratio": "hazard ratio",
    "rate-ratio": "rate ratio",
    "ratio-of-means": "ratio of means",
    "risk-difference": "difference of risks",
    "proportion": "proportion",
    "mean": "mean",
}


def shown(value: float, measure: str) -> str:
    """A value of a pool or effect as people read it: a logarithm turned back, a risk in 100."""
    if measure == "risk-difference":
        return f"{100 * value + 0.0 if abs(value) > _NOTHING else 0:.1f} in 100".replace(
            "-0.0 in", "0.0 in"
        )
    return _number(math.exp(value) if measure in RATIOS else value)


def interval(low: float, high: float, measure: str) -> str:
    """`-0.95 to 0.27`."""
    return f"{shown(low, measure)} to {shown(high, measure)}"


def effect_in_figures(effect: Effect) -> str:
    """`-0.34 (-0.95 to 0.27)`."""
    return f"{shown(effect.value, effect.measure)} ({interval(*effect.interval, effect.measure)})"


def again_in_figures(row: Row) -> str:
    """A synthesis put together again, as `effect_in_figures`; "" where it was not."""
    if row.again is None:
        return ""
    measure = row.estimate.measure
    return f"{shown(row.again.value, measure)} ({interval(row.again.low, row.again.high, measure)})"


def estimate_in_words(estimate: Estimate, library: Library | None = None) -> str:
    """What a study states of one outcome: scale, groups, difference, p, and whether it was the main one.

    With the `library` it begins with the name of the outcome.
    """
    outcome = library.vocabulary("outcomes")[estimate.outcome] if library else None
    named = outcome is not None and not outcome.mixed and key_of(outcome.name) != key_of(estimate.scale)
    parts = [outcome.name] if outcome is not None and named else []
    parts += [estimate.scale] if estimate.scale else []
    if estimate.treats:
        parts.append(f"of {joined(estimate.treats)}")
    if estimate.only and estimate.only.lower() != joined(estimate.treats).lower():
        parts.append(f"of {estimate.only}")
    if estimate.arm:
        parts.append(estimate.arm)
    if estimate.at:
        parts.append(estimate.at)
    told = []
    groups = [_group(each) for each in (estimate.treated, estimate.control)]
    if all(groups):
        told.append(f"{groups[0]} against {groups[1]} ({estimate.versus})")
    elif groups[0]:
        told.append(str(groups[0]))
    elif estimate.measure not in ("proportion", "mean") or estimate.versus != "placebo":
        told.append(f"against {estimate.versus}")
    if estimate.value is not None:
        text = f"{NAMES[estimate.measure]} {_stated(estimate.value, estimate.measure)}"
        if len(estimate.interval) == 2:
            low, high = (_stated(each, estimate.measure) for each in estimate.interval)
            text += f" ({100 * estimate.level:.3g}% interval {low} to {high})"
        told.append(text)
    if estimate.p is not None:
        told.append(f"p = {estimate.p:g}")
    end = f"; {'less' if estimate.better == 'lower' else 'more'} is better" if estimate.better else ""
    end += "; the main outcome" if estimate.primary else ""
    whose = "; in part worked out by cotake" if estimate.own else ""
    head = f"{', '.join(parts)}: " if parts else ""
    return f"{head}{', '.join(told) or 'no number'}{end}{whose}"


def together(answer: Evidence) -> Iterable[str]:
    """What the pool says, in sentences."""
    pooled, main = answer.pooled, answer.main
    if pooled is None or main is None:
        yield "Nothing could be put together."
        return
    sizes = [row.effect.n for row in answer.used if row.effect]
    people = (
        f"{sum(each or 0 for each in sizes):,} people" if None not in sizes else "size not known of all"
    )
    name = NAMES[answer.measure]
    scale = _common_scale(answer)
    studies = "one study" if pooled.k == 1 else f"{pooled.k} studies"
    text = f"{sentence(studies)}, {people}, against {against_in_words(answer)}: {name} "
    text += f"{pool_in_figures(main, answer.measure)}{scale} ({direction(answer)})."
    yield text
    if answer.absolute:
        yield f"That is {absolute_in_words(answer.absolute)}."
    if answer.better:
        turned = any(_turned(row) for row in answer.used)
        how = " (scales that run the other way are turned)" if turned else ""
        yield f"{sentence(side_in_words(answer))}{how}."
    if answer.few and answer.common:
        alone = interval(pooled.low, pooled.high, answer.measure)
        common = interval(answer.common.low, answer.common.high, answer.measure)
        yield (
            "So few studies cannot tell how far studies differ, so what is usual was taken (a half-normal "
            f"prior); from these alone, by Hartung and Knapp, it would be {alone}, and if all found the "
            f"same {common}."
        )
    if pooled.k > 1:
        spread = f"{pooled.i2:.0%} of the spread is between studies"
        if pooled.predicted and not answer.few:
            spread += f"; a further study may find {interval(*pooled.predicted, answer.measure)}"
        yield f"{spread}."
    if answer.without:
        values = [each.value for each in answer.without]
        yield (
            f"Without any one of them it is from {shown(min(values), answer.measure)} to "
            f"{shown(max(values), answer.measure)}."
        )
    if answer.if_alike:
        told = [
            f"{alike:g}: {shown(each.value, answer.measure)}" for alike, each in answer.if_alike.items()
        ]
        yield f"With other correlations between the periods than the one assumed, {', '.join(told)}."
    if answer.sceptic:
        now = interval(answer.sceptic.low, answer.sceptic.high, answer.measure)
        value = shown(answer.sceptic.value, answer.measure)
        less = answer.sceptic.below_zero
        way = _chances(max(less, 1 - less))
        better = (less >= 0.5) == (answer.better == "lower")
        text = f"A sceptic, who expected no effect, would now think {value} ({now}), and give {way} "
        yield f"{text}to its being {'better' if better else 'worse'} than {against_in_words(answer)}."


def pool_in_figures(pooled: Pooled, measure: str) -> str:
    """`-0.22 (-0.47 to 0.02)`."""
    return f"{shown(pooled.value, measure)} ({interval(pooled.low, pooled.high, measure)})"


def direction(answer: Evidence) -> str:
    """`better`, `worse` or `may be either`: what the interval holds; `less`, `more` of what is neither."""
    main = answer.main
    if main is None or (main.low <= _NOTHING and main.high >= -_NOTHING):
        return "may be either"
    if not answer.better:
        return "less" if main.high < 0 else "more"
    return "better" if (main.high < 0) == (answer.better == "lower") else "worse"


def side_in_words(answer: Evidence) -> str:
    """`below 0 is better`; "" where that cannot be said."""
    if not answer.better:
        return ""
    side = "below" if answer.better == "lower" else "above"
    return f"{side} {1 if answer.measure in RATIOS else 0} is better"


def against_in_words(answer: Evidence) -> str:
    """What they are compared with, as the studies say where all say the same."""
    stated = {row.estimate.versus for row in answer.used}
    if len(stated) == 1:
        return stated.pop()
    beside = any(" with " in text or " added" in text for text in stated)
    return f"{answer.against}{' beside what all took' if beside else ''}"


def absolute_in_words(absolute: Absolute) -> str:
    """`37 (16 to 92) of 100 people instead of 19`."""
    treated, low, high, control = (
        f"{each:.0f}" for each in (absolute.treated, absolute.low, absolute.high, absolute.control)
    )
    return f"{treated} ({low} to {high}) of {absolute.of:,} people instead of {control}"


def conditions_in_words(conditions: Iterable[str], library: Library) -> str:
    """`depression and fibromyalgia`."""
    illnesses = library.vocabulary("illnesses")
    return joined([illnesses[each].name for each in conditions]) or "people of whom that is not told"


def funding_in_words(studies: Iterable[Study], library: Library) -> str:
    """Who paid, with how many of the studies each."""
    funders = library.vocabulary("funders")
    counts: dict[str, int] = {}
    number = 0
    for study in studies:
        number += 1
        for each in study.funding.by if study.funding else ("not-read",):
            counts[each] = counts.get(each, 0) + 1
    told = [
        f"{funders[each].name} ({count} of {number})"
        for each, count in sorted(counts.items(), key=lambda pair: -pair[1])
    ]
    return "; ".join(told)


def _turned(row: Row) -> bool:
    return row.effect is not None and row.effect.sign < 0


def _chances(chance: float) -> str:
    """`99 chances of 100`, never all or none."""
    whole = round(100 * chance)
    if 1 <= whole <= 99:
        return f"{whole} chances of 100"
    return "more than 99 chances of 100" if whole else "less than 1 chance of 100"


def _common_scale(answer: Evidence) -> str:
    scales = {row.estimate.scale for row in answer.used if not _turned(row)}
    return (
        f" on {scales.pop()}"
        if answer.measure == "mean-difference" and len(scales) == 1 and "" not in scales
        else ""
    )


def _group(group: Group | None) -> str:
    if group is None:
        return ""
    if group.events is not None and group.n:
        return f"{group.events:g} of {group.n}"
    if group.mean is not None:
        spread = f" (SD {group.sd:.3g})" if group.sd else ""
        return f"{group.mean:.4g}{spread}"
    return ""


def _stated(value: float, measure: str) -> str:
    """A number as the study states it, no figure more."""
    if measure == "risk-difference":
        return f"{100 * value:.3g} in 100"
    return f"{value:.4g}"


def _number(value: float | None) -> str:
    if value is None:
        return ""
    if abs(value) < _NOTHING or abs(value) >= 100:
        return f"{abs(value) if abs(value) < _NOTHING else value:.0f}"
    if abs(value) < _SMALL:
        return f"{value:.1g}"  # never "-0.00"
    return f"{value:.2f}" if abs(value) < 10 else f"{value:.1f}"
