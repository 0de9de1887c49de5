"""What each tool gives, as JSON Schema."""

from __future__ import annotations

import json

from cotake.interactions import answer_schema
from cotake.surfaces.mcp._check import KEPT
from cotake.surfaces.mcp._shapes import (
    BOOLEAN,
    DETAIL,
    LINES,
    MAYBE,
    NUMBER,
    SAID,
    WHOLE,
    Schema,
    items,
    or_null,
    shape,
)

_FIRST = {
    **LINES,
    "minItems": 1,
    "description": "Read this before anything else, and pass on what it says was not checked.",
}
_NOTICE = {"type": "string", "minLength": 1, "description": "To be passed on to the person."}
_SOURCE = shape(
    {
        "id": SAID,
        "title": SAID,
        "year": {"type": ["integer", "null"]},
        "url": MAYBE,
    }
)
_READ = {"enum": ["full", "abstract", "second_hand", "recalled"]}
_CITED = items(shape({"id": SAID, "locator": MAYBE, "read": _READ}))
_CLASS = {"type": "integer", "minimum": 1, "maximum": 5}
_ENDS = shape({"low": NUMBER, "high": NUMBER})


def _answer() -> Schema:
    found: Schema = json.loads(answer_schema())
    return found


def gives_check() -> Schema:
    """A short answer, or the whole one as docs/answer.schema.json has it; both open with `read_first`."""
    answer = _answer()
    whole, parts = answer["properties"], answer["$defs"]
    finding = parts["finding"]
    short = {
        "read_first": _FIRST,
        "detail": {"const": "short"},
        **{key: whole[key] for key in KEPT},
        "findings": {
            **items(
                {
                    **finding,
                    "properties": {
                        **finding["properties"],
                        "class_name": SAID,
                        "sources": _CITED,
                    },
                    "required": [*finding["required"], "class_name"],
                }
            ),
            "description": "Classes 1 (avoid) to 3 (minimise risk), the order that of what matters.",
        },
        "minor_findings": items(
            shape(
                {
                    "id": SAID,
                    "substances": LINES,
                    "classification": _CLASS,
                    "class_name": SAID,
                    "hazard": SAID,
                }
            )
        ),
        "clear": {
            **items(shape({"area": SAID, "name": SAID, "basis": SAID})),
            "description": "Areas that were looked at and need no action; of what was recognised only.",
        },
        "studied": items(
            {**parts["studied"], "properties": {**parts["studied"]["properties"], "sources": _CITED}}
        ),
        "warnings": items(shape({"id": SAID, "substances": LINES, "name": SAID})),
        "other_sources": whole["other_sources"],
        "sources": items(_SOURCE),
        "knowledge_notice": whole["knowledge_notice"],
        "notice": _NOTICE,
    }
    full = {"read_first": _FIRST, "detail": {"const": "full"}, **whole}
    left = tuple(name for name in whole if name not in answer["required"])
    return {
        "type": "object",
        "oneOf": [shape(short), shape(full, optional=left)],
        "allOf": answer["allOf"],
        "$defs": parts,
    }


def gives_guide() -> Schema:
    """The parts of the article with the numbers of their sources."""
    answer = _answer()
    whole, parts = answer["properties"], answer["$defs"]
    statement = shape(
        {
            "text": SAID,
            "strong": MAYBE,
            "details": items(shape({"label": SAID, "text": SAID})),
            "sources": items(WHOLE),
        }
    )
    section = shape(
        {
            "id": SAID,
            "heading": SAID,
            "paragraphs": items(statement),
            "points": items(statement),
        }
    )
    kept = ("audience", "status", "complete", "not_recognised", "not_covered", "assumptions")
    return {
        **shape(
            {
                "read_first": _FIRST,
                "detail": DETAIL,
                **{key: whole[key] for key in kept},
                "classification": or_null(_CLASS),
                "title": SAID,
                "sections": items(section),
                "left_out": LINES,
                "sources": items(
                    shape(
                        {
                            "number": WHOLE,
                            "text": SAID,
                            "url": MAYBE,
                            "read": SAID,
                        }
                    )
                ),
                "knowledge_notice": whole["knowledge_notice"],
                "notice": _NOTICE,
            }
        ),
        "$defs": {name: parts[name] for name in ("unknown", "gap")},
    }


