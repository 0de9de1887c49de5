"""A records folder of a few small files, in which a test can plant one fault."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import yaml

from cotake.knowledge import Library
from cotake.knowledge._compile import build
from cotake.knowledge._lint import lint
from cotake.knowledge._problem import Problem
from cotake.knowledge._records import RECORDS, read_records
from cotake.knowledge._seal import seal

AREAS = (
    "opioid, serotonergic, cns-respiratory, cardiac-rhythm, blood-pressure, electrolytes, seizure, "
    "anticholinergic, liver, kidney, marrow, glucose, immune, reproductive, enzymes, transporters, "
    "absorption"
)

ALPHAMIDE = f"""\
id: alphamide
name: Alphamide
names: {{en: [Alfabrand], es: [alfamida]}}
default: {{route: oral, band: standard}}
classes: {{are: [ssri], src: alpha-label#class}}
about:
  person: It lifts the mood.
  clinician: It blocks the reuptake of serotonin.
  src: alpha-label#pharmacology
doses:
  - {{band: low, mg_per_day: [1, 5], names: [micro alphamide], src: alpha-label#dosage}}
  - {{band: standard, mg_per_day: [10, 40], usual_top_mg: 40, src: alpha-label#dosage}}
routes:
  - {{route: oral, systemic: full, src: alpha-label#dosage}}
does:
  - {{target: sert, as: inhibitor, strength: strong, src: alpha-label#pharmacology}}
  - {{hazard: bleeding, grade: 1, src: alpha-label#warnings}}
undergoes:
  - {{enzyme: cyp2d6, share: 0.6, src: alpha-label#pharmacology}}
  - {{enzyme: cyp3a4, share: 0.3, src: alpha-label#pharmacology}}
inhibits:
  - {{enzyme: cyp2d6, strength: moderate, src: alpha-label#pharmacology}}
washouts:
  - {{mechanism: alpha-with-beta, days: 14, src: alpha-label#pharmacology}}
reviewed:
  - {{area: bleeding, by: authors, date: 2026-01-15, basis: label}}
  - {{area: [{AREAS}], by: authors, date: 2026-01-15, basis: label}}
"""

BETAZOLE = f"""\
id: betazole
name: Betazole
default: {{route: oral, band: standard}}
classes: {{are: [maoi], src: beta-paper}}
about: {{person: It slows a breakdown., clinician: It inhibits MAO-A for good., src: beta-paper}}
doses:
  - {{band: standard, mg_per_day: [10, 40], src: beta-paper}}
routes:
  - {{route: oral, systemic: full, src: beta-paper}}
does:
  - {{target: mao-a, as: irreversible-inhibitor, strength: strong, src: beta-paper}}
reviewed:
  - {{area: [bleeding, {AREAS}], by: authors, date: 2026-01-16, basis: paper}}
"""

PRODUCT = """\
id: alphabeta
name: Alphabeta
names: [Duobrand]
parts:
  - {substance: alphamide, mg: 20}
  - {substance: betazole, mg: 10}
src: alpha-label#dosage
"""

MECHANISM = """\
id: alpha-with-beta
title: A reuptake inhibitor with an MAO inhibitor
area: serotonergic
kind: pair
a: {target: sert, as: inhibitor}
b: {target: mao-a, as: irreversible-inhibitor}
summary: "{a} with {b} can bring on serotonin toxicity."
action: "Do not combine {a} and {b}."
consequences:
  - {hazard: serotonin-toxicity, seriousness: life-threatening, classification: 1, src: beta-paper}
evidence: {grade: established, basis: [paper]}
"""

PAIR = """\
id: alphamide-betazole
a: {substance: alphamide, bands: standard}
b: {class: maoi}
exposure: {victim: alphamide, ratio: 1.5, low: 1.2, high: 1.9, src: beta-paper}
absent:
  - {area: absorption, why: "{a} leaves the uptake of {b} as it is.", src: beta-paper, basis: paper}
reviewed: [{area: absorption, by: authors, date: 2026-01-16, basis: paper}]
"""

SOURCES = {
    "alpha-label": """\
id: alpha-label
kind: label
title: Alphamide, prescribing information
year: 2020
read: recalled
sections: {dosage: full, warnings: abstract}
""",
    "beta-paper": "id: beta-paper\nkind: paper\ntitle: On betazole\nread: second_hand\n",
}


@dataclass(frozen=True)
class World:
    """A records folder under test."""

    root: Path

    def path(self, file: str) -> Path:
        return self.root / file

    def write(self, file: str, text: str) -> None:
        path = self.path(file)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def replace(self, file: str, old: str, new: str) -> None:
        """Replace one passage that stands exactly once, so that a changed world is noticed."""
        text = self.path(file).read_text(encoding="utf-8")
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {file}"
        self.write(file, text.replace(old, new))

    def line_of(self, file: str, marker: str) -> int:
        lines = self.path(file).read_text(encoding="utf-8").splitlines()
        return next(number for number, line in enumerate(lines, 1) if marker in line)

    def lint(self) -> tuple[Problem, ...]:
        return lint(self.root)

    def seal(self) -> None:
        for path in sorted((self.root / "substances").glob("*.yaml")):
            seal(path.stem, self.root)

    def build(self, *, strict: bool = True, out: str = "knowledge.sqlite") -> Path:
        return build(self.root.parent / out, self.root, strict=strict)

    def library(self, *, strict: bool = True) -> Library:
        return Library(self.build(strict=strict))


def make_world(folder: Path) -> World:
    """The smallest records folder without a fault. Vocabularies are the real ones."""
    for file, text in _files().items():
        path = folder / "records" / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return World(folder / "records")


def _names(entry: Any) -> bool:
    """Whether something in an entry names substances."""
    if isinstance(entry, dict):
        return bool({"substances", "unless"} & entry.keys()) or any(map(_names, entry.values()))
    return isinstance(entry, list) and any(_names(each) for each in entry)


@cache
def _files() -> dict[str, str]:
    with TemporaryDirectory() as folder:
        root = _write(Path(folder)).root
        paths = sorted(root.rglob("*.yaml"))
        return {str(path.relative_to(root)): path.read_text(encoding="utf-8") for path in paths}


def _write(folder: Path) -> World:
    world = World(folder / "records")
    shutil.copytree(RECORDS / "vocabulary", world.root / "vocabulary")
    for name in ("most-used", "kin"):  # these name substances
        (world.root / "vocabulary" / f"{name}.yaml").write_text("[]\n", encoding="utf-8")
    for name in ("allergens", "reactions"):  # of these some entries do
        path = world.root / "vocabulary" / f"{name}.yaml"
        kept = [each for each in yaml.safe_load(path.read_text(encoding="utf-8")) if not _names(each)]
        path.write_text(yaml.safe_dump(kept, sort_keys=False, allow_unicode=True), encoding="utf-8")
    readings = read_records(world.root).vocabulary_readings.values()
    for name in {use.value for reading in readings for use in reading.uses}:
        real = RECORDS / "sources" / f"{name}.yaml"
        if real.exists():
            world.write(f"sources/{name}.yaml", real.read_text(encoding="utf-8"))
    world.write("pairs/alphamide-betazole.yaml", PAIR)
    for name, text in SOURCES.items():
        world.write(f"sources/{name}.yaml", text)
    world.write("substances/alphamide.yaml", ALPHAMIDE)
    world.write("substances/betazole.yaml", BETAZOLE)
    world.write("products/alphabeta.yaml", PRODUCT)
    world.write("mechanisms/alpha-with-beta.yaml", MECHANISM)
    world.seal()
    return world
