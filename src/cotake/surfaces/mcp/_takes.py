"""What each tool takes, as JSON Schema."""

from __future__ import annotations

from cotake.surfaces._most import MOST_MEDICINES
from cotake.surfaces.mcp._evidence import METHODS
from cotake.surfaces.mcp._shapes import BOOLEAN, DETAIL, TEXT, Schema, shape


def _takes(properties: Schema, *needed: str) -> Schema:
    return shape(properties, optional=tuple(name for name in properties if name not in needed))


_MEDICINES = {
    "type": "array",
    "items": {**TEXT, "minLength": 1},
    "minItems": 1,
    "maxItems": MOST_MEDICINES,
    "description": (
        "The WHOLE list, one medicine, herb, food or drink a text, as people write it, with dose, how "
        "often "
        'and dates where known: "NAME 50 mg at night", "NAME stopped 2026-11-20", "NAME as needed". Leave '
        "nothing out, and do not correct names: what is not recognised is told."
    ),
}
_PERSON = {
    "type": "object",
    "description": "Who takes them. Say only what is known; what is not said is not known.",
    "properties": {
        "age": {"type": "number", "minimum": 0, "maximum": 130, "description": "In years."},
        "sex": {"enum": ["female", "male"]},
        "egfr": {"type": "number", "minimum": 0, "maximum": 250, "description": "mL/min/1.73 m²."},
        "conditions": {
            "type": "array",
            "items": TEXT,
            "maxItems": MOST_MEDICINES,
            "description": 'Illnesses by name, such as "epilepsy".',
        },
        "allergies": {
            "type": "array",
            "items": TEXT,
            "maxItems": MOST_MEDICINES,
            "description": 'Medicines or classes that caused an allergy: "NAME", "NAME: REACTION".',
        },
        "genes": {
            "type": "object",
            "additionalProperties": TEXT,
            "description": 'Gene types, such as {"CYP2D6": "poor"}.',
        },
        "pregnant": {"type": "boolean", "description": "Pregnant or trying to be."},
        "breast_feeding": BOOLEAN,
        "surgery": {"type": "string", "description": "The day of a planned operation, year-month-day."},
    },
    "additionalProperties": False,
}
_AUDIENCE = {
    "enum": ["person", "clinician"],
    "default": "person",
    "description": "Whom the wording is for: plain words, or mechanisms and figures.",
}
_TODAY = {"type": "string", "description": "The day that counts as now, year-month-day; by default today."}
TAKES_LIST = _takes(
    {
        "medicines": _MEDICINES,
        "person": _PERSON,
        "audience": _AUDIENCE,
        "today": _TODAY,
        "detail": DETAIL,
    },
    "medicines",
)
TAKES_LEVELS = _takes(
    {
        "medicines": {
            **_MEDICINES,
            "description": 'Each with its dose in mg and how often: "NAME 50 mg twice a day".',
        },
        "person": _PERSON,
        "today": _TODAY,
        "days": {"type": "number", "minimum": 0.5, "maximum": 366, "default": 14},
        "people": {
            "type": "integer",
            "minimum": 1,
            "maximum": 200,
            "default": 1,
            "description": "1 is a typical person; more are drawn around it, to show how people differ.",
        },
        "seed": {"type": "integer", "minimum": 0, "maximum": 2**32 - 1, "description": "Of the draws."},
        "weight_kg": {"type": "number", "minimum": 30, "maximum": 300, "default": 70},
        "missed": {
            "type": "array",
            "items": {"type": "integer", "minimum": 1, "maximum": 366},
            "maxItems": 366,
            "description": "Days without doses, 1 the first.",
        },
    },
    "medicines",
)
TAKES_CLAIM = _takes(
    {
        "text": {**TEXT, "minLength": 1, "description": "The claim as it is made, a sentence."},
        "audience": _AUDIENCE,
        "detail": DETAIL,
    },
    "text",
)
TAKES_QUESTION = _takes(
    {
        "about": {
            **TEXT,
            "minLength": 1,
            "description": "One medicine; a name that says a dose band asks for that band.",
        },
        "outcome": {**TEXT, "description": "What was measured, such as pain; by default all, as a table."},
        "with": {**TEXT, "description": "Another medicine that is taken with it."},
        "among": {**TEXT, "description": "Only studies of people with this illness."},
        "measure": {**TEXT, "description": "The scale to put studies on; with one outcome."},
        "method": {
            "enum": list(METHODS),
            "default": METHODS[0],
            "description": "How studies are put together; with one outcome.",
        },
        "today": _TODAY,
    },
    "about",
)
