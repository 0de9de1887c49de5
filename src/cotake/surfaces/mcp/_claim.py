"""The tool `claim`: the nearest claim that is known and what the studies make of it."""

from __future__ import annotations

from typing import Any

from cotake.evidence import NEAR, nearest_claims
from cotake.interactions import NOTICE, address_of
from cotake.knowledge import Library
from cotake.surfaces._claims import NEARBY, NOTHING_NEAR, claim_lines, plain_answer, rule_lines
from cotake.surfaces.mcp._arguments import Given
from cotake.surfaces.mcp._reply import Reply, quoted

_TURNED = (
    "OTHER WAY ROUND: what was asked denies or doubts this claim. The verdict is on the claim as it stands "
    "here, not on what was asked."
)
_NO_CHECK = "A verdict on a claim is no check of anybody's medicines: call check for that."


def rate_claim(given: Given, library: Library) -> Reply:
    """The verdict with its reasons, or that no claim near to it is known."""
    asked, audience, detail = given.text("text", needed=True), given.audience(), given.detail()
    found = nearest_claims(asked, library)
    plain = plain_answer(asked, found, library)
    claim = plain["claim"]
    others = [
        {**each, "verdict": _verdict(each["id"], library)}
        for each in plain["others"]
        if each["score"] >= NEARBY
    ]
    if claim is None:
        first = [
            f"NO CLAIM FOUND for {quoted(asked)}: {NOTHING_NEAR[:1].lower()}{NOTHING_NEAR[1:]}",
            _NO_CHECK,
        ]
        lines = []
    else:
        near = next(each for each in found if each.score >= NEAR)
        first = [
            f'NEAREST KNOWN CLAIM, which may not be what was asked: "{claim["says"]}". It is '
            f"{near.score:.0%} alike; if it is another claim, nothing is known of the one asked about.",
            f"VERDICT on that claim: {claim['verdict']['name'].upper()}. {claim['verdict']['means']}",
            *([_TURNED] if near.turned else []),
            _NO_CHECK,
        ]
        for each in claim["sources"]:
            each["url"] = address_of(library.source(each["id"].partition("#")[0]))
        lines = list(claim_lines(claim, list(rule_lines(near.claim, library)), audience))
    if others:
        told = "; ".join(f'"{each["says"]}" (verdict: {each["verdict"]})' for each in others)
        lines += ["", f"Other claims that people make, not the one asked about: {told}"]
    return Reply(
        "\n".join([*first, "", *lines, "", f"NOTICE, to be passed on: {NOTICE}"]),
        {
            "read_first": first,
            "detail": detail,
            "asked": asked,
            "found": claim is not None,
            "claim": claim and {**claim, **_worded(claim, audience)},
            "by_rule": plain["by_rule"]
            if detail == "full"
            else [_brief(each) for each in plain["by_rule"]],
            "score": plain["score"],
            "turned": plain["turned"],
            "others": others,
            "notice": NOTICE,
        },
    )


def _verdict(claim: str, library: Library) -> str:
    """The name of its verdict: a claim is never told without it."""
    return str(library.vocabulary("verdicts")[library.claim(claim).verdict].name)


def _worded(claim: dict[str, Any], audience: str) -> dict[str, Any]:
    """The reason and what is not known, in the wording that was asked for."""
    unknown = claim["unknown"]
    return {"reason": claim["reason"][audience], "unknown": unknown and unknown[audience]}


def _brief(rule: dict[str, Any]) -> dict[str, Any]:
    """What a rule says, without each study."""
    evidence = rule["evidence"]
    kept = ("substances", "with", "outcome", "among", "measure", "said")
    return {
        "verdict": rule["verdict"],
        "why": rule["why"],
        "evidence": {key: evidence[key] for key in kept}
        | {"certainty": evidence["certainty"] and evidence["certainty"]["level"]},
    }
