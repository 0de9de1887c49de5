"""The answer to "is it working for me?", and what it is answered on."""

from __future__ import annotations

from math import comb
from typing import TYPE_CHECKING, Any, Literal

from cotake._record import record

if TYPE_CHECKING:
    from cotake.trial._noise import Floats
    from cotake.trial._onset import Onset
    from cotake.trial._series import Series

Verdict = Literal["better", "worse", "no_meaningful_difference", "not_sure_yet"]


@record
class Scale:
    """What was scored: which end is `better`, its ends, and the least difference that matters (`mid`).

    Without ends nothing is said of floor and ceiling; without a `mid` half a standard deviation of the days
    is taken (Norman and others 2003). `mid_from` says whose it is.
    """

    name: str = "it"
    better: Literal["higher", "lower"] = "higher"
    least: float | None = None
    most: float | None = None
    mid: float | None = None
    mid_from: str = ""

    @property
    def sign(self) -> float:
        """1 where higher is better, and -1 where lower is."""
        return 1.0 if self.better == "higher" else -1.0


@record
class Effect:
    """The difference between the most and the least exposure, in points of the scale: 95 % lie within."""

    mean: float
    low: float
    high: float

    def to_dict(self) -> dict[str, float]:
        """It as JSON values."""
        return {"mean": self.mean, "low": self.low, "high": self.high}


@record
class Drift:
    """A slow change over the whole time beside the exposure, in points: what the days say of it."""

    mean: float
    low: float
    high: float


@record
class Blinding:
    """Whether it was guessed what was taken: `right` of the `guessed` stretches of one exposure.

    `effect`, in points, and `p_benefit` are those with what was thought taken into account.
    """

    guessed: int
    right: int
    effect: Effect
    p_benefit: float

    @property
    def by_chance(self) -> float:
        """The chance that as many or more are right where nothing gives it away."""
        ways = sum(comb(self.guessed, each) for each in range(self.right, self.guessed + 1))
        return float(ways / 2**self.guessed)


@record
class Analysis:
    """What one person's days say of an exposure.

    `p_benefit` is the chance that it is better at all with it, `p_meaningful` that it is better by the
    least difference that matters (`mid`). `evidence` is the Bayes factor against no effect at all, which
    may be looked at every day: where none is there, it passes 20 at most once in 20 people, however often
    it is looked at. `days_needed` is about how many more days would settle it, None where that is not known
    or it is settled. `sd` is the standard deviation of the effect, in points; `onsets` how the effect comes
    and how likely each is; `censored` that days at an end of the scale were taken as there or beyond;
    `analysis` the SHA-256 of how it was analysed, to be compared with what was fixed in advance; `medicine`
    and `design` are as they were given; `nothing` is why nothing at all can be said, or "";
    `demoted` that it is one of several outcomes and not as sure as they are asked to be together.
    """

    effect: Effect
    p_benefit: float
    p_meaningful: float
    verdict: Verdict
    days_needed: int | None
    assumptions: tuple[str, ...]
    warnings: tuple[str, ...]
    scale: Scale
    mid: float
    evidence: float
    anytime: bool
    drift: Drift
    persistence: float
    noise: float
    series: Series
    fitted: Floats
    sd: float
    onsets: tuple[tuple[Onset, float], ...]
    censored: bool
    analysis: str
    blinding: Blinding | None = None
    medicine: str = ""
    design: str = ""
    nothing: str = ""
    demoted: bool = False

    @property
    def onset_days(self) -> float:
        """The mean half-time until the effect is reached."""
        return sum(onset.days * chance for onset, chance in self.onsets)

    @property
    def says(self) -> str:
        """The answer in plain words."""
        from cotake.trial._words import answer

        return answer(self)

    def to_dict(self) -> dict[str, Any]:
        """It as JSON values."""
        from cotake.trial._words import plain

        return plain(self)

    @property
    def plots(self) -> dict[str, dict[str, Any]]:
        """Vega-Lite specifications: `days`, with the exposure below, and `effect`."""
        from cotake.trial._plots import plots

        return plots(self)
