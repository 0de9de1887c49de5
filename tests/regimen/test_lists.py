"""Texts with several medicines: how they are parted, and what stays together."""

from __future__ import annotations

from datetime import date

import pytest

from cotake import InputError
from cotake.knowledge import Library
from cotake.regimen import Regimen, parse

THREE = ["sertraline", "naltrexone", "tramadol"]
PAIR = ["sertraline", "naltrexone"]


def read(text: str | list[str], library: Library, today: date) -> Regimen:
    return parse(text, library, today=today)


def ids(regimen: Regimen) -> list[str]:
    return [medicine.substance for medicine in regimen.medicines]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("sertraline, LDN, tramadol", THREE),
        ("sertraline,LDN,tramadol", THREE),
        ("sertraline; LDN; tramadol", THREE),
        ("sertraline\nLDN\ntramadol", THREE),
        ("sertraline\r\nLDN\r\n\r\ntramadol\r\n", THREE),
        ("- sertraline\n- LDN\n- tramadol", THREE),
        ("* sertraline\n* LDN\n* tramadol", THREE),
        ("• sertraline\n• LDN\n• tramadol", THREE),
        ("•sertraline\n•LDN\n•tramadol", THREE),
        ("1. sertraline\n2. LDN\n3. tramadol", THREE),
        ("1) sertraline 50 mg\n2) LDN 4.5 mg\n3) tramadol 50 mg", THREE),
        ("sertraline, LDN and tramadol", THREE),
        ("sertraline, LDN, and tramadol", THREE),
        ("sertraline and LDN and tramadol", THREE),
        ("sertraline + LDN + tramadol", THREE),
        ("sertraline/LDN", PAIR),
        ("sertraline 50 mg daily, LDN 4.5 mg at night", PAIR),
        ("sertraline 50 mg, daily, LDN 4,5 mg, at night", PAIR),
        ("sertraline, 5-HTP, LDN", ["sertraline", "5-htp", "naltrexone"]),
        ("sertraline, 50 mg tramadol", ["sertraline", "tramadol"]),
        ("LDN, sertraline 1,000 mg", ["naltrexone", "sertraline"]),
        ("fluoxetine, stopped 3 weeks ago, phenelzine", ["fluoxetine", "phenelzine"]),
        ("sertraline, started 2026-10-01, LDN", PAIR),
        ("At night, LDN", ["naltrexone"]),
        ("sertraline,,LDN,", PAIR),
        (",sertraline", ["sertraline"]),
        ("butalbital, aspirin and caffeine", ["butalbital", "aspirin", "caffeine"]),
        (
            "Excedrin (aspirin, acetaminophen, caffeine), LDN",
            ["aspirin", "paracetamol", "caffeine", "naltrexone"],
        ),
        ("stopped sertraline and tramadol 3 weeks ago", ["sertraline", "tramadol"]),
        ("started LDN yesterday and tramadol", ["naltrexone", "tramadol"]),
        ("fluoxetine stopped 3 weeks ago and phenelzine", ["fluoxetine", "phenelzine"]),
    ],
)
def test_list(text: str, wanted: list[str], library: Library, today: date) -> None:
    regimen = read(text, library, today)
    assert not regimen.unknown
    assert ids(regimen) == wanted


def test_doses_stay_with_their_names(library: Library, today: date) -> None:
    regimen = read("sertraline, 50 mg, daily, LDN 4,5 mg and tramadol 50 mg prn", library, today)
    assert ids(regimen) == THREE
    assert [medicine.mg_per_day for medicine in regimen.medicines] == [50, 4.5, 50]
    assert [medicine.as_needed for medicine in regimen.medicines] == [False, False, True]


def test_a_stop_date_goes_to_the_one_that_was_stopped(library: Library, today: date) -> None:
    first, second = read("fluoxetine stopped 3 weeks ago and phenelzine", library, today).medicines
    assert first.stop == date(2026, 11, 2)
    assert second.stop is None
    both = read("stopped sertraline and tramadol 3 weeks ago", library, today).medicines
    assert [medicine.stop for medicine in both] == [date(2026, 11, 2)] * 2


def test_what_is_not_known_in_a_list_hides_nothing(library: Library, today: date) -> None:
    regimen = read("aspirin and xyzzyx", library, today)
    assert ids(regimen) == ["aspirin"]
    assert [each.text for each in regimen.unknown] == ["xyzzyx"]
    regimen = read("aspirin, xyzzyx, LDN", library, today)
    assert ids(regimen) == ["aspirin", "naltrexone"]
    assert [each.text for each in regimen.unknown] == ["xyzzyx"]


def test_calcium_is_not_taken_for_a_salt_of_its_neighbour(library: Library, today: date) -> None:
    regimen = read("levothyroxine and calcium", library, today)
    assert ids(regimen)[:1] == ["levothyroxine"]
    assert len(regimen.medicines) + len(regimen.unknown) == 2


def test_with_may_change_the_meaning(library: Library, today: date) -> None:
    assert read("sertraline with no alcohol", library, today).unknown


@pytest.mark.parametrize(
    ("text", "wanted", "mg"),
    [
        ("Tylenol (with codeine)", ["codeine", "paracetamol"], None),
        ("Zoloft (sertraline)", ["sertraline"], None),
        ("sertraline (not an MAOI)", ["sertraline"], None),
        ("sertraline (50 mg)", ["sertraline"], 50),
        ("sertraline (50 mg daily) at night", ["sertraline"], 50),
        ("Suboxone (buprenorphine)", ["buprenorphine", "naloxone"], None),
        ("buprenorphine (with naloxone)", ["buprenorphine", "naloxone"], None),
        ("(sertraline)", ["sertraline"], None),
        ("[LDN]", ["naltrexone"], None),
    ],
)
def test_brackets(text: str, wanted: list[str], mg: float | None, library: Library, today: date) -> None:
    regimen = read(text, library, today)
    assert sorted(ids(regimen)) == sorted(wanted)
    if mg is not None:
        assert regimen.medicines[0].mg_per_day == mg


@pytest.mark.parametrize("text", ["", "  ", "\n\n", "---", "•", ", ;\n", "()", "…"])
def test_nothing_is_nothing(text: str, library: Library, today: date) -> None:
    assert read(text, library, today) == Regimen()


@pytest.mark.parametrize("wrong", [[1], [None], [b"LDN"], [["LDN"]], 5, None])
def test_only_text_is_read(wrong: object, library: Library, today: date) -> None:
    with pytest.raises(InputError):
        parse(wrong, library, today=today)  # type: ignore[arg-type]


def test_a_very_long_line_is_refused(library: Library, today: date) -> None:
    with pytest.raises(InputError, match="too long"):
        read("a" * 501, library, today)
    read("LDN " + "\n".join(["sertraline"] * 500), library, today)


@pytest.mark.parametrize("entry", ["???", "\N{PILL}", "?", "\N{PILL}\N{VARIATION SELECTOR-16}"])
def test_an_entry_that_holds_no_letter_is_not_dropped(entry: str, library: Library, today: date) -> None:
    regimen = parse([entry, "warfarin 5 mg"], library, today=today)
    assert [each.text for each in regimen.unknown] == [entry]


@pytest.mark.parametrize("mark", ["", "  ", "-", "\N{BULLET}", "\N{BLACK CIRCLE}", "---", "+", ")"])
def test_a_mark_of_a_list_is_no_entry(mark: str, library: Library, today: date) -> None:
    regimen = parse([mark, "warfarin 5 mg"], library, today=today)
    assert not regimen.unknown and [each.substance for each in regimen.medicines] == ["warfarin"]
