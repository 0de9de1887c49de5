"""The PDF: tagged, one sheet for a simple case, whole for a long one, and no text breaks it."""

from __future__ import annotations

import time

import pytest

from cotake.handover import Page, page_of, to_html, to_pdf, to_pictures
from cotake.handover._as_pdf import data_of
from cotake.knowledge import Library
from tests.handover.conftest import Make
from tests.handover.making import pain, simple
from tests.handover.reading import Html, Pdf
from tests.handover.test_page import LIST, PERSON, full

A4, LETTER = (595, 842), (612, 792)
TWELVE = (
    "warfarin 5 mg", "ibuprofen 400 mg prn", "sertraline 50 mg", "amiodarone 200 mg", "simvastatin 40 mg",
    "metformin 500 mg twice a day", "lisinopril 10 mg", "furosemide 40 mg", "digoxin 0.125 mg",
    "omeprazole 20 mg", "LDN 4.5 mg at bedtime", "levothyroxine 100 mcg",
)  # fmt: skip
HOSTILE = (
    '#import "x": * $x^2$ *bold* _it_ [link] \\ #{panic()} <a> @ref `raw` // no /* */ = h - item {x} ~ --',
    "a" * 5_000,
    "עברית (שלום) 123 العربية",
    "emoji 👩‍👩‍👧 😀 日本語",
    "\x1b[31m\x00\ud800\u202edehsup",
    "'\"<script>alert(1)</script>&amp;",
)


def simple_page(make: Make, library: Library, *medicines: str) -> Page:
    person = {"age": 44, "sex": "female", "conditions": ["fibromyalgia"]}
    kept = simple(library)
    if medicines:
        kept = simple(library, doses={"sertraline": lambda day: 50 if day < 30 else 100})
    return page_of(make(*medicines, person=person, journal=kept, name="Anna Example"))


@pytest.mark.parametrize(("paper", "size"), [("a4", A4), ("letter", LETTER)])
@pytest.mark.parametrize("medicines", [(), ("tramadol 50 mg", "sertraline 100 mg daily")])
def test_a_simple_case_is_one_sheet(
    paper: str, size: tuple[int, int], medicines: tuple[str, ...], make: Make, library: Library
) -> None:
    page = simple_page(make, library, *medicines)
    assert len(list(page.charts())) == 1
    pdf = Pdf(to_pdf(page, paper))  # type: ignore[arg-type]
    assert pdf.sheets == 1
    assert pdf.sizes == {size}


def test_it_is_tagged_with_title_language_and_the_chart_in_words(make: Make, library: Library) -> None:
    page = simple_page(make, library)
    pdf = Pdf(to_pdf(page))
    assert "pdfuaid:part>1<" in pdf.all
    assert "/Marked true" in pdf.all
    assert "/Lang(en-GB)" in pdf.all
    assert "/Title(For the appointment: Anna Example)" in pdf.all
    assert "/DisplayDocTitle true" in pdf.all
    assert pdf.tags("Figure") == 1
    assert f"/Alt({next(page.charts()).says[:20]}" in pdf.all
    assert pdf.tags("TH") >= 10
    assert pdf.tags("H1") >= len(page.sections)


def test_a_long_case_flows_on_with_its_headings(make: Make, library: Library) -> None:
    kept = simple(
        library,
        days=120,
        scores={"pain": pain, "mood": pain, "energy": pain},
        sides={"nausea": pain, "headache": pain},
    )
    page = page_of(
        make(*TWELVE, person=PERSON, journal=kept, questions=[f"Question {at}?" for at in range(80)])
    )
    for paper in ("a4", "letter"):
        pdf = Pdf(to_pdf(page, paper))
        assert 4 <= pdf.sheets <= 8
        assert pdf.tags("Figure") == 3
    assert len(to_pictures(page, per_inch=20)) >= 4


