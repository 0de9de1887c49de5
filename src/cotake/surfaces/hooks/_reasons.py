"""Codes of ours on a card: why it may be overridden, and what it is about."""

from __future__ import annotations

from cotake.interactions import Finding

#: Names of code systems that no other has: CDS Hooks prescribes no set, and a coding names its own.
REASON_SYSTEM = "urn:uuid:5a1f0d52-9d0e-4a43-9a0d-6f6d3b7a51c4"
TOPIC_SYSTEM = "urn:uuid:b3a4b0c6-51f8-4e0f-8f3e-2f0e7c9d6a18"

_ALLERGY = "allergy"
_ANY = (
    ("will-monitor", "Will monitor"),
    ("benefit-outweighs-risk", "The benefit outweighs the risk"),
    ("no-alternative", "There is no alternative"),
    ("list-not-current", "The order or the record is not current"),
)
#: What is said of one kind of finding only, first; of a finding of no such kind, that of pairs.
_OF_KIND = {
    _ALLERGY: (
        ("tolerated-since", "The patient has tolerated this medicine since the reaction"),
        ("not-an-allergy", "What was recorded is an intolerance or a side effect, and no allergy"),
    ),
    "person": (("tolerated-before", "The patient has tolerated this medicine before"),),
    "dose": (("dose-intended", "The dose is intended"),),
    "duplication": (("one-regimen", "They are parts of one regimen, or one replaces the other"),),
    "pair": (("tolerated-before", "The patient has tolerated this combination before"),),
}


def overrides(finding: Finding) -> list[dict[str, str]]:
    """Why a clinician may set a card aside: what fits this kind of finding first, then what fits any."""
    kind = _ALLERGY if finding.kind == "person" and finding.hazard == _ALLERGY else finding.kind
    return [
        {"code": code, "system": REASON_SYSTEM, "display": display}
        for code, display in (*_OF_KIND.get(kind, _OF_KIND["pair"]), *_ANY)
    ]


def topic(code: str, display: str) -> dict[str, str]:
    """The coding of what a card is about."""
    return {"system": TOPIC_SYSTEM, "code": code, "display": display}
