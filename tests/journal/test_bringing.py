"""Entries from other apps: what is read, what is told, and that nothing is dropped unseen."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from cotake import InputError
from cotake.journal import Scales
from cotake.journal.bringing import How, bring
from cotake.surfaces.cli import cli

#: The columns that Daylio writes (documented by MichaelCurrin/daylio-csv-parser).
DAYLIO = "full_date,date,weekday,time,mood,activities,note_title,note\n"
#: Those of Bearable's long form.
BEARABLE = "date,date formatted,weekday,time of day,category,rating/amount,detail,notes\n"


def test_daylio(scales: Scales) -> None:
    text = DAYLIO + (
        '2026-11-20,November 20,Friday,9:30 PM,good,"walk | music",,"slept <b>well</b>"\n'
        "2026-11-21,November 21,Saturday,21:10,fantastic,,,\n"
    )
    found = bring(text, scales, How(UTC))
    assert found.kind == "Daylio"
    assert [(kind, body) for kind, body, _, _ in found.rows] == [
        ("scores", {"mood": 7.5}),
        ("note", {"text": "slept  well"}),
        ("event", {"text": "walk | music"}),
    ]
    assert found.rows[0][2] == datetime(2026, 11, 20, 21, 30, tzinfo=UTC)
    assert "line 3" in found.unread[0] and "fantastic" in found.unread[0]
    assert bring(text, scales, How(UTC, moods={"fantastic": 9})).unread == ()


def test_bearable(scales: Scales) -> None:
    text = BEARABLE + (
        '"20 Nov","2026-11-20","Fri","am","Mood","7","",""\n'
        '"20 Nov","2026-11-20","Fri","pm","Symptom","3","Headache","after lunch"\n'
        '"20 Nov","2026-11-20","Fri","all day","Med/Supplement","1.5 mg","LDN",""\n'
        '"20 Nov","2026-11-20","Fri","all day","Factors","","Yoga",""\n'
    )
    found = bring(text, scales, How(UTC))
    assert found.kind == "Bearable"
    assert [body for _, body, _, _ in found.rows] == [
        {"mood": 7.0},
        {"side:headache": 3.0},
        {"medicine": "LDN 1.5 mg", "taken": "taken", "dose": ""},
        {"text": "Factors: Yoga"},
    ]


def test_a_column_of_doses_gives_the_medicine_its_name(scales: Scales) -> None:
    text = "date,LDN,Sertraline mg,other\n2026-11-23,4.5 mg,50,aspirin 100 mg\n2026-11-24,0,no,yes\n"
    found = bring(text, scales, How(UTC, {"LDN": "dose", "Sertraline mg": "dose", "other": "dose"}))
    assert [(body["medicine"], body["taken"]) for _, body, _, _ in found.rows] == [
        ("ldn 4.5 mg", "taken"),
        ("sertraline 50 mg", "taken"),
        ("aspirin 100 mg", "taken"),
        ("ldn", "skipped"),
        ("sertraline", "skipped"),
        ("other", "taken"),
    ]


def test_any_csv_by_a_mapping(scales: Scales) -> None:
    text = "Tag,Stimmung,pain,junk\n2026-11-23,6,4,x\n24.11.2026,7,,y\nbad,1,2,z\n2026-11-25,60,2,z\n"
    found = bring(text, scales, How(UTC, {"Tag": "at", "Stimmung": "mood"}))
    assert [body for _, body, _, _ in found.rows] == [{"mood": 6.0, "pain": 4.0}, {"mood": 7.0}]
    assert found.ignored == ("junk",)
    assert [each.split(":")[0] for each in found.unread] == ["line 4", "line 5"]


@pytest.mark.parametrize(
    ("text", "mapping", "said"),
    [
        ("", None, "no row"),
        ("a,b\n", None, "no row"),
        ("a,b\n1,2\n", None, "hold the date"),
        ("date,b\n2026-11-01,2\n", {"c": "mood"}, "no column"),
        ("date,b\n2026-11-01,2\n", {"b": "joy"}, "no scale"),
    ],
)
def test_a_file_that_is_not_understood_says_why(
    scales: Scales, text: str, mapping: dict[str, str] | None, said: str
) -> None:
    with pytest.raises(InputError, match=said):
        bring(text, scales, How(UTC, mapping))


@given(st.text(max_size=300))
def test_any_text_is_read_or_refused(scales: Scales, text: str) -> None:
    for head in ("", DAYLIO, BEARABLE, "date,mood\n"):
        with suppress(InputError):
            bring(head + text, scales, How(UTC))


def test_our_own_export_comes_back(tmp_path: Path) -> None:
    env = {"COTAKE_PASSPHRASE": "correct horse"}

    def run(home: str, *words: str) -> str:
        done = CliRunner(env={**env, "COTAKE_HOME": str(tmp_path / home)}).invoke(cli, ["journal", *words])
        assert done.exit_code == 0, done.output
        return done.output

    run("one", "init")
    run("one", "add", "mood", "6", "pain", "4", "skipped", "LDN", "note:", "a, b")
    run("one", "ask", "gad-7", "--answers", "1,1,1,1,1,1,1")
    run("one", "export", str(tmp_path / "x.csv"))
    run("two", "init")
    assert "Nothing was written" in run("two", "import", str(tmp_path / "x.csv"))
    assert "Nothing was written down" in run("two", "show")
    run("two", "import", str(tmp_path / "x.csv"), "--yes")
    listed = run("two", "show", "--entries")
    for text in ("mood 6", "pain 4", "skipped LDN", "a, b", "gad-7: 7"):
        assert text in listed
    for home in ("one", "two"):
        run(home, "export", str(tmp_path / f"{home}.csv"))
    assert (tmp_path / "one.csv").read_text() == (tmp_path / "two.csv").read_text()
    assert (tmp_path / "one.csv").stat().st_mode & 0o077 == 0, "only its owner can read it"


OWN = "at,kind,name,value\n"
AT = "2026-11-20T09:00:00+01:00"


def test_single_answers_of_our_export_are_gathered_and_scored(scales: Scales) -> None:
    items = [item.id for item in scales.library.instrument("peg").items]
    answers = "".join(
        f"{AT},answers,peg:{item},{value}\n" for item, value in zip(items, (6, 3, 3), strict=True)
    )
    found = bring(f"{OWN}{answers}{AT},answers,peg,4.0\n", scales, How(UTC))
    assert found.unread == ()
    assert [body for _, body, _, _ in found.rows] == [
        {"instrument": "peg", "answers": dict(zip(items, (6, 3, 3), strict=True)), "score": 4.0}
    ]
    assert "come to 4.0" in bring(f"{OWN}{answers}{AT},answers,peg,9\n", scales, How(UTC)).unread[0]


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (f"{AT},scores,mood,60", "goes from 0 to 10"),
        (f"{AT},scores,moood,6", "no scale"),
        (f"{AT},scores,side:joy,6", "no side effect"),
        (f"{AT},answers,phq-99,6", "no questionnaire"),
        (f"{AT},answers,phq-9,28", "from 0 to 27"),
        (f"{AT},answers,phq-9:joy,1", "no question"),
        (f"{AT},answers,phq-9:self-harm,4", "one of 0, 1, 2, 3"),
        (f"{AT},answers,phq-9:self-harm,-1", "not an answer"),
        (f"{AT},dose,x,perhaps", "not taken"),
        (f"{AT},mood,x,1", "no kind"),
        ("2026-11-20,scores,mood,6", "no offset"),
    ],
)
def test_a_row_of_our_export_that_was_altered_is_told(scales: Scales, row: str, said: str) -> None:
    found = bring(f"{OWN}{row}\n", scales, How(UTC))
    assert found.rows == ()
    assert said in found.unread[0]


def test_an_answer_of_self_harm_that_comes_back_is_answered(tmp_path: Path) -> None:
    run = CliRunner(
        env={"COTAKE_PASSPHRASE": "correct horse", "COTAKE_HOME": str(tmp_path / "home")}
    ).invoke
    run(cli, ["journal", "init"])
    at = datetime.now(UTC).isoformat()
    (tmp_path / "x.csv").write_text(f"{OWN}{at},answers,phq-9:self-harm,1\n")
    assert "988" in run(cli, ["journal", "import", str(tmp_path / "x.csv"), "--yes"]).output


@pytest.mark.parametrize(
    ("days", "order", "read"),
    [
        (("03/04/2026", "25/04/2026"), None, (4, 3)),
        (("03/04/2026", "04/25/2026"), None, (3, 4)),
        (("03/04/2026", "05/06/2026"), "day-first", (4, 3)),
        (("03/04/2026", "05/06/2026"), "month-first", (3, 4)),
        (("03/03/2026", "04/04/2026"), None, (3, 3)),
    ],
)
def test_dates_with_slashes_are_read_in_one_order(
    scales: Scales,
    days: tuple[str, str],
    order: Literal["day-first", "month-first"] | None,
    read: tuple[int, int],
) -> None:
    found = bring("date,mood\n" + "".join(f"{day},5\n" for day in days), scales, How(UTC, dates=order))
    assert (found.rows[0][2].month, found.rows[0][2].day) == read


@pytest.mark.parametrize("days", [("03/04/2026", "05/06/2026"), ("25/04/2026", "04/25/2026")])
def test_dates_that_can_be_read_in_two_ways_are_asked_for(scales: Scales, days: tuple[str, str]) -> None:
    with pytest.raises(InputError, match="--dates day-first"):
        bring("date,mood\n" + "".join(f"{day},5\n" for day in days), scales, How(UTC))


def test_a_note_of_many_open_tags_is_read_in_good_time(scales: Scales) -> None:
    found = bring(f"{DAYLIO}2026-11-20,x,Friday,21:10,good,,,{'<' * 100_000}\n", scales, How(UTC))
    assert len(found.rows) == 2


def test_a_later_export_of_the_same_app_doubles_nothing(tmp_path: Path) -> None:
    env = {"COTAKE_PASSPHRASE": "correct horse", "COTAKE_HOME": str(tmp_path / "home")}

    def run(*words: str) -> str:
        return CliRunner(env=env).invoke(cli, ["journal", *words]).output

    run("init")
    text = "date,mood\n2026-11-20,5\n2026-11-21,6\n2026-11-21,6\n"
    (tmp_path / "d.csv").write_text(text)
    assert "wrote 3 entries\n" in run("import", str(tmp_path / "d.csv"), "--yes")
    run("edit", "1", "mood", "7")
    (tmp_path / "d.csv").write_text(text + "2026-11-22,4\n")
    assert "wrote 1 entry; 3 were there already" in run("import", str(tmp_path / "d.csv"), "--yes")
    assert "mood 7" in run("history", "1")


def test_imported_thoughts_of_self_harm_are_answered_if_they_are_new(tmp_path: Path) -> None:
    env = {"COTAKE_PASSPHRASE": "correct horse", "COTAKE_HOME": str(tmp_path / "home")}
    run = CliRunner(env=env).invoke
    run(cli, ["journal", "init"])
    today = datetime.now(UTC).date().isoformat()
    for day, offered in (("2020-01-01", False), (today, True)):
        (tmp_path / "n.csv").write_text(f"date,note\n{day},I want to die\n")
        done = run(cli, ["journal", "import", str(tmp_path / "n.csv"), "--yes"])
        assert ("988" in done.output) == offered
