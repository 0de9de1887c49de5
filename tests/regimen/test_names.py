"""Every name of the base stands for its owner, and a slip never leads to another substance."""

from __future__ import annotations

import random
from datetime import date

import pytest

from cotake.knowledge import Library, NameHit
from cotake.knowledge._names import distance, key_of
from cotake.regimen import Regimen, parse

Row = tuple[str, str, str]


def names_of(library: Library) -> list[Row]:
    return [(row[0], row[1], row[2]) for row in library.query("SELECT name, folder, id FROM name")]


def owners(regimen: Regimen) -> set[str]:
    read = {medicine.substance for medicine in regimen.medicines}
    return read | {each.substance for each in regimen.not_covered}


def expected(library: Library, folder: str, owner: str) -> set[str]:
    if folder == "products":
        return {part.substance for part in library.product(owner).parts}
    return {owner}


@pytest.mark.parametrize("shape", ["{}", "  {} ", "- {}", "{}\n"])
def test_every_name_stands_for_its_owner(shape: str, library: Library, today: date) -> None:
    wrong = []
    for name, folder, owner in names_of(library):
        regimen = parse(shape.format(name), library, today=today)
        if owners(regimen) != expected(library, folder, owner) or regimen.unknown:
            wrong.append((name, owner, owners(regimen), regimen.unknown))
    assert not wrong


@pytest.mark.parametrize(
    "shape", ["{} 1 mg", "{} 1 mg daily", "1 mg {}", "take {} prn", "{} started 2026-10-01"]
)
def test_a_name_with_details_never_stands_for_another(shape: str, library: Library, today: date) -> None:
    """With a dose or a date a name is read in full or not at all."""
    wrong, lost = [], []
    rows = names_of(library)
    for name, folder, owner in rows:
        regimen = parse([shape.format(name)], library, today=today)
        if not owners(regimen):
            lost.append(name)
        elif owners(regimen) != expected(library, folder, owner):
            wrong.append((name, owner, owners(regimen)))
    assert not wrong
    assert len(lost) <= 0.01 * len(rows), lost


def test_case_and_accents_do_not_matter(library: Library, today: date) -> None:
    for name, folder, owner in names_of(library):
        for shown in (name.upper(), name.lower(), name.title()):
            found = owners(parse(shown, library, today=today))
            assert found == expected(library, folder, owner), shown


def slips(word: str) -> list[str]:
    """Every deletion and every swap of neighbours, and a change in the middle."""
    cut = [word[:place] + word[place + 1 :] for place in range(len(word))]
    swapped = [
        word[:place] + word[place + 1] + word[place] + word[place + 2 :] for place in range(len(word) - 1)
    ]
    middle = len(word) // 2
    changed = [word[:middle] + letter + word[middle + 1 :] for letter in "aeiouns"]
    return [slip for slip in dict.fromkeys((*cut, *swapped, *changed)) if slip != word]


def test_a_slip_leads_to_the_owner_or_nowhere(library: Library, today: date) -> None:
    wrong = []
    mended = tried = 0
    for substance in library:
        name = substance.name
        if len(name) < 6 or " " in name:
            continue
        for slip in slips(name):
            exact = library.find(slip)
            found = owners(parse([slip], library, today=today))
            if found - {substance.id} and (exact is None or exact.id not in found):
                wrong.append((name, slip, found))
            if exact is None:
                tried += 1
                mended += found == {substance.id}
    assert not wrong
    assert mended > 0.7 * tried, f"{mended} of {tried}"


def test_a_slip_in_a_brand_leads_to_the_owner_or_nowhere(library: Library, today: date) -> None:
    """One random slip in every name of six letters or more."""
    chance = random.Random(1)
    wrong = []
    for name, folder, owner in names_of(library):
        if (
            len(key_of(name)) < 6 or " and " in name or " with " in name
        ):  # two names, which may be read one by one
            continue
        for slip in chance.sample(slips(name), min(3, len(slips(name)))):
            exact = library.find(slip)
            if exact is not None and exact.id != owner:
                continue
            if [each for each in slip if each.isdigit()] != [each for each in name if each.isdigit()]:
                continue  # another number says something else
            found = owners(parse([slip], library, today=today))
            if not found <= expected(library, folder, owner):
                near = {hit.id for hit in library.near(slip)}
                if owner in near or not near:
                    wrong.append((name, slip, found))
    assert not wrong


def test_short_names_are_never_mended(library: Library, today: date) -> None:
    for slip in ("LDM", "LN", "ADN", "ASB", "MTY", "HCTX", "SJV", "DXN", "5-HTQ", "6-HTP", "T5"):
        assert not owners(parse([slip], library, today=today)), slip


