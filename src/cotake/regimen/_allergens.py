"""What the name of an allergy stands for: a substance, a product, a class, a food, or none at all."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from functools import lru_cache
from typing import Literal

from cotake._record import record
from cotake.knowledge import Candidate, Library, distance, key_of
from cotake.knowledge.types import AllergenEntry, ClassEntry
from cotake.regimen._forms import parent_of_metabolite
from cotake.regimen._parse import parse
from cotake.regimen._types import Allergy, Regimen

#: What records write around the name of what it is that somebody is allergic to.
_BEFORE = re.compile(
    r"^(?:an?\s+|the\s+)?(?:(?:personal\s+)?history\s+of\s+)?(?:severe\s+|mild\s+|known\s+)?(?:drug\s+)?"
    r"(?:allerg(?:y|ic)(?:\s+(?:reaction|status))?|anaphylaxis|hypersensitivity|intolerance|intolerant|sensitivity|"
    r"sensitive|adverse\s+reaction|propensity\s+to\s+adverse\s+reactions?|reaction)\s+(?:to|of|caused\s+by)\s+|"
    # Spanish
    r"^(?:(?:soy|es|tengo|tiene|una?|la)\s+)*(?:(?:antecedentes?|historia)\s+(?:personal(?:es)?\s+)?de\s+)?"
    r"(?:alergias?|al[eé]rgic[oa]s?|anafilaxi[as]|hipersensibilidad|intolerancias?|intolerantes?|sensibilidad|"
    r"sensible|reacci[oó]n(?:es)?)(?:\s+(?:al[eé]rgicas?|advers[oa]s?|medicamentosas?|conocidas?|grave|severa|leve))*"
    r"\s+al?\s+(?:(?:la|las|los|el|un|una)\s+)?",
    re.IGNORECASE,
)
_AFTER = re.compile(
    r"\s+(?:allergy|hypersensitivity|intolerance|sensitivity|allergies|agents?|status)$", re.IGNORECASE
)
KIND = re.compile(
    r"\s*\((?:substance|product|medicinal product|disorder|finding|situation|organism|edible|drug class|"
    r"drug|medication|food|environment|"
    r"sustancia|producto|producto medicinal|trastorno|hallazgo|situaci[oó]n|organismo|medicamento|"
    r"f[aá]rmaco|alimento)\)\s*$",
    re.IGNORECASE,
)
_HOLDS = re.compile(
    r"^(?:product\s+containing|preparations?\s+of|substance\s+with)\s+|"
    r"-containing\s+product$|\s+(?:preparations?|and\s+derivatives?|derivatives?)$|"
    r"^derivados\s+de\s+(?:(?:la|las|los|el)\s+)?|\s+(?:y\s+)?(?:sus\s+)?derivados$",
    re.IGNORECASE,
)
BRACKET = re.compile(r"^(?P<outside>[^()]+)\((?P<inside>[^()]+)\)\s*$")
_LETTER_APART = re.compile(r"[\W_]\w$")
#: A name of a class shorter than this is not mended.
_SHORTEST_MENDED = 8
#: What the reading of medicines notes where it took a name for one that is a slip away.
_MENDED = '" was read as '
#: A shorter word is like many names by chance, and the likeness asked for is higher: up to so many letters.
_ALIKE = ((4, 0.9), (8, 0.75))
#: Names of substances are no matter of the day.
_ANY_DAY = date(2000, 1, 1)


@record
class Meant:
    """What a name of an allergy stands for; `kind` where it is no medicine."""

    name: str
    substances: tuple[str, ...] = ()
    classes: tuple[str, ...] = ()
    kind: Literal["food", "environment", "none", ""] = ""
    apart: str = ""
    unless: tuple[str, ...] = ()


def meant(text: str, library: Library) -> Meant | None:
    """What a name stands for, tried with less and less around it."""
    for name in _tries(text):
        if found := _named(name, library):
            return found
    return None


def _tries(text: str) -> Iterator[str]:
    seen: set[str] = set()
    waiting = [text]
    while waiting:
        name = waiting.pop(0).strip(" .,;:-")
        if not name or name.lower() in seen:
            continue
        seen.add(name.lower())
        yield name
        for pattern in (KIND, _BEFORE, _AFTER, _HOLDS):
            waiting.append(pattern.sub("", name))
        if bracket := BRACKET.match(name):
            waiting += [bracket["outside"], bracket["inside"]]


@lru_cache(maxsize=4096)
def _named(name: str, library: Library) -> Meant | None:
    key = key_of(name)
    allergens, classes = _vocabulary(library)
    if entry := allergens.get(key):
        kind = "" if entry.kind == "medicine" else entry.kind
        return Meant(entry.name, entry.substances, entry.classes, kind, entry.apart, entry.unless)
    group = classes.get(key)
    if group and not _LETTER_APART.search(name):  # "vitamin A" is no "vitamina"
        return Meant(group.plural, classes=(group.id,))
    regimen = parse(name, library, today=_ANY_DAY)
    if regimen.medicines and not (regimen.unknown or regimen.not_covered or _is_mended(regimen)):
        substances = tuple(dict.fromkeys(each.substance for each in regimen.medicines))
        product = regimen.medicines[0].product
        shown = product if len(substances) > 1 and product else ""
        names = [library.substance(each).name for each in substances]
        return Meant(shown or " / ".join(names), substances)
    if parent := parent_of_metabolite(name, library):
        return Meant(library.substance(parent).name, (parent,))
    if len(key) >= _SHORTEST_MENDED:
        near = {
            entry.id: entry
            for other, entry in classes.items()
            if -1 <= len(other) - len(key) <= 1 and distance(key, other) == 1
        }
        if len(near) == 1:
            (group,) = near.values()
            return Meant(group.plural, classes=(group.id,))
    return None


def _is_mended(regimen: Regimen) -> bool:
    """Whether a name was a slip away from the one read: an allergy may be to another thing altogether."""
    return any(_MENDED in note for each in regimen.medicines for note in each.assumptions)


def without_lead(text: str) -> str:
    """A name without "allergy to" and the like before it, however often that stands there.

    >>> without_lead("Allergy to NAME"), without_lead("NAME allergy")
    ('NAME', 'NAME allergy')
    """
    rest = text.strip()
    while (shorter := _BEFORE.sub("", rest)) not in ("", rest):
        rest = shorter
    return rest


def is_named_so(text: str, name: str) -> bool:
    """Whether a text says what it was understood as, apart from words around it and a plural."""
    return key_of(name).rstrip("s") in {key_of(each).rstrip("s") for each in _tries(text)}


@lru_cache(maxsize=8)
def _vocabulary(library: Library) -> tuple[dict[str, AllergenEntry], dict[str, ClassEntry]]:
    """Allergens and classes by the keys of their names."""
    allergens = {
        key_of(name): entry
        for entry in library.vocabulary("allergens").values()
        for name in (entry.name, *entry.names)
    }
    classes = {
        key_of(name): entry
        for entry in library.vocabulary("classes").values()
        for name in (entry.name, entry.plural, *entry.names)
    }
    return allergens, classes


def candidates(text: str, library: Library) -> tuple[Candidate, ...]:
    """The nearest substances, and classes of them, best first."""
    from cotake.knowledge import _likeness

    key = key_of(_AFTER.sub("", _BEFORE.sub("", KIND.sub("", text))))
    best = {each.id: each for each in library.candidates(key)}
    for other, entry in _vocabulary(library)[1].items():
        score = _likeness.likeness(key, other)
        if score >= 0.6 and (entry.id not in best or best[entry.id].score < score):
            best[entry.id] = Candidate(entry.plural, entry.id, score)
    least = next((score for letters, score in _ALIKE if len(key) <= letters), 0.0)
    near = (each for each in best.values() if each.score >= least)
    return tuple(sorted(near, key=lambda each: (-each.score, each.name))[:5])


def is_none(snomed: Iterable[str], library: Library) -> bool:
    """Whether one of these codes of SNOMED CT says that there is no allergy."""
    codes = set(snomed)
    return any(
        entry.kind == "none" and not codes.isdisjoint(entry.snomed)
        for entry in library.vocabulary("allergens").values()
    )


def classes_told(allergy: Allergy, library: Library) -> frozenset[str]:
    """The classes of what was told, wider ones included."""
    entries = library.vocabulary("classes")
    found = {name for each in allergy.substances for name in library.classes_of(each)}
    waiting = list(allergy.classes)
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            waiting.extend(entries[name].within)
    return frozenset(found)
