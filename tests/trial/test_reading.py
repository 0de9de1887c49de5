"""Tables and journals as people keep them."""

from __future__ import annotations

import json
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from cotake import InputError
from cotake.journal import Entry, Scales, read_line
from cotake.knowledge import Library
from cotake.surfaces.cli import cli
from cotake.trial.of_journal import amount_of, days_of_journal, name_of
from cotake.trial.reading import days_of_table
from tests.trial.making import noise

FIRST = datetime(2026, 1, 1, 20, tzinfo=UTC)


def table(*rows: str, head: str = "date,pain,dose") -> str:
    return "\n".join([head, *rows])


# tables


@pytest.mark.parametrize(
    "text",
    [
        table("2026-12-01,6,0", "2026-12-02,5.5,4.5", "2026-12-04,4,4.5"),
        table("01.12.2026;6;0", "02.12.2026;5,5;4,5", "04.12.2026;4;4,5", head="Date;Pain;Dose"),
        table(
            "2026-12-01\t6\tno", "2026-12-02\t5.5\t4.5 mg", "2026-12-04\t4\t4.5mg", head="date\tpain\tdose"
        ),
        table("2026-12-04,4,4.5", "2026-12-01,6,0", "2026-12-02,5.5,4.5"),
        table("13/12/2026,4,4.5", "10/12/2026,6,0 mg", "11/12/2026,5.5,4.5"),
        table("2026-12-01 08:00,6,0", "2026-12-02T21:30,5.5,4.5", "2026-12-04 08:00,4,4.5"),
    ],
)
def test_the_same_days_however_they_are_written(text: str) -> None:
    """Semicolons, tabs, decimal commas, days first, units, any order of rows."""
    found = days_of_table(text, "pain")
    assert found.values == [6, 5.5, 4]
    assert found.exposure == [0, 4.5, 4.5]
    assert found.times is not None
    first, *others = [day for day in found.times if isinstance(day, date)]
    assert [(day - first).days for day in others] == [1, 3]


def test_numbers_of_days_keep_their_gaps() -> None:
    found = days_of_table(table("1,6,0", "2,5,0", "10,4,1", "41,3,1", head="day,pain,dose"), "pain")
    assert found.times == [1, 2, 10, 41]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            table("2026-12-01,6,0", "2026-12-01,5,4.5"),
            "line 3: 2026-12-01 has two different doses (0 and 4.5)",
        ),
        (table("2026-12-01,6,-4.5"), "line 2: a dose of -4.5"),
        (table("2026-12-01,6,some"), "yes or no"),
        (table('2026-12-01,"8,500",1'), "can be read in two ways"),
        (table("2026-12-01,6,0,3", head="date,pain,dose,Pain"), "two columns are headed"),
        (table("01/02/2026,6,0", "03/02/2026,6,1"), "write them as 2026-12-01"),
        (table("2026-12-01,6,0", ",5,1"), "dates in some rows and none in others: see line 3"),
    ],
)
def test_what_cannot_be_read_says_where_and_how_to_mend_it(text: str, said: str) -> None:
    with pytest.raises(InputError) as refused:
        days_of_table(text, "pain")
    assert said in str(refused.value)


@given(st.text(max_size=120), st.booleans())
def test_any_text_is_a_table_or_refused(text: str, headed: bool) -> None:
    with suppress(InputError):
        days_of_table(f"date,pain,dose\n{text}" if headed else text, "pain")


def test_guesses_from_0_to_10_are_brought_to_one() -> None:
    rows = [f"2026-12-{day:02d},5,{day % 2},{9 if day % 2 else ''}" for day in range(1, 9)]
    found = days_of_table(table(*rows, head="date,pain,dose,guess"), "pain", guess="guess")
    assert found.guess is not None
    assert found.guess[0] == 0.9
    assert np.isnan(found.guess[1])
    with pytest.raises(InputError, match="guesses from 0"):
        days_of_table(table(*rows, head="date,pain,dose,guess").replace(",9", ",11"), "pain", guess="guess")


