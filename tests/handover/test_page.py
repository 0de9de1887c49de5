"""The page: what a clinician reads first, what always stands there, and that its three forms agree."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cotake.handover import PARTS, Page, chosen, gather, page_of, to_html, to_text
from cotake.handover._as_pdf import data_of
from cotake.handover._chart import curve_of, spec_of
from cotake.handover._clean import breakable, clean
from cotake.handover._page import Card, Chart, Points, Said, Table, numbered
from cotake.journal import read_agreed
from cotake.knowledge import Library
from tests.handover.conftest import PAIR, Make
from tests.handover.making import EVENT, NOW, SECRET, answers, pain, simple
from tests.handover.reading import Html
from tests.handover.test_gather import PLAN

LIST = ("warfarin 5 mg", "ibuprofen 400 mg prn", "LDN 4.5 mg", "digoxin 0.125 mg", "furosemide 40 mg")
PERSON = {"age": 72, "sex": "male", "egfr": 48, "conditions": ["atrial fibrillation"]}


def full(make: Make, library: Library, *medicines: str, **more: Any) -> Page:
    """A page with something in every part."""
    kept = simple(
        library,
        sides={"nausea": pain},
        agreed=read_agreed(PLAN),
        more=[("answers", answers(self_harm=2), 40), ("event", {"text": EVENT}, 30)],
    )
    made = make(*(medicines or LIST), person=PERSON, journal=kept, questions=["May I stop it?"], **more)
    return page_of(made)


def section(page: Page, name: str) -> str:
    """A section as text."""
    found = [each for each in page.sections if each.id == name]
    return " ".join(texts(found[0])) if found else ""


def texts(value: Any) -> Iterator[str]:
    """Every text within."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, each in value.items():
            if key != "svg":
                yield from texts(each)
    elif isinstance(value, tuple | list):
        for each in value:
            yield from texts(each)
    elif is_dataclass(value) and not isinstance(value, type):
        for field in fields(value):
            yield from texts(getattr(value, field.name))


def test_who_it_is_and_what_was_not_given(make: Make) -> None:
    who = page_of(make(*LIST, person=PERSON)).lead[0].text
    assert who == ("72 years; male; eGFR 48 mL/min/1.73 m²; atrial fibrillation. Not given: allergies.")
    nothing = page_of(make()).lead[0].text
    assert nothing == "Not given: age, sex, kidney function, illnesses and allergies."


def test_allergies_stand_with_who_it_is(make: Make) -> None:
    page = page_of(make(*LIST, person={"allergies": ["penicillin: severe rash", "xyzzyx"]}))
    assert "allergies: penicillin" in page.lead[0].text.lower()
    assert "rash" in page.lead[0].text
    assert "xyzzyx" in section(page, "not-checked")


def test_medicines_with_dose_and_since(make: Make, library: Library) -> None:
    page = full(make, library, *PAIR, "levothyroxine 100 mcg from 2025-02-01", "ibuprofen 400 mg prn")
    table = page.sections[0].blocks[0]
    assert isinstance(table, Table)
    assert [(row[0], row[2], row[3]) for row in table.rows] == [
        ("Ibuprofen", "400 mg a dose, as needed", "not given"),
        ("Levothyroxine", "100 mcg a day", "1 Feb 2025"),
        ("Low-dose naltrexone", "4.5 mg a day", "15 Oct 2026 (journal)"),
        ("Sertraline", "100 mg a day", "25 Sep 2026 (journal)"),
    ]


def test_the_table_is_the_whole_list_also_where_a_medicine_is_not_known(make: Make) -> None:
    table = page_of(make(*PAIR, "blorbamine 20 mg", "ibuprofen 400 mg up to 3 times daily prn")).sections[0]
    assert isinstance(table.blocks[0], Table)
    rows = {row[1]: (row[0], row[2]) for row in table.blocks[0].rows}
    assert rows["blorbamine 20 mg"] == ("Not recognised", "not checked")
    assert rows["ibuprofen 400 mg up to 3 times daily prn"][1] == "up to 1200 mg a day, as needed"


