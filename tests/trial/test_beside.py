"""What else there was: events, guesses, the season, and what the journal holds beside the scores."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from click.testing import CliRunner, Result

from cotake import InputError
from cotake.journal import Cost, Entry, Journal, Scales
from cotake.knowledge import Library
from cotake.surfaces.cli import cli
from cotake.trial import analyze
from cotake.trial._events import columns_of_events
from cotake.trial.of_journal import days_of_journal
from cotake.trial.reading import days_of_table
from cotake.trial.scales import scale_of
from tests.trial.making import blocks, noise

FIRST = datetime(2026, 1, 1, 20, tzinfo=UTC)


def run(folder: Path, *words: str) -> Result:
    env = {"COTAKE_HOME": str(folder), "COTAKE_PASSPHRASE": "correct horse"}
    return CliRunner(env=env).invoke(cli, list(words))


# events


def test_an_event_fades_and_the_same_text_is_the_same_kind() -> None:
    found, left_out = columns_of_events([(2, "Flu"), (9, " flu ")], list(range(12)))
    assert left_out == ()
    assert found["flu"][:3] == [0, 0, 1]
    assert found["flu"][9] == pytest.approx(1.5)


def test_too_many_kinds_of_events_are_named_and_not_dropped_in_silence() -> None:
    happened = [(day, f"event {day}") for day in range(12)] + [(3, "flu"), (8, "flu")]
    found, left_out = columns_of_events(happened, list(range(20)))
    assert len(found) == 8
    assert "flu" in found, "what came most often is kept"
    assert len(left_out) == 5


def test_a_bad_time_after_an_event_is_not_blamed_on_the_medicine() -> None:
    """Flu on day 45, a week after the start: with it reckoned with, the medicine does no harm."""
    on = (np.arange(70) >= 38).astype(float)
    (flu,) = columns_of_events([(45, "flu")], list(range(70)))[0].values()
    values = 6 + 0.7 * noise(70, seed=8, phi=0.3) - 5 * np.array(flu)
    blind, told = analyze(values, on), analyze(values, on, covariates={"flu": flu})
    assert blind.effect.mean < told.effect.mean - 0.3
    assert told.effect.high - told.effect.low < blind.effect.high - blind.effect.low
    assert any("flu" in each for each in told.assumptions)


def test_events_of_a_table() -> None:
    rows = [
        f"2026-01-{day:02d},{day % 3},{int(day > 9)},{'moved' if day == 4 else ''}" for day in range(1, 20)
    ]
    found = days_of_table("\n".join(["date,mood,dose,what", *rows]), "mood", events="what")
    assert list(found.covariates) == ["moved"]
    assert found.covariates["moved"][3] == 1


# guesses


def test_guesses_that_are_right_are_told_and_the_effect_is_shown_without_them() -> None:
    on = blocks(4, 10)
    values = 5 + 0.7 * noise(80, seed=2, phi=0.3) + 1.5 * on
    guess = np.full(80, np.nan)
    guess[9::10] = on[9::10]  # at the end of each block, always right
    found = analyze(values, on, guess=guess)
    assert found.blinding is not None
    assert (found.blinding.guessed, found.blinding.right) == (8, 8)
    assert found.blinding.by_chance == pytest.approx(2**-8)
    assert "8 of 8 guesses" in found.says
    wide = found.blinding.effect
    assert wide.high - wide.low > 1.5 * (found.effect.high - found.effect.low), (
        "belief and medicine are one"
    )
    assert found.effect == analyze(values, on).effect, "the answer itself takes no account of it"


def test_guesses_by_chance_take_nothing_away() -> None:
    on = blocks(4, 10)
    values = 5 + 0.7 * noise(80, seed=2, phi=0.3) + 1.5 * on
    guess = np.full(80, np.nan)
    guess[[9, 19, 29, 39, 49, 59]] = [1, 1, 0, 0, 0.5, 0.8]
    found = analyze(values, on, guess=guess)
    assert found.blinding is not None
    assert (found.blinding.guessed, found.blinding.right) == (5, 3)
    assert found.blinding.by_chance == pytest.approx(0.5)
    assert "by chance alone 50 of 100 do as well" in found.says
    assert found.blinding.effect.mean == pytest.approx(found.effect.mean, abs=0.3)


def test_no_guess_says_nothing_and_a_wrong_one_is_refused() -> None:
    on = blocks(2, 10)
    values = 5 + noise(40, seed=1)
    assert analyze(values, on).blinding is None
    assert analyze(values, on, guess=np.full(40, np.nan)).blinding is None
    unsure = analyze(values, on, guess=np.full(40, 0.5))
    assert unsure.blinding is not None
    assert unsure.blinding.guessed == 0
    for wrong in (np.full(40, 8.0), np.full(39, 1.0)):
        with pytest.raises(InputError, match="guess"):
            analyze(values, on, guess=wrong)


# the season


def test_the_wave_of_a_year_is_not_called_an_effect() -> None:
    """Winter is worse by two points, and the medicine was taken from March on: two years of days."""
    number = 730
    turn = 2 * np.pi * np.arange(number) / 365.25
    values = 5 + 0.8 * noise(number, seed=4, phi=0.4) - np.cos(turn)
    times = [date(2024, 1, 1) + timedelta(days=day) for day in range(number)]
    on = ((np.arange(number) % 365) > 90).astype(float)
    dated = analyze(values, on, times=times)
    assert any("wave of a year" in each for each in dated.assumptions)
    plain = analyze(values, on)
    assert abs(dated.effect.mean) < 0.6 * abs(plain.effect.mean)


# the journal


def test_events_guesses_and_side_effects_of_the_journal() -> None:
    def entry(day: int, kind: Any, body: dict[str, Any]) -> Entry:
        return Entry(day, FIRST + timedelta(days=day), "", kind, body)

    entries = [
        entry(0, "dose", {"medicine": "LDN 4.5 mg", "taken": "skipped", "dose": ""}),
        entry(10, "dose", {"medicine": "LDN 4.5 mg", "taken": "taken", "dose": ""}),
        entry(5, "dose", {"medicine": "fluoxetine 20 mg", "taken": "taken", "dose": ""}),
        entry(12, "event", {"text": "flu"}),
        entry(90, "event", {"text": "after the last day"}),
    ]
    first = FIRST.date()
    marks = [("mood", first + timedelta(days=day), 5.0) for day in range(20)]
    marks += [("guess", first + timedelta(days=19), 8.0), ("side:nausea", first + timedelta(days=11), 3.0)]
    found = days_of_journal(entries, marks, "mood", "ldn", half_life=lambda _: 5.0)
    assert list(found.covariates) == ["fluoxetine", "flu"]
    assert 0 < found.covariates["fluoxetine"][6] < 20, "its level, and not its dose"
    assert found.guess is not None
    assert found.guess[19] == 0.8
    assert np.isnan(found.guess[:19]).all()
    assert found.harms is not None
    assert found.harms["side:nausea"][11] == 3


def test_scales_and_questionnaires_know_which_end_is_better(library: Library) -> None:
    scales = Scales(library)
    pain, phq = scale_of("pain", scales, library), scale_of("phq-9", scales, library)
    assert (pain.better, pain.least, pain.most, pain.mid) == ("lower", 0, 10, 2)  # Farrar 2001
    assert "Farrar 2001" in pain.mid_from
    assert (phq.better, phq.least, phq.most, phq.mid) == ("lower", 0, 27, 5)  # Löwe 2004
    assert scale_of("pain", scales, library, mid=1.0).mid == 1.0
    assert scale_of("mood", scales, library).mid is None
    for name, said in (("guess", "no better end"), ("hunter", "no score")):
        with pytest.raises(InputError, match=said):
            scale_of(name, scales, library)


def test_the_journal_end_to_end(tmp_path: Path) -> None:
    """Pain falls on the medicine; its scale, its side effects, an event and a guess come along."""
    path = tmp_path / "journal.cotake"
    pain = np.clip(np.round(6 + noise(80, seed=3, phi=0.2) - 3.5 * blocks(2, 20)), 0, 10)
    with Journal.create(path, "correct horse", cost=Cost(13, 1, 1)) as journal:
        rows: list[Any] = []
        for day in range(80):
            at, on = FIRST + timedelta(days=day), bool(blocks(2, 20)[day])
            taken = "taken" if on else "skipped"
            rows.append(("scores", {"pain": float(pain[day]), "side:nausea": 2.0 if on else 1.0}, at, ""))
            rows.append(("dose", {"medicine": "LDN 4.5 mg", "taken": taken, "dose": ""}, at, ""))
            if day in (19, 39, 59, 79):
                rows.append(("scores", {"guess": 9.0 if on else 2.0}, at, ""))
        rows.append(("event", {"text": "flu"}, FIRST + timedelta(days=30), ""))
        journal.add_all(rows)
    page, record = tmp_path / "record.md", tmp_path / "record.json"
    done = run(tmp_path, "trial", "analyze", "--outcome", "pain", "--record", str(page))
    assert done.exit_code == 0, done.exception
    assert "Better. With 4.5 against none pain is" in done.output
    assert "4 of 4 guesses" in done.output
    assert "flu" in done.output
    assert "Farrar 2001" in done.output
    assert "| nausea | 2 | 40 | 1 | 40 |" in page.read_text()
    assert page.stat().st_mode & 0o077 == 0
    words = ["trial", "analyze", "--outcome", "pain", "--no-events", "--json", "--record", str(record)]
    found = json.loads(run(tmp_path, *words).stdout)
    assert found["medicine"] == "LDN 4.5 mg"
    assert found["blinding"]["right"] == 4
    assert "flu" not in json.dumps(found)
    assert json.loads(record.read_text())["guidelines"] == ["CENT 2015", "SCRIBE 2016"]
    refused = run(tmp_path, "trial", "analyze", "--outcome", "pain", "--record", "x.doc")
    assert "ends in .md or .json" in str(refused.exception)
    refused = run(tmp_path, "trial", "analyze", "--outcome", "pain", "--event-column", "x")
    assert "name the file" in str(refused.exception)
