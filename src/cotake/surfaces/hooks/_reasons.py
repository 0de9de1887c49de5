"""Codes of ours on a card: why it may be overridden, and what it is about."""

from __future__ import annotations

#: Names of code systems that no other has: CDS Hooks prescribes no set, and a coding names its own.
REASON_SYSTEM = "urn:uuid:5a1f0d52-9d0e-4a43-9a0d-6f6d3b7a51c4"
TOPIC_SYSTEM = "urn:uuid:b3a4b0c6-51f8-4e0f-8f3e-2f0e7c9d6a18"

OVERRIDES: tuple[dict[str, str], ...] = tuple(
    {"code": code, "system": REASON_SYSTEM, "display": display}
    for code, display in (
        ("will-monitor", "Will monitor"),
        ("tolerated-before", "The patient has tolerated this combination before"),
        ("benefit-outweighs-risk", "The benefit outweighs the risk"),
        ("no-alternative", "There is no alternative"),
        ("list-not-current", "The order or the list of medicines is not current"),
    )
)


def topic(code: str, display: str) -> dict[str, str]:
    """The coding of what a card is about."""
    return {"system": TOPIC_SYSTEM, "code": code, "display": display}
