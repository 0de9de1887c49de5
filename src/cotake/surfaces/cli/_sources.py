"""`cotake knowledge add`, `remove`, `sources` and `update`: what users bring to the knowledge."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import click

from cotake._errors import InputError
from cotake.surfaces.cli._bar import Bar

_FILE = click.Path(path_type=Path, dir_okay=False)


@click.command("add")
@click.argument("source")
@click.argument("files", nargs=-1, type=_FILE)
def add_command(source: str, files: tuple[Path, ...]) -> int:
    """Read another source's own files, to be shown beside cotake's answer.

    SOURCE is ansm, ddinter, openfda, crediblemeds, twosides or rxnorm. Name all files of a source at
    once: they take the place of what was added of it before. Nothing is merged into cotake's records.
    """
    from cotake.knowledge import open_library
    from cotake.knowledge.overlays import add

    library = open_library()

    def known(key: str) -> bool:
        return library.find(key) is not None

    with Bar(f"reading {source}") as progress:
        made = add(source, files, known=known, progress=progress)
    counts = made.counts
    click.echo(f"{made.title}: added.")
    for line in _counted(counts):
        click.echo(f"  {line}")
    click.echo(f"  terms: {made.licence}")
    return 0


@click.command("remove")
@click.argument("source")
def remove_command(source: str) -> int:
    """Take away what was added of a source."""
    from cotake.knowledge.overlays import remove

    if not remove(source):
        raise InputError(f"nothing of {source} was added")
    click.echo(f"{source}: taken away")
    return 0


@click.command("sources")
@click.option("--json", "as_json", is_flag=True, help="Print them as JSON.")
def sources_command(as_json: bool) -> int:
    """List the sources that were added: from which files, when, and on what terms."""
    from cotake.knowledge.overlays import installed

    made = [overlay.provenance for overlay in installed()]
    if as_json:
        plain = [
            {
                "source": each.source,
                "title": each.title,
                "licence": each.licence,
                "added": each.added,
                "files": [
                    {"name": name, "bytes": size, "sha256": digest} for name, size, digest in each.files
                ],
                "counts": dict(each.counts),
            }
            for each in made
        ]
        click.echo(json.dumps(plain, ensure_ascii=False, indent=2))
        return 0
    if not made:
        click.echo("No other source was added. See: cotake knowledge add --help")
    for each in made:
        click.echo(f"{each.source}: {each.title}, added {each.added}")
        for name, size, digest in each.files:
            click.echo(f"  file {name}, {size:,} bytes, SHA-256 {digest[:16]}…")
        for line in _counted(each.counts):
            click.echo(f"  {line}")
        click.echo(f"  terms: {each.licence}")
    return 0


@click.command("update")
@click.argument("file", type=_FILE, required=False)
@click.option("--sha256", default="", help="What the file's digest must be; else FILE.sha256 says so.")
@click.option("--older", is_flag=True, help="Put a file in place that is older than the one in use.")
@click.option("--shipped", is_flag=True, help="Go back to the knowledge that ships with cotake.")
def update_command(file: Path | None, sha256: str, older: bool, shipped: bool) -> int:
    """Put newer knowledge in place, after checking its digest. Nothing is fetched from the network."""
    from cotake.knowledge import open_library
    from cotake.knowledge._opening import in_checkout, updated_file
    from cotake.knowledge._update import update

    if shipped == (file is not None):
        raise InputError("name the knowledge file, or give --shipped to go back")
    if file is None:
        there = updated_file().exists()
        updated_file().unlink(missing_ok=True)
        click.echo("The knowledge that ships is in use." if there else "It was in use already.")
        return 0
    version = update(file, sha256=sha256, present=open_library().version, older=older)
    click.echo(f"knowledge {version} is in place: {updated_file()}")
    if in_checkout():
        click.echo("This is a checkout: its own records stay in use.", err=True)
    return 0


def _counted(counts: object) -> Iterator[str]:
    held = dict(counts) if isinstance(counts, dict) else {}
    if held.get("medicines"):
        yield f"{held['medicines']:,} medicines, {held.get('medicines_known_here', 0):,} of them known here"
    for name, words in (
        ("pairs", "statements on pairs"), ("single", "statements on single medicines"),
        ("labels", "labels"), ("codes", "codes"), ("relations", "relations of codes"),
    ):  # fmt: skip
        if count := held.get(name):
            yield f"{count:,} {words if count > 1 else words.replace('statements', 'statement', 1)}"
