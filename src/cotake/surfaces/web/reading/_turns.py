"""The page of the guide and the page of claims: the same wherever the pages run."""

from __future__ import annotations

from typing import Any

from cotake.evidence import NEAR, claims_about, nearest_claims
from cotake.guidance import guide_of
from cotake.interactions import check
from cotake.knowledge import Library
from cotake.surfaces.web._sheet import Sheet
from cotake.surfaces.web._templates import Shown
from cotake.surfaces.web.reading._claims import Heard, claim_view

_MOST_ASKED = 300


def guide_shown(sheet: Sheet, library: Library) -> Shown:
    """The article on the list; the way to the list where it is empty."""
    if not sheet.entries:
        return Shown("guide.html", {"article": None, "complete": True})
    report = check(sheet.lines, person=dict(sheet.person), library=library)
    article = guide_of(report, sheet.audience)
    return Shown("guide.html", {"article": article, "complete": report.complete})


def claims_shown(sheet: Sheet, library: Library, asked: Any = "") -> Shown:
    """The claims on what is in the list, and the one nearest to what was heard."""
    heard = " ".join(asked.split())[:_MOST_ASKED] if isinstance(asked, str) else ""
    report = check(sheet.lines, person=dict(sheet.person), library=library) if sheet.entries else None
    bands = {each.substance: each.bands for each in report.medicines} if report else {}
    about = claims_about(list(bands), bands, library) if bands else []
    near = [each for each in nearest_claims(heard, library) if each.score >= NEAR] if heard else []
    found = (
        Heard(heard, claim_view(near[0].claim, library, sheet.audience), near[0].turned) if near else None
    )
    values = {
        "heard": heard,
        "found": found,
        "about": [claim_view(each, library, sheet.audience) for each in about],
        "empty": not sheet.entries,
    }
    return Shown("claims.html", values)
