"""How a medicine is begun, paused and stopped: schedules, missed doses, pauses, what it comes in."""

from typing import Literal

from cotake._record import record
from cotake.knowledge.types._common import (
    Citation,
    ConditionId,
    FormId,
    GeneId,
    RouteId,
    SubstanceId,
    Words,
)

Sources = tuple[Citation, ...]


@record
class Stage:
    """One level: `mg` a day for so many `days`, one number or [least, most]; without days it stays.

    `times` a day and `when`, where they are not those of the schedule; `parts` are the doses of a day where
    they differ. What is not taken daily has, instead of `mg`, the mg of one dose (`each`) and every how
    many days it is taken (`every_days`): 7 for once a week.
    """

    mg: float = 0
    days: tuple[int, ...] = ()
    times: int | None = None
    parts: tuple[float, ...] = ()
    each: float = 0
    every_days: int = 1
    when: Literal["morning", "bedtime", ""] = ""


@record
class Who:
    """Whom it is for; every field given must hold. Ranges are [from, below], null where they are open.

    `ages` are years; `egfr` in ml/min, as the source has it or a clearance of creatinine in its place;
    `conditions`, any of them; `gene` to the states of it, any of them. What was not said of a person is not
    known: an unknown age keeps nothing away, an unknown eGFR and what was not named fit nothing.
    """

    ages: tuple[float | None, ...] = ()
    egfr: tuple[float | None, ...] = ()
    conditions: tuple[ConditionId, ...] = ()
    gene: dict[GeneId, tuple[str, ...]] | None = None


@record
class Schedule:
    """A schedule as a label, a study or practice has it, `stages` in order.

    `who` it is for, without ages grown-ups; what says more of the person goes before what says less.
    `strict`: going faster is refused, and not only noticed. For one dose `band`, `form`, use (`for_`),
    route, or company: only `with_` one of these, or `without` all of those. `names`: only where one of
    these names was said, as brands of one form are dosed otherwise. `own` says that the authors of cotake
    put the stages together from what the source says in words.
    """

    id: str
    title: str
    kind: Literal["start", "taper"]
    stages: tuple[Stage, ...]
    src: Sources
    basis: Literal["label", "trial", "practice"] = "label"
    form: FormId = ""
    who: Who | None = None
    names: tuple[str, ...] = ()
    strict: bool = False
    band: str = ""
    for_: tuple[str, ...] = ()
    routes: tuple[RouteId, ...] = ()
    times_per_day: float = 1
    when: Literal["morning", "bedtime", ""] = ""
    with_: tuple[SubstanceId, ...] = ()
    without: tuple[SubstanceId, ...] = ()
    own: tuple[Literal["stages"], ...] = ()
    note: str = ""


@record
class Limit:
    """The most of it a day for some people, by some route or in some form; 0 where it is not to be begun.

    `mg` a day, or of what is not taken daily the mg of one dose (`each`) every so many days (`every_days`).
    Of several the least counts. Without `who`, form, route, band or company it is the most for anyone.
    `with_`: only beside one of these. `own`: the source has no such figure, it is the authors'.
    """

    src: Sources
    mg: float = 0
    each: float = 0
    every_days: int = 1
    who: Who | None = None
    form: FormId = ""
    routes: tuple[RouteId, ...] = ()
    band: str = ""
    with_: tuple[SubstanceId, ...] = ()
    own: tuple[Literal["mg"], ...] = ()
    note: str = ""


@record
class Handling:
    """Missed doses, gaps and stopping. After `restart_after_days` without it, it is begun anew."""

    src: Sources
    missed: Words | None = None
    restart: Words | None = None
    restart_after_days: float | None = None
    stop: Literal["slowly", "at-once", ""] = ""
    stopping: Words | None = None
    band: str = ""
    note: str = ""


@record
class Pause:
    """A planned pause: so many days without it before, and after the last opioid or the operation.

    Both are [least, most] as sources have it; `after` says after what the second counts.
    """

    reason: Literal["surgery", "opioids"]
    before_days: tuple[float, ...]
    after_days: tuple[float, ...]
    after: Literal["surgery", "last-opioid"]
    says: Words
    src: Sources
    band: str = ""
    routes: tuple[RouteId, ...] = ()


@record
class Supplied:
    """A form it is sold in: strengths in mg, of a liquid in mg per ml; `parts` one can be cut into."""

    form: Literal["tablet", "capsule", "liquid", "patch", "injection"]
    mg: tuple[float, ...]
    src: Sources
    parts: int = 1
