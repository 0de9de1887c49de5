"""Whole plans: what is refused, carried and said; the page, the calendar and the command."""

from __future__ import annotations

import json
from collections import Counter
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from cotake import InputError, PlanRefused
from cotake.guidance import to_html, to_markdown, to_text
from cotake.knowledge import Library
from cotake.knowledge.types import Who
from cotake.surfaces.cli import cli
from cotake.titration import (
    Form,
    Plan,
    calendar,
    page,
    pausing_named,
    plain,
    plan,
    read_liquid,
    read_rule,
    shown,
)
from tests.conftest import TODAY

BEGIN = date(2026, 12, 1)


def make(library: Library, medicine: str = "LDN", **more: Any) -> Plan:
    usual: dict[str, Any] = {
        "start": Decimal("0.5"),
        "target": Decimal("4.5"),
        "step": Decimal("0.5"),
        "every": 14,
        "begin": BEGIN,
        "library": library,
        "today": TODAY,
    }
    return plan(medicine, **{**usual, **more})


def test_low_dose_naltrexone_by_half_a_milligram_every_two_weeks(library: Library) -> None:
    made = make(library, beside=["sertraline 50 mg"], forms=[read_liquid("1 mg/mL")])
    assert [str(step.mg_per_day) for step in made.steps][::4] == ["0.5", "2.5", "4.5"]
    assert made.steps[0].first == BEGIN
    assert made.steps[8].first == BEGIN + timedelta(days=8 * 14)
    assert made.steps[8].last is None
    assert [portion.count for portion in made.steps[2].portions] == [Decimal("1.5")]
    (supply,) = made.supply
    assert supply.count == sum(Decimal(turn) / 2 * 14 for turn in range(1, 9)) + Decimal("4.5") * 28


def test_it_is_refused_where_something_is_to_be_avoided(library: Library) -> None:
    with pytest.raises(PlanRefused, match="tramadol") as refused:
        make(library, beside=["sertraline 50 mg", "tramadol 50 mg as needed"])
    assert refused.value.findings
    assert "avoided" in str(refused.value)


def test_what_needs_care_is_carried_into_the_plan(library: Library) -> None:
    made = make(library, person={"surgery": True})
    assert {each.classification for each in made.carried} <= {2, 3}
    assert any(each.hazard == "loss-of-opioid-analgesia" for each in made.carried)
    told = to_text(page(made))
    assert "anaesthetist" in told


def test_a_taper_is_not_refused_for_what_is_to_be_avoided(library: Library) -> None:
    made = make(
        library,
        "tramadol",
        start=Decimal(200),
        target=Decimal(0),
        step=Decimal(50),
        taper="linear",
        beside=["LDN"],
    )
    assert made.steps[-1].kind == "end"
    assert any(each.classification == 1 for each in made.carried)


def test_a_tenfold_slip_is_caught(library: Library) -> None:
    with pytest.raises(InputError, match="15 mg is more than twice the top of the low band, 6 mg"):
        make(library, target=Decimal(15))
    with pytest.raises(InputError, match=r"Was 4\.5 mg meant"):
        make(library, start=Decimal(45), target=Decimal(45))


def test_an_unknown_medicine_beside_it_is_not_dropped(library: Library) -> None:
    told = to_text(page(make(library, beside=["blorbamine 5 mg"])))
    assert "Not recognised, and so not checked: blorbamine" in told


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (
            {"start": None, "target": None, "step": None, "every": None, "schedule": "nothing"},
            "no schedule 'nothing'",
        ),
        ({"start": None, "target": None}, "go with --start"),
        ({"schedule": "low-common"}, "has its own doses"),
        ({"step": Decimal(0)}, "above 0"),
        ({"times_per_day": 3}, "even doses"),
        ({"target": None}, "--target"),
        ({"every": None}, "--every"),
        ({"step": None}, "--step"),
        ({"taper": "linear", "start": Decimal(1), "target": Decimal(2)}, "goes down"),
        (
            {"taper": "hyperbolic", "medicine": "ibuprofen", "start": Decimal(400), "target": None},
            "not on record",
        ),
        ({"medicine": "sertraline and naltrexone"}, "one medicine"),
        ({"medicine": "blorbamine"}, "one medicine"),
        ({"times_per_day": 0}, "once a day"),
    ],
)
def test_what_is_missing_or_wrong_is_told(library: Library, more: dict[str, Any], said: str) -> None:
    with pytest.raises(InputError, match=said):
        make(library, more.pop("medicine", "LDN"), **more)


