"""What people claim of a medicine: the nearest claim that is known, its verdict, as JSON and as lines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from cotake.evidence import Heard
    from cotake.knowledge import Library
    from cotake.knowledge.types import Claim

#: A claim less near than this is not offered.
NEARBY = 0.15
NOTHING_NEAR = "No claim near to that is in the records. That says nothing of whether it is true."
TURNED = "What you wrote says the opposite of this claim, or doubts it. As it is mostly said:"


def plain_answer(asked: str, found: Sequence[Heard], library: Library) -> dict[str, Any]:
    """The nearest claim with its verdict, and the others that were found, as JSON values."""
    from cotake.evidence import NEAR, plain_claim

    near = [each for each in found if each.score >= NEAR]
    return {
        "asked": asked,
        "claim": plain_claim(near[0].claim, library) if near else None,
        "by_rule": plain_rules(near[0].claim, library) if near else [],
        "score": round(near[0].score, 3) if near else None,
        "turned": near[0].turned if near else None,
        "others": [
            {"id": each.claim.id, "says": each.claim.says, "score": round(each.score, 3)}
            for each in found[1 if near else 0 :]
        ],
    }


def plain_rules(claim: Claim, library: Library) -> list[dict[str, Any]]:
    """The verdicts that the studies of a claim give by rule, with what they say together."""
    from cotake.evidence.pooling import plain, ruled

    return [
        {"verdict": each.verdict, "why": each.why, "evidence": plain(each.answer, library)}
        for each in (ruled(claim, library) if claim.asks else ())
    ]


def rule_lines(claim: Claim, library: Library) -> Iterator[str]:
    """What the studies of a claim say together, and the verdict that this gives by rule."""
    if not claim.asks:
        return
    from cotake.evidence.pooling import ruled, together

    verdicts = library.vocabulary("verdicts")
    for each in ruled(claim, library):
        beside = f" with {each.asked.with_}" if each.asked.with_ else ""
        among = f" in {each.answer.among.name}" if each.answer.among else ""
        yield f"  {each.asked.substance}{beside}{among}: {each.answer.outcome.name}"
        yield f"      {next(iter(together(each.answer)))}"
        yield f"      By rule: {verdicts[each.verdict].name} ({each.why})."
    if claim.judged:
        yield f"  Why the verdict is another than the rule gives: {claim.judged}"


def claim_lines(claim: dict[str, Any], rules: list[str], audience: str) -> Iterator[str]:
    """A claim, its verdict, why, the numbers and the sources; `claim` as `plain_claim` gives it."""
    yield f'"{claim["says"]}"'
    yield f"{claim['verdict']['name'].upper()}: {claim['verdict']['means']}"
    yield ""
    yield claim["reason"][audience]
    if claim["unknown"]:
        yield f"Not known: {claim['unknown'][audience]}"
    if claim["numbers"]:
        yield ""
        yield "The numbers:"
        for each in claim["numbers"]:
            yield f"  {each['title']} (record {each['study']})"
            yield f"      {each['figures']}"
    if rules:
        yield ""
        yield "Put together:"
        yield from rules
    yield ""
    yield "The verdict is cotake's own. Sources:"
    for source in claim["sources"]:
        address = f" {source['url']}" if source.get("url") else ""
        yield f"  {source['title']} ({source['read']}) [{source['id']}]{address}"
