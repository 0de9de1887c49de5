"""Colour for a terminal. Rich is loaded only here."""

from __future__ import annotations

from collections.abc import Iterable

from rich.console import Console
from rich.text import Text

from cotake.surfaces.cli._line import Line

_STYLES = {
    "class1": "bold white on red",
    "class2": "bold black on dark_orange",
    "class3": "bold black on yellow",
    "class4": "bold green",
    "class5": "green",
    "answer1": "bold red",
    "answer3": "bold yellow",
    "answer4": "bold green",
    "gap": "bold magenta",
    "heading": "bold",
    "action": "bold",
    "clear": "green",
    "dim": "dim",
}


def print_lines(lines: Iterable[Line]) -> None:
    """Print with colour, where the terminal has it."""
    console = Console(highlight=False, soft_wrap=True)
    for line in lines:
        console.print(Text(line.text, style=_STYLES.get(line.role, "")))
