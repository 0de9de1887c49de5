"""Questionnaires and checklists that are filled in, and how they are scored."""

from typing import Literal

from cotake._record import record
from cotake.knowledge.types._common import Citation

Sources = tuple[Citation, ...]


@record
class Item:
    """One question; `low` and `high` name the ends of a scale of its own."""

    id: str
    asks: str
    low: str = ""
    high: str = ""


@record
class Option:
    """An answer that can be chosen, and what it counts."""

    value: int
    says: str


@record
class Range:
    """Scores from this one on are called so, up to the next range."""

    at_least: float
    name: str


@record
class Alarm:
    """Where the answers to all of `items` reach `at_least`, this is shown at once."""

    shows: Literal["crisis", "serotonin"]
    items: tuple[str, ...]
    at_least: int = 1


@record
class Noticed:
    """The least change within one person that people notice, in points."""

    points: float
    src: Sources


@record
class Instrument:
    """A questionnaire: what it asks about the last `days`, its items, and how they are scored.

    Answers are `options`, or a number from `least` to `most`. `score` adds them up or takes their mean; up
    to `may_lack` answers may be missing and count as the mean of the others, beyond that there is no score;
    none where it is a checklist. `matters` is the least change of the score that people notice.
    """

    id: str
    name: str
    asks: str
    items: tuple[Item, ...]
    src: Sources
    days: int = 0
    options: tuple[Option, ...] = ()
    least: int = 0
    most: int = 0
    score: Literal["sum", "mean", "none"] = "sum"
    may_lack: int = 0
    better: Literal["lower", "higher"] = "lower"
    ranges: tuple[Range, ...] = ()
    alarms: tuple[Alarm, ...] = ()
    matters: Noticed | None = None
    note: str = ""
