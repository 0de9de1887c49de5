"""What a language model reads: no unknown can be taken for safe, and nothing that matters is left out."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from cotake._errors import InputError
from cotake.interactions import NOTICE
from cotake.knowledge import Library
from cotake.surfaces.mcp._reply import Reply
from cotake.surfaces.mcp._tools import all_tools
from tests.knowledge.world import make_world

TWELVE = [
    "LDN 4.5 mg at bedtime", "sertraline 100 mg", "tramadol 50 mg prn", "warfarin 5 mg",
    "amiodarone 200 mg", "simvastatin 40 mg", "metoprolol 50 mg", "omeprazole 20 mg",
    "lisinopril 10 mg", "spironolactone 25 mg", "ibuprofen 400 mg prn", "metformin 500 mg",
]  # fmt: skip
PAIR = ["LDN 4.5 mg at bedtime", "sertraline 100 mg daily"]


def ask(tool: str, library: Library, /, **arguments: Any) -> Reply:
    return all_tools()[tool].answer(arguments, library)


@pytest.fixture
def gaps(tmp_path: Path) -> Library:
    """A library in which one area of one substance was never reviewed."""
    world = make_world(tmp_path)
    path = world.path("substances/alphamide.yaml")
    kept = [line for line in path.read_text().splitlines() if "{area: bleeding," not in line]
    path.write_text("\n".join(kept) + "\n")
    return Library(world.build(strict=False))


@pytest.mark.parametrize("tool", ["check", "guide"])
def test_an_interaction_says_how_many_and_of_which_class(tool: str, library: Library) -> None:
    reply = ask(tool, library, medicines=TWELVE)
    first = reply.plain["read_first"]
    assert re.fullmatch(
        r"STATUS: interaction\. Found: 1 to avoid \(class 1\), \d+ usually to avoid \(class 2\) and "
        r"\d+ to take care with \(class 3\)\.",
        first[0],
    )
    assert first[-1].startswith("COMPLETE: yes.")


@pytest.mark.parametrize("tool", ["check", "guide"])
def test_an_interaction_with_an_unknown_says_that_there_may_be_more(tool: str, library: Library) -> None:
    reply = ask(tool, library, medicines=["LDN", "tramadol 50 mg", "blorbamine 10 mg"])
    first = reply.plain["read_first"]
    assert first[0].endswith("THE LIST WAS NOT FULLY CHECKED: there may be more.")
    assert first[1].startswith(
        'NOT CHECKED: "blorbamine 10 mg" was not recognised; this does not mean that it'
    )
    assert "ask the person, do not choose for them" in first[1]
    assert first[-1].startswith("COMPLETE: no.")
    assert reply.text.index("NOT CHECKED") < reply.text.index("tramadol")


@pytest.mark.parametrize("tool", ["check", "guide"])
@pytest.mark.parametrize("audience", ["person", "clinician"])
def test_an_unknown_is_never_called_safe(tool: str, audience: str, library: Library) -> None:
    reply = ask(tool, library, medicines=["LDN", "blorbamine 10 mg"], audience=audience)
    first = reply.plain["read_first"]
    assert reply.plain["status"] == "not_recognised"
    assert first[0].startswith(
        "STATUS: not_recognised. THE LIST WAS NOT FULLY CHECKED, so this is no answer to whether it is"
    )
    assert "As far as is known, yes" not in reply.text


def test_a_kind_of_medicine_and_an_illness_that_are_not_known(library: Library) -> None:
    reply = ask(
        "check", library, medicines=["LDN", "a blood thinner"], person={"conditions": ["blorbitis"]}
    )
    loud = [line for line in reply.plain["read_first"] if line.startswith("NOT CHECKED")]
    assert len(loud) == 2
    assert "an illness that is not known here" in loud[1]


@pytest.mark.parametrize("tool", ["check", "guide"])
def test_an_area_that_was_not_reviewed_is_named(tool: str, gaps: Library) -> None:
    reply = ask(tool, gaps, medicines=["alphamide 20 mg"])
    first = reply.plain["read_first"]
    assert (reply.plain["status"], reply.plain["complete"]) == ("not_covered", False)
    assert first[0].startswith("STATUS: not_covered. THE LIST WAS NOT FULLY CHECKED")
    assert first[1] == (
        'NOT FULLY CHECKED: "alphamide 20 mg" (these areas were not reviewed: bleeding and clotting); this '
        "does not mean that it is safe there."
    )
    assert first[2].startswith("COMPLETE: no.")


@pytest.mark.parametrize("tool", ["check", "guide"])
def test_nothing_found_says_what_was_looked_at_and_is_no_proof(tool: str, library: Library) -> None:
    reply = ask(tool, library, medicines=PAIR)
    status = reply.plain["read_first"][0]
    assert status.startswith(
        "STATUS: nothing_found. Nothing that needs action was found about them in the 18"
    )
    assert "opioid action; serotonin; " in status
    assert "That is not proof of safety." in status
    assert re.search(r"In \d+ of the 18 areas that are clear no source was read", status)
    alone = ask(tool, library, medicines=["sertraline 50 mg"]).plain["read_first"][0]
    assert "nothing was checked against another" in alone


@pytest.mark.parametrize("tool", ["check", "guide"])
def test_where_nothing_could_be_checked_it_says_so(tool: str, library: Library) -> None:
    for medicines in (["blorbamine"], ["sertraline 0 mg"]):
        first = ask(tool, library, medicines=medicines).plain["read_first"]
        assert "NOTHING WAS CHECKED" in first[0]
        assert not any(line.startswith("COMPLETE: yes") for line in first)


def test_findings_stand_in_full_with_sources_read_marks_and_addresses(library: Library) -> None:
    reply = ask("check", library, medicines=TWELVE)
    acting = reply.plain["findings"]
    assert [each["classification"] for each in acting] == sorted(each["classification"] for each in acting)
    assert acting[0]["class_name"] == "avoid"
    listed = {each["id"] for each in reply.plain["sources"]}
    assert len(listed) == len(reply.plain["sources"])
    for each in acting:
        for part in (each["summary"], each["action"], *each["modifiers"]):
            assert part in reply.text
        assert {cited["id"] for cited in each["sources"]} <= listed
    assert "FINDING 1 of 10: class 1, AVOID. Naltrexone + Tramadol: sudden opioid withdrawal" in reply.text
    assert "naltrexone-label-us (read in full)" in reply.text
    assert "(quoted by others)" in reply.text
    for each in reply.plain["sources"]:
        assert f"[{each['id']}] {each['title']}" in reply.text
        if each["url"]:
            assert each["url"] in reply.text
    assert reply.text.endswith(NOTICE)


def test_short_is_short_and_full_leaves_nothing_out(library: Library) -> None:
    short = ask("check", library, medicines=TWELVE)
    full = ask("check", library, medicines=TWELVE, detail="full")
    assert len(short.text) < 25_000 < len(full.text)
    assert len(short.plain["findings"]) + len(short.plain["minor_findings"]) == len(full.plain["findings"])
    for each in full.plain["clear"]:
        assert each["why"] in full.text
    for each in full.plain["warnings"]:
        assert each["text"] in full.text
    for each in full.plain["findings"]:
        assert each["action"] in full.text
    brief, whole = (ask("guide", library, medicines=PAIR, detail=each) for each in ("short", "full"))
    assert whole.plain["left_out"] == []
    assert {each["heading"] for each in whole.plain["sections"]} == {
        *brief.plain["left_out"],
        *(each["heading"] for each in brief.plain["sections"]),
    }
    assert "What studies say" in brief.plain["left_out"]


def test_a_clinician_reads_other_words(library: Library) -> None:
    person, clinician = (
        ask("check", library, medicines=TWELVE, audience=each) for each in ("person", "clinician")
    )
    assert person.plain["findings"][0]["action"] != clinician.plain["findings"][0]["action"]
    assert clinician.plain["findings"][0]["action"] in clinician.text


def test_what_was_understood_is_shown(library: Library) -> None:
    text = ask(
        "check", library, medicines=["fluoxetine 20 mg stopped 2026-11-10", "tramadol 50 mg prn"],
        person={"age": 72, "genes": {"CYP2D6": "poor"}}, today="2026-11-23",
    ).text  # fmt: skip
    assert (
        '- "fluoxetine 20 mg stopped 2026-11-10": Fluoxetine, dose band standard, oral, stopped 2026-11-10'
        in text
    )
    assert "oral, as needed" in text
    assert "The person: age 72" in text and "CYP2D6 poor" in text


def test_levels_are_no_check_and_say_what_is_not_drawn(library: Library) -> None:
    reply = ask(
        "simulate",
        library,
        medicines=[
            "fluoxetine 20 mg daily",
            "metoprolol 50 mg twice a day",
            "blorbamine 5 mg",
            "zinc 10 mg",
        ],
        person={"conditions": ["blorbitis"]},
    )
    first = reply.plain["read_first"]
    assert first[0].startswith("This draws levels of a typical person. It is no check")
    assert [line.split(":")[0] for line in first[1:]] == ["NOT DRAWN"] * 3
    assert "blorbamine" in first[1] and "zinc" in first[2] and "blorbitis" in first[3]
    assert reply.plain["complete"] is False
    curves = {each["name"]: each for each in reply.plain["curves"]}
    metoprolol = curves["Metoprolol"]
    assert metoprolol["raised_by_others"]["high"] > 2
    assert 0 < metoprolol["last_day"]["low"] < metoprolol["last_day"]["high"] <= metoprolol["highest"]
    assert "Metoprolol is drawn" in reply.text
    for each in curves.values():
        assert len(each["points"]) <= 24
        assert max(point["high"] for point in each["points"]) == pytest.approx(each["highest"], rel=1e-3)
    year = ask("simulate", library, medicines=["metoprolol 50 mg daily"], days=366, people=20)
    assert len(str(year.plain)) < 5_000
    with pytest.raises(InputError, match="ask for fewer days, people or medicines"):
        ask("simulate", library, medicines=["metoprolol 50 mg daily"], days=366, people=200)


def test_a_claim_is_told_with_its_verdict_and_never_alone(library: Library) -> None:
    reply = ask("claim", library, text="LDN helps fibromyalgia pain")
    first = reply.plain["read_first"]
    assert first[0].startswith("NEAREST KNOWN CLAIM, which may not be what was asked: ")
    assert first[1].startswith("VERDICT on that claim: OVERSTATED.")
    assert all("verdict" in each for each in reply.plain["others"])
    for each in reply.plain["others"]:
        assert f'"{each["says"]}" (verdict: {each["verdict"]})' in reply.text
    assert any(source["url"] and source["url"] in reply.text for source in reply.plain["claim"]["sources"])
    turned = ask("claim", library, text="LDN does not help fibromyalgia pain")
    assert turned.plain["turned"] is True
    assert any(line.startswith("OTHER WAY ROUND") for line in turned.plain["read_first"])


def test_a_claim_that_is_not_known_is_neither_true_nor_false(library: Library) -> None:
    reply = ask("claim", library, text="LDN is safe with alcohol")
    assert (reply.plain["found"], reply.plain["claim"]) == (False, None)
    assert reply.plain["read_first"][0].startswith('NO CLAIM FOUND for "LDN is safe with alcohol"')
    assert "says nothing of whether it is true" in reply.plain["read_first"][0]


def test_studies_come_with_certainty_and_sources(library: Library) -> None:
    one = ask("evidence", library, about="LDN", outcome="pain")
    assert one.plain["outcomes"][0]["certainty"] == "very low"
    assert one.plain["outcomes"][0]["whole"]["studies"]
    assert "GRADE" in one.text
    table = ask("evidence", library, about="LDN")
    assert len(table.plain["outcomes"]) > 5
    assert "add --outcome" not in table.text
    for reply in (one, table):
        assert any(each["url"] and each["url"] in reply.text for each in reply.plain["sources"])


def test_no_study_is_no_proof(library: Library) -> None:
    reply = ask("evidence", library, about="metformin", outcome="pain")
    assert reply.plain["found"] is False
    assert reply.plain["read_first"][0].startswith('NO STUDY with a number on "metformin: pain"')
    assert "That says nothing of whether it helps or harms." in reply.plain["read_first"][0]


def test_an_allergy_is_shown_with_its_reaction_and_what_it_was_understood_as(library: Library) -> None:
    for allergy, shown in (
        ("PCN: hives", "PCN (understood as penicillins; reaction: hives)"),
        ("codeine: nausea", "codeine (intolerance; reaction: nausea)"),
        ("penicillin", "allergies penicillin."),
        ("peanuts", "peanuts (food)"),
    ):
        text = ask("check", library, medicines=["ibuprofen 400 mg"], person={"allergies": [allergy]}).text
        (line,) = [each for each in text.splitlines() if each.startswith("The person:")]
        assert shown in line
