"""`cotake report`: seen first, written on request, and nothing in it by accident."""

from __future__ import annotations

import json
import stat
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from cotake.handover import PARTS, USUAL
from cotake.journal import Cost, Journal, Kind
from tests.handover.making import EVENT, SECRET, answers, ldn, pain
from tests.handover.reading import Html, Pdf
from tests.surfaces.running import Run

WORD = "correct horse battery"
PAIR = ("LDN 4.5 mg at bedtime", "sertraline 100 mg daily")


@pytest.fixture
def journal(home: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The usual journal: sixty days up to now."""
    monkeypatch.setenv("COTAKE_PASSPHRASE", WORD)
    home.mkdir(parents=True)
    path = home / "journal.cotake"
    now = datetime.now(UTC).replace(hour=0, minute=1)
    with Journal.create(path, WORD, cost=Cost(13, 1, 1)) as made:
        rows: list[tuple[Kind, Mapping[str, Any], datetime, str]] = []
        for day in range(60):
            at = now - timedelta(days=59 - day)
            rows.append(("scores", {"pain": pain(day), "side:nausea": 2}, at, ""))
            rows.append(("dose", {"medicine": "sertraline 100 mg", "taken": "taken", "dose": ""}, at, ""))
            if (mg := ldn(day)) is not None:
                rows.append(("dose", {"medicine": f"LDN {mg} mg", "taken": "taken", "dose": ""}, at, ""))
        rows.append(("note", {"text": SECRET}, now, ""))
        rows.append(("event", {"text": EVENT}, now, ""))
        rows.append(("answers", answers(self_harm=3), now, ""))
        made.add_all(rows)
    return path


def test_it_is_seen_first_with_what_goes_in_and_how_to_change_it(run: Run) -> None:
    done = run("report", *PAIR, "--name", "Anna Example", "--question", "May I?")
    assert done.code == 0
    assert done.err == ""
    assert done.out.startswith("For the appointment, ")
    assert "Anna Example" in done.out and "- May I?" in done.out
    assert "Nothing was written" in done.out
    for part in PARTS:
        if part in USUAL:
            assert f"goes in   {part}" in done.out and f"(--without {part})" in done.out
        else:
            assert f"left out  {part}" in done.out and f"(--with {part})" in done.out


def test_the_journal_gives_the_medicines(run: Run, journal: Path) -> None:
    done = run("report", "--age", 44)
    assert done.code == 0
    assert "Low-dose naltrexone" in done.out and "Sertraline" in done.out
    assert "(journal)" in done.out
    assert "Is it working?" in done.out
    assert "better (" in done.out
    aside = run("report", *PAIR, "--no-journal")
    assert "Is it working?" not in aside.out


def test_another_journal_is_named(run: Run, journal: Path, tmp_path: Path) -> None:
    other = journal.rename(tmp_path / "other.cotake")
    assert "What was scored" not in run("report", *PAIR).out
    assert "What was scored" in run("report", *PAIR, "--journal", other).out


def test_a_medicine_that_is_not_listed_is_told_and_not_shown(run: Run, journal: Path) -> None:
    done = run("report", "sertraline 100 mg")
    assert "The journal has doses of LDN, which is not in your list" in done.err
    assert "LDN" not in done.out and "naltrexone" not in done.out.lower()


@pytest.mark.parametrize("name", ["page.pdf", "page.html", "page.json", "page.PDF"])
def test_it_is_written_for_its_owner_and_said_that_others_can_read_it(
    name: str, run: Run, journal: Path, tmp_path: Path
) -> None:
    out = tmp_path / name
    done = run("report", *PAIR, "--out", out)
    assert (done.code, done.out) == (0, "")
    assert "can read it: keep it safe" in done.err
    assert stat.S_IMODE(out.stat().st_mode) == 0o600
    data = out.read_bytes()
    for secret in (SECRET, EVENT):
        assert secret.encode() not in data
    if name.lower().endswith("pdf"):
        pdf = Pdf(data)
        assert pdf.sheets <= 2 and pdf.sizes == {(595, 842)}
        assert SECRET not in pdf.all
    elif name.endswith("html"):
        html = Html(data.decode("utf-8"))
        assert html.loads == []
        assert "PHQ-9" in html.text and "better off dead" not in html.text
    else:
        resources = [each["resource"] for each in json.loads(data)["entry"]]
        filled = [each for each in resources if each["resourceType"] == "QuestionnaireResponse"]
        assert filled
        assert not any(item["linkId"] == "self-harm" for each in filled for item in each.get("item", []))


def test_letter(run: Run, tmp_path: Path) -> None:
    out = tmp_path / "page.pdf"
    assert run("report", *PAIR, "--out", out, "--paper", "letter").code == 0
    assert Pdf(out.read_bytes()).sizes == {(612, 792)}


def test_parts_go_in_and_stay_out(run: Run, journal: Path) -> None:
    done = run("report", "--with", "events", "--without", "side-effects", "--without", "sources")
    assert EVENT in done.out
    assert "nausea" not in done.out.lower()
    assert "Sources\n" not in done.out


def test_a_file_of_fhir_gives_the_list_and_the_person(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "bundle.json"
    statement = {
        "resourceType": "MedicationStatement",
        "status": "active",
        "medicationCodeableConcept": {"text": "sertraline 50 mg"},
        "subject": {"reference": "Patient/1"},
    }
    patient = {"resourceType": "Patient", "id": "1", "gender": "female", "birthDate": "1960-01-01"}
    entries = [{"resource": each} for each in (patient, statement)]
    path.write_text(json.dumps({"resourceType": "Bundle", "type": "collection", "entry": entries}))
    done = run("report", path)
    assert done.code == 0
    assert "Sertraline" in done.out and "female" in done.out


def test_what_is_not_recognised_stands_at_the_top(run: Run) -> None:
    out = run("report", "blorbamine 5 mg", "sertraline", "--without", "medicines").out
    assert out.index("blorbamine") < out.index("Findings")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "no medicine was given, and there is no journal"),
        ([""], "no medicine was given"),
        ([*PAIR, "--out", "page.doc"], "ends in .pdf, .html or .json"),
        ([*PAIR, "--paper", "a4"], "--paper goes with"),
        ([*PAIR, "--with", "notes"], "no part of the page; there are medicines"),
        ([*PAIR, "--with", "plan", "--without", "plan"], "cannot go in and stay out"),
        ([*PAIR, "--last", "0d"], "--last is a time from 1 to 400 days"),
        ([*PAIR, "--outcome", "pain"], "there is none"),
        ([*PAIR, "--no-journal", "--journal", "x"], "contradict"),
        ([*PAIR, "--age", "-1"], "age is a number"),
        (["@nothing"], "there is no list @nothing"),
    ],
)
def test_bad_usage(arguments: list[str], said: str, run: Run) -> None:
    done = run("report", *arguments)
    assert done.code == 2
    assert done.refused
    assert said in done.err


def test_what_the_journal_has_not_is_refused(run: Run, journal: Path) -> None:
    assert "no scale of the journal" in run("report", *PAIR, "--outcome", "no such").err
    assert "no dose of 'warfarin'" in run("report", *PAIR, "--medicine", "warfarin").err


def test_a_page_that_cannot_be_written_is_a_failure(run: Run, tmp_path: Path) -> None:
    for name in ("page.pdf", "page.html", "page.json"):
        done = run("report", *PAIR, "--out", tmp_path / "nowhere" / name)
        assert done.code == 1
        assert "cannot write" in done.err


def test_a_wrong_passphrase_is_no_page(run: Run, journal: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COTAKE_PASSPHRASE", "another word altogether")
    done = run("report", *PAIR)
    assert (done.code, done.out) == (1, "")
    assert done.refused
