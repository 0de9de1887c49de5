"""Run the examples of README.md and docs/*.md as tests.

Python blocks are run; in a `console` block every `$ cotake …` is run, and each line shown must
appear in what it prints, in that order. `…` alone stands for lines left out, and at the end of a line
for the rest of it. `$ cat FILE` shows a file that later commands may read, and `$ echo $?` the exit
status of the command before.
"""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from sybil import Example, Sybil
from sybil.parsers.markdown import CodeBlockParser, PythonCodeBlockParser

_COTAKE = (sys.executable, "-c", "from cotake.surfaces.cli import main; main()")


def run_console(example: Example) -> str | None:
    """Run the commands of one block; returns what differs."""
    folder = Path(example.namespace["folder"])
    for chunk in f"\n{example.parsed}".split("\n$ ")[1:]:
        command, _, shown = chunk.partition("\n")
        words = shlex.split(command)
        if words[0] == "cat":
            (folder / words[1]).write_text(shown.strip() + "\n", encoding="utf-8")
            continue
        if words[0] == "echo":
            printed = str(example.namespace["status"])
        elif words[0] == "cotake":
            printed = _run(words[1:], folder, example.namespace)
        else:
            return f"{words[0]}: an example is cotake, cat or echo"
        if missing := _missing(shown, printed):
            return f"$ {command}\nshould print {missing!r}, in this order, but prints\n{printed}"
    return None


def _run(arguments: list[str], folder: Path, namespace: dict[str, Any]) -> str:
    done = subprocess.run(
        [*_COTAKE, *arguments],
        cwd=folder,
        env={**os.environ, "COTAKE_HOME": str(folder / "home"), "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        check=False,
        encoding="utf-8",
    )
    namespace["status"] = done.returncode
    return done.stdout + done.stderr


def _missing(shown: str, printed: str) -> str:
    """The first line shown that is not printed after the one before it; "" where all are."""
    rest = iter(printed.splitlines())
    for line in (line.rstrip() for line in shown.splitlines()):
        if line and line != "…" and not any(_fits(line, each.rstrip()) for each in rest):
            return line
    return ""


def _fits(shown: str, printed: str) -> bool:
    if shown.endswith(" …"):
        return printed.startswith(shown.removesuffix(" …"))
    return printed == shown


def _set_up(namespace: dict[str, Any]) -> None:
    namespace["temporary"] = tempfile.TemporaryDirectory()
    namespace["folder"] = namespace["temporary"].name


def _tear_down(namespace: dict[str, Any]) -> None:
    namespace["temporary"].cleanup()


pytest_collect_file = Sybil(
    parsers=[PythonCodeBlockParser(), CodeBlockParser("console", run_console)],
    filenames=["README.md"],
    patterns=["docs/*.md"],
    setup=_set_up,
    teardown=_tear_down,
).pytest()
