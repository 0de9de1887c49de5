"""Reading YAML: every field keeps its line, and every fault of a file comes at once."""

from __future__ import annotations

from pathlib import Path

import pytest

from cotake.knowledge._read import Reading, read_entries, read_record
from cotake.knowledge.types import AreaEntry, Product, Source, Substance

GOOD = """\
# what was read
id: gamma
kind: web
title: >-
  A title
  on two lines
read: full
year: 2021
sections:
  dosage: abstract
identifiers: {pmid: 12345, doi: "10.1/x"}
"""


def read_text(tmp_path: Path, text: str | bytes, kind: type = Source) -> Reading:
    path = tmp_path / "gamma.yaml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return read_record(path, "records/sources/gamma.yaml", kind)


def faults(reading: Reading) -> list[tuple[int, str, str]]:
    return [(each.line, each.code, each.path) for each in reading.problems]


def test_a_good_file_becomes_a_record(tmp_path: Path) -> None:
    reading = read_text(tmp_path, GOOD)
    assert reading.problems == []
    source = reading.value
    assert isinstance(source, Source)
    assert (source.id, source.title, source.year) == ("gamma", "A title on two lines", 2021)
    assert source.read_at("dosage") == "abstract"
    assert source.read_at("warnings") == "full"
    assert source.identifiers.pmid == "12345"


@pytest.mark.parametrize(
    ("path", "line"),
    [
        ("id", 2),
        ("title", 4),
        ("read", 7),
        ("sections", 9),
        ("sections.dosage", 10),
        ("identifiers.doi", 11),
    ],
)
def test_every_field_keeps_its_line(path: str, line: int, tmp_path: Path) -> None:
    assert read_text(tmp_path, GOOD).line_of(path) == line


@pytest.mark.parametrize(
    ("path", "line"),
    [("identifiers.isbn", 11), ("sections.dosage.deeper[3].still", 10), ("nothing", 2), ("", 2)],
)
def test_an_absent_field_has_the_line_of_the_nearest_around_it(
    path: str, line: int, tmp_path: Path
) -> None:
    assert read_text(tmp_path, GOOD).line_of(path) == line


def test_items_of_a_list_have_lines_of_their_own(tmp_path: Path) -> None:
    text = "id: x\nname: X\nparts:\n  - substance: one\n    mg: 2\n  - substance: two\nsrc: y\n"
    reading = read_text(tmp_path, text, Product)
    assert [reading.line_of(f"parts[{number}]") for number in (0, 1)] == [4, 6]
    assert reading.line_of("parts[0].mg") == 5


def test_one_value_stands_for_a_list_of_one(tmp_path: Path) -> None:
    reading = read_text(tmp_path, "id: x\nname: X\nnames: Y\nparts: [{substance: z}]\nsrc: s#p\n", Product)
    assert reading.problems == []
    assert reading.value.names == ("Y",)
    assert [str(each) for each in reading.value.src] == ["s#p"]


def test_a_date_stays_a_text(tmp_path: Path) -> None:
    reading = read_text(tmp_path, GOOD.replace("A title", "2026-01-15"))
    assert reading.value.title == "2026-01-15 on two lines"


@pytest.mark.parametrize("word", ["yes", "no", "on", "off", "True", "FALSE", "y"])
def test_a_word_that_yaml_takes_for_a_boolean(word: str, tmp_path: Path) -> None:
    found = faults(read_text(tmp_path, GOOD.replace("kind: web", f"kind: web\nby: {word}")))
    quoted = faults(read_text(tmp_path, GOOD.replace("kind: web", f'kind: web\nby: "{word}"')))
    assert found == ([] if word == "y" else [(4, "yaml-boolean", "by")])
    assert quoted == []


@pytest.mark.parametrize(
    "number", ["1_000", "'2021'", "two", "2021.5", ".nan", ".inf", "1e999", "0x7e5", "[2021]", ""]
)
def test_what_is_no_whole_number(number: str, tmp_path: Path) -> None:
    reading = read_text(tmp_path, GOOD.replace("2021", number))
    wanted = [] if number == "" else [(8, "wrong-type", "year")]  # nothing at all is "not known"
    assert faults(reading) == wanted


@pytest.mark.parametrize("missing", ["id", "kind", "read"])
def test_a_required_field_left_out(missing: str, tmp_path: Path) -> None:
    text = "\n".join(line for line in GOOD.split("\n") if not line.startswith(f"{missing}:"))
    reading = read_text(tmp_path, text)
    assert [(each.code, each.path) for each in reading.problems] == [("missing-field", missing)]
    assert reading.value is None or not isinstance(reading.value, Source)


def test_every_fault_of_a_file_at_once(tmp_path: Path) -> None:
    text = GOOD.replace("kind: web", "kind: site\nkind: web\ncolour: red").replace("2021", "soon")
    text = text.replace("A title\n  on two lines", "A title\nby: yes")
    assert sorted(faults(read_text(tmp_path, text))) == [
        (3, "unknown-term", "kind"),
        (4, "duplicate-key", "kind"),
        (5, "unknown-field", "colour"),
        (8, "yaml-boolean", "by"),
        (10, "wrong-type", "year"),
    ]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("id: [a\nkind: web\n", 2),
        ("id: a\n\tkind: web\n", 2),
        ("id: a\n---\nid: b\n", 2),
        ("id: 'a\n", 2),
        ("id: @a\n", 1),
        ("id: *nowhere\n", 1),
        (b"id: \xff\xfe\n", 1),
        ("id: a\x00b\n", 1),
        ("", 1),
        ("# only a comment\n", 1),
    ],
)
def test_what_is_no_yaml(text: str | bytes, line: int, tmp_path: Path) -> None:
    reading = read_text(tmp_path, text)
    assert faults(reading) == [(line, "bad-yaml", "")]
    assert reading.value is None
    assert reading.problems[0].mend


@pytest.mark.parametrize("text", ["just words\n", "- a\n- list\n", "12\n", "null\n"])
def test_a_record_that_is_no_mapping(text: str, tmp_path: Path) -> None:
    reading = read_text(tmp_path, text)
    assert [each.code for each in reading.problems] == ["wrong-type"]
    assert not isinstance(reading.value, Source)


def test_keys_that_are_no_texts(tmp_path: Path) -> None:
    reading = read_text(tmp_path, GOOD + "? [a, b]\n: c\n? {d: e}\n: f\n")
    assert [(line, code) for line, code, _ in faults(reading)] == [(12, "wrong-type"), (14, "wrong-type")]


def test_an_anchor_inside_itself_is_a_fault_and_no_crash(tmp_path: Path) -> None:
    text = "id: x\nname: X\ncautions:\n  - when: {a: &loop {not: *loop}}\n"
    assert "bad-yaml" in {each.code for each in read_text(tmp_path, text, Substance).problems}


def test_a_folder_in_place_of_a_file_is_a_fault(tmp_path: Path) -> None:
    (tmp_path / "folder.yaml").mkdir()
    reading = read_record(tmp_path / "folder.yaml", "records/sources/folder.yaml", Source)
    assert faults(reading) == [(1, "bad-yaml", "")]


def test_a_vocabulary_file_is_a_list(tmp_path: Path) -> None:
    path = tmp_path / "areas.yaml"
    path.write_text("- {id: a, name: A, looks_at: both}\n- {id: b, looks_at: {person: p, clinician: c}}\n")
    reading = read_entries(path, "records/vocabulary/areas.yaml", AreaEntry)
    assert faults(reading) == [(2, "missing-field", "[1].name")]
    assert [each.looks_at.clinician for each in reading.value] == ["both"]
