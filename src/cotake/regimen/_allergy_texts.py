"""Allergies as they are written: several in one text, each with its reactions, taken apart."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from cotake._record import record
from cotake.knowledge import Library
from cotake.regimen._allergens import BRACKET, candidates, meant
from cotake.regimen._reactions import is_severe, known_reactions, unread_reactions

_PARTS = re.compile(r"\s*[;\n]\s*|\s*,\s+")
#: What stands between two names; a product may hold it too, so that a whole that is known goes before.
_JOINTS = re.compile(
    r"\s*(?<!\d),(?!\d)\s*|\s*[&+|•·:]\s*|\s*(?<!\d)(?<!\bw)/(?!\d)\s*|\s+[-–—]+\s+|"
    r"\s*\b(?:and/or|and|or|as well as|plus)\b\s*",
    re.IGNORECASE,
)
#: A heading before the names, and one of what is not tolerated.
_HEADING = re.compile(
    r"^\W*(?:(?:known|all|drugs?|medications?|medicines?|food|environmental|seasonal|other|patient|pt)\s+)*"
    r"(?:allerg(?:y|ies)(?:\s*(?:/|&|and|or)\s*(?:intolerances?|adverse\s+(?:drug\s+)?reactions?|adrs?))?"
    r"(?:\s+list)?|allergic\s+to|drugs?|medications?|medicines?|foods?|environmental)\s*[:=]\s*",
    re.IGNORECASE,
)
_INTOLERANCES = re.compile(
    r"^\W*(?:(?:known|drug|medication|food)\s+)*intolerances?\s*[:=]\s*", re.IGNORECASE
)
#: What follows is not told as an allergy.
_NOT = re.compile(r"^\W*(?:no|not|never|denies|denied|without|tolerates?|tolerated)\b", re.IGNORECASE)
#: More names in one part are not taken apart.
_MOST = 40


@record
class Told:
    """One allergy as it was told."""

    text: str
    type: str = ""
    category: str = ""
    reactions: tuple[str, ...] = ()
    severity: str = ""
    criticality: str = ""


def parted(told: Told, library: Library) -> Iterator[Told]:
    """Each allergy of a text by itself, with its reactions; a name that is not known is one as well.

    `ONE, OTHER`, `ONE and OTHER` and `ONE/OTHER` are several, where the whole is no product of that name.
    Reactions stand behind the name they belong to: `NAME: REACTION, REACTION` or `NAME (REACTION)`.
    """
    told = _without_heading(told)
    parts = [part for part in _PARTS.split(told.text) if re.search(r"\w", part)]
    if len(parts) > 1 and ":" not in told.text and _is_one(told.text, library):
        yield (_with_reaction(told, library) if BRACKET.match(told.text) else None) or told
        return
    current: Told | None = None
    for part in parts or [told.text]:
        for written, one in _apart(_without_heading(replace(told, text=part)), library):
            behind = bool(written) and meant(one.text, library) is None
            if current and behind and _is_reaction(written, current, told, library):
                current = replace(current, reactions=(*current.reactions, written))
                continue
            if current:
                yield current
            current = one
    if current:
        yield current


def several(text: str, library: Library) -> bool:
    """Whether a text names more than one allergy that is known."""
    found = [each for each in parted(Told(text), library) if meant(each.text, library) is not None]
    return len(found) > 1


def best_name(names: Iterable[str], library: Library) -> str:
    """Of the names that a record gives one allergy: that of several which are known, else the first known.

    Where none is known it is the first, and "" where there is none.
    """
    listed = list(dict.fromkeys(filter(None, names)))
    for is_best in (several, lambda each, library: meant(each, library) is not None):
        for each in listed:
            if is_best(each, library):
                return each
    return listed[0] if listed else ""


def _without_heading(told: Told) -> Told:
    rest = _HEADING.sub("", told.text, count=1)
    if rest == told.text and (listed := _INTOLERANCES.sub("", told.text, count=1)) != told.text:
        return replace(told, text=listed, type=told.type or "intolerance") if listed else told
    return replace(told, text=rest) if rest else told


def _is_reaction(written: str, current: Told, told: Told, library: Library) -> bool:
    """Whether what stands behind a name, and is none, says how the person reacted to it."""
    name, colon, rest = written.partition(":")
    if colon and rest.strip():
        return _LABEL.fullmatch(name.strip()) is not None or _says(name, library)
    in_text = bool(current.reactions) and not told.reactions
    if _says(written, library) or not unread_reactions((written,), library):
        return True
    return in_text and not _is_like_a_name(written, library)


#: What stands before the details of an allergy.
_LABEL = re.compile(
    r"(?:adverse\s+)?(?:reactions?|symptoms?|manifestations?|severity|criticality|type|onset|status|comments?|"
    r"notes?|details?|date|year|source|verified|recorded|category)(?:\s+\w+)?",
    re.IGNORECASE,
)
#: A word that is so like the name of a medicine is one that was mistyped.
_ALIKE = 0.8


def _is_like_a_name(text: str, library: Library) -> bool:
    """Whether a single word may be a name and no reaction."""
    return " " not in text and any(each.score >= _ALIKE for each in candidates(text, library))


def _apart(told: Told, library: Library) -> Iterator[tuple[str, Told]]:
    """What stands between two commas, as it is written ("" of one of several names) and as it is read."""
    split = _with_reaction(told, library)
    if split is not None and not any(_says(piece, library) for piece in _pieces(split.text)):
        names = _listed(split.text, library) or (split.text,)
        for name in names:
            yield told.text if len(names) == 1 else "", replace(split, text=name)
        return
    pieces = () if _is_one(told.text, library) else _pieces(told.text)
    named = [_is_named(piece, library) for piece in pieces]
    hyphened = tuple(told.text.split("-")) if not (pieces or _is_one(told.text, library)) else ()
    if len(hyphened) > 1 and all(_is_named(piece.strip(), library) for piece in hyphened):
        pieces, named = hyphened, [True, True]
    if any(named):
        for piece in pieces:
            yield from _apart(replace(told, text=piece), library)
    else:
        yield told.text, told


def _is_one(text: str, library: Library) -> bool:
    """Whether the whole is the name of something: a list of substances that is no product is several."""
    found = meant(text, library)
    if found is None or len(found.substances) < 2 or " / " not in found.name:
        return found is not None
    pieces = [meant(piece, library) for piece in _pieces(text)]
    apart = [name for piece in pieces if piece for name in piece.substances]
    return sorted(apart) != sorted(found.substances)


def _pieces(text: str) -> tuple[str, ...]:
    """What stands between the words and signs that join names; nothing where none does."""
    pieces = tuple(piece.strip() for piece in _JOINTS.split(text) if re.search(r"\w", piece))
    return pieces if 1 < len(pieces) <= _MOST and not _NOT.match(text) else ()


def _is_named(piece: str, library: Library) -> bool:
    """Whether a piece names something known, by itself or with a reaction."""
    split = _with_reaction(Told(piece), library)
    if split is not None and meant(split.text, library) is not None:
        return True
    return meant(piece, library) is not None and not _says(piece, library)


def _listed(text: str, library: Library) -> tuple[str, ...]:
    """The names in a text of names: the whole where it is known, else its pieces where one of them is."""
    if _is_one(text, library):
        return (text,)
    pieces = _pieces(text)
    if any(_says(piece, library) for piece in pieces):
        return ()  # each with its own reaction
    return pieces if any(meant(piece, library) is not None for piece in pieces) else ()


#: REACTION to NAME, NAME causes REACTION, NAME - REACTION.
_FROM = re.compile(
    r"(?P<how>.+?)\s+(?:to|from|with|after|on|when\s+taking|(?:caused|induced)\s+by|due\s+to)\s+(?P<name>.+)",
    re.IGNORECASE,
)
_DOES = re.compile(
    r"(?P<name>.+?)(?:\s+(?:causes?|caused|gives?|gave|makes?|made|leads?\s+to|led\s+to)\s+|\s*(?:->|=>|=|→)\s*|"
    r"\s+[-–—]+\s*)(?P<how>.+)",
    re.IGNORECASE,
)
_LIST = re.compile(r"[,;/]|\band\b")


def _with_reaction(told: Told, library: Library) -> Told | None:
    if told.reactions:
        return None
    name, colon, rest = told.text.partition(":")
    if colon and rest.strip() and re.search(r"\w", name) and not _names_more(rest, library):
        listed = (part.strip() for part in _LIST.split(rest))
        return replace(told, text=name.strip(), reactions=tuple(filter(None, listed)))
    bracket = BRACKET.match(told.text)
    if bracket and _says(bracket["inside"], library):
        return replace(told, text=bracket["outside"].strip(), reactions=(bracket["inside"].strip(),))
    return _in_words(told, library)


def _in_words(told: Told, library: Library) -> Told | None:
    """`REACTION to NAME`, `NAME gave me REACTION`, `NAME REACTION`, where both are known."""
    for pattern in (_FROM, _DOES):
        found = pattern.fullmatch(told.text)
        if found and _tells(found["how"], library) and _listed(found["name"], library):
            listed = (part.strip() for part in _LIST.split(found["how"]))
            return replace(told, text=found["name"].strip(), reactions=tuple(filter(None, listed)))
    words = told.text.split()
    for at in range(1, min(len(words), _WORDS)):
        name, rest = " ".join(words[:at]), " ".join(words[at:])
        for one, how in ((name, rest), (rest, name)):
            if _tells(how, library) and meant(one, library) is not None:
                return replace(told, text=one, reactions=(how,))
    return None


#: So many words of a text are tried as the name.
_WORDS = 6


def _tells(text: str, library: Library) -> bool:
    """Whether a text says how somebody reacted, and names nothing else."""
    return _says(text, library) and not _names_more(text, library)


def _names_more(text: str, library: Library) -> bool:
    """Whether a text of reactions names something to be allergic to as well."""
    if any(meant(found[1], library) is not None for found in _BEFORE_COLON.finditer(text)):
        return True
    pieces = [piece.strip() for piece in _JOINTS.split(text) if re.search(r"\w", piece)]
    return any(_is_named(piece, library) for piece in pieces[:_MOST])


_BEFORE_COLON = re.compile(r"([\w-]+)\s*:")


def _says(text: str, library: Library) -> bool:
    return is_severe(text) or bool(known_reactions((text,), library))
