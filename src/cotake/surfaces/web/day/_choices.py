"""How the days are to be drawn: what the form says, and what the session keeps of it."""

from __future__ import annotations

from collections.abc import Mapping, MutableMapping
from dataclasses import asdict
from typing import Any

from cotake._record import record
from cotake.surfaces.web.check._forms import Refused

DAYS = (1, 3, 7, 14, 28)
_KEY = "day"
_LIGHTEST, _HEAVIEST = 2, 400


@record
class Choices:
    """How many days from today; whether what has no start is in regular use already; whether many people
    are drawn; on which days, 1 the first, `of` is not taken (the id of a substance, or "" for all)."""

    days: int = 7
    regular: bool = True
    many: bool = False
    missed: tuple[int, ...] = ()
    of: str = ""
    weight: float = 70.0

    @property
    def step_h(self) -> float:
        """Hours between two points, so that no peak is lost."""
        return 0.25 if self.days <= 3 else 0.5


def choices_of(session: Mapping[str, Any]) -> Choices:
    """What was chosen last in this browser; the usual where nothing was, or nothing that can be."""
    return _read(session.get(_KEY, {}))


def put_choices(session: MutableMapping[str, Any], choices: Choices) -> None:
    """Keep what was chosen, without what is as it always is."""
    usual = asdict(Choices())
    session[_KEY] = {name: each for name, each in asdict(choices).items() if each != usual[name]}


def read_choices(form: Any, substances: tuple[str, ...]) -> Choices | Refused:
    """What a form says. `substances` are the ids of the list; one of them may be what is missed."""
    weight = _weight(form.get("weight"))
    if weight is None:
        return Refused("day-no-weight", "weight")
    of = form.get("of", "")
    said = {
        "days": form.get("days"),
        "regular": form.get("use") != "first",
        "many": bool(form.get("many")),
        "missed": form.getall("missed", []),
        "of": of if of in substances else "",
        "weight": weight,
    }
    return _read(said)


def _read(held: Any) -> Choices:
    """Choices from values of any kind."""
    held, usual = held if isinstance(held, Mapping) else {}, Choices()
    days = _whole(held.get("days"))
    days = days if days in DAYS else usual.days
    missed = held.get("missed")
    numbers = map(_whole, missed if isinstance(missed, list | tuple) else ())
    return Choices(
        days=days,
        regular=held.get("regular", True) is not False,
        many=held.get("many") is True,
        missed=tuple(sorted({each for each in numbers if 1 <= each <= days})),
        of=str(held.get("of", "")),
        weight=_weight(held.get("weight", "")) or usual.weight,
    )


def _whole(value: Any) -> int:
    try:
        return int(value)
    except (TypeError, ValueError, OverflowError):
        return 0


def _weight(value: Any) -> float | None:
    """A body weight in kg; the usual one where none is said, None where it is none."""
    text = str(value if value is not None else "").strip().replace(",", ".")
    if not text:
        return Choices().weight
    try:
        number = float(text)
    except ValueError:
        return None
    return number if _LIGHTEST <= number <= _HEAVIEST else None
