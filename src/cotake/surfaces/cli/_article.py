"""An article as text, Markdown or HTML, on the screen or in a file."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from cotake.surfaces.cli._files import write_text

if TYPE_CHECKING:
    from cotake.guidance import Article

_BY_NAME = {".md": "markdown", ".html": "html", ".htm": "html"}
_WIDEST = 80


def print_article(article: Article, shape: str | None, out: Path | None) -> None:
    """Print it, or write it to `out`; its shape is by the name of the file where none is told.

    Raises:
        FileProblem: the file cannot be written.
    """
    from cotake.guidance import to_html, to_markdown, to_text

    shape = shape or _BY_NAME.get(out.suffix.lower() if out else "", "text")
    if shape == "text":
        from cotake.surfaces.cli._text import screen_width

        text = to_text(article) if out else to_text(article, min(_WIDEST, screen_width()))
    else:
        text = (to_markdown if shape == "markdown" else to_html)(article)
    if out:
        write_text(out, text)
        click.echo(f"wrote {out}", err=True)
    elif shape == "markdown" and sys.stdout.isatty():
        from rich.console import Console
        from rich.markdown import Markdown

        Console().print(Markdown(text))
    else:
        click.echo(text, nl=False)
