"""The identifiers of cards: the same for the same call, others for another, and with their rule inside.

Feedback names a card by its identifier alone. A UUID of version 8 (RFC 9562, section 5.8) leaves 122 bits
free: 32 of them tell the rule and 3 its class, so that feedback can be told by rule without keeping what
was answered, or to whom.
"""

from __future__ import annotations

import hashlib
import uuid
from functools import lru_cache

from cotake.knowledge import Library

#: What stands in the place of a rule on the cards that merge findings, and on the one of what is unknown.
WATCH, UNCHECKED = "class-3-merged", "not-checked"


def card_id(instance: str, service: str, rule: str, classification: int, finding: str) -> str:
    """The identifier of a card.

    Args:
        instance: the hookInstance of the call.
        service: the id of the service.
        rule: the rule that the card tells of.
        classification: its class, 1 to 5; 0 for none.
        finding: the id of the finding.
    """
    rest = hashlib.sha256(f"{instance}|{service}|{finding}".encode()).digest()
    # From the left: the rule (32), 16 of the digest, version (4), 12 more, variant (2), class (3), 59 more.
    value = _mark(rule) << 96 | int.from_bytes(rest[:2], "big") << 80 | 8 << 76
    value |= (int.from_bytes(rest[2:4], "big") & 0xFFF) << 64 | 0b10 << 62
    value |= (classification & 0b111) << 59 | int.from_bytes(rest[4:12], "big") & ((1 << 59) - 1)
    return str(uuid.UUID(int=value))


def told_by(card: str, library: Library) -> tuple[str, int | None]:
    """The rule and the class that a card tells of; "" and None where the card is none of ours."""
    value = uuid.UUID(card).int
    rule = _rules(library).get(value >> 96, "") if value >> 76 & 0xF == 8 else ""
    return (rule, (value >> 59 & 0b111) or None) if rule else ("", None)


def _mark(rule: str) -> int:
    return int.from_bytes(hashlib.sha256(rule.encode()).digest()[:4], "big")


@lru_cache(maxsize=4)
def _rules(library: Library) -> dict[int, str]:
    """Every rule that a finding may have, by its mark."""
    mechanisms = library.ids("mechanisms")
    named = [*mechanisms, *(f"{each}-washed-out" for each in mechanisms)]
    named += [f"caution-{each}" for each in library.vocabulary("hazards")]
    return {_mark(each): each for each in (*named, WATCH, UNCHECKED)}
