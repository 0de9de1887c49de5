"""The facts of a record as numbers: shares of clearance, and the speed that a perpetrator leaves."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping

from cotake.kinetics._static import SD_80, Spread
from cotake.knowledge.types import Band, Influence, Pathway, ShareEntry, StrengthEntry

#: The standard deviation, on the logit scale, of a share or fraction that a record gives as a number:
#: such a figure comes from one or a few studies of ten people.
SHARE_SD = 0.6
FRACTION_SD = 0.5
#: A dose may be one of so many a day.
MOST_DOSES = 4
#: A dose above the usual is counted up to this many times.
MOST_TIMES = 2.0


def share_of(path: Pathway, words: Mapping[str, ShareEntry]) -> Spread:
    """The share of clearance by a pathway, 0 to 1: fitted to measured ratios, or as the record has it."""
    return Spread(*path.fitted) if path.fitted else stated_share(path, words)


def stated_share(path: Pathway, words: Mapping[str, ShareEntry]) -> Spread:
    """The share as the record states it, before any measured ratio."""
    if isinstance(path.share, str):
        return Spread(*words[path.share].fraction)
    return _around(float(path.share), SHARE_SD)


def speed_of(influence: Influence, entry: StrengthEntry, kind: str, dose: float = 1.0) -> Spread:
    """The speed that an inhibitor or inducer leaves an enzyme; 1 is unchanged.

    Args:
        influence: the fact.
        entry: what its word of strength stands for.
        kind: `inhibits` or `induces`.
        dose: the daily dose over the usual one. An inhibitor's [I]/Ki grows in proportion to it (Rowland
            and Matin 1973); an inducer does less below its usual doses, in proportion, and no more above.
    """
    if kind == "induces":
        listed = influence.fitted or entry.induced_to
        return Spread(*(1 + min(1.0, dose) * (speed - 1) for speed in listed))
    fraction = Spread(*influence.fitted) if influence.fitted else stated_fraction(influence, entry)
    low, mid, high = (_slowed(each, dose) for each in (fraction.high, fraction.mid, fraction.low))
    return Spread(low, mid, high)


def stated_fraction(influence: Influence, entry: StrengthEntry) -> Spread:
    """The part of an enzyme's activity that an inhibitor takes away, as the record states it."""
    if influence.fraction is not None:
        return _around(influence.fraction, FRACTION_SD)
    return Spread(*entry.inhibited)


def usual_range(bands: Iterable[Band]) -> tuple[float, float]:
    """The daily doses in mg, lowest and highest, for which strengths are stated; (0, 0) if unknown.

    A band that is open below counts from half of its usual top.
    """
    for band in bands:
        low, high = band.mg_per_day
        top = band.usual_top_mg or high
        if top or low:
            return (low or (top or 0) / 2, top or low or 0)
    return (0.0, 0.0)


def relative_dose(mg_per_day: float | None, usual: tuple[float, float]) -> float:
    """The daily dose over the nearest usual one: 1 within them and where they are unknown, 2 at most."""
    low, top = usual
    if not mg_per_day or not top or low <= mg_per_day <= top:
        return 1.0
    return mg_per_day / low if mg_per_day < low else min(MOST_TIMES, mg_per_day / top)


def daily_dose(single_mg: float, usual: tuple[float, float]) -> float:
    """The daily dose in mg that one dose stands for: as often as is usual, up to four times a day."""
    if not single_mg < usual[0]:
        return single_mg
    return min(usual[0], single_mg * MOST_DOSES)


def _slowed(fraction: float, dose: float) -> float:
    """1 / (1 + dose k), where k = [I]/Ki gives the fraction lost at the usual dose."""
    if dose == 1 or fraction <= 0:
        return 1 - fraction
    if fraction >= 1:
        return 0.0
    return 1 / (1 + dose * fraction / (1 - fraction))


def _around(value: float, sd: float) -> Spread:
    if not 0 < value < 1:
        return Spread.exact(value)
    middle = math.log(value / (1 - value))
    low, high = (1 / (1 + math.exp(-(middle + way * SD_80 * sd))) for way in (-1, 1))
    return Spread(low, value, high)
