"""The names of products as RxNorm writes them, in the ways in which a person would write them.

`12 HR A 100 MG Extended Release Oral Tablet [Brand]`, `A 250 MG / B 125 MG Oral Tablet`,
`3 ML A 100 UNT/ML Pen Injector`: the form of a name of the RxNorm Semantic Clinical and Branded Drugs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_ANY_CASE = re.IGNORECASE
_BEFORE = re.compile(
    r"^(?:NDA\d+\s+|abuse-deterrent\s+|\d+(?:\.\d+)?\s+(?:HR|ML|ACTUAT|MG|GM|UNT)\s+(?=\D))+", _ANY_CASE
)
_WITHIN = re.compile(r"\b\d+(?:\.\d+)?\s*(?:HR|ACTUAT)\b", _ANY_CASE)
_BRAND = re.compile(r"\s*\[([^\]]*)\]")
_PART = re.compile(
    r"^(?P<name>\D.*?)\s+(?P<strength>\d+(?:\.\d+)?)\s*(?P<unit>MG|MCG)\b(?!/)(?P<rest>.*)$", _ANY_CASE
)
_CONCENTRATION = re.compile(
    r"\s*\d[\d.]*\s*(?:MG|MCG|UNT|MEQ|GM|ML)/(?:ML|ACTUAT|HR|MG|GM|UNT)\b", _ANY_CASE
)
_STRENGTH = re.compile(r"\d\s*(?:MG|MCG|UNT|MEQ|GM)\b", _ANY_CASE)
#: Forms that a line does not know, and the way of taking it that they say.
_FORMS = (
    (r"\b(?:Metered Dose )?Nasal (?:Spray|Inhaler|Solution)\b", "nasal"),
    (r"\b(?:Metered Dose|Dry Powder) Inhaler\b|\bInhalation \w+\b|\bInhal(?:er|ant)\b", "inhaled"),
    (
        r"\b(?:Pen|Auto|Jet)[ -]?Injector\b|\bPrefilled Syringe\b|\bCartridge\b|"
        r"\bInject(?:able|ion)(?: \w+)?\b",
        "injection",
    ),
    (r"\b(?:Mucosal|Oral) Spray\b", ""),
)
_WAYS = tuple((re.compile(pattern, _ANY_CASE), way) for pattern, way in _FORMS)
_NUMBER = re.compile(r"\s+\d")


def variants(name: str) -> Iterator[str]:
    """The name, and other ways to write it, the one that says most first."""
    found = dict.fromkeys(" ".join(each.split()).strip(" ,;-") for each in _written(name))
    yield from (each for each in found if each)


def _written(name: str) -> Iterator[str]:
    yield name
    yield _BEFORE.sub("", name)
    bare = _WITHIN.sub(" ", _BRAND.sub(" ", _BEFORE.sub("", name)))
    yield bare
    yield _joined(bare)
    if " / " not in bare and _CONCENTRATION.search(bare):
        without = _CONCENTRATION.sub(" ", bare).replace(",", " ")
        form, way = next(((form, way) for form, way in _WAYS if form.search(without)), (_NUMBER, ""))
        yield form.sub(f" {way} ", without)
        yield form.sub(" ", without)
    if brand := _BRAND.search(name):
        yield brand[1]
    if " / " not in bare and len(_STRENGTH.findall(bare)) < 2:
        # A product of several would lose all but its first.
        yield _NUMBER.split(bare, maxsplit=1)[0]


def _joined(name: str) -> str:
    """`A 250 MG / B 125 MG Oral Tablet` as `A/B 250/125 MG Oral Tablet`; "" where it is none."""
    parts = [_PART.match(part.strip()) for part in name.split(" / ")]
    if len(parts) < 2 or not all(parts):
        return ""
    known = [part for part in parts if part]
    if len({part["unit"].lower() for part in known}) > 1 or any(
        part["rest"].strip() for part in known[:-1]
    ):
        return ""
    names, strengths = ("/".join(part[key] for part in known) for key in ("name", "strength"))
    return f"{names} {strengths} {known[0]['unit']}{known[-1]['rest']}"
