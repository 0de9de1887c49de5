"""The page of the plan: the form, and what came of it."""

from __future__ import annotations

from datetime import date
from typing import Any

from litestar import Request, Response

from cotake._record import record
from cotake.interactions import harm_named, said
from cotake.knowledge import Library
from cotake.surfaces._agreed import Standing, standing
from cotake.surfaces._here import now_here
from cotake.surfaces.web._render import page as rendered
from cotake.surfaces.web._render import words_for
from cotake.surfaces.web._sheet import Sheet, sheet_of
from cotake.surfaces.web._sources import Source, Sources
from cotake.surfaces.web._vault import vault_of
from cotake.surfaces.web.plan._asked import Refused, asked_in, holds_in
from cotake.surfaces.web.plan._draw import Drawn, drawn, schedules_of, with_texts
from cotake.surfaces.web.plan._view import PlanView, plan_view
from cotake.surfaces.web.plan._words import in_terms_of_the_form
from cotake.titration import Plan, page, rule_in_words

Asked = Request[Any, Any, Any]
#: What was moved just now: the number of the step, and its new day.
MOVED = "plan-moved"


@record
class Reason:
    """Why no plan is drawn: a finding of class 1."""

    names: tuple[str, ...]
    harm: str
    summary: str
    action: str
    sources: tuple[Source, ...]


def today_here() -> date:
    """The day on the clock of this machine."""
    return now_here().date()


def drawn_for(request: Asked, library: Library) -> Drawn | None:
    """What comes of what was asked before; None where nothing was."""
    asked = asked_in(request.session)
    if not asked:
        return None
    return drawn(asked, holds_in(request.session), sheet_of(request.session), library, today_here())


def shown_plan(
    request: Asked,
    library: Library,
    *,
    typed: dict[str, str] | None = None,
    refused: Refused | None = None,
    told: str = "",
    moved_told: str = "",
) -> Response[Any]:
    """The page. `typed` is what stands in the form where that was not taken, and why not."""
    sheet = sheet_of(request.session)
    _, say = words_for(request, sheet)
    found = drawn_for(request, library)
    asked = asked_in(request.session)
    made = found.plan if found else None
    now = request.session.pop(MOVED, None)
    form = asked if typed is None else typed
    if found and found.told and typed is None:
        told = found.told
    values = {
        "form": {"begin": today_here().isoformat(), **form},
        "refused": refused,
        "told": in_terms_of_the_form(told, say),
        "moved_told": in_terms_of_the_form(moved_told, say),
        "schedules": schedules_of(form["name"], library, today_here()) if form.get("name") else (),
        "reasons": _reasons(found, library, sheet) if found else (),
        "same": found.same if found else (),
        "held": bool(holds_in(request.session)),
        "asked": bool(asked),
        "view": None,
        "standing": standing_in(request, library),
        "rule_in_words": rule_in_words,
        "today": today_here(),
    }
    if made is not None:
        view = plan_view(made)
        values |= _of_plan(made, sheet, say) | {"view": view, "moved": _moved(now, view)}
    status = 422 if refused or moved_told or (told and typed is not None) else 200
    return rendered(request, "plan/plan.html", status=status, **values)


def standing_in(request: Asked, library: Library) -> Standing | None:
    """Where the agreed plan stands, while the journal is open; None else, or where none is kept."""
    from cotake.journal import Scales

    vault = vault_of(request)
    if not vault.is_open(request.session):
        return None
    journal = vault.journal(request.session)
    return standing(journal, Scales(library, journal.scales()), now_here())


def _of_plan(made: Plan, sheet: Sheet, say: Any) -> dict[str, Any]:
    """The article on it in parts: steps and what needs a look have their own place on the page."""
    article = page(with_texts(made, lambda text: in_terms_of_the_form(text, say)), sheet.audience)
    parts = {each.id: each for each in article.sections}
    rest = [each for each in article.sections if each.id not in ("plan", "steps", "known")]
    return {
        "made": made,
        "article": article,
        "opening": parts["plan"],
        "of_steps": parts["steps"].paragraphs,
        "checks": parts["known"].paragraphs if "known" in parts else (),
        "findings": parts["known"].points if "known" in parts else (),
        "known_heading": parts["known"].heading if "known" in parts else "",
        "rest": rest,
        "plainly": lambda text: in_terms_of_the_form(text, say),
    }


def _moved(now: Any, view: PlanView) -> tuple[int, date, bool] | None:
    """The step that was moved, where it begins now, and whether that is where it was meant to."""
    if not isinstance(now, list) or len(now) != 2:
        return None
    step = next((each for each in view.steps if each.number == now[0]), None)
    return (step.number, step.first, step.first.isoformat() == now[1]) if step else None


def _reasons(found: Drawn, library: Library, sheet: Sheet) -> tuple[Reason, ...]:
    reasons = []
    for each in found.refused.findings if found.refused else ():
        finding: Any = each
        sources = Sources(library)
        sources.marks(finding.citations)
        reasons.append(
            Reason(
                finding.names,
                harm_named(finding.hazard, library, sheet.audience),
                said(finding.summary, sheet.audience),
                said(finding.action, sheet.audience),
                sources.listed(),
            )
        )
    return tuple(reasons)
