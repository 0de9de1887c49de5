"""C-CDA documents as records export them: the same findings as the list typed, nothing dropped in silence.

The documents are made here, in the shape of HL7's public examples.
"""

from __future__ import annotations

import json
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from cotake import InputError, check
from cotake.knowledge import Library, open_library
from cotake.regimen import FromRecord, is_ccda, is_health_record, read_ccda, read_health_record
from cotake.surfaces.cli import cli
from tests.conftest import TODAY

RXNORM = "2.16.840.1.113883.6.88"
SNOMED = "2.16.840.1.113883.6.96"
ICD10CM = "2.16.840.1.113883.6.90"
LOINC = "2.16.840.1.113883.6.1"
XSI = "http://www.w3.org/2001/XMLSchema-instance"


def section(loinc: str, title: str, *entries: str, text: str = "") -> str:
    inside = "".join(f"<entry>{each}</entry>" for each in entries)
    return (
        f'<component><section><code code="{loinc}" codeSystem="{LOINC}"/><title>{title}</title>'
        f"<text>{text}</text>{inside}</section></component>"
    )


def document(*sections: str, patient: str = "") -> str:
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><?xml-stylesheet href="CDA.xsl"?><!-- made for a test -->'
        f'<ClinicalDocument xmlns="urn:hl7-org:v3" xmlns:xsi="{XSI}">'
        f"<recordTarget><patientRole><patient>{patient}</patient></patientRole></recordTarget>"
        f"<component><structuredBody>{''.join(sections)}</structuredBody></component></ClinicalDocument>"
    )


def medicine(
    name: str = "",
    inside: str = "",
    *,
    status: str = "active",
    mood: str = "EVN",
    negated: bool = False,
    code: str = "",
    original: str = "",
) -> str:
    negation = ' negationInd="true"' if negated else ""
    shown = f' displayName="{name}"' if name else ' nullFlavor="UNK"'
    coded = f' code="{code}" codeSystem="{RXNORM}"' if code else ""
    text = f'<originalText><reference value="#{original}"/></originalText>' if original else ""
    return (
        f'<substanceAdministration classCode="SBADM" moodCode="{mood}"{negation}>'
        f'<statusCode code="{status}"/>{inside}<consumable><manufacturedProduct><manufacturedMaterial>'
        f"<code{coded}{shown}>{text}</code></manufacturedMaterial></manufacturedProduct></consumable>"
        f"</substanceAdministration>"
    )


def every(value: float, unit: str) -> str:
    period = f'<period value="{value:g}" unit="{unit}"/>'
    return f'<effectiveTime xsi:type="PIVL_TS" operator="A">{period}</effectiveTime>'


def span(low: str = "", high: str = "") -> str:
    end = f'<high value="{high}"/>' if high else '<high nullFlavor="NI"/>'
    return f'<effectiveTime xsi:type="IVL_TS"><low value="{low}"/>{end}</effectiveTime>'


def dose(value: str, unit: str = "") -> str:
    return f'<doseQuantity value="{value}"' + (f' unit="{unit}"/>' if unit else "/>")


NEEDED = '<precondition><criterion><value xsi:type="CD" nullFlavor="NI"/></criterion></precondition>'


def allergy(
    name: str,
    kind: str = "Allergy to drug",
    inside: str = "",
    *,
    status: str = "active",
    negated: bool = False,
) -> str:
    negation = ' negationInd="true"' if negated else ""
    code = f'<code displayName="{name}"/>' if name else '<code nullFlavor="NA"/>'
    return (
        f'<act><statusCode code="{status}"/><entryRelationship typeCode="SUBJ"><observation{negation}>'
        f'<value xsi:type="CD" displayName="{kind}"/><participant typeCode="CSM"><participantRole>'
        f"<playingEntity>{code}</playingEntity></participantRole></participant>{inside}"
        f"</observation></entryRelationship></act>"
    )


def reaction(name: str, severity: str = "") -> str:
    grade = (
        f'<entryRelationship typeCode="SUBJ"><observation><code code="SEV"/>'
        f'<value displayName="{severity}"/></observation></entryRelationship>'
        if severity
        else ""
    )
    return (
        f'<entryRelationship typeCode="MFST" inversionInd="true"><observation><value displayName="{name}"/>'
        f"{grade}</observation></entryRelationship>"
    )