def test_numbers_of_sources_are_drawn_together() -> None:
    assert numbered([3, 1, 2, 7]) == "1–3, 7" and numbered([1, 2]) == "1, 2" and numbered([]) == ""


def test_a_medicine_that_was_not_written_down_for_long_says_so(make: Make, library: Library) -> None:
    kept = simple(library, doses={"LDN": lambda day: 3 if day < 40 else None})
    assert "last dose written down 3 Nov 2026" in section(
        page_of(make("LDN 3 mg", journal=kept)), "medicines"
    )


def test_severe_findings_in_full_mild_ones_counted(make: Make) -> None:
    made = make(*LIST, person=PERSON)
    page = page_of(made)
    blocks = next(each for each in page.sections if each.id == "findings").blocks
    cards = [each for each in blocks if isinstance(each, Card)]
    assert [each.classification for each in cards] == [
        each.classification for each in made.report.of_class(1, 2)
    ]
    assert {"What", "How", "Action", "Evidence"} <= {label for label, _ in cards[0].lines}
    assert made.report.of_class(2)[0].action.clinician in dict(cards[0].lines).values()
    tables = [each for each in blocks if isinstance(each, Table)]
    assert len(tables) == 1 and len(tables[0].rows) == len(made.report.of_class(3))
    folded = made.report.of_class(4, 5)
    assert re.search(rf"\b{len(folded)} notes? of class 4 or 5", section(page, "findings"))
    for each in folded:
        assert each.summary.clinician not in section(page, "findings")


def test_the_words_are_those_for_a_clinician(make: Make) -> None:
    made = make(*LIST)
    text = to_text(page_of(made), 10_000)
    for finding in made.report.of_class(1, 2):
        assert finding.summary.clinician in text
        if finding.summary.person != finding.summary.clinician:
            assert finding.summary.person not in text


def test_no_finding_is_said_only_where_all_was_looked_at(make: Make) -> None:
    told = "Nothing was found that needs action; this is not proof of safety."
    assert told in section(page_of(make()), "findings")
    unknown = page_of(make(*PAIR, "blorbamine 20 mg"))
    assert "Nothing was found" not in to_text(unknown)
    assert "No finding among what could be checked" in section(unknown, "findings")
    assert "Nothing could be checked" in section(page_of(make("blorbamine")), "findings")


def test_what_could_not_be_checked_always_stands(make: Make) -> None:
    nothing = chosen(less=PARTS)
    page = page_of(
        make("blorbamine 20 mg", "sertraline", person={"conditions": ["gout of the moon"]}, parts=nothing)
    )
    assert [each.id for each in page.sections] == ["not-checked"]
    for text in (to_text(page), to_html(page), str(data_of(page, "a4"))):
        assert "blorbamine 20 mg" in text
        assert "gout of the moon" in text
        assert "No pharmacist has reviewed" in text


def test_the_plan_says_where_it_is_and_what_is_met(make: Make, library: Library) -> None:
    text = section(full(make, library), "plan")
    assert "Now on step 2 of 2: 3 mg at bedtime." in text
    assert "If nausea is 4 or more for 2 days: stay on this step." in text
    kept = simple(library, agreed=read_agreed(PLAN), sides={"nausea": lambda day: 9})
    blocks = page_of(make(journal=kept)).sections[2].blocks
    assert [each.strong for each in blocks if isinstance(each, Said) and each.loud] == [
        "A rule of the plan is met"
    ]


def test_doses_are_counted_by_days_since_the_first(make: Make, library: Library) -> None:
    skipped = [
        ("dose", {"medicine": "LDN 1.5 mg", "taken": "skipped", "dose": ""}, day) for day in (35, 36)
    ]
    late = [("dose", {"medicine": "LDN 1.5 mg", "taken": "late", "dose": ""}, 37)]
    kept = simple(
        library, doses={"LDN": lambda day: 1.5 if 20 <= day < 35 else None}, more=[*skipped, *late]
    )
    page = page_of(make(journal=kept))
    table = next(each for each in page.sections if each.id == "doses").blocks[0]
    assert isinstance(table, Table)
    assert table.head == ("Days on which", "taken", "late", "skipped", "nothing written", "of days")
    assert table.rows == (("Low-dose naltrexone", "15", "1", "2", "22", "40"),)


