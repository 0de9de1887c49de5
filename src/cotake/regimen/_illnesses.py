"""Illnesses of a health record as states that the vocabulary knows: by code first, then by name."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from cotake._record import record
from cotake.knowledge import Library, key_of
from cotake.knowledge.types import ConditionEntry

SNOMED, ICD10 = "snomed", "icd10"
#: How code systems are called in FHIR and in C-CDA.
SYSTEMS = {
    "http://snomed.info/sct": SNOMED,
    "urn:oid:2.16.840.1.113883.6.96": SNOMED,
    "2.16.840.1.113883.6.96": SNOMED,
    "http://hl7.org/fhir/sid/icd-10": ICD10,
    "http://hl7.org/fhir/sid/icd-10-cm": ICD10,
    "urn:oid:2.16.840.1.113883.6.3": ICD10,
    "urn:oid:2.16.840.1.113883.6.90": ICD10,
    "2.16.840.1.113883.6.3": ICD10,
    "2.16.840.1.113883.6.90": ICD10,
}
#: What SNOMED CT puts behind its names.
_MARK = re.compile(r"\s*\((?:disorder|finding|situation|event|procedure|person|observable entity)\)$")
#: So many names are shown of what is told in one line.
_SHOWN = 8


#: How a system is called to people.
_CALLED = {SNOMED: "SNOMED CT", ICD10: "ICD-10"}


def as_code(codes: Iterable[tuple[str, str]]) -> str:
    """The first of codes, each with its system as FHIR or C-CDA write it, in words; "" where there is none.

    >>> as_code([("http://snomed.info/sct", "39579001")])
    'code 39579001 of SNOMED CT'
    """
    for system, code in codes:
        if code:
            return f"code {code} of {_CALLED.get(SYSTEMS.get(system, ''), system or 'no system')}"
    return ""


@record
class Illness:
    """One illness as a record holds it: name, codes as (kind of system, code), and how it stands."""

    name: str
    codes: tuple[tuple[str, str], ...] = ()
    over: bool = False
    refuted: bool = False


def states_of(listed: Iterable[Illness], library: Library) -> tuple[list[str], list[str]]:
    """The states that the illnesses mean, and what is told of those that mean none or do not count.

    Args:
        listed: the illnesses of the record.
        library: whose vocabulary gives their codes and names.
    """
    found: list[str] = []
    past: list[str] = []
    over: list[str] = []
    others: list[str] = []
    for each in listed:
        name = _MARK.sub("", each.name)
        states = _states(each, name, library)
        shown = name or " ".join(code for _, code in each.codes[:1])
        if each.refuted:
            over.append(shown)
        elif each.over:
            lasting = [state for state in states if _lasts(state, library)]
            found += lasting
            (past if lasting else over).append(shown)
        elif states:
            found += states
        else:
            others.append(shown)
    told = [
        _folded("Over, and counted as past", past),
        _folded("Resolved, inactive or refuted, and not counted", over),
        _folded("Not known as a state that changes the answer, and not reckoned with", others),
    ]
    return list(dict.fromkeys(found)), list(filter(None, told))


def _lasts(state: str, library: Library) -> bool:
    """Whether a state counts where it is over."""
    return bool(library.vocabulary("conditions")[state].past)


def _states(each: Illness, name: str, library: Library) -> list[str]:
    by_code = [state for kind, code in each.codes for state in states_by_code(kind, code, library)]
    return list(dict.fromkeys(by_code)) or _by_name(library).get(key_of(name), [])


def states_by_code(kind: str, code: str, library: Library) -> tuple[str, ...]:
    """The states of the vocabulary that a code of SNOMED CT or ICD-10 stands for."""
    if kind == SNOMED:
        return _by_snomed(library).get(code.strip(), ())
    written = code.strip().upper()
    if "." not in written and len(written) > 3:
        written = f"{written[:3]}.{written[3:]}"
    return tuple(
        state for beginning, state in _by_icd10(library) if kind == ICD10 and written.startswith(beginning)
    )


@lru_cache(maxsize=8)
def _by_snomed(library: Library) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for entry in _entries(library):
        for code in entry.snomed:
            found[code] = (*found.get(code, ()), entry.id)
    return found


@lru_cache(maxsize=8)
def _by_icd10(library: Library) -> tuple[tuple[str, str], ...]:
    return tuple((beginning, entry.id) for entry in _entries(library) for beginning in entry.icd10)


@lru_cache(maxsize=8)
def _by_name(library: Library) -> dict[str, list[str]]:
    return {
        key_of(name): [entry.id]
        for entry in _entries(library)
        for name in (entry.id, entry.name, *entry.names)
    }


def _entries(library: Library) -> Iterable[ConditionEntry]:
    return library.vocabulary("conditions").values()


def _folded(what: str, names: list[str]) -> str:
    """Many names in one line, of which the first few are shown."""
    listed = list(dict.fromkeys(filter(None, names)))
    if not listed:
        return ""
    rest = len(listed) - _SHOWN
    shown = ", ".join(listed[:_SHOWN]) + (f" and {rest} more" if rest > 0 else "")
    return f"{what}: {shown}"
