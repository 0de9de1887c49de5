"""What became of cards."""

from __future__ import annotations

import sqlite3
import sys
from concurrent.futures import ProcessPoolExecutor
from contextlib import closing, suppress
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cotake import FileProblem, InputError
from cotake.knowledge import Library, open_library
from cotake.surfaces.hooks._feedback import FeedbackFull, FeedbackStore, read_feedback
from cotake.surfaces.hooks._ids import UNCHECKED, WATCH, card_id, told_by
from tests.surfaces.hooks.calls import answered, call, draft, order

CARD = "4e0a3a1e-3283-4575-ab82-028d55fe2719"
TEXTS = [CARD, "accepted", "overridden"]
ACCEPTED = {
    "card": CARD,
    "outcome": "accepted",
    "acceptedSuggestions": [{"id": "e56e1945-20b3-4393-8503-a1a20fd73152"}],
    "outcomeTimestamp": "2021-12-11T10:05:31Z",
}
OVERRIDDEN = {
    "card": CARD,
    "outcome": "overridden",
    "overrideReason": {
        "reason": {"code": "d7ecf885", "system": "https://example.com/cds-hooks/override-reason-system"},
        "userComment": "Mrs Smith has taken both for years",
    },
    "outcomeTimestamp": "2020-12-11T00:00:00.52Z",
}


def rows(path: Path) -> list[sqlite3.Row]:
    with closing(sqlite3.connect(path)) as held:
        held.row_factory = sqlite3.Row
        return held.execute("SELECT * FROM feedback ORDER BY id").fetchall()


def test_the_examples_of_the_specification_are_read() -> None:
    ignored = {"card": CARD, "outcome": "overridden", "outcomeTimestamp": "2020-12-11T00:00:00Z"}
    accepted, plain, reasoned = read_feedback({"feedback": [ACCEPTED, ignored, OVERRIDDEN]})
    assert accepted.accepted == ("e56e1945-20b3-4393-8503-a1a20fd73152",)
    assert (plain.outcome, plain.reason_code, plain.commented) == ("overridden", "", False)
    assert (reasoned.reason_code, reasoned.commented, reasoned.at) == (
        "d7ecf885",
        True,
        "2020-12-11T00:00:00Z",
    )


@pytest.mark.parametrize(
    ("entry", "why"),
    [
        ({"card": "1"}, r"feedback\[0\].card"),
        ({"outcome": "ignored"}, r"outcome is accepted or overridden"),
        ({"acceptedSuggestions": []}, "acceptedSuggestions"),
        ({"acceptedSuggestions": None}, "acceptedSuggestions"),
        ({"acceptedSuggestions": [{"id": 1}]}, r"acceptedSuggestions\[0\].id"),
        ({"outcomeTimestamp": "yesterday"}, "a time in UTC"),
        ({"outcomeTimestamp": "2021-12-11"}, "a time in UTC"),
        ({"overrideReason": []}, "overrideReason is a JSON object"),
        ({"overrideReason": {"reason": {"system": "x"}}}, "reason.code"),
        ({"overrideReason": {"reason": {"code": "x" * 201}}}, "at most 200"),
        ({"overrideReason": {"userComment": 1}}, "userComment"),
    ],
)
def test_feedback_that_is_not_of_its_form_is_told_where(entry: dict[str, Any], why: str) -> None:
    with pytest.raises(InputError, match=why):
        read_feedback({"feedback": [{**ACCEPTED, **entry}]})


@given(st.recursive(
    st.none() | st.booleans() | st.integers() | st.text() | st.sampled_from(TEXTS),
    lambda inner: st.lists(inner, max_size=3)
    | st.dictionaries(
        st.sampled_from(["feedback", *ACCEPTED, *OVERRIDDEN, "reason", "code", "id"]), inner, max_size=5
    ),
))  # fmt: skip
def test_no_feedback_breaks_the_reader(data: Any) -> None:
    for each in (data, {"feedback": data}, {"feedback": [data]}):
        with suppress(InputError):
            read_feedback(each)


