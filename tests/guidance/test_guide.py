"""The guide: every claim cited, every source used, safe HTML, plain words for the person."""

from __future__ import annotations

import re
import warnings
from html.parser import HTMLParser

import pytest

import cotake
from cotake import InputError
from cotake.guidance import Article, guide, to_html, to_markdown, to_text
from cotake.guidance._write import Audience
from cotake.knowledge import Library
from tests.conftest import TODAY

LISTS = (
    ["LDN 4.5 mg at bedtime", "sertraline 100 mg daily"],
    ["LDN", "tramadol 50 mg prn"],
    ["sertraline", "phenelzine", "ibuprofen"],
    ["warfarin", "fluconazole", "amiodarone", "omeprazole"],
    ["citalopram", "ondansetron", "azithromycin", "furosemide", "levothyroxine"],
    ["lisinopril", "spironolactone", "ibuprofen", "metoprolol", "atorvastatin", "aspirin 81 mg"],
    ["Suboxone 8/2 mg", "diazepam", "alcohol", "sertraline", "quetiapine", "gabapentin"],
    ["LDN", "sertraline", "levothyroxine", "methotrexate 15 mg weekly", "prednisolone 5 mg",
     "omeprazole", "paracetamol", "melatonin"],
)  # fmt: skip
AUDIENCES: tuple[Audience, ...] = ("person", "clinician")
MARK = re.compile(r"\[(\d+)\]")
VOID = {"meta", "br", "hr", "img", "link", "input"}


