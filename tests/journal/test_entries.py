"""Lines, questionnaires and what an entry calls for; the commands."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st

from cotake import InputError
from cotake.journal import Entry, Scales, notices_of, range_of, read_line, score_of, worsening
from cotake.knowledge import Library
from cotake.surfaces.cli import cli

NOON = datetime(2026, 12, 1, 12, tzinfo=UTC)
PHQ = ("interest", "mood", "sleep", "energy", "appetite", "worth", "concentration", "movement", "self-harm")


def answers(*values: int | None, items: tuple[str, ...] = PHQ) -> dict[str, int]:
    return {item: value for item, value in zip(items, values, strict=True) if value is not None}


@pytest.mark.parametrize(
    ("values", "score", "named"),
    [
        ((0,) * 9, 0, "minimal"),
        ((1, 1, 1, 1, 0, 0, 0, 0, 0), 4, "minimal"),
        ((1, 1, 1, 1, 1, 0, 0, 0, 0), 5, "mild"),
        ((2, 2, 2, 2, 1, 0, 0, 0, 0), 9, "mild"),
        ((2, 2, 2, 2, 2, 0, 0, 0, 0), 10, "moderate"),
        ((3, 3, 3, 3, 2, 0, 0, 0, 0), 14, "moderate"),
        ((3, 3, 3, 3, 3, 0, 0, 0, 0), 15, "moderately severe"),
        ((3, 3, 3, 3, 3, 3, 2, 0, 0), 20, "severe"),
        ((3,) * 9, 27, "severe"),
        # NHS data dictionary: one or two missing answers count as the mean of the others; no more may.
        ((1, 1, 1, 1, 1, 1, 1, 1, None), 9, "mild"),
        ((2, 2, 2, 2, 2, 2, 1, None, None), 17, "moderately severe"),
        ((2, 2, 2, 2, 2, 2, None, None, None), None, ""),
    ],
)
def test_phq_9_as_published(
    library: Library, values: tuple[int | None, ...], score: int | None, named: str
) -> None:
    """Kroenke 2001: 0 to 27, cut points 5, 10, 15 and 20."""
    instrument = library.instrument("phq-9")
    found = score_of(instrument, answers(*values))
    assert found == score
    assert range_of(instrument, found) == named


def test_gad_7_and_peg_as_published(library: Library) -> None:
    """Spitzer 2006: 0 to 21, cut points 5, 10 and 15. Krebs 2009: the mean of three."""
    gad, peg = library.instrument("gad-7"), library.instrument("peg")
    items = tuple(item.id for item in gad.items)
    for values, score, named in (
        ((3,) * 7, 21, "severe"),
        ((2, 2, 2, 2, 2, 0, 0), 10, "moderate"),
        ((1,) * 7, 7, "mild"),
    ):
        found = score_of(gad, answers(*values, items=items))
        assert (found, range_of(gad, found)) == (score, named)
    assert score_of(peg, {"pain": 7, "enjoyment": 6, "activity": 8}) == 7
    assert score_of(peg, {"pain": 7, "enjoyment": 6}) is None


@pytest.mark.parametrize("wrong", [{"mood": 4}, {"mood": -1}, {"mood": True}, {"mood": 1.5}, {"joy": 1}])
def test_an_answer_that_cannot_be_chosen_is_refused(library: Library, wrong: dict[str, Any]) -> None:
    with pytest.raises(InputError):
        score_of(library.instrument("phq-9"), wrong)


def entry(kind: Any, body: dict[str, Any], *, at: datetime = NOON, came_from: str = "") -> Entry:
    return Entry(1, at, "", kind, body, 1, came_from)


def kinds(made: Entry, library: Library, now: datetime = NOON) -> list[str]:
    return [each.kind for each in notices_of(made, library, now)]


@pytest.mark.parametrize("value", [1, 2, 3])
def test_thoughts_of_self_harm_are_answered_at_once(library: Library, value: int) -> None:
    body = {"instrument": "phq-9", "answers": {"self-harm": value}, "score": None}
    (notice,) = notices_of(entry("answers", body), library, NOON)
    assert notice.kind == "crisis"
    assert "988" in notice.text
    assert "Nobody reads" in notice.text


def test_no_such_thoughts_call_for_nothing(library: Library) -> None:
    body = {"instrument": "phq-9", "answers": answers(3, 3, 3, 3, 3, 3, 3, 3, 0), "score": 24}
    assert kinds(entry("answers", body), library) == []


@pytest.mark.parametrize(
    ("signs", "flagged"),
    [
        (["spontaneous-clonus"], True),
        (["inducible-clonus", "agitation"], True),
        (["inducible-clonus", "sweating"], True),
        (["ocular-clonus", "agitation"], True),
        (["ocular-clonus", "sweating"], True),
        (["tremor", "hyperreflexia"], True),
        (["stiffness", "fever", "ocular-clonus"], True),
        (["stiffness", "fever", "inducible-clonus"], True),
        (["inducible-clonus"], False),
        (["ocular-clonus"], False),
        (["tremor"], False),
        (["tremor", "agitation", "sweating"], False),
        (["stiffness", "fever"], False),
        (["agitation", "sweating", "fever"], False),
        ([], False),
    ],
)
def test_the_hunter_criteria_rule_by_rule(library: Library, signs: list[str], flagged: bool) -> None:
    """Dunkley 2003, the five decision rules."""
    body = {"instrument": "hunter", "answers": dict.fromkeys(signs, 1), "score": None}
    found = notices_of(entry("answers", body), library, NOON)
    assert [each.kind for each in found] == (["serotonin"] if flagged else [])
    assert all("medical help now" in each.text for each in found)


def test_old_answers_that_are_imported_call_for_nothing(library: Library) -> None:
    body = {"instrument": "phq-9", "answers": {"self-harm": 3}, "score": None}
    for days, called in ((3, ["crisis"]), (13, ["crisis"]), (15, []), (400, [])):
        made = entry("answers", body, at=NOON - timedelta(days=days), came_from="old.csv")
        assert kinds(made, library) == called
    assert kinds(entry("answers", body, at=NOON - timedelta(days=400)), library) == ["crisis"]


@pytest.mark.parametrize(
    ("text", "offered"),
    [
        ("I want to die", True),
        ("thinking about suicide again", True),
        ("better off dead", True),
        ("I hurt myself yesterday", True),
        ("walked to the end of my street", False),
        ("dyed my hair", False),
        ("the diet ends today", False),
    ],
)
def test_some_words_in_a_note_offer_help_and_claim_nothing(
    library: Library, text: str, offered: bool
) -> None:
    found = notices_of(entry("note", {"text": text}), library, NOON)
    assert bool(found) == offered
    assert all("does not know what you meant" in " ".join(each.text.split()) for each in found)


def marks_of(before: float, week: float, *scales: str) -> list[tuple[str, datetime, float]]:
    return [
        (scale, NOON - timedelta(days=day), week if day < 7 else before)
        for scale in scales
        for day in range(35)
    ]


def test_slow_worsening_on_several_scales_is_noticed_calmly(scales: Scales) -> None:
    assert worsening(marks_of(6, 4, "mood", "energy"), scales, NOON) is not None
    assert worsening(marks_of(3, 5, "pain", "anxiety"), scales, NOON) is not None
    assert worsening(marks_of(6, 4, "mood"), scales, NOON) is None
    assert worsening(marks_of(6, 5.5, "mood", "energy"), scales, NOON) is None
    assert worsening(marks_of(4, 6, "mood", "energy"), scales, NOON) is None
    assert worsening(marks_of(6, 4, "mood", "energy")[:3], scales, NOON) is None


def test_a_day_in_one_line(scales: Scales) -> None:
    said = read_line("mood 6 pain 4 slept 7h took", scales)
    assert said.entries == (
        ("scores", {"mood": 6.0, "pain": 4.0, "slept": 7.0}),
        ("dose", {"medicine": "", "taken": "taken", "dose": ""}),
    )
    said = read_line(
        "mood: 6, vivid dreams 3 took LDN skipped sertraline 50 mg note: slept badly, woke at 4", scales
    )
    assert [kind for kind, _ in said.entries] == ["scores", "dose", "dose", "note"]
    assert said.entries[0][1] == {"mood": 6.0, "side:vivid-dreams": 3.0}
    assert [body["medicine"] for kind, body in said.entries if kind == "dose"] == [
        "LDN",
        "sertraline 50 mg",
    ]
    assert said.entries[-1][1]["text"] == "slept badly, woke at 4"


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("mood 12", "from 0 to 10"),
        ("mood", "needs a number"),
        ("moood 6", "Did you mean mood"),
        ("mood 6 mood 7", "twice"),
        ("slept 30h", "from 0 to 24"),
        ("", "nothing to write down"),
        ("note:", "nothing to write down"),
        ("x" * 3000, "at most"),
    ],
)
def test_a_line_that_is_not_understood_says_why(scales: Scales, line: str, said: str) -> None:
    with pytest.raises(InputError, match=said):
        read_line(line, scales)


@given(st.text(max_size=120))
def test_any_line_is_read_or_refused(scales: Scales, line: str) -> None:
    with suppress(InputError):
        assert read_line(line, scales).entries


@pytest.fixture
def run(tmp_path: Path) -> Callable[..., Result]:
    env = {"COTAKE_HOME": str(tmp_path / "home"), "COTAKE_PASSPHRASE": "correct horse"}

    def invoke(*words: str, **more: Any) -> Result:
        return CliRunner(env={**env, **more.pop("env", {})}).invoke(cli, ["journal", *words], **more)

    assert invoke("init").exit_code == 0
    return invoke


def test_a_journal_from_the_first_line_to_the_last(run: Callable[..., Result], tmp_path: Path) -> None:
    assert "mood 6" in run("add", "mood", "6", "pain", "4", "took", "LDN").output
    assert run("add", "mood", "5", "--at", "2026-11-20T21:00").exit_code == 0
    run("event", "moved", "house")
    shown = run("show", "--last", "400d").output
    assert "mood" in shown
    assert "moved house" in shown
    listed = run("show", "--entries", "--last", "400d").output
    assert listed.count("\n") == 4
    assert "mood 7" in run("edit", "1", "mood", "7").output
    assert "mood 6" in run("history", "1").output
    assert run("delete", "1", "--yes").exit_code == 0
    for name in ("x.json", "x.csv"):
        assert run("export", str(tmp_path / name)).exit_code == 0
    assert len(json.loads((tmp_path / "x.json").read_text())["entries"]) == 3
    rows = list(csv.reader((tmp_path / "x.csv").read_text().splitlines()))
    assert ["scores", "mood", "5.0"] in [row[1:] for row in rows]


def test_help_is_shown_at_the_question_and_not_only_at_the_end(run: Callable[..., Result]) -> None:
    """The ninth item of the PHQ-9, answered one by one."""
    done = run("ask", "phq-9", input="0\n" * 8 + "2\n")
    assert done.output.count("988") >= 2, "before the questions, and at the answer"
    before, after = done.output.split("Thoughts that you would be better off dead")
    assert "nobody is told" in before
    assert after.index("***") < after.index("PHQ-9: 2")


def test_help_is_shown_for_answers_given_at_once(run: Callable[..., Result]) -> None:
    assert "*** You wrote" in run("ask", "phq9", "--answers", "0,0,0,0,0,0,0,0,1").output
    assert "***" not in run("ask", "phq9", "--answers", "3,3,3,3,3,3,3,3,0").output
    assert "*** These signs" in run("ask", "hunter", "--answers", "1,0,0,0,0,0,0,0,0").output


def test_a_wrong_passphrase_shows_nothing(run: Callable[..., Result]) -> None:
    run("add", "mood", "6")
    done = run("show", env={"COTAKE_PASSPHRASE": "wrong horses"})
    assert done.exit_code != 0
    assert "mood" not in done.output


def test_a_backup_can_be_put_back(run: Callable[..., Result], tmp_path: Path) -> None:
    run("add", "mood", "6")
    assert "read it back" in run("backup", str(tmp_path / "b.cotake")).output
    (tmp_path / "home" / "journal.cotake").unlink()
    assert run("restore", str(tmp_path / "b.cotake")).exit_code == 0
    assert "mood 6" in run("show", "--entries").output


def test_the_passphrase_can_be_changed(run: Callable[..., Result]) -> None:
    run("add", "mood", "6")
    assert run("passphrase", env={"COTAKE_NEW_PASSPHRASE": "another horse"}).exit_code == 0
    assert run("show").exit_code != 0
    assert "mood" in run("show", env={"COTAKE_PASSPHRASE": "another horse"}).output


def test_help_is_shown_even_where_the_journal_cannot_be_opened(run: Callable[..., Result]) -> None:
    """What fails afterwards must not stand between someone and help."""
    wrong = {"COTAKE_PASSPHRASE": "another horse"}
    for words in (("ask", "phq-9", "--answers", "0,0,0,0,0,0,0,0,1"), ("add", "note:", "I want to die")):
        done = run(*words, env=wrong)
        assert done.exit_code != 0
        assert "988" in done.output


def test_a_note_that_is_changed_is_answered(run: Callable[..., Result]) -> None:
    run("add", "--at", "2020-01-01T09:00", "note:", "slept badly")
    assert "988" in run("edit", "1", "I want to die").output
