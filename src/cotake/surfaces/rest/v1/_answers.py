"""What is answered, where the command line has no schema of its own."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct


class Detail(Struct):
    """A short label and its text."""

    label: str
    text: str


class Said(Struct):
    """A statement: `strong` opens it in bold, `sources` are numbers of the list of sources."""

    text: str
    strong: str | None
    details: list[Detail]
    sources: list[int]


class Part(Struct):
    """A section of the article: paragraphs, then points."""

    id: str
    heading: str
    level: int
    paragraphs: list[Said]
    points: list[Said]


class SourceOf(Struct):
    """A source, its address or "", and how it was read."""

    number: int
    text: str
    url: str
    read: str


class Guide(Struct):
    """The article: `status` is one of the four answers of a check, `classification` the worst class.

    `complete` is false while a part of the list or of the person was not checked.
    """

    title: str
    audience: str
    status: str
    complete: bool
    classification: int | None
    sections: list[Part]
    sources: list[SourceOf]
    notice: str


class Curve(Struct, omit_defaults=True):
    """A level in ng/mL, or the part of a receptor that is held (0 to 1), at each hour.

    `low` and `high` hold 80 of 100 people; they are there where more than one was asked for.
    """

    substance: str
    name: str
    kind: str
    unit: Literal["ng/mL", "part held"]
    values: list[float]
    model: str | None = None
    low: list[float] | None = None
    high: list[float] | None = None


class Raised(Struct):
    """From this hour on it is so many times as high as alone, because of the others."""

    hour: float
    ratio: float


class NotRead(Struct):
    """What was not understood and is in no curve, and what it may have meant."""

    text: str
    candidates: list[str]
    why: str


class Levels(Struct):
    """Curves from midnight of `begin`. What is not in them stands in the last lists."""

    begin: str
    hours: list[float]
    curves: list[Curve]
    raised: dict[str, list[Raised]]
    notes: list[str]
    not_recognised: list[NotRead]
    not_covered: list[NotRead]
    notice: str
