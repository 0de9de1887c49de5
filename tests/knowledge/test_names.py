"""Names are folded before they are looked up, and compared by slips."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cotake.knowledge._likeness import likeness
from cotake.knowledge._names import distance, key_of, shortened

KEYS = st.text("abcdez01+%", max_size=12)
LATIN = st.text("abcXYZéÜñçøß '’-./09", max_size=30)


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("St. John's Wort", "stjohnswort"),
        ("ST JOHN’S WORT", "stjohnswort"),
        ("5-HTP", "5htp"),
        ("Naltrexón", "naltrexon"),
        ("Weiß Ærø Œuf Łódź", "weissaeroœuf".replace("œ", "oe") + "lodz"),
        ("ｆｕｌｌ　ｗｉｄｔｈ", "fullwidth"),
        ("50% + more", "50%+more"),
        ("\tno\nspace ", "nospace"),
        ("Альфа ✓", "альфа"),
    ],
)
def test_keys(name: str, key: str) -> None:
    assert key_of(name) == key


@given(st.text(max_size=40))
def test_a_key_is_plain_and_its_own_key(name: str) -> None:
    key = key_of(name)
    assert all(letter.isalnum() or letter in "+%" for letter in key)
    assert key_of(key) == key


@given(LATIN)
def test_case_spaces_and_hyphens_do_not_matter(name: str) -> None:
    assert key_of(name.upper()) == key_of(name)
    assert key_of(name.lower()) == key_of(name)
    assert key_of(name.replace(" ", "-")) == key_of(name)
    assert key_of(" ".join(name)) == key_of(name)


@pytest.mark.parametrize(
    ("one", "other", "slips"),
    [
        ("", "", 0), ("", "abc", 3), ("abc", "abc", 0), ("abc", "abd", 1), ("abc", "ab", 1),
        ("abc", "acb", 1), ("ca", "abc", 3), ("kitten", "sitting", 3), ("abcd", "badc", 2),
    ],
)  # fmt: skip
def test_distances(one: str, other: str, slips: int) -> None:
    assert distance(one, other) == slips


@given(KEYS, KEYS)
def test_distance_is_symmetric_and_zero_only_for_the_same(one: str, other: str) -> None:
    assert distance(one, other) == distance(other, one)
    assert (distance(one, other) == 0) == (one == other)
    assert abs(len(one) - len(other)) <= distance(one, other) <= max(len(one), len(other))


@st.composite
def one_slip(draw: st.DrawFn) -> tuple[str, str]:
    key = draw(st.text("abcde", min_size=2, max_size=12))
    place = draw(st.integers(0, len(key) - 1))
    letter = draw(st.sampled_from("abcdefg"))
    kind = draw(st.sampled_from(["add", "drop", "change", "swap"]))
    if kind == "add":
        return key, key[:place] + letter + key[place:]
    if kind == "drop":
        return key, key[:place] + key[place + 1 :]
    if kind == "change":
        return key, key[:place] + letter + key[place + 1 :]
    place = min(place, len(key) - 2)
    return key, key[:place] + key[place + 1] + key[place] + key[place + 2 :]


@given(one_slip())
def test_names_one_slip_apart_share_a_shortened_form(pair: tuple[str, str]) -> None:
    one, other = pair
    assert distance(one, other) <= 1
    assert shortened(one) & shortened(other)


@given(KEYS)
def test_shortened_forms_are_the_key_and_the_key_less_one(key: str) -> None:
    forms = shortened(key)
    assert key in forms
    assert {len(form) for form in forms - {key}} <= {len(key) - 1}
    assert all(distance(key, form) <= 1 for form in forms)


@given(KEYS, KEYS)
def test_likeness_is_a_share_and_the_same_with_and_without_rapidfuzz(one: str, other: str) -> None:
    score = likeness(one, other)
    assert 0 <= score <= 1
    assert score == likeness(other, one)
    assert (score == 1) == (one == other != "")
    if score:
        assert score == pytest.approx(1 - distance(one, other) / max(len(one), len(other)))
