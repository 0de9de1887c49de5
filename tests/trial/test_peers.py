"""Against statsmodels: the same likelihood where both can express the model."""

from __future__ import annotations

import warnings

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from statsmodels.tsa.statespace.sarimax import SARIMAX

from cotake.trial._noise import Noises, whitened
from tests.trial.making import Floats, noise


def ours(values: Floats, kind: Noises, variance: float) -> float:
    """The log of the likelihood of values with this kind of noise and variance; NaN are missing."""
    seen = ~np.isnan(values)
    white, logs = whitened(np.where(seen, values, 0.0)[:, None], seen, kind)
    square = float((white[:, 0, 0] ** 2).sum())
    return -0.5 * float(seen.sum() * np.log(2 * np.pi * variance) + logs[0] + square / variance)


def kind(fast: float, slow: float = 0.0, share: float = 0.0) -> Noises:
    return Noises(np.array([fast]), np.array([slow]), np.array([share]), np.zeros(1))


def theirs(values: Floats, order: tuple[int, int, int], parameters: list[float]) -> float:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        model = SARIMAX(values, order=order, trend="n")
        return float(model.loglike(parameters))


def gaps(values: Floats, seed: int) -> Floats:
    found = values.copy()
    found[np.random.default_rng(seed).random(values.size) < 0.2] = np.nan
    return found


@settings(deadline=None, max_examples=25)
@given(st.floats(-0.3, 0.95), st.floats(0.2, 4.0), st.integers(0, 1000))
def test_noise_of_one_speed_is_an_ar_1_of_statsmodels(phi: float, variance: float, seed: int) -> None:
    values = gaps(noise(70, seed), seed)
    expected = theirs(values, (1, 0, 0), [phi, variance * (1 - phi**2)])
    assert ours(values, kind(phi), variance) == pytest.approx(expected, abs=1e-6)


@settings(deadline=None, max_examples=25)
@given(st.floats(-0.3, 0.85), st.sampled_from([0.97, 0.99]), st.floats(0.1, 0.9), st.integers(0, 1000))
def test_noise_of_two_speeds_is_an_arma_2_1_of_statsmodels(
    fast: float, slow: float, share: float, seed: int
) -> None:
    """The sum of two AR(1) is an ARMA(2, 1) (Granger and Morris 1976), its moving part by two moments."""
    quick, drawn = (1 - share) * (1 - fast**2), share * (1 - slow**2)
    zero = quick * (1 + slow**2) + drawn * (1 + fast**2)
    one = -(quick * slow + drawn * fast)
    ratio = zero / one
    theta = float(min(np.roots([1.0, -ratio, 1.0]).real, key=abs))
    values = gaps(noise(70, seed), seed)
    expected = theirs(values, (2, 0, 1), [fast + slow, -fast * slow, theta, one / theta])
    assert ours(values, kind(fast, slow, share), 1.0) == pytest.approx(expected, abs=1e-6)