def test_every_page_is_to_be_discussed_with_the_prescriber(library: Library) -> None:
    made = make(library, rules=[read_rule("side effect >= 4 for 3 days: hold")])
    for audience in ("person", "clinician"):
        article = page(made, audience)
        for write in (to_text, to_markdown, to_html):
            text = write(article)
            assert "to discuss with your prescriber" in text
            assert "side effect is 4 or more for 3 days: stay on this step" in " ".join(text.split())
            assert "No pharmacist has reviewed" in " ".join(text.split())


def test_the_plan_is_json(library: Library) -> None:
    answer = json.loads(json.dumps(plain(make(library, beside=["sertraline 50 mg"]))))
    assert answer["to_discuss_with_your_prescriber"] is True
    assert answer["steps"][0]["first"] == "2026-12-01"
    assert answer["check"]["status"] in ("interaction", "nothing_found")


def doses_by_day(data: bytes) -> Counter[date]:
    """Each dose reminder as a parser that is not the writer reads it, on the clock of the person."""
    import vobject
    from dateutil.rrule import rrulestr

    found: Counter[date] = Counter()
    for event in vobject.readOne(data.decode()).vevent_list:
        if hasattr(event, "rrule"):
            begins = event.dtstart.value
            assert begins.tzinfo is None, "a floating time follows the person's clock"
            for moment in rrulestr(event.rrule.value, dtstart=begins):
                found[moment.date()] += 1
    return found


STAMP = datetime(2026, 11, 27, 12, tzinfo=UTC)


def test_the_calendar_has_each_dose_on_its_day_across_a_change_of_clock(library: Library) -> None:
    """From before the end of winter time to after it, in Europe and America."""
    made = make(library, begin=date(2027, 2, 20), when="bedtime")
    found = doses_by_day(calendar(made, stamp=STAMP))
    last = made.steps[-1].first + timedelta(days=89)
    span = (last - made.steps[0].first).days + 1
    assert found == Counter({made.steps[0].first + timedelta(days=turn): 1 for turn in range(span)})


def test_the_calendar_is_silent_about_the_medicine_unless_asked(library: Library) -> None:
    made = make(library, beside=["sertraline 50 mg"])
    quiet = calendar(made, stamp=STAMP).decode()
    assert not any(word in quiet.lower() for word in ("ldn", "naltrexone", "sertraline", " mg"))
    named = calendar(made, named=True, stamp=STAMP).decode()
    assert "LDN" in named
    assert "0.5 mg" in named


def test_several_doses_a_day_are_reminded_of(library: Library) -> None:
    made = make(
        library,
        "gabapentin",
        start=Decimal(300),
        target=Decimal(900),
        step=Decimal(300),
        every=3,
        times_per_day=3,
    )
    assert set(doses_by_day(calendar(made, stamp=STAMP)).values()) == {3}
    with pytest.raises(InputError, match="3 times a day"):
        calendar(made, at=time(9), stamp=STAMP)


def test_a_planned_operation_of_which_nothing_is_on_record_is_not_forgotten(library: Library) -> None:
    made = make(
        library,
        "melatonin",
        start=Decimal(1),
        target=Decimal(2),
        step=Decimal(1),
        person={"surgery": "2027-01-10"},
    )
    assert any("operation is planned" in each for each in made.notices)


def test_the_command(tmp_path: Path) -> None:
    run = CliRunner().invoke
    out, ics = tmp_path / "plan.html", tmp_path / "plan.ics"
    words = ["plan", "LDN", "--start", "0.5mg", "--target", "4.5mg", "--step", "0.5mg", "--every", "14d"]
    done = run(
        cli, [*words, "--out", str(out), "--ics", str(ics), "--liquid", "1mg/mL", "--from", "2026-12-01"]
    )
    assert done.exit_code == 0, done.output
    assert "<html" in out.read_text()
    assert ics.read_bytes().startswith(b"BEGIN:VCALENDAR")
    for wrong in (
        ["--start", "0.5"],
        ["--every", "soon"],
        ["--from", "tomorrow"],
        ["--at", "noon"],
        ["--hold", "x"],
    ):
        assert isinstance(run(cli, [*words, *wrong]).exception, InputError)


def first_doses(made: Plan) -> list[tuple[str, int | None, int]]:
    return [(shown(step.each_mg), step.times, step.every) for step in made.steps if step.kind == "dose"]


def of_record(library: Library, medicine: str, *beside: str) -> Plan:
    return plan(medicine, beside=beside, begin=BEGIN, library=library, today=TODAY)


