"""Who takes it: age, kidney function, conditions, genotype, from what people say."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from cotake._errors import InputError
from cotake.knowledge import Library, key_of
from cotake.regimen._allergies import read_allergies
from cotake.regimen._sequels import left_behind
from cotake.regimen._types import Person, Unknown

_KEYS = {
    "age": "age in years",
    "sex": "female or male",
    "egfr": "kidney function, mL/min/1.73 m²",
    "conditions": "a list of conditions",
    "condition": "a list of conditions",
    "genes": 'a mapping such as {"CYP2D6": "poor"}',
    "pregnant": "true or false",
    "breast_feeding": "true or false",
    "surgery": "the date of a planned operation, or true",
    "allergies": "a list of what the person is allergic to",
    "allergy": "a list of what the person is allergic to",
    "unread": "what of a health record could not be read",
}


def read_person(details: Mapping[str, Any], library: Library) -> Person:
    """A person from plain details.

    Args:
        details: any of age, sex, egfr, conditions, genes, pregnant, breast_feeding, surgery, allergies,
            unread.
        library: the vocabulary of conditions and genes, and the names of what is taken.

    Returns:
        The person; conditions and allergies that are not known, and what was unread, stand in
        `not_understood`.

    Raises:
        InputError: an unknown key, or a value that cannot be used.
    """
    if not isinstance(details, Mapping):
        raise InputError(f"a person is a mapping with any of: {', '.join(_KEYS)}")
    if not details:
        return Person()
    details = {str(key).replace("-", "_"): value for key, value in details.items()}
    for key in details:
        if key not in _KEYS:
            raise InputError(f'"{key}" is not a detail of a person; there are: {", ".join(_KEYS)}')
    egfr = _number(details.get("egfr"), "egfr", 0, 250)
    surgery, surgery_planned = _surgery(details.get("surgery"))
    conditions, unknown = _conditions(details, library)
    for key, condition in (("pregnant", "pregnancy"), ("breast_feeding", "breast-feeding")):
        if _flag(details.get(key), key):
            conditions.add(condition)
    if surgery_planned:
        conditions.add("surgery-planned")
    if egfr is not None:
        for entry in library.vocabulary("conditions").values():
            if entry.egfr_below is not None and egfr < entry.egfr_below:
                conditions.add(entry.id)
    allergies, unread = read_allergies(_listed_allergies(details), library)
    conditions |= left_behind(allergies, library)
    return Person(
        age=_number(details.get("age"), "age", 0, 130),
        sex=_sex(details.get("sex")),
        egfr=egfr,
        conditions=frozenset(conditions),
        genes=_genes(details.get("genes"), library),
        surgery=surgery,
        allergies=allergies,
        not_understood=(*unknown, *unread, *_lost(details.get("unread"))),
    )


def _listed_allergies(details: Mapping[str, Any]) -> list[Any]:
    """What stands under both keys, as one list."""
    listed: list[Any] = []
    for key in ("allergies", "allergy"):
        value = details.get(key)
        if isinstance(value, Iterable) and not isinstance(value, (str, Mapping)):
            listed.extend(value)
        elif value is not None:
            listed.append(value)
    return listed


def _lost(value: Any) -> Iterator[Unknown]:
    """What of a health record could not be read: unknown, as a name that is not known is."""
    listed = [value] if isinstance(value, str) else value or ()
    if not isinstance(listed, (list, tuple)) or not all(isinstance(each, str) for each in listed):
        raise InputError(f"unread is a list of texts, got {value!r}")
    for each in listed:
        yield Unknown(each, (), "of the health record, and could not be read")


def normalised(person: Person, library: Library) -> Person:
    """The person with all that the details imply, as `read_person` gives it.

    Raises:
        InputError: a detail that cannot be used.
    """
    details: dict[str, Any] = {
        "age": person.age,
        "sex": person.sex,
        "egfr": person.egfr,
        "conditions": list(person.conditions),
        "genes": dict(person.genes),
        "surgery": person.surgery,
        "allergies": person.allergies,
    }
    read = read_person(details, library)
    return replace(read, not_understood=(*person.not_understood, *read.not_understood))


def _number(value: Any, key: str, low: float, high: float) -> float | None:
    if value is None:
        return None
    try:
        number = math.nan if isinstance(value, bool) else float(value)
    except (TypeError, ValueError):
        number = math.nan
    if not low <= number <= high:
        raise InputError(f"{key} is a number from {low:g} to {high:g}, got {value!r}")
    return number


def _flag(value: Any, key: str) -> bool:
    if value in (None, True, False):
        return bool(value)
    raise InputError(f"{key} is true or false, got {value!r}")


def _sex(value: Any) -> str:
    known = {None: "", "": "", "f": "female", "female": "female", "w": "female", "woman": "female",
             "m": "male", "male": "male", "man": "male"}  # fmt: skip
    key = value.strip().lower() if isinstance(value, str) else value
    try:
        return known[key]
    except (KeyError, TypeError):
        raise InputError(f"sex is female or male, got {value!r}") from None


def _surgery(value: Any) -> tuple[date | None, bool]:
    if value in (None, False):
        return None, False
    if value is True:
        return None, True
    if isinstance(value, datetime):
        return value.date(), True
    if isinstance(value, date):
        return value, True
    try:
        return datetime.strptime(value, "%Y-%m-%d").date(), True
    except (TypeError, ValueError):
        raise InputError(f"surgery is a date such as 2026-12-20, got {value!r}") from None


def _genes(value: Any, library: Library) -> dict[str, str]:
    if not value:
        return {}
    if not isinstance(value, Mapping):
        raise InputError('genes is a mapping such as {"CYP2D6": "poor"}')
    known = library.vocabulary("genes")
    found = {}
    for gene, phenotype in value.items():
        name = str(gene).upper()
        if name not in known:
            raise InputError(f"{gene} is not a known gene; there are: {', '.join(known)}")
        kind = str(phenotype).strip().lower().replace(" metaboliser", "").replace(" metabolizer", "")
        if kind not in known[name].activity:
            raise InputError(f"{gene} is one of {', '.join(known[name].activity)}; got {phenotype!r}")
        found[name] = kind
    return found


@lru_cache(maxsize=8)
def _condition_names(library: Library) -> dict[str, str]:
    return {
        key_of(name): entry.id
        for entry in library.vocabulary("conditions").values()
        for name in (entry.id, entry.name, *entry.names)
    }


def _conditions(details: Mapping[str, Any], library: Library) -> tuple[set[str], list[Unknown]]:
    listed: list[Any] = []
    for key in ("conditions", "condition"):
        value = details.get(key) or ()
        if isinstance(value, str):
            listed.append(value)
        elif isinstance(value, Iterable):
            listed.extend(value)
        else:
            raise InputError(f"conditions is a list of texts, got {value!r}")
    entries = library.vocabulary("conditions")
    names = _condition_names(library) if listed else {}
    found: set[str] = set()
    unknown: list[Unknown] = []
    for text in listed:
        if not isinstance(text, str):
            raise InputError(f"a condition is written as text, got {text!r}")
        condition = names.get(key_of(text))
        if condition is None:
            unknown.append(
                Unknown(
                    text, library.conditions_like(text), library.speech("an illness that is not known here")
                )
            )
            continue
        waiting = [condition]
        while waiting:
            name = waiting.pop()
            if name not in found:
                found.add(name)
                waiting.extend(entries[name].implies)
    return found, unknown
