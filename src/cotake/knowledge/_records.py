"""All records of a folder, read and typed, with every fault found on the way."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from cotake.knowledge._problem import Problem
from cotake.knowledge._read import Reading, read_entries, read_record
from cotake.knowledge.types import RECORD_TYPES, VOCABULARY_TYPES, Fit, Translation

HERE = Path(__file__).parent
RECORDS = HERE / "records"
#: What `cotake knowledge fit` writes; a folder of records may be without it.
FITS = "fitted.yaml"
#: Files of translations, named by language and subject: `es-opioid.yaml`. There may be none.
TRANSLATIONS = "translations"


@dataclass(slots=True)
class Records:
    """What a records folder holds. `folders` maps folder, then id, to the record as read.

    `fits` maps the id of a fact to its share or strength as fitted to measured exposure ratios.
    """

    root: Path
    folders: dict[str, dict[str, Reading]] = field(default_factory=dict)
    vocabulary: dict[str, dict[str, Any]] = field(default_factory=dict)
    vocabulary_readings: dict[str, Reading] = field(default_factory=dict)
    fits: dict[str, Fit] = field(default_factory=dict)
    translations: dict[str, Reading] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def phrases(self) -> dict[str, dict[str, str]]:
        """By language, what is said in it, by the English text."""
        found: dict[str, dict[str, str]] = {}
        for name, reading in self.translations.items():
            held = found.setdefault(name.partition("-")[0], {})
            held.update((each.en, each.translated) for each in reading.value or ())
        return found

    def values(self, folder: str) -> dict[str, Any]:
        """The usable records of one folder by id."""
        found = self.folders.get(folder, {})
        return {key: reading.value for key, reading in found.items() if reading.value}

    def readings(self) -> list[Reading]:
        """Every reading, vocabularies and records."""
        listed = list(self.vocabulary_readings.values())
        for found in self.folders.values():
            listed.extend(found.values())
        return listed


def read_records(root: Path = RECORDS, *, progress: Callable[[int, int], None] | None = None) -> Records:
    """Read every record under `root`; faults are gathered, never raised.

    `progress` is called with the files read and their number.
    """
    with _uncollected():
        return _read_all(root, progress)


@contextmanager
def _uncollected() -> Iterator[None]:
    """Look for no cycles of garbage meanwhile: millions of objects are made, and all are kept."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _read_all(root: Path, progress: Callable[[int, int], None] | None) -> Records:
    records = Records(root)
    files = {name: sorted((root / name).glob("*.yaml")) for name in RECORD_TYPES}
    total = sum(map(len, files.values())) + len(VOCABULARY_TYPES)
    done = 0
    for name, kind in VOCABULARY_TYPES.items():
        path = root / "vocabulary" / f"{name}.yaml"
        done += 1
        if not path.exists():
            records.vocabulary[name] = {}
            absent = Reading(f"records/vocabulary/{name}.yaml")
            mend = "Every folder of records needs all vocabularies; copy them from the shipped one."
            absent.fault("missing-file", "", "is missing", mend)
            records.problems.extend(absent.problems)
            continue
        reading = read_entries(path, f"records/vocabulary/{name}.yaml", kind)
        entries = reading.value or ()
        records.vocabulary[name] = _by_id(entries, reading)
        records.vocabulary_readings[name] = reading
        records.problems.extend(reading.problems)
    for name, kind in RECORD_TYPES.items():
        found: dict[str, Reading] = {}
        for path in files[name]:
            reading = read_record(path, f"records/{name}/{path.name}", kind)
            value = reading.value
            if not hasattr(value, "id"):
                reading.value = None
            elif value.id != path.stem:
                reading.fault("wrong-id", "id", f'is "{value.id}"', f"The file name says {path.stem}.")
            found[path.stem] = reading
            records.problems.extend(reading.problems)
            done += 1
            if progress:
                progress(done, total)
        records.folders[name] = found
    for path in sorted((root / TRANSLATIONS).glob("*.yaml")):
        reading = read_entries(path, f"records/{TRANSLATIONS}/{path.name}", Translation)
        records.translations[path.stem] = reading
        records.problems.extend(reading.problems)
    if (root / FITS).exists():
        reading = read_entries(root / FITS, f"records/{FITS}", Fit)
        records.fits = _by_id(reading.value or (), reading)
        records.problems.extend(reading.problems)
    return records


def _by_id(entries: tuple[Any, ...], reading: Reading) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for number, entry in enumerate(entries):
        if entry.id in found:
            said, mend = f'"{entry.id}" stands twice', "Keep one of them."
            reading.fault("duplicate-name", f"[{number}].id", said, mend)
        found[entry.id] = entry
    return found