def test_the_schedule_is_that_of_the_company(library: Library) -> None:
    """Lamotrigine label: half with valproate (25 mg every other day first), double with inducers."""
    alone = of_record(library, "lamotrigine")
    assert first_doses(alone)[:2] == [("25", 1, 1), ("50", 1, 1)]
    half = of_record(library, "lamotrigine", "valproate 500 mg twice daily")
    assert half.schedule == "with-valproate"
    assert first_doses(half)[:2] == [("25", 1, 2), ("25", 1, 1)]
    assert "25 mg every other day" in to_text(page(half))
    double = of_record(library, "lamotrigine", "carbamazepine 400 mg daily")
    assert double.schedule == "with-inducers"
    assert first_doses(double)[0] == ("50", 1, 1)
    with pytest.raises(InputError, match="not for what was said"):
        plan(
            "lamotrigine", schedule="usual", beside=["valproate 500 mg daily"], library=library, today=TODAY
        )


def test_a_dose_every_other_day_counts_and_is_reminded_of_every_other_day(library: Library) -> None:
    made = plan(
        "lamotrigine",
        beside=["valproate 500 mg twice daily"],
        begin=BEGIN,
        forms=[Form("tablet", Decimal(25))],
        kept_days=28,
        library=library,
        today=TODAY,
    )
    first = made.steps[0]
    assert (first.days, first.every) == (14, 2)
    (supply,) = made.supply
    assert supply.count == 7 + 14 + 2 * 7 + 4 * 28
    found = doses_by_day(calendar(made, stamp=STAMP))
    assert [day for day in range(14) if found[BEGIN + timedelta(days=day)]] == list(range(0, 14, 2))


def test_doses_of_a_day_may_differ(library: Library) -> None:
    """Topiramate label, migraine: 25 mg in the morning and 50 mg in the evening in the third week."""
    made = of_record(library, "topiramate 100 mg")
    third = made.steps[2]
    assert [shown(part) for part in third.parts] == ["25", "50"]
    assert "25 mg and 50 mg" in to_text(page(made))


@pytest.mark.parametrize("medicine", ["olanzapine depot", "Catapres-TTS"])
def test_another_route_or_form_gets_no_schedule_of_tablets(library: Library, medicine: str) -> None:
    with pytest.raises(InputError, match="no schedule"):
        of_record(library, medicine)


@pytest.mark.parametrize(
    ("medicine", "starts", "every"),
    [("Ozempic", "0.25", 7), ("Wegovy injection", "0.25", 7), ("Rybelsus", "3", 1)],
)
def test_tablets_and_injections_are_begun_each_in_their_own_way(
    library: Library, medicine: str, starts: str, every: int
) -> None:
    """US labels of Ozempic and Wegovy (0.25 mg once a week for four weeks) and of Rybelsus (3 mg a day)."""
    first = of_record(library, medicine).steps[0]
    assert (shown(first.each_mg), first.every) == (starts, every)


def someone(who: Who | None) -> dict[str, Any]:
    """A person whom a schedule or a limit is for."""

    def within(ends: tuple[float | None, ...]) -> float:
        low, high = ends
        return (high or 0) - 1 if low is None else low

    who = who or Who()
    found: dict[str, Any] = {"conditions": list(who.conditions[:1])}
    found |= {"age": within(who.ages)} if who.ages else {}
    found |= {"egfr": within(who.egfr)} if who.egfr else {}
    return found | {"genes": {gene: states[0] for gene, states in (who.gene or {}).items()}}


def test_every_schedule_on_record_can_be_planned(library: Library) -> None:
    seen = 0
    for name in library.ids("substances"):
        record = library.substance(name)
        for schedule in record.schedules:
            route = library.vocabulary("routes")[schedule.routes[0]].name if schedule.routes else ""
            form = library.vocabulary("forms")[schedule.form].names[0] if schedule.form else ""
            beside = [library.substance(each).name for each in schedule.with_[:1]]
            said = schedule.names[0] if schedule.names else record.name
            made = plan(
                " ".join(filter(None, (said, route, form))),
                schedule=schedule.id,
                beside=beside,
                person=someone(schedule.who),
                library=library,
                today=TODAY,
            )
            seen += 1
            assert len(made.steps) == len(schedule.stages)
            assert made.src
    assert seen > 80


@pytest.mark.parametrize(
    "medicine",
    [
        "methotrexate",
        "methotrexate 15 mg once a week",
        "Wegovy",
        "fentanyl patch",
        "olanzapine depot",
        "sertraline 50 mg weekly",
    ],
)
def test_what_is_not_taken_by_the_day_is_not_planned_by_the_day(library: Library, medicine: str) -> None:
    """Weekly methotrexate taken daily kills; a plan must never write that."""
    with pytest.raises((InputError, PlanRefused)):
        make(library, medicine, start=Decimal("2.5"), target=Decimal(15), step=Decimal("2.5"))