def test_the_trial_with_its_interval_and_what_it_rests_on(make: Make, library: Library) -> None:
    made = make(journal=simple(library))
    found = made.analyses[0]
    text = section(page_of(made), "trial")
    for said in (found.says, *found.assumptions, *found.warnings):
        assert clean(said) in text
    assert re.search(r"points better \(", text)


def test_why_there_is_no_trial_stands_on_the_page(make: Make, library: Library) -> None:
    kept = simple(library, doses={"sertraline": lambda day: 100})
    assert "No dose of these medicines changed in the journal" in section(
        page_of(make(journal=kept)), "trial"
    )


def test_the_persons_own_questions_come_first(make: Make) -> None:
    made = make(*LIST, questions=["May I stop it?"])
    points = next(each for each in page_of(made).sections if each.id == "questions").blocks[0]
    assert isinstance(points, Points)
    assert points.items[0].text == "May I stop it?"
    assert len(points.items) > 1
    alone = page_of(make(*LIST, questions=["May I stop it?"], parts=chosen(less=["findings"])))
    assert [each.text for each in alone.sections[1].blocks[0].items] == ["May I stop it?"]  # type: ignore[union-attr]


def test_sources_are_numbered_and_say_how_they_were_read(make: Make, library: Library) -> None:
    page = page_of(make(*LIST))
    assert [each.number for each in page.sources] == list(range(1, len(page.sources) + 1))
    names = {each.name for each in library.vocabulary("read-marks").values()}
    assert {each.read for each in page.sources} <= names
    used = {
        int(each)
        for text in re.findall(r"\[([\d, ]+)\]", to_text(page, 10_000))
        for each in text.split(",")
    }
    assert used == {each.number for each in page.sources}
    without = page_of(make(*LIST, parts=chosen(less=["sources"])))
    assert without.sources == ()
    assert not re.search(r"\[\d", to_text(without, 10_000))


# three forms of one page


def forms(page: Page) -> dict[str, str]:
    """Each form as the text that is read in it."""
    html = Html(to_html(page))
    said = [str(each.get("aria-label", "")) for _, each in html.tags]
    return {
        "text": " ".join(to_text(page, 100_000).split()),
        "html": f"{html.text} {' '.join(said)}",
        "pdf": " ".join([*texts(data_of(page, "a4")), "Sources" * bool(page.sources)]).replace(
            "\u200b", ""
        ),
    }


def test_all_of_the_page_is_in_each_form(make: Make, library: Library) -> None:
    page = full(make, library, parts=chosen(["events"]))
    assert len(page.sections) >= 8
    for form, read in forms(page).items():
        for each in page.sections:
            assert each.heading in read, (form, each.heading)
        wanted = [text for each in page.sections for block in each.blocks for text in shown(block)]
        for text in (*wanted, page.notice, page.by, page.made_on):
            assert " ".join(text.split()) in read, (form, text)


def shown(block: Any) -> Iterator[str]:
    """What of a block has to be seen in each form, table cells word by word, as they may be wrapped."""
    if isinstance(block, Said):
        yield block.text
    elif isinstance(block, Points):
        yield from (each.text for each in block.items)
    elif isinstance(block, Card):
        yield from (block.title, *(text for _, text in block.lines))
    elif isinstance(block, Table):
        yield from (word for row in (block.head, *block.rows) for cell in row for word in cell.split())
    elif isinstance(block, Chart):
        yield from (block.title, block.says)


@pytest.mark.parametrize("part", sorted(PARTS))
def test_each_part_can_be_left_out_of_each_form(part: str, make: Make, library: Library) -> None:
    everything = chosen(["events"])
    page = full(make, library, parts=everything)
    less = full(make, library, parts=everything - {part})
    heading = {each.part: each.heading for each in page.sections}.get(part, "Sources")
    for form, read in forms(less).items():
        assert heading not in read.replace("Findings of class 3", ""), form
    for form, read in forms(page).items():
        assert heading in read, form


