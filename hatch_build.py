"""Compile the records into the SQLite file that the wheel ships."""

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CompileRecords(BuildHookInterface):  # type: ignore[type-arg]
    """Runs before a wheel is built; an editable install compiles on first use instead."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile, and add the file to the wheel."""
        if version == "editable":
            return
        source = Path(self.root) / "src"
        sys.path.insert(0, str(source))
        try:
            from cotake.knowledge._compile import build

            build()
        finally:
            sys.path.remove(str(source))
        build_data["artifacts"].append("src/cotake/knowledge/knowledge.sqlite")
