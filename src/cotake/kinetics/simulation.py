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
    by what is taken beside it, as (hour, ratio from then on), in order."""

    weight_kg: float = WEIGHT
    conditions: frozenset[str] = frozenset()
    activity: Mapping[str, float] | None = None
    raised: Mapping[str, Sequence[tuple[float, float]]] | None = None


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
    for name, route, form, taken in _gathered(intakes):
        substance = library.substance(name)
        course = course_of(substance, route, form)
        if course is None:
            without.append(name)
            continue
        draws = np.random.default_rng([seed, zlib.crc32(name.encode())])  # whatever else is in the list
        drawn = _drawn(course, substance, library, patient, people, draws)
        levels = _levels(course, drawn, hours, taken)
        lines.append(Line(name, substance.name, "level", "", levels[0]))
        for formed, values in zip(course.makes, levels[1:], strict=True):
            lines.append(Line(name, formed.of, "level", "", values))
        typical = _drawn(course, substance, library, Patient(), 1, draws)
        seen_with = course_of(substance, "oral", "plain") or course
        usual = (
            typical if seen_with is course else _drawn(seen_with, substance, library, Patient(), 1, draws)
        )
        for occupancy in substance.occupancy:
            half = half_level(occupancy, seen_with, usual)
            lines.extend(_held(occupancy, half, substance, course, library, levels, hours))
    return Simulation(hours, lines, tuple(without))


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
    # What is lost of the clearance is gained in part as availability: the liver is passed on the way in.
    volume = spread(course.volume_l * size, course.volume_cv) * (flow + clearance) / (flow + usual)
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
        np.full(people, there.volume_l * size) if there else None,
        np.full(people, there.flow_l_h * size**0.75) if there else None,
        metabolites,
    )
    slowed = None
    if own is not None:
        turnover = library.vocabulary("enzymes")[own.enzyme].turnover_half_life_h
        loss = math.log(2) / turnover if own.by == "mechanism-based" and turnover else None
        half = spread(own.half_ng_ml, course.clearance_cv)
        steps = _steps(raised or ((-math.inf, 1.0),), own.share, own_activity)
        slowed = Slowed(np.full(people, own.share), half, loss, steps, flow)
    elif len(raised) > 1:  # a clearance that changes with time is stepped
        slowed = Slowed(np.zeros(people), np.full(people, math.inf), None, _steps(raised, 0.0, 1.0), flow)
    return _Drawn(model, slowed)


def _steps(raised: Sequence[tuple[float, float]], share: float, activity: float) -> list[Left]:
    """What is left over time of all clearance and of the substance's own enzyme.

    A substance that slows its own enzyme has little to lose there: what others take away is taken from that
    enzyme first, as far as its share goes.
    """
    found = []
    for hour, ratio in raised:
        enzyme = activity
        if ratio > 1 and share:
            after = max(0.0, (1 / ratio - (1 - share)) / share)
            ratio *= 1 - share + share * after
            enzyme *= after
        found.append(Left(hour, 1 / ratio, enzyme))
    found[0] = replace(found[0], hour=-math.inf)
    return found


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
    return found


def _held(
    occupancy: Occupancy,
    half: float,
    substance: Substance,
    course: Course,
    library: Library,
    levels: Sequence[Array],
    hours: Array,
) -> list[Line]:
    target = library.vocabulary("targets")[occupancy.target].name
    held = held_by_level(_holding(occupancy, course, levels), half, occupancy.most)
    lines = [Line(substance.id, target, "held", "driven by the level", held)]
    step = float(hours[1] - hours[0])
    for outlasts in occupancy.outlasts_h:
        model = f"lets go with a half-life of {outlasts:g} h"
        lines.append(Line(substance.id, target, "held", model, held_on(held, step, outlasts)))
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