def test_look_alikes_never_cross(library: Library, today: date) -> None:
    """No single slip of a name that is mistaken for others leads to one of the others."""
    for entry in library.vocabulary("look-alikes").values():
        known: list[tuple[str, NameHit]] = [
            (name, hit) for name in entry.names if (hit := library.find(name))
        ]
        for name, hit in known:
            others = {other.id for _, other in known} - {hit.id}
            for slip in slips(name):
                exact = library.find(slip)
                if exact is not None:
                    continue
                assert not owners(parse([slip], library, today=today)) & others, (name, slip)


@pytest.mark.parametrize(
    "text",
    ["xyzzyx", "sertralinum 50 mg daily", "amitriptalene", "fluoxitane", "Celebrexx mg", "napraxon"],
)
def test_candidates_are_scored_and_sorted(text: str, library: Library, today: date) -> None:
    regimen = parse([text], library, today=today)
    for unknown in regimen.unknown:
        scores = [candidate.score for candidate in unknown.candidates]
        assert all(0 < score < 1 for score in scores)
        assert scores == sorted(scores, reverse=True)
        assert len(scores) <= 5
        assert len({candidate.id for candidate in unknown.candidates}) == len(scores)


def test_the_owner_is_offered_for_two_slips(library: Library, today: date) -> None:
    for typed, owner in (
        ("sertarlibe", "sertraline"),
        ("amytriptiline", "amitriptyline"),
        ("naltrexne hydrochlorid", "naltrexone"),
        ("my old fluoxetine thing", "fluoxetine"),
    ):
        regimen = parse([typed], library, today=today)
        offered = {candidate.id for each in regimen.unknown for candidate in each.candidates}
        assert owner in owners(regimen) | offered, typed


def test_candidates_do_not_depend_on_rapidfuzz(
    library: Library, today: date, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The accelerator changes no answer."""
    chance = random.Random(7)
    rows = chance.sample(names_of(library), 60)
    typed = [_scrambled(name, chance) for name, _, _ in rows] + ["xyzzyx", "", "ß", "a" * 70]
    with_it = [library.candidates(text) for text in typed]
    monkeypatch.setattr("cotake.knowledge._likeness._distance", distance)
    assert [library.candidates(text) for text in typed] == with_it


def test_the_shortcut_of_candidates_loses_nothing(library: Library) -> None:
    """The bound on slips only skips names that could not have been offered."""
    from cotake.knowledge._likeness import likeness

    chance = random.Random(11)
    rows = [(row[0], row[1]) for row in library.query("SELECT key, id FROM name")]
    for key, _ in chance.sample(rows, 40):
        typed = _scrambled(key, chance)
        best: dict[str, float] = {}
        for other, owner in rows:
            best[owner] = max(best.get(owner, 0.0), likeness(key_of(typed), other))
        wanted = sorted((score for score in best.values() if score >= 0.6), reverse=True)[:5]
        assert [candidate.score for candidate in library.candidates(typed)] == wanted


def _scrambled(name: str, chance: random.Random) -> str:
    letters = list(name)
    for _ in range(2):
        place = chance.randrange(len(letters))
        letters[place] = chance.choice("abcdefghijklmnopqrstuvwxyz")
    return "".join(letters)


@pytest.mark.parametrize(
    "text",
    ["blood thinner", "an antidepressant", "water pills", "my sleeping pills at night", "SSRI", "statins"],
)
def test_a_kind_of_medicine_is_asked_for_its_name(text: str, library: Library, today: date) -> None:
    (unknown,) = parse([text], library, today=today).unknown
    assert "kind of medicine" in unknown.why


@pytest.mark.parametrize(
    ("text", "substance"),
    [
        ("ACE inhibitor lisinopril 10 mg", "lisinopril"),
        ("my SSRI sertraline 50 mg", "sertraline"),
        ("statin: atorvastatin 20 mg", "atorvastatin"),
        ("blood thinner apixaban 5 mg bid", "apixaban"),
    ],
)
def test_a_name_behind_its_kind_is_that_medicine(
    text: str, substance: str, library: Library, today: date
) -> None:
    (medicine,) = parse([text], library, today=today).medicines
    assert medicine.substance == substance


def test_a_name_behind_another_kind_is_not_read_as_one_medicine(library: Library, today: date) -> None:
    regimen = parse(["statin lisinopril 10 mg"], library, today=today)
    assert not regimen.medicines
    assert "lisinopril" in {each.id for each in regimen.unknown[0].candidates}