class Page(HTMLParser):
    """Checks nesting, and keeps what a page links to and holds."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.tags: set[str] = set()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.attributes: list[tuple[str, str]] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        for name, value in attrs:
            self.attributes.append((name, value or ""))
            if name == "id":
                self.ids.append(value or "")
            if name == "href" and tag == "a":
                self.links.append(value or "")
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open, tag
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if not {"style", "script"} & set(self.open):
            self.text += data


def page_of(text: str) -> Page:
    page = Page()
    page.feed(text)
    page.close()
    assert not page.open
    return page


def article(texts: list[str], audience: Audience, library: Library) -> Article:
    return guide(texts, audience=audience, library=library, today=TODAY)


EACH = pytest.mark.parametrize("texts", LISTS, ids=lambda texts: f"{len(texts)}-{texts[0]}")
BOTH = pytest.mark.parametrize("audience", AUDIENCES)


@EACH
@BOTH
def test_every_mark_has_a_source_and_every_source_a_mark(
    texts: list[str], audience: Audience, library: Library
) -> None:
    found = article(texts, audience, library)
    listed = {source.number for source in found.sources}
    assert listed == set(range(1, len(found.sources) + 1))
    cited = {number for statement in found.statements() for number in found.marks(statement)}
    assert cited == listed
    for source in found.sources:
        assert source.text.strip()
        assert source.read.strip()
        assert not source.url or source.url.startswith(("https://", "http://"))
    for text in (to_markdown(found), to_text(found, width=200)):
        body, _, tail = text.rpartition("Sources\n" if "## Sources" not in text else "## Sources")
        assert {int(number) for number in MARK.findall(body)} == listed
        for source in found.sources:
            assert " ".join(source.text.split()) in " ".join(tail.split())


@EACH
@BOTH
def test_the_page_is_well_formed_and_needs_nothing_else(
    texts: list[str], audience: Audience, library: Library
) -> None:
    found = article(texts, audience, library)
    html = to_html(found)
    page = page_of(html)
    assert not {"script", "link", "img", "iframe", "object", "embed", "form"} & page.tags
    assert not [name for name, _ in page.attributes if name.startswith("on") or name in ("src", "style")]
    assert "@import" not in html
    assert "url(" not in html
    assert "javascript:" not in html
    assert len(page.ids) == len(set(page.ids))
    for link in page.links:
        if link.startswith("#"):
            assert link[1:] in page.ids
        else:
            assert link.startswith(("https://", "http://"))
    said = " ".join(page.text.split())
    for statement in found.statements():
        for text in statement.texts():
            assert " ".join(text.split()) in said


@EACH
@BOTH
def test_the_three_forms_say_the_same(texts: list[str], audience: Audience, library: Library) -> None:
    found = article(texts, audience, library)
    plain = " ".join(to_text(found).split())
    marked = " ".join(to_markdown(found).split())
    for section in found.sections:
        assert section.heading in plain
        assert f"## {section.heading}" in marked
    for statement in found.statements():
        for text in statement.texts():
            assert " ".join(text.split()) in marked
    assert found.notice in marked
    assert " ".join(found.notice.split()) in plain
    lines = to_text(found).splitlines()[2:]
    assert max(len(line) for line in lines if "http" not in line) <= 80


@EACH
@BOTH
def test_nothing_is_left_unfilled(texts: list[str], audience: Audience, library: Library) -> None:
    for statement in article(texts, audience, library).statements():
        for text in statement.texts():
            assert text.strip()
            assert not re.search(r"[{}]|: None|\bnan\b|None\.", text), text
            assert "  " not in text.strip(), text
            assert ".." not in text.replace("...", ""), text


HOSTILE = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "</style><script>x</script>",
    "&lt;b&gt;'\"`",
    "<!-- x",
    "x ]]> y",
)


@BOTH
@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_name_stays_text(name: str, audience: Audience, library: Library) -> None:
    for texts in ([name], ["sertraline", name], [f"sertraline 50 mg ({name})"]):
        html = to_html(article(texts, audience, library))
        page = page_of(html)
        assert not {"script", "img"} & page.tags
        assert "<script" not in html
        assert "onerror" not in dict(page.attributes)
    if ";" not in name:  # which parts two medicines
        assert name in page_of(to_html(article([name], audience, library))).text


def test_the_clinician_sees_the_basis(library: Library) -> None:
    for texts in LISTS:
        found = article(texts, "clinician", library)
        clear = [section for section in found.sections if section.id == "clear"]
        assert clear
        for point in clear[0].points:
            assert "Basis: " in point.text


def test_the_class_is_shown_to_both(library: Library) -> None:
    for audience in AUDIENCES:
        text = to_text(article(["LDN", "tramadol"], audience, library))
        assert "Class 1, avoid" in text


def test_with_a_finding_of_class_1_starting_carries_the_warning(library: Library) -> None:
    for audience in AUDIENCES:
        for texts in (["LDN", "tramadol prn"], ["sertraline", "phenelzine"], ["fluvoxamine", "tizanidine"]):
            found = article(texts, audience, library)
            for section in found.sections:
                if section.id == "starting":
                    assert section.points
                    said = " ".join(each.text for each in section.paragraphs)
                    assert "class 1 stands, do not start" in said
            first = found.sections[0]
            assert first.id == "short-answer"
            assert first.paragraphs[0].text.startswith(("No.", "Avoid"))


def test_without_one_there_is_no_such_warning(library: Library) -> None:
    for texts in (["LDN", "sertraline"], ["LDN", "paracetamol"]):
        assert "do not start" not in to_text(article(texts, "person", library))


def test_unknown_and_known_are_both_told(library: Library) -> None:
    text = " ".join(to_text(article(["sertraline", "xyzzyx"], "person", library)).split())
    assert 'Not recognised, and so not checked: "xyzzyx"' in text
    assert "We cannot say" in text
    assert "As far as is known, yes" not in text


def test_the_guide_refuses_what_it_cannot_do(library: Library) -> None:
    with pytest.raises(InputError, match="no medicine"):
        guide([], library=library)
    with pytest.raises(InputError, match="person"):
        guide(["LDN"], audience="cat", library=library)  # type: ignore[arg-type]


SSRIS = ("sertraline", "fluoxetine", "citalopram", "escitalopram", "paroxetine", "fluvoxamine")
READ = (
    *(["LDN 4.5 mg", name] for name in SSRIS),
    ["LDN", "tramadol prn"],
    ["LDN", "paracetamol"],
    ["sertraline", "ibuprofen"],
    ["sertraline", "loratadine"],
    ["sertraline", "phenelzine"],
    ["fluvoxamine", "tizanidine"],
    ["warfarin", "fluconazole"],
    ["lithium", "ibuprofen"],
    ["levothyroxine", "omeprazole"],
    ["sertraline", "St John's wort"],
    ["oxycodone", "diazepam"],
)


def grade_of(found: Article) -> float:
    """The Flesch-Kincaid grade of what the person reads."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import textstat  # type: ignore[import-untyped,unused-ignore]

        statements = (
            " ".join([*([f"{each.strong}."] if each.strong else []), *each.texts()])
            for each in found.statements()
        )
        return float(textstat.flesch_kincaid_grade(" ".join(statements)))


