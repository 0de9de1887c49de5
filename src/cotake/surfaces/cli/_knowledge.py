"""`cotake knowledge`: look after the records."""

from __future__ import annotations

import json
from pathlib import Path

import click

from cotake._errors import InputError
from cotake.surfaces.cli._bar import Bar
from cotake.surfaces.cli._sources import add_command, remove_command, sources_command, update_command

_records_option = click.option(
    "--records",
    type=click.Path(path_type=Path, file_okay=False, exists=True),
    help="Another folder of records.",
)


@click.group("knowledge")
def knowledge_group() -> None:
    """Check, show, count and compile the knowledge records; add other sources beside them."""


for command in (add_command, remove_command, sources_command, update_command):
    knowledge_group.add_command(command)


@knowledge_group.command("lint")
@click.argument("names", nargs=-1)
@_records_option
def lint_command(names: tuple[str, ...], records: Path | None) -> int:
    """Check the records: every fault with file, line, field and mend. Exit 1 where there are any."""
    from cotake.knowledge.curate import RECORDS, lint, read_records

    read = read_records(records or RECORDS)
    known = {Path(reading.file).stem for reading in read.readings()}
    if missing := [name for name in names if name not in known]:
        raise InputError(f"there is no record {', '.join(missing)}; write the name of its file")
    problems = [problem for problem in lint(read) if not names or Path(problem.file).stem in names]
    for problem in problems:
        click.echo(str(problem))
    click.echo("no problems" if not problems else f"{len(problems)} problems", err=True)
    return 1 if problems else 0


@knowledge_group.command("show")
@click.argument("name", nargs=-1, required=True)
@click.option("--json", "as_json", is_flag=True, help="Print the record as JSON.")
def show_command(name: tuple[str, ...], as_json: bool) -> int:
    """Show everything known of one substance, product, mechanism, pair, study or source."""
    from cotake.knowledge import open_library
    from cotake.knowledge.curate import show

    text, plain = show(" ".join(name), open_library())
    click.echo(json.dumps(plain, ensure_ascii=False, indent=2) if as_json else text)
    return 0


@knowledge_group.command("stats")
@click.option("--json", "as_json", is_flag=True, help="Print the figures as JSON.")
def stats_command(as_json: bool) -> int:
    """Count substances, areas reviewed by basis, facts, and sources by read mark."""
    from cotake.knowledge import open_library
    from cotake.knowledge.curate import stats, stats_lines

    figures = stats(open_library())
    click.echo(json.dumps(figures, indent=2) if as_json else "\n".join(stats_lines(figures)))
    return 0


@knowledge_group.command("build")
@click.option("--out", type=click.Path(path_type=Path), help="The file to write.")
@click.option("--lenient", is_flag=True, help="Set faulty records aside instead of stopping.")
@_records_option
def build_command(out: Path | None, lenient: bool, records: Path | None) -> int:
    """Compile the records to one SQLite file."""
    from cotake.knowledge._update import digest_of
    from cotake.knowledge.curate import COMPILED, RECORDS, build
    from cotake.surfaces.cli._files import write_text

    with Bar("reading records") as progress:
        path = build(out or COMPILED, records or RECORDS, strict=not lenient, progress=progress)
    click.echo(f"wrote {path} ({path.stat().st_size / 1e6:.1f} MB)", err=True)
    if out is not None:  # for `cotake knowledge update` elsewhere
        digest = path.with_name(path.name + ".sha256")
        write_text(digest, f"{digest_of(path)}  {path.name}\n")
        click.echo(f"wrote {digest}", err=True)
    return 0


@knowledge_group.command("candidates")
@click.argument("export", type=click.Path(path_type=Path))
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    required=True,
    help="A folder to write studies and sources to; what stands there is kept.",
)
def candidates_command(export: Path, out: Path) -> int:
    """Turn an export of ClinicalTrials.gov or PubMed into candidate records, to be read and curated.

    They are not facts and go to no answer: EXPORT is JSON of the register, or nbib or MEDLINE of PubMed.
    """
    from cotake.evidence.candidates import candidates_of
    from cotake.knowledge import open_library
    from cotake.surfaces.cli._files import read_text, write_text

    found = candidates_of(read_text(export), open_library())
    written = 0
    for each in found:
        for folder, text in (("studies", each.study), ("sources", each.source)):
            path = out / folder / f"{each.id}.yaml"
            if path.exists():
                click.echo(f"{path} stands already and is kept", err=True)
                continue
            path.parent.mkdir(parents=True, exist_ok=True)
            write_text(path, text)
            written += 1
    number = f"{len(found)} candidate{'s' if len(found) != 1 else ''}"
    click.echo(f"{number}, {written} files written to {out}; read each before it is a record", err=True)
    return 0


@knowledge_group.command("fit")
def fit_command() -> int:
    """Fit shares and strengths to the measured exposure ratios, and write them beside the records."""
    from cotake.kinetics.fitting import fit
    from cotake.knowledge import open_library
    from cotake.knowledge.curate import RECORDS, write_fits

    path = write_fits(RECORDS, fits := fit(open_library()))
    click.echo(f"{len(fits)} shares and strengths fitted, written to {path}", err=True)
    return 0


@knowledge_group.command("course")
@click.argument("names", nargs=-1)
def course_command(names: tuple[str, ...]) -> int:
    """Hold kinetics against the levels that studies state: all, or those of some substances.

    Exit 1 where a figure is more than a quarter off.
    """
    from cotake.kinetics.seen import compared
    from cotake.knowledge import open_library

    library = open_library()
    substances = {each.id: each for each in library}
    if missing := [name for name in names if name not in substances]:
        raise InputError(f"there is no record {', '.join(missing)}; write the name of its file")
    off = 0
    for name in names or substances:
        for each in compared(substances[name], library):
            seen, stated = each.seen, f"{each.low:g}" + (f"-{each.high:g}" if each.high > each.low else "")
            often = f"every {seen.every_h:g} h" if seen.every_h else "once"
            off += not each.is_near
            click.echo(
                f"{name} {each.course.form}, {seen.mg:g} mg {often}: {seen.of + ' ' if seen.of else ''}"
                f"{each.figure} stated {stated}, given {each.given:.3g}{'' if each.is_near else '  OFF'}"
            )
    click.echo(f"{off} off" if off else "all near", err=True)
    return 1 if off else 0


@knowledge_group.command("seal")
@click.argument("names", nargs=-1, required=True)
@_records_option
def seal_command(names: tuple[str, ...], records: Path | None) -> int:
    """Fix which facts a review has seen. Run it only after reading them against their sources."""
    from cotake.knowledge.curate import RECORDS, read_records, seal

    root = records or RECORDS
    read = read_records(root)
    for name in names:
        changed = seal(name, root, records=read)
        click.echo(f"{name}: {changed} reviews sealed")
    return 0


@knowledge_group.command("schema")
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    help="A folder to write one file a record type to.",
)
def schema_command(out: Path | None) -> int:
    """Write the JSON Schema of the records, for editors."""
    from cotake.knowledge.curate import schemas
    from cotake.surfaces.cli._files import write_text

    found = schemas()
    if out is None:
        click.echo(json.dumps(found, indent=2))
        return 0
    if not out.is_dir():
        raise InputError(f"{out} is not a folder; make it first")
    for name, schema in found.items():
        write_text(out / f"{name}.schema.json", json.dumps(schema, indent=2) + "\n")
    click.echo(f"wrote {len(found)} schemas to {out}", err=True)
    return 0
