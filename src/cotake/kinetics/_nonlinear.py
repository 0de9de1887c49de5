"""Concentrations where the clearance changes with time or level: stepped, for all people at once."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from cotake._errors import InputError
from cotake.kinetics._linear import NG_ML, Array, Linear

#: Blood flow of the liver in L/h at 70 kg: what is swallowed passes it once.
LIVER_FLOW = 90.0
#: The part that a step may be of the shortest half-life at work, and the longest step in h.
FINE = 0.05
_LONGEST = 2.0
#: What is left in the gut by then no longer sets the step.
_NEXT_TO_NONE = 1e-5


@dataclass(slots=True)
class Left:
    """From `hour` on: the part that is left of all clearance, and further of that by its own enzyme.

    `half` is how many times as high a level blocks that enzyme by half: with the inverse of `clearance`,
    levels rise by just this much in regular use. `made` is how many times the usual of each metabolite
    is formed.
    """

    hour: float
    clearance: float = 1.0
    enzyme: float = 1.0
    half: float = 1.0
    made: tuple[float, ...] = ()


#: Nothing is taken away.
ALL_LEFT = (Left(-math.inf),)


@dataclass(slots=True)
class Slowed:
    """How a substance slows its own enzyme: share of oral clearance, ng/mL at half block, loss of enzyme.

    `turnover` is the rate per h at which the enzyme is lost and made; None where the block is reversible.
    `left` is what others leave of the clearance, over time; `flow` that of the liver in L/h. The clearance
    of the model is that with a usual enzyme, which also fixes the volume. A share of 0 slows nothing.
    """

    share: Array
    half_ng_ml: Array
    turnover: float | None
    left: Sequence[Left] = ALL_LEFT
    flow: float = LIVER_FLOW


@dataclass(slots=True)
class Doses:
    """Doses that come in at one rate (1/h, one number a person): when, in h, and how much, in mg."""

    absorption: Array
    hours: Sequence[float]
    mg: Sequence[float]


def slowed_concentrations(
    model: Linear,
    slowed: Slowed,
    times: Array,
    intakes: Sequence[Doses],
    *,
    fine: float = FINE,
) -> list[Array]:
    """Concentrations in ng/mL of the parent and of each metabolite, of shape (times, people).

    The oral clearance of a first dose, CL0, falls to L CL0 (1 - share + share e E), where L and e are
    what is `left` at the time and E is the activity left: 1 / (1 + C / half) where the block is
    reversible; where the enzyme is destroyed, dE/dt = k (1 - E (1 + C / half)) with the turnover k. What
    is swallowed passes the liver once (well-stirred, flow 90 L/h at 70 kg): clearance Q CL / (Q + CL)
    and availability Q / (Q + CL). The volume is that of the first dose over its availability. Runge and
    Kutta's fourth-order steps, each ending at every time and dose, of at most the part `fine` of the
    shortest half-life at work.

    Source: for enzyme turnover Mayhew 2000 and Yang 2008; well-stirred liver Rowland 1973.

    Raises:
        InputError: doses and times differ in number.
    """
    for intake in intakes:
        if len(intake.hours) != len(intake.mg):
            raise InputError(f"{len(intake.hours)} times of doses, but {len(intake.mg)} doses")
    flows = _Flows(model, slowed, intakes)
    state = np.zeros((flows.size, len(model.volume)))
    state[_ENZYME] = 1.0
    due = sorted(
        (float(at), number, float(mg))
        for number, intake in enumerate(intakes)
        for at, mg in zip(intake.hours, intake.mg, strict=True)
        if mg
    )
    now = min(float(times[0]), due[0][0]) if due else float(times[0])
    found = np.zeros((len(times), *state.shape))
    for row, until in enumerate(times):
        while due and due[0][0] <= until + 1e-9:
            at, number, mg = due.pop(0)
            state = flows.run(state, now, at, fine)
            now = max(now, at)
            state[_GUT + number] += mg
            flows.last[number] = now
        state = flows.run(state, now, float(until), fine)
        now = float(until)
        found[row] = state
    found = np.maximum(found, 0.0, out=found)
    levels = [found[:, _BODY] / flows.volume * NG_ML]
    for number, metabolite in enumerate(model.metabolites):
        levels.append(found[:, flows.first_metabolite + number] / metabolite.volume * NG_ML)
    return levels


#: Places in the state: amounts in mg in the body and beyond it, the enzyme; then guts, then metabolites.
_BODY, _AWAY, _ENZYME, _GUT = 0, 1, 2, 3


class _Flows:
    """The equations of one substance, and how far they may be stepped."""

    def __init__(self, model: Linear, slowed: Slowed, intakes: Sequence[Doses]) -> None:
        self.model, self.slowed = model, slowed
        # The volume itself, from that over the availability of a first dose.
        self.volume = model.volume * slowed.flow / (slowed.flow + model.clearance)
        self.half = slowed.half_ng_ml / NG_ML * self.volume  # as an amount in mg
        self.absorption = [intake.absorption for intake in intakes]
        self.absorbed_h = [-math.log(_NEXT_TO_NONE) / float(np.min(rate)) for rate in self.absorption]
        self.last = [-math.inf] * len(intakes)
        self.first_metabolite = _GUT + len(intakes)
        self.size = self.first_metabolite + len(model.metabolites)
        self.there = self.back = None
        if model.flow is not None and model.peripheral_volume is not None:
            self.there, self.back = model.flow / model.volume, model.flow / model.peripheral_volume

    def run(self, state: Array, now: float, until: float, fine: float) -> Array:
        """The state at a later time, through every change of what is left."""
        left = self.slowed.left
        for place, each in enumerate(left):
            end = left[place + 1].hour if place + 1 < len(left) else math.inf
            if end > now and each.hour < until:
                stop = min(until, end)
                change = self._change(each)
                state = _run(change, state, stop - now, self._longest_step(state, each, now, fine))
                now = stop
        return state.copy()

    def _change(self, left: Left) -> Callable[[Array], Array]:
        """d(state)/dt while so much is left."""
        model, slowed = self.model, self.slowed

        def change(state: Array) -> Array:
            body, enzyme = state[_BODY], state[_ENZYME]
            block = 1 + body / (self.half * left.half)
            active = 1 / block if slowed.turnover is None else enzyme
            oral = model.clearance * left.clearance
            oral = oral * (1 - slowed.share + slowed.share * left.enzyme * active)
            passing = slowed.flow / (slowed.flow + oral)
            out = np.zeros_like(state)
            taken_up = np.zeros_like(body)
            for number, rate in enumerate(self.absorption):
                leaving = rate * state[_GUT + number]
                out[_GUT + number] = -leaving
                taken_up += leaving
            cleared = oral * passing / self.volume * body
            out[_BODY] = taken_up * passing - cleared
            if self.there is not None and self.back is not None:
                moving = self.there * body - self.back * state[_AWAY]
                out[_BODY] -= moving
                out[_AWAY] = moving
            if slowed.turnover is not None:
                out[_ENZYME] = slowed.turnover * (1 - enzyme * block)
            through_body = oral / self.volume * body  # of what was swallowed, not only of what came through
            for place, metabolite in enumerate(model.metabolites):
                number, part = self.first_metabolite + place, metabolite.first_pass
                formed = part * taken_up + (1 - part) * through_body
                formed = formed * (left.made[place] if left.made else 1.0)
                out[number] = formed - metabolite.rate * state[number]
            return out

        return change

    def _longest_step(self, state: Array, left: Left, now: float, fine: float) -> float:
        """A part of the shortest half-life at work: of absorption, of loss at most, of the enzyme."""
        fastest = float(np.max(self.model.clearance / self.model.volume)) * max(1.0, left.clearance)
        if self.there is not None and self.back is not None:
            fastest += float(np.max(self.there + self.back))
        for rate, last, absorbed in zip(self.absorption, self.last, self.absorbed_h, strict=True):
            if now - last < absorbed:
                fastest = max(fastest, float(np.max(rate)))
        if self.slowed.turnover is not None:
            swallowed = state[_BODY] + state[_GUT : self.first_metabolite].sum(axis=0)
            fastest = max(fastest, self.slowed.turnover * float(np.max(1 + swallowed / self.half)))
        return min(_LONGEST, fine * math.log(2) / fastest)


def _run(change: Callable[[Array], Array], state: Array, hours: float, longest: float) -> Array:
    if hours <= 1e-12:
        return state.copy()
    count = max(1, int(np.ceil(hours / longest)))
    step = hours / count
    for _ in range(count):
        one = change(state)
        two = change(state + step / 2 * one)
        three = change(state + step / 2 * two)
        four = change(state + step * three)
        state = state + step / 6 * (one + 2 * two + 2 * three + four)
    return state
