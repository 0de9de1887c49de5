"""`cotake evidence` and `cotake claim` at the command line."""

from __future__ import annotations

import json
import re
from pathlib import Path

from cotake.knowledge.curate import read_records
from tests.evidence.test_candidates import EXPORTED
from tests.surfaces.running import Run


def test_the_command_prints_every_study_with_its_record(run: Run, tmp_path: Path) -> None:
    done = run(
        "evidence", "lithium", "--outcome", "response in depression", "--picture", tmp_path / "f.svg"
    )
    assert done.code == 0
    assert "record saini-2016-lithium" in done.out
    assert "GRADE" in done.out
    assert (tmp_path / "f.svg").read_text(encoding="utf-8").startswith("<svg")
    assert run("evidence", "lithium", "--outcome", "nonsense").code == 2
    page = tmp_path / "f.html"
    assert run("evidence", "lithium", "--outcome", "response in depression", "--picture", page).code == 0
    text = page.read_text(encoding="utf-8")
    assert "<title>lithium" in text
    assert not re.search(r"""(?:src|href)=["']https?:""", text), "it fetches nothing"
    assert run("evidence", "lithium", "--outcome", "pain", "--picture", tmp_path / "f.doc").code == 2


def test_the_command_answers_and_says_when_it_does_not_know(run: Run) -> None:
    done = run("claim", "LDN", "blocks", "receptors", "for", "4-6", "hours")
    assert done.code == 0
    assert "NOT KNOWN" in done.out
    assert "cotake's own" in done.out
    assert "No claim near" in run("claim", "xyzzy plugh").out
    assert json.loads(run("claim", "LDN blocks receptors for 4-6 hours", "--json").out)["claim"]["id"]


def test_candidates_are_records_that_can_be_read(tmp_path: Path, run: Run) -> None:
    export = tmp_path / "export.nbib"
    export.write_text(EXPORTED, encoding="utf-8")
    done = run("knowledge", "candidates", export, "--out", tmp_path / "new")
    assert done.code == 0
    assert "2 candidates, 4 files" in done.err
    read = read_records(tmp_path / "new")
    assert set(read.folders["studies"]) == {"doe-2013", "doe-2013-2"}
    codes = {problem.code for problem in read.problems if "doe-2013" in problem.file}
    assert codes <= {"missing-field", "empty"}
    again = run("knowledge", "candidates", export, "--out", tmp_path / "new")
    assert "0 files" in again.err
    assert "stands already" in again.err
