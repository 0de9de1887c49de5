"""`cotake knowledge add`, `sources`, `remove` and `update`."""

from __future__ import annotations

import json
from pathlib import Path

from cotake.knowledge import open_library
from tests.knowledge.overlays.test_formats import written
from tests.surfaces.running import Run


def test_the_command_adds_lists_shows_and_removes(run: Run, tmp_path: Path) -> None:
    files = written(tmp_path)
    done = run("knowledge", "add", "ddinter", *map(str, files["ddinter"]))
    assert done.code == 0 and "2 statements on pairs" in done.out and "terms:" in done.out
    listed = json.loads(run("knowledge", "sources", "--json").out)
    assert [each["source"] for each in listed] == ["ddinter"]
    assert listed[0]["files"][0]["name"] == "ddinter_downloads_code_A.csv"
    said = run("knowledge", "sources").out
    assert "SHA-256" in said and "terms:" in said
    assert run("knowledge", "remove", "ddinter").code == 0
    assert run("knowledge", "remove", "ddinter").code == 2
    assert run("knowledge", "add", "ddinter").code == 2
    assert run("knowledge", "add", "elsewhere", "x").code == 2


def test_a_check_shows_them_in_lines(run: Run, tmp_path: Path) -> None:
    library = open_library()
    library.__dict__.pop("overlays", None)
    try:
        run("knowledge", "add", "ddinter", *map(str, written(tmp_path)["ddinter"]))
        said = run("check", "naltrexone 50 mg", "tramadol 50 mg").out
    finally:
        library.__dict__.pop("overlays", None)
    assert "naltrexone + tramadol: cotake class 1; DDInter Major." in said


def test_update_checks_and_goes_back(run: Run, home: Path, tmp_path: Path) -> None:
    out = tmp_path / "made.sqlite"
    assert run("knowledge", "build", "--out", out).code == 0
    assert (tmp_path / "made.sqlite.sha256").read_text(encoding="utf-8").endswith("  made.sqlite\n")
    assert run("knowledge", "update", out).code == 0 and (home / "knowledge.sqlite").exists()
    assert run("knowledge", "update", "--shipped").code == 0 and not (home / "knowledge.sqlite").exists()
    assert run("knowledge", "update").code == 2
    assert run("knowledge", "update", out, "--sha256", "0" * 64).code == 1
