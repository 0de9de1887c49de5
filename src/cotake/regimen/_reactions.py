"""Reactions to a medicine, understood from the words of people and records."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from cotake.knowledge import Library, key_of
from cotake.knowledge.types import ReactionEntry
from cotake.regimen._allergens import KIND
from cotake.regimen._illnesses import SNOMED, SYSTEMS, as_code

#: Words that say no more than that there was a reaction, or when, or how bad.
_EMPTY = re.compile(
    r"unknown|not known|unspecified|other|none|n/?a|unsure|not sure|don'?t know|\W*|(?:an? )?"
    r"(?:adverse |drug |allergic |hypersensitivity |allergy )*"
    r"(?:reactions?|allergy|allergic|intoleran(?:ce|t)|side effects?)|"
    r"(?:unknown|unspecified|not known|unsure(?: of)?|other)(?: the)? (?:reactions?|details?)|"
    r"(?:as an? |in |when )?(?:child|childhood|baby|infant|kid|young|years? ago)|"
    r"(?:in |since )?(?:19|20)\d\d|"
    r"(?:\d+|many|some|a few|several) (?:years?|months?|weeks?|days?)(?: ago)?|"
    r"long ago|see (?:comments?|notes?)|confirmed|active|high|low|"
    r"(?:not |very |quite )*(?:severe|mild|moderate|serious|bad|minor)(?: reactions?)?|"
    # Spanish
    r"desconocid[oa]s?|se desconocen?|no (?:se |lo )?(?:s[eé]|sabe|conoce|recuerd[oa])|no me acuerdo|"
    r"(?:no especificad|sin especificar|otr|ningun)[oa]?s?|nada|no consta|"
    r"(?:una? )?(?:reacci[oó]n(?:es)?|alergias?|al[eé]rgic[oa]s?|intoleran(?:cias?|tes?)|"
    r"efectos? (?:secundarios?|adversos?))"
    r"(?: (?:al[eé]rgic[oa]s?|advers[oa]s?|desconocid[oa]s?|medicamentosas?|de hipersensibilidad))*|"
    r"(?:de|cuando era) (?:beb[eé]|niñ[oa]|pequeñ[oa]|joven)|(?:en|desde) la (?:infancia|niñez)|"
    r"(?:en|desde) (?:19|20)\d\d|hace (?:mucho )?tiempo|"
    r"hace (?:(?:\d+|muchos|unos|varios|algunos) )?(?:años|meses|semanas|d[ií]as)|"
    r"ver (?:notas?|comentarios?|observaciones)|confirmad[oa]|activ[oa]|alt[oa]|baj[oa]|"
    r"(?:una? )?(?:reacci[oó]n(?:es)? )?(?:(?:no|muy|poco|bastante) )*"
    r"(?:graves?|sever[oa]s?|leves?|moderad[oa]s?)",
    re.IGNORECASE,
)
#: How severe it was, where it is not said that it was not. "Graves" is also the name of an illness.
_SEVERE = re.compile(
    r"(?<!not )(?<!non-)(?<!non )(?<!not very )\b(?:severe|severely|serious|fatal)\b|"
    r"(?<!\bno )(?<!\bno muy )(?<!\bno fue )(?<!\bno era )(?<!\bpoco )(?<!\bnada )"
    r"\b(?:grave(?!['’])|(?<!de )(?-i:graves)(?!['’]|\s+(?:disease|thyr|orbit|ophth))|gravemente|"
    r"grav[ií]sim[oa]s?|sever[oa]s?|severamente)\b",
    re.IGNORECASE,
)
_NOT = re.compile(
    r"\b(?:no|not|without|denies|denied|never|sin|nunca|jam[aá]s|tampoco|ni|ning[uú]n|ninguna|niega|"
    r"no (?:tuv[eo]|hubo|hay|present[aoó]|tiene|tengo|refiere))$",
    re.IGNORECASE,
)
_BETWEEN = r"(?:\s+\w+){0,3}?\s+"


def known_reactions(told: Iterable[str], library: Library) -> list[ReactionEntry]:
    """The reactions of the vocabulary among those that were told in words, each once.

    Args:
        told: texts, of one reaction or more.
        library: whose reactions there are.
    """
    return list(dict.fromkeys(each for text in told for each in _within(text, library)))


def coded_reaction(name: str, codes: Iterable[tuple[str, str]], library: Library) -> str:
    """A reaction of a health record in words, by its name and its codes; "" where it has neither.

    A code that says more than the name stands beside it. One that is not known, of a reaction without a
    name, is told as such, so that the reaction is not lost.

    Args:
        name: what the reaction is called, or "".
        codes: system (as FHIR or C-CDA write it) and code of each.
        library: whose reactions have codes.
    """
    listed = [(system, code) for system, code in codes if code]
    by_code = _by_snomed(library)
    known = dict.fromkeys(
        by_code[code] for system, code in listed if SYSTEMS.get(system) == SNOMED and code in by_code
    )
    said = known_reactions((name,), library)
    beside = [shown for shown, entry in known if entry not in said]
    if name or beside:
        return f"{name} ({', '.join(beside)})" if name and beside else name or ", ".join(beside)
    return as_code(listed)


@lru_cache(maxsize=8)
def _by_snomed(library: Library) -> dict[str, tuple[str, ReactionEntry]]:
    return {
        each.code: (each.name, entry)
        for entry in library.vocabulary("reactions").values()
        for each in entry.snomed
    }


def unread_reactions(told: Iterable[str], library: Library) -> tuple[str, ...]:
    """Those of the texts that say something of a reaction which is not understood."""
    return tuple(
        text for text in told if not _within(text, library) and not _EMPTY.fullmatch(text.strip(" .,;:()-"))
    )


def is_severe(text: str) -> bool:
    """Whether a text calls something severe.

    >>> is_severe("severe rash"), is_severe("not severe")
    (True, False)
    """
    return _SEVERE.search(text) is not None


@lru_cache(maxsize=4096)
def _within(text: str, library: Library) -> tuple[ReactionEntry, ...]:
    """What a text speaks of: the whole of it as a name, else each name among its words."""
    whole, patterns = _reactions(library)
    text = KIND.sub("", text)
    if entry := whole.get(key_of(text)):
        return (entry,)
    rest = " ".join(text.replace("’", "'").replace("'", "").replace("-", " ").split())
    found = []
    for pattern, entry in patterns:
        for match in pattern.finditer(rest):
            if _NOT.search(rest[: match.start()].rstrip()) is None:
                found.append(entry)
        rest = pattern.sub(" | ", rest)
    return tuple(dict.fromkeys(found))


@lru_cache(maxsize=8)
def _reactions(
    library: Library,
) -> tuple[dict[str, ReactionEntry], list[tuple[re.Pattern[str], ReactionEntry]]]:
    """The names as keys of a whole text, and as patterns within one, the longest first."""
    named = [
        (name, entry)
        for entry in library.vocabulary("reactions").values()
        for name in (entry.name, *entry.names)
    ]
    whole = {key_of(name): entry for name, entry in named}
    named.sort(key=lambda pair: -len(pair[0]))
    return whole, [(_pattern(name), entry) for name, entry in named]


def _pattern(name: str) -> re.Pattern[str]:
    words = name.replace("'", "").replace("-", " ").split()
    text = ""
    for word in words:
        if word == "...":
            text += _BETWEEN
            continue
        gap = "" if not text or text.endswith(_BETWEEN) else r"\s+"
        text += gap + re.escape(word.rstrip("*")) + (r"\w*" if word.endswith("*") else "")
    return re.compile(rf"\b{text}\b", 0 if name.isupper() else re.IGNORECASE)
