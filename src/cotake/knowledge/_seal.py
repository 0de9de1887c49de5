"""Write the fingerprint of the facts that a review has seen into its line of the record."""

from __future__ import annotations

import re
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
    try:
        path.write_text("\n".join(lines), encoding="utf-8")
    except OSError as error:
        raise FileProblem(f"cannot write {path}: {error.strerror or error}") from error
    return changed