@pytest.mark.parametrize("texts", READ, ids=" with ".join)
def test_the_person_can_read_it(texts: list[str], library: Library) -> None:
    grade = grade_of(article(texts, "person", library))
    assert grade <= 8.5, f"grade {grade}"


def test_the_studies_behind_a_finding_are_told(library: Library) -> None:
    """A study record whose source the finding cites is shown, and one for side effects alone is not."""
    cited = {
        citation.source for each in library.mechanisms for c in each.consequences for citation in c.src
    }
    behind = {
        study.title: study
        for study in map(library.study, library.ids("studies"))
        if any(each.source in cited for each in study.src)
    }
    for texts in (["LDN", "tramadol prn"], ["sertraline", "linezolid"], ["escitalopram", "ibuprofen"]):
        found = article(texts, "person", library)
        named = {each.strong for each in found.statements()}
        report = cotake.check(texts, library=library, today=TODAY)
        sources = {c.source for each in report.findings if each.kind != "shared" for c in each.citations}
        taken = {each.substance for each in report.medicines}
        for title, study in behind.items():
            cited_here = any(c.source in sources for c in study.src)
            if not study.with_ and taken.intersection(study.substances) and cited_here:
                assert title in named
            if study.with_ and not study.is_about(taken):
                assert title not in named
    assert "Crohn" not in " ".join(
        each.strong for each in article(["LDN", "tramadol"], "person", library).statements()
    )


def test_a_study_of_two_groups_is_shown_for_one_of_each(library: Library) -> None:
    def studies(texts: list[str]) -> set[str]:
        found = article(texts, "person", library)
        (section,) = [each for each in found.sections if each.id == "studies"]
        return {each.strong for each in section.points}

    both = library.study("orlova-2018").title
    assert both in studies(["sumatriptan 50 mg", "sertraline 50 mg"])
    assert both not in studies(["sumatriptan 50 mg", "rizatriptan 10 mg"])
    assert both not in studies(["sertraline 50 mg", "citalopram 20 mg"])


@pytest.mark.parametrize("audience", AUDIENCES)
@pytest.mark.parametrize("medicines", LISTS)
def test_every_figure_of_the_records_names_the_record(
    medicines: list[str], audience: Audience, library: Library
) -> None:
    """What is not from a record says so: what was assumed, our own counts, what the person may ask."""
    own = {"assumptions", "questions"}
    article = guide(medicines, audience=audience, library=library, today=TODAY)
    for section in article.sections:
        told = (*section.points, *(each for each in section.paragraphs if each.citations))
        for statement in told:
            if section.id not in own and re.search(r"\d", " ".join(statement.texts())):
                assert statement.records, statement
            for record in statement.records:
                folder, name = record.split("/", 1)
                if folder == "vocabulary":
                    assert library.vocabulary(name)
                else:
                    assert library.has(folder, name), record
