"""How a medicine is taken, as FHIR tells it, and whether that reads back as what was typed."""

from __future__ import annotations

import math
from collections.abc import Iterator
from fractions import Fraction

from cotake._errors import InputError
from cotake.handover.fhir._build import Json, clean, filled, number, ours, quantity
from cotake.interactions import Report
from cotake.knowledge import Library
from cotake.regimen import Medicine, parse, read_fhir

#: What is taken less often than this many times in so many days is told in words alone.
_MOST_PERIOD = 366
#: Doses a day are typed as decimals: once a week is 0.142857.
_NEAR = 1e-3
_MONTH = 30
#: A name has no more words, and dates at the end of a line none more.
_MOST_NAMED, _MOST_DROPPED = 8, 10
_BEFORE_DATES = ("from", "since", "until", "till", "to", "on", "stopped", "started")


def repeat_of(times_per_day: float | None) -> Json:
    """How often as `frequency` in a `period`; empty where it is not known.

    >>> repeat_of(2.0), repeat_of(0.142857), repeat_of(0.0333333)
    ({'frequency': 2, 'period': 1, 'periodUnit': 'd'}, {'frequency': 1, 'period': 1, 'periodUnit': 'wk'}, \
{'frequency': 1, 'period': 1, 'periodUnit': 'mo'})
    """
    if times_per_day is None or not math.isfinite(times_per_day) or times_per_day <= 0:
        return {}
    if math.isclose(times_per_day * _MONTH, 1, rel_tol=_NEAR):
        return {"frequency": 1, "period": 1, "periodUnit": "mo"}
    tries = (Fraction(times_per_day).limit_denominator(most) for most in (1, 7, 14, 28, _MOST_PERIOD))
    share = next(
        (each for each in tries if each and math.isclose(each, times_per_day, rel_tol=_NEAR)), None
    )
    if share is None:
        return {}
    days, unit = (share.denominator // 7, "wk") if share.denominator % 7 == 0 else (share.denominator, "d")
    return {"frequency": share.numerator, "period": days, "periodUnit": unit}


def often_in_words(repeat: Json) -> str:
    """`once a day`, `3 times in 2 days`."""
    if not repeat:
        return ""
    units = {"d": "day", "wk": "week", "mo": "month"}
    times = {1: "once", 2: "twice"}.get(repeat["frequency"], f"{repeat['frequency']} times")
    count, unit = repeat["period"], units[repeat["periodUnit"]]
    if count == 1:
        return f"{times} a {unit}"
    return f"{times} in {count} {unit}s" if repeat["frequency"] > 1 else f"every {count} {unit}s"


def dosage_of(medicine: Medicine, said: str, library: Library, *, shared: bool = False) -> Json:
    """The dosage of a medicine: what was told, and nothing that was assumed.

    Args:
        medicine: as it was read.
        said: how it was typed, "" where that stands in the name.
        library: for the names of routes.
        shared: it is a part of a product, and its dose not that of the whole.
    """
    repeat = {} if medicine.frequency_assumed else repeat_of(medicine.times_per_day)
    routes = library.vocabulary("routes")
    route = "" if medicine.route_assumed or medicine.route not in routes else medicine.route
    return filled(
        text=clean(said),
        timing=filled(repeat=repeat, code=filled(text=often_in_words(repeat))) if repeat else None,
        asNeededBoolean=True if medicine.as_needed else None,
        route=ours("route", route, routes[route].name) if route else None,
        doseAndRate=[] if shared else _dose(medicine),
    )


def _dose(medicine: Medicine) -> list[Json]:
    dose = medicine.dose
    if dose is None or not dose.unit or not math.isfinite(dose.value) or number(dose.value) <= 0:
        return []
    name = "rateQuantity" if dose.unit.endswith("/h") else "doseQuantity"
    return [{name: quantity(dose.value, dose.unit)}]


def names_of(text: str, medicines: tuple[Medicine, ...], library: Library) -> Iterator[tuple[str, str]]:
    """What a medicine can be called, and the rest of what was typed, the nearest to it first."""
    words = text.split()
    for end in range(min(len(words), _MOST_NAMED), 0, -1):
        name = " ".join(words[:end])
        if library.find(name):
            yield name, " ".join(words[end:])
    if len(medicines) == 1 and clean(medicines[0].name):
        yield clean(medicines[0].name), ""


def told(medicines: tuple[Medicine, ...], statement: Json, report: Report) -> Json:
    """The statement with a name and a dosage that read back as the medicines do.

    Structured where that holds, else the dosage in words, else all of it as it was typed. So what is
    handed on is checked by others, and by cotake, as the list itself was.
    """
    library, text = report.library, clean(medicines[0].text)
    meant = _meant(text, report)
    if [each.substance for each in meant] != [each.substance for each in medicines]:
        meant = medicines
    shared = len(medicines) > 1
    for name, rest in names_of(text, medicines, library):
        full = dosage_of(medicines[0], rest, library, shared=shared)
        rates = [each for each in full.get("doseAndRate", []) if "rateQuantity" in each]
        in_words = [filled(text=each, doseAndRate=rates) for each in _shorter(rest)]
        for dosage in (full, *in_words):
            tried = _with(statement, name, dosage)
            if _reads_as(tried, meant, report):
                return tried
    loose = dosage_of(medicines[0], "", library, shared=shared)
    tried = _with(statement, text, loose)
    return tried if _reads_as(tried, meant, report) else _with(statement, text, {})


def _shorter(rest: str) -> Iterator[str]:
    """The words of a dosage, and the same without those at the end: these may be dates, told elsewhere."""
    words = rest.split()
    for dropped in range(min(len(words), _MOST_DROPPED) + 1):
        kept = words[: len(words) - dropped]
        if not kept or kept[-1].lower() not in _BEFORE_DATES:
            yield " ".join(kept)


def _with(statement: Json, name: str, dosage: Json) -> Json:
    found = dict(statement["medicationCodeableConcept"], text=name)
    return {**statement, "medicationCodeableConcept": found, **({"dosage": [dosage]} if dosage else {})}


def _meant(text: str, report: Report) -> tuple[Medicine, ...]:
    """The line read by itself: in a list the bands of one substance are those of its sum."""
    try:
        return parse([text], report.library, today=report.today).medicines
    except InputError:
        return ()


def _reads_as(statement: Json, meant: tuple[Medicine, ...], report: Report) -> bool:
    try:
        # What is not taken is no line to read; that it is not is told by its status.
        plain = {**statement, "status": "active"} if statement["status"] == "not-taken" else statement
        lines = read_fhir(plain, library=report.library, today=report.today).lines
        read = parse(list(lines), report.library, today=report.today)
    except InputError:
        return False
    if read.unknown or read.not_covered or len(read.medicines) != len(meant):
        return False
    return all(_same(one, other) for one, other in zip(read.medicines, meant, strict=True))


def _same(one: Medicine, other: Medicine) -> bool:
    alike = all(
        getattr(one, name) == getattr(other, name)
        for name in ("substance", "bands", "named_band", "route", "product", "as_needed", "taken")
    )
    if one.mg_per_day is None and one.dose != other.dose:
        return False
    return alike and all(
        _close(getattr(one, name), getattr(other, name)) for name in ("mg_per_day", "times_per_day")
    )


def _close(one: float | None, other: float | None) -> bool:
    if one is None or other is None:
        return one is other
    return math.isclose(one, other, rel_tol=_NEAR)
