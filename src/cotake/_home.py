"""Where cotake keeps what is the user's own: lists, other sources, newer knowledge."""

from __future__ import annotations

import os
from functools import lru_cache
from pathlib import Path


def home() -> Path:
    """The folder COTAKE_HOME, or `cotake` in the user's data folder. It may not exist yet."""
    said = os.environ.get
    return _home(said("COTAKE_HOME"), said("XDG_DATA_HOME"), said("HOME"))


@lru_cache(maxsize=8)
def _home(named: str | None, base: str | None, _user: str | None) -> Path:
    if named:
        return Path(named)
    return (Path(base) if base else Path.home() / ".local" / "share") / "cotake"
