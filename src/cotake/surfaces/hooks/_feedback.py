"""What became of cards: read from the client, and kept without anything of the patient.

CDS Hooks 2.0, Feedback. Kept are the card, its rule and class, the outcome, the coded reason and the times.
A comment in free words may tell of the patient: that there was one is kept, the words are not.
"""

from __future__ import annotations

import json
import os
import re
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from cotake._errors import CotakeError, FileProblem, InputError
from cotake._record import record
from cotake.knowledge import Library
from cotake.surfaces.hooks._ids import told_by

#: Entries of one call, and suggestions of one entry.
MOST_ENTRIES, MOST_SUGGESTIONS = 100, 20
_MOST_CODE = 200
_UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
_TABLE = """
CREATE TABLE IF NOT EXISTS feedback (
    id INTEGER PRIMARY KEY, received TEXT NOT NULL, service TEXT NOT NULL, client TEXT NOT NULL,
    card TEXT NOT NULL, rule TEXT NOT NULL, classification INTEGER, outcome TEXT NOT NULL,
    accepted TEXT NOT NULL, reason_system TEXT NOT NULL, reason_code TEXT NOT NULL,
    commented INTEGER NOT NULL, outcome_at TEXT NOT NULL
);
CREATE TRIGGER IF NOT EXISTS feedback_stays BEFORE UPDATE ON feedback
    BEGIN SELECT RAISE(ABORT, 'feedback is only added'); END;
CREATE TRIGGER IF NOT EXISTS feedback_remains BEFORE DELETE ON feedback
    BEGIN SELECT RAISE(ABORT, 'feedback is only added'); END;
"""
_PAGE = 4096


class FeedbackFull(CotakeError):
    """The file of feedback has reached its size."""


@record
class Feedback:
    """What became of one card. `commented` where words were sent, which are not kept."""

    card: str
    outcome: str
    accepted: tuple[str, ...]
    reason_system: str
    reason_code: str
    commented: bool
    at: str


def read_feedback(data: Any) -> tuple[Feedback, ...]:
    """The entries of a call of the feedback endpoint.

    Raises:
        InputError: it is not of the form that CDS Hooks 2.0 gives it; the text says where.
    """
    listed = data.get("feedback") if isinstance(data, dict) else None
    if not isinstance(listed, list) or not 1 <= len(listed) <= MOST_ENTRIES:
        raise InputError(f"feedback is a list of 1 to {MOST_ENTRIES} entries")
    return tuple(_entry(each, f"feedback[{place}]") for place, each in enumerate(listed))


def _entry(given: Any, where: str) -> Feedback:
    if not isinstance(given, dict):
        raise InputError(f"{where} is a JSON object")
    outcome = given.get("outcome")
    if outcome not in ("accepted", "overridden"):
        raise InputError(f"{where}.outcome is accepted or overridden")
    system, code, commented = _reason(given.get("overrideReason"), where)
    return Feedback(
        card=_uuid(given.get("card"), f"{where}.card"),
        outcome=outcome,
        accepted=_accepted(given.get("acceptedSuggestions"), outcome, where),
        reason_system=system,
        reason_code=code,
        commented=commented,
        at=_time(given.get("outcomeTimestamp"), f"{where}.outcomeTimestamp"),
    )


def _uuid(given: Any, where: str) -> str:
    if not isinstance(given, str) or not _UUID.fullmatch(given):
        raise InputError(f"{where} is the uuid that was sent with the card")
    return given.lower()


def _accepted(given: Any, outcome: str, where: str) -> tuple[str, ...]:
    if given is None and outcome != "accepted":
        return ()
    if not isinstance(given, list) or len(given) > MOST_SUGGESTIONS or not (given or outcome != "accepted"):
        raise InputError(
            f"{where}.acceptedSuggestions is a list of 1 to {MOST_SUGGESTIONS} suggestions where they were "
            "accepted"
        )
    return tuple(
        _uuid(
            each.get("id") if isinstance(each, dict) else None, f"{where}.acceptedSuggestions[{place}].id"
        )
        for place, each in enumerate(given)
    )


