"""`cotake guide`, `cotake knowledge`, --version and the help of every command."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import click
import pytest
from click.testing import CliRunner
from jsonschema import Draft202012Validator  # type: ignore[import-untyped]

import cotake
from cotake.knowledge import Library
from cotake.surfaces.cli import cli
from tests.knowledge.world import World, make_world
from tests.surfaces.running import Run, run_fresh

PAIR = ("LDN 4.5 mg at bedtime", "sertraline 100 mg daily")
ALPHA = "substances/alphamide.yaml"


@pytest.fixture
def world(tmp_path: Path) -> World:
    return make_world(tmp_path)


# guide

OPENINGS = {"text": r"\A\S.*\n=+\n", "markdown": r"\A# \S", "html": r"\A<!doctype html>\n"}


@pytest.mark.parametrize("shape", OPENINGS)
def test_the_guide_in_each_format(shape: str, run: Run) -> None:
    done = run("guide", *PAIR, "--format", shape)
    assert done.code == 0
    assert re.match(OPENINGS[shape], done.out)
    assert "Sources" in done.out
    assert "\x1b" not in done.out
    assert done.err == ""


def test_the_guide_is_text_unless_told_otherwise(run: Run) -> None:
    assert run("guide", *PAIR).out == run("guide", *PAIR, "--format", "text").out


@pytest.mark.parametrize(
    ("name", "shape"),
    [
        ("page.md", "markdown"),
        ("page.html", "html"),
        ("PAGE.HTM", "html"),
        ("page.txt", "text"),
        ("page", "text"),
    ],
)
def test_the_name_of_the_file_says_the_format(name: str, shape: str, run: Run, tmp_path: Path) -> None:
    done = run("guide", *PAIR, "--out", tmp_path / name)
    assert (done.code, done.out) == (0, "")
    assert "wrote" in done.err
    written = (tmp_path / name).read_text(encoding="utf-8")
    assert written == run("guide", *PAIR, "--format", shape).out


def test_format_goes_before_the_name(run: Run, tmp_path: Path) -> None:
    run("guide", *PAIR, "--out", tmp_path / "page.md", "--format", "html")
    assert (tmp_path / "page.md").read_text().startswith("<!doctype html>")


class Outside(HTMLParser):
    """Collects what a page would load, and the tags left open."""

    def __init__(self) -> None:
        super().__init__()
        self.loads: list[str] = []
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("script", "img", "iframe", "link", "object", "embed"):
            self.loads.append(tag)
        if tag not in ("meta", "br", "hr", "img", "link", "input"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def test_the_page_loads_nothing_and_is_well_formed(run: Run) -> None:
    parser = Outside()
    text = run("guide", *PAIR, "<script>alert(1)</script>", "--format", "html").out
    parser.feed(text)
    assert parser.loads == []
    assert parser.open == []
    assert "&lt;script&gt;" in text
    assert "@import" not in text


def test_the_guide_for_a_clinician_is_worded_otherwise(run: Run) -> None:
    assert run("guide", *PAIR, "--for", "clinician").out != run("guide", *PAIR).out


def test_a_guide_that_cannot_be_written_is_a_failure(run: Run, tmp_path: Path) -> None:
    done = run("guide", *PAIR, "--out", tmp_path / "nowhere" / "page.md")
    assert done.code == 1
    assert done.refused
    assert "cannot write" in done.err


@pytest.mark.parametrize(
    "arguments", [[], [""], [*PAIR, "--format", "pdf"], [*PAIR, "--age", "-1"], ["@nothing"]]
)
def test_bad_usage_of_the_guide(arguments: list[str], run: Run) -> None:
    done = run("guide", *arguments)
    assert done.code == 2
    assert done.refused


# knowledge


def test_lint_of_a_clean_folder(run: Run, world: World) -> None:
    done = run("knowledge", "lint", "--records", world.root)
    assert (done.code, done.out) == (0, "")
    assert "no problems" in done.err


def test_lint_shows_each_fault_at_its_line(run: Run, world: World) -> None:
    world.replace(ALPHA, "target: sert", "target: sirt")
    line = world.line_of(ALPHA, "sirt")
    done = run("knowledge", "lint", "--records", world.root)
    assert done.code == 1
    assert f'records/{ALPHA}:{line}: unknown-term: does[0].target is "sirt"\n  Did you mean' in done.out
    assert re.search(r"\d+ problems", done.err)


def test_lint_of_one_record(run: Run, world: World) -> None:
    world.replace(ALPHA, "target: sert", "target: sirt")
    assert run("knowledge", "lint", "betazole", "--records", world.root).code == 0
    assert run("knowledge", "lint", "betazole", "alphamide", "--records", world.root).code == 1


def test_lint_of_a_name_that_is_no_record_is_bad_usage(run: Run, world: World) -> None:
    done = run("knowledge", "lint", "alphamode", "--records", world.root)
    assert done.code == 2
    assert "there is no record alphamode" in done.err
    assert run("knowledge", "lint", "--records", world.root / "nowhere").code == 2


def test_build_writes_or_refuses(run: Run, world: World, tmp_path: Path) -> None:
    out = tmp_path / "out.sqlite"
    done = run("knowledge", "build", "--records", world.root, "--out", out)
    assert done.code == 0
    assert f"wrote {out}" in done.err
    before = out.read_bytes()
    world.replace(ALPHA, "target: sert", "target: sirt")
    refused = run("knowledge", "build", "--records", world.root, "--out", out)
    assert refused.code == 1
    assert refused.refused
    assert "unknown-term" in refused.err
    assert out.read_bytes() == before
    assert run("knowledge", "build", "--records", world.root, "--out", out, "--lenient").code == 0
    assert out.read_bytes() != before
    assert run("knowledge", "build", "--records", world.root, "--out", tmp_path / "no" / "x").code == 1


def test_a_built_file_answers(run: Run, world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COTAKE_KNOWLEDGE", str(world.build()))
    assert json.loads(run("check", "alphamide", "betazole", "--json").out)["status"] == "interaction"
    assert "not_recognised" in run("check", "sertraline", "--json").out


def test_seal(run: Run, world: World) -> None:
    world.replace(ALPHA, "grade: 1,", "grade: 2,")
    assert run("knowledge", "lint", "--records", world.root).code == 1
    done = run("knowledge", "seal", "alphamide", "betazole", "--records", world.root)
    assert (done.code, done.out) == (0, "alphamide: 1 reviews sealed\nbetazole: 0 reviews sealed\n")
    assert run("knowledge", "lint", "--records", world.root).code == 0
    assert run("knowledge", "seal", "nothing", "--records", world.root).code == 2


@pytest.mark.parametrize(
    "name", ["naltrexone", "LDN", "opioid-antagonist-with-agonist", "naltrexone-label-us"]
)
def test_show(name: str, run: Run) -> None:
    done = run("knowledge", "show", *name.split())
    assert done.code == 0
    assert len(done.out.splitlines()) > 3
    plain = json.loads(run("knowledge", "show", *name.split(), "--json").out)
    assert f"({plain['folder'][:-1]} {plain['id']})" in done.out.splitlines()[0]


def test_show_takes_several_words_and_refuses_what_is_not_known(run: Run) -> None:
    assert "naltrexone" in run("knowledge", "show", "low-dose", "naltrexone").out
    done = run("knowledge", "show", "naltrexonne", "x")
    assert done.code == 2
    assert done.refused
    assert "nothing is known as 'naltrexonne x'" in done.err


def test_stats(run: Run) -> None:
    lines = run("knowledge", "stats").out
    figures = json.loads(run("knowledge", "stats", "--json").out)
    assert figures["records"]["substances"] > 100
    assert re.search(rf"substances\s+{figures['records']['substances']:,}\n", lines)
    assert f"knowledge {figures['knowledge_version']}" in lines


def test_schema(run: Run, tmp_path: Path) -> None:
    printed = json.loads(run("knowledge", "schema").out)
    for schema in printed.values():
        Draft202012Validator.check_schema(schema)
    assert run("knowledge", "schema", "--out", tmp_path).code == 0
    written = {path.name: json.loads(path.read_text()) for path in tmp_path.glob("*.schema.json")}
    assert written == {f"{name}.schema.json": schema for name, schema in printed.items()}
    done = run("knowledge", "schema", "--out", tmp_path / "nowhere")
    assert done.code == 2
    assert "make it first" in done.err


# --version, help


def test_version(run: Run) -> None:
    done = run("--version")
    assert done.code == 0
    assert cotake.__version__ in done.out


def commands(group: click.Group, path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    yield path
    for name, command in group.commands.items():
        if isinstance(command, click.Group):
            yield from commands(command, (*path, name))
        else:
            yield (*path, name)


ALL = list(commands(cli))


def test_the_commands() -> None:
    assert {path[0] for path in ALL if path} == {
        "check",
        "guide",
        "screen",
        "exposure",
        "simulate",
        "plan",
        "report",
        "journal",
        "trial",
        "evidence",
        "claim",
        "list",
        "knowledge",
        "mcp",
        "serve",
        "account",
        "site",
    }


@pytest.mark.parametrize("path", ALL, ids=" ".join)
@pytest.mark.parametrize("option", ["-h", "--help"])
def test_every_command_has_help(path: tuple[str, ...], option: str) -> None:
    result = CliRunner().invoke(cli, [*path, option])
    assert result.exit_code == 0
    usage, _, rest = result.output.partition("\n\n")
    assert rest.strip()
    assert usage.startswith("Usage:")
    for line in result.output.splitlines():
        assert len(line) <= 100


@pytest.mark.parametrize("path", [path for path in ALL if path], ids=" ".join)
def test_every_option_and_command_says_what_it_is(path: tuple[str, ...]) -> None:
    command: click.Command = cli
    for name in path:
        assert isinstance(command, click.Group)
        command = command.commands[name]
    assert command.help
    for parameter in command.params:
        if isinstance(parameter, click.Option):
            assert parameter.help, parameter.name


def test_an_option_that_is_not_there(run: Run) -> None:
    for path in ALL:
        done = run(*path, "--no-such-option")
        assert done.code == 2
        assert done.refused


def test_help_in_a_fresh_process_has_no_colour(library: Library, tmp_path: Path) -> None:
    done = run_fresh("--help", library=library, home=tmp_path)
    assert done.code == 0
    assert "\x1b" not in done.out
