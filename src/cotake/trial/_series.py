"""A person's days: values and exposure, checked and put on one row a day."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from cotake._errors import InputError
from cotake._record import record
from cotake.trial._noise import Floats

#: More days than this are not one trial.
_MOST = 5_000
#: Fewer days with a value than this have no spread to speak of.
_FEWEST = 4
_WEEK = 7
_LARGEST = 1e15
#: More columns of what else changed than this leave nothing to be told.
_MOST_BESIDE = 40


@record
class Series:
    """One row a day: what was scored (NaN where it was not), what was taken, and what else there was.

    `exposure` is as given, `share` the same from 0 at its least to 1 at its most. `weekday` is 0 for Monday
    where the days are known, else the place in a week that begins with the first day. `guess` is what was
    thought to be taken, from 0 for surely the least exposure to 1 for surely the most, NaN where no guess
    was made; `period` the number of the period as it was drawn, 0 where none was.
    """

    values: Floats
    exposure: Floats
    share: Floats
    weekday: NDArray[np.int64]
    covariates: Floats
    names: tuple[str, ...]
    first: date | None
    entries: int
    guess: Floats
    period: NDArray[np.int64]

    @property
    def days(self) -> int:
        """How many, the missing ones too."""
        return int(self.values.size)

    @property
    def seen(self) -> NDArray[np.bool_]:
        """Which days have a value."""
        found: NDArray[np.bool_] = ~np.isnan(self.values)
        return found

    @property
    def low(self) -> float:
        """The least exposure."""
        return float(self.exposure.min())

    @property
    def high(self) -> float:
        """The most exposure."""
        return float(self.exposure.max())

    @property
    def changes(self) -> int:
        """How often the exposure changed."""
        return int(np.count_nonzero(np.diff(self.exposure)))

    @property
    def stretches(self) -> tuple[slice, ...]:
        """The days of each stretch of one exposure, and of one period where periods were drawn."""
        changed = (np.diff(self.exposure) != 0) | (np.diff(self.period) != 0)
        edges = [0, *(np.flatnonzero(changed) + 1).tolist(), self.days]
        return tuple(slice(begin, end) for begin, end in pairwise(edges))

    @property
    def fingerprint(self) -> str:
        """SHA-256 of the days: the same days have the same, whoever analyses them."""
        held = hashlib.sha256()
        for column in (self.values, self.exposure, self.covariates, self.guess):
            held.update(np.ascontiguousarray(column, dtype="<f8").tobytes())
        held.update("\n".join(("" if self.first is None else self.first.isoformat(), *self.names)).encode())
        return held.hexdigest()


def one_way(days: Series) -> bool:
    """Whether the exposure only ever rose, or only ever fell: then it cannot be told from time itself."""
    steps = np.diff(days.exposure)
    return bool((steps >= 0).all() or (steps <= 0).all())


def lowered(days: Series) -> bool:
    """Whether it only ever fell."""
    return bool((np.diff(days.exposure) <= 0).all())


def series(
    values: ArrayLike,
    exposure: ArrayLike,
    times: Iterable[Any] | None = None,
    covariates: Mapping[str, ArrayLike] | ArrayLike | None = None,
    guess: ArrayLike | None = None,
    periods: ArrayLike | None = None,
) -> Series:
    """Check what was given and put it on one row a day.

    Several entries of a day are averaged, values and exposures; days without one are missing, and on these
    the exposure and the covariates stay as they were.

    Raises:
        InputError: lengths that differ, an exposure that is missing or never changes, times that cannot be
            read or go backwards, guesses beyond 0 and 1, fewer than 4 days with a value, or more than
            5,000 days.
    """
    taken = _floats(exposure, "the exposure")
    scored = _floats(values, "the values")
    if taken.size != scored.size:
        raise InputError(f"there are {scored.size} values and {taken.size} days of exposure: give one each")
    if not np.isfinite(taken).all():
        raise InputError("the exposure has gaps; give 0 where nothing was taken")
    if np.isinf(scored).any():
        raise InputError("a value is infinite; NaN is for a missing one")
    if np.nanmax(np.abs(scored), initial=0.0) > _LARGEST:
        raise InputError(f"a value is beyond {_LARGEST:g}; score it in a larger unit")
    if not np.isfinite(scored).any():
        raise InputError("there is no value at all")
    extra, names = _covariates(covariates, scored.size)
    thought = _guesses(guess, scored.size)
    places, first = _places(times, scored.size)
    days = int(places[-1]) + 1
    if days > _MOST:
        raise InputError(f"that is {days:,} days; at most {_MOST:,} are one trial")
    number = np.zeros(days)
    sums = np.zeros(days)
    known = np.isfinite(scored)
    np.add.at(number, places[known], 1)
    np.add.at(sums, places[known], scored[known])
    daily = np.full(days, np.nan)
    np.divide(sums, number, out=daily, where=number > 0)
    last = np.maximum.accumulate(_last_of(places, days))
    rows = np.bincount(places, minlength=days)
    of_day = np.bincount(places, weights=taken, minlength=days) / np.maximum(rows, 1)
    held, beside = of_day[places[last]], extra[last]
    if (number > 0).sum() < _FEWEST:
        raise InputError(f"there are {int((number > 0).sum())} days with a value; {_FEWEST} are the fewest")
    span = held.max() - held.min()
    if span <= 1e-9 * np.abs(held).max():
        raise InputError("the exposure never changes, so there is nothing to compare with")
    start = first.weekday() if first else 0
    weekday = (np.arange(days) + start) % _WEEK
    share = (held - held.min()) / span
    guessed = np.full(days, np.nan)
    made = ~np.isnan(thought)
    guessed[places[made]] = thought[made]  # of several of a day the last
    drawn = np.zeros(scored.size) if periods is None else _floats(periods, "the periods")
    if drawn.size != scored.size:
        raise InputError(f"there are {scored.size} values and {drawn.size} periods: give one each")
    period = drawn[last].astype(np.int64)
    return Series(daily, held, share, weekday, beside, names, first, int(known.sum()), guessed, period)


def _guesses(given: ArrayLike | None, size: int) -> Floats:
    if given is None:
        return np.full(size, np.nan)
    found = _floats(given, "the guesses")
    if found.size != size:
        raise InputError(f"there are {size} values and {found.size} guesses: give one each, NaN for none")
    if ((found < 0) | (found > 1)).any():
        raise InputError("a guess goes from 0, surely the lower exposure, to 1, surely the higher one")
    return found


def _last_of(places: NDArray[np.int64], days: int) -> NDArray[np.int64]:
    """The last row of each day; 0 where a day has none, so that a running maximum carries it on."""
    found = np.zeros(days, dtype=np.int64)
    np.maximum.at(found, places, np.arange(places.size))
    return found


def _floats(given: ArrayLike, what: str) -> Floats:
    try:
        found = np.asarray(given, dtype=float)
    except (TypeError, ValueError):
        raise InputError(f"{what} are not all numbers") from None
    if found.ndim != 1 or found.size == 0:
        raise InputError(f"{what} have to be one row of numbers, one for each day")
    return found


def _covariates(
    given: Mapping[str, ArrayLike] | ArrayLike | None, size: int
) -> tuple[Floats, tuple[str, ...]]:
    """Each made to mean 0 and spread 1; one that never changes says nothing and is left out."""
    if given is None:
        return np.zeros((size, 0)), ()
    if isinstance(given, Mapping):
        named = {str(name): _floats(each, f"the covariate {name}") for name, each in given.items()}
    else:
        try:
            table = np.asarray(given, dtype=float)
        except (TypeError, ValueError):
            raise InputError("the covariates are not all numbers") from None
        table = table[:, None] if table.ndim == 1 else table
        if table.ndim != 2:
            raise InputError("covariates are a table, one row a day")
        named = {f"covariate {place + 1}": table[:, place] for place in range(table.shape[1])}
    kept, names = [], []
    for name, column in named.items():
        if column.size != size:
            raise InputError(f"the covariate {name} has {column.size} days, and there are {size}")
        if not np.isfinite(column).all():
            raise InputError(f"the covariate {name} has gaps; fill them in, such as with 0")
        if column.std() > 1e-9 * np.abs(column).max():
            kept.append((column - column.mean()) / column.std())
            names.append(name)
    if len(kept) > _MOST_BESIDE:
        raise InputError(
            f"there are {len(kept)} covariates, and at most {_MOST_BESIDE} can be reckoned with"
        )
    return (np.column_stack(kept) if kept else np.zeros((size, 0))), tuple(names)


def _places(times: Iterable[Any] | None, size: int) -> tuple[NDArray[np.int64], date | None]:
    """The day of each row, 0 for the first, and its date where that is known."""
    if times is None:
        return np.arange(size, dtype=np.int64), None
    if isinstance(times, np.ndarray) or hasattr(times, "to_numpy"):
        held = np.asarray(times)  # dates of numpy, and the index of a table
        times = held.astype("datetime64[D]").tolist() if held.dtype.kind == "M" else held.tolist()
    listed = list(times)
    if len(listed) != size:
        raise InputError(f"there are {size} values and {len(listed)} times: give one each")
    days = [_day(each) for each in listed]
    first = days[0]
    if isinstance(first, date):
        found = np.array([(each - first).days for each in days if isinstance(each, date)])
    else:
        found = np.array([int(each) - int(first) for each in days if not isinstance(each, date)])
    if found.size != size:
        raise InputError("times are all dates or all numbers of days")
    if (np.diff(found) < 0).any():
        raise InputError("times go backwards; put the rows in order")
    return found.astype(np.int64), first if isinstance(first, date) else None


def _day(given: Any) -> date | int:
    if given is None or given != given or given in (float("inf"), float("-inf")):
        raise InputError("a time is missing; give the day of each value")
    if isinstance(given, datetime):
        return given.date()
    if isinstance(given, date):
        return given
    if isinstance(given, (int, float)) and given == int(given):
        return int(given)
    try:
        return datetime.fromisoformat(str(given)).date()
    except ValueError:
        raise InputError(f"{given!r} is not a day such as 2026-12-01") from None
