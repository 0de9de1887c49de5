"""The command line, run in this process or in a fresh one."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from cotake.knowledge import Library


@dataclass(frozen=True)
class Done:
    """What a run left behind."""

    code: int
    out: str
    err: str

    @property
    def refused(self) -> bool:
        """Something was said on stderr, and it is no traceback."""
        return bool(self.err.strip()) and "Traceback" not in self.err + self.out


Run = Callable[..., Done]


def run_fresh(*arguments: str, library: Library, home: Path, more: Mapping[str, str] | None = None) -> Done:
    """`cotake` in a process of its own."""
    environment = {
        **os.environ,
        "COTAKE_KNOWLEDGE": str(library.path),
        "COTAKE_HOME": str(home),
        **(more or {}),
    }
    code = "from cotake.surfaces.cli import main; main()"
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        encoding="utf-8",
    )
    return Done(done.returncode, done.stdout, done.stderr)
