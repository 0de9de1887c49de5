"""Check that the templates of a record have only holes that are filled when they are told."""

from __future__ import annotations

import re
from collections.abc import Iterable
from difflib import get_close_matches
from typing import Any

from cotake.knowledge._leaves import Leaf
from cotake.knowledge._read import Reading
from cotake.knowledge.types import Mechanism, Pair, Substance

_HOLE = re.compile(r"\{(\w+)\}")
_INDEX = re.compile(r"\[\d+\]")

#: What `cotake.interactions` fills, by kind of rule; `all` are all medicines of the finding.
_TWO = ("a", "b", "a_via", "b_via", "all")
_LEVEL = ("victim", "perpetrators", "enzymes", "ratio", "harm", "hazard", "all")
_ACTIVATION = tuple(name for name in _LEVEL if name != "ratio")
_OF_KIND = {
    "pair": _TWO,
    "absorption": (*_TWO, "gap"),
    "burden": ("all",),
    "exposure": _LEVEL,
    "activation": _ACTIVATION,
    "duplication": ("a", "b", "what", "all"),
    "person": ("a", "all"),
    "allergy": ("a", "told", "all"),
    "shared": ("effects", "all"),
    "dose": ("a", "dose", "top", "times", "all"),
    "frequency": ("a", "days", "all"),
}
_ENDS = ("a", "b", "days_b")

#: The fields of a mechanism whose texts are filled; `ends` only in rules over two roles.
_TOLD = frozenset(
    {"summary", "action", "why", "onset", "questions", "contexts.say", "levels.summary", "levels.action",
     "levels.contexts.say", "factors.say"}
)  # fmt: skip

_OF_PAIR = {
    "finding.summary": _TWO,
    "finding.action": _TWO,
    "finding.why": _TWO,
    "finding.onset": _TWO,
    "finding.contexts.say": _TWO,
    "finding.ends": _ENDS,
    "absent.why": ("a", "b"),
    "studied.summary": ("a", "b"),
}
_OF_SUBSTANCE = {
    "cautions.summary": ("a", "all"),
    "cautions.action": ("a", "all"),
    "exposure.raised.action": _LEVEL,
    "exposure.lowered.action": _LEVEL,
    "exposure.activation.action": _ACTIVATION,
}


def check_holes(reading: Reading, leaves: Iterable[Leaf]) -> None:
    """Fault each `{hole}` that nothing fills, and each brace that is none."""
    for path, _, value in leaves:
        if not isinstance(value, str) or ("{" not in value and "}" not in value):
            continue
        known = _holes_at(reading.value, path)
        here = f"The holes here: {', '.join(f'{{{name}}}' for name in known) or 'none'}."
        for name in dict.fromkeys(_HOLE.findall(value)):
            if name not in known:
                close = get_close_matches(name, known, 1)
                hint = f"Did you mean {{{close[0]}}}? " if close else ""
                reading.fault("unknown-term", path, f'has the hole "{{{name}}}"', hint + here)
        rest = _HOLE.sub("", value)
        if "{" in rest or "}" in rest:
            reading.fault("unknown-term", path, "has a brace that is no hole", here)


def _holes_at(record: Any, path: str) -> tuple[str, ...]:
    field = _INDEX.sub("", path).removesuffix(".person").removesuffix(".clinician")
    if isinstance(record, Mechanism):
        if field == "ends":
            return _ENDS if record.kind in ("pair", "absorption") else ()
        kind = "activation" if record.change == "activation" else record.kind
        return _OF_KIND.get(kind, ("all",)) if field in _TOLD else ()
    if isinstance(record, Pair):
        return _OF_PAIR.get(field, ())
    if isinstance(record, Substance):
        return _OF_SUBSTANCE.get(field, ())
    return ()
