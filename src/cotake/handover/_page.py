"""The page as values: PDF, HTML and text are all written from these, so that they cannot disagree."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from cotake._record import record
from cotake.guidance._article import SourceLine


@record
class Said:
    """A sentence or some: `strong` opens it in bold, `marks` are the numbers of its sources.

    `loud` is what must not be overlooked; `soft` what may be read last.
    """

    text: str
    strong: str = ""
    marks: tuple[int, ...] = ()
    loud: bool = False
    soft: bool = False


@record
class Points:
    """A list."""

    items: tuple[Said, ...]


@record
class Card:
    """A finding in full: its class with what that means, whom it is about, and its lines by label."""

    classification: int
    tag: str
    title: str
    lines: tuple[tuple[str, str], ...]
    marks: tuple[int, ...] = ()


@record
class Table:
    """A table with a line of headings; `widths` are parts of the whole, `right` columns of numbers."""

    about: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[float, ...]
    right: frozenset[int] = frozenset()
    strong_rows: frozenset[int] = frozenset()


@record
class Steps:
    """The dose of one medicine over the days of a chart: from which day on how much, and its unit."""

    name: str
    levels: tuple[tuple[date, float], ...]
    unit: str


@record
class Chart:
    """What was scored by day, with the dose below: `says` tells the scores in words, `doses_say` the doses.

    `ends` are those of the scale, None where it is counted. The days go from `first` to `last`.
    """

    title: str
    says: str
    days: tuple[tuple[date, float], ...]
    first: date
    last: date
    ends: tuple[float, float] | None = None
    doses: Steps | None = None
    doses_say: str = ""

    @property
    def alt(self) -> str:
        """All of it in words, for who cannot see it."""
        return f"{self.says} {self.doses_say}".strip()


def numbered(marks: Iterable[int]) -> str:
    """`1–4, 7`: the numbers of sources in words, runs of three and more drawn together."""
    runs: list[list[int]] = []
    for each in sorted(set(marks)):
        if runs and each == runs[-1][-1] + 1:
            runs[-1].append(each)
        else:
            runs.append([each])
    return ", ".join(f"{run[0]}–{run[-1]}" if len(run) > 2 else ", ".join(map(str, run)) for run in runs)


Block = Said | Points | Card | Table | Chart


@record
class Section:
    """A heading with what stands below it; `part` is the part of the page that it is, "" for one that
    always stands."""

    id: str
    heading: str
    blocks: tuple[Block, ...]
    part: str = ""


@record
class Page:
    """The whole page, in its order. `name` is the person's, or ""."""

    title: str
    name: str
    made_on: str
    lead: tuple[Said, ...]
    sections: tuple[Section, ...]
    sources: tuple[SourceLine, ...]
    notice: str
    by: str

    def charts(self) -> Iterator[Chart]:
        """Every chart, in order."""
        for section in self.sections:
            for block in section.blocks:
                if isinstance(block, Chart):
                    yield block
