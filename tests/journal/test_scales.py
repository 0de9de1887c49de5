"""Scales and side effects of one's own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st

from cotake import InputError
from cotake.journal import Cost, Journal, Scales, own_scale, read_line, worsening
from cotake.journal.picture import picture
from cotake.knowledge import Library
from cotake.surfaces.cli import cli

NOON = datetime(2026, 12, 1, 12, tzinfo=UTC)


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[Journal]:
    with Journal.create(tmp_path / "j.cotake", "correct horse", cost=Cost(13, 1, 1)) as opened:
        yield opened


def test_a_scale_of_ones_own_is_scored_like_any_other(journal: Journal, library: Library) -> None:
    scales = Scales(library)
    fog = own_scale("brain fog", scales, better="lower", low="clear", high="cannot think")
    journal.add_scale(fog)
    assert journal.scales() == (fog,)
    own = Scales(library, journal.scales())
    said = read_line("mood 6 Brain Fog 7 took", own)
    assert said.entries[0][1] == {"mood": 6.0, "own:brain-fog": 7.0}
    with pytest.raises(InputError, match="no scale"):
        read_line("brain fog 7", scales)
    journal.add("scores", said.entries[0][1], at=NOON)
    assert journal.marks("own:brain-fog") == [("own:brain-fog", NOON, 7.0)]
    drawn = picture(journal.entries(), journal.marks(), own)
    assert "brain fog (lower is better)" in [row["title"]["text"] for row in drawn["vconcat"]]


def test_a_side_effect_of_ones_own(journal: Journal, library: Library) -> None:
    made = own_scale("metal taste", Scales(library), side_effect=True)
    journal.add_scale(made)
    said = read_line("metal taste 4", Scales(library, journal.scales()))
    assert said.entries[0][1] == {"side:own:metal-taste": 4.0}
    assert made.better == "lower"


def test_what_is_counted_has_its_own_ends_and_unit(library: Library) -> None:
    cups = own_scale("coffee", Scales(library), better="lower", most=20, unit="cups")
    own = Scales(library, (cups,))
    assert read_line("coffee 3 cups mood 5", own).entries[0][1] == {"own:coffee": 3.0, "mood": 5.0}
    with pytest.raises(InputError, match="from 0 to 20"):
        read_line("coffee 30", own)


@pytest.mark.parametrize(
    ("name", "more", "said"),
    [
        ("mood", {"better": "higher"}, "there already: mood"),
        ("Slept", {"better": "higher"}, "there already"),
        ("nausea", {"side_effect": True}, "there already: nausea"),
        ("fog", {}, "which end is better"),
        ("took it", {"better": "lower"}, "means something else"),
        ("note", {"better": "lower"}, "means something else"),
        ("7 fog", {"better": "lower"}, "letters first"),
        ("fog, thick", {"better": "lower"}, "no name"),
        ("", {"better": "lower"}, "no name"),
        ("one two three four five", {"better": "lower"}, "four words"),
        ("fog", {"better": "lower", "least": 5, "most": 5}, "to a higher number"),
        ("fog", {"better": "lower", "most": float("inf")}, "to a higher number"),
        ("fog", {"side_effect": True, "most": 5}, "0 to 10"),
        ("fog", {"better": "lower", "low": "x" * 100}, "label"),
    ],
)
def test_what_is_no_scale_is_refused(library: Library, name: str, more: dict[str, Any], said: str) -> None:
    with pytest.raises(InputError, match=said):
        own_scale(name, Scales(library), **more)


@given(st.text(max_size=30), st.integers(0, 10))
def test_a_scale_that_can_be_made_can_be_written_down(library: Library, name: str, value: int) -> None:
    with suppress(InputError):
        made = own_scale(name, Scales(library), better="lower")
        said = read_line(f"mood 3 {made.name} {value} took", Scales(library, (made,)))
        assert said.entries[0][1] == {"mood": 3.0, made.id: float(value)}


def test_one_that_is_scored_is_not_deleted(journal: Journal, library: Library) -> None:
    fog = own_scale("fog", Scales(library), better="lower")
    journal.add_scale(fog)
    with pytest.raises(InputError, match="already"):
        journal.add_scale(fog)
    made = journal.add("scores", {fog.id: 3}, at=NOON)
    with pytest.raises(InputError, match="1 entries have a score"):
        journal.delete_scale(fog.id)
    journal.change(made.id, {"mood": 3})
    with pytest.raises(InputError, match="1 entries have a score"):
        journal.delete_scale(fog.id)
    journal.delete(made.id)
    journal.delete_scale(fog.id)
    assert journal.scales() == ()
    with pytest.raises(InputError, match="no scale of your own"):
        journal.delete_scale(fog.id)


def test_slow_worsening_is_noticed_on_ones_own_scales_too(library: Library) -> None:
    """By as much of the range: 15 of 100 is as much as 1.5 of 10."""
    wide = own_scale("fog", Scales(library), better="lower", most=100)
    own = Scales(library, (wide,))

    def marks(week: float) -> list[tuple[str, datetime, float]]:
        return [
            (name, NOON - timedelta(days=day), base + (rise if day < 7 else 0))
            for name, base, rise in ((wide.id, 40.0, week), ("mood", 6.0, -2.0))
            for day in range(35)
        ]

    assert worsening(marks(15), own, NOON) is not None
    assert worsening(marks(5), own, NOON) is None


def test_the_commands(tmp_path: Path) -> None:
    env = {"COTAKE_HOME": str(tmp_path), "COTAKE_PASSPHRASE": "correct horse"}
    run: Callable[..., Result] = CliRunner(env=env).invoke
    run(cli, ["journal", "init", "--memory", "8", "--passes", "1", "--lanes", "1"])
    add = ["journal", "scale", "add"]
    assert (
        "made brain fog" in run(cli, [*add, "brain", "fog", "--better", "lower", "--low", "clear"]).output
    )
    assert run(cli, [*add, "brain", "fog", "--better", "lower"]).exit_code != 0
    assert "made metal taste" in run(cli, [*add, "metal", "taste", "--side-effect"]).output
    assert "brain fog 7" in run(cli, ["journal", "add", "brain", "fog", "7"]).output
    listed = run(cli, ["journal", "scale", "list"]).output
    assert listed.splitlines()[0].startswith("brain fog (your own): 0 clear … 10")
    assert "metal taste (your own): side effect" in listed
    assert "brain fog" in run(cli, ["journal", "show"]).output
    assert "have a score" in str(run(cli, ["journal", "scale", "delete", "brain", "fog"]).exception)
    assert "deleted metal taste" in run(cli, ["journal", "scale", "delete", "metal taste"]).output
    assert "no scale of your own" in str(run(cli, ["journal", "scale", "delete", "mood"]).exception)


def test_a_questionnaire_is_drawn_by_its_name_from_end_to_end(journal: Journal, library: Library) -> None:
    """PHQ-9 goes from 0 to 27, and less is better (Kroenke 2001)."""
    body = {"instrument": "phq-9", "answers": {}, "score": 12.0}
    journal.add("answers", body, at=NOON)
    (row,) = picture(journal.entries(), journal.marks(), Scales(library))["vconcat"]
    assert row["title"]["text"] == "PHQ-9 (lower is better)"
    assert row["layer"][0]["encoding"]["y"]["scale"] == {"domain": [0, 27]}
