"""MedTimer and eMoods: what their files hold, what is told, and what is left out.

The shapes are those of MedTimer's own source (Futsch1/medTimer: CSVEventExport, ReminderEventBackup), and
of eMoods' entry.csv as ReDead/eMoods-Statistics reads it; the samples are made up.
"""

from __future__ import annotations

import json
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zipfile import ZipFile
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cotake import InputError
from cotake.journal import Scales
from cotake.journal.bringing import How, bring, bring_file

MADRID = ZoneInfo("Europe/Madrid")
EVENTS = (
    "Reminded;Name;Dosage;Taken;Tags;Interval;Notes;Reminded (ISO 8601);Taken (ISO 8601)\n"
    "3/1/2026 8:00 AM;Lithium;400 mg;3/1/2026 8:12 AM;Morning, Mood;0:00;;2026-03-01T07:00:00Z;"
    "2026-03-01T07:12:00Z\n"
    "3/1/2026 9:00 PM;Progesterone (3/21);1;;;0:00;;2026-03-01T20:00:00Z;\n"
    "3/2/2026 2:12 PM;Ibuprofen;200 mg;3/2/2026 2:20 PM;;492343:12;with food;2026-03-02T13:12:00Z;"
    "2026-03-02T13:20:30Z\n"
)


def test_the_table_of_medtimer(scales: Scales) -> None:
    found = bring(EVENTS, scales, How(MADRID))
    assert found.kind == "MedTimer"
    assert [(kind, body, at.isoformat()) for kind, body, at, _ in found.rows] == [
        (
            "dose",
            {"medicine": "Lithium 400 mg", "taken": "taken", "dose": ""},
            "2026-03-01T08:12:00+01:00",
        ),
        (
            "dose",
            {"medicine": "Ibuprofen 200 mg", "taken": "taken", "dose": ""},
            "2026-03-02T14:20:30+01:00",
        ),
        ("note", {"text": "with food"}, "2026-03-02T14:20:30+01:00"),
    ]
    assert found.ignored == ("1 reminders that were skipped or not answered",)


def test_its_headings_may_be_of_any_language(scales: Scales) -> None:
    german = EVENTS.replace("Reminded", "Erinnert").replace("Name;", "Arznei;").replace("Taken", "Genommen")
    assert len(bring(german, scales, How(UTC)).rows) == 3


def test_semicolons_and_lines_in_a_note_are_kept(scales: Scales) -> None:
    """The app quotes nothing."""
    head = EVENTS.partition("\n")[0]
    row = "x;Lithium;400 mg;x;;0:00;slept; badly\nwoke at 4;2026-03-01T07:00:00Z;2026-03-01T07:12:00Z"
    found = bring(f"{head}\n{row}\n", scales, How(UTC))
    assert found.rows[1][1] == {"text": "slept; badly\nwoke at 4"}
    odd = "x;Lith;ium;400 mg;x;;0:00;;2026-03-01T07:00:00Z;2026-03-01T07:12:00Z"
    assert "line 2" in bring(f"{head}\n{odd}\n", scales, How(UTC)).unread[0]
    assert "line 2" in bring(f"{head}\nx;cut off\n", scales, How(UTC)).unread[0]


def event(**more: Any) -> dict[str, Any]:
    return {
        "medicineName": "Lithium",
        "amount": "400 mg",
        "status": "TAKEN",
        "remindedTimestamp": 1772348400,
        "processedTimestamp": 1772349120,
        "tags": [],
        "notes": "",
        "reminderType": "TIME_BASED",
        **more,
    }


EVERY = [
    event(),
    event(status="SKIPPED", medicineName="Progesterone (3/21)", amount="1", processedTimestamp=5),
    event(status="RAISED", processedTimestamp=0),
    event(status="DELETED"),
    event(reminderType="OUT_OF_STOCK"),
    {"status": "TAKEN"},
]


