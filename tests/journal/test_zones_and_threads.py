"""A day is the day that was lived, and threads may share a journal."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cotake.journal import Cost, Journal, Scales
from cotake.journal.bringing import How, bring
from cotake.journal.picture import picture
from cotake.surfaces.cli import cli

MADRID, TOKYO = ZoneInfo("Europe/Madrid"), ZoneInfo("Asia/Tokyo")


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[Journal]:
    with Journal.create(tmp_path / "j.cotake", "correct horse", cost=Cost(13, 1, 1)) as opened:
        yield opened


def test_a_mark_is_of_the_day_where_it_was_written(journal: Journal, scales: Scales) -> None:
    """Half past eleven at night in summer, seen from winter; and early morning in Tokyo, from Madrid."""
    summer = datetime(2026, 7, 1, 23, 30, tzinfo=MADRID)
    far = datetime(2026, 7, 3, 6, tzinfo=TOKYO)
    journal.add("scores", {"mood": 6}, at=summer)
    journal.add("scores", {"mood": 4}, at=far)
    assert [at.date().isoformat() for _, at, _ in journal.marks()] == ["2026-07-01", "2026-07-03"]
    drawn = picture(journal.entries(), journal.marks(), scales)
    days = [value["day"] for value in drawn["vconcat"][0]["layer"][0]["data"]["values"]]
    assert days == ["2026-07-01", "2026-07-03"]


@settings(
    max_examples=30,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    deadline=None,
)
@given(
    st.datetimes(
        datetime(2000, 1, 1),
        datetime(2060, 1, 1),
        timezones=st.sampled_from(
            [MADRID, TOKYO, ZoneInfo("America/St_Johns"), ZoneInfo("Asia/Kathmandu")]
        ),
    )
)
def test_no_change_of_clock_or_zone_moves_an_entry_to_another_day(journal: Journal, at: datetime) -> None:
    made = journal.add("dose", {"medicine": "x", "taken": "taken", "dose": ""}, at=at)
    found = journal.entry(made.id)
    assert (found.at.date(), found.at.hour, found.at.minute) == (at.date(), at.hour, at.minute)
    assert found.zone == str(at.tzinfo)


def test_times_of_a_file_are_on_the_clock_of_their_day(scales: Scales) -> None:
    """A past summer has summer's offset, whatever the season it is brought in."""
    found = bring("date,mood\n2026-07-01,6\n2026-12-01,6\n", scales, How(MADRID))
    assert [str(row[2].utcoffset()) for row in found.rows] == ["2:00:00", "1:00:00"]


def test_the_zone_is_kept_by_name(tmp_path: Path) -> None:
    env = {"COTAKE_HOME": str(tmp_path), "COTAKE_PASSPHRASE": "correct horse", "TZ": "Europe/Madrid"}
    run = CliRunner(env=env).invoke
    run(cli, ["journal", "init", "--memory", "8", "--passes", "1", "--lanes", "1"])
    done = run(cli, ["journal", "add", "mood", "6", "--at", "2026-07-01T23:30"])
    assert done.exit_code == 0, done.output
    with Journal.open(tmp_path / "journal.cotake", "correct horse") as journal:
        (entry,) = journal.entries()
        assert (entry.zone, entry.at.isoformat()) == ("Europe/Madrid", "2026-07-01T23:30:00+02:00")


def test_threads_share_a_journal(journal: Journal) -> None:
    at = datetime(2026, 12, 1, tzinfo=UTC)

    def work(turn: int) -> None:
        made = journal.add("scores", {"mood": turn % 11}, at=at)
        journal.change(made.id, {"mood": (turn + 1) % 11})
        if turn % 5 == 0:
            journal.delete(made.id)
        journal.entries()
        journal.marks("mood")

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(work, range(100)))
    assert len(journal.entries()) == len(journal.marks("mood")) == 80
    assert {each.revision for each in journal.entries()} == {2}
