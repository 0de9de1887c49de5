"""`cotake site`: the pages as a folder for any web space."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

import click

from cotake._errors import InputError


@click.command("site")
@click.argument("folder", type=click.Path(path_type=Path))
def site_command(folder: Path) -> int:
    """Write pages into FOLDER that need no server of cotake's.

    Check, guide, claims and medicines, worked out in the browser of whoever opens them, also without a
    network once they were opened. Put the folder on any web space, or try it with
    python -m http.server -d FOLDER.

    A site that was written there before is replaced as a whole; other files are never touched.
    """
    if any(find_spec(name) is None for name in ("jinja2", "fluent")):
        raise InputError('the site needs more libraries: pip install "cotake[web]"')
    from cotake.surfaces.site import write_site

    done = write_site(folder)
    click.echo(
        f"wrote {done.files} files to {folder}; a browser fetches {done.bytes / 1e6:.1f} MB once", err=True
    )
    return 0
