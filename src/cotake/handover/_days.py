"""Days and numbers in words."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from cotake.titration._dates import day_of


def days_between(first: date, last: date) -> str:
    """`7 Oct to 3 Dec 2026`; the year of the first where it is another."""
    start = day_of(first)
    if first.year == last.year:
        start = start.removesuffix(f" {first.year}")
    return f"{start} to {day_of(last)}"


def number(value: float) -> str:
    """A score or a mean as it is read, to a tenth.

    >>> number(4.0), number(4.56), number(0.046), number(12000.4)
    ('4', '4.6', '0', '12000')
    """
    return f"{value:.0f}" if abs(value) >= 1000 else f"{value:.1f}".removesuffix(".0")


def amount(mg: float) -> str:
    """An amount as it was written, in mg: `1.5`, `0.125`; not rounded.

    >>> amount(1.5), amount(0.125), amount(100.0), amount(0.1 + 0.2)
    ('1.5', '0.125', '100', '0.3')
    """
    return f"{mg:.6g}"


def mean(values: Sequence[float]) -> float:
    """The mean of one value or more."""
    return sum(values) / len(values)


def counted(count: int, one: str, many: str = "") -> str:
    """`1 day`, `3 days`."""
    return f"{count} {one if count == 1 else many or one + 's'}"