def problem(value: str, *, status: str = "active", negated: bool = False, time: str = "") -> str:
    negation = ' negationInd="true"' if negated else ""
    return (
        f'<act><statusCode code="{status}"/><entryRelationship><observation{negation}>{time}{value}'
        f"</observation></entryRelationship></act>"
    )


def read(library: Library, *sections: str, patient: str = "") -> FromRecord:
    return read_ccda(document(*sections, patient=patient), library=library, today=TODAY)


def lines(library: Library, *entries: str, text: str = "") -> tuple[str, ...]:
    return read(library, section("10160-0", "Medications", *entries, text=text)).lines


@pytest.mark.parametrize(
    ("entry", "line"),
    [
        (
            medicine("warfarin sodium 5 MG Oral Tablet", span("20240105") + every(24, "h") + dose("1")),
            "warfarin sodium 5 MG Oral Tablet 1 tablet daily from 2024-01-05",
        ),
        (
            medicine("ibuprofen 600 MG Oral Tablet", every(6, "h") + dose("1") + NEEDED, mood="INT"),
            "ibuprofen 600 MG Oral Tablet 1 tablet every 6 hours as needed",
        ),
        (medicine("sertraline", dose("50", "mg") + every(1, "d")), "sertraline 50 mg daily"),
        (medicine("levothyroxine", dose("75", "ug") + every(24, "h")), "levothyroxine 75 mcg daily"),
        (
            medicine("methotrexate 10 MG Oral Tablet", dose("1") + every(1, "wk")),
            "methotrexate 10 MG Oral Tablet 1 tablet weekly",
        ),
        (
            medicine(
                "3 ML insulin glargine 100 UNT/ML Pen Injector [Lantus]",
                '<effectiveTime xsi:type="EIVL_TS" operator="A"><event code="HS"/></effectiveTime>'
                '<routeCode displayName="Subcutaneous Route of Administration"/>' + dose("40", "[IU]"),
            ),
            "insulin glargine injection 40 IU subcutaneous at bedtime",
        ),
        (
            medicine(
                "ibuprofen 400 MG Oral Tablet",
                '<effectiveTime xsi:type="PIVL_TS" operator="A"><period><low value="6" unit="h"/>'
                '<high value="8" unit="h"/></period></effectiveTime><doseQuantity><low value="1"/>'
                '<high value="2"/></doseQuantity>',
            ),
            "ibuprofen 400 MG Oral Tablet 2 tablets every 6 hours",
        ),
        (
            medicine("fluoxetine", span("20260101", "20261110") + dose("20", "mg"), status="completed"),
            "fluoxetine 20 mg from 2026-01-01 stopped 2026-11-10",
        ),
        (
            medicine("fluoxetine", span("2026", "202610"), status="aborted"),
            "fluoxetine stopped 2026-10-31",
        ),
        (medicine("", code="36437"), "RxCUI 36437"),
    ],
)
def test_medicines_and_their_dosages(entry: str, line: str, library: Library) -> None:
    assert lines(library, entry) == (line,)


def test_a_name_that_stands_in_the_narrative(library: Library) -> None:
    row = '<td ID="n1">Ibuprofen <b>600mg</b> Oral Tablet</td><td ID="s1">1 tablet daily</td>'
    text = f'<table><tr ID="m1">{row}</tr></table>'
    sig = (
        '<entryRelationship typeCode="COMP"><substanceAdministration><code code="76662-6"/><text>'
        '<reference value="#s1"/></text></substanceAdministration></entryRelationship>'
    )
    assert lines(library, medicine(original="n1"), text=text) == ("Ibuprofen 600mg Oral Tablet",)
    found = lines(library, medicine(original="n1", inside=sig), text=text)
    assert found == ("Ibuprofen 600mg Oral Tablet 1 tablet daily",)
    reference = '<text><reference value="#n1"/></text>'
    bare = f'<substanceAdministration moodCode="EVN">{reference}</substanceAdministration>'
    assert lines(library, bare, text=text) == ("Ibuprofen 600mg Oral Tablet",)