def gives_levels() -> Schema:
    """Figures and a few points for each curve."""
    curve = shape(
        {
            "substance": SAID,
            "name": SAID,
            "kind": {"enum": ["level", "held"]},
            "unit": {"enum": ["ng/mL", "% held"]},
            "model": MAYBE,
            "highest": NUMBER,
            "last_day": {**_ENDS, "description": "The steady state, where it is reached by then."},
            "highest_of_people": or_null(shape({"p10": NUMBER, "p90": NUMBER})),
            "raised_by_others": {
                **or_null(_ENDS),
                "description": "Times as high as alone, area in regular use; null where unchanged.",
            },
            "points": items(shape({"from_hour": NUMBER, "low": NUMBER, "high": NUMBER})),
        }
    )
    return shape(
        {
            "read_first": _FIRST,
            "begin": SAID,
            "days": NUMBER,
            "people": WHOLE,
            "complete": {"type": "boolean", "description": "False where something is not in the picture."},
            "curves": items(curve),
            "not_recognised": items(shape({"text": SAID, "candidates": LINES})),
            "not_drawn": LINES,
            "notes": LINES,
            "notice": _NOTICE,
        }
    )


def gives_claim() -> Schema:
    """The nearest claim with its verdict, or null."""
    claim = shape(
        {
            "id": SAID,
            "says": {"type": "string", "description": "What people claim; not what cotake says."},
            "verdict": shape({"id": SAID, "name": SAID, "means": SAID}),
            "reason": SAID,
            "unknown": MAYBE,
            "judged": MAYBE,
            "studies": LINES,
            "numbers": items(shape({"study": SAID, "title": SAID, "figures": SAID})),
            "sources": items(
                shape(
                    {
                        "id": SAID,
                        "title": SAID,
                        "year": {"type": ["integer", "null"]},
                        "url": MAYBE,
                        "read": SAID,
                    }
                )
            ),
        }
    )
    return shape(
        {
            "read_first": _FIRST,
            "detail": DETAIL,
            "asked": SAID,
            "found": {"type": "boolean", "description": "False: nothing is known of it, true or not."},
            "claim": or_null(claim),
            "by_rule": items(shape({"verdict": SAID, "why": SAID, "evidence": {"type": "object"}})),
            "score": {"type": ["number", "null"]},
            "turned": {
                "type": ["boolean", "null"],
                "description": "True: what was asked denies or doubts the claim.",
            },
            "others": items(shape({"id": SAID, "says": SAID, "score": NUMBER, "verdict": SAID})),
            "notice": _NOTICE,
        }
    )


def gives_evidence() -> Schema:
    """An entry for each outcome; `whole` has its studies where one was asked for."""
    outcome = shape(
        {
            "outcome": SAID,
            "name": SAID,
            "harm": BOOLEAN,
            "studies": WHOLE,
            "put_together": WHOLE,
            "syntheses": WHOLE,
            "measure": MAYBE,
            "log": {"type": "boolean", "description": "True: the effect is a logarithm of a ratio."},
            "effect": or_null(shape({"value": NUMBER, "low": NUMBER, "high": NUMBER})),
            "better": {"enum": ["lower", "higher", None]},
            "certainty": MAYBE,
            "said": LINES,
            "whole": {"type": "object"},
        },
        optional=("whole",),
    )
    return shape(
        {
            "read_first": _FIRST,
            "asked": SAID,
            "found": {
                "type": "boolean",
                "description": "False: no study has a number; no proof of anything.",
            },
            "outcomes": items(outcome),
            "sources": items({**_SOURCE, "properties": {**_SOURCE["properties"], "read": _READ}}),
            "notice": _NOTICE,
        }
    )
