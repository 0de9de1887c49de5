"""What changes between two answers: when one is added, stopped, moved, or nothing is done."""

from __future__ import annotations

from datetime import timedelta

from hypothesis import given

import cotake
from cotake.interactions import Comparison, compare
from cotake.knowledge import Library
from cotake.regimen import Medicine
from tests.conftest import TODAY
from tests.interactions.test_properties import NOW, QUICK, ask, lists, shown

LIST = ("LDN 4.5 mg at bedtime", "sertraline 100 mg daily")


def between(before: tuple[str, ...], after: tuple[str, ...], library: Library) -> Comparison:
    one, other = (cotake.check(each, library=library, today=TODAY) for each in (before, after))
    return compare(one, other).that_asks()


@QUICK
@given(lists(1, 7, NOW))
def test_the_same_list_changes_nothing(medicines: list[Medicine]) -> None:
    found = compare(ask(medicines), ask(medicines[::-1]))
    assert not found.changes, shown(medicines)
    assert not (found.new or found.gone or found.worse or found.milder)


@QUICK
@given(lists(2, 7, NOW), NOW)
def test_one_more_medicine_takes_no_finding_away_and_makes_none_milder(
    medicines: list[Medicine], added: Medicine
) -> None:
    if added.substance in {each.substance for each in medicines}:
        return
    before, after = ask(medicines), ask([*medicines, added])
    there, back = compare(before, after).that_asks(), compare(after, before).that_asks()
    assert not (there.gone or there.milder), (shown(medicines), added.substance)
    assert not (back.new or back.worse or back.wider), (shown(medicines), added.substance)
    assert all(added.substance in each.substances for each in there.new if each.kind != "burden")


def test_what_is_added_brings_what_is_new_and_taking_it_away_takes_that_away(library: Library) -> None:
    more = (*LIST, "tramadol 50 mg prn")
    there, back = between(LIST, more, library), between(more, LIST, library)
    assert [each.classification for each in there.new][:1] == [1]
    assert {"naltrexone", "tramadol"} <= set(there.new[0].substances)
    assert [each.id for each in back.gone] == [each.id for each in there.new]
    assert there.changes and back.changes


def test_a_third_of_one_kind_joins_the_finding_of_the_two(library: Library) -> None:
    """Bleeding adds up over all: with a third it is one finding still, wider or worse, and never new."""
    two, three = (
        ("warfarin 5 mg", "ibuprofen 400 mg"),
        ("warfarin 5 mg", "ibuprofen 400 mg", "clopidogrel 75 mg"),
    )
    found = between(two, three, library)
    assert not found.new and not found.gone
    (wider,) = found.wider
    assert set(wider.after.substances) - set(wider.before.substances) == {"clopidogrel"}
    (narrower,) = between(three, two, library).narrower
    assert narrower.after.id == wider.before.id


def test_what_is_stopped_ends_on_a_day_and_later_when_it_is_stopped_later(library: Library) -> None:
    taken = (*LIST, "tramadol 50 mg tid")
    ends = []
    for days in (0, 5):
        stop = TODAY + timedelta(days=days)
        found = between(taken, (*LIST, f"tramadol 50 mg tid until {stop}"), library)
        (ending,) = [each for each in found.ending if "naltrexone" in each.after.substances]
        assert ending.before.ends.date is None
        ends.append(ending.after.ends.date)
    assert ends[0] is not None and ends[1] == ends[0] + timedelta(days=5)
    long_ago = TODAY - timedelta(days=60)
    gone = between(taken, (*LIST, f"tramadol 50 mg tid until {long_ago}"), library)
    assert any("tramadol" in each.substances for each in gone.gone)


def test_another_dose_is_worse_one_way_and_milder_the_other(library: Library) -> None:
    """Simvastatin with amlodipine: at most 20 mg a day by the label."""
    low, high = ("simvastatin 20 mg", "amlodipine 5 mg"), ("simvastatin 80 mg", "amlodipine 5 mg")
    (worse,) = between(low, high, library).worse
    assert (worse.before.classification, worse.after.classification) == (4, 3)
    (milder,) = between(high, low, library).milder
    assert (milder.before.id, milder.after.id) == (worse.after.id, worse.before.id)


def test_a_weekly_medicine_that_would_be_taken_daily_is_new_and_to_be_avoided(library: Library) -> None:
    found = between(("methotrexate 15 mg weekly",), ("methotrexate 15 mg daily",), library)
    assert [each.classification for each in found.new] == [1]


def test_what_cannot_be_read_is_told_where_it_is_new(library: Library) -> None:
    assert between(LIST, (*LIST, "blorbamine"), library).unread == ("blorbamine",)
    assert between((*LIST, "blorbamine"), (*LIST, "blorbamine"), library).unread == ()