def test_the_prefix_is_nothing_and_sections_go_by_template_as_well(library: Library) -> None:
    plain = document(section("10160-0", "Medications", medicine("sertraline 50 mg")))
    prefixed = (
        plain.replace("<", "<cda:")
        .replace("<cda:/", "</cda:")
        .replace("<cda:?", "<?")
        .replace("<cda:!", "<!")
    )
    by_template = plain.replace(
        '<code code="10160-0" codeSystem="2.16.840.1.113883.6.1"/>',
        '<templateId root="2.16.840.1.113883.10.20.22.2.1.1" extension="2014-06-09"/>',
    )
    undeclared = plain.replace(f'xmlns:xsi="{XSI}"', "")
    for text in (plain, prefixed, by_template, undeclared):
        assert is_ccda(text)
        assert read_ccda(text, library=library, today=TODAY).lines == ("sertraline 50 mg",)


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        (medicine("lisinopril 10 mg", negated=True), "lisinopril 10 mg: not checked: recorded as not"),
        (medicine("sertraline", status="nullified"), "entered in error"),
        (medicine("sertraline", status="aborted"), "aborted, and no day is told"),
        (medicine("sertraline", mood="GOL"), "neither taken nor ordered (mood GOL)"),
        (medicine("sertraline", status="suspended"), "checked as if it were taken"),
        (medicine("sertraline", status="completed"), "without a last day, and counted as taken"),
        (medicine("sertraline", span("20240101", "20250101")), "is over, but it is not called ended"),
        (medicine(), "a medicine of the record has no name"),
        (
            medicine(negated=True).replace(
                '<code nullFlavor="UNK">',
                f'<code nullFlavor="OTH"><translation code="410942007" codeSystem="{SNOMED}"/>',
            ),
            "The record says that no medicine is taken",
        ),
    ],
)
def test_nothing_is_dropped_in_silence(entry: str, said: str, library: Library) -> None:
    found = read(library, section("10160-0", "Medications", entry))
    assert said in " ".join(found.left_out)


def test_a_medicine_that_is_not_known_stays_in_the_list(library: Library) -> None:
    found = lines(library, medicine("Blarbomycin 10 MG", code="999999"))
    assert check(list(found), today=TODAY).not_recognised[0].text == "Blarbomycin 10 MG"


def test_sections_without_information_and_those_that_are_not_read(library: Library) -> None:
    nothing = section("48765-2", "Allergies").replace("<section>", '<section nullFlavor="NI">')
    medicines = section("10160-0", "Medications", medicine("sertraline"))
    told = " ".join(read(library, medicines, nothing, section("47519-4", "Procedures")).left_out)
    assert "The record has no information on allergies" in told
    assert "The document has no section of problems" in told
    assert "Sections that are not read: Procedures" in told


def test_the_patient_and_the_kidney_function(library: Library) -> None:
    patient = '<administrativeGenderCode code="F"/><birthTime value="19541201"/>'
    result = (
        f'<organizer><component><observation><code code="33914-3" codeSystem="{LOINC}"/>'
        '<effectiveTime value="20260901"/><value xsi:type="PQ" value="38" unit="mL/min"/>'
        "</observation></component></organizer>"
    )
    found = read(library, section("30954-2", "Results", result), patient=patient)
    assert found.person == {"age": 71, "sex": "female", "egfr": 38}
    assert any("eGFR 38" in each and "2026-09-01" in each for each in found.left_out)
    assert (
        read(library, patient='<birthTime value="2200"/><administrativeGenderCode code="UN"/>').person == {}
    )


def test_allergies(library: Library) -> None:
    found = read(
        library,
        section("10160-0", "Medications", medicine("amoxicillin 500 MG Oral Capsule")),
        section(
            "48765-2",
            "Allergies",
            allergy("Penicillin", inside=reaction("Anaphylaxis", "Severe")),
            allergy("codeine", "Drug intolerance", reaction("Nausea")),
            allergy("Gomasio", "Food allergy"),
            allergy("ibuprofen", status="completed"),
            allergy("aspirin", negated=True),
            allergy("", "Allergy to substance", negated=True),
            allergy("Blarbomycin"),
        ),
    )
    assert found.person["allergies"] == [
        {"name": "Penicillin", "reaction": ["Anaphylaxis"], "type": "allergy", "severity": "severe"},
        {"name": "codeine", "reaction": ["Nausea"], "type": "intolerance"},
        {"name": "Gomasio", "type": "allergy", "category": "food"},
        {"name": "Blarbomycin", "type": "allergy"},
    ]
    assert "Allergy to ibuprofen: inactive or resolved, and not counted" in found.left_out
    assert "aspirin: recorded as no allergy, and not counted" in found.left_out
    report = check(list(found.lines), person=found.person, today=TODAY)
    assert (report.worst, report.findings[0].seriousness) == (1, "life-threatening")
    assert [each.text for each in report.not_recognised] == ["Blarbomycin"]


