"""What the pages of the trial designer are filled with."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from datetime import date, timedelta
from typing import Any

from cotake._errors import InputError
from cotake._text import sentence
from cotake.handover import Kept
from cotake.handover._scored import scale_entry
from cotake.journal import SIDE
from cotake.knowledge import Library
from cotake.surfaces.web.working._asked import Choice, given_for, group_named, settled
from cotake.surfaces.web.working._design_form import DRAFT, Asked, read_asked
from cotake.surfaces.web.working._design_view import Outline, before_of, blocks_of, outline_of, power_in
from cotake.surfaces.web.working._kept import Fixed
from cotake.surfaces.web.working._wish import Wish
from cotake.trial._numbers import shown


def form_page(
    typed: Mapping[str, str] | None,
    drafts: Mapping[str, dict[str, str]],
    choice: Choice,
    kept: Kept,
    library: Library,
    today: date,
) -> dict[str, Any]:
    """The form, with what was typed or is likeliest; and what comes of it, where it was asked for."""
    form = dict(typed) if typed is not None else _likeliest(choice, kept, library, today)
    outline: Outline | None = None
    powered, scored = None, 0
    asked = read_asked(drafts[DRAFT], today) if DRAFT in drafts else None
    if isinstance(asked, Asked):
        with suppress(InputError):
            outline = outline_of(asked, kept, library)
            before = before_of(asked, choice, kept, library, today)
            scored = sum(value == value for value in before)
            powered = power_in(drafts, asked, "power by days")
    return {
        "form": form,
        "scales": _scales(choice, kept, library),
        "medicines": choice.medicines,
        "outline": outline,
        "powered": powered,
        "scored": scored,
    }


def fixed_page(fixed: Fixed, kept: Kept, library: Library, today: date) -> dict[str, Any]:
    """The trial that was fixed; the doses of a sealed order are shown after its end."""
    made = fixed.design
    over = today > made.blocks[-1].last
    scale = made.scale
    return {
        "made": made,
        "blocks": blocks_of(made, today, sealed=fixed.sealed and not over),
        "sealed": fixed.sealed and not over,
        "over": over,
        "name": sentence(scale_entry(made.outcome, kept.scales, library).name),
        "points": shown(scale.mid) if scale.mid is not None else "",
        "doses": sorted({each.exposure for each in made.blocks}),
        "days": (made.blocks[-1].last - made.blocks[0].first).days + 1,
    }


def _scales(choice: Choice, kept: Kept, library: Library) -> tuple[tuple[str, str], ...]:
    """What can be scored in a trial: first what the journal has, then what else there is."""
    had = dict(choice.outcomes)
    others = [
        (each.id, sentence(each.name))
        for each in kept.scales
        if each.better != "neither" and not each.id.startswith(SIDE) and each.id not in had
    ]
    asked = [
        (name, library.instrument(name).name)
        for name in library.ids("instruments")
        if library.instrument(name).score != "none" and name not in had
    ]
    return (*choice.outcomes, *others, *asked)


def _likeliest(choice: Choice, kept: Kept, library: Library, today: date) -> dict[str, str]:
    """None against the present dose, or the highest so far, of the medicine whose dose changed."""
    wish = settled(Wish(), choice, kept, today)
    group = group_named(wish.medicine, choice)
    now, dose = "", ""
    if group is not None and wish.outcome:
        with suppress(InputError):
            taken = given_for(wish, group, kept, library).days.exposure
            now, dose = f"{taken[-1]:g}", f"{taken[-1] or max(taken):g}"
    return {
        "outcome": wish.outcome,
        "medicine": wish.medicine,
        "dose-a": "0",
        "dose-b": dose if dose != "0" else "",
        "before": now,
        "begin": (today + timedelta(days=1)).isoformat(),
        "rounds": "3",
    }
