"""A journal of each earlier version is brought up to date, and nothing in it is lost.

The files in `data` were made by the code of their time, with the passphrases below.
"""

from __future__ import annotations

import resource
import shutil
import signal
import subprocess
import sys
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest

from cotake.journal import Cost, Journal
from cotake.journal._migrations import STEPS, VERSION

DATA = Path(__file__).parent / "data"
#: The file of each version, and what opens it.
MADE = {1: ("version-1.cotake", "a journal of version one")}
NOON = datetime(2026, 12, 1, 12, tzinfo=UTC)


def test_there_is_a_file_of_every_earlier_version() -> None:
    assert sorted(MADE) == sorted(STEPS) == list(range(1, VERSION))


@pytest.fixture(params=sorted(MADE))
def old(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[Path, str]:
    name, word = MADE[request.param]
    return Path(shutil.copy(DATA / name, tmp_path / "old.cotake")), word


def test_what_it_holds_stays(old: tuple[Path, str]) -> None:
    path, word = old
    morning = datetime(2026, 11, 1, 8, 30, tzinfo=timezone(timedelta(hours=1)))
    with Journal.open(path, word) as journal:
        assert [(each.id, each.kind, each.at, each.zone) for each in journal.entries()] == [
            (1, "scores", morning, "CET"),
            (2, "dose", morning, "CET"),
            (3, "answers", morning + timedelta(days=1), "CET"),
        ]
        assert [each.body["mood"] for each in journal.history(1)] == [6.0, 5.0]
        assert journal.marks("mood") == [("mood", morning, 5.0)]
        assert journal.setting("plan") == "{}"
        digest = journal.digest()
    with Journal.open(path, word) as journal:
        assert journal.digest() == digest, "it is brought up to date once"
        assert list(journal._file.database.execute("PRAGMA integrity_check")) == [("ok",)]


def test_its_tables_are_those_of_a_new_one(old: tuple[Path, str], tmp_path: Path) -> None:
    def tables(journal: Journal) -> dict[str, list[tuple[Any, ...]]]:
        read = journal._file.read
        names = [name for (name,) in read("SELECT name FROM sqlite_schema WHERE type = 'table'")]
        indexes = read("SELECT name, tbl_name FROM sqlite_schema WHERE type = 'index' ORDER BY name")
        return {**{name: read(f"PRAGMA table_info({name})") for name in sorted(names)}, "": indexes}

    Journal.create(tmp_path / "new.cotake", "correct horse", cost=Cost(13, 1, 1)).close()
    with Journal.open(*old) as before, Journal.open(tmp_path / "new.cotake", "correct horse") as new:
        assert tables(before) == tables(new)


def test_the_number_of_a_deleted_entry_is_not_given_again(old: tuple[Path, str]) -> None:
    with Journal.open(*old) as journal:
        made = journal.add("note", {"text": "one"}, at=NOON)
        journal.delete(made.id)
        assert journal.add("note", {"text": "two"}, at=NOON).id == made.id + 1
        with pytest.raises(Exception, match="no entry"):
            journal.entry(made.id)


OPEN = """
import sys
from pathlib import Path
from cotake.journal import Journal
Journal.open(Path(sys.argv[1]), sys.argv[2]).close()
"""


def test_a_full_disk_leaves_it_as_it_was(old: tuple[Path, str]) -> None:
    path, word = old

    def limit() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))

    before = path.read_bytes()
    done = subprocess.run(
        [sys.executable, "-c", OPEN, str(path), word], capture_output=True, text=True, preexec_fn=limit
    )
    assert "JournalError" in done.stderr
    assert path.read_bytes() == before
    test_what_it_holds_stays(old)


def test_a_process_that_is_killed_at_any_moment_leaves_one_or_the_other(old: tuple[Path, str]) -> None:
    path, word = old
    before = path.read_bytes()
    for turn in range(12):
        path.write_bytes(before)
        path.with_name(f"{path.name}-journal").unlink(missing_ok=True)
        child = subprocess.Popen([sys.executable, "-c", OPEN, str(path), word])
        try:
            child.wait(0.12 + turn * 0.02)
        except subprocess.TimeoutExpired:
            child.send_signal(signal.SIGKILL)
            child.wait()
        test_what_it_holds_stays(old)
