"""`cotake guide`: the article for a combination."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click

from cotake.interactions import Audience
from cotake.surfaces.cli._files import write_text
from cotake.surfaces.cli._lists import expand
from cotake.surfaces.cli._options import audience_option, person_from, person_options


@click.command("guide")
@click.argument("medicines", nargs=-1, required=True)
@person_options
@audience_option
@click.option(
    "--format",
    "shape",
    type=click.Choice(["text", "markdown", "html"]),
    help="By default text, or what the name of --out says.",
)
@click.option("--out", type=click.Path(path_type=Path), help="Write to a file instead.")
def guide_command(
    medicines: tuple[str, ...],
    audience: str,
    shape: str | None,
    out: Path | None,
    **person: Any,
) -> int:
    """Write the article that the question deserves, for one medicine or more."""
    from cotake.guidance import guide, to_html, to_markdown, to_text

    mode: Audience = "clinician" if audience == "clinician" else "person"
    article = guide(expand(medicines), person=person_from(**person), audience=mode)
    by_name = {".md": "markdown", ".html": "html", ".htm": "html"}
    shape = shape or by_name.get(out.suffix.lower() if out else "", "text")
    if shape == "text":
        from cotake.surfaces.cli._text import screen_width

        text = to_text(article) if out else to_text(article, min(80, screen_width()))
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
    return 0
