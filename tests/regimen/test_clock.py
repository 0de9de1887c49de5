"""Times of day, and strengths of combinations, as people write them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cotake.interactions._schedule import intake_of
from cotake.knowledge import Library
from cotake.regimen import Medicine, parse
from cotake.regimen._clock import take_clock
from tests.conftest import TODAY


def one(text: str, library: Library) -> Medicine:
    regimen = parse([text], library, today=TODAY)
    assert not regimen.unknown, text
    (medicine,) = regimen.medicines
    return medicine


@pytest.mark.parametrize(
    ("text", "at", "mg_per_day"),
    [
        ("LDN 4.5 mg at 22:00", (22.0,), 4.5),
        ("metformin 500 mg 8am and 8 pm", (8.0, 20.0), 1000),
        ("metformin 500 mg 08:00, 20:00", (8.0, 20.0), 1000),
        ("metformin 500 mg at 8 and 20", (8.0, 20.0), 1000),
        ("metformin 500 mg twice daily at 8 am", (8.0,), 1000),
        ("prednisone 10 mg at 8am and 5 mg at 4 pm", (8.0, 16.0), 15),
        ("levothyroxine 100 mcg (at 6.30 am)", (6.5,), 0.1),
        ("ramipril 5 mg at 12 am", (0.0,), 5),
        ("warfarin 5 mg at 6 pm from 2026-11-01", (18.0,), 5),
        ("sertraline 50 mg in the morning", (), 50),
        ("ibuprofen 400 mg every 8 h", (), 1200),
    ],
)
def test_times_of_day_are_understood(
    text: str, at: tuple[float, ...], mg_per_day: float, library: Library
) -> None:
    medicine = one(text, library)
    assert medicine.at == at
    assert medicine.mg_per_day == pytest.approx(mg_per_day)


@pytest.mark.parametrize(
    "text",
    [
        "NAME 5 mg for 8 weeks",
        "NAME 1:100,000",
        "NAME at 2.5",
        "NAME 20 mg at 8 units",
        "NAME at 2 L/min",
        "NAME at 2 puffs",
    ],
)
def test_what_is_no_time_is_left_alone(text: str) -> None:
    assert take_clock(text) == ((), text)


@given(st.text(st.characters(codec="utf-8"), max_size=60))
def test_any_text_gives_hours_of_a_day(text: str) -> None:
    hours, _ = take_clock(text)
    assert all(0 <= hour < 24 for hour in hours) and list(hours) == sorted(set(hours))


def test_doses_are_drawn_at_their_times(library: Library) -> None:
    """The gap of ten hours in the day and of fourteen at night: evenly apart they would be alike."""
    medicine = one("metformin 500 mg at 7:00 and 21:00", library)
    notes: list[str] = []
    intake = intake_of(medicine, TODAY, 2, library, notes)
    assert intake is not None
    assert [hour for hour in intake.hours if hour >= 0] == [7.0, 21.0, 31.0, 45.0]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        # By law or habit of a country either stands first; levodopa is always the larger.
        ("Sinemet 25/100 tid", {"levodopa": 300, "carbidopa": 75}),
        ("carbidopa/levodopa 25-250 tid", {"levodopa": 750, "carbidopa": 75}),
        ("Bactrim 800/160 bid", {"sulfamethoxazole": 1600, "trimethoprim": 320}),
        ("sulfamethoxazole-trimethoprim 800-160 mg bid", {"sulfamethoxazole": 1600, "trimethoprim": 320}),
        ("simvastatin/ezetimibe 40/10", {"simvastatin": 40, "ezetimibe": 10}),
        ("amlodipine and benazepril 5-20 mg", {"amlodipine": 5, "benazepril": 20}),
        ("acetaminophen-codeine 300-30 mg", {"paracetamol": 300, "codeine": 30}),
        # Where no part is always the larger, the names or the record say which is which.
        ("candesartan/hctz 8/12.5", {"candesartan": 8, "hydrochlorothiazide": 12.5}),
    ],
)
def test_strengths_go_to_their_parts(text: str, parts: dict[str, float], library: Library) -> None:
    regimen = parse([text], library, today=TODAY)
    assert {each.substance: each.mg_per_day for each in regimen.medicines} == pytest.approx(parts)


def test_the_larger_part_is_one_of_two(library: Library) -> None:
    for name in library.ids("products"):
        product = library.product(name)
        if product.larger:
            parts = [each.substance for each in product.parts]
            assert len(parts) == 2 and product.larger in parts, name
