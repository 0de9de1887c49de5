"""What somebody is allergic to, from what people say and records hold: a substance, a product, a class."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Literal

from cotake._errors import InputError
from cotake.knowledge import Library
from cotake.knowledge.types import ReactionEntry
from cotake.regimen._allergens import candidates, meant, without_lead
from cotake.regimen._allergy_texts import Told, parted
from cotake.regimen._reactions import is_severe, known_reactions, unread_reactions
from cotake.regimen._types import Allergy, Unknown

#: What an allergy may be told with, as a mapping.
KEYS = ("name", "type", "category", "reaction", "reactions", "severity", "criticality")
_TYPES = ("allergy", "intolerance", "")
_CATEGORIES = ("food", "medication", "environment", "biologic", "")
_SEVERITIES = ("mild", "moderate", "severe", "")
_CRITICALITIES = ("low", "high", "unable-to-assess", "")
#: No one is allergic to more, and no name is longer.
_MOST, _LONGEST = 200, 500


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
        for one in parted(told, library):
            read = _read(one, library)
            if isinstance(read, Allergy):
                found.append(read)
            elif read is not None:
                unknown.append(read)
    return tuple(dict.fromkeys(found)), tuple(dict.fromkeys(unknown))


def _each(given: Any) -> Iterator[Told | Allergy]:
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
            yield Told(_short(one))
        else:
            raise InputError(f"an allergy is written as text, got {one!r}")


def _of_mapping(one: Mapping[str, Any]) -> Told:
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
    return Told(
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


def _read(told: Told, library: Library) -> Allergy | Unknown | None:
    """The allergy, what was not recognised, or None where it says that there is none."""
    if not re.search(r"\w", told.text):
        return Unknown(told.text, (), library.speech("an allergy without a name")) if told.text else None
    found = meant(told.text, library)
    if found is None and told.category in ("food", "environment"):
        kind: Literal["food", "environment"] = "food" if told.category == "food" else "environment"
        return Allergy(told.text, without_lead(told.text), kind=kind, reactions=told.reactions)
    if found is None:
        rest = ", ".join(told.reactions)  # among them may be another name
        shown = f"{told.text}: {rest}" if rest else told.text
        return Unknown(
            shown, candidates(told.text, library), library.speech("an allergy that is not known here")
        )
    if found.kind == "none":
        if known_reactions(told.reactions, library) or unread_reactions(told.reactions, library):
            text = f"{told.text}: {', '.join(told.reactions)}"
            return Unknown(text, (), library.speech("no allergy, and yet a reaction"))
        return None
    if found.kind:
        return Allergy(
            told.text,
            found.name,
            kind=found.kind,
            reactions=told.reactions,
            apart=found.apart,
            unless=found.unless,
        )
    known = known_reactions(told.reactions, library)
    return Allergy(
        told.text,
        found.name,
        found.substances,
        found.classes,
        sort := _kind(told, known, library),
        told.reactions,
        told.severity,
        "" if told.criticality == "unable-to-assess" else told.criticality,
        _seriousness(told, known, sort, library),
        _unread(told, known, library),
    )


def _kind(told: Told, known: list[ReactionEntry], library: Library) -> Literal["allergy", "intolerance"]:
    """An intolerance with hives or asthma counts as an allergy; nausea alone is an intolerance."""
    which = [each for each in known if not each.how_bad]
    allergic = any(not each.side_effect for each in which) or told.criticality == "high"
    if told.type == "intolerance" or _INTOLERANT.search(told.text):
        return "allergy" if allergic else "intolerance"
    only_side_effects = bool(which) and not allergic and not unread_reactions(told.reactions, library)
    return "intolerance" if not told.type and only_side_effects and told.severity != "severe" else "allergy"


_INTOLERANT = re.compile(r"\bintoleran", re.IGNORECASE)


def _seriousness(told: Told, known: list[ReactionEntry], kind: str, library: Library) -> str:
    ranks = library.vocabulary("seriousness")
    told_of = [each.seriousness for each in known if each.seriousness]
    in_words = kind == "allergy" and any(map(is_severe, told.reactions))
    if told.severity == "severe" or told.criticality == "high" or in_words:
        told_of.append("life-threatening")
    elif told.severity:
        told_of.append("needs-intervention")
    return min(told_of, key=lambda name: ranks[name].rank, default="")


def _unread(told: Told, known: list[ReactionEntry], library: Library) -> tuple[str, ...]:
    """Reactions that leave it open what it was: nothing else that was told says so."""
    settled = (
        told.type or told.severity or told.criticality == "high" or any(map(is_severe, told.reactions))
    )
    if settled or any(not each.side_effect for each in known):
        return ()
    return unread_reactions(told.reactions, library)
