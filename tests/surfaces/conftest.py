"""Running the command line with a home of its own."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from cotake.knowledge import Library
from cotake.surfaces.cli import main
from tests.surfaces.running import Done, Run


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "home"
    monkeypatch.setenv("COTAKE_HOME", str(folder))
    monkeypatch.delenv("COTAKE_KNOWLEDGE", raising=False)
    return folder


@pytest.fixture
def run(
    home: Path,
    library: Library,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Run:
    """`cotake` in this process, by its real entry point."""

    def runner(*arguments: object) -> Done:
        monkeypatch.setattr(sys, "argv", ["cotake", *map(str, arguments)])
        capsys.readouterr()
        with pytest.raises(SystemExit) as left:
            main()
        said = capsys.readouterr()
        code = left.value.code
        assert isinstance(code, int)
        return Done(code, said.out, said.err)

    return runner
