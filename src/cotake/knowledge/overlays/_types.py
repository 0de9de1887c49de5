"""What another source says, as values, and what cotake knows of its format."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import field
from pathlib import Path
from typing import Protocol

from cotake._record import record


@record
class Format:
    """A source that users may bring: its short name and title, its terms, and how it grades.

    `levels` gives for each of its levels the nearest ORCA class, or None where it has none. A source
    that does not grade pairs has no levels, and is never said to agree or to differ.
    """

    id: str
    name: str
    title: str
    licence: str
    files: str
    levels: Mapping[str, int | None] = field(default_factory=dict)


@record
class Statement:
    """What a source says of a pair, or of one medicine where `b` is empty.

    `nearest` is the ORCA class nearest to the level; None where the source does not grade.
    """

    source: str
    a: str
    b: str
    level: str
    nearest: int | None
    text: str
    place: str = ""


@record
class Concept:
    """A code of a source, its kind there (such as IN for an ingredient, SCD for a product), its name."""

    code: str
    kind: str
    name: str


@record
class Provenance:
    """Where an overlay came from: its files with size and SHA-256, when it was added, its terms."""

    source: str
    title: str
    licence: str
    added: str
    files: tuple[tuple[str, int, str], ...]
    counts: Mapping[str, int]


class Draft(Protocol):
    """Where a reader puts what it finds. Names are as the source writes them."""

    def drug(self, name: str) -> None:
        """The source knows this medicine."""

    def member(self, name: str, group: str) -> None:
        """The source counts this medicine to a group of its own."""

    def pair(self, a: str, b: str, level: str, text: str, place: str = "") -> None:
        """The source says this of two medicines or groups."""

    def alone(self, name: str, level: str, text: str) -> None:
        """The source says this of one medicine."""

    def label(self, names: list[str], edition: str, address: str, sections: Mapping[str, str]) -> None:
        """A label of these active substances; of several editions the newest stays."""

    def concept(self, code: str, kind: str, name: str) -> None:
        """A code of the source stands for this."""

    def also(self, code: str, name: str) -> None:
        """A code has this further name."""

    def packed(self, number: str, code: str) -> None:
        """A code is sold in packs of this number, such as an NDC."""

    def leads(self, code: str, to: str, how: str) -> None:
        """A code of the source leads to another."""


class Reader(Protocol):
    """A module that reads one format."""

    FORMAT: Format

    @staticmethod
    def read(path: Path, draft: Draft, tick: Tick) -> None:
        """Put everything that a file holds into the draft."""


class Tick(Protocol):
    """Told how many bytes of a file were read."""

    def __call__(self, read: int, size: int) -> None: ...


Rows = Iterator[dict[str, str]]
