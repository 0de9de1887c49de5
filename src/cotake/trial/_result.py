"""One person's exported result, read to be pooled. It comes from others, so nothing of it is believed."""

from __future__ import annotations

import json
import math
import unicodedata
from typing import Any, Literal

from cotake._errors import InputError
from cotake._record import record
from cotake.trial._analyze import check_scale
from cotake.trial._model import EFFECT
from cotake.trial._types import Scale

_SCHEMA = "1"
#: Standard errors in the whole of an interval that holds 95 %.
_WHOLE = 3.92
#: The part of the posterior's precision that came of the days, below which they said nothing.
_NOTHING = 1e-6
#: No number in a result is larger, and none that is above 0 smaller.
_LARGEST, _LEAST = 1e12, 1e-12
_AGAIN = "export it again with `cotake trial analyze --json`"


@record
class Result:
    """What is pooled of one person's result.

    `estimate` is the effect in points as their days alone tell it, and `error` its standard error;
    `noise` the standard deviation of a day in points; `span` the most exposure less the least; `once` that
    it changed only once; `data` the SHA-256 of the days, or "".
    """

    name: str
    scale: Scale
    estimate: float
    error: float
    noise: float
    span: float = 1.0
    once: bool = False
    medicine: str = ""
    data: str = ""


def read_result(text: str, name: str = "") -> Result:
    """Read one person's result: the JSON of `Analysis.to_dict()`, as `cotake trial analyze --json` has it.

    An older file that holds no standard deviation of the effect is read by the width of its interval,
    unless that was made to be looked at every day, which is wider.

    Args:
        text: the JSON.
        name: what to call it, such as its file; errors begin with it.

    Raises:
        InputError: no JSON, not such a result, one of a schema that is not known, numbers that are missing
            or cannot be, or days that say nothing of the effect.
    """
    name = _printable(name)
    try:
        return _read(text, name)
    except InputError as error:
        raise InputError(f"{name or 'the result'}: {error}") from None


def _read(text: str, name: str) -> Result:
    try:
        held = json.loads(text.removeprefix("\ufeff"))
    except (ValueError, RecursionError):
        raise InputError(f"this is no JSON that can be read; {_AGAIN}") from None
    if not isinstance(held, dict) or not {"schema_version", "effect", "noise_sd", "scale"} <= held.keys():
        raise InputError(f"this is not one person's result; {_AGAIN}")
    if held["schema_version"] != _SCHEMA:
        raise InputError(
            f"its schema_version is not {_SCHEMA}, the one that is known here; update cotake, or {_AGAIN}"
        )
    scale = Scale(
        _words(held, "scale", "name") or "it",
        _better(held),
        None if _at(held, "scale", "least") is None else _number(held, "scale", "least"),
        None if _at(held, "scale", "most") is None else _number(held, "scale", "most"),
    )
    check_scale(scale)
    noise = _positive(_number(held, "noise_sd"), "noise_sd")
    estimate, error = without_prior(_number(held, "effect", "mean"), _sd(held), noise)
    span = _number(held, "exposure", "most") - _number(held, "exposure", "least")
    warned = _at(held, "warnings")
    once = _at(held, "exposure", "changes") == 1 or any(
        isinstance(each, str) and each.startswith("The exposure changed once")
        for each in (warned if isinstance(warned, list) else [])
    )
    return Result(
        name=name,
        scale=scale,
        estimate=estimate,
        error=error,
        noise=noise,
        span=_positive(span, "the most exposure less the least"),
        once=once,
        medicine=_words(held, "medicine"),
        data=_words(held, "record", "data_sha256").lower(),
    )


def without_prior(mean: float, sd: float, noise: float) -> tuple[float, float]:
    """The estimate and its standard error as the days alone tell them, of a posterior mean and deviation.

    One person's analysis begins with an effect of 0 +- 3 standard deviations of a day, which draws it a
    little towards 0. Pooled as it is, that prior would be counted once a person. Of normals precisions add
    up, 1/sd² = 1/error² + 1/prior², and the mean is weighed by them, mean/sd² = estimate/error²; so
    it can be taken off again. Of one person's posterior, which is nearly a normal, that is nearly so.

    Args:
        mean, sd: of the posterior of the effect, in points.
        noise: the standard deviation of a day, in points.

    Raises:
        InputError: the posterior is as wide as the prior: the days said nothing.

    Source: the conjugate normal, Gelman and others 2013, chapter 2.5.

    >>> without_prior(mean=0.9, sd=0.3, noise=1 / 3)
    (0.989010989010989, 0.3144854510165755)
    """
    by_days = 1 - (sd / (EFFECT * noise)) ** 2
    if by_days < _NOTHING:
        raise InputError(
            "its days say nothing of the effect, which is as wide as before them; leave it out"
        )
    return mean / by_days, sd / math.sqrt(by_days)


def _printable(text: str) -> str:
    """One line without what would steer a terminal: the text comes from others."""
    line = " ".join(unicodedata.normalize("NFC", text).split())
    return "".join(letter for letter in line if letter.isprintable())


def _at(held: Any, *place: str) -> Any:
    """What is at this place of JSON objects; None where nothing is."""
    for key in place:
        held = held.get(key) if isinstance(held, dict) else None
    return held


def _words(held: Any, *place: str) -> str:
    value = _at(held, *place)
    if value is not None and not isinstance(value, str):
        raise InputError(f"{'.'.join(place)} is text; {_AGAIN}")
    return _printable(value or "")


def _number(held: Any, *place: str) -> float:
    value = _at(held, *place)
    if isinstance(value, bool) or not isinstance(value, int | float) or not abs(value) <= _LARGEST:
        raise InputError(f"{'.'.join(place)} is missing, or is no number that can be; {_AGAIN}")
    return float(value)


def _positive(value: float, what: str) -> float:
    if value < _LEAST:
        raise InputError(f"{what} is above 0, which it is not here; {_AGAIN}")
    return value


def _better(held: Any) -> Literal["higher", "lower"]:
    better = _at(held, "scale", "better")
    if better == "higher":
        return "higher"
    if better == "lower":
        return "lower"
    raise InputError(f"scale.better is higher or lower; {_AGAIN}")


def _sd(held: Any) -> float:
    """The standard deviation of the effect, in points."""
    width = _number(held, "effect", "high") - _number(held, "effect", "low")
    width = _positive(width, "the width of the interval, effect.high less effect.low,")
    if _at(held, "effect", "sd") is not None:
        return _positive(_number(held, "effect", "sd"), "effect.sd")
    if _at(held, "anytime") is not False:
        raise InputError(
            "it does not say effect.sd, and its interval, made to be looked at every day, does not tell "
            f"it; {_AGAIN} of this version, or with --once"
        )
    return width / _WHOLE
