"""What a person chose to hand on, kept between the pages."""

from __future__ import annotations

from collections.abc import Mapping, MutableMapping
from dataclasses import replace
from typing import Any, Literal, get_args

from cotake._record import record
from cotake.surfaces.web.check._forms import Refused

Paper = Literal["a4", "letter"]
PAPERS: tuple[Paper, ...] = get_args(Paper)
#: How many days can be looked back on, and those where nobody says otherwise.
DAYS, USUAL_DAYS = (14, 30, 60, 90, 180, 365), 90
#: What the journal is asked for is kept where it stays in memory, the rest in the sealed cookie.
SESSION = DRAFT = "report"
#: In bytes, so that the cookie holds it beside the list.
MOST_NAME, MOST_QUESTIONS = 150, 1000


@record
class Choice:
    """The parts that go in, and how.

    `outcomes` are ids of scales, none for those of most days; `medicine` is by whose dose scores are
    compared, "" for the one whose dose changed.
    """

    parts: frozenset[str]
    days: int = USUAL_DAYS
    name: str = ""
    questions: str = ""
    paper: Paper = "a4"
    with_journal: bool = True
    outcomes: tuple[str, ...] = ()
    medicine: str = ""

    @property
    def asked(self) -> tuple[str, ...]:
        """The person's own questions, one a line."""
        return tuple(line for each in self.questions.splitlines() if (line := " ".join(each.split())))


def read_choice(form: Mapping[str, Any], before: Choice, parts: tuple[str, ...]) -> Choice | Refused:
    """The choice of a form; what it does not ask for stays as it was before.

    Args:
        form: its fields.
        before: the choice so far.
        parts: all that a page can hold.
    """
    name = " ".join(_text(form, "name").split())
    questions = "\n".join(line.rstrip() for line in _text(form, "questions").splitlines()).strip()
    if len(name.encode()) > MOST_NAME:
        return Refused("report-name-too-long", "name")
    if len(questions.encode()) > MOST_QUESTIONS:
        return Refused("report-questions-too-long", "questions")
    days = _text(form, "days")
    paper = _text(form, "paper")
    made = replace(
        before,
        parts=frozenset(each for each in parts if form.get(f"part-{each}")),
        days=int(days) if days in map(str, DAYS) else before.days,
        name=name,
        questions=questions,
        paper=paper if paper in PAPERS else before.paper,
        with_journal=bool(form.get("journal")) if form.get("asks-journal") else before.with_journal,
    )
    if not form.get("asks-outcomes"):
        return made
    asked = tuple(key.partition(":")[2] for key in form if key.startswith("outcome:"))
    return replace(made, outcomes=asked, medicine=_text(form, "medicine"))


def choice_in(
    session: Mapping[str, Any], drafts: Mapping[str, dict[str, str]], usual: frozenset[str]
) -> Choice:
    """What was chosen last; the usual where nothing was, or where what is kept is of no use any more."""
    held, asked = session.get(SESSION), drafts.get(DRAFT, {})
    found = Choice(usual)
    if isinstance(held, dict):
        found = replace(
            found,
            parts=frozenset(map(str, held.get("parts", usual))),
            days=held["days"] if held.get("days") in DAYS else USUAL_DAYS,
            name=str(held.get("name", "")),
            questions=str(held.get("questions", "")),
            paper="letter" if held.get("paper") == "letter" else "a4",
            with_journal=held.get("journal") is not False,
        )
    outcomes = tuple(each for each in asked.get("outcomes", "").split("\n") if each)
    return replace(found, outcomes=outcomes, medicine=asked.get("medicine", ""))


def put_choice(
    session: MutableMapping[str, Any],
    drafts: MutableMapping[str, dict[str, str]],
    choice: Choice,
    usual: frozenset[str],
) -> None:
    """Keep it in the place of the one before."""
    held: dict[str, Any] = {
        "days": choice.days,
        "name": choice.name,
        "questions": choice.questions,
        "paper": choice.paper,
        "journal": choice.with_journal,
    }
    if choice.parts != usual:
        held["parts"] = sorted(choice.parts)
    session[SESSION] = held
    drafts[DRAFT] = {"outcomes": "\n".join(choice.outcomes), "medicine": choice.medicine}


def _text(form: Mapping[str, Any], name: str) -> str:
    held = form.get(name)
    return held if isinstance(held, str) else ""
