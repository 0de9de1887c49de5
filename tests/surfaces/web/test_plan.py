"""The plan as a form and a page: drawn, refused, moved, handed on, and kept as agreed."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from litestar.testing import TestClient

from cotake.knowledge import Library
from cotake.surfaces.web import create_pages
from cotake.surfaces.web._messages import LANGUAGES, messages_in
from cotake.surfaces.web.plan._asked import FIELDS, Refused, problem_of, rules_in, typed_in
from cotake.surfaces.web.plan._view import plan_view
from cotake.surfaces.web.plan._words import _LABELS, in_terms_of_the_form
from cotake.titration import Plan, plan
from tests.conftest import TODAY
from tests.surfaces.web.conftest import PAGES, Visitor

LDN = {"name": "LDN", "start": "0.5 mg", "target": "4.5 mg", "step": "0.5 mg", "every": "14",
       "begin": "2026-12-01"}  # fmt: skip


def draw(visitor: Visitor, form: dict[str, str] | None = None, **more: str) -> Any:
    return visitor.send_form("/plan", {**(LDN if form is None else form), **more})


def drawn(library: Library, medicine: str, **more: Any) -> Plan:
    return plan(medicine, begin=date(2026, 12, 1), library=library, today=TODAY, **more)


def test_the_page_says_what_the_plan_says(visitor: Visitor) -> None:
    text = draw(visitor, liquid="1 mg/mL", rule1_scale="nausea", rule1_value="4",
                        rule1_days="2").text  # fmt: skip
    assert "0.5 mg once a day (0.5 mL of 1 mg/mL liquid)" in text
    assert "378 mL of 1 mg/mL liquid" in text
    assert "If nausea is 4 or more for 2 days: stay on this step." in text
    assert 'data-day="2027-03-23"' in text and "The 9 steps" in text
    assert "To discuss with your prescriber before the first step" in text


def test_nothing_is_drawn_of_what_is_to_be_avoided(visitor: Visitor) -> None:
    """An opioid in the list: no step, no dose, but why."""
    visitor.send("/list/add", name="tramadol 50 mg prn")
    text = draw(visitor).text
    assert "No plan is drawn" in text and "Do not take them together" in text
    assert "data-plan" not in text and "data-day" not in text and "0.5 mg once a day" not in text
    for path in ("/plan/calendar", "/plan/data", "/plan/page"):
        reply = visitor.send(path)
        assert "content-disposition" not in reply.headers and "No plan is drawn" in reply.text


def test_what_is_planned_is_not_taken_beside_itself(visitor: Visitor) -> None:
    visitor.send("/list/add", name="LDN 1.5 mg at night")
    visitor.send("/list/add", name="sertraline 50 mg")
    text = draw(visitor).text
    assert "Not counted beside itself: LDN 1.5 mg at night." in text
    assert "Taken beside it: sertraline 50 mg." in text


@pytest.mark.parametrize(
    ("form", "refused"),
    [
        ({"name": " "}, Refused("plan-no-name", "name")),
        ({"name": "LDN", "start": "0.5"}, Refused("plan-no-amount", "start")),
        ({**LDN, "every": "a while"}, Refused("plan-no-days", "every")),
        ({**LDN, "begin": "tomorrow"}, Refused("plan-no-date", "begin")),
        ({**LDN, "every": ""}, Refused("plan-needed", "every")),
        ({**LDN, "step": ""}, Refused("plan-needed", "step")),
        ({"name": "LDN", "every": "14"}, Refused("plan-needed", "start")),
        ({**LDN, "schedule": "low-slow"}, Refused("plan-own-or-record", "start")),
        ({**LDN, "liquid": "1 mg"}, Refused("plan-no-liquid", "liquid")),
        ({**LDN, "tablet": "50 mg/3"}, Refused("plan-no-tablet", "tablet")),
        ({**LDN, "rule2_scale": "pain"}, Refused("plan-no-rule", "rule2_scale")),
        ({**LDN, "rule1_scale": "pain", "rule1_value": "11"}, Refused("plan-no-rule", "rule1_scale")),
        ({**LDN, "pause_first": "2026-12-20"}, Refused("plan-both-days", "pause_last")),
        (
            {**LDN, "pause_first": "2026-12-20", "pause_last": "2026-12-01"},
            Refused("plan-ends-before", "pause_last"),
        ),
        ({**LDN, "name": "x" * 121}, Refused("plan-too-long", "name")),
    ],
)
def test_what_cannot_be_meant_is_refused_with_its_field(
    visitor: Visitor, form: dict[str, str], refused: Refused
) -> None:
    assert problem_of(typed_in(form)) == refused
    reply = draw(visitor, form)
    assert reply.status_code == 422 and f'id="e-{refused.field}"' in reply.text


def test_a_tenfold_slip_is_told_and_what_was_typed_stays(visitor: Visitor) -> None:
    reply = draw(visitor, target="45 mg")
    assert reply.status_code == 422 and "Was 4.5 mg meant?" in reply.text
    assert 'value="45 mg"' in reply.text and "data-plan" not in reply.text


def test_a_rule_is_read_as_it_is_meant() -> None:
    typed = typed_in({"rule1_scale": "Side effect", "rule1_value": "4,5", "rule1_then": "call",
                      "rule1_sign": ">=", "rule3_sign": "<="})  # fmt: skip
    (rule,) = rules_in(typed)
    assert (rule.scale, str(rule.value), rule.days, rule.then) == ("side effect", "4.5", 1, "call")


def test_a_step_is_held_longer_and_all_that_follows_moves(visitor: Visitor) -> None:
    draw(visitor)
    text = visitor.send("/plan/move", number="2", by="4").text
    assert "Step 2 now begins on 19 December 2026." in text
    steps = json.loads(visitor.send("/plan/data").text)["steps"]
    assert [each["first"] for each in steps[:3]] == ["2026-12-01", "2026-12-19", "2027-01-02"]
    assert steps[0]["days"] == 18 and steps[1]["days"] == 14
    draw(visitor, rule1_scale="pain", rule1_value="4")  # a rule moves no step back
    assert json.loads(visitor.send("/plan/data").text)["steps"][0]["days"] == 18
    visitor.send("/plan/unmoved")
    assert json.loads(visitor.send("/plan/data").text)["steps"][0]["days"] == 14


def test_the_first_step_moves_the_whole_plan(visitor: Visitor) -> None:
    draw(visitor)
    visitor.send("/plan/move", number="1", on="2026-12-08")
    steps = json.loads(visitor.send("/plan/data").text)["steps"]
    assert (steps[0]["first"], steps[1]["first"]) == ("2026-12-08", "2026-12-22")


def test_a_move_that_cannot_be_leaves_the_plan_as_it_was(visitor: Visitor) -> None:
    draw(visitor)
    for form in ({"number": "3", "on": "2026-12-15"}, {"number": "3", "on": "soon"}):
        reply = visitor.send_form("/plan/move", form)
        assert reply.status_code == 422 and "The step was not moved." in reply.text
        assert 'id="step-9"' in reply.text
    assert json.loads(visitor.send("/plan/data").text)["steps"][2]["first"] == "2026-12-29"


def test_a_rise_faster_than_on_record_is_not_made_by_moving(visitor: Visitor) -> None:
    """Lamotrigine: a faster rise brings the rash that can kill."""
    visitor.send("/plan", name="lamotrigine", begin="2026-12-01")
    reply = visitor.send("/plan/move", number="2", by="-7")
    assert reply.status_code == 422 and "no plan is made" in reply.text
    visitor.send("/plan", name="LDN", begin="2026-12-01")
    visitor.send("/plan/move", number="2", by="60")
    text = visitor.send("/plan/move", number="3", by="-10").text
    assert "by the schedules on record" in text


def test_every_day_has_the_dose_of_its_step(library: Library) -> None:
    made = drawn(library, "LDN")
    view = plan_view(made)
    days = [each for month in view.months for week in month.weeks for each in week if each]
    assert [each.day for each in days] == sorted(each.day for each in days)
    for each in days:
        step = next(one for one in reversed(made.steps) if one.first <= each.day)
        assert (each.step, each.dose) == (step.number, f"{step.mg_per_day.normalize():f} mg")
        assert each.begins == (each.day == step.first)
    spans = [each for week in view.weeks for each in week.spans]
    assert sum((each.last - each.first).days + 1 for each in spans) == len(days)


def test_a_long_plan_has_a_calendar_that_ends_and_says_so(library: Library) -> None:
    view = plan_view(drawn(library, "prednisone 20 mg daily", schedule="taper-slow-end"))
    assert len(view.months) <= 19
    assert view.ends_early == (view.steps[-1].first > view.last)


def test_what_is_handed_on_names_no_medicine_unless_asked(visitor: Visitor) -> None:
    draw(visitor)
    calendar = visitor.send("/plan/calendar", at="21:30")
    assert calendar.headers["content-disposition"] == 'attachment; filename="plan.ics"'
    assert "LDN" not in calendar.text and "T213000" in calendar.text
    assert "LDN" in visitor.send("/plan/calendar", named="1").text
    page = visitor.send_form("/plan/page", {"for": "clinician"})
    assert page.headers["content-type"].startswith("text/html") and "LDN" in page.text
    assert "--times" not in page.text
    assert visitor.send("/plan/page", shape="text").headers["content-type"].startswith("text/plain")


def test_the_agreed_plan_is_kept_in_the_journal_and_stands_at_its_step(visitor: Visitor) -> None:
    draw(visitor, begin="2020-01-01", rule1_scale="pain", rule1_value="8")
    assert "Begin a journal" in visitor.client.get("/plan/agreed").text  # not without it
    assert "Begin a journal" in visitor.send("/plan/agree").text
    visitor.client.get("/plan/agreed")
    reply = visitor.send("/journal/open", passphrase="four words of it", again="four words of it")
    assert "No plan is kept in the journal yet." in reply.text
    text = visitor.send("/plan/agree").text
    assert "Today: step 9" in text and "4.5 mg once a day" in text
    assert "If pain is 8 or more: stay on this step." in text
    assert "Agreed plan, today:" in visitor.client.get("/plan").text
    visitor.send("/plan/clear")
    assert "Today: step 9" in visitor.client.get("/plan/agreed").text


@pytest.mark.parametrize("language", LANGUAGES)
def test_options_of_the_command_are_told_as_fields(language: str) -> None:
    say = messages_in(language)
    for option in _LABELS:
        assert "--" not in in_terms_of_the_form(f"see --{option}", say)


TEXTS = st.text(st.characters(codec="utf-8"), max_size=40) | st.sampled_from(
    ["LDN", "sertraline", "lamotrigine", "1 mg", "100 mg", "14", "2026-12-01", "hyperbolic", "-1", "1e9"]
)


@settings(max_examples=40, deadline=None)
@given(
    form=st.dictionaries(st.sampled_from((*FIELDS, "number", "on", "by", "at", "for", "shape")), TEXTS),
    path=st.sampled_from(["/plan", "/plan/move", "/plan/calendar", "/plan/page", "/plan/data"]),
)
def test_no_form_is_a_failure(form: dict[str, str], path: str) -> None:
    with TestClient(create_pages(PAGES), base_url="http://127.0.0.1:8790") as client:
        visitor = Visitor(client).come_in()
        visitor.send("/plan", name="LDN")
        assert visitor.send_form(path, {**form}).status_code in (200, 422)
        assert client.get("/plan").status_code == 200
