"""Values and exposure from a journal: what was scored, what was taken, and what else there was."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, timedelta

from cotake._errors import InputError
from cotake.journal import SIDE, Entry
from cotake.trial._events import columns_of_events
from cotake.trial._onset import level
from cotake.trial.reading import Days

#: The scale on which one writes what one thinks one takes.
GUESS = "guess"
_MG = re.compile(
    r"(?:(\d+)\s*[x×]\s*)?(\d{1,3}(?:,\d{3})+|\d*[.,]?\d+)\s*(mg|mcg|µg|ug|g)\b(?!\s*/)", re.IGNORECASE
)
_UNITS = {"mg": 1.0, "mcg": 0.001, "µg": 0.001, "ug": 0.001, "g": 1000.0}
_PIECES = re.compile(
    r"(\d+(?:[.,]\d+)?|half|one|two|three)\s*(?:tablets?|capsules?|pills?|tabs?|caps?)\b", re.IGNORECASE
)
_WORDS = {"half": 0.5, "one": 1.0, "two": 2.0, "three": 3.0}
_TEN = 10.0
_NAMELESS = "doses without a name"


def days_of_journal(
    entries: Iterable[Entry],
    marks: Iterable[tuple[str, date, float]],
    outcome: str,
    medicine: str,
    *,
    half_life: Callable[[str], float | None] | None = None,
    same: Callable[[str, str], bool] | None = None,
    with_dose: bool = True,
) -> Days:
    """A row a day from the first mark or dose to the last: the mean score, and the mg taken of a medicine.

    Where doses are written without an amount, a day on which one was taken counts 1. A day without an entry
    of a dose keeps the dose of the day before; one that was skipped has none. Other medicines whose dose
    changed are covariates, and so are events.

    Args:
        entries: doses and events; others are passed over.
        marks: scale, day and value.
        outcome: the id of the scale.
        medicine: a part of the name of the medicine; needed where doses of several are written down.
        half_life: of a medicine by its name, in days: of the others their level counts.
        same: whether two names mean the same medicine.
        with_dose: whether the doses are looked at; without, the exposure is 0.

    Raises:
        InputError: nothing was scored on this scale, no dose of the medicine was written down, or doses of
            several and none is named.
    """
    scored: dict[str, dict[date, list[float]]] = {}
    for name, day, value in marks:
        scored.setdefault(name, {}).setdefault(day, []).append(value)
    if outcome not in scored:
        raise InputError(f"nothing was scored on {outcome!r} yet")
    groups: dict[str, list[Entry]] = {}
    happened: list[tuple[date, str]] = []
    for entry in entries:
        if entry.kind == "dose":
            groups.setdefault(name_of(entry), []).append(entry)
        elif entry.kind == "event":
            happened.append((entry.at.date(), str(entry.body["text"])))
    mine = _meant(groups, medicine, same or (lambda one, other: False)) if with_dose else ""
    taken, told = {}, {}
    for name, listed in groups.items():
        taken[name], told[name] = _by_day(listed)
    by_day = taken[mine] if with_dose else {}
    ends = [*scored[outcome], *by_day]
    first = min(ends)
    days = [first + timedelta(days=back) for back in range((max(ends) - first).days + 1)]
    others: dict[str, list[float]] = {}
    for name in groups:
        if with_dose and name != mine:
            doses = _kept(taken[name], days)
            others[name or _NAMELESS] = level(doses, half_life(name) if half_life else None)
    places = list(range(len(days)))
    events, left_out = columns_of_events(
        [((day - first).days, text) for day, text in happened if first <= day <= days[-1]], places
    )
    thought = scored.get(GUESS)
    return Days(
        _means(scored[outcome], days),
        _kept(by_day, days),
        days,
        {name: each for name, each in others.items() if len(set(each)) > 1} | events,
        None if thought is None else [value / _TEN for value in _means(thought, days)],
        {name: _means(each, days) for name, each in scored.items() if name.startswith(SIDE)},
        left_out,
        ("Not every dose has its amount: a day counts 1 where it was taken.",)
        if with_dose and not told[mine]
        else (),
    )


def _meant(groups: Mapping[str, Sequence[Entry]], medicine: str, same: Callable[[str, str], bool]) -> str:
    """The name whose doses are meant: as it is written, as a part of it, or as another name of the same.

    Raises:
        InputError: none, or several.
    """
    wanted = medicine.strip().lower()
    for found in (
        [name for name in groups if wanted and name == wanted],
        [name for name in groups if wanted in name],
        [name for name in groups if wanted and same(name, medicine)],
    ):
        if len(found) == 1:
            return found[0]
        if found:
            known = ", ".join(sorted(name or _NAMELESS for name in found))
            raise InputError(
                f"doses of several medicines are written down ({known}): say which, --medicine"
            )
    written = ", ".join(sorted(name or _NAMELESS for name in groups))
    there = f"; there are doses of {written}" if written else ""
    what = f"of {medicine!r} " if medicine else ""
    raise InputError(f"no dose {what}was written down, so there is nothing to compare with{there}")


def named_in(entries: Iterable[Entry], medicine: str, same: Callable[[str, str], bool]) -> str:
    """The medicine that is meant, as it was written last; "" where doses have no name.

    Raises:
        InputError: none is written down, or several are.
    """
    groups: dict[str, list[Entry]] = {}
    for entry in entries:
        if entry.kind == "dose":
            groups.setdefault(name_of(entry), []).append(entry)
    return str(groups[_meant(groups, medicine, same)][-1].body["medicine"])


def name_of(entry: Entry) -> str:
    """The medicine of a dose without its amount, in small letters."""
    text = unicodedata.normalize("NFKC", str(entry.body["medicine"])).replace("μ", "µ")
    return " ".join(_MG.sub(" ", text).lower().split())


def _means(scored: Mapping[date, list[float]], days: Sequence[date]) -> list[float]:
    return [sum(had) / len(had) if (had := scored.get(day, [])) else float("nan") for day in days]


def _by_day(doses: Sequence[Entry]) -> tuple[dict[date, float], bool]:
    """The mg of each day, 0 where it was skipped, and whether all amounts are known.

    Where one is not written, a day on which it was taken counts 1.
    """
    amounts = [0.0 if each.body["taken"] == "skipped" else amount_of(each) for each in doses]
    told = all(each is not None for each in amounts)
    found: dict[date, float] = {}
    for entry, amount in zip(doses, amounts, strict=True):
        taken = (amount or 0.0) if told else float(entry.body["taken"] != "skipped")
        day = entry.at.date()
        found[day] = found.get(day, 0.0) + taken if told else max(found.get(day, 0.0), taken)
    return found, told


def amount_of(entry: Entry) -> float | None:
    """The mg of a dose as it is written, times the number of pieces; None where no amount is."""
    medicine = unicodedata.normalize("NFKC", str(entry.body["medicine"])).replace("μ", "µ")
    dose = unicodedata.normalize("NFKC", str(entry.body.get("dose", ""))).replace("μ", "µ")
    match = _MG.search(dose) or _MG.search(medicine)
    if match is None:
        return None
    number = match[2].replace(",", "") if re.fullmatch(r"\d{1,3}(?:,\d{3})+", match[2]) else match[2]
    one = float(number.replace(",", ".")) * _UNITS[match[3].lower()] * int(match[1] or 1)
    pieces = _PIECES.search(dose)
    if pieces is None or _MG.search(dose):
        return one
    count = pieces[1].lower()
    return one * (_WORDS[count] if count in _WORDS else float(count.replace(",", ".")))


def _kept(by_day: Mapping[date, float], days: Sequence[date]) -> list[float]:
    """The dose of each day; a day without an entry keeps that of the day before, 0 before the first."""
    now = 0.0
    found = []
    for day in days:
        now = by_day.get(day, now)
        found.append(now)
    return found
