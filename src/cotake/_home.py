"""Where cotake keeps what is the user's own: lists, other sources, newer knowledge."""

from __future__ import annotations

import os
from pathlib import Path


def home() -> Path:
    """The folder COTAKE_HOME, or `cotake` in the user's data folder. It may not exist yet."""
    named = os.environ.get("COTAKE_HOME")
    if named:
        return Path(named)
    base = os.environ.get("XDG_DATA_HOME")
    return (Path(base) if base else Path.home() / ".local" / "share") / "cotake"
