"""Whatever is typed, nothing but cotake's own errors comes out."""

from __future__ import annotations

import random
import string
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cotake import CotakeError
from cotake.knowledge import Library, open_library
from cotake.regimen import Regimen, medicines_from_file, parse
from tests.conftest import TODAY

LINES = 100_000
BITS = (
    "mg",
    "g",
    "mcg",
    "ml",
    "µg",
    "½",
    "1,000",
    "1,5",
    ".5",
    "0",
    "1/2",
    "8/2",
    "30/500",
    "1-0-1",
    "q8h",
    "q0h",
    "every",
    "0",
    "days",
    "prn",
    "bid",
    "stopped",
    "started",
    "3 weeks ago",
    "in 2 weeks",
    "until",
    "since",
    "2026-13-45",
    "2026-02-30",
    "03/04/2026",
    "99999-99-99",
    "0000-00-00",
    "31 february 2026",
    "for",
    "999999999999999 years",
    "1e308 mg",
    "9" * 310,
    "9" * 310 + " mg",
    "0 mg/0 ml",
    "per",
    "kg",
    "x",
    "with",
    "and",
    "+",
    "&",
    "/",
    "(",
    ")",
    "[",
    "]",
    ",",
    ";",
    "\n",
    "'",
    '"',
    "%",
    "--",
    "PM",
    "ER",
    "patch",
    "tablet",
    "two",
    "half a",
    "times",
    "a",
    "on Mondays",
    "monday",
    "٣ mg",
    "²",
    "ⅷ",
    "İ",
    "ß",
    "İT",
    "mılligram",
    "5 mgſ",
    "5 \u212ag",
    "ſtopped",
    "3 weekſ ago",
    "1 ſept 2026",
    "\u0301",
)


def strings(many: int, names: list[str], seed: int) -> list[str]:
    chance = random.Random(seed)
    printable = string.printable
    found = []
    for number in range(many):
        kind = number % 6
        size = int(chance.expovariate(1 / 20))
        if kind == 0:
            text = "".join(chance.choices(printable, k=size))
        elif kind == 1:
            text = "".join(chr(chance.randrange(0x20, 0x3000)) for _ in range(size))
        elif kind == 2:
            text = "".join(chr(_scalar(chance)) for _ in range(size))
        elif kind == 3:
            text = "".join(chr(chance.randrange(0x20)) + chance.choice(printable) for _ in range(size))
        else:
            parts = chance.choices(BITS, k=chance.randrange(1, 7))
            parts.insert(chance.randrange(len(parts) + 1), chance.choice(names))
            if kind == 5:
                parts.append(chance.choice(names))
                place = chance.randrange(len(parts))
                parts[place] = _noisy(parts[place], chance)
            text = chance.choice((" ", " ", " ", "")).join(parts)
        found.append(text)
        if number % 2000 == 0:
            found.append(text * 60)
    return found


def _scalar(chance: random.Random) -> int:
    return chance.choice((chance.randrange(0xD800), chance.randrange(0xE000, 0x110000)))


def _noisy(text: str, chance: random.Random) -> str:
    place = chance.randrange(len(text) + 1)
    return text[:place] + chance.choice(string.printable) + text[place:]


def assert_sound(regimen: Regimen) -> None:
    for medicine in regimen.medicines:
        assert medicine.substance
        assert medicine.mg_per_day is None or 0 <= medicine.mg_per_day < float("inf")
        assert medicine.dose is None or 0 <= medicine.dose.value < float("inf")
    for unknown in regimen.unknown:
        scores = [candidate.score for candidate in unknown.candidates]
        assert scores == sorted(scores, reverse=True)
        assert all(0 <= score <= 1 for score in scores)


def test_a_hundred_thousand_lines(library: Library, today: date) -> None:
    names = [row[0] for row in library.query("SELECT name FROM name ORDER BY key")]
    refused = 0
    for text in strings(LINES, names, seed=20261123):
        try:
            assert_sound(parse(text, library, today=today))
        except CotakeError:
            refused += 1
        except Exception as error:
            pytest.fail(f"{error!r} for {text[:300]!r}")
    assert refused < 200


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=600))
def test_any_text(text: str) -> None:
    try:
        assert_sound(parse(text, open_library(), today=TODAY))
    except CotakeError:
        assert len(text) > 500


@settings(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from((*BITS, "sertraline", "LDN", "Suboxone", "fluoxetine")), max_size=9))
def test_any_phrases(parts: list[str]) -> None:
    try:
        assert_sound(parse(" ".join(parts), open_library(), today=TODAY))
    except CotakeError:
        assert len(" ".join(parts)) > 500


@settings(max_examples=100, deadline=None)
@given(st.dates())
def test_any_day(today: date) -> None:
    """The first and the last days of the calendar are no trap."""
    for text in (
        "fluoxetine stopped 3 weeks ago",
        "LDN for 2 years",
        "LDN from next month",
        "LDN starting in 2 years",
    ):
        assert parse([text], open_library(), today=today).medicines


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=200), st.sampled_from([".csv", ".json", ".txt", ""]))
def test_any_file(text: str, suffix: str) -> None:
    try:
        lines = medicines_from_file(text, suffix, "list")
    except CotakeError:
        return
    assert all(isinstance(line, str) for line in lines)
