"""The documentation names everything there is, its links resolve, and its example records hold.

The examples of README.md and docs/*.md are run by conftest.py.
"""

from __future__ import annotations

import ast
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
import pytest
import yaml

import cotake
from cotake.knowledge import Library
from cotake.knowledge import _lint as lint_module
from cotake.knowledge import _read as read_module
from cotake.knowledge import _records as records_module
from cotake.knowledge import _whole as whole_module
from cotake.knowledge._compile import build
from cotake.knowledge._lint import lint
from cotake.knowledge._records import RECORDS
from cotake.knowledge._seal import seal
from cotake.surfaces.cli import cli
from tests import test_scenarios
from tests.conftest import TODAY

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"
PAGES = [*sorted(DOCS.glob("*.md")), *sorted(ROOT.glob("*.md"))]
_LINK = re.compile(r"(?<!!)\[[^\]]*\]\(([^)\s]+)\)")
_BLOCK = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def text_of(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def commands(group: click.Command = cli, path: tuple[str, ...] = ()) -> Iterator[tuple[str, click.Command]]:
    for name, command in getattr(group, "commands", {}).items():
        yield " ".join((*path, name)), command
        yield from commands(command, (*path, name))


def section(command: str) -> str:
    """What docs/cli.md says under the heading of a command, up to the next heading as high."""
    text = text_of("docs/cli.md")
    heading = re.search(rf"^(#+) `cotake {re.escape(command)}`$", text, re.MULTILINE)
    if heading is None:  # a command that shares the section of its group
        return section(command.rpartition(" ")[0])
    rest = text[heading.end() :]
    end = re.search(rf"^#{{1,{len(heading[1])}}} ", rest, re.MULTILINE)
    return rest[: end.start()] if end else rest


@pytest.mark.parametrize("name", [name for name, _ in commands()])
def test_command_is_documented(name: str) -> None:
    assert f"`cotake {name}" in text_of("docs/cli.md")


@pytest.mark.parametrize(
    ("name", "option"),
    [
        (name, option)
        for name, command in commands()
        for parameter in command.params
        if isinstance(parameter, click.Option)
        for option in parameter.opts
    ],
)
def test_option_is_documented_under_its_command(name: str, option: str) -> None:
    assert f"`{option}`" in section(name), f"{option} is not in docs/cli.md under cotake {name}"


def test_documented_options_exist() -> None:
    known = {"--help", "--version"}
    known |= {option for _, command in commands() for param in command.params for option in param.opts}
    named = set(re.findall(r"`(--[a-z-]+)`", text_of("docs/cli.md")))
    assert named <= known, named - known


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_commands_shown_exist(page: Path) -> None:
    """In blocks that are not run (CONTRIBUTING.md), the command and its options are real at least."""
    by_name = dict(commands())
    for _, block in _BLOCK.findall(page.read_text(encoding="utf-8")):
        for line in re.findall(r"^\$ cotake (.+)$", block, re.MULTILINE):
            words = line.split()
            name = " ".join(words[:2]) if " ".join(words[:2]) in by_name else words[0]
            assert name in by_name, line
            known = {option for param in by_name[name].params for option in param.opts}
            assert {word for word in words if word.startswith("--")} <= known, line


def codes_of(module: Any) -> set[str]:
    """The problem codes in a module: first arguments of `fault`, and what is assigned to `code`."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(Path(module.__file__).read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "fault":
            found |= _texts(node.args[0])
        elif isinstance(node, ast.Assign):
            targets = [each for target in node.targets for each in ast.walk(target)]
            if any(isinstance(each, ast.Name) and each.id == "code" for each in targets):
                found |= _texts(node.value)
    return found


def _texts(node: ast.AST) -> set[str]:
    """The texts that an expression may stand for; of several values, the first."""
    if isinstance(node, ast.IfExp):
        return _texts(node.body) | _texts(node.orelse)
    if isinstance(node, ast.Tuple):
        return _texts(node.elts[0])
    return {node.value} if isinstance(node, ast.Constant) and isinstance(node.value, str) else set()


def test_problem_codes_are_documented() -> None:
    codes = set().union(*map(codes_of, (lint_module, read_module, records_module, whole_module)))
    assert {"unknown-term", "unknown-source", "uncited-fact", "bad-yaml"} <= codes
    documented = set(re.findall(r"^\| `([a-z-]+)` \|", text_of("docs/problems.md"), re.MULTILINE))
    assert codes == documented


def test_mechanisms_are_documented(library: Library) -> None:
    documented = set(re.findall(r"^\| `([a-z0-9-]+)` \|", text_of("docs/mechanisms.md"), re.MULTILINE))
    assert set(library.ids("mechanisms")) <= documented


def test_the_page_of_mechanisms_is_fresh() -> None:
    script = DOCS / "write_mechanisms.py"
    done = subprocess.run([sys.executable, script, "--check"], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_local_links_resolve(page: Path) -> None:
    prose = _BLOCK.sub("", page.read_text(encoding="utf-8"))
    for link in _LINK.findall(prose):
        if "://" in link:
            continue
        name, _, anchor = link.partition("#")
        target = (page.parent / name) if name else page
        assert target.exists(), f"{page.name} links to {link}"
        if anchor:
            assert anchor in anchors(target), f"{page.name} links to {link}"


def anchors(page: Path) -> set[str]:
    headings = re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", heading).lower().replace(" ", "-") for heading in headings}


def test_every_page_is_in_the_contents() -> None:
    linked = set(_LINK.findall(text_of("docs/index.md")))
    assert {page.name for page in DOCS.glob("*.md")} - {"index.md"} <= linked


def test_every_field_of_the_answer_is_documented(library: Library) -> None:
    named = set(re.findall(r"`([a-z_]+)`", text_of("docs/answer.md")))
    lists = (
        ["LDN", "tramadol 50 mg stopped 2026-11-20", "blorbamine", "sertraline"],
        ["paroxetine", "metoprolol"],
    )
    person = {"age": 72, "sex": "female", "egfr": 50, "genes": {"CYP2D6": "poor"}, "surgery": TODAY}
    for medicines in lists:
        report = cotake.check(medicines, person=person, library=library, today=TODAY)
        answer = report.to_dict()
        answer["person"]["genes"] = {}
        assert keys_of(answer) <= named, keys_of(answer) - named


def keys_of(value: Any) -> set[str]:
    if isinstance(value, dict):
        return set(value).union(*(keys_of(each) for each in value.values()))
    if isinstance(value, list):
        return set().union(*(keys_of(each) for each in value))
    return set()


def test_scenario_fields_are_documented() -> None:
    documented = set(re.findall(r"^\| `([a-z_]+)` \|", text_of("docs/scenarios.md"), re.MULTILINE))
    fields = {name for name in test_scenarios.Case.__dataclass_fields__ if name != "where"}
    assert documented == fields


def test_the_worked_example_holds(tmp_path: Path) -> None:
    """CONTRIBUTING.md, followed step by step on a copy of the records."""
    root = tmp_path / "records"
    shutil.copytree(RECORDS, root)
    blocks = [text for kind, text in _BLOCK.findall(text_of("CONTRIBUTING.md")) if kind == "yaml"]
    source, record, review, scenarios = blocks
    name = yaml.safe_load(record)["id"]
    source_name = yaml.safe_load(source)["id"]
    (root / "sources" / f"{source_name}.yaml").write_text(source, encoding="utf-8")
    path = root / "substances" / f"{name}.yaml"

    def problems() -> list[str]:
        own = {path.name, f"{source_name}.yaml"}
        return [str(each) for each in lint(root) if Path(each.file).name in own]

    path.write_text(record, encoding="utf-8")
    shown = text_of("CONTRIBUTING.md")
    assert len(problems()) == 3
    for problem in problems():
        assert problem in shown
    path.write_text(record.replace("cyp3a,", "cyp3a4,") + review, encoding="utf-8")
    assert seal(name, root) == 2
    assert problems() == []

    compiled = build(tmp_path / "knowledge.sqlite", root, strict=False)
    library = Library(compiled)
    for raw in yaml.safe_load(scenarios):
        test_scenarios.test_case(test_scenarios.Case(**raw), library)
    report = cotake.check(["Proscar 5 mg daily"], person={"pregnant": True}, library=library, today=TODAY)
    assert report.worst == 1


def test_the_issue_form_is_yaml() -> None:
    form = yaml.safe_load(text_of(".github/ISSUE_TEMPLATE/wrong-answer.yml"))
    ids = [part["id"] for part in form["body"] if "id" in part]
    assert len(ids) == len(set(ids))


def test_licences_are_there() -> None:
    assert "TERMS AND CONDITIONS FOR USE, REPRODUCTION, AND DISTRIBUTION" in text_of("LICENSE")
    assert "https://creativecommons.org/licenses/by/4.0/legalcode" in text_of("LICENSE-RECORDS")


def test_the_notice_is_said_where_people_read(library: Library) -> None:
    """Until a pharmacist has signed the records, every front page says that none has."""
    for name in ("README.md", "docs/intended-use.md", "docs/knowledge.md"):
        assert re.search(r"no pharmacist", text_of(name), re.IGNORECASE), name
