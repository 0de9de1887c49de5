"""The fitted shares and strengths, put where the facts stand when records are compiled."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from cotake._errors import FileProblem
from cotake.knowledge._records import FITS
from cotake.knowledge.types import Fit, Influence, Pathway, Substance

#: The lists of a substance whose facts are fitted.
FITTED = ("undergoes", "inhibits", "induces")


def facts_to_fit(substance: Substance) -> Iterator[tuple[str, str, int, Pathway | Influence]]:
    """Each fact that may be fitted: its id, its list, its place there, and the fact."""
    for name in FITTED:
        met: Counter[str] = Counter()
        for place, fact in enumerate(getattr(substance, name)):
            met[fact.enzyme] += 1
            yield f"{substance.id} {name} {fact.enzyme} {met[fact.enzyme]}", name, place, fact


def said_by(fact: Pathway | Influence) -> str:
    """What a fact says of its size: `major`, `0.96`, `strong`, `strong 0.93`."""
    if isinstance(fact, Pathway):
        return str(fact.share)
    return fact.strength if fact.fraction is None else f"{fact.strength} {fact.fraction}"


def put_fits(plain: dict[str, Any], substance: Substance, fits: Mapping[str, Fit]) -> None:
    """Write the fits of a substance into its plain record; one whose fact changed since is left out."""
    for key, name, place, fact in facts_to_fit(substance):
        fit = fits.get(key)
        if fit is not None and fit.said == said_by(fact):
            plain[name][place]["fitted"] = [fit.low, fit.mid, fit.high]


_HEAD = """\
# Written by `cotake knowledge fit`, never by hand: what the measured exposure ratios of the pair records
# make of the shares and strengths that the substance records state (docs/exposure.md). An entry whose
# fact says something else by now does not count.
"""


def write_fits(root: Path, fits: Iterable[Fit]) -> Path:
    """Write the fits into a folder of records, in one go.

    Raises:
        FileProblem: the file could not be written.
    """
    path = root / FITS
    lines = [
        f'- {{id: "{each.id}", said: "{each.said}", low: {each.low:g}, mid: {each.mid:g}, '
        f"high: {each.high:g}, pairs: {each.pairs}}}\n"
        for each in fits
    ]
    draft = path.with_suffix(".draft")
    try:
        draft.write_text(_HEAD + "".join(lines), encoding="utf-8")
        draft.replace(path)
    except OSError as error:
        raise FileProblem(f"cannot write {path}: {error.strerror or error}") from error
    finally:
        draft.unlink(missing_ok=True)
    return path
