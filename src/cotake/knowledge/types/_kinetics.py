"""How much of a substance is there over time, and how much of a receptor it holds."""

from typing import Literal

from cotake._record import record
from cotake.knowledge.types._common import Citation, ConditionId, EnzymeId, RouteId, TargetId

Sources = tuple[Citation, ...]


@record
class Peripheral:
    """A second compartment: its apparent volume in litres, and the flow to and from it in L/h."""

    volume_l: float
    flow_l_h: float


@record
class Formed:
    """A metabolite in the blood. Its apparent volume is that for the dose of the parent in mg.

    `first_pass` is the part of it that is formed before the parent reaches the blood, 0 to 1.
    """

    of: str
    volume_l: float
    half_life_h: float
    first_pass: float = 0


@record
class OwnInhibition:
    """An enzyme that a substance slows while it is cleared by it.

    `share` of the oral clearance of a first dose runs through it. It is half blocked at `half_ng_ml`: at
    once where `reversible`; where `mechanism-based` in the long run, as the enzyme is destroyed and made
    anew (`turnover_half_life_h` of the enzyme vocabulary).
    """

    enzyme: EnzymeId
    share: float
    half_ng_ml: float
    by: Literal["reversible", "mechanism-based"]


@record
class Course:
    """The kinetics of a substance of one way of taking it, apparent (over bioavailability), at 70 kg.

    The absorption is of first order after `lag_h`. `clearance_cv` and the others are the spread between
    people as standard deviations of the logarithm. `left_in` gives the part of the clearance that a state
    of the person leaves. `own` names the fields that are worked out by the authors from what the cited
    places give (peak, its time, half-life).
    """

    clearance_l_h: float
    volume_l: float
    absorption_half_life_h: float
    src: Sources
    routes: tuple[RouteId, ...] = ()
    lag_h: float = 0
    peripheral: Peripheral | None = None
    makes: tuple[Formed, ...] = ()
    own_inhibition: OwnInhibition | None = None
    clearance_cv: float = 0.4
    volume_cv: float = 0.25
    absorption_cv: float = 0.5
    left_in: dict[ConditionId, float] | None = None
    own: tuple[
        Literal[
            "clearance_l_h", "volume_l", "absorption_half_life_h", "makes", "own_inhibition", "left_in"
        ],
        ...,
    ] = ()
    note: str = ""


@record
class Occupancy:
    """How much of a target a dose holds: the part `held`, 0 to 1, at `mg`; half where `held` is 0.5.

    The dose is a single one, looked at near its `peak`, or a daily one in regular use, by its `average`
    level. The highest doses hold `most`. `outlasts_h` are half-lives of the hold on the target where it was
    seen to outlast the level: the slow one of two models, which are both shown.
    """

    target: TargetId
    mg: float
    held: float
    at: Literal["peak", "average"]
    src: Sources
    most: float = 1
    outlasts_h: tuple[float, ...] = ()
    own: tuple[Literal["mg", "held", "most"], ...] = ()
    note: str = ""
