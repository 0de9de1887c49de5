"""Sections of C-CDA that hold text and no entries."""

from __future__ import annotations

from datetime import date

from cotake import check
from cotake.interactions import Report
from cotake.knowledge import Library
from cotake.regimen import read_health_record


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
