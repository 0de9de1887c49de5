"""Concentrations where a substance slows the enzyme that clears it: stepped, for all people at once."""

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
class Slowed:
    """How a substance slows its own enzyme: share of oral clearance, ng/mL at half block, loss of enzyme.

    `turnover` is the rate per h at which the enzyme is lost and made; None where the block is reversible.
    `activity` is what a genotype or another medicine leaves of the enzyme; `flow` that of the liver in L/h.
    The clearance of the model is that with a usual enzyme, which also fixes the volume.
    """

    share: Array
    half_ng_ml: Array
    turnover: float | None
    activity: float = 1.0
    flow: float = LIVER_FLOW


def slowed_concentrations(
    model: Linear,
    slowed: Slowed,
    times: Array,
    dose_times: Sequence[float],
    dose_mg: Sequence[float],
    *,
    fine: float = FINE,
) -> list[Array]:
    """Concentrations in ng/mL of the parent and of each metabolite, of shape (times, people).

    One compartment. The oral clearance of a first dose, CL0, falls to CL0 (1 - share + share E), where E is
    the activity left: 1 / (1 + C / half) where the block is reversible; where the enzyme is destroyed,
    dE/dt = k (1 - E (1 + C / half)) with the turnover k. What is swallowed passes the liver once
    (well-stirred, flow 90 L/h at 70 kg): clearance Q CL / (Q + CL) and availability Q / (Q + CL). The
    volume is that of the first dose over its availability. Runge and Kutta's fourth-order steps, each
    ending at every time and dose, of at most the part `fine` of the shortest half-life at work.

    Source: for enzyme turnover Mayhew 2000 and Yang 2008; well-stirred liver Rowland 1973.

    Raises:
        InputError: doses and times differ in number, or the model has two compartments.
    """
    if len(dose_times) != len(dose_mg):
        raise InputError(f"{len(dose_times)} times of doses, but {len(dose_mg)} doses")
    if model.flow is not None:
        raise InputError("own inhibition is worked out with one compartment")
    change = _change(model, slowed)
    people = len(model.volume)
    state = np.zeros((3 + len(model.metabolites), people))
    state[2] = 1.0  # the enzyme
    due = sorted((float(at), float(mg)) for at, mg in zip(dose_times, dose_mg, strict=True) if mg)
    now = min(float(times[0]), due[0][0]) if due else float(times[0])
    absorbed_h = -math.log(_NEXT_TO_NONE) / float(np.min(model.absorption))
    last = -math.inf
    found = np.zeros((len(times), *state.shape))
    for row, until in enumerate(times):
        while due and due[0][0] <= until + 1e-9:
            at, mg = due.pop(0)
            longest = _longest_step(model, slowed, state, fine, absorbing=now - last < absorbed_h)
            state = _run(change, state, at - now, longest)
            now = last = max(now, at)
            state[0] += mg
        longest = _longest_step(model, slowed, state, fine, absorbing=now - last < absorbed_h)
        state = _run(change, state, float(until) - now, longest)
        now = float(until)
        found[row] = state
    volume = _volume(model, slowed)
    found = np.maximum(found, 0.0, out=found)
    levels = [found[:, 1] / volume * NG_ML]
    for number, metabolite in enumerate(model.metabolites):
        levels.append(found[:, 3 + number] / metabolite.volume * NG_ML)
    return levels


def _volume(model: Linear, slowed: Slowed) -> Array:
    """The volume itself, from that over the availability of a first dose."""
    return model.volume * slowed.flow / (slowed.flow + model.clearance)


def _change(model: Linear, slowed: Slowed) -> Callable[[Array], Array]:
    """d(state)/dt for amounts in gut, body and metabolites (mg), with the enzyme at place 2."""
    volume = _volume(model, slowed)
    half = slowed.half_ng_ml / NG_ML * volume  # as an amount in mg

    def change(state: Array) -> Array:
        gut, body, enzyme = state[0], state[1], state[2]
        block = 1 + body / half
        left = 1 / block if slowed.turnover is None else enzyme
        oral = model.clearance * (1 - slowed.share + slowed.share * slowed.activity * left)
        passing = slowed.flow / (slowed.flow + oral)
        out = np.empty_like(state)
        taken_up = model.absorption * gut
        cleared = oral * passing / volume * body
        out[0] = -taken_up
        out[1] = taken_up * passing - cleared
        out[2] = 0.0 if slowed.turnover is None else slowed.turnover * (1 - enzyme * block)
        for number, metabolite in enumerate(model.metabolites):
            held = state[3 + number]
            formed = cleared + taken_up * (1 - passing)
            out[3 + number] = formed - metabolite.rate * held
        return out

    return change


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


def _longest_step(model: Linear, slowed: Slowed, state: Array, fine: float, *, absorbing: bool) -> float:
    """A part of the shortest half-life at work: of absorption, of loss at most, of the enzyme as it is."""
    fastest = float(np.max(model.clearance / model.volume))
    if absorbing:
        fastest = max(fastest, float(np.max(model.absorption)))
    if slowed.turnover is not None:
        block = 1 + (state[0] + state[1]) / (slowed.half_ng_ml / NG_ML * _volume(model, slowed))
        fastest = max(fastest, slowed.turnover * float(np.max(block)))
    return min(_LONGEST, fine * math.log(2) / fastest)
