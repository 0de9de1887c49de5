"""The details of a person as files hold them: those of a list that was handed on, and of an answer."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

#: What an allergy may be told with, as it stands in an answer and as a check takes it.
_TOLD = {"text": "name", "reactions": "reaction", "severity": "severity", "criticality": "criticality"}


def in_words(detail: Any) -> str:
    """An illness or an allergy of a list as one line, as a person would type it."""
    if not isinstance(detail, Mapping):
        return str(detail)
    reactions = detail.get("reaction", "")
    told = ", ".join(map(str, reactions)) if isinstance(reactions, list) else str(reactions)
    name = str(detail.get("name", ""))
    return f"{name}: {told}" if told else name


def details_of(person: Any) -> dict[str, Any]:
    """The person of a file as `cotake.check` takes it: what is empty is left out.

    Of an answer the allergies are turned to what they were read from.
    """
    if not isinstance(person, Mapping):
        return {}
    said = {str(name): value for name, value in person.items() if value not in (None, "", [], {}, False)}
    for one, many in (("condition", "conditions"), ("allergy", "allergies")):
        if one in said:
            held, more = said.pop(one), said.get(many, [])
            said[many] = [*_listed(held), *_listed(more)]
    if "allergies" in said:
        said["allergies"] = [_allergy(each) for each in _listed(said["allergies"])]
    return said


def _listed(value: Any) -> list[Any]:
    return list(value) if isinstance(value, list | tuple) else [value]


def _allergy(told: Any) -> Any:
    if not isinstance(told, Mapping) or "text" not in told:
        return told
    return {name: told[key] for key, name in _TOLD.items() if told.get(key)}
