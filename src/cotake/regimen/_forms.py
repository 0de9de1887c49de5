"""Forms of one substance: slow-release tablets and depots; racemates, enantiomers, metabolites by name."""

from __future__ import annotations

import re
from functools import lru_cache

from cotake.knowledge import Library
from cotake.regimen._types import Medicine

_HAND = r"(?:racemic|rac|[rs],[rs]|d,?l|l,?d|[rsdlez]|\+|-|±|\+/-|dextro|levo|trans|cis)"
_ENANTIOMER = re.compile(rf"^\s*(?:\(\s*{_HAND}\s*\)|{_HAND})(?:[-\s]+|(?<=\)))(?=\w{{4}})", re.IGNORECASE)
_REACTION = (
    r"hydroxy|desmethyl|demethyl|nor(?=[a-z])|oxide|glucuronide|sulf(?:on|ox)ide|sulfone|sulfate|desethyl|"
    r"dehydro|hydro|dealkyl|desacetyl|deacetyl|epoxide|lactone|\bacid\b|carboxy|\boh\b|keto|oxo|metabolite"
)
#: No name is longer.
_LONGEST = 120
_METABOLITE = re.compile(_REACTION, re.IGNORECASE)


def form_of(medicine: Medicine, library: Library) -> str:
    """The kind of tablet or injection, an id of the vocabulary of forms; "" where it is not said.

    By the words of the line (`XR`, `slow-release`), a brand that is always of one form, or the part of a
    product.
    """
    text = medicine.text.lower()
    for course in library.substance(medicine.substance).kinetics:
        if any(re.search(rf"\b{re.escape(name.lower())}\b", text) for name in course.names):
            return course.form
    if medicine.product and (hit := library.find(medicine.product)) and hit.folder == "products":
        for part in library.product(hit.id).parts:
            if part.substance == medicine.substance and part.form:
                return part.form
    said = [
        (len(name), form.id)
        for form in library.vocabulary("forms").values()
        for name in form.names
        if re.search(rf"\b{re.escape(name)}\b", text)
    ]
    return max(said, default=(0, ""))[1]


def without_hand(name: str) -> str:
    """The name without what tells an enantiomer or the racemate: `S-`, `(R)-`, `rac-`; else as it is.

    >>> without_hand("(R)-something"), without_hand("rac-something"), without_hand("something")
    ('something', 'something', 'something')
    """
    return _ENANTIOMER.sub("", name).strip()


def parent_of_metabolite(name: str, library: Library) -> str:
    """The id of the substance whose metabolite a name stands for; "" where it is none that is known.

    A metabolite is known where a record says that an enzyme makes it or gives its half-life, or where the
    name is that of a substance with the mark of a reaction (`hydroxy`, `N-oxide`).
    """
    asked = _plain(name)
    if not 4 <= len(asked) <= _LONGEST:
        return ""
    if asked in (made := _made(library)):
        return made[asked]
    if not _METABOLITE.search(name):
        return ""
    stem = _plain(_METABOLITE.sub("", name))
    for begin in range(len(stem) - 4):
        for end in range(len(stem), max(begin + 4, len(stem) - 3), -1):  # `N-oxide` leaves its n behind
            hit = library.find(stem[begin:end])
            if hit is not None and hit.folder == "substances":
                return hit.id
    return ""


@lru_cache(maxsize=8)
def _made(library: Library) -> dict[str, str]:
    """The plain name of every metabolite of the records, and whose it is; worked out once."""
    found: dict[str, str] = {}
    for substance in library:
        for name in (
            *(path.makes for path in substance.undergoes),
            *(life.of for life in substance.half_lives),
        ):
            if name:
                found.setdefault(_plain(name), substance.id)
    return found


def _plain(name: str) -> str:
    return re.sub(r"[^a-z]", "", name.lower())
