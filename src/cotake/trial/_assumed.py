"""What was taken for granted, in plain words: it stands below every answer."""

from __future__ import annotations

from collections.abc import Sequence

from cotake.trial._model import Posterior, columns
from cotake.trial._numbers import points
from cotake.trial._onset import Onset
from cotake.trial._series import Series
from cotake.trial._types import Scale


def assumptions(
    scale: Scale,
    mid: float,
    found: Posterior,
    ways: Sequence[Onset],
    days: Series,
    *,
    anytime: bool,
    censored: bool,
) -> tuple[str, ...]:
    """What was taken for granted, in plain words."""
    told = [
        "One day is like the next by a correlation that is estimated "
        f"({found.persistence:.2f}); days that are missing are left out, not filled in.",
        "A drift over the whole time is small (a quarter of a standard deviation of the days) unless the "
        "days show a larger one.",
        "Days of the week may differ a little.",
    ]
    if columns(days, ways).wave:
        told.append("The time of the year may matter: a wave of a year is weighed.")
    if scale.mid is None:
        told.append(
            f"The least difference that matters is taken as half a standard deviation: {points(mid)}."
        )
    elif scale.mid_from:
        told.append(
            f"The least difference that matters, {points(mid)}, is that of a study of other people "
            f"({scale.mid_from})."
        )
    told.append(f"How the effect comes, and how likely that is by the days: {_ways(ways, found)}.")
    if days.names:
        told.append(f"What else changed is reckoned with: {', '.join(days.names)}.")
    if censored:
        told.append(
            "A day at an end of the scale was taken as there or beyond: the effect is that behind the "
            "scores, and can be larger than the scale shows."
        )
    if anytime:
        told.append("It may be looked at every day: the interval is wider for that.")
    return tuple(told)


def _ways(ways: Sequence[Onset], found: Posterior) -> str:
    """`at once (85 %), with a half-time of 3 days (10 %)`, and so on."""

    def name(each: Onset) -> str:
        times = " and then ".join(f"{half:.2g}" for half in each.half_times)
        return f"with a half-time of {times} days" if times else "at once"

    return ", ".join(f"{name(each)} ({chance:.0%})" for each, chance in zip(ways, found.onset, strict=True))
