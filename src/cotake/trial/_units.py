"""Values in units of their own spread: the answer does not depend on the unit they were scored in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from cotake._record import record
from cotake.trial._series import Series


@record
class Unit:
    """What is taken off the values, and what they are divided by."""

    middle: float
    spread: float

    def of(self, days: Series) -> Series:
        """The days in this unit."""
        return replace(days, values=(days.values - self.middle) / self.spread)

    def against(self, found: Callable[[float], float]) -> Callable[[float], float]:
        """A Bayes factor of effects in this unit, for effects in points."""
        return lambda effect: found(effect / self.spread)


def unit_of(days: Series) -> Unit:
    """The mean and the standard deviation of the values; 1 where all are the same."""
    known = days.values[days.seen]
    spread = float(known.std())
    return Unit(float(known.mean()), spread if spread > 0 else 1.0)
