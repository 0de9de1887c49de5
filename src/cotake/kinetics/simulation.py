"""Levels and receptor occupancy over days, for one typical person or for many."""

from __future__ import annotations

import math
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from cotake._errors import InputError
from cotake._record import record
from cotake.kinetics._hold import held_by_level, held_on
from cotake.kinetics._linear import Array, Linear, Metabolite, concentrations
from cotake.kinetics._nonlinear import LIVER_FLOW, Doses, Left, Slowed, slowed_concentrations
from cotake.kinetics._static import Spread, point_ratio
from cotake.kinetics._strengths import share_of
from cotake.knowledge import Library
from cotake.knowledge.types import Course, Occupancy, Release, Substance

#: Body weight in kg to which the records' clearances and volumes belong.
WEIGHT = 70.0
#: People times points of time that are drawn at once.
MOST_POINTS = 20_000_000
#: Days of regular use after which a level is steady, for the level at half occupancy.
_STEADY_DAYS = 60
#: Half-lives of a slow hold after which it has forgotten a dose.
_REMEMBERED = 6
#: Steps of stepped models for a picture: an error of about 1 in 1,000.
_FINE = 0.5


@record
class Intake:
    """One substance as taken: when (h, from the start), how much each time (mg), and in which form."""

    substance: str
    route: str
    hours: tuple[float, ...]
    mg: tuple[float, ...]
    form: str = ""


@record
class Patient:
    """Who takes it. `activity` is that of enzymes by genotype; `raised` the AUC ratio of each substance
    by what is taken beside it, as (hour, ratio from then on), in order; `made`, in the same steps, how many
    times the usual of each of its metabolites is formed, by name."""

    weight_kg: float = WEIGHT
    conditions: frozenset[str] = frozenset()
    activity: Mapping[str, float] | None = None
    raised: Mapping[str, Sequence[tuple[float, float]]] | None = None
    made: Mapping[str, Sequence[Mapping[str, float]]] | None = None


@dataclass(slots=True)
class Line:
    """One curve. `values` has the shape (times, people); `kind` is `level` (ng/mL) or `held` (0 to 1)."""

    substance: str
    name: str
    kind: str
    model: str
    values: Array


@dataclass(slots=True)
class Simulation:
    """Curves over common times in h; `without` are substances whose kinetics are not in the records."""

    hours: Array
    lines: list[Line]
    without: tuple[str, ...]


def simulate(
    intakes: Sequence[Intake],
    library: Library,
    hours: Array,
    *,
    patient: Patient | None = None,
    people: int = 1,
    seed: int = 1,
) -> Simulation:
    """Levels of each substance and its metabolites, and what they hold of their targets.

    Args:
        intakes: what is taken; several of one substance add up.
        library: the knowledge.
        hours: an even grid of times.
        patient: who takes it; a typical one of 70 kg where left out.
        people: 1 is the typical person; more are drawn around it, with the spread that the records state.
        seed: of the draws.

    Raises:
        InputError: fewer than one person, or a weight that no one has.
    """
    if people < 1:
        raise InputError(f"people is 1 or more, got {people}")
    patient = patient or Patient()
    if not 2 <= patient.weight_kg <= 400:
        raise InputError(f"a body weight is from 2 to 400 kg, got {patient.weight_kg:g}")
    if seed < 0:
        raise InputError(f"a seed is 0 or more, got {seed}")
    if people * len(hours) > MOST_POINTS:
        raise InputError(
            f"{people} people at {len(hours):,} times are too many; take fewer, or longer steps"
        )
    lines: list[Line] = []
    without: list[str] = []
    by_substance: dict[str, list[_Taken]] = {}
    for name, route, form, taken in _gathered(intakes):
        course = course_of(library.substance(name), route, form)
        if course is None:
            without.append(name)
        else:
            by_substance.setdefault(name, []).append(_Taken(course, *taken))
    for name, courses in by_substance.items():
        lines.extend(_of_substance(library.substance(name), courses, hours, library, patient, people, seed))
    return Simulation(hours, lines, tuple(without))


@dataclass(slots=True)
class _Taken:
    """One way in which a substance is taken: its kinetics, and its doses."""

    course: Course
    hours: Sequence[float]
    mg: Sequence[float]


