"""The identifiers that are asked about: what each is, and which substances are in it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from functools import lru_cache

from cotake._record import record
from cotake.knowledge import Library
from cotake.knowledge.overlays import Overlay
from cotake.regimen import Regimen, parse
from cotake.surfaces.rest.rxnav._shapes import MinConcept

#: What stands between identifiers, and around them where a client wrote its list out.
_BETWEEN = re.compile(r"[\s,;|+]+")
_AROUND = "[](){}\"'"
#: An RxCUI; some clients send numbers that went through a table as 7243.0.
_RXCUI = re.compile(r"0*([1-9]\d{1,7})(?:\.0+)?")


@record
class Given:
    """An identifier as it was sent: what it is called, what is in it, and what could not be read of it.

    `within` is for each substance its concept in RxNorm, as far as it has one.
    """

    concept: MinConcept
    regimen: Regimen
    within: Mapping[str, MinConcept]
    why: tuple[str, ...] = ()

    @property
    def known(self) -> bool:
        """Whether at least one substance of it can be checked."""
        return bool(self.regimen.medicines)


def split_identifiers(texts: Iterable[str]) -> tuple[str, ...]:
    """The identifiers in what was sent, each once, in order.

    >>> split_identifiers(["7243+10689 11289", "7243.0,[warf]"])
    ('7243', '10689', '11289', 'warf')
    """
    tokens = (token.strip(_AROUND) for text in texts for token in _BETWEEN.split(text))
    found = ((_RXCUI.fullmatch(token), token) for token in tokens if token)
    return tuple(dict.fromkeys(match[1] if match else token for match, token in found))


def rxnorm_of(library: Library) -> Overlay | None:
    """RxNorm, where the user added it."""
    return next((each for each in library.overlays if each.form.id == "rxnorm"), None)


def why_unknown(rxcui: str, library: Library) -> str:
    """That a code is not known here, and how it could be."""
    if rxnorm_of(library):
        return f"neither RxNorm, as added, nor the records have a medicine of the code {rxcui}"
    return (
        f"no record has the RxNorm code {rxcui}; codes of products and brands are known once RxNorm was "
        "added to the service (cotake knowledge add rxnorm FILE), or send the code of the ingredient"
    )


@lru_cache(maxsize=4096)
def given_of(rxcui: str, library: Library, today: date) -> Given:
    """What an identifier stands for. Ingredients of the records need nothing else, others RxNorm."""
    if not _RXCUI.fullmatch(rxcui):
        return Given(MinConcept(rxcui, rxcui, ""), Regimen(), {}, ("it is no RxCUI",))
    regimen = parse([f"RxCUI {rxcui}"], library, today=today)
    overlay = rxnorm_of(library)
    named = overlay.named(rxcui) if overlay else None
    own = library.of_code("rxnorm", rxcui)
    kind, name = named or (("IN", called_by(rxcui, own[0], library)) if own else ("", f"RxCUI {rxcui}"))
    listed = dict(overlay.ingredients(rxcui)) if overlay and not own else {}
    within = {each: MinConcept(rxcui, name, kind) for each in own}
    for code, called in listed.items():
        hit = library.find(called)
        named_so = (hit.id,) if hit and hit.folder == "substances" else ()
        for each in library.of_code("rxnorm", code) or named_so:
            within[each] = MinConcept(code, called, "IN")
    why = [each.why or why_unknown(rxcui, library) for each in regimen.unknown]
    if not (own or listed):
        why = [why_unknown(rxcui, library)]
    why += [f"{each.substance}: {each.why}" for each in regimen.not_covered]
    return Given(
        MinConcept(rxcui, name, kind),
        Regimen(tuple(replace(each, text=name) for each in regimen.medicines)),
        {
            each.substance: within.get(each.substance) or concept_of(each.substance, library)
            for each in regimen.medicines
        },
        tuple(dict.fromkeys(why)),
    )


def given_substance(name: str, library: Library, today: date) -> Given:
    """A substance of the records as if its identifier had been sent."""
    concept = concept_of(name, library)
    regimen = parse([library.substance(name).name], library, today=today)
    return Given(concept, regimen, {each.substance: concept for each in regimen.medicines})


def called_by(rxcui: str, name: str, library: Library) -> str:
    """What the records call a code of a substance: one that holds several ingredients names each."""
    substance = library.substance(name)
    return next((each.name for each in substance.codes.also if each.rxnorm == rxcui), substance.name)


def concept_of(name: str, library: Library) -> MinConcept:
    """The ingredient in RxNorm that a substance is; without an RxCUI where its record gives none."""
    substance = library.substance(name)
    return MinConcept(substance.codes.rxnorm, substance.name, "IN" if substance.codes.rxnorm else "")
