"""`cotake guide`: the article for a combination."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from cotake.interactions import Audience
from cotake.surfaces.cli._article import print_article
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
    from cotake.guidance import guide

    mode: Audience = "clinician" if audience == "clinician" else "person"
    details = person_from(**person)
    article = guide(expand(medicines, details), person=details, audience=mode)
    print_article(article, shape, out)
    return 0
