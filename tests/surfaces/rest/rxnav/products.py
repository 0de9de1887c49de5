"""A small RxNorm made for the tests: twenty products, their ingredients and brands, as RRF.

The RxCUIs of products and ingredients are real, as public documents and client code quote them. Numbers
that begin with 99 are made up: for components, for some brands and one ingredient, and for what does
not exist at all.
"""

from __future__ import annotations

import zipfile
from pathlib import Path

INGREDIENTS = {
    "161": "acetaminophen", "723": "amoxicillin", "1191": "aspirin", "4450": "fluconazole",
    "6719": "memantine", "7243": "naltrexone", "10689": "tramadol", "11289": "warfarin",
    "21212": "clarithromycin", "36567": "simvastatin", "99000002": "clavulanate", "75207": "bosentan",
    "135447": "donepezil", "99000001": "unheardofine",
}  # fmt: skip
#: Code, name, what it is a brand of.
BRANDS = {
    "202433": ("Tylenol", "161"),
    "196503": ("Zocor", "36567"),
    "203205": ("Revia", "7243"),
    "99000100": ("Diflucan", "4450"),
}
#: Code, name, ingredients.
GENERICS = {
    "197517": ("clarithromycin 500 MG Oral Tablet", ("21212",)),
    "243670": ("aspirin 81 MG Oral Tablet", ("1191",)),
    "562251": ("amoxicillin 250 MG / clavulanate 125 MG Oral Tablet", ("723", "99000002")),
    "656659": ("bosentan 125 MG Oral Tablet", ("75207",)),
    "835603": ("tramadol hydrochloride 50 MG Oral Tablet", ("10689",)),
    "836395": ("acetaminophen 325 MG / tramadol hydrochloride 37.5 MG Oral Tablet", ("161", "10689")),
    "855332": ("warfarin sodium 5 MG Oral Tablet", ("11289",)),
    "996740": ("memantine hydrochloride 2 MG/ML Oral Solution", ("6719",)),
    "997223": ("donepezil hydrochloride 10 MG Oral Tablet", ("135447",)),
    "1483744": ("naltrexone hydrochloride 50 MG Oral Tablet", ("7243",)),
    # Made up: what has an ingredient of which cotake has no record, alone and beside a known one.
    "99000010": ("unheardofine 5 MG Oral Tablet", ("99000001",)),
    "99000011": ("unheardofine 5 MG / warfarin sodium 5 MG Oral Tablet", ("99000001", "11289")),
}
#: Code, name, brand, ingredients.
BRANDED = {
    "152923": ("simvastatin 40 MG Oral Tablet [Zocor]", "196503", "36567"),
    "207106": ("fluconazole 50 MG Oral Tablet [Diflucan]", "99000100", "4450"),
    "209387": ("acetaminophen 325 MG Oral Tablet [Tylenol]", "202433", "161"),
    "209459": ("acetaminophen 500 MG Oral Tablet [Tylenol]", "202433", "161"),
    "828555": ("acetaminophen 32 MG/ML Oral Suspension [Tylenol]", "202433", "161"),
    "828557": ("acetaminophen 160 MG Chewable Tablet [Tylenol]", "202433", "161"),
    "1243440": ("8 HR acetaminophen 650 MG Extended Release Oral Tablet [Tylenol]", "202433", "161"),
    "1738139": ("acetaminophen 325 MG Oral Capsule [Tylenol]", "202433", "161"),
    "2178758": ("acetaminophen 160 MG Oral Powder [Tylenol]", "202433", "161"),
    "2374361": ("acetaminophen 500 MG Oral Powder [Tylenol]", "202433", "161"),
}
#: Made up, as no package is labelled so: 5-4-2 digits.
NDC = {"99999000101": "835603", "99999000202": "1483744"}
SYNONYMS = {
    "209459": ("SY", "Tylenol 500 MG Oral Tablet"),
    "1483744": ("PSN", "naltrexone 50 MG Oral Tablet"),
}


def release(path: Path) -> Path:
    """The zip of it."""
    concepts = [_concept(code, "IN", name) for code, name in INGREDIENTS.items()]
    concepts += [_concept(code, "BN", name) for code, (name, _) in BRANDS.items()]
    concepts += [_concept(code, "SCD", name) for code, (name, _) in GENERICS.items()]
    concepts += [_concept(code, "SBD", name) for code, (name, _, _) in BRANDED.items()]
    concepts += [_concept(code, kind, name) for code, (kind, name) in SYNONYMS.items()]
    relations = [_relation(code, "tradename_of", of) for code, (_, of) in BRANDS.items()]
    for number, (code, (_, within)) in enumerate(GENERICS.items()):
        for place, ingredient in enumerate(within):
            component = str(99100000 + 10 * number + place)
            concepts.append(_concept(component, "SCDC", f"{INGREDIENTS[ingredient]} {code}"))
            relations += [
                _relation(code, "consists_of", component),
                _relation(component, "has_ingredient", ingredient),
            ]
    for number, (code, (name, brand, ingredient)) in enumerate(BRANDED.items()):
        component, generic = str(99200000 + number), str(99300000 + number)
        concepts += [
            _concept(component, "SCDC", f"{INGREDIENTS[ingredient]} {code}"),
            _concept(generic, "SCD", name.partition(" [")[0]),
        ]
        relations += [
            _relation(code, "has_ingredient", brand),
            _relation(code, "tradename_of", generic),
            _relation(generic, "consists_of", component),
            _relation(component, "has_ingredient", ingredient),
        ]
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("rrf/RXNCONSO.RRF", "".join(concepts))
        archive.writestr("rrf/RXNREL.RRF", "".join(relations))
        attributes = (f"{code}||||AUI||||NDC|RXNORM|{ndc}|N|4096|\n" for ndc, code in NDC.items())
        archive.writestr("rrf/RXNSAT.RRF", "".join(attributes))
    return path


def _concept(code: str, kind: str, name: str) -> str:
    return f"{code}|ENG||||||1{code}|{code}|{code}||RXNORM|{kind}|{code}|{name}||N|4096|\n"


def _relation(code: str, how: str, to: str) -> str:
    """`code` stands in the relation to `to`, so it is the second concept of the row."""
    return f"{to}||CUI|RO|{code}||CUI|{how}|1||RXNORM|RXNORM||||4096|\n"
