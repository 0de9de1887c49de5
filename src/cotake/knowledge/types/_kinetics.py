"""How much of a substance is there over time, and how much of a receptor it holds."""

from typing import Literal

from cotake._record import record
from cotake.knowledge.types._common import Citation, ConditionId, EnzymeId, FormId, RouteId, TargetId

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
class Release:
    """A part of the dose, 0 to 1, that a form lets go of by itself: of first order after `lag_h`."""

    part: float
    half_life_h: float
    lag_h: float = 0


@record
class Seen:
    """Levels that a study or label states, which the course is to give.

    After one dose of `mg`, or in regular use of `mg` every `every_h` hours. Each figure is one number or
    the lowest and highest; levels in ng/mL, times in h. `of` names a metabolite. The half-life is that
    after the last dose.
    """

    mg: float
    src: Sources
    every_h: float = 0
    of: str = ""
    peak_ng_ml: tuple[float, ...] = ()
    peak_h: tuple[float, ...] = ()
    average_ng_ml: tuple[float, ...] = ()
    trough_ng_ml: tuple[float, ...] = ()
    half_life_h: tuple[float, ...] = ()
    note: str = ""


@record
class Course:
    """The kinetics of a substance of one way of taking it, apparent (over bioavailability), at 70 kg.

    `form` is what kind of tablet or injection it is of, and `names` are brands that are always of it; the
    first course by a route is taken where the form is not said. The absorption is of first order after
    `lag_h`; parts of the dose that come otherwise stand in `later`. `clearance_cv` and the others are the
    spread between people as standard deviations of the logarithm. `left_in` gives the part of the clearance
    that a state of the person leaves. `seen` are figures it is held against. `own` names the fields that
    are worked out by the authors from what the cited places give (peak, its time, half-life).
    """

    clearance_l_h: float
    volume_l: float
    absorption_half_life_h: float
    src: Sources
    routes: tuple[RouteId, ...] = ()
    form: FormId = "plain"
    names: tuple[str, ...] = ()
    lag_h: float = 0
    later: tuple[Release, ...] = ()
    peripheral: Peripheral | None = None
    makes: tuple[Formed, ...] = ()
    own_inhibition: OwnInhibition | None = None
    clearance_cv: float = 0.4
    volume_cv: float = 0.25
    absorption_cv: float = 0.5
    left_in: dict[ConditionId, float] | None = None
    seen: tuple[Seen, ...] = ()
    own: tuple[
        Literal[
            "clearance_l_h",
            "volume_l",
            "absorption_half_life_h",
            "lag_h",
            "later",
            "peripheral",
            "makes",
            "own_inhibition",
            "left_in",
        ],
        ...,
    ] = ()
    note: str = ""


@record
class Occupancy:
    """How much of a target a dose holds: the part `held`, 0 to 1, at `mg`; half where `held` is 0.5.

    The dose is a single one, looked at near its `peak`, or a daily one in regular use, by its `average`
    level. The highest doses hold `most`. `outlasts_h` are half-lives of the hold on the target where it was
    seen to outlast the level: the slow one of two models, which are both shown. `metabolites` hold on as
    well: a level of one counts as that part of the same level of the parent.
    """

    target: TargetId
    mg: float
    held: float
    at: Literal["peak", "average"]
    src: Sources
    most: float = 1
    outlasts_h: tuple[float, ...] = ()
    metabolites: dict[str, float] | None = None
    own: tuple[Literal["mg", "held", "most", "metabolites"], ...] = ()
    note: str = ""
