"""RxNorm in Rich Release Format: names of codes, and which ingredients a product or brand stands for.

Columns and relations by the RxNorm technical documentation of the National Library of Medicine. In a
row of RXNREL the second concept stands in the relation to the first ("RXCUI2 has_ingredient RXCUI1").
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TextIO

from cotake._errors import InputError
from cotake.knowledge.overlays._open import texts
from cotake.knowledge.overlays._types import Draft, Format, Tick

FORMAT = Format(
    id="rxnorm",
    name="RxNorm",
    title="RxNorm, Current Prescribable Content",
    licence="US National Library of Medicine; the prescribable subset needs no licence, credit NLM.",
    files="RXNCONSO.RRF and RXNREL.RRF (and RXNSAT.RRF for NDC numbers), or the zip they come in",
)

#: Kinds of concept that a prescription may name, and those that lead from it to an ingredient.
_KINDS = frozenset(
    ("IN", "PIN", "MIN", "BN", "SCD", "SBD", "SCDC", "SBDC", "SCDF", "SBDF", "SCDG", "SBDG", "GPCK",
     "BPCK", "SCDFP", "SBDFP", "SCDGP")
)  # fmt: skip
#: Further names of a concept: synonyms, with capitals that tell look-alikes apart, prescribable names.
_FURTHER = frozenset(("SY", "TMSY", "PSN"))
_RELATIONS = frozenset(
    ("has_ingredient", "has_ingredients", "has_precise_ingredient", "consists_of", "tradename_of",
     "form_of", "has_part", "contains")
)  # fmt: skip


def read(path: Path, draft: Draft, tick: Tick) -> None:
    """Put concepts, relations and NDC numbers into the draft; other tables are passed over."""
    with texts(path, tick, ending=".rrf") as found:
        seen = False
        for name, text in found:
            table = Path(name).name.upper()
            if table.startswith("RXNCONSO"):
                seen = True
                for row in _rows(name, text, 17):
                    if row[11] != "RXNORM" or row[16] not in ("N", ""):
                        continue
                    if row[12] in _KINDS:
                        draft.concept(row[0], row[12], row[14])
                    elif row[12] in _FURTHER:
                        draft.also(row[0], row[14])
            elif table.startswith("RXNREL"):
                seen = True
                for row in _rows(name, text, 11):
                    if row[10] == "RXNORM" and row[7] in _RELATIONS and row[0] and row[4]:
                        draft.leads(row[4], row[0], row[7])
            elif table.startswith("RXNSAT"):
                seen = True
                for row in _rows(name, text, 13):
                    if row[8] == "NDC" and row[9] == "RXNORM" and row[11] in ("N", "") and row[0]:
                        draft.packed(row[10], row[0])
        if not seen:
            raise InputError(f"{path}: there is no RXNCONSO.RRF or RXNREL.RRF in it")


def _rows(name: str, text: TextIO, least: int) -> Iterator[list[str]]:
    for number, line in enumerate(text, 1):
        row = line.rstrip("\r\n").split("|")
        if len(row) < least:
            raise InputError(f"{name}, line {number}: {len(row)} columns where {least} were expected")
        yield row
