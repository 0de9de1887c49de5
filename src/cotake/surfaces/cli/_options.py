"""Options that several commands share: who takes it, for whom it is worded."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

import click

from cotake._errors import InputError
from cotake.surfaces.cli._files import read_text

F = TypeVar("F", bound=Callable[..., Any])

_OPTIONS = (
    click.option("--age", type=float, help="Age in years."),
    click.option("--sex", type=click.Choice(["female", "male"]), help="Sex."),
    click.option("--condition", "conditions", multiple=True, help="An illness; may be repeated."),
    click.option(
        "--allergy",
        "allergies",
        multiple=True,
        help="A medicine or class that caused an allergy, such as NAME or NAME: REACTION; may be repeated.",
    ),
    click.option("--gene", "genes", multiple=True, help="A gene type, such as CYP2D6=poor."),
    click.option("--egfr", type=float, help="Kidney function, mL/min/1.73 m²."),
    click.option("--surgery", help="The date of a planned operation, such as 2026-12-20."),
    click.option("--pregnant", is_flag=True, help="Pregnant or trying to be."),
    click.option("--breast-feeding", is_flag=True, help="Breast-feeding."),
    click.option(
        "--person",
        "person_file",
        type=click.Path(path_type=Path),
        help="A JSON file with the same keys.",
    ),
)


def person_options(command: F) -> F:
    """Add the options that describe the person."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


def person_from(
    *,
    age: float | None,
    sex: str | None,
    conditions: tuple[str, ...],
    allergies: tuple[str, ...],
    genes: tuple[str, ...],
    egfr: float | None,
    surgery: str | None,
    pregnant: bool,
    breast_feeding: bool,
    person_file: Path | None,
) -> dict[str, Any]:
    """The person's details from options, over those of a file."""
    details: dict[str, Any] = _read_person_file(person_file) if person_file else {}
    given = {
        "age": age,
        "sex": sex,
        "egfr": egfr,
        "surgery": surgery,
        "pregnant": pregnant or None,
        "breast_feeding": breast_feeding or None,
    }
    details |= {key: value for key, value in given.items() if value is not None}
    if conditions:
        details["conditions"] = [*_listed(details.get("conditions"), "conditions"), *conditions]
    if allergies:
        details["allergies"] = [*_listed(details.get("allergies"), "allergies"), *allergies]
    if genes:
        known = details.get("genes") or {}
        if not isinstance(known, dict):
            raise InputError(f'{person_file}: genes is a mapping such as {{"CYP2D6": "poor"}}')
        details["genes"] = {**known, **dict(map(_gene, genes))}
    return details


def _listed(value: Any, key: str) -> list[Any]:
    if not isinstance(value or [], (str, list)):
        raise InputError(f"{key} is a list of texts, got {value!r}")
    return [value] if isinstance(value, str) else list(value or ())


def _gene(text: str) -> tuple[str, str]:
    name, equals, kind = text.partition("=")
    if not equals:
        raise InputError(f"write a gene as CYP2D6=poor, got {text!r}")
    return name.strip(), kind.strip()


def _read_person_file(path: Path) -> dict[str, Any]:
    try:
        details = json.loads(read_text(path))
    except (ValueError, RecursionError) as error:
        raise InputError(f"{path} is not JSON: {error}") from error
    if not isinstance(details, dict):
        raise InputError(f'{path} must hold an object such as {{"age": 72}}')
    return details


audience_option = click.option(
    "--for",
    "audience",
    type=click.Choice(["person", "clinician"]),
    default="person",
    show_default=True,
    help="Wording.",
)


def read_date(text: str) -> date:
    """A day as it is typed.

    Raises:
        InputError: it is none.
    """
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise InputError(f"{text!r} is not a date such as 2026-12-01") from None
