"""The study record: who, what, how long, and what came out, in numbers."""

from collections.abc import Collection
from typing import Literal

from cotake._record import record
from cotake.knowledge.types._common import (
    Citation,
    DesignId,
    DomainId,
    FunderId,
    IllnessId,
    OutcomeId,
    StudyId,
    SubstanceId,
)

Sources = tuple[Citation, ...]
#: Ways to compare two groups, on which studies can be put together; of two that serve the former first.
Comparison = Literal[
    "mean-difference",
    "standardised-mean-difference",
    "risk-ratio",
    "odds-ratio",
    "hazard-ratio",
    "rate-ratio",
    "ratio-of-means",
    "risk-difference",
]


@record
class Group:
    """One side of a comparison: people, and mean with standard deviation, or those with the event."""

    n: int | None = None
    mean: float | None = None
    sd: float | None = None
    events: float | None = None


@record
class Estimate:
    """One outcome, treated against control, as the study states it.

    `value` is treated minus control, or treated over control; `interval` its lowest and highest at `level`.
    `better` says in which direction the scale improves where it is not that of the outcome. `of` says
    whether means are those of a change or those at the end; `before` marks a comparison with the same
    people before. `only` names a part of the people, `arm` one of several treated arms that share their
    control group. `treats` are the substances that the treated got and the control did not, where the study
    is of several. `below`: p is below the number given. `own` names the fields that the authors of cotake
    worked out from what the cited place gives. `heterogeneity` and `model` are those of a meta-analysis:
    its I2, 0 to 1, and how it was put together.
    """

    outcome: OutcomeId
    measure: Literal[Comparison, "proportion", "mean"]
    src: Sources
    scale: str = ""
    better: Literal["lower", "higher", ""] = ""
    at: str = ""
    primary: bool = False
    of: Literal["change", "end", ""] = ""
    before: bool = False
    versus: str = "placebo"
    only: str = ""
    arm: str = ""
    treats: tuple[SubstanceId, ...] = ()
    value: float | None = None
    interval: tuple[float, ...] = ()
    level: float = 0.95
    p: float | None = None
    below: bool = False
    treated: Group | None = None
    control: Group | None = None
    heterogeneity: float | None = None
    model: Literal["fixed", "random", ""] = ""
    own: tuple[Literal["value", "interval", "treated", "control", "p"], ...] = ()
    note: str = ""


@record
class Bias:
    """The risk of bias in one domain (RoB 2 for trials, ROBINS-I for others), and why it was judged so."""

    domain: DomainId
    risk: Literal["low", "some", "high", "unclear"]
    why: str


@record
class Funding:
    """Who paid for a study: `by` which kinds of payer, `who` in words, with the ties that authors state.

    `src` is where that was read, if not where the study was.
    """

    by: tuple[FunderId, ...]
    who: str = ""
    src: Sources = ()


@record
class Study:
    """One study: who, what, how long, and what came out, in numbers.

    `with_` names the other side of a combination: the study is then about one of `substances` together with
    one of these. With `alone`, each of several substances was studied by itself; records of one `trial`
    share its name. `conditions` are what the people had. `includes` are the studies that a meta-analysis
    put together. `bias` is judged by the authors of cotake from what they read of the study. `doubt` says
    why its figures are not put together with others; `untold` names fields that what was read does not
    tell.
    """

    id: str
    title: str
    design: str
    population: str
    substances: tuple[SubstanceId, ...]
    result: str
    src: Sources
    kind: DesignId = ""
    with_: tuple[SubstanceId, ...] = ()
    trial: str = ""
    alone: bool = False
    bands: tuple[str, ...] = ()
    n: int | None = None
    arms: tuple[str, ...] = ()
    conditions: tuple[IllnessId, ...] = ()
    dose: str = ""
    duration: str = ""
    primary_outcome: str = ""
    primary_met: bool | None = None
    estimates: tuple[Estimate, ...] = ()
    harms: str = ""
    limits: str = ""
    doubt: str = ""
    untold: tuple[Literal["n", "arms", "dose", "duration"], ...] = ()
    funding: Funding | None = None
    bias: tuple[Bias, ...] = ()
    includes: tuple[StudyId, ...] = ()

    def is_about(self, taken: Collection[str]) -> bool:
        """Whether two of these substances stand in it together."""
        if self.alone:
            return False
        one = {name for name in taken if name in self.substances}
        if not self.with_:
            return len(one) > 1
        other = {name for name in taken if name in self.with_}
        return bool(one and other) and len(one | other) > 1
