"""The record of an analysis, item by item as reports of one-person trials are asked to have it.

The numbers are those of CENT 2015 (Vohra, Shamseer and others, BMJ 2015;350:h1738) and SCRIBE 2016 (Tate,
Perdices and others 2016). What only people can say, such as who took part and who paid, is left open.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

import numpy as np

from cotake._errors import InputError
from cotake._record import record
from cotake._version import __version__
from cotake.trial._model import MODEL
from cotake.trial._numbers import of_hundred, points, shown
from cotake.trial._series import Series
from cotake.trial._types import Analysis
from cotake.trial._words import guesses
from cotake.trial.design import Design

_OPEN = "To be said by who reports it."


@record
class Item:
    """One item: its numbers in CENT and SCRIBE, what it is about, and what is said; empty where open."""

    cent: str
    scribe: str
    title: str
    says: tuple[str, ...]


@record
class Period:
    """A stretch of one exposure: its days, and the values of those that have one.

    `first` and `last` are dates, or numbers of days from 1; `mean` and `sd` None where no day has a value.
    """

    first: str
    last: str
    exposure: float
    days: int
    scored: int
    mean: float | None
    sd: float | None


@record
class Harm:
    """A side effect that was scored: its mean on days with the higher and with the lower exposure."""

    name: str
    higher: float | None
    higher_days: int
    lower: float | None
    lower_days: int


@record
class Report:
    """The record of an analysis."""

    items: tuple[Item, ...]
    periods: tuple[Period, ...]
    harms: tuple[Harm, ...]

    def to_dict(self) -> dict[str, Any]:
        """It as JSON values."""
        return {
            "schema_version": "1",
            "guidelines": ["CENT 2015", "SCRIBE 2016"],
            "items": [
                {"cent": each.cent, "scribe": each.scribe, "title": each.title, "says": list(each.says)}
                for each in self.items
            ],
            "periods": [
                {
                    "first": each.first,
                    "last": each.last,
                    "exposure": each.exposure,
                    "days": each.days,
                    "days_with_a_value": each.scored,
                    "mean": each.mean,
                    "sd": each.sd,
                }
                for each in self.periods
            ],
            "harms": [
                {
                    "name": each.name,
                    "mean_with_the_higher_exposure": each.higher,
                    "days_with_the_higher_exposure": each.higher_days,
                    "mean_with_the_lower_exposure": each.lower,
                    "days_with_the_lower_exposure": each.lower_days,
                }
                for each in self.harms
            ],
        }

    @property
    def markdown(self) -> str:
        """It as a page."""
        lines = ["# Record of a one-person trial", ""]
        for item in self.items:
            numbers = (f"{name} {of}" for name, of in (("CENT", item.cent), ("SCRIBE", item.scribe)) if of)
            lines += [f"## {item.title}", "", "; ".join(numbers), ""]
            lines += [f"- {_plain(each)}" for each in item.says or (_OPEN,)]
            if item.title == _SEQUENCE:
                lines += ["", *_periods_table(self.periods)]
            if item.title == _HARMS and self.harms:
                lines += ["", *_harms_table(self.harms)]
            lines.append("")
        return "\n".join(lines)


_SEQUENCE, _HARMS = "The sequence as it was", "Harms"


def report(
    found: Analysis, *, design: Design | None = None, harms: Mapping[str, Sequence[float]] | None = None
) -> Report:
    """The record of an analysis.

    Args:
        found: the analysis.
        design: the trial as it was fixed in advance, where it was.
        harms: side effects that were scored, by name, a value for each day; NaN where there is none.

    Raises:
        InputError: harms that are not of as many days.
    """
    days = found.series
    return Report(
        tuple(_items(found, design, bool(harms))),
        tuple(_period(days, stretch) for stretch in days.stretches),
        tuple(_harm(days, name, values) for name, values in (harms or {}).items()),
    )


def _items(found: Analysis, design: Design | None, harmed: bool) -> list[Item]:
    days, scale = found.series, found.scale
    what = found.medicine or "an exposure"
    drawn = design is not None and design.seed is not None
    kind = "randomised N-of-1 trial" if drawn else "observation of one person, not randomised"
    seen = int(days.seen.sum())
    ends = "" if scale.least is None or scale.most is None else f", from {scale.least:g} to {scale.most:g}"
    matters = f"The least difference that matters: {points(found.mid)}"
    matters += f" ({scale.mid_from})." if scale.mid_from else "."
    fixed = [f"The analysis: SHA-256 {found.analysis}."]
    if design is not None:
        same = (
            "the one that was fixed" if design.analysis == found.analysis else "not the one that was fixed"
        )
        fixed = [f"The design: SHA-256 {design.fingerprint}.", *fixed, f"It is {same}."]
    return [
        Item("1a", "1", "Title", (f"{what} and {scale.name}: {kind}",)),
        Item("1b", "2", "Summary", (found.says,)),
        Item("2", "3, 4", "Background and aims", ()),
        Item("3a", "5", "Design", (_design_of(days, drawn, design),)),
        Item("3b", "6", "Changes after it began", ()),
        Item("4a, 4b, 4c", "10 to 13", "Person, setting, ethics", ()),
        Item(
            "5",
            "16",
            "Intervention",
            (f"{what}: {', '.join(f'{each:g}' for each in np.unique(days.exposure))} a day, as stated.",),
        ),
        Item("6a", "14", "Outcome", (f"{scale.name}{ends}; {scale.better} is better.", matters)),
        Item("7a", "", "Length", (f"{days.days} days.",)),
        Item(
            "7b",
            "",
            "Looks before the end",
            (
                "Any number of them: the rule holds however often one looks."
                if found.anytime
                else "The rule holds for one look.",
            ),
        ),
        Item("8a, 8b, 9", "8", "Random order", (_random(design),)),
        Item("11", "9", "Blinding", (_blinding(found),)),
        Item(
            "12",
            "18",
            "Analysis",
            (
                f"cotake {__version__}, model {MODEL}: state-space regression, marginal likelihood by the "
                "Kalman filter, kinds of noise, onsets and drifts averaged.",
                *found.assumptions,
            ),
        ),
        Item("13", "19", _SEQUENCE, (f"{len(days.stretches)} periods.",)),
        Item("14", "", "Dates", (_dates(days),)),
        Item("16", "", "Numbers analysed", (f"{seen} of {days.days} days, {days.entries} entries.",)),
        Item("17a", "20", "Outcome and its estimate", tuple(_estimates(found))),
        Item("19", "21", _HARMS, () if harmed else ("No side effects were scored.",)),
        Item("20", "23", "Limits", found.warnings or ("None were found by the program.",)),
        Item("21, 22", "22, 24", "What it means, and for whom", ()),
        Item(
            "23, 24",
            "25",
            "Registration and protocol",
            (*fixed, f"The days: SHA-256 {days.fingerprint}."),
        ),
        Item("25", "26", "Funding", ()),
    ]


def _design_of(days: Series, drawn: bool, design: Design | None) -> str:
    wash = sum(each.washout for each in design.blocks) if design else 0
    order = "in random order" if drawn else "in the order of a plan" if design else "as it came"
    left = f"; {wash} days of wash-out are not compared" if wash else ""
    return f"{len(days.stretches)} periods {order}, of {_lengths(days)} days{left}."


def _lengths(days: Series) -> str:
    lengths = sorted({each.stop - each.start for each in days.stretches})
    return f"{lengths[0]}" if len(lengths) == 1 else f"{lengths[0]} to {lengths[-1]}"


def _random(design: Design | None) -> str:
    if design is None or design.seed is None:
        return "None."
    return f"Each exposure once a round, in random order, by the seed {design.seed} (NumPy's PCG64)."


def _blinding(found: Analysis) -> str:
    if found.blinding is None:
        return "No guesses of what was taken were written down."
    return guesses(found.blinding, found.scale.sign)


def _dates(days: Series) -> str:
    if days.first is None:
        return "Not known."
    last = days.first + timedelta(days=days.days - 1)
    return f"{days.first.isoformat()} to {last.isoformat()}."


def _estimates(found: Analysis) -> list[str]:
    effect, drift = found.effect, found.drift
    return [
        f"The most exposure against the least: {points(effect.mean)} "
        f"(95 % {shown(effect.low)} to {shown(effect.high)}).",
        f"Chance that it is better: {of_hundred(found.p_benefit)}; by what matters: "
        f"{of_hundred(found.p_meaningful)}.",
        f"Bayes factor against no effect: {found.evidence:.3g}.",
        f"Drift beside it: {points(drift.mean)} (95 % {shown(drift.low)} to {shown(drift.high)}).",
        f"Standard deviation of a day: {points(found.noise)}; correlation of one day with the next: "
        f"{found.persistence:.2f}.",
    ]


def _period(days: Series, stretch: slice) -> Period:
    values = days.values[stretch]
    known = values[~np.isnan(values)]

    def at(place: int) -> str:
        if days.first is None:
            return str(place + 1)
        return (days.first + timedelta(days=place)).isoformat()

    return Period(
        at(stretch.start),
        at(stretch.stop - 1),
        float(days.exposure[stretch.start]),
        values.size,
        known.size,
        float(known.mean()) if known.size else None,
        float(known.std(ddof=1)) if known.size > 1 else None,
    )


def _harm(days: Series, name: str, values: Sequence[float]) -> Harm:
    scored = np.asarray(values, dtype=float)
    if scored.size != days.days:
        raise InputError(f"there are {days.days} days and {scored.size} values of {name}: give one each")
    high, low = (scored[part & ~np.isnan(scored)] for part in (days.share >= 0.5, days.share < 0.5))
    return Harm(
        name,
        float(high.mean()) if high.size else None,
        int(high.size),
        float(low.mean()) if low.size else None,
        int(low.size),
    )


def _periods_table(periods: Sequence[Period]) -> list[str]:
    return _table(
        ("from", "to", "exposure", "days", "with a value", "mean", "SD"),
        [
            (
                each.first,
                each.last,
                f"{each.exposure:g}",
                each.days,
                each.scored,
                _cell(each.mean),
                _cell(each.sd),
            )
            for each in periods
        ],
    )


def _harms_table(harms: Sequence[Harm]) -> list[str]:
    return _table(
        ("side effect", "mean, higher exposure", "days", "mean, lower exposure", "days"),
        [
            (_plain(each.name), _cell(each.higher), each.higher_days, _cell(each.lower), each.lower_days)
            for each in harms
        ],
    )


def _table(head: Sequence[str], rows: Sequence[Sequence[object]]) -> list[str]:
    lines = [head, ["---"] * len(head), *rows]
    return [f"| {' | '.join(map(str, line))} |" for line in lines]


def _cell(value: float | None) -> str:
    return "" if value is None else shown(value)


def _plain(text: str) -> str:
    """Text of people in a page of Markdown: no marks of it, in one line."""
    clean = "".join(f"\\{each}" if each in "\\`*_[]<>|#" else each for each in text)
    return " ".join(clean.split())
