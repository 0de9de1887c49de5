"""Claims as people meet them: those that concern what someone takes, and the one nearest to a text."""

from __future__ import annotations

import math
import re
from collections.abc import Collection, Iterable
from functools import lru_cache
from typing import Any

from cotake._record import record
from cotake.evidence._wording import estimate_in_words
from cotake.knowledge import Library, key_of
from cotake.knowledge.types import Claim, Estimate, Study

#: Words that tell no claim from another.
_LITTLE = frozenset(
    re.findall(
        r"\w+",
        """a an and are as at be but by can did do does for from had has have i if in into is
        it its me more my no not of on or so some than that the their them then there these
        they this to too was will with you your about who when which led people patients often
        really very just any all cause causes caused make makes made take takes get gets""",
    )
)
#: A text this near to a claim is that claim; the nearest below it are offered.
NEAR = 0.3
#: Words that a text must share with a claim to be near it.
_FEWEST = 2


#: Words that turn a claim round, most claims being that something happens.
_NOT = re.compile(
    r"\b(?:not(?! enough)|no|never|nothing|cannot|isnt|doesnt|dont|wont)\b|n't\b"
    r"|\b(?:safe|safely|fine|ok|okay|harmless)\b",
    re.IGNORECASE,
)


@record
class Heard:
    """A claim and how near it is to what was asked, 0 to 1; `turned` where one denies the other."""

    claim: Claim
    score: float
    turned: bool = False


def claims_about(
    substances: Collection[str], bands: dict[str, tuple[str, ...]], library: Library
) -> list[Claim]:
    """The claims that concern someone who takes these, by id; a band that a claim names must be taken."""
    found = []
    for claim in _claims(library):
        if not claim.is_about(substances):
            continue
        mine = [name for name in claim.substances if name in substances]
        if claim.bands and not any(set(bands.get(name, ())) & set(claim.bands) for name in mine):
            continue
        found.append(claim)
    return found


def nearest_claims(text: str, library: Library, *, most: int = 3) -> list[Heard]:
    """The claims nearest to a text, best first.

    By the words they share, each weighed by how few claims have it (inverse document frequency); names
    of one substance count as one word, and the commonest endings are cut off. A claim about other
    medicines than those in the text, or that shares no more than one word with it, is not near (a score
    below `NEAR`).
    """
    asked = _words(text, library)
    if not asked:
        return []
    table, weights = _table(library)
    foreign = math.log(1 + max(1, len(_claims(library))))  # a word of no claim tells it from all
    doubted = bool(_NOT.search(text))
    found: dict[str, Heard] = {}
    for claim, words, denies in table:
        shared = asked & words
        whole = sum(weights.get(word, foreign) for word in asked) + sum(weights[word] for word in words)
        score = 2 * sum(weights[word] for word in shared) / whole
        own = {f"={name}" for name in (*claim.substances, *claim.with_)}
        said = {word for word in asked if word.startswith("=")}
        more = len(said & own) > 1 or any(not word.startswith("=") for word in shared)
        if len(shared) < _FEWEST or not said <= own | words or not more:
            score = min(score, NEAR * 0.99)
        if score > 0 and (claim.id not in found or score > found[claim.id].score):
            found[claim.id] = Heard(claim, score, denies != doubted)
    return sorted(found.values(), key=lambda each: (-each.score, each.claim.id))[:most]


def plain_claim(claim: Claim, library: Library) -> dict[str, Any]:
    """A claim as JSON values, with the numbers of its studies and the sources as read."""
    verdict = library.vocabulary("verdicts")[claim.verdict]
    numbers = shown_of(claim, library)
    citations = dict.fromkeys([*claim.src, *(each for _, estimate in numbers for each in estimate.src)])
    sources = []
    for citation in citations:
        source = library.source(citation.source)
        read = library.vocabulary("read-marks")[source.read_at(citation.place)].name
        sources.append({"id": str(citation), "title": source.title, "year": source.year, "read": read})
    return {
        "id": claim.id,
        "says": claim.says,
        "verdict": {"id": verdict.id, "name": verdict.name, "means": verdict.means.person},
        "reason": {"person": claim.reason.person, "clinician": claim.reason.clinician},
        "unknown": None
        if claim.unknown is None
        else {"person": claim.unknown.person, "clinician": claim.unknown.clinician},
        "judged": claim.judged or None,
        "studies": list(claim.studies),
        "numbers": [
            {"study": study.id, "title": study.title, "figures": estimate_in_words(estimate, library)}
            for study, estimate in numbers
        ],
        "sources": sources,
    }


def shown_of(claim: Claim, library: Library) -> list[tuple[Study, Estimate]]:
    """The estimates whose numbers stand with a claim, each with its study."""
    found = []
    for shown in claim.shows:
        study = library.study(shown.study)
        for estimate in study.estimates:
            if shown.outcome in ("", estimate.outcome) and shown.scale in ("", estimate.scale):
                found.append((study, estimate))
    return found


@lru_cache(maxsize=8)
def _claims(library: Library) -> tuple[Claim, ...]:
    return tuple(library.claim(name) for name in library.ids("claims"))


@lru_cache(maxsize=8)
def _table(library: Library) -> tuple[list[tuple[Claim, frozenset[str], bool]], dict[str, float]]:
    """Each wording of each claim as words, and the weight of each word."""
    table = [
        (claim, _words(text, library), bool(_NOT.search(claim.says)))
        for claim in _claims(library)
        for text in (claim.says, *claim.names)
    ]
    holders: dict[str, set[str]] = {}
    for claim, words, _ in table:
        for word in words:
            holders.setdefault(word, set()).add(claim.id)
    number = max(1, len(_claims(library)))
    return table, {word: math.log(1 + number / len(ids)) for word, ids in holders.items()}


def _words(text: str, library: Library) -> frozenset[str]:
    words = re.findall(r"[a-z0-9][a-z0-9'-]*", text.lower())
    return frozenset(_known(words, library))


def _known(words: Iterable[str], library: Library) -> Iterable[str]:
    for word in words:
        if word in _LITTLE:
            continue
        hit = library.find(word) if len(key_of(word)) > 2 else None
        yield f"={hit.id}" if hit is not None and hit.folder == "substances" else _stem(word)


def _stem(word: str) -> str:
    for end in ("ing", "ed", "es", "s"):
        if word.endswith(end) and len(word) - len(end) > 3:
            return word[: -len(end)]
    return word