def _of_substance(
    substance: Substance,
    courses: list[_Taken],
    hours: Array,
    library: Library,
    patient: Patient,
    people: int,
    seed: int,
) -> list[Line]:
    """The levels of a substance by each of its ways, and what all of them hold together."""
    draws = np.random.default_rng([seed, zlib.crc32(substance.id.encode())])  # whatever else is in the list
    before = _before(substance, courses, hours)
    grid = np.concatenate([before, hours])
    lines: list[Line] = []
    holding: dict[int, Array] = {}
    for taken in courses:
        drawn = _drawn(taken.course, substance, library, patient, people, draws)
        levels = _levels(taken.course, drawn, grid, (taken.hours, taken.mg))
        for occupancy in substance.occupancy:
            more = _holding(occupancy, taken.course, levels)
            holding[id(occupancy)] = holding.get(id(occupancy), 0.0) + more
        form = library.vocabulary("forms")[taken.course.form].name if len(courses) > 1 else ""
        route = ", ".join(taken.course.routes or ("oral",)) if len(courses) > 1 else ""
        tail = f" ({route}, {form})" if form else ""
        for label, level in zip(
            (substance.name, *(each.of for each in taken.course.makes)), levels, strict=True
        ):
            lines.append(Line(substance.id, label + tail, "level", "", level[len(before) :]))
    seen_with = course_of(substance, "oral", "plain") or courses[0].course
    typical = _drawn(seen_with, substance, library, Patient(), 1, draws) if substance.occupancy else None
    for occupancy in substance.occupancy:
        if typical is not None:
            half = half_level(occupancy, seen_with, typical)
            level = holding[id(occupancy)]
            lines.extend(_held(occupancy, half, substance, library, level, grid, len(before)))
    return lines


def _before(substance: Substance, courses: list[_Taken], hours: Array) -> Array:
    """Times before the first, as far back as a slow hold on a target remembers earlier doses."""
    outlasts = max((each for one in substance.occupancy for each in one.outlasts_h), default=0.0)
    first = min((hour for taken in courses for hour in taken.hours), default=0.0)
    back = min(float(hours[0]) - first, _REMEMBERED * outlasts)
    step = float(hours[1] - hours[0])
    count = max(0, math.ceil(back / step))
    earlier: Array = hours[0] - step * np.arange(count, 0, -1.0)
    return earlier


def course_of(substance: Substance, route: str, form: str = "") -> Course | None:
    """The kinetics by a route and form, the first where the form is not said; None where there are none."""
    by_route = [each for each in substance.kinetics if route in (each.routes or ("oral",))]
    return next((each for each in by_route if form in ("", each.form)), None)


def _gathered(
    intakes: Sequence[Intake],
) -> list[tuple[str, str, str, tuple[Sequence[float], Sequence[float]]]]:
    found: dict[tuple[str, str, str], tuple[list[float], list[float]]] = {}
    for each in intakes:
        hours, mg = found.setdefault((each.substance, each.route, each.form), ([], []))
        hours += each.hours
        mg += each.mg
    return [(*key, taken) for key, taken in found.items()]


@dataclass(slots=True)
class _Drawn:
    model: Linear
    slowed: Slowed | None
    made: tuple[float, ...] = ()


def _drawn(
    course: Course,
    substance: Substance,
    library: Library,
    patient: Patient,
    people: int,
    draws: np.random.Generator,
) -> _Drawn:
    """The parameters of each person: by weight (Holford 1996), their logarithms normal between people."""

    def spread(value: float, sd: float) -> Array:
        if people == 1:
            return np.array([value])
        return value * np.exp(sd * draws.standard_normal(people))

    size = patient.weight_kg / WEIGHT
    flow = LIVER_FLOW * size**0.75
    usual = course.clearance_l_h * size**0.75
    own = course.own_inhibition
    raised = (patient.raised or {}).get(substance.id, ())
    activity = dict(patient.activity or {})
    own_activity = activity.pop(own.enzyme, 1.0) if own else 1.0
    left = _left(course, substance, library, patient.conditions, activity)
    if own is None and len(raised) == 1:
        left /= raised[0][1]
    clearance = spread(usual * left, course.clearance_cv)
    # What is lost of the clearance is gained in part as availability: what is swallowed passes the liver.
    swallowed = "oral" in (course.routes or ("oral",))
    gained = (flow + clearance) / (flow + usual) if swallowed else np.ones(people)
    volume = spread(course.volume_l * size, course.volume_cv) * gained
    made = _made(course, substance, patient)
    absorption = spread(math.log(2) / course.absorption_half_life_h, course.absorption_cv)
    there = course.peripheral
    metabolites = tuple(
        Metabolite(
            spread(each.volume_l * size, course.volume_cv),
            spread(math.log(2) / each.half_life_h * size**-0.25, course.clearance_cv),
            each.first_pass,
        )
        for each in course.makes
    )
    model = Linear(
        absorption,
        clearance,
        volume,
        there.volume_l * size * gained if there else None,
        there.flow_l_h * size**0.75 * gained if there else None,
        metabolites,
    )
    slowed = None
    if own is not None:
        turnover = library.vocabulary("enzymes")[own.enzyme].turnover_half_life_h
        loss = math.log(2) / turnover if own.by == "mechanism-based" and turnover else None
        half = spread(own.half_ng_ml, course.clearance_cv)
        steps = _steps(raised or ((-math.inf, 1.0),), own_activity, made)
        slowed = Slowed(np.full(people, own.share), half, loss, steps, flow)
    elif len(raised) > 1:  # a clearance that changes with time is stepped
        steps = _steps(raised, 1.0, made)
        slowed = Slowed(np.zeros(people), np.full(people, math.inf), None, steps, flow)
    return _Drawn(model, slowed, made[0] if made and slowed is None else ())