def _reason(given: Any, where: str) -> tuple[str, str, bool]:
    if given is None:
        return "", "", False
    if not isinstance(given, dict):
        raise InputError(f"{where}.overrideReason is a JSON object with reason, userComment or both")
    reason, comment = given.get("reason"), given.get("userComment")
    if comment is not None and not isinstance(comment, str):
        raise InputError(f"{where}.overrideReason.userComment is a text")
    if reason is None:
        return "", "", bool(comment)
    if not isinstance(reason, dict):
        raise InputError(f"{where}.overrideReason.reason is a coding with code and system")
    code, system = reason.get("code"), reason.get("system")
    system = "" if system is None else system
    for name, value in (("code", code), ("system", system)):
        if not isinstance(value, str) or len(value) > _MOST_CODE:
            raise InputError(
                f"{where}.overrideReason.reason.{name} is a text of at most {_MOST_CODE} letters"
            )
    if not code:
        raise InputError(f"{where}.overrideReason.reason.code is required")
    return system, code, bool(comment)


def _time(given: Any, where: str) -> str:
    try:
        if not isinstance(given, str) or len(given) > 40:
            raise ValueError
        when = datetime.fromisoformat(given.upper().replace("Z", "+00:00"))
        if when.tzinfo is None or "T" not in given.upper():
            raise ValueError
        try:
            return when.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        except OverflowError:  # at either end of the calendar, where UTC has no year for it
            return when.isoformat(timespec="seconds")
    except ValueError:
        raise InputError(f"{where} is a time in UTC such as 2026-12-11T10:05:31Z") from None


class FeedbackStore:
    """A SQLite file to which feedback is added, and from which nothing is taken or changed.

    Several processes may add to it at once; what was answered for is on the disk.
    """

    def __init__(self, path: Path, most_mb: int) -> None:
        """Make the file where it is not there yet, for its owner alone.

        Raises:
            FileProblem: it cannot be used; the text says how to mend it.
        """
        self._path, self._most_pages = path, most_mb * 1024 * 1024 // _PAGE
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.touch(mode=0o600, exist_ok=True)
        except OSError as error:
            why = error.strerror or str(error)
            if path.parent.exists() and not path.parent.is_dir():
                why = f"{path.parent} is a file and no folder"
            raise FileProblem(f"cannot write {path}: {why}. {_mend(path)}") from error
        if not os.access(path, os.W_OK) or not os.access(path.parent, os.W_OK):
            raise FileProblem(f"cannot write {path}: it may only be read. {_mend(path)}")
        try:
            with self._open() as held:
                held.executescript(_TABLE)
        except FileProblem as error:
            raise FileProblem(f"{error}. {_mend(path)}") from error

    def add(self, service: str, client: str, entries: Sequence[Feedback], library: Library) -> int:
        """Keep entries, all of them or none; returns how many.

        Args:
            service: the id of the service they are for.
            client: the issuer of the client; "" where none is asked for.
            entries: from `read_feedback`.
            library: the knowledge, to tell the rule of a card from its identifier.

        Raises:
            FeedbackFull: there is no room for them.
            FileProblem: they cannot be written.
        """
        received = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        rows = [
            (received, service, client, each.card, *told_by(each.card, library), each.outcome,
             json.dumps(each.accepted), each.reason_system, each.reason_code, each.commented, each.at)
            for each in entries
        ]  # fmt: skip
        with self._open() as held:
            held.execute("BEGIN IMMEDIATE")
            held.executemany(
                "INSERT INTO feedback (received, service, client, card, rule, classification, outcome,"
                " accepted, reason_system, reason_code, commented, outcome_at)"
                " VALUES (?,?,?,?,?,?,?,?,?,?,?,?)",
                rows,
            )
            held.execute("COMMIT")
        return len(rows)

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        try:
            with closing(sqlite3.connect(self._path, timeout=5, isolation_level=None)) as held:
                held.execute(f"PRAGMA page_size = {_PAGE}")
                held.execute("PRAGMA journal_mode = WAL")
                held.execute("PRAGMA synchronous = FULL")
                held.execute(f"PRAGMA max_page_count = {self._most_pages}")
                yield held
        except sqlite3.Error as error:
            if getattr(error, "sqlite_errorcode", None) == sqlite3.SQLITE_FULL:
                raise FeedbackFull(
                    f"{self._path} is full: move it away, and a new one is made at the next start"
                ) from error
            raise FileProblem(f"cannot keep feedback in {self._path}: {error}") from error


def _mend(path: Path) -> str:
    """What an operator is told to do who starts the service."""
    return (
        f"Let the user that runs the service write to {path.parent}, name another file with the setting "
        "feedback (COTAKE_FEEDBACK) or another folder with COTAKE_HOME, or keep no feedback: "
        'feedback = "none"'
    )
