"""TWOSIDES: signals of pairs in spontaneous reports, with the reporting ratio of each event.

A signal is a reason to look, no proof and no grade. Events with fewer than five reports, or whose
proportional reporting ratio is below 2, are left out (Evans 2001 asks for a ratio of at least 2).
"""

from __future__ import annotations

from pathlib import Path

from cotake._errors import InputError
from cotake.knowledge.overlays._open import table, texts
from cotake.knowledge.overlays._types import Draft, Format, Tick

FORMAT = Format(
    id="twosides",
    name="TWOSIDES",
    title="TWOSIDES (spontaneous reports)",
    licence="nSIDES, Tatonetti Lab; see the terms of its site.",
    files="TWOSIDES.csv, plain or gzipped",
)

_COLUMNS = {
    "a": ("drug_1_concept_name",),
    "b": ("drug_2_concept_name",),
    "event": ("condition_concept_name",),
    "reports": ("a",),
    "ratio": ("prr",),
}
_LEAST_REPORTS, _LEAST_RATIO = 5, 2.0


def read(path: Path, draft: Draft, tick: Tick) -> None:
    """Put the signals of a table into the draft."""
    with texts(path, tick, ending=".csv") as found:
        for name, text in found:
            for number, row in enumerate(table(name, text, _COLUMNS), 2):
                if row["a"] == "drug_1_concept_name":  # the file is a join of parts, heads and all
                    continue
                try:
                    reports, ratio = float(row["reports"]), float(row["ratio"])
                except ValueError:
                    raise InputError(
                        f"{name}, line {number}: A and PRR are numbers, got "
                        f"{row['reports']!r} and {row['ratio']!r}"
                    ) from None
                if reports >= _LEAST_REPORTS and ratio >= _LEAST_RATIO:
                    draft.drug(row["a"])
                    draft.drug(row["b"])
                    said = f"{row['event']}: {reports:.0f} reports, ratio {ratio:.1f}"
                    draft.pair(row["a"], row["b"], "signal", said, f"{ratio:09.2f}")
