"""Concentrations of linear models in closed form: one or two compartments, absorption, metabolites.

The response to one dose is a sum of exponentials, sum_k w_k exp(-l_k t). Along an even grid each of them
is carried on by one factor and raised by every dose, so that any schedule is exact and costs no more
than its hours (superposition; Gibaldi and Perrier 1982, chapters 1, 2 and 3).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from cotake._errors import InputError

Array = NDArray[np.float64]

#: Two rates that are closer than this, relative to each other, are moved apart: their difference divides.
_APART = 1e-5
#: ng/mL in mg/L.
NG_ML = 1000.0


@dataclass(slots=True)
class Metabolite:
    """Parameters of a metabolite, each one number a person: apparent volume in L, rate of loss per h.

    `first_pass` is the part formed before the parent reaches the blood.
    """

    volume: Array
    rate: Array
    first_pass: float


@dataclass(slots=True)
class Linear:
    """Parameters of a linear model, arrays of one number a person; L, L/h and 1/h, all apparent."""

    absorption: Array
    clearance: Array
    volume: Array
    peripheral_volume: Array | None = None
    flow: Array | None = None
    metabolites: tuple[Metabolite, ...] = ()


def concentrations(
    model: Linear, times: Array, dose_times: Sequence[float], dose_mg: Sequence[float]
) -> list[Array]:
    """Concentrations in ng/mL of the parent and of each metabolite, of shape (times, people).

    Args:
        model: parameters of each person.
        times: an even grid in h, rising.
        dose_times: when doses are taken, in h; those before the grid count.
        dose_mg: their sizes in mg.

    Raises:
        InputError: the grid is not even, or doses and times differ in number.
    """
    step = _step_of(times)
    if len(dose_times) != len(dose_mg):
        raise InputError(f"{len(dose_times)} times of doses, but {len(dose_mg)} doses")
    rates, parent = _parent_modes(model)
    weights = [parent]
    for metabolite in model.metabolites:
        rates, parent_like = _metabolite_modes(model, metabolite, rates, parent)
        weights.append(parent_like)
    paths = _superposed(np.array(rates), times, step, dose_times, dose_mg)
    found = []
    for modes in weights:
        numbers = sorted(modes)
        held = paths[:, numbers[0] : numbers[-1] + 1]
        weight = np.zeros(held.shape[1:])
        for number in numbers:
            weight[number - numbers[0]] = modes[number]
        level = np.einsum("tkp,kp->tp", held, weight)
        found.append(np.maximum(level, 0.0, out=level))
    return found


def _step_of(times: Array) -> float:
    if len(times) < 2:
        raise InputError("a grid of times has two or more")
    steps = np.diff(times)
    step = float(steps[0])
    if step <= 0 or not np.allclose(steps, step, rtol=1e-9):
        raise InputError("the grid of times is even and rises")
    return step


def _parent_modes(model: Linear) -> tuple[list[Array], dict[int, Array]]:
    """Rates, and for each the weight in ng/mL for one mg; the last of them is the absorption."""
    loss = model.clearance / model.volume
    scale = NG_ML / model.volume
    if model.peripheral_volume is None or model.flow is None:
        out = _apart(model.absorption, loss)
        weight = scale * out / (out - loss)
        return [loss, out], {0: weight, 1: -weight}
    there, back = model.flow / model.volume, model.flow / model.peripheral_volume
    whole = loss + there + back
    root = np.sqrt(whole**2 - 4 * loss * back)
    fast = (whole + root) / 2
    slow = loss * back / fast  # the small root by the product: no difference of near equals
    out = _apart(_apart(model.absorption, fast), slow)
    first = scale * out * (back - fast) / ((out - fast) * (slow - fast))
    second = scale * out * (back - slow) / ((out - slow) * (fast - slow))
    return [fast, slow, out], {0: first, 1: second, 2: -(first + second)}


def _metabolite_modes(
    model: Linear, metabolite: Metabolite, rates: list[Array], parent: dict[int, Array]
) -> tuple[list[Array], dict[int, Array]]:
    """The rates with that of the metabolite added, and its weights for one mg of the parent."""
    loss = metabolite.rate
    for number in parent:
        loss = _apart(loss, rates[number])
    own = len(rates)
    weights: dict[int, Array] = {own: np.zeros_like(loss)}
    later = (1 - metabolite.first_pass) * model.clearance / metabolite.volume
    for number, weight in parent.items():
        part = later * weight / (loss - rates[number])
        weights[number] = part
        weights[own] = weights[own] - part
    if metabolite.first_pass:
        last = max(parent)
        out = rates[last]
        part = metabolite.first_pass * NG_ML / metabolite.volume * out / (out - loss)
        weights[own] = weights[own] + part
        weights[last] = weights[last] - part
    return [*rates, loss], weights


def _apart(one: Array, other: Array) -> Array:
    """The first rates, moved by a hundred-thousandth where they equal the others."""
    return np.where(np.abs(one - other) < _APART * other, other * (1 + _APART), one)


def _superposed(
    rates: Array, times: Array, step: float, dose_times: Sequence[float], dose_mg: Sequence[float]
) -> Array:
    """The sum over doses of exp(-rate * time since) of each mode, of shape (times, modes, people)."""
    order = sorted(range(len(dose_times)), key=dose_times.__getitem__)
    due = [(float(dose_times[place]), float(dose_mg[place])) for place in order if dose_mg[place]]
    paths = np.empty((len(times), *rates.shape))
    factor = np.exp(-rates * step)
    state = np.zeros_like(rates)
    at = 0
    for row, now in enumerate(times):
        path = paths[row]
        if row:
            np.multiply(state, factor, out=path)
        else:
            path[:] = 0.0
        while at < len(due) and due[at][0] <= now + 1e-9:
            since = max(0.0, float(now) - due[at][0])
            path += due[at][1] * np.exp(-rates * since) if since > 1e-9 else due[at][1]
            at += 1
        state = path
    return paths
