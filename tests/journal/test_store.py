"""The file of a journal: nothing is lost, nothing can be read, nothing is half-written."""

from __future__ import annotations

import os
import random
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cotake import InputError, JournalError
from cotake.journal import Cost, Journal
from cotake.journal._key import cost_of, derive, new_salt
from cotake.knowledge.types import ScaleEntry

#: As cheap as is allowed, so that tests are quick.
CHEAP = Cost(13, 1, 1)
WORD = "correct horse"
NOON = datetime(2026, 12, 1, 12, tzinfo=UTC)
#: Kills in the test; `python -m bench.journal` makes a thousand.
KILLS = 40


@pytest.fixture
def path(tmp_path: Path) -> Path:
    Journal.create(tmp_path / "j.cotake", WORD, cost=CHEAP).close()
    return tmp_path / "j.cotake"


@pytest.fixture
def journal(path: Path) -> Iterator[Journal]:
    with Journal.open(path, WORD) as opened:
        yield opened


def test_what_was_written_is_there_when_it_is_opened_again(path: Path) -> None:
    with Journal.open(path, WORD) as journal:
        made = journal.add("scores", {"mood": 6, "pain": 4}, at=NOON, zone="Europe/Madrid")
    with Journal.open(path, WORD) as journal:
        assert journal.entries() == [made]
        assert journal.marks("mood") == [("mood", NOON, 6.0)]


@pytest.mark.parametrize("word", ["", "correct", "correct horse ", "Correct horse", "x" * 1000, "\0"])
def test_another_passphrase_opens_nothing_and_changes_nothing(path: Path, word: str) -> None:
    before = path.read_bytes()
    with pytest.raises(JournalError, match="passphrase is not the right one"):
        Journal.open(path, word)
    assert path.read_bytes() == before


def test_a_short_passphrase_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="8 characters"):
        Journal.create(tmp_path / "x.cotake", "short", cost=CHEAP)
    assert list(tmp_path.iterdir()) == []


def test_a_journal_is_never_written_over(path: Path) -> None:
    with pytest.raises(JournalError, match="there already"):
        Journal.create(path, WORD, cost=CHEAP)
    with pytest.raises(JournalError, match="no journal at"):
        Journal.open(path.with_name("nothing"), WORD)


def test_a_file_that_was_cut_or_altered_is_told_and_left(path: Path) -> None:
    with Journal.open(path, WORD) as journal:
        for turn in range(200):
            journal.add("note", {"text": f"note {turn}"}, at=NOON)
    sound = path.read_bytes()
    draw = random.Random(5)
    damaged = [sound[:length] for length in (0, 5, 16, 4096, len(sound) - 4096)]
    for _ in range(30):
        place = draw.randrange(len(sound))
        damaged.append(sound[:place] + bytes([sound[place] ^ 1]) + sound[place + 1 :])
    for content in damaged:
        path.write_bytes(content)
        try:
            with Journal.open(path, WORD) as journal:
                assert len(journal.entries()) == 200
        except JournalError as error:
            assert "damaged" in str(error) or "not a journal" in str(error)  # noqa: PT017 - or it opens whole
        assert path.read_bytes() == content


def test_nothing_that_was_written_can_be_read_in_the_file_or_beside_it(path: Path) -> None:
    """Words so long that noise does not hold them by chance."""
    words = (
        b"sertraline",
        b'"mood"',
        b"a secret",
        b"side:nausea",
        b"phq-9",
        b"CREATE TABLE",
        b"SQLite format",
        b"brain-fog",
    )
    with Journal.open(path, WORD) as journal:
        journal.add_scale(ScaleEntry("own:brain-fog", "brain-fog", "lower"))
        for turn in range(50):
            journal.add("scores", {"mood": turn % 10, "side:nausea": 3}, at=NOON)
            journal.add("dose", {"medicine": "sertraline", "taken": "taken", "dose": ""}, at=NOON)
            journal.add("note", {"text": "a secret"}, at=NOON)
        journal._file.database.execute("BEGIN IMMEDIATE")
        list(journal._file.database.execute("UPDATE entry SET body = 'a secret of sertraline'"))
        held = {each: each.read_bytes() for each in path.parent.iterdir()}
        list(journal._file.database.execute("ROLLBACK"))
    held |= {each.with_name("closed"): each.read_bytes() for each in path.parent.iterdir()}
    assert any("journal" in each.name for each in held), "the rollback journal was looked at"
    for content in held.values():
        assert not [word for word in words if word in content]


def test_deleting_is_for_good(journal: Journal) -> None:
    made = journal.add("note", {"text": "one"}, at=NOON)
    journal.change(made.id, {"text": "two"})
    journal.delete(made.id)
    assert journal.entries() == []
    for read in (journal.entry, journal.history, journal.delete):
        with pytest.raises(InputError, match="no entry"):
            read(made.id)