# which end is better


def analyzed(tmp_path: Path, name: str, *more: str) -> str:
    on = np.repeat([0, 1], 30)
    rows = [f"{value:.2f},{dose}" for value, dose in zip(5 + noise(60, phi=0.2) - 3 * on, on, strict=True)]
    path = tmp_path / "days.csv"
    path.write_text(table(*rows, head=f"{name},dose"))
    done = CliRunner().invoke(cli, ["trial", "analyze", str(path), "--outcome", name, *more])
    return done.output or str(done.exception)


def test_which_end_is_better_is_that_of_the_scale_of_that_name(tmp_path: Path) -> None:
    assert analyzed(tmp_path, "pain").startswith("Better. With it pain is")
    assert "Lower pain is taken as better, as on the scale pain." in analyzed(tmp_path, "pain")
    assert "as on the scale phq-9" in analyzed(tmp_path, "PHQ9")
    unknown = analyzed(tmp_path, "joy")
    assert unknown.startswith("Worse. With it joy is")
    assert "Higher joy is taken as better; --better lower turns that." in unknown
    assert "is taken as better" not in analyzed(tmp_path, "joy", "--better", "lower")


def test_outcomes_beside_the_first_have_their_own_better_end(tmp_path: Path) -> None:
    """Mood rises and pain rises: better, and worse."""
    on = np.repeat([0, 1], 40)
    mood, pain = (5 + noise(80, seed=seed, phi=0.2) + 3 * on for seed in (1, 2))
    path = tmp_path / "days.csv"
    path.write_text(
        table(
            *(f"{a:.2f},{b:.2f},{c}" for a, b, c in zip(mood, pain, on, strict=True)), head="mood,pain,dose"
        )
    )
    words = ["trial", "analyze", str(path), "--outcome", "mood", "--also", "pain", "--better", "higher"]
    told = CliRunner().invoke(cli, words).output
    assert told.startswith("Better. With it mood is")
    assert "Beside it: Worse. With it pain is" in told
    assert "Lower pain is taken as better" in told


def test_a_score_beyond_the_scale_is_refused(tmp_path: Path) -> None:
    assert "is not on the scale of joy, from 6.0 to 10.0" in analyzed(
        tmp_path, "joy", "--least", "6", "--most", "10"
    )


# journals


def dose(text: str, taken: str = "taken", amount: str = "", day: int = 0) -> Entry:
    return Entry(
        day, FIRST + timedelta(days=day), "", "dose", {"medicine": text, "taken": taken, "dose": amount}
    )


@pytest.mark.parametrize(
    ("text", "amount", "mg"),
    [
        ("LDN 1.5 mg", "", 1.5),
        ("LDN 1,5 mg", "", 1.5),
        ("LDN .5 mg", "", 0.5),
        ("sertraline 1,000 mg", "", 1000),
        ("levothyroxine 75 mcg", "", 0.075),
        ("levothyroxine 75 μg", "", 0.075),
        ("levothyroxine 75µg", "", 0.075),
        ("sertraline 2 x 50 mg", "", 100),
        ("sertraline 50 mg", "2 tablets", 100),
        ("sertraline 50 mg", "half tablet", 25),
        ("sertraline", "100 mg", 100),
        ("morphine 5 mg/ml", "", None),
        ("LDN", "", None),
    ],
)
def test_amounts_as_they_are_written(text: str, amount: str, mg: float | None) -> None:
    assert amount_of(dose(text, amount=amount)) == (None if mg is None else pytest.approx(mg))


def test_a_line_with_a_decimal_comma_is_one_dose(library: Library) -> None:
    said = read_line("mood 6, pain 4 took LDN 1,5 mg", Scales(library))
    (body,) = [body for kind, body in said.entries if kind == "dose"]
    assert body["medicine"] == "LDN 1,5 mg"
    assert name_of(dose(body["medicine"])) == "ldn"