def test_whoever_was_without_an_opioid_does_not_go_back_to_the_top(library: Library) -> None:
    pause = pausing_named(date(2026, 12, 20), date(2027, 1, 5), "agreed")
    made = make(
        library, "oxycodone", start=Decimal(80), target=Decimal(0), step=Decimal(8), every=7,
        taper="linear", times_per_day=2, pauses=[pause],
    )  # fmt: skip
    assert made.steps[-1].kind == "pause"
    assert not [step for step in made.steps if step.first > date(2026, 12, 20)]
    assert any("agreed anew" in each for each in made.notices)
    later = pausing_named(date(2028, 6, 1), date(2028, 6, 5), "agreed")
    whole = make(
        library,
        "sertraline",
        start=Decimal(100),
        target=Decimal(0),
        step=Decimal(50),
        taper="linear",
        pauses=[later],
    )
    assert whole.steps[-1].kind == "end"


def test_an_opioid_before_the_operation_does_not_move_the_pause_to_before_it(library: Library) -> None:
    early = (date(2026, 12, 15), date(2026, 12, 16))
    made = make(library, person={"surgery": "2027-01-10"}, opioids=[early])
    assert any(pause.first < date(2027, 1, 10) <= pause.last for pause in made.pauses)
    for step in made.steps:
        assert step.last is None or step.first <= step.last
        if step.kind == "dose":
            assert not step.first <= date(2027, 1, 10) <= (step.last or date.max)


def test_faster_than_the_label_is_refused_or_noticed(library: Library) -> None:
    """Lamotrigine label: the rash comes with speed."""
    fast = {"start": Decimal(25), "target": Decimal(200), "step": Decimal(25), "every": 2}
    with pytest.raises(InputError, match="dangerous"):
        make(library, "lamotrigine", **fast)
    made = make(library, "topiramate", start=Decimal(25), target=Decimal(100), step=Decimal(25), every=2)
    assert any("not before day" in each for each in made.notices)


def test_a_taper_starts_where_the_dose_is(library: Library) -> None:
    with pytest.raises(InputError, match="above the 75 mg"):
        plan("venlafaxine XR 75 mg", schedule="taper-75-weekly", library=library, today=TODAY)


def test_the_way_down_is_joined_at_the_dose_that_is_taken(library: Library) -> None:
    """From 20 mg of prednisone by the steps of a review (doi 10.3390/diagnostics11040728)."""
    made = plan("prednisone 20 mg daily", schedule="taper-slow-end", library=library, today=TODAY)
    assert made.steps[0].mg_per_day == Decimal("17.5")
    assert any("from the 20 mg a day" in each for each in made.assumptions)
    whole = plan("prednisone 40 mg daily", schedule="taper-slow-end", library=library, today=TODAY)
    assert whole.steps[0].mg_per_day == 35
    falls = [a.mg_per_day - b.mg_per_day for a, b in pairwise(whole.steps)]
    assert falls == sorted(falls, reverse=True), "slower, the lower"


def test_small_doses_are_told_in_micrograms_too(library: Library) -> None:
    """Zeros after a point are misread: 0.05 mg for 0.5 mg is a tenfold slip."""
    small = plan("levothyroxine", library=library, today=TODAY)
    text = " ".join(to_text(page(small)).split())
    assert "0.05 mg (50 micrograms) in the morning" in text
    assert "micrograms" not in to_text(page(make(library)))


def test_a_child_gets_no_schedule_of_grown_ups(library: Library) -> None:
    for medicine in ("sertraline", "lithium", "clozapine"):
        with pytest.raises(InputError, match=r"no schedule .* a child"):
            plan(medicine, person={"age": 8}, library=library, today=TODAY)
    with pytest.raises(InputError, match="for a child"):
        make(library, person={"age": 8})


def test_the_old_and_those_with_weak_kidneys_are_told(library: Library) -> None:
    assert any("65" in each for each in make(library, person={"age": 80}).notices)
    assert any("kidneys" in each for each in make(library, person={"egfr": 25}).notices)


def test_the_plain_form_does_not_get_the_doses_of_the_slow_one(library: Library) -> None:
    """300 mg of plain bupropion once a day can bring on seizures."""
    with pytest.raises(InputError, match="slow-release"):
        of_record(library, "bupropion")
    assert of_record(library, "bupropion XL").schedule == "depression-usual"


def test_what_a_schedule_notes_is_printed(library: Library) -> None:
    told = " ".join(to_text(page(of_record(library, "topiramate"))).split())
    assert "creatinine clearance of 70" in told
    assert "The steps are those of the source cited here" in told
