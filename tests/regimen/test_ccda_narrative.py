"""Sections of C-CDA that hold text and no entries."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cotake import check
from cotake.interactions import Report
from cotake.knowledge import Library, open_library
from cotake.regimen import read_health_record
from tests.regimen.test_ccda import allergy, read, section


def _check(allergies: str, medicines: str, library: Library) -> Report:
    sections = "".join(
        f'<component><section><code code="{code}"/><text>{text}</text></section></component>'
        for code, text in (("48765-2", allergies), ("10160-0", medicines))
    )
    text = (
        '<ClinicalDocument xmlns="urn:hl7-org:v3"><component><structuredBody>'
        f"{sections}</structuredBody></component></ClinicalDocument>"
    )
    read = read_health_record(text, library=library, today=date(2026, 11, 28))
    assert any("section of allergies has no entries; its text" in each for each in read.left_out)
    return check(list(read.lines), person=read.person, library=library)


MEDICINES = "<list><item>amoxicillin 500 mg</item></list>"


def test_an_allergy_in_the_text_alone_counts(library: Library) -> None:
    report = _check("<list><item>PENICILLIN - hives</item></list>", MEDICINES, library)
    assert report.worst == 1
    row = "<table><thead><tr><th>A</th></tr></thead><tr><td>Penicillin</td><td>Hives</td></tr></table>"
    assert _check(row, MEDICINES, library).worst == 1


def test_what_is_not_recognised_makes_it_incomplete(library: Library) -> None:
    assert not _check("<paragraph>zorblaxine</paragraph>", MEDICINES, library).complete
    assert not _check("No known allergies", "<list><item>zorblaxine</item></list>", library).complete


def test_none_is_understood(library: Library) -> None:
    report = _check("<paragraph>No known allergies.</paragraph>", MEDICINES, library)
    assert report.complete
    assert report.status == "nothing_found"


def _told(library: Library, text: str) -> tuple[list[str], list[str]]:
    found = read(library, section("48765-2", "Allergies", text=text))
    gone = [each for each in found.left_out if each.startswith("Allergy to")]
    return [each["name"] for each in found.person.get("allergies", [])], gone


TABLE = (
    "<table><thead><tr><th>{0}</th><th>{1}</th><th>{2}</th></tr></thead><tbody>"
    "<tr><td>Penicillin</td><td>Hives</td><td>Inactive</td></tr>"
    "<tr><td>Codeine</td><td>Nausea</td><td>Active</td></tr>"
    "<tr><td>Sulfa</td><td>Rash</td><td>Resolved</td></tr></tbody></table>"
)


@pytest.mark.parametrize("status", ["Status", "Allergy Status", "Clinical status"])
def test_an_allergy_whose_status_is_over_does_not_count(library: Library, status: str) -> None:
    names, gone = _told(library, TABLE.format("Substance", "Reaction", status))
    assert names == ["Codeine: Nausea"]
    assert gone == [
        "Allergy to Penicillin: Hives: inactive or resolved, and not counted",
        "Allergy to Sulfa: Rash: inactive or resolved, and not counted",
    ]


def test_a_word_under_another_heading_is_no_status(library: Library) -> None:
    names, gone = _told(library, TABLE.format("Substance", "Reaction", "Comment"))
    assert [each.partition(":")[0] for each in names] == ["Penicillin", "Codeine", "Sulfa"]
    assert not gone


def test_a_table_may_begin_with_the_kind_and_have_its_headings_in_plain_cells(library: Library) -> None:
    table = (
        "<table><tr><td>Type</td><td>Allergen</td><td>Status</td></tr>"
        "<tr><td>Drug allergy</td><td>Penicillin</td><td>Active</td></tr>"
        "<tr><td>Drug allergy</td><td>Codeine</td><td>inactive</td></tr></table>"
    )
    names, gone = _told(library, table)
    assert [each.partition(":")[0] for each in names] == ["Penicillin"]
    assert len(gone) == 1


def test_a_status_in_the_words_of_an_item(library: Library) -> None:
    names, gone = _told(
        library,
        "<list><item>Penicillin - hives (Status: Resolved)</item>"
        "<item>Codeine, Status: Active</item></list>",
    )
    assert names == ["Codeine"]
    assert gone == ["Allergy to Penicillin - hives: inactive or resolved, and not counted"]


@pytest.mark.parametrize(
    ("value", "counts"),
    [
        ('displayName="Inactive"', False),
        ('displayName="Resolved"', False),
        ('code="73425007"', False),
        ('code="413322009"', False),
        ('code="55561003"', True),
        ('displayName="Active"', True),
    ],
)
def test_the_status_observation_of_an_entry(library: Library, value: str, counts: bool) -> None:
    status = (
        '<entryRelationship typeCode="REFR"><observation><code code="33999-4"/>'
        f"<value {value}/></observation></entryRelationship>"
    )
    found = read(library, section("48765-2", "Allergies", allergy("Penicillin", inside=status)))
    assert bool(found.person.get("allergies")) is counts
    assert counts or "Allergy to Penicillin: inactive or resolved, and not counted" in found.left_out


CELLS = st.lists(
    st.sampled_from(["Penicillin", "Status", "Inactive", "Active", "", "Hives", "x"]), max_size=4
)


@given(st.lists(st.tuples(st.sampled_from(["td", "th"]), CELLS), max_size=4))
def test_any_table_is_read_and_no_active_penicillin_lost(rows: list[tuple[str, list[str]]]) -> None:
    table = "".join(
        "<tr>" + "".join(f"<{kind}>{cell}</{kind}>" for cell in cells) + "</tr>" for kind, cells in rows
    )
    found = read(open_library(), section("48765-2", "Allergies", text=f"<table>{table}</table>"))
    written = [cells for kind, cells in rows if kind == "td"]
    if any(
        "Penicillin" in cells and "Inactive" not in cells and "Status" not in cells for cells in written
    ):
        assert any("Penicillin" in each["name"] for each in found.person["allergies"])