def test_what_an_entry_was_before_is_kept(journal: Journal) -> None:
    made = journal.add("scores", {"mood": 6}, at=NOON)
    journal.change(made.id, {"mood": 7})
    journal.change(made.id, {"mood": 8}, at=NOON + timedelta(hours=1))
    assert [(each.revision, each.body["mood"]) for each in journal.history(made.id)] == [
        (1, 6),
        (2, 7),
        (3, 8),
    ]
    assert journal.marks("mood") == [("mood", NOON + timedelta(hours=1), 8.0)]


def test_a_second_process_meets_a_lock(path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from cotake.journal import Journal\n"
        "try: Journal.open(Path(sys.argv[1]), sys.argv[2])\n"
        "except Exception as error: print(type(error).__name__, error)"
    )
    with Journal.open(path, WORD) as journal:
        journal.add("note", {"text": "one"}, at=NOON)
        done = subprocess.run([sys.executable, "-c", code, str(path), WORD], capture_output=True, text=True)
    assert "JournalError" in done.stdout
    assert "another process has it open" in done.stdout
    with Journal.open(path, WORD) as journal:
        assert len(journal.entries()) == 1


def test_the_same_program_meets_it_too(path: Path) -> None:
    with Journal.open(path, WORD) as journal:
        with pytest.raises(JournalError, match="open in this program"):
            Journal.open(path, WORD)
        assert journal.entries() == []
    Journal.open(path, WORD).close()


def test_what_a_killed_process_left_is_cleared_away(path: Path) -> None:
    left = path.with_name(f".{path.name}.0a1b2c3d.draft")
    left.write_bytes(b"x")
    other = path.with_name(".another.0a1b2c3d.draft")
    other.write_bytes(b"x")
    Journal.open(path, WORD).close()
    assert not left.exists()
    assert other.exists()


def test_a_wrong_passphrase_leaves_what_a_crash_left(path: Path) -> None:
    """The rollback journal mends the file; it must not be taken away by who cannot read it."""
    beside = path.with_name(f"{path.name}-journal")
    beside.write_bytes(b"\xd9\xd5\x05\xf9 \xa1c\xd7" + b"x" * 504)
    before = path.read_bytes(), beside.read_bytes()
    with pytest.raises(JournalError, match="passphrase"):
        Journal.open(path, "another horse")
    assert (path.read_bytes(), beside.read_bytes()) == before


def test_the_passphrase_can_be_changed(path: Path) -> None:
    with Journal.open(path, WORD) as journal:
        journal.add("note", {"text": "one"}, at=NOON)
        digest = journal.digest()
        journal.change_passphrase("another horse", cost=CHEAP).close()
    with pytest.raises(JournalError):
        Journal.open(path, WORD)
    with Journal.open(path, "another horse") as journal:
        assert journal.digest() == digest
    assert [each.name for each in path.parent.iterdir()] == ["j.cotake"]


def test_a_copy_holds_the_same(path: Path) -> None:
    with Journal.open(path, WORD) as journal:
        made = journal.add("scores", {"mood": 6}, at=NOON)
        journal.change(made.id, {"mood": 7})
        journal.set("plan", "{}")
        journal.copy_to(path.with_name("copy"), "another horse", cost=CHEAP)
        with Journal.open(path.with_name("copy"), "another horse") as other:
            assert other.digest() == journal.digest()
            assert other.history(made.id) == journal.history(made.id)
            assert other.setting("plan") == "{}"
        with pytest.raises(JournalError, match="there already"):
            journal.copy_to(path.with_name("copy"), WORD, cost=CHEAP)


@pytest.mark.parametrize(
    ("kind", "body", "at", "said"),
    [
        ("mood", {}, NOON, "one of"),
        ("note", {"text": float("nan")}, NOON, "texts and numbers"),
        ("note", {"text": object()}, NOON, "texts and numbers"),
        ("note", {"text": "x"}, datetime(2026, 12, 1), "offset"),
    ],
)
def test_what_is_no_entry_is_refused(
    journal: Journal, kind: str, body: dict[str, object], at: datetime, said: str
) -> None:
    with pytest.raises(InputError, match=said):
        journal.add(kind, body, at=at)  # type: ignore[arg-type]
    assert journal.entries() == []


def test_several_entries_are_written_all_or_none(journal: Journal) -> None:
    with pytest.raises(InputError):
        journal.add_all([("note", {"text": "one"}, NOON, ""), ("mood", {}, NOON, "")])  # type: ignore[list-item]
    assert journal.entries() == []


def test_a_full_disk_loses_nothing(path: Path) -> None:
    with Journal.open(path, WORD) as journal:
        made = [journal.add("note", {"text": "x" * 100}, at=NOON) for _ in range(20)]
        list(journal._file.database.execute("PRAGMA max_page_count = 1"))
        with suppress(JournalError):
            while True:
                made.append(journal.add("note", {"text": "x" * 1000}, at=NOON))
        with pytest.raises(JournalError, match="the disk is full"):
            journal.add("note", {"text": "x" * 9000}, at=NOON)
    with Journal.open(path, WORD) as journal:
        assert journal.entries() == made


CHILD = """
import sys
from datetime import datetime, UTC
from pathlib import Path
from cotake.journal import Journal
with Journal.open(Path(sys.argv[1]), sys.argv[2]) as journal:
    print("open", flush=True)
    for turn in range(100_000):
        made = journal.add("note", {"text": f"note {turn} " + "x" * (turn % 900)}, at=datetime.now(UTC))
        print(made.id, flush=True)
"""