def test_without_doses_no_form_shows_one(make: Make, library: Library) -> None:
    page = full(make, library, parts=chosen(less=["doses", "trial"]))
    assert all(chart.doses is None for chart in page.charts())
    assert "by the dose" not in section(page, "side-effects")


def test_notes_events_and_single_answers_are_in_no_form(make: Make, library: Library) -> None:
    page = full(make, library)
    for form, read in forms(page).items():
        assert SECRET not in read, form
        assert EVENT not in read, form
        assert "self-harm" not in read and "better off dead" not in read, form
        assert "PHQ-9" in read, form
    asked = forms(full(make, library, parts=chosen(["events"])))
    assert all(EVENT in read for read in asked.values())


def test_of_a_checklist_the_signs_are_told(make: Make, library: Library) -> None:
    body = {"instrument": "hunter", "answers": {"tremor": 1, "fever": 0}, "score": None}
    text = section(page_of(make(journal=simple(library, more=[("answers", body, 50)]))), "outcomes")
    assert "1 sign: Trembling" in text


# charts


def test_a_chart_has_the_days_that_were_looked_at_and_the_dose_below(make: Make, library: Library) -> None:
    chart = next(page_of(make(journal=simple(library))).charts())
    spec = spec_of(chart)
    upper, lower = spec["vconcat"]
    ends = upper["layer"][0]["encoding"]["x"]["scale"]["domain"]
    assert ends == lower["layer"][0]["encoding"]["x"]["scale"]["domain"] == ["2026-09-25", "2026-11-24"]
    assert upper["layer"][0]["encoding"]["y"]["scale"]["domain"] == [0, 10]
    assert [each["mg"] for each in lower["data"]["values"]] == [0, 1.5, 4.5, 4.5]
    assert "mean" in chart.alt and "none from 25 Sep 2026, 1.5 mg from 15 Oct 2026" in chart.alt
    assert len(curve_of(chart, 60)) == 60


def test_a_day_without_a_dose_is_no_step_in_words(make: Make, library: Library) -> None:
    def doses(day: int) -> float:
        return 1.5 if day < 30 else 3

    skipped = [("dose", {"medicine": "LDN 3 mg", "taken": "skipped", "dose": ""}, day) for day in (40, 45)]
    kept = simple(library, doses={"LDN": lambda day: None if day in (40, 45) else doses(day)}, more=skipped)
    chart = next(page_of(make(journal=kept)).charts())
    assert "1.5 mg from 25 Sep 2026, 3 mg from 25 Oct 2026; 2 single days without." in chart.alt


# text of people


HOSTILE = st.text(min_size=1, max_size=60)


@given(name=HOSTILE, question=HOSTILE)
@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_any_text_is_shown_as_it_is_and_steers_nothing(name: str, question: str, library: Library) -> None:
    page = page_of(gather(PAIR, library=library, now=NOW, name=name, questions=[question]))
    text = to_text(page)
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", text)
    html = Html(to_html(page))
    assert html.loads == []
    if clean(question):
        assert clean(question) in [each.text for each in page.sections[-1].blocks[0].items]  # type: ignore[union-attr]


@given(st.text(max_size=200), st.integers(1, 30))
def test_a_word_is_broken_and_nothing_of_it_lost(text: str, most: int) -> None:
    broken = breakable(text, most)
    assert broken.replace("\u200b", "") == text.replace("\u200b", "")
    assert all(len(part) <= most for word in broken.split(" ") for part in word.split("\u200b"))


@pytest.mark.parametrize("width", [32, 60, 88])
def test_no_line_is_wider_than_was_asked(width: int, make: Make, library: Library) -> None:
    text = to_text(full(make, library, name="N" * 300), width)
    assert max(map(len, text.splitlines())) <= width


def test_an_allergy_that_was_told_is_never_called_not_given(make: Make, library: Library) -> None:
    page = page_of(make(*PAIR, person={"age": 44, "allergies": ["foobarol"]}))
    text = to_text(page)
    assert 'told and not recognised: "foobarol"' in text
    who = next(line for line in text.splitlines() if "Not given" in line)
    assert "allergies" not in who
