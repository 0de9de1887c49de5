"""Codes where a name is expected: `RxCUI 7243`, `ATC N02AX02`, `UNII 5S6W795CQM`."""

from __future__ import annotations

import re

from cotake._record import record
from cotake.knowledge import Library

_CODE = re.compile(
    r"\s*(rxcui|rxnorm|atc|unii)(?:\s+code)?\s*[:#|=]?\s*([A-Z0-9]{2,12})\b[\s,:-]*(.*)",
    re.IGNORECASE | re.DOTALL,
)
_SYSTEMS = {"rxcui": "rxnorm"}
#: A strength in the name of an RxNorm product; one per volume says nothing of the dose.
_STRENGTH = re.compile(r"(\d+(?:\.\d+)?) (MG|MCG|UNT|MEQ)\b(?!/)")
_FORM = re.compile(
    r"\b(ophthalmic|otic|topical|transdermal|nasal|inhal\w+|rectal|vaginal|sublingual|injecti\w+|injectable)\b",
    re.IGNORECASE,
)
_ANY_DOSE = re.compile(r"\d\s*(?:mg|mcg|µg|g|ml|iu|units?)\b", re.IGNORECASE)


@record
class Coded:
    """What a code stands for: the lines to read in its place, or why there are none."""

    lines: tuple[tuple[str, ...], ...] = ()
    why: str = ""


def read_code(text: str, library: Library) -> Coded | None:
    """The lines that a text with a code stands for; None where it holds no code.

    Each ingredient has several lines to try, the fullest first.
    """
    found = _CODE.fullmatch(text)
    if not found:
        return None
    system, code, rest = found[1].lower(), found[2].upper(), found[3].strip()
    system = _SYSTEMS.get(system, system)
    substances = library.of_code(system, code)
    if len(substances) == 1:
        name = library.substance(substances[0]).name
        return Coded(((f"{name} {rest}".strip(),),))
    if substances:
        listed = ", ".join(library.substance(each).name for each in substances)
        return Coded(why=f"the code stands for several: {listed}; write the name of the one that is taken")
    if system == "rxnorm":
        return _of_product(code, rest, library)
    return Coded(why=f"no record has the {system.upper()} code {code}; write the name")


def _of_product(code: str, rest: str, library: Library) -> Coded:
    overlay = next((each for each in library.overlays if each.form.id == "rxnorm"), None)
    if overlay is None:
        return Coded(
            why=f"no record has the RxNorm code {code}; codes of products and brands are known once RxNorm "
            "was added (cotake knowledge add rxnorm FILE), or write the name"
        )
    named, ingredients = overlay.named(code), overlay.ingredients(code)
    if not named or not ingredients:
        return Coded(why=f"RxNorm, as added, has no medicine of the code {code}; write the name")
    form = _FORM.search(named[1])
    parts = named[1].split(" / ")
    lines = []
    for own, name in ingredients:
        known = library.of_code("rxnorm", own)
        shown = library.substance(known[0]).name if len(known) == 1 else name
        part = next((each for each in parts if name.lower() in each.lower()), "")
        strength = _STRENGTH.search(part or (named[1] if len(ingredients) == 1 else ""))
        dose = "" if _ANY_DOSE.search(rest) or not strength else f"{strength[1]} {strength[2].lower()}"
        full = " ".join(each for each in (shown, dose, form[1].lower() if form else "", rest) if each)
        plain = " ".join(each for each in (shown, dose, rest) if each)
        lines.append(tuple(dict.fromkeys((full, plain, f"{shown} {rest}".strip(), shown))))
    return Coded(tuple(lines))
