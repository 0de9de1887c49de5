"""What is gathered: medicines and since when, doses, scores, and what must never go in."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from cotake import InputError
from cotake.handover import USUAL, Dosed, Kept, chosen, gather, kept_of
from cotake.handover._by_dose import by_dose
from cotake.handover._dosed import levels
from cotake.journal import Cost, Journal, agreed_text, read_agreed
from cotake.knowledge import Library
from tests.handover.conftest import Make
from tests.handover.making import EVENT, NOW, SECRET, TODAY, answers, entry, kept, ldn, pain, simple

PASSPHRASE = "correct horse battery"
PLAN = """{"name": "LDN", "steps": [
  {"number": 1, "first": "2026-11-01", "last": "2026-11-14", "says": "1.5 mg at bedtime"},
  {"number": 2, "first": "2026-11-15", "last": null, "says": "3 mg at bedtime"}],
 "rules": [{"scale": "nausea", "sign": ">=", "value": "4", "days": 2, "then": "hold"}]}"""


# medicines


def test_typed_dates_come_before_those_of_the_journal(make: Make, journal: Kept) -> None:
    made = make("LDN 4.5 mg from 2026-09-01", "sertraline 100 mg", "ibuprofen 400 mg prn", journal=journal)
    since = {each.medicine.substance: (each.since, each.known_by) for each in made.taken}
    assert since == {
        "naltrexone": (date(2026, 9, 1), "said"),
        "sertraline": (TODAY - timedelta(days=59), "journal"),
        "ibuprofen": (None, ""),
    }


def test_the_first_dose_counts_though_it_was_before_the_time_looked_back_on(
    make: Make, journal: Kept
) -> None:
    made = make(journal=journal, days=7)
    assert made.first == TODAY - timedelta(days=6)
    assert {each.since for each in made.taken} == {
        TODAY - timedelta(days=39),
        TODAY - timedelta(days=59),
    }


def test_without_medicines_those_of_the_journal_are_taken(library: Library, journal: Kept) -> None:
    made = gather([], library=library, now=NOW, journal=journal)
    assert sorted(each.medicine.text for each in made.taken) == ["LDN 4.5 mg", "sertraline 100 mg"]


def test_one_medicine_by_two_names_is_one(library: Library) -> None:
    entries = [
        entry(at, "dose", {"medicine": name, "taken": "taken", "dose": ""}, NOW - timedelta(days=20 - at))
        for at, name in enumerate(["naltrexone 1.5 mg"] * 10 + ["LDN 3 mg"] * 10)
    ]
    made = gather([], library=library, now=NOW, journal=Kept(tuple(entries), (), simple(library).scales))
    assert [each.medicine.text for each in made.taken] == ["LDN 3 mg"]
    assert [len(each.days) for each in made.doses] == [20]
    assert made.report.of_class(1, 2, 3) == ()


def test_doses_of_a_day_add_up(library: Library) -> None:
    twice = [
        entry(hour, "dose", {"medicine": "metformin", "taken": "taken", "dose": "500 mg"}, when)
        for hour, when in enumerate(
            NOW - timedelta(days=day, hours=8 * half) for day in range(9) for half in (0, 1)
        )
    ]
    made = gather(
        [], library=library, now=NOW, journal=Kept(tuple(reversed(twice)), (), simple(library).scales)
    )
    assert made.taken[0].medicine.mg_per_day == 1000
    assert {mg for _, mg, _ in made.doses[0].days} == {1000}


def test_an_unknown_medicine_of_the_journal_is_not_dropped(library: Library) -> None:
    kept_ = kept(library, doses={"blorbamine": lambda day: 20, "sertraline": lambda day: 50})
    made = gather([], library=library, now=NOW, journal=kept_)
    assert [each.text for each in made.report.not_recognised] == ["blorbamine 20 mg"]
    assert not made.report.complete


def test_doses_without_a_name_are_told(library: Library) -> None:
    more = [("dose", {"medicine": "", "taken": "taken", "dose": ""}, day) for day in (3, 4)]
    made = gather([], library=library, now=NOW, journal=simple(library, more=more))
    assert any("without the name of a medicine" in each for each in made.left_out)


def test_the_order_of_the_list_changes_nothing(make: Make, journal: Kept) -> None:
    from cotake.handover import page_of

    lists = (
        ["warfarin 5 mg", "LDN 4.5 mg", "ibuprofen 400 mg"],
        ["ibuprofen 400 mg", "warfarin 5 mg", "LDN 4.5 mg"],
    )
    one, other = (page_of(make(*each, journal=journal)) for each in lists)
    assert one.sections[0].blocks[0] == other.sections[0].blocks[0]
    titles = [
        [block.title for block in page.sections[1].blocks if hasattr(block, "title")]
        for page in (one, other)
    ]
    assert [set(each.replace(":", " +").split(" + ")) for each in titles[0]] == [
        set(each.replace(":", " +").split(" + ")) for each in titles[1]
    ]


def test_without_any_medicine_it_is_refused(library: Library) -> None:
    with pytest.raises(InputError, match="no medicine was given"):
        gather([], library=library, now=NOW)
    with pytest.raises(InputError, match="no medicine was given"):
        gather([" "], library=library, now=NOW, journal=kept(library, scores={"pain": pain}))


# doses and scores


def test_days_are_taken_late_or_skipped() -> None:
    day = date(2026, 11, 1)
    dosed = Dosed(
        "it",
        "",
        tuple(
            (day + timedelta(days=at), 1.0, how)
            for at, how in enumerate(["taken", "late", "taken", "skipped"])
        ),
    )
    assert [dosed.counted(how) for how in ("taken", "late", "skipped")] == [2, 1, 1]


def test_a_dose_is_kept_until_another_is_written_and_skipped_is_none() -> None:
    first = date(2026, 11, 1)
    days = (
        (first + timedelta(days=2), 1.5, "taken"),
        (first + timedelta(days=4), 0.0, "skipped"),
        (first + timedelta(days=5), 3.0, "late"),
    )
    dosed = Dosed("it", "", days, began=days[0][0])
    assert list(levels(dosed, first, first + timedelta(days=6)).values()) == [0, 0, 1.5, 1.5, 0, 3, 3]


def test_a_medicine_of_long_ago_was_taken_before_the_first_entry_of_the_time() -> None:
    first = date(2026, 11, 1)
    dosed = Dosed("it", "", ((first + timedelta(days=1), 50.0, "taken"),), began=date(2025, 1, 1))
    assert list(levels(dosed, first, first + timedelta(days=2)).values()) == [50, 50, 50]


def test_doses_without_an_amount_count_as_taken() -> None:
    first = date(2026, 11, 1)
    dosed = Dosed(
        "it", "", ((first, None, "taken"), (first + timedelta(days=1), 0.0, "skipped")), began=first
    )
    assert list(levels(dosed, first, first + timedelta(days=1)).values()) == [1, 0]


def test_means_by_dose(make: Make, library: Library) -> None:
    kept_ = simple(library, sides={"nausea": lambda day: 8 if day >= 34 else 0})
    made = make(journal=kept_)
    heads, rows = by_dose(made.side_effects, made)
    assert heads == ("none", "1.5 mg", "4.5 mg")
    assert rows[0][0] == "Nausea"
    assert [cell.partition(" ")[2] for cell in rows[0][1:]] == ["(20)", "(14)", "(26)"]
    assert float(rows[0][1].split()[0]) < 2 < 6 < float(rows[0][3].split()[0])


def test_many_doses_are_put_together(make: Make, library: Library) -> None:
    kept_ = simple(library, doses={"LDN": lambda day: 0.5 * (1 + day // 6)}, sides={"nausea": pain})
    made = make(journal=kept_)
    heads, _ = by_dose(made.side_effects, made)
    assert heads == ("0.5 to 1 mg", "1.5 to 2 mg", "2.5 to 3 mg", "3.5 to 4 mg", "4.5 to 5 mg")


def test_by_themselves_the_three_scales_of_most_days_and_the_others_are_named(
    make: Make, library: Library
) -> None:
    kept_ = simple(library, scores=dict.fromkeys(("pain", "mood", "energy", "sleep", "guess"), pain))
    made = make(journal=kept_)
    assert len(made.outcomes) == 3
    assert "guess" not in str(made.outcomes) + str(made.left_out)
    assert any("Scored as well" in each for each in made.left_out)
    filled = make(journal=simple(library, more=[("answers", answers(), 40)]))
    assert filled.answered and filled.left_out == ()
    asked = make(journal=kept_, outcomes=["sleep quality"])
    assert [each.scale.id for each in asked.outcomes] == ["sleep"]


def test_a_questionnaire_can_be_an_outcome(make: Make, library: Library) -> None:
    kept_ = simple(library, more=[("answers", answers(), day) for day in (5, 19, 33)])
    made = make(journal=kept_, outcomes=["phq-9"])
    assert [(each.scale.name, each.scale.most, len(each.days)) for each in made.outcomes] == [
        ("PHQ-9", 27, 3)
    ]


def test_what_cannot_be_shown_is_refused(make: Make, journal: Kept) -> None:
    with pytest.raises(InputError, match="no scale of the journal"):
        make(journal=journal, outcomes=["no such"])
    with pytest.raises(InputError, match="no dose of 'ibuprofen' is in the journal"):
        make(journal=journal, medicine="ibuprofen")
    with pytest.raises(InputError, match="there is none"):
        make(outcomes=["pain"])
    with pytest.raises(InputError, match="looks back"):
        make(journal=journal, days=0)


# the trial


def test_the_medicine_whose_dose_changed_is_compared(make: Make, journal: Kept) -> None:
    made = make(journal=journal)
    assert made.compared == "low-dose naltrexone"
    assert [each.medicine for each in made.analyses] == ["low-dose naltrexone"]
    assert "better (" in made.analyses[0].says
    assert made.analyses[0].anytime


def test_the_analysis_is_that_of_the_trial_itself(make: Make, journal: Kept, library: Library) -> None:
    from cotake.trial import analyze
    from cotake.trial.given import given_of_journal

    given = given_of_journal(journal.entries, journal.marks, journal.scales, library, "pain", "LDN")
    days = given.days
    alone = analyze(
        days.values, days.exposure, times=days.times, scale=given.scale, covariates=days.covariates or None,
        half_life_days=given.half_life_days, anytime=True,
    )  # fmt: skip
    assert make(journal=journal, outcomes=["pain"]).analyses[0].effect == alone.effect


def test_why_there_is_no_analysis_is_told(make: Make, library: Library) -> None:
    same = make(journal=simple(library, doses={"sertraline": lambda day: 100}))
    assert same.analyses == () and "No dose of these medicines changed" in same.not_analysed[0][1]
    none = make(journal=kept(library, scores={"pain": pain}))
    assert "No dose was written down" in none.not_analysed[0][1]
    both = simple(library, doses={"LDN": ldn, "sertraline": lambda day: 50 if day < 30 else 100})
    assert "LDN and sertraline changed" in make(journal=both).not_analysed[0][1]
    assert make(journal=both, medicine="Zoloft").compared == "sertraline"
    short = make(
        journal=simple(library, days=30, scores={"pain": lambda day: 5}), outcomes=["pain", "mood"]
    )
    assert {name for name, _ in short.not_analysed} >= {"mood"}


def test_a_medicine_of_the_journal_that_was_not_listed_is_told_to_the_person_alone(
    make: Make, journal: Kept
) -> None:
    from cotake.handover import page_of, to_text

    made = make("sertraline 100 mg", journal=journal)
    assert made.not_listed == ("LDN",)
    assert [each.name for each in made.doses] == ["sertraline"]
    page = to_text(page_of(made))
    assert not re.search("LDN|naltrexone", page, re.IGNORECASE)


def test_a_medicine_that_was_not_listed_is_reckoned_with_and_not_named(
    make: Make, library: Library
) -> None:
    both = simple(library, doses={"LDN": ldn, "sertraline": lambda day: 50 if day < 40 else 100})
    alone = make("sertraline 100 mg", journal=both)
    assert alone.compared == "sertraline"
    assert any("another medicine 1" in text for text in alone.analyses[0].assumptions)
    listed = make(journal=both, medicine="sertraline")
    assert listed.analyses[0].effect == alone.analyses[0].effect
    asked = make("sertraline 100 mg", journal=both, medicine="LDN")
    assert asked.compared == "naltrexone"


def test_a_trial_that_was_fixed_is_told(make: Make, library: Library) -> None:
    made = make(journal=simple(library, fixed=True))
    assert any("fixed in advance" in why for _, why in made.not_analysed)


# the plan


def test_the_plan_with_its_step_and_what_is_met(make: Make, library: Library) -> None:
    agreed = read_agreed(PLAN)
    made = make(journal=simple(library, agreed=agreed, sides={"nausea": lambda day: 8}))
    assert made.agreed == agreed
    assert made.met == agreed.rules
    assert make(journal=simple(library, agreed=agreed, sides={"nausea": lambda day: 0})).met == ()


# what must not go in


def test_notes_are_not_even_read(library: Library, tmp_path: Path) -> None:
    with Journal.create(tmp_path / "j", PASSPHRASE, cost=Cost(13, 1, 1)) as journal:
        journal.add("note", {"text": SECRET}, at=NOW)
        journal.add("event", {"text": EVENT}, at=NOW)
        journal.add("scores", {"pain": 4}, at=NOW)
        journal.add("dose", {"medicine": "LDN 3 mg", "taken": "taken", "dose": ""}, at=NOW)
        journal.add("scores", {"pain": 9}, at=NOW + timedelta(days=2))
        journal.set("plan", agreed_text(read_agreed(PLAN)))
        found = kept_of(journal, library, until=TODAY)
    assert SECRET not in str(found.entries)
    assert [each.kind for each in found.entries] == ["dose", "event"]
    assert [value for _, _, value in found.marks] == [4]
    assert found.agreed is not None and found.agreed.name == "LDN"


def test_of_a_questionnaire_on_self_harm_only_the_score_is_kept(make: Make, library: Library) -> None:
    kept_ = simple(library, more=[("answers", answers(self_harm=3), 50)])
    made = make(journal=kept_)
    assert [(each.instrument, each.score, each.answers) for each in made.answered] == [("phq-9", 11, {})]


def test_answers_of_other_questionnaires_are_kept(make: Make, library: Library) -> None:
    body = {"instrument": "peg", "answers": {"pain": 4, "enjoyment": 5, "activity": 6}, "score": 5.0}
    made = make(journal=simple(library, more=[("answers", body, 50)]))
    assert made.answered[0].answers == body["answers"]


def test_events_only_where_they_are_asked_for(make: Make, library: Library) -> None:
    kept_ = simple(library, more=[("event", {"text": EVENT}, 30)])
    usual = make(journal=kept_)
    assert usual.events == ()
    assert EVENT not in str(usual.analyses)
    assert any("event 1" in text for text in usual.analyses[0].assumptions)
    asked = make(journal=kept_, parts=chosen(["events"]))
    assert [each.text for each in asked.events] == [EVENT]
    assert any(EVENT in text for text in asked.analyses[0].assumptions)
    assert asked.analyses[0].effect == usual.analyses[0].effect


@pytest.mark.parametrize("part", sorted(USUAL))
def test_what_is_in_no_part_that_was_chosen_is_not_gathered(
    part: str, make: Make, library: Library
) -> None:
    kept_ = simple(
        library, sides={"nausea": pain}, agreed=read_agreed(PLAN), more=[("answers", answers(), 40)]
    )
    made = make(journal=kept_, parts=chosen(less=[part]), questions=["Why?"])
    held = {
        "medicines": made.taken, "plan": (made.agreed, made.met),
        "outcomes": (made.outcomes, made.answered),
        "doses": made.doses, "side-effects": made.side_effects, "trial": (made.analyses, made.not_analysed),
        "questions": made.questions,
    }  # fmt: skip
    for name, value in held.items():
        assert any(value if isinstance(value, tuple) else [value]) == (name != part), name


def test_parts_are_chosen_by_name() -> None:
    assert "events" not in USUAL
    assert chosen(["events"], ["Doses "]) == (USUAL | {"events"}) - {"doses"}
    with pytest.raises(InputError, match="no part of the page; there are medicines"):
        chosen(["notes"])
    with pytest.raises(InputError, match="cannot go in and stay out"):
        chosen(["plan"], ["plan"])


def test_the_future_is_left_aside(library: Library) -> None:
    late = datetime(2026, 12, 24, tzinfo=NOW.tzinfo)
    assert gather(["LDN"], library=library, now=late, journal=simple(library)).last == late.date()
