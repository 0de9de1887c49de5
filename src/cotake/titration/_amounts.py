"""Amounts and spans of time as people write them. Exact: decimals, and whole days."""

from __future__ import annotations

import re
from decimal import Decimal

from cotake._errors import InputError

_NUMBER = r"(\d+(?:[.,]\d+)?|[.,]\d+)"
_AMOUNT = re.compile(rf"\s*{_NUMBER}\s*([a-zµμ]+)?\s*", re.IGNORECASE)
_DATE = re.compile(r"\d{4}-\d\d?-\d\d?")
_UNITS = {
    "mg": Decimal(1),
    "milligram": Decimal(1),
    "milligrams": Decimal(1),
    "g": Decimal(1000),
    "mcg": Decimal("0.001"),
    "ug": Decimal("0.001"),
    "µg": Decimal("0.001"),
    "μg": Decimal("0.001"),
    "microgram": Decimal("0.001"),
    "micrograms": Decimal("0.001"),
}
#: Up to this many mg an amount is told in micrograms too: zeros after a point are misread.
_SMALL = Decimal("0.3")
_SPAN = re.compile(r"\s*(?:every\s+)?(?:(\d+)\s*)?([a-z]+)?\s*", re.IGNORECASE)
_SPANS = {
    "d": 1,
    "day": 1,
    "days": 1,
    "w": 7,
    "wk": 7,
    "week": 7,
    "weeks": 7,
    "fortnight": 14,
    "month": 28,
    "months": 28,
}
#: Longer steps than this are a slip.
_LONGEST = 400


def read_amount(text: str, what: str = "the dose") -> Decimal:
    """An amount with its unit, in mg.

    Raises:
        InputError: there is no number, no unit, or a unit that is not one of mass.

    >>> read_amount("500 mcg"), read_amount("4,5mg")
    (Decimal('0.500'), Decimal('4.5'))
    """
    match = _AMOUNT.fullmatch(text)
    if match is None and _DATE.fullmatch(text.strip()):
        raise InputError(
            f"{what} {text!r} is a date; the first day goes with --from, the dose is like 0.5 mg"
        )
    if match is None:
        raise InputError(f"{what} {text!r} is not an amount; write it like 0.5 mg or 500 mcg")
    number, unit = match[1].replace(",", "."), (match[2] or "").lower()
    if not unit:
        raise InputError(f"{what} {text!r} has no unit; write {number} mg, or mcg or g")
    if unit not in _UNITS:
        raise InputError(f"{what} {text!r} is in {match[2]!r}; a plan counts in mg, mcg or g")
    return Decimal(number) * _UNITS[unit]


def read_days(text: str) -> int:
    """A span of time in whole days: `14d`, `2 weeks`, `every 10 days`, `fortnight`. A month is 28 days.

    Raises:
        InputError: it is no span, or none of 1 to 400 days.

    >>> read_days("2w"), read_days("every 14 days")
    (14, 14)
    """
    match = _SPAN.fullmatch(text)
    unit = (match[2] or "").lower() if match else ""
    if match is None or unit not in _SPANS or (match[1] is None and len(unit) < 3):
        raise InputError(f"{text!r} is not a number of days; write it like 14d or 2 weeks")
    days = int(match[1] or 1) * _SPANS[unit]
    if not 1 <= days <= _LONGEST:
        raise InputError(f"{text!r} is {days} days; a step lasts 1 to {_LONGEST}")
    return days


def shown(amount: Decimal) -> str:
    """An amount without zeros that say nothing.

    >>> shown(Decimal("4.50")), shown(Decimal("100"))
    ('4.5', '100')
    """
    text = f"{amount:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def as_dose(amount: Decimal) -> str:
    """An amount in mg, with its micrograms where it is small.

    >>> as_dose(Decimal("4.50")), as_dose(Decimal("0.05"))
    ('4.5 mg', '0.05 mg (50 micrograms)')
    """
    if not 0 < amount <= _SMALL:
        return f"{shown(amount)} mg"
    return f"{shown(amount)} mg ({shown(amount * 1000)} micrograms)"