def test_a_file_that_may_not_grow_loses_nothing(path: Path) -> None:
    """As on a disk with a quota: the system refuses to write beyond a size."""
    size = path.stat().st_size + 40_000

    def limit() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))

    done = subprocess.run(
        [sys.executable, "-c", CHILD, str(path), WORD], capture_output=True, text=True, preexec_fn=limit
    )
    told = [int(line) for line in done.stdout.split()[1:]]
    assert "JournalError" in done.stderr
    with Journal.open(path, WORD) as journal:
        assert [each.id for each in journal.entries()] == told != []


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become nobody, who may not write")
def test_a_disk_that_cannot_be_written_to_is_told(path: Path) -> None:
    code = CHILD.replace(
        "with Journal",
        "import os, platform, argon2.low_level\nos.setgid(65534); os.setuid(65534)\nwith Journal",
        1,
    )
    for folder in (path.parent, *path.parent.parents):
        if folder.stat().st_uid == 0 and str(folder).startswith("/tmp/"):
            folder.chmod(0o755)
    path.chmod(0o644)
    done = subprocess.run([sys.executable, "-c", code, str(path), WORD], capture_output=True, text=True)
    assert "JournalError" in done.stderr
    assert "cannot be written to" in done.stderr or "refused" in done.stderr
    with Journal.open(path, WORD) as journal:
        assert journal.entries() == []


def test_a_process_that_is_killed_loses_no_entry_that_it_was_told_of(path: Path) -> None:
    draw = random.Random(11)
    told: list[int] = []
    for _ in range(KILLS):
        child = subprocess.Popen(
            [sys.executable, "-c", CHILD, str(path), WORD], stdout=subprocess.PIPE, text=True
        )
        assert child.stdout is not None
        assert child.stdout.readline() == "open\n"
        time.sleep(draw.random() * 0.05)
        child.send_signal(signal.SIGKILL)
        told += [int(line) for line in child.stdout.read().split("\n")[:-1] if line]
        child.stdout.close()
        child.wait()
    with Journal.open(path, WORD) as journal:
        held = {each.id for each in journal.entries()}
        assert set(told) <= held
        assert len(held) - len(set(told)) <= KILLS, "at most the one that was under way each time"
        assert list(journal._file.database.execute("PRAGMA integrity_check")) == [("ok",)]


def test_ten_years_of_entries_open_and_answer(path: Path) -> None:
    many = [
        ("scores", {"mood": turn % 11, "pain": 3}, NOON + timedelta(hours=turn * 5), "")
        for turn in range(5_000)
    ]
    with Journal.open(path, WORD) as journal:
        journal.add_all(many)  # type: ignore[arg-type]
        assert len(journal.marks("mood")) == 5_000
        year = journal.entries(NOON, NOON + timedelta(days=365))
        assert len(year) == 365 * 24 // 5


bodies = st.dictionaries(
    st.text(max_size=20), st.one_of(st.text(max_size=50), st.integers(-(10**9), 10**9))
)
moments = st.datetimes(
    datetime(1971, 1, 1),
    datetime(2200, 1, 1),
    timezones=st.integers(-14, 14).map(lambda hours: timezone(timedelta(hours=hours))),
)


@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(bodies, moments, st.text(max_size=20))
def test_any_text_is_kept_as_it_was(
    journal: Journal, body: dict[str, object], at: datetime, zone: str
) -> None:
    try:
        made = journal.add("note", body, at=at, zone=zone)
    except InputError:
        return
    assert journal.entry(made.id) == made
    assert journal.entry(made.id).at.utcoffset() == at.utcoffset()


@pytest.mark.parametrize(
    "cost", [Cost(12, 1, 1), Cost(30, 1, 1), Cost(13, 0, 1), Cost(13, 1, 0), Cost(13, 99, 1)]
)
def test_a_cost_out_of_bounds_is_refused(cost: Cost) -> None:
    with pytest.raises(InputError):
        new_salt(cost)


@given(st.binary(max_size=32))
def test_any_beginning_of_a_file_is_read_or_refused(salt: bytes) -> None:
    try:
        cost = cost_of(salt)
    except JournalError:
        return
    assert cost == cost_of(new_salt(cost))


def test_the_key_depends_on_passphrase_salt_and_cost() -> None:
    salt = new_salt(CHEAP)
    assert derive(WORD, salt) == derive(WORD, salt)
    assert derive(WORD, salt) != derive(WORD, new_salt(CHEAP))
    assert derive(WORD, salt) != derive("another horse", salt)
    assert len(derive(WORD, salt)) == 96


def test_a_later_version_is_left_alone(path: Path) -> None:
    with Journal.open(path, WORD) as journal:
        list(journal._file.database.execute("PRAGMA user_version = 99"))
    before = path.read_bytes()
    with pytest.raises(JournalError, match="later version"):
        Journal.open(path, WORD)
    assert path.read_bytes() == before
