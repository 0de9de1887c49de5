"""Values and exposure from a journal: what was scored, what was taken, and what else there was."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Literal

from cotake._errors import InputError
from cotake.journal import SIDE, Entry, Scales
from cotake.knowledge import Library
from cotake.knowledge.types import Citation
from cotake.trial._events import columns_of_events
from cotake.trial._onset import level
from cotake.trial._types import Scale
from cotake.trial.reading import Days

#: The scale on which one writes what one thinks one takes.
GUESS = "guess"
_MG = re.compile(r"(\d+(?:[.,]\d+)?)\s*(mg|mcg|µg|g)\b", re.IGNORECASE)
_UNITS = {"mg": 1.0, "mcg": 0.001, "µg": 0.001, "g": 1000.0}
_TEN = 10.0


def days_of_journal(
    entries: Iterable[Entry],
    marks: Iterable[tuple[str, date, float]],
    outcome: str,
    medicine: str,
    *,
    half_life: Callable[[str], float | None] | None = None,
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
    mine = [name for name in groups if medicine.lower() in name]
    if len(mine) > 1 and with_dose:
        known = ", ".join(sorted(name or "all" for name in mine))
        raise InputError(f"doses of several medicines are written down ({known}): say which, --medicine")
    if not mine and with_dose:
        what = f"of {medicine!r} " if medicine else ""
        raise InputError(f"no dose {what}was written down, so there is nothing to compare with")
    taken = {name: _by_day(listed) for name, listed in groups.items()}
    by_day = taken[mine[0]] if with_dose else {}
    ends = [*scored[outcome], *by_day]
    first = min(ends)
    days = [first + timedelta(days=back) for back in range((max(ends) - first).days + 1)]
    others: dict[str, list[float]] = {}
    for name in groups:
        if with_dose and name not in mine:
            doses = _kept(taken[name], days)
            others[name or "all"] = level(doses, half_life(name) if half_life else None)
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
    )


def named_in(entries: Iterable[Entry], medicine: str) -> str:
    """The medicine that is meant, as it was written last; "" where none is."""
    found = ""
    for entry in entries:
        if entry.kind == "dose" and medicine.lower() in name_of(entry):
            found = str(entry.body["medicine"])
    return found


def name_of(entry: Entry) -> str:
    """The medicine of a dose without its amount, in small letters."""
    return " ".join(_MG.sub(" ", str(entry.body["medicine"])).lower().split())


def scale_of(name: str, scales: Scales, library: Library, mid: float | None = None) -> Scale:
    """A scale or questionnaire as one of a trial: its ends, which is better, and what matters.

    Raises:
        InputError: it is none that can be better or worse, or has no score.
    """
    found = scales.of(name)
    if found is not None:
        if found.better == "neither":
            raise InputError(f"{found.name} has no better end, so it is no outcome")
        ends = (None, None) if found.unit else (found.least, found.most)
        return _with_mid(found.name, found.better, ends, mid, found.matters, found.src, library)
    if library.has("instruments", name):
        asked = library.instrument(name)
        if asked.score == "none":
            raise InputError(f"{asked.name} is a checklist and has no score")
        values = [each.value for each in asked.options] or [asked.least, asked.most]
        times = len(asked.items) if asked.score == "sum" else 1
        noticed = asked.matters.points if asked.matters else None
        noticed_by = asked.matters.src if asked.matters else ()
        of_score = (float(min(values) * times), float(max(values) * times))
        return _with_mid(asked.name, asked.better, of_score, mid, noticed, noticed_by, library)
    return Scale(name, mid=mid)


def _with_mid(
    name: str,
    better: str,
    ends: tuple[float | None, float | None],
    mid: float | None,
    matters: float | None,
    sources: Sequence[Citation],
    library: Library,
) -> Scale:
    way: Literal["higher", "lower"] = "lower" if better == "lower" else "higher"
    if mid is not None or matters is None:
        return Scale(name, way, *ends, mid=mid)
    return Scale(name, way, *ends, mid=matters, mid_from=_by(sources, library))


def _by(sources: Sequence[Citation], library: Library) -> str:
    """`Farrar 2001`, and so on: who found what matters."""
    told = []
    for each in sources:
        source = library.source(each.source)
        author = source.by.split(",")[0].split(" and ")[0].strip() or source.title
        told.append(f"{author} {source.year}" if source.year else author)
    return ", ".join(dict.fromkeys(told))


def _means(scored: Mapping[date, list[float]], days: Sequence[date]) -> list[float]:
    return [sum(had) / len(had) if (had := scored.get(day, [])) else float("nan") for day in days]


def _by_day(doses: Sequence[Entry]) -> dict[date, float]:
    """The mg of each day; 1 where no amount is written with one of them, 0 where it was skipped."""
    amounts = [_amount(each) for each in doses]
    told = all(each is not None for each in amounts)
    found: dict[date, float] = {}
    for entry, amount in zip(doses, amounts, strict=True):
        taken = 0.0 if entry.body["taken"] == "skipped" else (amount or 0.0) if told else 1.0
        day = entry.at.date()
        found[day] = found.get(day, 0.0) + taken if told else max(found.get(day, 0.0), taken)
    return found


def _amount(entry: Entry) -> float | None:
    match = _MG.search(f"{entry.body['medicine']} {entry.body.get('dose', '')}")
    return None if match is None else float(match[1].replace(",", ".")) * _UNITS[match[2].lower()]


def _kept(by_day: Mapping[date, float], days: Sequence[date]) -> list[float]:
    """The dose of each day; a day without an entry keeps that of the day before, 0 before the first."""
    now = 0.0
    found = []
    for day in days:
        now = by_day.get(day, now)
        found.append(now)
    return found
