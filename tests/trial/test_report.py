"""The record of an analysis, what fixes it in advance, and the results of many people."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from click.testing import CliRunner, Result

from cotake import InputError
from cotake.journal import Cost, Journal
from cotake.surfaces.cli import cli
from cotake.trial import Analysis, Scale, analyze
from cotake.trial.design import by_design, draw, observe, read_design
from cotake.trial.report import Report, report
from tests.trial.making import noise

MOOD = Scale("mood", "higher", 0, 10, 1.0)
BEGIN = date(2026, 1, 1)


def run(*words: str, home: Path) -> Result:
    env = {"COTAKE_HOME": str(home), "COTAKE_PASSPHRASE": "correct horse"}
    return CliRunner(env=env).invoke(cli, list(words))


def drawn() -> tuple[Analysis, Report]:
    """A trial of six blocks, analysed as it was fixed."""
    design = draw([0, 4.5], begin=BEGIN, block_days=10, rounds=3, seed=3, washout_days=2, scale=MOOD)
    rng = np.random.default_rng(1)
    scored = {BEGIN + timedelta(days=day): float(value) for day, value in enumerate(rng.normal(5, 1, 60))}
    values, exposure, days = by_design(design, scored)
    found = analyze(values, exposure, times=days, scale=MOOD, medicine="LDN", design=design.fingerprint)
    return found, report(found, design=design, harms={"nausea": [1.0] * 60})


def item(made: Report, title: str) -> str:
    return " ".join(next(each.says for each in made.items if each.title == title))


def test_every_item_of_cent_is_there_or_left_open() -> None:
    """CENT 2015 has the 25 items of CONSORT; each number is met once or more."""
    _, made = drawn()
    told = " ".join(each.cent for each in made.items)
    for number in (*range(1, 10), 11, 12, 13, 14, 16, 17, 19, 20, 23, 24, 25):
        assert any(part.rstrip("abc,") == str(number) for part in told.replace(",", "").split()), number
    for title in ("Person, setting, ethics", "Funding", "Background and aims"):
        assert item(made, title) == "", "nobody but the person can say it"
    assert "To be said by who reports it." in made.markdown


def test_the_record_tells_design_periods_harms_and_what_was_fixed() -> None:
    found, made = drawn()
    assert "randomised N-of-1 trial" in item(made, "Title")
    assert "seed 3" in item(made, "Random order")
    assert "the one that was fixed" in item(made, "Registration and protocol")
    assert found.design in item(made, "Registration and protocol")
    assert len(made.periods) == len(found.series.stretches)
    assert sum(each.days for each in made.periods) == 60
    assert made.periods[0].first == "2026-01-01"
    assert made.harms[0].higher_days == made.harms[0].lower_days == 30
    assert json.loads(json.dumps(made.to_dict())) == made.to_dict()


def test_an_observation_says_that_it_is_none_drawn_at_random() -> None:
    on = np.repeat([0.0, 4.5], 30)
    made = report(analyze(5 + noise(60), on, scale=MOOD))
    assert "not randomised" in item(made, "Title")
    assert item(made, "Random order") == "None."
    assert made.periods[1].first == "31"
    with pytest.raises(InputError, match="give one each"):
        report(analyze(5 + noise(60), on), harms={"nausea": [1.0]})


def test_names_of_people_cannot_write_the_page() -> None:
    scale = Scale("mood | [x](http://x) <script>", mid=1.0)
    page = report(analyze(5 + noise(60), np.repeat([0, 1], 30), scale=scale)).markdown
    assert "<script>" not in page
    assert "[x](" not in page


# what is fixed in advance


def test_the_same_analysis_has_the_same_fingerprint_and_another_another() -> None:
    values, on = 5 + noise(60), np.repeat([0, 1], 30)
    usual = analyze(values, on, scale=MOOD)
    assert analyze(1 + values, on, scale=MOOD).analysis == usual.analysis, "it is not that of the days"
    others = [
        analyze(values, on, scale=Scale("mood", "higher", 0, 10, 2.0)),
        analyze(values, on, scale=MOOD, anytime=True),
        analyze(values, on, scale=MOOD, half_life_days=5.0),
        analyze(values, on, scale=MOOD, covariates={"flu": np.arange(60)}),
    ]
    assert len({usual.analysis, *(each.analysis for each in others)}) == 5


def test_the_same_days_have_the_same_fingerprint_and_others_another() -> None:
    values, on = 5 + noise(60), np.repeat([0, 1], 30)
    one = analyze(values, on).series.fingerprint
    assert analyze(values, on, scale=MOOD).series.fingerprint == one
    changed = values.copy()
    changed[7] += 1e-9
    assert analyze(changed, on).series.fingerprint != one


def test_a_design_of_the_first_version_is_read_and_keeps_its_fingerprint() -> None:
    made = draw([0, 1], begin=BEGIN, block_days=7, rounds=2, seed=1, scale=MOOD)
    held = json.loads(made.text)
    for name in ("medicine", "half_life_days", "protocol", "protocol_sha256"):
        del held[name]
    held["cotake_trial"] = 1
    text = json.dumps(held, sort_keys=True, indent=1, ensure_ascii=False) + "\n"
    old = read_design(text)
    assert old.text == text
    assert old.blocks == made.blocks
    with pytest.raises(InputError, match="version 9"):
        read_design(text.replace('"cotake_trial": 1', '"cotake_trial": 9'))


# plans


def test_the_steps_of_a_plan_are_observed_in_their_order() -> None:
    steps = [
        (BEGIN, BEGIN + timedelta(days=13), 1.5),
        (BEGIN + timedelta(days=14), BEGIN + timedelta(days=41), 3.0),
    ]
    made = observe(steps, before_days=14, outcome="mood")
    assert [each.exposure for each in made.blocks] == [0, 1.5, 3]
    assert made.blocks[0].first == BEGIN - timedelta(days=14)
    assert made.anytime, "a plan is looked at every day"
    assert read_design(made.text).fingerprint == made.fingerprint
    for wrong, said in (
        ([], "has steps"),
        ([steps[1], steps[0]], "follow one another"),
        ([(BEGIN, BEGIN - timedelta(days=1), 1.0)], "follow one another"),
    ):
        with pytest.raises(InputError, match=said):
            observe(wrong)
    with pytest.raises(InputError, match="never changes"):
        observe(steps[:1], before_days=0)


def test_a_plan_from_the_command_to_the_answer(tmp_path: Path) -> None:
    plan, design = tmp_path / "plan.json", tmp_path / "design.json"
    plan.write_text(run("plan", "LDN", "--from", "2026-02-01", "--json", home=tmp_path).stdout)
    words = ["trial", "design", "--outcome", "mood", "--plan", str(plan), "--important", "1"]
    shown = run(*words, home=tmp_path)
    assert "1. 04 Jan 2026 to 31 Jan 2026: 0" in shown.output
    assert "proves less than blocks" in shown.output
    design.write_text(run(*words, "--json", home=tmp_path).stdout)
    days = read_design(design.read_text())
    rows = ["date,mood"]
    rng = np.random.default_rng(2)
    for block in days.blocks:
        for day in range(block.days):
            rows.append(f"{block.first + timedelta(days=day)},{rng.normal(5 + block.exposure, 0.8):.2f}")
    (tmp_path / "days.csv").write_text("\n".join(rows))
    words = ["trial", "analyze", str(tmp_path / "days.csv"), "--outcome", "mood", "--design", str(design)]
    found = json.loads(run(*words, "--json", home=tmp_path).stdout)
    assert found["verdict"] == "better"
    assert found["anytime"] is True
    assert found["record"]["design_sha256"] == days.fingerprint
    assert found["record"]["analysis_sha256"] == days.analysis


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (["--plan", "none.json"], "cannot read"),
        (["--medicine", "blarbomycin"], "no medicine that is known"),
        (["--medicine", "sertraline"], "is stopped slowly"),
        (["--medicine", "warfarin"], "not on record"),
        (["--medicine", "sertraline", "--levels", "25,200"], "a large step"),
        (["--medicine", "fluoxetine", "--levels", "10,20", "--block", "7d"], "has to be shorter"),
        (["--scale", "joy"], "no scale of the records"),
    ],
)
def test_what_cannot_be_a_trial_says_why(more: list[str], said: str, tmp_path: Path) -> None:
    done = run("trial", "design", "--outcome", "mood", *more, home=tmp_path)
    assert done.exit_code != 0
    assert said in str(done.exception)


def test_the_medicine_sets_the_wash_out(tmp_path: Path) -> None:
    """Fluoxetine counts for five weeks after the last dose (label): blocks are that and a week."""
    words = [
        "trial",
        "design",
        "--outcome",
        "mood",
        "--medicine",
        "fluoxetine",
        "--levels",
        "10,20",
        "--json",
    ]
    made = read_design(run(*words, home=tmp_path).stdout)
    assert made.half_life_days is not None
    assert made.half_life_days > 4
    assert max(each.washout for each in made.blocks) >= 35
    assert made.blocks[0].days >= max(each.washout for each in made.blocks) + 7
    agreed = run(
        "trial", "design", "--outcome", "mood", "--medicine", "sertraline", "--agreed", home=tmp_path
    )
    assert agreed.exit_code == 0


def test_a_plan_is_neither_sealed_nor_drawn(tmp_path: Path) -> None:
    plan = tmp_path / "plan.json"
    plan.write_text(run("plan", "LDN", "--json", home=tmp_path).stdout)
    base = ["trial", "design", "--outcome", "mood", "--plan", str(plan)]
    assert "nothing to seal" in str(run(*base, "--seal", "x", home=tmp_path).exception)
    assert "its own days" in str(run(*base, "--seed", "1", home=tmp_path).exception)
    plan.write_text("{}")
    assert "is no plan" in str(run(*base, home=tmp_path).exception)


# many people


def test_results_of_several_people_by_the_command(tmp_path: Path) -> None:
    files = []
    for person in range(4):
        on = np.repeat([0.0, 1.0, 0.0, 1.0], 15)
        values = 5 + noise(60, seed=person, phi=0.3) + 1.2 * on
        path = tmp_path / f"person {person}.json"
        path.write_text(json.dumps(analyze(values, on, scale=MOOD, anytime=person > 1).to_dict()))
        files.append(str(path))
    told = run("trial", "pool", *files, "--picture", str(tmp_path / "x.svg"), home=tmp_path)
    assert told.exit_code == 0, told.exception
    assert "In 4 people mood is on average" in told.output
    assert "person 2.json: alone" in told.output
    assert "<svg" in (tmp_path / "x.svg").read_text()
    found = json.loads(run("trial", "pool", *files, "--json", home=tmp_path).stdout)
    assert found["p_benefit"] > 0.95
    again = run("trial", "pool", *files, files[0], home=tmp_path)
    assert "same" in str(again.exception)
    (tmp_path / "no.json").write_text("{")
    assert "no.json" in str(
        run("trial", "pool", *files, str(tmp_path / "no.json"), home=tmp_path).exception
    )


def test_a_plan_that_was_not_kept_is_told(tmp_path: Path) -> None:
    """The journal has 3 mg on ten days on which the plan has 1.5: said, and not passed over."""
    plan, design = tmp_path / "plan.json", tmp_path / "design.json"
    plan.write_text(run("plan", "LDN", "--from", "2026-02-01", "--json", home=tmp_path).stdout)
    words = ["trial", "design", "--outcome", "mood", "--plan", str(plan), "--json"]
    design.write_text(run(*words, home=tmp_path).stdout)
    with Journal.create(tmp_path / "journal.cotake", "correct horse", cost=Cost(13, 1, 1)) as journal:
        rows: list[Any] = []
        for day in range(52):
            at = datetime(2026, 1, 10, 20, tzinfo=UTC) + timedelta(days=day)
            rows.append(("scores", {"mood": float(5 + day % 3)}, at, ""))
            if day >= 22:
                mg = 3 if day < 32 else 1.5 if day < 36 else 3 if day < 50 else 4.5
                rows.append(("dose", {"medicine": f"LDN {mg} mg", "taken": "taken", "dose": ""}, at, ""))
        journal.add_all(rows)
    done = run("trial", "analyze", "--outcome", "mood", "--design", str(design), home=tmp_path)
    assert done.exit_code == 0, done.exception
    assert "On 10 days the journal has another dose than the plan" in done.stderr
