"""The verdict that the studies of a claim give by rule, beside the one that the authors gave."""

from __future__ import annotations

import math
from datetime import date

from cotake._record import record
from cotake.evidence._certainty import MATTERS, NO_MATTER
from cotake.evidence._effects import RATIOS
from cotake.evidence._question import Evidence, evidence
from cotake.evidence.synthesis import Pooled
from cotake.knowledge import Library
from cotake.knowledge.types import Asked, Claim

_SURE = frozenset({"moderate", "high"})


@record
class Ruled:
    """One question of a claim, its answer, the verdict by rule, and why."""

    asked: Asked
    answer: Evidence
    verdict: str
    why: str


def ruled(claim: Claim, library: Library, *, today: date | None = None) -> list[Ruled]:
    """The questions of a claim, answered by the study records and judged by rule.

    Supported: the interval of the pool holds nothing but what is claimed, and the certainty is moderate or
    high. Overstated: the same with a certainty that is low or very low, or an effect too small to matter.
    Contradicted: it holds nothing but the opposite, or no effect that matters in that direction, with
    a certainty of moderate or high. Not known: nothing could be put together. Else not supported. For a
    claim of no difference, an interval without an effect that matters supports, one without "no difference"
    contradicts.
    """
    found = []
    for asked in claim.asks:
        answer = _answer(asked, library, today)
        verdict, why = verdict_by_rule(answer, asked.says)
        found.append(Ruled(asked, answer, verdict, why))
    return found


def _answer(asked: Asked, library: Library, today: date | None) -> Evidence:
    record = library.substance(asked.substance)
    named = [band.names[0] for band in record.doses if band.band == asked.band and band.names]
    about = named[0] if named else record.name
    beside = library.substance(asked.with_).name if asked.with_ else ""
    return evidence(about, asked.outcome, beside=beside, among=asked.among, library=library, today=today)


def verdict_by_rule(answer: Evidence, says: str) -> tuple[str, str]:
    """A verdict of the vocabulary, and the reason in a few words."""
    main, certainty = answer.main, answer.certainty
    if main is None or certainty is None:
        return "unknown", "nothing could be put together"
    sure = certainty.level in _SURE
    level = f"certainty {certainty.level}"
    small = _is_small(main, answer.measure)
    if says == "same":
        if small and sure:
            return "supported", f"no difference that matters, {level}"
        if not main.low <= 0 <= main.high:
            return ("contradicted" if sure else "not-supported"), f"a difference, {level}"
        return "not-supported", f"a difference is not ruled out, {level}"
    better = answer.better or answer.outcome.better
    down = (better == "lower") == (says == "better")
    low, high = (main.low, main.high) if down else (-main.high, -main.low)
    if high < 0 and small:
        return "overstated", f"an effect too small to matter, {level}"
    if high < 0:
        return ("supported" if sure else "overstated"), f"the interval holds nothing else, {level}"
    if low > 0:
        verdict = "contradicted" if sure else "not-supported"
        return verdict, f"the interval holds only the opposite, {level}"
    if small and sure:
        return "contradicted", f"no effect that matters, {level}"
    return "not-supported", f"the interval holds no effect as well, {level}"


def _is_small(main: Pooled, measure: str) -> bool:
    """Whether the interval holds no effect that matters, either way."""
    if measure in RATIOS:
        return math.log(NO_MATTER[0]) < main.low and main.high < math.log(NO_MATTER[1])
    least = MATTERS.get(measure)
    return least is not None and -least < main.low and main.high < least
