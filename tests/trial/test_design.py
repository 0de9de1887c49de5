"""A trial drawn in advance: balanced, reproducible, sealed, and its power."""

from __future__ import annotations

import json
from collections import Counter
from contextlib import suppress
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from cotake import InputError
from cotake.surfaces.cli import cli
from cotake.trial import Scale
from cotake.trial.design import Design, draw, exposure_of, read_design
from cotake.trial.power import power_of

BEGIN = date(2026, 12, 1)


def drawn(seed: int = 1, **more: Any) -> Design:
    usual: dict[str, Any] = {"begin": BEGIN, "block_days": 14, "rounds": 3, "washout_days": 3}
    return draw([0, 4.5], seed=seed, **{**usual, **more})


@given(
    st.lists(st.integers(0, 20), min_size=2, max_size=4, unique=True),
    st.integers(1, 5),
    st.integers(1, 20),
    st.integers(0, 10**9),
)
def test_each_level_comes_once_a_round_and_no_day_twice(
    levels: list[int], rounds: int, block: int, seed: int
) -> None:
    made = draw(levels, begin=BEGIN, block_days=block, rounds=rounds, seed=seed)
    assert Counter(each.exposure for each in made.blocks) == dict.fromkeys(map(float, levels), rounds)
    for turn in range(rounds):
        part = made.blocks[turn * len(levels) : (turn + 1) * len(levels)]
        assert {each.exposure for each in part} == set(levels)
    assert made.blocks[0].first == BEGIN
    for before, after in pairwise(made.blocks):
        assert after.first == before.last + timedelta(days=1)


def test_the_seed_draws_the_same_again_and_another_one_another() -> None:
    assert drawn(1).text == drawn(1).text
    assert len({drawn(seed).text for seed in range(12)}) > 6
    first = Counter(drawn(seed).blocks[0].exposure for seed in range(400))
    assert 150 < first[0.0] < 250, "neither goes first more often"


def test_wash_out_follows_a_change_only() -> None:
    for before, after in pairwise(drawn(5).blocks):
        assert bool(after.washout) == (before.exposure != after.exposure)
    exposure, compared = exposure_of(drawn(5))
    assert exposure.size == compared.size == 84
    assert compared.sum() == 84 - sum(each.washout for each in drawn(5).blocks)


def test_the_fingerprint_is_that_of_order_and_analysis() -> None:
    made = drawn(1, scale=Scale("mood", "higher", mid=1.0), outcome="mood")
    assert read_design(made.text).fingerprint == made.fingerprint
    changed = json.loads(made.text)
    changed["blocks"][0]["exposure"] = 9
    assert read_design(json.dumps(changed)).fingerprint != made.fingerprint
    changed = json.loads(made.text)
    changed["important"] = 0.5
    with pytest.raises(InputError, match="changed since"):
        read_design(json.dumps(changed))


@given(st.text(max_size=60))
def test_any_text_is_a_design_or_refused(text: str) -> None:
    for each in (text, f'{{{{"blocks": [{text}]}}}}'):
        with suppress(InputError):
            read_design(each)


@pytest.mark.parametrize(
    ("levels", "more", "said"),
    [
        ([0], {}, "two exposures"),
        ([0, 0], {}, "two exposures"),
        ([0, -1], {}, "two exposures"),
        ([0, 1], {"rounds": 0}, "blocks"),
        ([0, 1], {"rounds": 99}, "at most"),
        ([0, 1], {"block_days": 0}, "lasts"),
        ([0, 1], {"washout_days": 14}, "shorter than the block"),
        ([0, 1], {"seed": -1}, "seed"),
    ],
)
def test_what_is_no_trial_is_refused(levels: list[float], more: dict[str, Any], said: str) -> None:
    usual: dict[str, Any] = {"begin": BEGIN, "block_days": 14, "rounds": 3, "seed": 1}
    with pytest.raises(InputError, match=said):
        draw(levels, **{**usual, **more})


def test_power_grows_with_the_effect_and_false_alarms_stay_few() -> None:
    before = 5 + np.random.default_rng(2).standard_normal(60)
    exposure, compared = exposure_of(drawn(3))
    small = power_of(exposure, 0.3, before, compared=compared, trials=30)
    large = power_of(exposure, 2.0, before, compared=compared, trials=30)
    assert large.right > 0.9 > small.right
    assert large.wrong <= 0.2
    with pytest.raises(InputError, match="14 days"):
        power_of(exposure, 1.0, before[:10])


