"""Sleep and steps from Apple Health and Health Connect: one figure a day, and none of it counted twice.

The shapes are those of Apple's own DTD (export version 14) and of the tables of AOSP; the samples are
made up.
"""

from __future__ import annotations

import io
import sqlite3
from contextlib import closing, suppress
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zipfile import ZipFile
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cotake import FileProblem, InputError
from cotake.journal import Scales
from cotake.journal.bringing import How, bring_file
from cotake.journal.bringing._apple import of_export
from cotake.journal.bringing._days import Days

HERE = How(ZoneInfo("Europe/Madrid"))
DTD = """<!DOCTYPE HealthData [
<!-- HealthKit Export Version: 14 -->
<!ELEMENT HealthData (ExportDate,Me,(Record|Correlation)*)>
<!ATTLIST HealthData
  locale CDATA #REQUIRED
>
]>
"""
#: What version 12 wrote is no DTD: the list of attributes is never closed.
BROKEN = DTD.replace(
    "]>", "<!ATTLIST VisionPrescription\n  type CDATA #REQUIRED\n<!ELEMENT RightEye EMPTY>\n>\n]>"
)
STEPS, SLEEP = "HKQuantityTypeIdentifierStepCount", "HKCategoryTypeIdentifierSleepAnalysis"


def record(kind: str, source: str, start: str, end: str, value: str) -> str:
    if kind == SLEEP:
        value = f"HKCategoryValueSleepAnalysis{value}"
    return (
        f' <Record type="{kind}" sourceName="{source}" startDate="{start} +0100" endDate="{end} +0100"'
        f' value="{value}"/>\n'
    )


def xml(*records: str, dtd: str = DTD) -> str:
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n{dtd}<HealthData locale="es_ES">\n'
        f' <ExportDate value="2024-01-05 10:00:00 +0100"/>\n{"".join(records)}</HealthData>\n'
    )


DAY = (
    record(STEPS, "iPhone", "2024-01-02 07:30:00", "2024-01-02 07:40:00", "412"),
    record(STEPS, "Apple\u00a0Watch", "2024-01-02 07:30:00", "2024-01-02 07:40:00", "430"),
    record(STEPS, "Apple\u00a0Watch", "2024-01-02 07:30:00", "2024-01-02 07:40:00", "430"),
    record(STEPS, "Apple\u00a0Watch", "2024-01-02 09:00:00", "2024-01-02 09:10:00", "50"),
    record(STEPS, "iPhone", "2024-01-02 18:00:00", "2024-01-02 18:10:00", "100"),
    record(SLEEP, "iPhone", "2024-01-01 23:00:00", "2024-01-02 07:00:00", "InBed"),
    record(SLEEP, "Watch", "2024-01-01 23:20:00", "2024-01-02 03:00:00", "AsleepCore"),
    record(SLEEP, "Watch", "2024-01-02 03:00:00", "2024-01-02 03:05:00", "Awake"),
    record(SLEEP, "Watch", "2024-01-02 03:05:00", "2024-01-02 06:50:00", "AsleepREM"),
    record(SLEEP, "App", "2024-01-01 22:00:00", "2024-01-02 08:00:00", "Asleep"),
    record(STEPS, "iPhone", "2024-01-05 08:00:00", "2024-01-05 08:10:00", "500"),
)


@pytest.mark.parametrize("dtd", [DTD, BROKEN, ""])
def test_apple_health(scales: Scales, tmp_path: Path, dtd: str) -> None:
    """The phone counted most: 412 and 100; of the watch the same walk does not count again, 50 steps do.

    From 23:20 to 6:50 without five minutes awake are 7 h 25 min; the app that has no stages does not count.
    """
    path = tmp_path / "export.xml"
    path.write_text(xml(*DAY, dtd=dtd))
    found = bring_file(path, scales, HERE)
    assert found.kind == "Apple Health"
    (row,) = found.rows
    assert row[1] == {"slept": 7.42, "steps": 562.0}
    assert row[2].isoformat() == "2024-01-02T12:00:00+01:00"
    assert found.ignored == ("time in bed, which is not sleep", "the day of the export, which was not over")