def test_no_known_allergies_is_no_allergy(library: Library) -> None:
    none = allergy("", "Allergy to substance (disorder)", negated=True)
    substance = none.replace('<code nullFlavor="NA"/>', '<code code="105590001" displayName="Substance"/>')
    for entry in (none, substance):
        assert "allergies" not in read(library, section("48765-2", "Allergies", entry)).person


def test_problems_by_code_and_by_name(library: Library) -> None:
    def coded(code: str, system: str, name: str) -> str:
        return f'<value xsi:type="CD" code="{code}" codeSystem="{system}" displayName="{name}"/>'

    inner = f'<translation code="I50.22" codeSystem="{ICD10CM}" displayName="local"/>'
    translated = f'<value nullFlavor="OTH">{inner}</value>'
    found = read(
        library,
        section(
            "11450-4",
            "Problems",
            problem(coded("84757009", SNOMED, "Epilepsia")),
            problem(translated),
            problem(coded("0", "1.2.3", "Gout")),
            problem(coded("J45.909", ICD10CM, "Asthma"), status="completed"),
            problem(coded("K25.4", ICD10CM, "Gastric ulcer"), time=span("2015", "20160101")),
            problem(coded("44054006", SNOMED, "Diabetes"), negated=True),
            problem(coded("55607006", SNOMED, "Problem"), negated=True),
            problem(coded("0", "1.2.3", "Ingrown nail")),
        ),
    )
    assert found.person["conditions"] == ["epilepsy", "heart-failure", "gout", "peptic-ulcer"]
    told = " ".join(found.left_out)
    assert "Resolved, inactive or refuted, and not counted: Asthma, Diabetes" in told
    assert "Over, and counted as past: Gastric ulcer" in told
    assert "not reckoned with: Ingrown nail" in told


def test_a_document_gives_the_findings_of_the_list_typed(library: Library) -> None:
    found = read(
        library,
        section(
            "10160-0",
            "Medications",
            medicine("warfarin sodium 5 MG Oral Tablet", every(24, "h") + dose("1")),
            medicine("ibuprofen 400 MG Oral Tablet", every(8, "h") + dose("1")),
        ),
        patient='<administrativeGenderCode code="M"/><birthTime value="19500101"/>',
    )
    typed = ["warfarin 5 mg daily", "ibuprofen 400 mg every 8 hours"]
    by_record = check(list(found.lines), person=found.person, today=TODAY)
    by_hand = check(typed, person={"age": 76, "sex": "male"}, today=TODAY)
    assert [each.id for each in by_record.findings] == [each.id for each in by_hand.findings]
    assert by_record.findings


LAUGHS = (
    '<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY lol "lol">'
    + "".join(f'<!ENTITY lol{n} "{"&lol;" * 10}">' for n in range(9))
    + "]><ClinicalDocument>&lol8;</ClinicalDocument>"
)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (LAUGHS, "refused"),
        ('<!DOCTYPE a SYSTEM "passwords"><ClinicalDocument/>', "refused"),
        ('<!DOCTYPE a [<!ENTITY x SYSTEM "http://example.org/x">]><ClinicalDocument/>', "refused"),
        ("<ClinicalDocument>&nbsp;</ClinicalDocument>", "not well-formed"),
        ("<ClinicalDocument>", "not well-formed"),
        ("<ClinicalDocument>" + "<a>" * 5000 + "</a>" * 5000 + "</ClinicalDocument>", "nested too deeply"),
        ("<x><ClinicalDocument/></x>", "outermost element is x"),
        ("<html/>", "no C-CDA document"),
        ('<Bundle xmlns="http://hl7.org/fhir"><type value="x"/></Bundle>', "FHIR as XML is not read"),
        ('{"a": 1}', "neither FHIR"),
        ("", "neither FHIR"),
    ],
)
def test_what_can_do_harm_or_is_another_thing_is_refused(text: str, said: str, library: Library) -> None:
    with pytest.raises(InputError, match=said):
        read_health_record(text, library=library, today=TODAY)


