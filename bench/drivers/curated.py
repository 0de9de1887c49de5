"""Ask clinical-ddi-check, a short curated list of pairs, inside its own environment.

Reads the questions as JSON from standard input and prints the answers; see `bench/peers.py`.
"""

from __future__ import annotations

import json
import sys
import time
from statistics import median
from typing import Any

from clinical_ddi_check import drug_interaction_check  # type: ignore[import-not-found]
from clinical_ddi_check.drug_interaction_check import _load_ddi_data  # type: ignore[import-not-found]

_LEVELS = {"contraindicated": 1, "major": 2, "moderate": 3, "minor": 4}


def main() -> None:
    """Answer the questions."""
    asked = json.load(sys.stdin)
    data = _load_ddi_data()
    known = {entry[side] for entry in data for side in ("drug_a", "drug_b")}
    worst: dict[frozenset[str], int] = {}
    for entry in data:
        key = frozenset((entry["drug_a"], entry["drug_b"]))
        worst[key] = min(_LEVELS[entry["severity"]], worst.get(key, 5))
    rounds = []
    for _ in range(31):
        begin = time.perf_counter()
        found = drug_interaction_check(asked["list"])
        rounds.append(time.perf_counter() - begin)
    answer: dict[str, Any] = {
        "ms": median(rounds) * 1000,
        "findings": getattr(found, "count", 0),
        "known": sum(name in known for name in asked["list"]),
    }
    begin = time.perf_counter()
    answer["classes"] = [
        worst.get(frozenset(pair), 5) if set(pair) <= known else None for pair in asked["pairs"]
    ]
    answer["pairs_s"] = time.perf_counter() - begin
    json.dump(answer, sys.stdout)


if __name__ == "__main__":
    main()
