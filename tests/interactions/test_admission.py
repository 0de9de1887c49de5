"""Pair records are let in as their substances are met; what was met before changes no answer."""

from __future__ import annotations

import random
from datetime import date

import cotake
from cotake.interactions._profile import fits, profile_of
from cotake.interactions._rulebook import rulebook_of
from cotake.knowledge import Library
from cotake.regimen import parse


def test_an_answer_does_not_depend_on_what_was_asked_before(library: Library, today: date) -> None:
    fresh, worn = Library(library.path), Library(library.path)
    rulebook_of(worn).admit(worn.ids("substances"))
    every = fresh.ids("substances")
    pick = random.Random(3)
    for _ in range(150):
        listed = pick.sample(every, 4)
        asked = [cotake.check(listed, library=each, today=today) for each in (fresh, worn)]
        one, other = [
            [(each.id, each.classification, each.exposure) for each in report.findings] for report in asked
        ]
        assert one == other, listed


def test_every_pair_record_is_let_in_by_one_of_its_sides(library: Library) -> None:
    everything = library.pairs_about(("", *library.ids("substances")))
    assert {each.id for each in everything} == set(library.ids("pairs"))


def test_many_other_libraries_in_between_change_nothing(library: Library, today: date) -> None:
    """A rulebook that was let go is made anew; what was worked out with the old one is not used."""
    listed = ["ketoconazole 200 mg", "dabigatran 150 mg"]
    before = cotake.check(listed, library=library, today=today).worst_by_mechanism()
    for _ in range(9):
        cotake.check(["warfarin 5 mg", "aspirin 75 mg"], library=Library(library.path), today=today)
    cotake.check(["sertraline 50 mg", "tramadol 50 mg"], library=library, today=today)
    assert cotake.check(listed, library=library, today=today).worst_by_mechanism() == before


def test_every_role_that_fits_is_found_among_those_that_are_tried(library: Library, today: date) -> None:
    """Roles are tried by the substances or classes that they ask for; none is passed over."""
    rules = rulebook_of(library)
    rules.admit(library.ids("substances"))
    for name in library.ids("substances")[::25]:
        regimen = parse([name], library, today=today)
        for medicine in regimen.medicines:
            profile = profile_of(medicine, library)
            fitting = {number for number, role in enumerate(rules.roles) if fits(role, profile) is not None}
            assert set(profile.plays) == fitting, name
