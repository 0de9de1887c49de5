"""The source record (what is cited, and how it was read) and the study record."""

from collections.abc import Collection
from typing import Literal

from cotake._record import record
from cotake.knowledge.types._common import Citation, ReadMark, SubstanceId

Sources = tuple[Citation, ...]


@record
class Identifiers:
    """Identifiers as seen at the source; empty where none was seen."""

    doi: str = ""
    pmid: str = ""
    pmcid: str = ""
    setid: str = ""
    nct: str = ""
    isbn: str = ""


@record
class Source:
    """A thing that facts cite. `read` says how it was read; `sections` where it differs by place."""

    id: str
    kind: Literal[
        "label",
        "paper",
        "review",
        "guideline",
        "compendium",
        "database",
        "regulator",
        "book",
        "web",
    ]
    title: str
    read: ReadMark
    sections: dict[str, ReadMark] | None = None
    by: str = ""
    year: int | None = None
    publisher: str = ""
    url: str = ""
    identifiers: Identifiers = Identifiers()
    note: str = ""

    def read_at(self, place: str) -> str:
        """How the given place of the source was read."""
        return (self.sections or {}).get(place, self.read)


@record
class Study:
    """One study: who, what, how long, and what came out, in numbers.

    `with_` names the other side of a combination: the study is then about one of `substances`
    together with one of these.
    """

    id: str
    title: str
    design: str
    population: str
    substances: tuple[SubstanceId, ...]
    result: str
    src: Sources
    with_: tuple[SubstanceId, ...] = ()
    n: int | None = None
    arms: tuple[str, ...] = ()
    dose: str = ""
    duration: str = ""
    primary_outcome: str = ""
    primary_met: bool | None = None
    harms: str = ""
    limits: str = ""
    funding: str = ""

    def is_about(self, taken: Collection[str]) -> bool:
        """Whether two of these substances stand in it together."""
        one = {name for name in taken if name in self.substances}
        if not self.with_:
            return len(one) > 1
        other = {name for name in taken if name in self.with_}
        return bool(one and other) and len(one | other) > 1
