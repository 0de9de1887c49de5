"""The records that ship: every fact cited, every record round the codec and in the schema."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator  # type: ignore[import-untyped]

from cotake.knowledge import Library
from cotake.knowledge._codec import from_plain, to_plain
from cotake.knowledge._records import RECORDS, Records, read_records
from cotake.knowledge._schema import schemas
from cotake.knowledge.types import RECORD_TYPES, VOCABULARY_TYPES


class Loader(yaml.SafeLoader):
    """YAML as an editor with YAML 1.2 reads it: dates and `no` stay texts."""


_KEPT = ("int", "float", "null")
Loader.yaml_implicit_resolvers = {
    letter: [(tag, pattern) for tag, pattern in found if tag.rpartition(":")[2] in _KEPT]
    for letter, found in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
Loader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile("^(?:true|false)$"), list("tf"))


def load(path: Path) -> Any:
    return yaml.load(path.read_text(encoding="utf-8"), Loader=Loader)


@cache
def shipped() -> Records:
    return read_records(RECORDS)


@cache
def validators() -> dict[str, Draft202012Validator]:
    found = schemas(shipped())
    for schema in found.values():
        Draft202012Validator.check_schema(schema)
    return {name: Draft202012Validator(schema) for name, schema in found.items()}


def faults(folder: str, value: Any) -> list[str]:
    return [
        f"{error.json_path}: {error.message[:200]}" for error in validators()[folder].iter_errors(value)
    ]


def every_record() -> Iterator[tuple[str, str, Any]]:
    for folder in RECORD_TYPES:
        for name, record in shipped().values(folder).items():
            yield folder, name, record


def test_there_are_records_of_every_kind() -> None:
    assert {folder for folder, _, _ in every_record()} == set(RECORD_TYPES)


@pytest.mark.parametrize("folder", RECORD_TYPES)
def test_every_record_survives_the_codec(folder: str) -> None:
    for name, record in shipped().values(folder).items():
        kind = RECORD_TYPES[folder]
        assert from_plain(kind, to_plain(record)) == record, name
        assert from_plain(kind, json.loads(json.dumps(to_plain(record)))) == record, name


@pytest.mark.parametrize("name", VOCABULARY_TYPES)
def test_every_vocabulary_survives_the_codec(name: str) -> None:
    entries = shipped().vocabulary[name]
    assert entries, f"{name} is empty"
    for entry in entries.values():
        assert from_plain(VOCABULARY_TYPES[name], json.loads(json.dumps(to_plain(entry)))) == entry


@pytest.mark.parametrize("folder", RECORD_TYPES)
def test_every_record_fits_its_schema(folder: str) -> None:
    wrong = {
        path.name: found
        for path in (RECORDS / folder).glob("*.yaml")
        if (found := faults(folder, load(path)))
    }
    assert wrong == {}


@pytest.mark.parametrize("name", VOCABULARY_TYPES)
def test_every_vocabulary_fits_its_schema(name: str) -> None:
    assert faults(name, load(RECORDS / "vocabulary" / f"{name}.yaml")) == []


@pytest.mark.parametrize("folder", RECORD_TYPES)
def test_a_field_that_is_not_there_does_not_fit_the_schema(folder: str) -> None:
    record = load(min((RECORDS / folder).glob("*.yaml")))
    assert faults(folder, record) == []
    assert faults(folder, {**record, "colour": "red"}) != []
    assert faults(folder, {key: value for key, value in record.items() if key != "id"}) != []


def test_a_field_too_many_deep_inside_does_not_fit_the_schema() -> None:
    record = load(RECORDS / "substances" / "naltrexone.yaml")
    record["does"][0]["colour"] = "red"
    assert faults("substances", record) != []
    del record["does"][0]["colour"]
    record["does"][0]["target"] = "no-such-target"
    assert faults("substances", record) != []


def test_every_fact_has_a_source_and_a_read_mark(library: Library) -> None:
    bad = library.query(
        "SELECT folder, record, path FROM fact WHERE source = '' OR read NOT IN"
        " (SELECT id FROM vocabulary WHERE list = 'read-marks')"
        " OR source NOT IN (SELECT id FROM record WHERE folder = 'sources')"
    )
    assert bad == []
    assert library.query("SELECT COUNT(*) FROM fact")[0][0] > 1000


def test_every_deed_pathway_and_caution_is_among_the_facts(library: Library) -> None:
    rows = set(library.query("SELECT record, path FROM fact WHERE folder = 'substances'"))
    for substance in library:
        for field in ("doses", "does", "undergoes", "inhibits", "induces", "cautions", "half_lives"):
            for number in range(len(getattr(substance, field))):
                assert (substance.id, f"{field}[{number}]") in rows
        assert (substance.id, "classes") in rows


def test_nothing_is_set_aside(library: Library) -> None:
    assert library.query("SELECT folder, id, problem FROM barred") == []


def test_every_name_finds_its_own_record(library: Library) -> None:
    for folder, find in (("substances", library.substance), ("products", library.product)):
        for name in library.ids(folder):
            record = find(name)
            for text in (record.id, record.name):
                hit = library.find(text)
                assert hit is not None
                assert (hit.folder, hit.id) == (folder, name)