@pytest.mark.parametrize("name", ["export.xml", "exportación.xml", "导出.xml", "Export.XML"])
def test_its_archive_is_of_any_language(scales: Scales, tmp_path: Path, name: str) -> None:
    path = tmp_path / "export.zip"
    with ZipFile(path, "w") as archive:
        archive.writestr("apple_health_export/export_cda.xml", "<ClinicalDocument>" + "x" * 9000)
        archive.writestr("apple_health_export/route.gpx", "x")
        archive.writestr("__MACOSX/apple_health_export/._export.xml", "x")
        archive.writestr(f"apple_health_export/{name}", xml(*DAY))
    assert len(bring_file(path, scales, HERE).rows) == 1


def test_signs_that_xml_forbids_are_passed_over(scales: Scales, tmp_path: Path) -> None:
    path = tmp_path / "export.xml"
    path.write_text(xml(*DAY).replace("iPhone", "iPh\x0bone"))
    assert bring_file(path, scales, HERE).rows[0][1]["steps"] == 562


def test_a_record_that_cannot_be_read_is_told(scales: Scales, tmp_path: Path) -> None:
    path = tmp_path / "export.xml"
    odd = record(STEPS, "iPhone", "2024-01-03 07:30", "x", "1") + record(
        STEPS, "iPhone", "2024-01-03 07:30:00", "2024-01-03 07:40:00", "many"
    )
    path.write_text(xml(*DAY, odd))
    found = bring_file(path, scales, HERE)
    assert len(found.rows) == 1
    assert len(found.unread) == 2


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (xml(*DAY)[:-40], "damaged"),
        (xml(*DAY).replace("<ExportDate", "<Other"), "when it was made"),
        ("<HealthData/>", "when it was made"),
        ("<ClinicalDocument/>", "no export of Apple Health"),
        (xml(*DAY).replace("<HealthData ", DTD + DTD + "<HealthData "), "damaged|document type"),
    ],
)
def test_what_is_no_export_is_told(scales: Scales, tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "export.xml"
    path.write_text(text)
    with pytest.raises(InputError, match=said):
        bring_file(path, scales, HERE)


def test_entities_are_never_expanded(scales: Scales, tmp_path: Path) -> None:
    bomb = '<!DOCTYPE HealthData [\n<!ENTITY a "aaaaaaaaaa">\n<!ENTITY b "&a;&a;&a;">\n]>\n'
    path = tmp_path / "export.xml"
    path.write_text(xml(*DAY, dtd=bomb).replace("iPhone", "&b;"))
    with pytest.raises(InputError, match="damaged"):
        bring_file(path, scales, HERE)


def test_a_large_export_is_read_as_a_stream(scales: Scales) -> None:
    seen: list[tuple[int, int]] = []
    walks = "".join(
        record(STEPS, "iPhone", f"2024-01-02 {h:02}:{m:02}:00", f"2024-01-02 {h:02}:{m:02}:30", "1")
        for h in range(24)
        for m in range(60)
    )
    text = xml(walks, "<Other/>" * 200_000).encode()
    found = of_export(io.BytesIO(text), len(text), lambda done, size: seen.append((done, size)))
    assert found.rows[0][1]["steps"] == 1440
    assert seen and all(done <= size for done, size in seen)


SCHEMA = """
CREATE TABLE application_info_table (row_id INTEGER PRIMARY KEY, package_name TEXT NOT NULL UNIQUE);
CREATE TABLE health_data_category_priority_table (
  row_id INTEGER PRIMARY KEY, health_data_category INTEGER UNIQUE, app_id_priority_order TEXT NOT NULL);
CREATE TABLE steps_record_table (
  row_id INTEGER PRIMARY KEY AUTOINCREMENT, uuid BLOB NOT NULL UNIQUE, app_info_id INTEGER,
  start_time INTEGER, start_zone_offset INTEGER, end_time INTEGER, end_zone_offset INTEGER, count INTEGER,
  local_date_time_start_time INTEGER AS (start_time + 1000 * start_zone_offset));
CREATE TABLE sleep_session_record_table (
  row_id INTEGER PRIMARY KEY AUTOINCREMENT, uuid BLOB NOT NULL UNIQUE, app_info_id INTEGER,
  start_time INTEGER, start_zone_offset INTEGER, end_time INTEGER, end_zone_offset INTEGER);
CREATE TABLE sleep_stages_table (
  parent_key INTEGER NOT NULL, stage_start_time INTEGER NOT NULL, stage_end_time INTEGER NOT NULL,
  stage_type INTEGER NOT NULL);
"""


def ms(text: str) -> int:
    return int(datetime.fromisoformat(text).timestamp() * 1000)


def connect(path: Path, *, order: bool = True) -> Path:
    """A day of two apps, a night with stages and one without, and the last day, which is not over."""
    with closing(sqlite3.connect(path)) as database:
        database.executescript(SCHEMA)
        if order:
            database.executemany(
                "INSERT INTO health_data_category_priority_table VALUES (?,?,?)",
                [(1, 1, "2,1"), (2, 5, "1")],
            )
        walk = (ms("2024-01-02T07:30+01:00"), 3600, ms("2024-01-02T08:00+01:00"), 3600)
        last = (ms("2024-01-04T07:30+01:00"), 3600, ms("2024-01-04T08:00+01:00"), 3600)
        steps = [(b"1", 1, *walk, 812), (b"2", 2, *walk, 790), (b"3", 1, *last, 5), (b"4", 1, *[None] * 5)]
        database.executemany(
            "INSERT INTO steps_record_table (uuid, app_info_id, start_time, start_zone_offset, end_time,"
            " end_zone_offset, count) VALUES (?,?,?,?,?,?,?)",
            steps,
        )
        nights = [
            (7, b"1", 1, ms("2024-01-01T23:00+01:00"), 3600, ms("2024-01-02T07:00+01:00"), 3600),
            (8, b"2", 1, ms("2024-01-02T23:00+01:00"), 3600, ms("2024-01-03T06:00+01:00"), 3600),
            (9, b"3", 1, ms("2024-01-02T23:00+01:00"), 3600, ms("2024-01-03T00:05+01:00"), 3600),
        ]
        database.executemany("INSERT INTO sleep_session_record_table VALUES (?,?,?,?,?,?,?)", nights)
        start = nights[0][3]
        minutes = [(0, 20, 1), (20, 240, 4), (240, 330, 5), (330, 480, 6)]
        database.executemany(
            "INSERT INTO sleep_stages_table VALUES (7,?,?,?)",
            [(start + a * 60_000, start + b * 60_000, kind) for a, b, kind in minutes],
        )
        database.commit()
    return path


def test_health_connect(scales: Scales, tmp_path: Path) -> None:
    """The app that goes first counts; 20 minutes awake do not; a session without stages counts whole."""
    found = bring_file(connect(tmp_path / "health_connect_export.db"), scales, HERE)
    assert found.kind == "Health Connect"
    assert [(at.date().isoformat(), body) for _, body, at, _ in found.rows] == [
        ("2024-01-02", {"slept": 7.67, "steps": 790.0}),
        ("2024-01-03", {"slept": 7.0}),
    ]
    assert found.unread == ("steps that begin at None",)
    assert found.ignored == ("the last day, which may not have been over",)


def test_without_an_order_the_app_that_counted_most_goes_first(scales: Scales, tmp_path: Path) -> None:
    found = bring_file(connect(tmp_path / "x.db", order=False), scales, HERE)
    assert found.rows[0][1]["steps"] == 812


def test_its_archive(scales: Scales, tmp_path: Path) -> None:
    connect(tmp_path / "x.db")
    path = tmp_path / "Health Connect (2).zip"
    with ZipFile(path, "w") as archive:
        archive.write(tmp_path / "x.db", "health_connect_export.db")
    assert len(bring_file(path, scales, HERE).rows) == 2


def test_what_is_in_an_archive_is_never_written_down_in_the_clear(
    scales: Scales, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not in a temporary folder either; and one that was written with a log beside it can be read."""
    connect(tmp_path / "x.db")
    with closing(sqlite3.connect(tmp_path / "x.db")) as database:
        database.execute("PRAGMA journal_mode = WAL")
    path = tmp_path / "export.zip"
    with ZipFile(path, "w") as archive:
        archive.write(tmp_path / "x.db", "health_connect_export.db")
    monkeypatch.setenv("TMPDIR", "/nowhere")
    monkeypatch.setattr("tempfile.tempdir", "/nowhere")
    assert len(bring_file(path, scales, HERE).rows) == 2


def test_a_database_of_something_else_is_told(scales: Scales, tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "x.db")) as database:
        database.execute("CREATE TABLE a (b)")
        database.execute("CREATE VIEW steps_record_table AS SELECT 1")
    with pytest.raises(InputError, match="no export of Health Connect"):
        bring_file(tmp_path / "x.db", scales, HERE)
    whole = connect(tmp_path / "y.db").read_bytes()
    (tmp_path / "y.db").write_bytes(whole[: len(whole) // 2])
    with pytest.raises(InputError, match="cannot be read"):
        bring_file(tmp_path / "y.db", scales, HERE)


@pytest.mark.parametrize(
    "content", [b"PK\x03\x04rest", b"\xff\xfe\x00", b"{", b"[1]", b"", b"SQLite format 3\x00"]
)
def test_a_file_that_is_not_understood_says_why(scales: Scales, tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "x"
    path.write_bytes(content)
    with pytest.raises(InputError):
        bring_file(path, scales, HERE)
    with pytest.raises(FileProblem, match="cannot read"):
        bring_file(tmp_path / "none", scales, HERE)


@given(st.binary(max_size=400))
def test_any_file_is_read_or_told(
    scales: Scales, tmp_path_factory: pytest.TempPathFactory, content: bytes
) -> None:
    path = tmp_path_factory.mktemp("any") / "x"
    for head in (b"", b"PK\x03\x04", b"SQLite format 3\x00", b"<HealthData>", b'{"cotake_journal": 1}'):
        path.write_bytes(head + content)
        with suppress(InputError):
            bring_file(path, scales, HERE)


moments = st.datetimes(datetime(2024, 1, 1), datetime(2024, 1, 4), timezones=st.just(UTC))
walks = st.lists(
    st.tuples(st.sampled_from("ab"), moments, st.integers(0, 3600), st.integers(1, 500)), max_size=12
)


@given(walks)
def test_steps_lie_between_the_most_of_one_source_and_the_sum(
    told: list[tuple[str, datetime, int, int]],
) -> None:
    days = Days()
    by: dict[date, dict[str, set[tuple[datetime, int, int]]]] = {}
    for source, start, seconds, steps in told:
        days.walked(source, start, start + timedelta(seconds=seconds), steps)
        by.setdefault(start.date(), {}).setdefault(source, set()).add((start, seconds, steps))
    rows, wrong = days.rows(date(2025, 1, 1))
    assert not wrong
    for _, body, at, _ in rows:
        sums = [sum(steps for *_, steps in each) for each in by[at.date()].values()]
        assert max(sums) - 0.5 <= body["steps"] <= sum(sums) + 0.5
    assert {row[2].date() for row in rows} == set(by)


@given(walks)
def test_sleep_is_no_longer_than_its_nights(told: list[tuple[str, datetime, int, int]]) -> None:
    days = Days()
    for source, start, seconds, _ in told:
        days.slept(source, start, start + timedelta(seconds=seconds * 9))
    rows, _ = days.rows(date(2025, 1, 1))
    assert all(0 < body["slept"] <= 24 for _, body, _, _ in rows)