@pytest.mark.parametrize("whole", [True, False])
def test_the_backup_of_medtimer(scales: Scales, tmp_path: Path, whole: bool) -> None:
    listed = {"version": 30, "list": EVERY}
    path = tmp_path / "backup.json"
    path.write_text(json.dumps({"medicines": {"list": []}, "events": listed} if whole else listed))
    found = bring_file(path, scales, How(MADRID))
    assert found.kind == "MedTimer"
    assert [(body["medicine"], body["taken"], at.isoformat()) for _, body, at, _ in found.rows] == [
        ("Lithium 400 mg", "taken", "2026-03-01T08:12:00+01:00"),
        ("Progesterone 1", "skipped", "2026-03-01T08:00:00+01:00"),
    ]
    assert found.ignored == (
        "1 reminders that were not answered",
        "2 reminders that were of the stock, or deleted",
    )
    assert found.unread == ("event 6: it is not as MedTimer writes them",)


EMOODS = (
    "ID,DATE (YYYY-MM-DD),IRRITABILITY,ANXIETY,DEPRESSED,ELEVATED,SLEEP,PSYCHOTIC SYMPTOMS,NOTE,THERAPY,"
    "MENSTRUAL CYCLE,WEIGHT\n"
    '1,2026-03-01,1,2,3,1,7.5,0,"Slept badly, long walk",0,0,0.0\n'
    "2,2026-03-02,0,0,4,0,0.0,0,,1,0,0.0\n"
    "3,2026-03-04,5,1,1,3,5.0,0,,0,0,71.5\n"
    "4,2026-03-05,1,1,1,1,5.0,2,,0,0,71.5\n"
)


def test_the_entries_of_emoods(scales: Scales) -> None:
    """Levels go from 1, none, to 4, severe; 0 is not filled in."""
    found = bring(EMOODS, scales, How(UTC))
    assert found.kind == "eMoods"
    assert [body for _, body, _, _ in found.rows] == [
        {"irritability": 0.0, "anxiety": 3.33, "low-mood": 6.67, "high-mood": 0.0, "slept": 7.5},
        {"text": "Slept badly, long walk"},
        {"low-mood": 10.0},
        {"text": "therapy session"},
    ]
    assert found.rows[0][2] == datetime(2026, 3, 1, 12, tzinfo=UTC)
    assert found.ignored == ("WEIGHT",), "its unit is not in the file"
    assert [each[:6] for each in found.unread] == ["line 4", "line 5"]


def test_the_backup_of_emoods_names_what_is_not_read(scales: Scales, tmp_path: Path) -> None:
    path = tmp_path / "mine.emoods"
    with ZipFile(path, "w") as archive:
        archive.writestr("entry.csv", EMOODS)
        archive.writestr("medication.csv", "whatever")
    found = bring_file(path, scales, How(UTC))
    assert found.kind == "eMoods"
    assert found.ignored == ("WEIGHT", "the file medication.csv")


@given(st.text(max_size=200))
def test_any_table_of_theirs_is_read_or_told(scales: Scales, text: str) -> None:
    for head in (EVENTS.partition("\n")[0], EMOODS.partition("\n")[0]):
        with suppress(InputError):
            bring(f"{head}\n{text}", scales, How(UTC))


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)


states = st.sampled_from(["TAKEN", "SKIPPED", "RAISED", "DELETED"]) | json_values
others = {name: json_values | st.just(value) for name, value in event().items() if name != "status"}


@given(st.lists(st.fixed_dictionaries({"status": states}, optional=others), max_size=6))
def test_any_backup_is_read_or_told(scales: Scales, tmp_path_factory: Any, events: list[Any]) -> None:
    path = tmp_path_factory.mktemp("any") / "b.json"
    path.write_text(json.dumps({"events": {"list": events}}))
    found = bring_file(path, scales, How(UTC))
    left = sum(int(each.split()[0]) for each in found.ignored)
    doses = sum(kind == "dose" for kind, _, _, _ in found.rows)
    assert doses + left + len(found.unread) == len(events)