def test_a_list_of_hundreds_is_set(make: Make) -> None:
    page = page_of(make(*(f"unknown{at} 5 mg" for at in range(300)), "sertraline 50 mg"))
    assert Pdf(to_pdf(page)).sheets >= 3


@pytest.mark.parametrize(
    "text", HOSTILE, ids=["markup", "long", "right to left", "emoji", "control", "html"]
)
def test_any_text_is_set_as_text(text: str, make: Make, library: Library) -> None:
    made = make("sertraline 50 mg", text[:200], journal=simple(library), name=text, questions=[text])
    page = page_of(made)
    assert Pdf(to_pdf(page)).sheets >= 1
    html = Html(to_html(page))
    assert html.loads == []
    if "\x00" not in text:
        assert text in html.text
        assert text in [
            each["text"].replace("\u200b", "")
            for each in data_of(page, "a4")["sections"][-1]["blocks"][0]["items"]
        ]


def test_characters_without_a_font_are_told_by_their_number(make: Make) -> None:
    import typst

    page = page_of(make("sertraline 50 mg", questions=["\U00010a80 here"]))  # Old North Arabian
    known = " ".join(typst.Fonts().families())
    pictures = to_pictures(page, per_inch=30)
    assert len(pictures) == 1
    if "North Arabian" not in known:
        from cotake.handover._as_pdf import _set

        text = _set(page, "a4")[1]
        assert "[U+10A80] here" in text
        assert "written as U+ and its number" in text


def test_a_thousand_characters_without_a_font_take_no_thousand_turns(make: Make) -> None:
    rare = "".join(chr(0x13000 + at) for at in range(1_000))
    assert Pdf(to_pdf(page_of(make("sertraline 50 mg", questions=[rare])))).sheets >= 1


def test_every_part_left_out_is_left_out_of_the_data(make: Make, library: Library) -> None:
    page = full(make, library)
    data = data_of(page, "letter")
    assert data["paper"] == "us-letter"
    assert [each["heading"] for each in data["sections"]] == [each.heading for each in page.sections]


def test_no_words_of_people_are_in_the_template() -> None:
    """All that is said comes as data; the template has its own few words."""
    from cotake.handover._as_pdf import _TEMPLATE

    text = _TEMPLATE.read_text(encoding="utf-8")
    assert "eval(" not in text
    assert "#import" not in text


def test_html_is_one_file_that_loads_nothing(make: Make, library: Library) -> None:
    text = to_html(full(make, library, name="Anna Example"))
    html = Html(text)
    assert html.loads == []
    assert "@import" not in text and "url(http" not in text
    assert html.all("html") == [{"lang": "en"}]
    assert [tag for tag, _ in html.tags if tag == "h1"] == ["h1"]
    assert {each.get("scope") for each in html.all("th")} == {"col", "row"}
    assert len(html.all("caption")) == len(html.all("table"))
    charts = [each for each in html.all("div") if each.get("role") == "img"]
    assert len(charts) == len(html.all("figure")) == len(list(full(make, library).charts())) > 0
    assert all(each["aria-label"] for each in charts)
    ids = [attrs["id"] for _, attrs in html.tags if "id" in attrs]
    assert len(ids) == len(set(ids))
    assert {str(each["href"])[1:] for each in html.all("a") if str(each["href"]).startswith("#")} <= set(
        ids
    )
    assert "@page { size: letter" in to_html(full(make, library), "letter")


def test_several_charts_share_no_id(make: Make, library: Library) -> None:
    page = page_of(
        make(*LIST, journal=simple(library, scores={"pain": pain, "mood": pain, "energy": pain}))
    )
    html = Html(to_html(page))
    ids = [attrs["id"] for _, attrs in html.tags if "id" in attrs]
    assert len(html.all("figure")) == 3
    assert len(ids) == len(set(ids))


def test_it_is_made_fast(make: Make, library: Library) -> None:
    page = full(make, library)
    to_pdf(page)
    begun = time.process_time()  # what other programs take is not counted
    to_pdf(page)
    assert time.process_time() - begun < 5
