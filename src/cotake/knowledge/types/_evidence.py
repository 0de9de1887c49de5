"""The source record: what is cited, and how it was read."""

from typing import Literal

from cotake._record import record
from cotake.knowledge.types._common import ReadMark


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
