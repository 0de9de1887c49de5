"""Several outcomes: the primary one stands by itself, the others share their error."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from cotake import InputError
from cotake.surfaces.cli import cli
from cotake.trial import analyze, analyze_several
from tests.trial.test_analyze import days


def test_the_primary_outcome_is_as_if_it_were_alone() -> None:
    values, on = days(effect=1.2, seed=4)
    several = {"mood": values, **{f"x{turn}": days(seed=turn)[0] for turn in range(6)}}
    found = analyze_several(several, on, primary="mood")
    assert found["mood"].verdict == analyze(values, on).verdict == "better"


def test_others_are_asked_for_more_the_more_there_are() -> None:
    """Twenty nulls: at 5 % each one of them would be called in two trials of three."""
    called = 0
    for trial in range(4):
        several = {f"x{turn}": days(seed=1_000 * trial + turn)[0] for turn in range(20)}
        found = analyze_several(several, days()[1], primary="x0")
        called += any(each.verdict in ("better", "worse") for name, each in found.items() if name != "x0")
    assert called <= 1


def test_a_sure_one_among_others_is_still_called() -> None:
    values, on = days(effect=4.0)
    several = {
        "mood": days()[0],
        "pain": values,
        **{f"x{turn}": days(seed=turn)[0] for turn in range(2, 6)},
    }
    for anytime in (False, True):
        found = analyze_several(several, on, primary="mood", anytime=anytime)
        assert found["pain"].verdict == "better"


def test_one_that_is_only_nearly_sure_says_why_it_is_not_called() -> None:
    """Called alone, and not among thirty: the seeds are those where it is nearly sure."""
    alone = {seed: analyze(*days(effect=0.9, seed=seed)) for seed in range(30)}
    near = [
        seed
        for seed, found in alone.items()
        if found.verdict == "better" and 0.0025 < 1 - found.p_benefit < 0.025
    ]
    assert near
    values = days(effect=0.9, seed=near[0])[0]
    several = {"mood": days()[0], "pain": values}
    several |= {f"x{turn}": days(seed=turn)[0] for turn in range(60, 80)}
    found = analyze_several(several, days()[1], primary="mood")
    assert found["pain"].verdict == "not_sure_yet"
    assert "one of several outcomes" in found["pain"].says


def test_the_primary_one_has_to_be_there() -> None:
    with pytest.raises(InputError, match="not among"):
        analyze_several({"mood": days()[0]}, days()[1], primary="pain")


def test_several_outcomes_by_the_command(tmp_path: Path) -> None:
    """The first stands by itself; of those beside it, the one that is only just sure is not called."""
    mood, on = days(effect=1.2, seed=4)
    rows = ["mood,a,b,c,dose"]
    others = [days(effect=effect, seed=seed)[0] for effect, seed in ((4.0, 1), (0.0, 2), (0.0, 3))]
    rows += [",".join(str(cell) for cell in row) for row in zip(mood, *others, on, strict=True)]
    path = tmp_path / "days.csv"
    path.write_text("\n".join(rows))
    base = ["trial", "analyze", str(path), "--outcome", "mood", "--also", "a", "--also", "b"]
    told = CliRunner().invoke(cli, base).output
    assert told.startswith("Better. With it mood is")
    assert "Beside it: Better. With it a is" in told
    found = json.loads(CliRunner().invoke(cli, [*base, "--also", "c", "--json"]).stdout)
    assert found["verdict"] == "better"
    assert set(found["also"]) == {"a", "b", "c"}
    assert "once" in str(CliRunner().invoke(cli, [*base, "--also", "mood"]).exception)
