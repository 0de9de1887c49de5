"""What somebody is allergic to, from what people say and records hold: a substance, a product, a class."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import lru_cache
from typing import Any, Literal

from cotake._errors import InputError
from cotake._record import record
from cotake.knowledge import Library, key_of
from cotake.knowledge.types import ReactionEntry
from cotake.regimen._allergens import BRACKET, KIND, candidates, meant
from cotake.regimen._types import Allergy, Unknown

#: What an allergy may be told with, as a mapping.
KEYS = ("name", "type", "category", "reaction", "reactions", "severity", "criticality")
_TYPES = ("allergy", "intolerance", "")
_CATEGORIES = ("food", "medication", "environment", "biologic", "")
_SEVERITIES = ("mild", "moderate", "severe", "")
_CRITICALITIES = ("low", "high", "unable-to-assess", "")
_PARTS = re.compile(r"\s*[;\n]\s*|\s*,\s+")
#: No one is allergic to more, and no name is longer.
_MOST, _LONGEST = 200, 500


@record
class _Told:
    """One allergy as it was told."""

    text: str
    type: str = ""
    category: str = ""
    reactions: tuple[str, ...] = ()
    severity: str = ""
    criticality: str = ""


def read_allergies(given: Any, library: Library) -> tuple[tuple[Allergy, ...], tuple[Unknown, ...]]:
    """Read allergies and intolerances.

    Args:
        given: a text (`NAME`, `NAME: REACTION`), a mapping with `name` and perhaps `type`, `category`,
            `reaction`, `severity` and `criticality` (the words of FHIR AllergyIntolerance), or several.
        library: the knowledge to look names up in.

    Returns:
        Those that were read, each once, and those that were not, with what they may have meant. That there
        is none ("no known allergies") is neither.

    Raises:
        InputError: something other than text or such a mapping.
    """
    found: list[Allergy] = []
    unknown: list[Unknown] = []
    for told in _each(given):
        if isinstance(told, Allergy):
            found.append(_checked(told, library))
            continue
        for one in _parted(told, library):
            read = _read(one, library)
            if isinstance(read, Allergy):
                found.append(read)
            elif read is not None:
                unknown.append(read)
    return tuple(dict.fromkeys(found)), tuple(dict.fromkeys(unknown))


def _each(given: Any) -> Iterator[_Told | Allergy]:
    if given is None:
        return
    if isinstance(given, (str, Mapping, Allergy)):
        given = [given]
    if not isinstance(given, Iterable):
        raise InputError(f"allergies is a list of texts, got {given!r}")
    for number, one in enumerate(given):
        if number >= _MOST:
            raise InputError(f"more than {_MOST} allergies were given")
        if isinstance(one, Allergy):
            yield one
        elif isinstance(one, Mapping):
            yield _of_mapping(one)
        elif isinstance(one, str):
            yield _Told(_short(one))
        else:
            raise InputError(f"an allergy is written as text, got {one!r}")


def _of_mapping(one: Mapping[str, Any]) -> _Told:
    for key in one:
        if key not in KEYS:
            raise InputError(f'"{key}" is not a detail of an allergy; there are: {", ".join(KEYS)}')
    reactions: list[str] = []
    for key in ("reaction", "reactions"):
        value = one.get(key) or ()
        listed = [value] if isinstance(value, str) else value
        if not isinstance(listed, (list, tuple)) or not all(isinstance(each, str) for each in listed):
            raise InputError(f"{key} is a text or a list of texts, got {value!r}")
        reactions += [_short(each) for each in listed]
    return _Told(
        _short(one.get("name") or ""),
        _word(one, "type", _TYPES),
        _word(one, "category", _CATEGORIES),
        tuple(dict.fromkeys(filter(None, reactions))),
        _word(one, "severity", _SEVERITIES),
        _word(one, "criticality", _CRITICALITIES),
    )


def _word(one: Mapping[str, Any], key: str, words: tuple[str, ...]) -> str:
    value = one.get(key) or ""
    word = value.strip().lower() if isinstance(value, str) else value
    if word not in words:
        raise InputError(f"{key} of an allergy is {', '.join(filter(None, words))}, got {value!r}")
    return str(word)


def _short(value: Any) -> str:
    if not isinstance(value, str):
        raise InputError(f"an allergy is written as text, got {value!r}")
    text = " ".join(value.replace("\n", "; ").split())
    if len(text) > _LONGEST:
        raise InputError(f"an allergy of {len(text)} characters is too long: one allergy to a text")
    return text


def _checked(allergy: Allergy, library: Library) -> Allergy:
    """An allergy that was made by hand names what there is."""
    classes = library.vocabulary("classes")
    for name in allergy.substances:
        if not library.has("substances", name):
            raise InputError(f'an allergy names the substance "{name}", which there is not')
    for name in allergy.classes:
        if name not in classes:
            raise InputError(f'an allergy names the class "{name}", which there is not')
    return allergy


def _parted(told: _Told, library: Library) -> Iterator[_Told]:
    """`ONE, OTHER`: each by itself; `NAME: REACTION` or `NAME (REACTION)` with its reaction."""
    if meant(told.text, library) is not None and not _with_reaction(told, library):
        yield told
    elif (one := _with_reaction(told, library)) is not None:
        yield one
    else:
        parts = [part for part in _PARTS.split(told.text) if re.search(r"\w", part)]
        yield from (replace(told, text=part) for part in parts) if len(parts) > 1 else (told,)


def _with_reaction(told: _Told, library: Library) -> _Told | None:
    if told.reactions:
        return None
    name, colon, rest = told.text.partition(":")
    if colon and rest.strip():
        listed = (part.strip() for part in re.split(r"[,;/]|\band\b", rest))
        return replace(told, text=name.strip(), reactions=tuple(filter(None, listed)))
    bracket = BRACKET.match(told.text)
    if bracket and known_reactions((bracket["inside"],), library):
        return replace(told, text=bracket["outside"].strip(), reactions=(bracket["inside"].strip(),))
    return None


def _read(told: _Told, library: Library) -> Allergy | Unknown | None:
    """The allergy, what was not recognised, or None where it says that there is none."""
    if not re.search(r"\w", told.text):
        return Unknown(told.text, (), "an allergy without a name") if told.text else None
    found = meant(told.text, library)
    if found is None and told.category in ("food", "environment"):
        kind: Literal["food", "environment"] = "food" if told.category == "food" else "environment"
        return Allergy(told.text, told.text, kind=kind, reactions=told.reactions)
    if found is None:
        return Unknown(told.text, candidates(told.text, library), "an allergy that is not known here")
    if found.kind == "none":
        return None
    if found.kind:
        return Allergy(told.text, found.name, kind=found.kind, reactions=told.reactions)
    known = known_reactions(told.reactions, library)
    return Allergy(
        told.text,
        found.name,
        found.substances,
        found.classes,
        _kind(told, known),
        told.reactions,
        told.severity,
        "" if told.criticality == "unable-to-assess" else told.criticality,
        _seriousness(told, known, library),
    )


def _kind(told: _Told, known: list[ReactionEntry]) -> Literal["allergy", "intolerance"]:
    """An intolerance with hives or asthma counts as an allergy; nausea alone is an intolerance."""
    allergic = any(not each.side_effect for each in known) or told.criticality == "high"
    if told.type == "intolerance" or _INTOLERANT.search(told.text):
        return "allergy" if allergic else "intolerance"
    only_side_effects = bool(told.reactions) and len(known) == len(told.reactions) and not allergic
    return "intolerance" if not told.type and only_side_effects and told.severity != "severe" else "allergy"


_INTOLERANT = re.compile(r"\bintoleran", re.IGNORECASE)


def _seriousness(told: _Told, known: list[ReactionEntry], library: Library) -> str:
    ranks = library.vocabulary("seriousness")
    told_of = [each.seriousness for each in known if each.seriousness]
    if told.severity == "severe" or told.criticality == "high":
        told_of.append("life-threatening")
    elif told.severity:
        told_of.append("needs-intervention")
    return min(told_of, key=lambda name: ranks[name].rank, default="")


@lru_cache(maxsize=8)
def _reactions(library: Library) -> dict[str, ReactionEntry]:
    return {
        key_of(name): entry
        for entry in library.vocabulary("reactions").values()
        for name in (entry.name, *entry.names)
    }


def known_reactions(told: Iterable[str], library: Library) -> list[ReactionEntry]:
    """The reactions of the vocabulary among those that were told in words."""
    known = _reactions(library)
    keys = (key_of(KIND.sub("", each)) for each in told)
    return [known[key] for key in keys if key in known]
