"""A claim as a page shows it."""

from __future__ import annotations

from cotake._record import record
from cotake.evidence import plain_claim
from cotake.interactions import Audience
from cotake.knowledge import Library
from cotake.knowledge.types import Claim


@record
class ClaimView:
    """A claim with its verdict (id, name, what it means), why, what is not known, numbers and sources.

    Numbers are the title of a study with its figures, sources a title with its year and how it was read.
    `language` is that of the rest.
    """

    says: str
    verdict: str
    verdict_name: str
    means: str
    reason: str
    unknown: str
    numbers: tuple[tuple[str, str], ...]
    sources: tuple[tuple[str, str, str], ...]
    language: str


@record
class Heard:
    """The claim nearest to what was asked; `turned` where that says the opposite or doubts it."""

    asked: str
    claim: ClaimView
    turned: bool


def claim_view(claim: Claim, library: Library, audience: Audience) -> ClaimView:
    """A claim for a reader."""
    plain, say = plain_claim(claim, library), library.speech
    verdict = plain["verdict"]
    return ClaimView(
        says=plain["says"],
        verdict=verdict["id"],
        verdict_name=verdict["name"],
        means=verdict["means"],
        reason=plain["reason"][audience],
        unknown=plain["unknown"][audience] if plain["unknown"] else "",
        numbers=tuple((each["title"], each["figures"]) for each in plain["numbers"]),
        sources=tuple((each["title"], str(each["year"] or ""), each["read"]) for each in plain["sources"]),
        language=say.language if say.has(plain["reason"][audience]) else "en",
    )