def test_it_is_kept_without_anything_of_the_patient(tmp_path: Path, library: Library) -> None:
    path = tmp_path / "feedback.sqlite"
    store = FeedbackStore(path, 1)
    (card,) = answered(call("order-sign", [draft("1", "phenelzine")], [order("2", "sertraline")]), library)
    ours = {**OVERRIDDEN, "card": card["uuid"]}
    taken = {
        **ACCEPTED,
        "card": card["uuid"],
        "acceptedSuggestions": [{"id": card["suggestions"][0]["uuid"]}],
    }
    assert (
        store.add("cotake-order-sign", "https://ehr/", read_feedback({"feedback": [ours, taken]}), library)
        == 2
    )
    store.add("cotake-order-sign", "", read_feedback({"feedback": [OVERRIDDEN]}), library)
    first, second, foreign = rows(path)
    assert (first["rule"], first["classification"], first["outcome"]) == (
        "maoi-with-serotonergic",
        1,
        "overridden",
    )
    assert (first["client"], first["reason_code"], first["commented"]) == ("https://ehr/", "d7ecf885", 1)
    assert second["outcome"] == "accepted"
    assert (foreign["rule"], foreign["classification"]) == ("", None)
    files = [each.read_bytes() for each in tmp_path.iterdir()]
    held = b"".join(files).lower()
    assert b"smith" not in held
    assert b"sertraline" not in held
    if sys.platform != "win32":
        assert path.stat().st_mode & 0o077 == 0


def test_nothing_is_changed_or_taken_from_it(tmp_path: Path, library: Library) -> None:
    path = tmp_path / "feedback.sqlite"
    FeedbackStore(path, 1).add("s", "", read_feedback({"feedback": [ACCEPTED]}), library)
    with closing(sqlite3.connect(path)) as held:
        for statement in ("UPDATE feedback SET outcome = 'overridden'", "DELETE FROM feedback"):
            with pytest.raises(sqlite3.IntegrityError, match="only added"):
                held.execute(statement)
    FeedbackStore(path, 1)  # the next start finds what is there
    assert len(rows(path)) == 1


def test_it_does_not_grow_without_end(tmp_path: Path, library: Library) -> None:
    path = tmp_path / "feedback.sqlite"
    store = FeedbackStore(path, 1)
    many = read_feedback({"feedback": [OVERRIDDEN] * 100})
    kept = 0

    def fill() -> None:
        nonlocal kept
        for _ in range(200):
            kept += store.add("cotake-order-sign", "", many, library)

    with pytest.raises(FeedbackFull, match="is full"):
        fill()
    assert len(rows(path)) == kept  # all of a call or none of it
    assert path.stat().st_size <= 1024 * 1024


def _add(path: Path) -> int:
    store = FeedbackStore(path, 8)
    library = open_library()
    return sum(store.add("s", "", read_feedback({"feedback": [ACCEPTED]}), library) for _ in range(20))


def test_several_workers_may_add_at_once(tmp_path: Path) -> None:
    path = tmp_path / "feedback.sqlite"
    with ProcessPoolExecutor(4, mp_context=get_context("spawn")) as pool:
        assert sum(pool.map(_add, [path] * 4)) == 80
    assert len(rows(path)) == 80


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("2026-11-28T09:30:00.25+01:00", "2026-11-28T08:30:00Z"),
        ("2026-11-28t08:30:00z", "2026-11-28T08:30:00Z"),
        # At the ends of the calendar UTC has no year for it; a clock may be as wrong as that.
        ("0001-01-01T01:00:00+19:00", "0001-01-01T01:00:00+19:00"),
        ("9999-12-31T23:00:00-05:00", "9999-12-31T23:00:00-05:00"),
    ],
)
def test_a_time_is_kept_in_utc_where_there_is_one(sent: str, kept: str) -> None:
    (entry,) = read_feedback({"feedback": [{**ACCEPTED, "outcomeTimestamp": sent}]})
    assert entry.at == kept


def test_a_place_that_cannot_be_written_is_told_at_the_start(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(FileProblem, match="cannot write"):
        FeedbackStore(tmp_path / "file" / "feedback.sqlite", 1)
    (tmp_path / "other").write_bytes(b"no database, and longer than the head of one" * 100)
    with pytest.raises(FileProblem, match="cannot keep feedback"):
        FeedbackStore(tmp_path / "other", 1)


@given(st.uuids(), st.integers(0, 5))
def test_a_card_tells_its_rule_and_nothing_else(instance: Any, classification: int) -> None:
    library = open_library()
    for rule in (WATCH, UNCHECKED, library.ids("mechanisms")[0]):
        card = card_id(str(instance), "cotake-order-sign", rule, classification, "a+b")
        assert told_by(card, library) == (rule, classification or None)


def test_every_rule_has_a_mark_of_its_own(library: Library) -> None:
    from cotake.surfaces.hooks._ids import _rules

    mechanisms, hazards = library.ids("mechanisms"), library.vocabulary("hazards")
    assert len(_rules(library)) == 2 * len(mechanisms) + len(hazards) + 2
