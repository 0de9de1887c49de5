"""Lines as people write them in Spanish: the same medicine, dose, times and dates as in English."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cotake.knowledge import Library
from cotake.regimen import Medicine, parse
from cotake.regimen._typed import in_english

TODAY = date(2026, 11, 28)


def one(line: str, library: Library) -> Medicine:
    regimen = parse([line], library, today=TODAY)
    assert not regimen.unknown and len(regimen.medicines) == 1, regimen
    return regimen.medicines[0]


@pytest.mark.parametrize(("spanish", "english"), [
    ("sertralina 50 mg cada noche", "sertraline 50 mg at night"),
    ("ibuprofeno 400 mg cada 8 horas", "ibuprofen 400 mg every 8 hours"),
    ("paracetamol 1 g c/8h", "paracetamol 1 g every 8 hours"),
    ("warfarina 5 mg al día", "warfarin 5 mg a day"),
    ("omeprazol 20 mg por la mañana", "omeprazole 20 mg in the morning"),
    ("omeprazol 20 mg en ayunas", "omeprazole 20 mg before breakfast"),
    ("metformina 850 mg dos veces al día", "metformin 850 mg twice a day"),
    ("metformina 850 mg 3 veces al día", "metformin 850 mg 3 times a day"),
    ("paracetamol 1 g si precisa", "paracetamol 1 g as needed"),
    ("metotrexato 15 mg una vez a la semana", "methotrexate 15 mg once a week"),
    ("medio comprimido de lorazepam 1 mg al acostarse", "half a tablet of lorazepam 1 mg at bedtime"),
    ("2 comprimidos de ibuprofeno 400 mg", "2 tablets of ibuprofen 400 mg"),
    ("LDN 4,5 mg por la noche", "LDN 4.5 mg at night"),
    ("levotiroxina 75 microgramos", "levothyroxine 75 mcg"),
    ("colirio de timolol", "timolol eye drops"),
    ("parche de fentanilo 25 mcg/h", "fentanyl patch 25 mcg/h"),
    ("sertralina 50 mg desde el 1 de diciembre de 2026", "sertraline 50 mg from 1 December 2026"),
    ("sertralina 50 mg desde hace 3 semanas", "sertraline 50 mg since 3 weeks ago"),
    ("fluoxetina suspendida hace 3 semanas", "fluoxetine stopped 3 weeks ago"),
    ("dejé de tomar fluoxetina hace 5 semanas", "stopped taking fluoxetine 5 weeks ago"),
    ("sertralina, 50 mg, cada noche", "sertraline, 50 mg, at night"),
    ("levodopa 100 mg a las 8:00", "levodopa 100 mg at 8:00"),
])  # fmt: skip
def test_it_is_read_as_its_english(spanish: str, english: str, library: Library) -> None:
    read, wanted = one(spanish, library), one(english, library)
    assert read.text == spanish
    assert replace(read, text=wanted.text) == wanted


def test_names_that_hold_such_words_stay_whole(library: Library) -> None:
    assert one("hierba de San Juan 300 mg tres veces al día", library).substance == "st-johns-wort"
    assert one("aceite de pescado 1 g al día", library).substance == "fish-oil"


def test_a_point_before_three_noughts_is_no_decimal(library: Library) -> None:
    """A gram is written so in Spain, and that is told; carvedilol 3.125 mg and lines in English stay."""
    read = one("paracetamol 1.000 mg cada 8 horas", library)
    assert (read.mg_per_day, read.text) == (3000, "paracetamol 1.000 mg cada 8 horas")
    assert read.assumptions == ('"1.000" was read as 1000',)
    assert one("carvedilol 3.125 mg dos veces al día", library).mg_per_day == 6.25
    assert one("warfarin 1.000 mg daily", library).mg_per_day == 1
    spoken = one("paracetamol 1.000 mg", library.in_language("es"))
    assert (spoken.mg_per_day, spoken.assumptions[0]) == (1000, "«1.000» se leyó como 1000")


@pytest.mark.parametrize(
    "kind", ["pastilla para dormir", "una pastilla de la tensión", "un anticonceptivo"]
)
def test_a_kind_of_medicine_is_asked_for_its_name(kind: str, library: Library) -> None:
    """Never taken for a name that is like it."""
    (unknown,) = parse([kind], library, today=TODAY).unknown
    assert "write the name of the one that is taken" in unknown.why


def test_two_in_a_line(library: Library) -> None:
    read = parse(["sertralina 50 mg y tramadol 50 mg si duele"], library, today=TODAY).medicines
    assert [(each.substance, each.as_needed) for each in read] == [
        ("sertraline", False),
        ("tramadol", True),
    ]


def test_an_unknown_name_is_told_as_it_was_typed(library: Library) -> None:
    """What it may have meant is looked for without the words around it."""
    (unknown,) = parse(["sertralinnna 20 mg cada noche"], library, today=TODAY).unknown
    assert unknown.text == "sertralinnna 20 mg cada noche"
    assert unknown.candidates[0].id == "sertraline"


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=60))
def test_any_text_can_be_put_and_nothing_is_lost_without_a_phrase(library: Library, text: str) -> None:
    read = in_english(text, library)
    assert read == text or read != ""
    regimen = parse([text], library, today=TODAY)
    texts = [each.text for each in regimen.medicines] + [each.text for each in regimen.unknown]
    assert all(texts)
