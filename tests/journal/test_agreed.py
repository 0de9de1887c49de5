"""The plan that was agreed, in the journal: where it stands, and its rules repeated when they are met."""

from __future__ import annotations

import json
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Literal

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from cotake import InputError
from cotake.journal import (
    Agreed,
    AgreedStep,
    Scales,
    agreed_text,
    met,
    read_agreed,
    step_on,
    watched,
)
from cotake.surfaces.cli import cli
from cotake.titration import Rule

NOON = datetime(2026, 12, 10, 12, tzinfo=UTC)
STEPS = (
    AgreedStep(1, date(2026, 12, 1), date(2026, 12, 7), "0.5 mg at bedtime"),
    AgreedStep(2, date(2026, 12, 8), None, "1 mg at bedtime"),
)


def agreed(
    scale: str = "nausea", sign: Literal[">=", "<="] = ">=", value: int = 4, days: int = 3
) -> Agreed:
    return Agreed("LDN", STEPS, (Rule(scale, sign, Decimal(value), days, "hold"),))


def marks(*values: float | None, name: str = "side:nausea") -> list[tuple[str, datetime, float]]:
    """The last of them is of today."""
    days = reversed(range(len(values)))
    return [
        (name, NOON - timedelta(days=day), value)
        for day, value in zip(days, values, strict=True)
        if value is not None
    ]


@pytest.mark.parametrize(
    ("values", "is_met"),
    [((4, 5, 4), True), ((9, 4, 3), False), ((4, None, 4), False), ((5, 5), False), ((0, 5, 5, 5), True)],
)
def test_a_rule_is_met_on_each_of_its_days(
    scales: Scales, values: tuple[float | None, ...], is_met: bool
) -> None:
    assert bool(met(agreed(), marks(*values), scales, NOON)) == is_met


def test_days_before_this_step_do_not_count(scales: Scales) -> None:
    """On the second day of a step a rule of three days cannot be met by the step before."""
    second = NOON - timedelta(days=1)
    early = [(name, at - timedelta(days=1), value) for name, at, value in marks(5, 5, 5)]
    assert met(agreed(), early, scales, second) == ()
    assert met(agreed(days=2), early, scales, second) != ()


def test_any_side_effect_counts_where_the_rule_says_so(scales: Scales) -> None:
    either = [*marks(5, 5, None), *marks(None, None, 5, name="side:headache")]
    assert met(agreed("side effect"), either, scales, NOON) == (), "one and the same on each day"
    assert met(agreed("side effect"), marks(5, 5, 5, name="side:headache"), scales, NOON)
    assert not met(agreed("side effect"), marks(9, 9, 9, name="pain"), scales, NOON)


def test_a_low_score_can_be_the_rule(scales: Scales) -> None:
    assert met(agreed("mood", "<=", 3, 1), marks(3, name="mood"), scales, NOON)
    assert not met(agreed("mood", "<=", 3, 1), marks(4, name="mood"), scales, NOON)


def test_the_worst_of_a_day_counts(scales: Scales) -> None:
    twice = [*marks(2), ("side:nausea", NOON - timedelta(hours=3), 6.0)]
    assert met(agreed(days=1), twice, scales, NOON)


def test_the_step_of_a_day(scales: Scales) -> None:
    plan = agreed()
    assert step_on(plan, date(2026, 11, 30)) is None
    assert [step_on(plan, date(2026, 12, day)) for day in (1, 7, 8, 30)] == [
        STEPS[0],
        STEPS[0],
        STEPS[1],
        STEPS[1],
    ]
    assert met(plan, marks(9, 9, 9), scales, NOON - timedelta(days=20)) == ()


def test_what_is_no_scale_is_not_watched(scales: Scales) -> None:
    assert watched(agreed("nausea").rules[0], scales) == "side:nausea"
    assert watched(agreed("the weather").rules[0], scales) == ""


def test_it_is_kept_whole() -> None:
    assert read_agreed(agreed_text(agreed())) == agreed()


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{}",
        '{"name": "x", "steps": [], "rules": []}',
        '{"name": "x", "steps": [1], "rules": []}',
        "[" * 5000,
    ],
)
def test_what_is_no_plan_is_refused(text: str) -> None:
    with pytest.raises(InputError, match="plan"):
        read_agreed(text)


@given(
    st.recursive(
        st.none() | st.text() | st.integers(),
        lambda inner: (
            st.lists(inner) | st.dictionaries(st.sampled_from(["name", "steps", "rules", "first"]), inner)
        ),
    )
)
def test_any_json_is_read_or_refused(found: object) -> None:
    with suppress(InputError):
        read_agreed(json.dumps(found))


def test_from_the_plan_to_the_journal(tmp_path: Path) -> None:
    env = {"COTAKE_PASSPHRASE": "correct horse", "COTAKE_HOME": str(tmp_path / "home")}

    def run(*words: str) -> str:
        done = CliRunner(env=env).invoke(cli, list(words))
        assert done.exit_code == 0, done.output
        return done.output

    run("journal", "init")
    assert "No plan" in run("journal", "plan")
    steps = ("--start", "0.5mg", "--target", "4.5mg", "--step", "0.5mg", "--every", "14d")
    made = run("plan", "LDN", *steps, "--rule", "nausea >= 4: hold", "--rule", "luck <= 2: call", "--json")
    (tmp_path / "plan.json").write_text(made)
    told = run("journal", "plan", str(tmp_path / "plan.json"))
    assert "Today: step 1" in told and "0.5 mg" in told
    assert "'luck' is no scale here" in told
    assert "Your own plan" not in run("journal", "add", "nausea", "3")
    assert "Your own plan says: If nausea is 4 or more: stay on this step." in run(
        "journal", "add", "nausea", "6"
    )
    assert "Your own plan" in run("journal", "plan")
