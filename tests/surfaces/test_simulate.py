"""`cotake simulate`: bars in the terminal, CSV, pictures, washouts."""

from __future__ import annotations

import csv
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from tests.surfaces.running import Run

FLAGSHIP = ("LDN 4.5 mg at bedtime", "sertraline 100 mg daily")


def test_levels_and_receptors_are_drawn(run: Run) -> None:
    done = run("simulate", *FLAGSHIP, "--days", "14")
    assert done.code == 0
    for said in (
        "14 days from",
        "Naltrexone, ng/mL",
        "6-beta-naltrexol, ng/mL",
        "mu-opioid receptor held by naltrexone, % (driven by the level)",
        "mu-opioid receptor held by naltrexone, % (lets go with a half-life of 72 h)",
        "Sertraline, ng/mL",
        "serotonin transporter held by sertraline",
        "was never measured",
        "Do not change a dose by it.",
    ):
        assert said in done.out


def test_the_curves_are_written_as_csv(run: Run, tmp_path: Path) -> None:
    out = tmp_path / "curves.csv"
    assert run("simulate", *FLAGSHIP, "--days", "2", "--out", out).code == 0
    with out.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 49
    assert float(rows[23]["Naltrexone, ng/mL"]) == pytest.approx(1.1, abs=0.15)
    held = [
        float(row["the mu-opioid receptor held by naltrexone, % (driven by the level)"]) for row in rows
    ]
    assert max(held) == pytest.approx(44.6, abs=2)  # the published model at 4.5 mg


def test_many_people_are_written_with_their_spread(run: Run, tmp_path: Path) -> None:
    out = tmp_path / "curves.csv"
    assert run("simulate", "sertraline 50 mg", "--days", "3", "--people", "50", "--out", out).code == 0
    with out.open(encoding="utf-8", newline="") as file:
        last = list(csv.DictReader(file))[-1]
    name = "Sertraline, ng/mL"
    assert (
        float(last[f"{name}, 10th percentile"])
        < float(last[name])
        < float(last[f"{name}, 90th percentile"])
    )


def test_pictures_are_drawn_without_a_network(run: Run, tmp_path: Path) -> None:
    pytest.importorskip("vl_convert")
    svg, png = tmp_path / "curves.svg", tmp_path / "curves.png"
    assert run("simulate", *FLAGSHIP, "--days", "3", "--picture", svg).code == 0
    root = ET.fromstring(svg.read_text(encoding="utf-8"))
    assert root.tag.endswith("svg")
    texts = "".join(root.itertext())
    assert "6-beta-naltrexol" in texts
    assert "Sertraline: levels" in texts
    assert run("simulate", "sertraline 50 mg", "--people", "20", "--picture", png).code == 0
    assert png.read_bytes().startswith(b"\x89PNG")


def test_a_washout_is_told_in_days(run: Run) -> None:
    done = run("simulate", "--washout", "fluoxetine 20 mg daily", "phenobarbital 60 mg")
    assert done.code == 0
    assert "norfluoxetine: about" in done.out
    assert "from its half-life" in done.out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("blorbamine 5 mg",), '"blorbamine 5 mg" was not recognised'),
        (("sertraline",), "has no dose in mg"),
        (("sertraline 50 mg", "--days", "-1"), "days is above 0"),
        (("sertraline 50 mg", "--picture", "curves.gif"), "ends in .svg, .png or .html"),
        (("--washout", "blorbamine"), "was not recognised"),
    ],
)
def test_what_cannot_be_drawn_is_told(run: Run, arguments: tuple[str, ...], said: str) -> None:
    done = run("simulate", *arguments)
    assert done.code == 2
    assert said in done.err
