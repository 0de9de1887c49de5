"""Saved lists (`@mine`), and medicines from files."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from cotake._errors import FileProblem, InputError
from cotake._home import home
from cotake.regimen import medicines_from_file, parse
from cotake.surfaces.cli._files import read_text, write_text

if TYPE_CHECKING:
    from cotake.regimen import FromRecord

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,63}")
_FILE = (".csv", ".json", ".txt", ".xml")


def expand(
    arguments: Iterable[str],
    person: dict[str, Any] | None = None,
    records: list[FromRecord] | None = None,
) -> list[str]:
    """Arguments as medicines: saved lists and files opened, the rest as it is.

    Of a health record (FHIR, C-CDA) the age, the sex and the eGFR are put into `person` where they are not
    there yet, illnesses and allergies beside those that are, and what was left out is told on standard
    error; each is put into `records` as well.
    """
    found: list[str] = []
    for argument in arguments:
        if argument.startswith("@"):
            found += load(argument[1:])
        elif argument.lower().endswith(_FILE):
            path = Path(argument)
            text = read_text(path)
            record = _of_record(text, path.suffix.lower(), argument)
            if record is not None:
                found += _take(record, argument, person)
                if records is not None:
                    records.append(record)
            else:
                found += medicines_from_file(text, path.suffix.lower(), argument)
        else:
            found.append(argument)
    return found


def _of_record(text: str, suffix: str, shown_as: str) -> FromRecord | None:
    """What a file says that is a health record; None where it is none."""
    from datetime import date

    from cotake.knowledge import open_library
    from cotake.regimen import is_health_record, read_health_record

    if not is_health_record(text, suffix):
        return None
    try:
        return read_health_record(text, library=open_library(), today=date.today())
    except InputError as error:
        raise InputError(f"{shown_as}: {error}") from error


def _take(found: FromRecord, shown_as: str, person: dict[str, Any] | None) -> list[str]:
    """The lines of a record; the person it is about is put into the details, and the rest is told."""
    for each in found.left_out:
        click.echo(f"{shown_as}: {each}", err=True)
    if person is not None:
        person |= found.beside(person)
    if not found.lines:
        raise InputError(f"{shown_as} holds no medicine that is taken")
    return list(found.lines)


def load(name: str) -> list[str]:
    """The medicines of a saved list."""
    path = _path(name)
    if not path.exists():
        known = ", ".join(f"@{each}" for each in names()) or "none yet"
        raise InputError(f"there is no list @{name}; saved lists: {known}")
    try:
        saved = json.loads(read_text(path))
        listed = saved["medicines"]
        if not isinstance(listed, list):
            raise TypeError("not a list")
        medicines = [str(each) for each in listed]
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise FileProblem(f"{path} is damaged; save the list again") from error
    return medicines


def names() -> list[str]:
    """The names of the saved lists."""
    return sorted(path.stem for path in (home() / "lists").glob("*.json"))


def _path(name: str) -> Path:
    if not _NAME.fullmatch(name):
        raise InputError(f"a list is named with letters, digits, - and _, got {name!r}")
    return home() / "lists" / f"{name}.json"


@click.group("list")
def list_group() -> None:
    """Keep lists of medicines on this machine, to check as @name."""


@list_group.command("save")
@click.argument("name")
@click.argument("medicines", nargs=-1, required=True)
def save_command(name: str, medicines: tuple[str, ...]) -> int:
    """Save medicines under a name, replacing the list of that name."""
    from datetime import date

    from cotake.knowledge import open_library

    path = _path(name.removeprefix("@"))
    listed = [each for each in expand(medicines) if each.strip()]
    if not listed:
        raise InputError("no medicine was given; nothing was saved")
    regimen = parse(listed, open_library(), today=date.today())
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as error:
        raise FileProblem(f"cannot make {path.parent}: {error.strerror or error}") from error
    write_text(path, json.dumps({"medicines": listed}, ensure_ascii=False, indent=2), 0o600)
    click.echo(f"saved @{path.stem} with {len(listed)} medicine{'s' * (len(listed) != 1)}")
    for unknown in regimen.unknown:
        click.echo(f'not recognised: "{unknown.text}"', err=True)
    return 0


@list_group.command("show")
@click.argument("name", required=False)
def show_command(name: str | None) -> int:
    """Show one saved list, or the names of all."""
    if name:
        click.echo("\n".join(load(name.removeprefix("@"))))
    else:
        click.echo("\n".join(f"@{each}" for each in names()) or "no saved lists")
    return 0


@list_group.command("delete")
@click.argument("name")
def delete_command(name: str) -> int:
    """Delete a saved list."""
    path = _path(name.removeprefix("@"))
    try:
        path.unlink()
    except FileNotFoundError:
        raise InputError(f"there is no list @{name.removeprefix('@')}") from None
    except OSError as error:
        raise FileProblem(f"cannot delete {path}: {error.strerror or error}") from error
    click.echo(f"deleted @{path.stem}")
    return 0