def test_a_skipped_dose_needs_no_amount() -> None:
    """Six days skipped by name alone: the others keep their mg."""
    entries = [dose("LDN 1.5 mg", day=day) for day in range(10)] + [
        dose("LDN 4.5 mg", day=day) for day in range(12, 20)
    ]
    entries += [dose("LDN", "skipped", day=day) for day in (10, 11)]
    marks: list[Any] = [("mood", (FIRST + timedelta(days=day)).date(), 5.0) for day in range(20)]
    found = days_of_journal(entries, marks, "mood", "ldn")
    assert found.exposure == [1.5] * 10 + [0, 0] + [4.5] * 8
    assert found.notes == ()
    found = days_of_journal([*entries, dose("LDN", day=19)], marks, "mood", "ldn")
    assert set(found.exposure) == {0, 1}
    assert "Not every dose has its amount" in found.notes[0]


def test_a_medicine_is_found_by_its_name_before_a_part_of_it_and_by_another_name() -> None:
    entries = [dose("naltrexone 4.5 mg", day=3), dose("naltrexone er 50 mg", day=5)]
    marks: list[Any] = [("mood", (FIRST + timedelta(days=day)).date(), 5.0) for day in range(8)]
    assert days_of_journal(entries, marks, "mood", "naltrexone").exposure[4] == 4.5
    with pytest.raises(InputError, match="several medicines"):
        days_of_journal(entries, marks, "mood", "naltrex")
    with pytest.raises(InputError, match="there are doses of ldn"):
        days_of_journal([dose("LDN 4.5 mg", day=3)], marks, "mood", "aspirin")
    found = days_of_journal(
        [dose("LDN 4.5 mg", day=3)], marks, "mood", "naltrexone", same=lambda one, other: one == "ldn"
    )
    assert found.exposure[4] == 4.5
    nameless = [dose("", day=1), dose("LDN 4.5 mg", day=3)]
    with pytest.raises(InputError, match="doses without a name"):
        days_of_journal(nameless, marks, "mood", "")


def test_a_score_each_fortnight_is_a_rhythm_and_not_a_lack(tmp_path: Path) -> None:
    rows = [
        f"{FIRST.date() + timedelta(days=14 * turn)},{15 - (turn > 7) * 6 + turn % 3},{int(turn > 7)}"
        for turn in range(16)
    ]
    path = tmp_path / "phq.csv"
    path.write_text(table(*rows, head="date,phq-9,dose"))
    told = CliRunner().invoke(cli, ["trial", "analyze", str(path), "--outcome", "phq-9", "--scale", "phq9"])
    assert "scored about every 14 days, 16 times" in told.output
    assert "missing" not in told.output.partition("What was assumed")[0]
    assert "PHQ-9" in told.output or "phq-9" in told.output


def test_a_design_says_what_it_fixed_and_takes_no_other(tmp_path: Path) -> None:
    run = CliRunner().invoke
    design, days = tmp_path / "design.json", tmp_path / "days.csv"
    words = [
        "trial",
        "design",
        "--outcome",
        "pain",
        "--levels",
        "0,1",
        "--seed",
        "2",
        "--from",
        "2026-01-01",
    ]
    design.write_text(run(cli, [*words, "--json"]).stdout)
    begin = FIRST.date()
    days.write_text(
        table(*(f"{begin + timedelta(days=day)},{5 + day % 3}" for day in range(84)), head="date,pain")
    )
    asked = ["trial", "analyze", str(days), "--outcome", "pain", "--design", str(design)]
    told = run(cli, asked).output
    held = json.loads(run(cli, [*asked, "--json"]).stdout)
    assert held["scale"]["better"] == "lower"
    assert f"Design: {held['record']['design_sha256']}, to be compared" in told
    assert "is taken as better" not in told
    assert "leave those options out" in str(run(cli, [*asked, "--better", "higher"]).exception)