def _made(course: Course, substance: Substance, patient: Patient) -> list[tuple[float, ...]]:
    """How many times the usual of each metabolite is formed, in each step of what others do."""
    steps = (patient.made or {}).get(substance.id, ())
    return [tuple(step.get(each.of, 1.0) for each in course.makes) for step in steps]


def _steps(
    raised: Sequence[tuple[float, float]], activity: float, made: Sequence[tuple[float, ...]]
) -> list[Left]:
    """What is left over time of all clearance, and of the substance's own enzyme by genotype.

    Where others raise the level of a substance that slows its own enzyme, it takes as much more to block
    that enzyme: so the level in regular use rises by what was measured or predicted for regular use.
    """
    return [
        Left(
            hour if number else -math.inf,
            1 / ratio,
            activity,
            ratio,
            made[number] if number < len(made) else (),
        )
        for number, (hour, ratio) in enumerate(raised)
    ]


def _left(
    course: Course,
    substance: Substance,
    library: Library,
    conditions: frozenset[str],
    activity: Mapping[str, float],
) -> float:
    """The part of the usual clearance that genotype and illness leave."""
    words = library.vocabulary("shares")
    shares: dict[str, Spread] = {}
    for path in substance.undergoes:
        if path.enzyme in activity and path.enzyme not in shares:
            same = [share_of(each, words).mid for each in substance.undergoes if each.enzyme == path.enzyme]
            shares[path.enzyme] = Spread.exact(min(1.0, sum(same)))
    left = 1 / point_ratio(shares, {}, activity)
    for condition, part in (course.left_in or {}).items():
        if condition in conditions:
            left *= part
    return left


def _levels(
    course: Course,
    drawn: _Drawn,
    hours: Array,
    taken: tuple[Sequence[float], Sequence[float]],
) -> list[Array]:
    first = Release(
        1 - sum(each.part for each in course.later), course.absorption_half_life_h, course.lag_h
    )
    coming = [
        Doses(
            drawn.model.absorption * course.absorption_half_life_h / each.half_life_h,
            [hour + each.lag_h for hour in taken[0]],
            [each.part * mg for mg in taken[1]],
        )
        for each in (first, *course.later)
    ]
    if drawn.slowed is not None:
        return slowed_concentrations(drawn.model, drawn.slowed, hours, coming, fine=_FINE)
    found: list[Array] = []
    for each in coming:  # linear: the parts of a dose add up
        model = replace(drawn.model, absorption=each.absorption)
        levels = concentrations(model, hours, each.hours, each.mg)
        found = [one + other for one, other in zip(found, levels, strict=True)] if found else levels
    for place, times in enumerate(drawn.made):
        found[place + 1] *= times
    return found


def _held(
    occupancy: Occupancy,
    half: float,
    substance: Substance,
    library: Library,
    level: Array,
    hours: Array,
    before: int,
) -> list[Line]:
    """What a level holds of a target, by each model; the first `before` points are only remembered."""
    target = library.vocabulary("targets")[occupancy.target].name
    held = held_by_level(level, half, occupancy.most)
    lines = [Line(substance.id, target, "held", "driven by the level", held[before:])]
    step = float(hours[1] - hours[0])
    for outlasts in occupancy.outlasts_h:
        model = f"lets go with a half-life of {outlasts:g} h"
        slow = held_on(held, step, outlasts)
        lines.append(Line(substance.id, target, "held", model, slow[before:]))
    return lines


def _holding(occupancy: Occupancy, course: Course, levels: Sequence[Array]) -> Array:
    """The level that holds: that of the parent, and of each metabolite as its part of it (competition)."""
    whole = levels[0]
    for formed, level in zip(course.makes, levels[1:], strict=True):
        whole = whole + (occupancy.metabolites or {}).get(formed.of, 0.0) * level
    return whole


def half_level(occupancy: Occupancy, course: Course, typical: _Drawn) -> float:
    """The level in ng/mL at which half of the most is held, from that of a typical person at the dose seen.

    The course is that of what was taken then: the plain tablet by mouth, where there is one.

    Its peak after one dose, or its average over a day in regular use: C (most / held - 1).
    """
    if occupancy.at == "peak":
        grid = np.arange(0.0, 24.0, 0.05)
        levels = _levels(course, typical, grid, ([0.0], [occupancy.mg]))
        level = float(_holding(occupancy, course, levels).max())
    else:
        days = np.arange(_STEADY_DAYS) * 24.0
        grid = np.arange(0.0, _STEADY_DAYS * 24.0 + 0.5)
        doses = (list(days), [occupancy.mg] * len(days))
        levels = _levels(course, typical, grid, doses)
        level = float(_holding(occupancy, course, levels)[-25:].mean())
    return level * (occupancy.most / occupancy.held - 1)