def test_what_is_a_health_record() -> None:
    assert is_health_record("\ufeff  <ClinicalDocument/>")
    assert is_health_record('{"resourceType": "Bundle"}', ".json")
    assert is_health_record("anything", ".xml")
    assert not is_health_record('["sertraline"]', ".json")
    assert not is_health_record("sertraline", ".txt")


LIBRARY = open_library()
WHOLE = document(
    section(
        "10160-0",
        "Medications",
        medicine(
            "warfarin sodium 5 MG Oral Tablet", span("20240105") + every(24, "h") + dose("1") + NEEDED
        ),
        medicine("fluoxetine", span("2026", "20261110") + dose("20", "mg"), status="completed"),
        text='<table ID="t"><tr ID="m1"><td>sertraline 50 mg</td></tr></table>',
    ),
    section("48765-2", "Allergies", allergy("Penicillin", inside=reaction("Hives", "Mild"))),
    section("11450-4", "Problems", problem(f'<value code="I10" codeSystem="{ICD10CM}" displayName="x"/>')),
    patient='<administrativeGenderCode code="F"/><birthTime value="19541201"/>',
)
MARKS = ["", "<", ">", "/", '"', "&amp;", "&#0;", "&#xD800;", "<entry>", "</entry>", "<!--", "]]>", "\x00"]
MARKS += [
    'value="1e999"',
    'value="nan"',
    'code=""',
    'negationInd="true"',
    "<section>",
    "\ud800",
    "<value/>",
]
PIECES = st.text(max_size=5) | st.sampled_from(MARKS)


@settings(max_examples=250, deadline=None)
@given(st.lists(st.tuples(st.integers(0, len(WHOLE)), st.integers(0, 40), PIECES), min_size=1, max_size=6))
def test_a_document_with_faults_is_read_or_refused(changes: list[tuple[int, int, str]]) -> None:
    text = WHOLE
    for place, length, piece in changes:
        text = text[:place] + piece + text[place + length :]
    with suppress(InputError):
        found = read_health_record(text, library=LIBRARY, today=TODAY)
        assert all(isinstance(line, str) and line for line in found.lines)
        check([*found.lines, "sertraline"], person=found.person, library=LIBRARY, today=TODAY)


VALUES = st.text(max_size=20) | st.sampled_from(
    ["1e400", "-1", "nan", "inf", "0", "20261399", "0000", "#m1", "#t", "##"]
)


@settings(max_examples=200, deadline=None)
@given(st.integers(0, 200), VALUES)
def test_any_value_of_an_attribute_is_read(which: int, value: str) -> None:
    import re
    from xml.sax.saxutils import quoteattr

    found = list(re.finditer(r'"[^"]*"', WHOLE))[4:]
    place = found[which % len(found)]
    text = WHOLE[: place.start()] + quoteattr(value) + WHOLE[place.end() :]
    with suppress(InputError):
        read = read_health_record(text, library=LIBRARY, today=TODAY)
        check([*read.lines, "sertraline"], person=read.person, library=LIBRARY, today=TODAY)


def run(*arguments: str) -> Any:
    return CliRunner().invoke(cli, list(arguments))


def test_the_command_reads_a_document(tmp_path: Path) -> None:
    path = tmp_path / "summary.xml"
    path.write_text(WHOLE, encoding="utf-8")
    done = run("check", str(path), "--json", "--allergy", "sulfa", "--condition", "epilepsy")
    found = json.loads(done.stdout)
    assert [each["name"] for each in found["person"]["allergies"]] == [
        "sulfonamide antibiotics",
        "penicillins",
    ]
    assert set(found["person"]["conditions"]) >= {"epilepsy", "hypertension"}
    assert found["person"]["sex"] == "female"
    assert run("guide", str(path)).exit_code == 0
    path.write_text('<Bundle xmlns="http://hl7.org/fhir"/>', encoding="utf-8")
    assert "FHIR as XML is not read" in str(run("check", str(path)).exception)
    path.write_text("no XML at all", encoding="utf-8")
    assert isinstance(run("check", str(path)).exception, InputError)
