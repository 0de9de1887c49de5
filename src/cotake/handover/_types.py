"""What is handed on, as values: every form of it, page or FHIR, is written from these."""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal

from cotake._record import open_record, record
from cotake.interactions import Report
from cotake.journal import Agreed
from cotake.knowledge.types import ScaleEntry
from cotake.regimen import Medicine
from cotake.titration import Rule
from cotake.trial import Analysis

#: What a page can hold, in the order in which it stands there.
Part = Literal[
    "medicines",
    "findings",
    "plan",
    "outcomes",
    "doses",
    "side-effects",
    "events",
    "trial",
    "questions",
    "sources",
]


@record
class Taken:
    """A medicine of the list: `since` is the day it began, where that is known.

    `known_by` says where that day is from: what was typed, or the first dose in the journal. `last_dose` is
    the last one in the journal, where it was looked at.
    """

    medicine: Medicine
    since: date | None = None
    until: date | None = None
    known_by: Literal["said", "journal", ""] = ""
    last_dose: date | None = None


@record
class Outcome:
    """What was scored on one scale or side effect: day, mean of the day and how many entries, in order."""

    scale: ScaleEntry
    days: tuple[tuple[date, float, int], ...]


@record
class Answered:
    """One questionnaire as it was answered: the id of the instrument, and item id to number."""

    instrument: str
    at: datetime
    answers: dict[str, float]
    score: float | None


@record
class Dosed:
    """The doses of one medicine by day: mg of the day (None where no amount was written), and how.

    `how` is "taken", "late" or "skipped", the last where no dose of the day was taken. `began` is the day
    of its first dose in the whole journal. `substance` is "" where it is none that is known, or several.
    """

    name: str
    substance: str
    days: tuple[tuple[date, float | None, str], ...]
    began: date | None = None

    def counted(self, how: str) -> int:
        """On how many days it was so."""
        return sum(each[2] == how for each in self.days)


@record
class Happened:
    """An event as it was written down."""

    day: date
    text: str


@open_record
class Handover:
    """All that may be handed on; `parts` are those that the person chose.

    `report` is the check of the list, which holds the person, the findings and what is not known. `name`
    is what the person wants printed at the top, or "". `first` and `last` are the days of the journal that
    were looked at; None without one. `met` are the rules of the plan that are met on `made_on`. `compared`
    is the medicine, by its name among the `doses`, by whose dose scores are compared. `not_analysed` are
    outcomes without an analysis, and why ("" and what else to know of them); `left_out` says what is not
    among all this, each in a sentence. `not_listed` are medicines of the journal's doses that are not in
    the list: the person is told of them, and nobody else.
    """

    made_on: date
    parts: frozenset[Part]
    report: Report
    name: str = ""
    taken: tuple[Taken, ...] = ()
    agreed: Agreed | None = None
    met: tuple[Rule, ...] = ()
    first: date | None = None
    last: date | None = None
    outcomes: tuple[Outcome, ...] = ()
    side_effects: tuple[Outcome, ...] = ()
    answered: tuple[Answered, ...] = ()
    doses: tuple[Dosed, ...] = ()
    events: tuple[Happened, ...] = ()
    analyses: tuple[Analysis, ...] = ()
    questions: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()
    compared: str = ""
    not_analysed: tuple[tuple[str, str], ...] = ()
    not_listed: tuple[str, ...] = ()
