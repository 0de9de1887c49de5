"""Write the fingerprint of the facts that a review has seen into its line of the record."""

from __future__ import annotations

import os
import re
import tempfile
from pathlib import Path

from cotake._errors import FileProblem, InputError
from cotake.knowledge._facts import seal_of
from cotake.knowledge._records import RECORDS, Records, read_records

_SEAL = re.compile(r",\s*seal:\s*[^,}]*")


def seal(name: str, root: Path = RECORDS, *, records: Records | None = None) -> int:
    """Seal every review of one substance; returns how many lines changed.

    Call it only after the facts were read against their sources: the seal says that they were.

    Raises:
        InputError: no such record, a record with faults, or a review that is not on one line.
        FileProblem: the record could not be written.
    """
    records = records or read_records(root)
    reading = records.folders["substances"].get(name)
    if reading is None or reading.value is None or reading.problems:
        raise InputError(f"{name}: no usable substance record; run cotake knowledge lint {name}")
    path = root / "substances" / f"{name}.yaml"
    lines = path.read_text(encoding="utf-8").split("\n")
    changed = 0
    for number, review in enumerate(reading.value.reviewed):
        index = reading.lines[f"reviewed[{number}]"] - 1
        line = lines[index].rstrip()
        if not line.endswith("}"):
            raise InputError(f"{path}:{index + 1}: write the review on one line: {{area: …, by: …}}")
        fingerprint = seal_of(reading.value, review.area, records.vocabulary)
        sealed = f"{_SEAL.sub('', line)[:-1]}, seal: {fingerprint}}}"
        changed += sealed != lines[index]
        lines[index] = sealed
    if changed:
        _replace(path.resolve(), "\n".join(lines))
    return changed


def _replace(path: Path, text: str) -> None:
    """Write a draft beside the record and put it in its place, so that a failure leaves it whole."""
    draft = None
    try:
        mode = path.stat().st_mode
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.stem}-", suffix=".draft")
        draft = Path(name)
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
        draft.chmod(mode)
        draft.replace(path)
    except OSError as error:
        raise FileProblem(f"cannot write {path}: {error.strerror or error}") from error
    finally:
        if draft:
            draft.unlink(missing_ok=True)