def test_the_command_seals_the_order(tmp_path: Path) -> None:
    run = CliRunner(env={"COTAKE_HOME": str(tmp_path), "COTAKE_PASSPHRASE": "correct horse"}).invoke
    base = [
        "trial",
        "design",
        "--outcome",
        "mood",
        "--levels",
        "0,4.5 mg",
        "--seed",
        "7",
        "--from",
        "2026-12-01",
    ]
    shown = run(cli, base)
    assert "1. 01 Dec 2026 to 14 Dec 2026" in shown.output
    path = tmp_path / "order.json"
    sealed = run(cli, [*base, "--seal", str(path)])
    assert "14 Dec 2026" not in sealed.output
    made = read_design(path.read_text())
    assert made.fingerprint in sealed.output
    assert made.fingerprint in shown.output
    assert path.stat().st_mode & 0o077 == 0
    run(cli, ["journal", "init", "--memory", "8", "--passes", "1", "--lanes", "1"])
    assert "is there already" in str(run(cli, [*base, "--seal", str(path)]).exception)
    assert "1. 01 Dec 2026 to 14 Dec 2026" in run(cli, ["trial", "show", str(path)]).output
    path = tmp_path / "another.json"
    kept = run(cli, [*base, "--seal", str(path), "--journal", str(tmp_path / "journal.cotake")])
    assert "kept the fingerprint" in kept.output
    assert json.loads(run(cli, [*base, "--json"]).stdout)["seed"] == 7
    assert "hides" in str(run(cli, [*base, "--json", "--seal", str(path)]).exception)


def test_a_trial_is_analysed_as_it_was_drawn(tmp_path: Path) -> None:
    """Mood is two points better on the medicine; the order comes from the sealed file, and no other."""
    from datetime import UTC, datetime

    from cotake.journal import Cost, Journal

    path, journal = tmp_path / "order.json", tmp_path / "journal.cotake"
    with Journal.create(journal, "correct horse", cost=Cost(13, 1, 1)):
        pass
    run = CliRunner(env={"COTAKE_HOME": str(tmp_path), "COTAKE_PASSPHRASE": "correct horse"}).invoke
    ways = [
        "--levels",
        "0,4.5",
        "--seed",
        "3",
        "--from",
        "2026-01-01",
        "--washout",
        "2d",
        "--important",
        "1",
    ]
    base = ["trial", "design", "--outcome", "mood", *ways]
    assert run(cli, [*base, "--seal", str(path), "--journal", str(journal)]).exit_code == 0
    made = read_design(path.read_text())
    exposure, _ = exposure_of(made)
    rng = np.random.default_rng(5)
    rows: list[Any] = []
    for day, taken in enumerate(exposure):
        at = datetime(2026, 1, 1, 20, tzinfo=UTC) + timedelta(days=day)
        mood = float(np.clip(5 + 2 * (taken > 0) + rng.normal(0, 1), 0, 10))
        rows.append(("scores", {"mood": mood}, at, ""))
    with Journal.open(journal, "correct horse") as opened:
        opened.add_all(rows)
    asked = ["trial", "analyze", "--outcome", "mood", "--json", "--design"]
    found = json.loads(run(cli, [*asked, str(path)]).output)
    assert found["verdict"] == "better"
    assert found["mid"] == 1.0
    assert found["days_with_a_value"] == 84 - sum(each.washout for each in made.blocks)
    other = tmp_path / "other.json"
    run(cli, [*[each if each != "3" else "4" for each in base], "--seal", str(other)])
    assert "not the design whose fingerprint" in str(run(cli, [*asked, str(other)]).exception)
    assert "was fixed" in str(run(cli, [*asked, str(path), "--important", "2"]).exception)


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (["--from", "tomorrow"], "not a date"),
        (["--levels", "a,b"], "no exposure"),
        (["--baseline", "none.csv"], "cannot read"),
        (["--journal", "none.cotake"], "no journal"),
    ],
)
def test_a_trial_that_cannot_be_drawn_shows_and_writes_nothing(
    tmp_path: Path, more: list[str], said: str
) -> None:
    run = CliRunner(env={"COTAKE_PASSPHRASE": "correct horse"}).invoke
    path = tmp_path / "order.json"
    done = run(cli, ["trial", "design", "--outcome", "mood", "--seal", str(path), *more])
    assert said in str(done.exception)
    assert "Fingerprint" not in done.output
    assert not path.exists()
