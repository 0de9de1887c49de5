"""Illnesses, allergies and reactions in Spanish: the same person as in English."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import cotake
from cotake.knowledge import Library, key_of
from cotake.regimen import Allergy, Person, parse, read_person
from tests.conftest import TODAY


def one(text: str, library: Library) -> Allergy:
    person = read_person({"allergies": [text]}, library)
    assert not person.not_understood and len(person.allergies) == 1, person
    return person.allergies[0]


def with_illness(text: str, library: Library) -> Person:
    return read_person({"conditions": [text]}, library)


@pytest.mark.parametrize(("spanish", "english"), [
    ("embarazada", "pregnant"),
    ("dando el pecho", "breastfeeding"),
    ("operación programada", "planned operation"),
    ("epiléptica", "epilepsy"),
    ("alcoholismo", "alcoholism"),
    ("QT largo", "long QT"),
    ("infarto de miocardio", "myocardial infarction"),
    ("Insuficiencia cardíaca", "heart failure"),
    ("insuficiencia cardiaca", "heart failure"),
    ("HTA", "high blood pressure"),
    ("presión alta", "high blood pressure"),
    ("tensión alta", "high blood pressure"),
    ("potasio bajo", "low potassium"),
    ("deterioro cognitivo", "cognitive impairment"),
    ("próstata agrandada", "enlarged prostate"),
    ("úlcera de estómago", "stomach ulcer"),
    ("ACV", "stroke"),
    ("ictus", "stroke"),
    ("hígado graso", "fatty liver"),
    ("cirrosis", "cirrhosis"),
    ("ERC", "chronic kidney disease"),
    ("ERC estadio 3b", "CKD stage 3b"),
    ("insuficiencia renal grave", "severe renal impairment"),
    ("en diálisis", "on dialysis"),
    ("DM2", "type 2 diabetes"),
    ("azúcar en la sangre", "diabetes"),
    ("EPOC", "COPD"),
    ("trasplante de riñón", "kidney transplant"),
    ("VIH", "HIV"),
    ("hipotiroidismo", "hypothyroidism"),
    ("TVP", "DVT"),
    ("TEP", "pulmonary embolism"),
    ("cáncer de mama", "breast cancer"),
    ("fumadora", "smoker"),
    ("válvula mecánica", "mechanical valve"),
    ("FA", "atrial fibrillation"),
    ("gota", "gout"),
    ("déficit de G6PD", "G6PD deficiency"),
])  # fmt: skip
def test_an_illness_is_the_one_of_its_english_name(spanish: str, english: str, library: Library) -> None:
    read, wanted = with_illness(spanish, library), with_illness(english, library)
    assert not wanted.not_understood and wanted.conditions
    assert read == wanted


@pytest.mark.parametrize(("spanish", "english"), [
    ("alergia a la penicilina", "allergy to penicillin"),
    ("soy alérgica a las sulfas", "allergic to sulfa"),
    ("hipersensibilidad a amoxicilina", "hypersensitivity to amoxicillin"),
    ("penicilinas y derivados", "penicillins and derivatives"),
    ("alergia al látex", "allergy to latex"),
    ("intolerancia a la lactosa", "intolerance to lactose"),
    ("cacahuetes", "peanuts"),
    ("maní", "peanuts"),
    ("frutos secos", "tree nuts"),
    ("leche", "milk"),
    ("huevo", "egg"),
    ("mariscos", "shellfish"),
    ("trigo", "wheat"),
    ("polen", "pollen"),
    ("ácaros del polvo", "dust mites"),
    ("contraste yodado", "iodinated contrast media"),
    ("yodo", "iodine"),
    ("betalactámicos", "beta-lactams"),
    ("penicilina: erupción", "penicillin: rash"),
    ("penicilina: erupcion", "penicillin: rash"),
    ("amoxicilina: ronchas y picor", "amoxicillin: hives and itching"),
    ("amoxicilina: choque anafiláctico", "amoxicillin: anaphylactic shock"),
    ("ibuprofeno (hinchazón de la cara)", "ibuprofen (swelling of the face)"),
    ("ibuprofeno: no podía respirar", "ibuprofen: could not breathe"),
    ("ibuprofeno: hemorragia digestiva", "ibuprofen: gastrointestinal bleeding"),
    ("enalapril: angioedema", "enalapril: angioedema"),
    ("enalapril: tos seca", "enalapril: dry cough"),
    ("codeína: estreñimiento", "codeine: constipation"),
    ("tramadol: náuseas y vómitos", "tramadol: nausea and vomiting"),
    ("intolerancia a ibuprofeno: dolor de estómago", "intolerance to ibuprofen: stomach pain"),
    ("carbamazepina: ampollas en la boca", "carbamazepine: mouth blisters"),
    ("metamizol: agranulocitosis", "metamizole: agranulocytosis"),
    ("amoxicilina: me llevaron a urgencias", "amoxicillin: taken to the emergency room"),
    ("penicilina: reacción grave", "penicillin: severe reaction"),
    ("penicilina: erupción severa", "penicillin: severe rash"),
    ("penicilina: no grave", "penicillin: not severe"),
    ("penicilina: desconocida", "penicillin: unknown"),
    ("penicilina: no sé", "penicillin: not sure"),
])  # fmt: skip
def test_an_allergy_is_the_one_of_its_english_text(spanish: str, english: str, library: Library) -> None:
    """But for the words that were typed, which are kept."""
    read, wanted = one(spanish, library), one(english, library)
    assert replace(read, text=wanted.text, reactions=wanted.reactions) == wanted
    leaves = [read_person({"allergies": [text]}, library).conditions for text in (spanish, english)]
    assert leaves[0] == leaves[1]


@pytest.mark.parametrize("text", [
    "ninguna alergia conocida", "Sin alergias conocidas", "ninguna", "niega alergias", "no tengo alergias",
    "alérgico a nada", "NAMC", "sin alergias medicamentosas conocidas", "Alergias: ninguna",
])  # fmt: skip
def test_none_is_none(text: str, library: Library) -> None:
    assert read_person({"allergies": [text]}, library) == Person()


def test_grave_is_severe_and_not_the_illness_of_graves(library: Library) -> None:
    assert one("penicilina: muy grave", library).seriousness == "life-threatening"
    assert one("penicilina: reacciones graves", library).seriousness == "life-threatening"
    assert one("penicilina: poco grave", library).seriousness == ""
    assert one("penicillin: Graves disease", library).seriousness == ""


def test_what_did_not_happen_is_no_reaction(library: Library) -> None:
    assert one("penicilina: sin anafilaxia", library).seriousness == ""
    assert one("penicilina: picor, nunca anafilaxia", library).seriousness == "needs-intervention"


def test_what_is_not_known_is_told_as_it_was_typed(library: Library) -> None:
    person = read_person({"conditions": ["mal de xyzzy"], "allergies": ["alergia a xyzzyna"]}, library)
    assert [each.text for each in person.not_understood] == ["mal de xyzzy", "alergia a xyzzyna"]
    assert person.conditions == frozenset() and person.allergies == ()


def test_a_reaction_that_is_not_known_leaves_it_open(library: Library) -> None:
    assert one("penicilina: me sentó raro", library).unread == ("me sentó raro",)


def test_no_name_of_an_illness_stands_for_two(library: Library) -> None:
    """In English and in Spanish alike, the translated names included."""
    owners: dict[str, str] = {}
    for spoken in (library, library.in_language("es")):
        for entry in spoken.vocabulary("conditions").values():
            for name in (entry.id, entry.name, *entry.names):
                assert owners.setdefault(key_of(name), entry.id) == entry.id, name


@pytest.mark.parametrize("text", [
    "analgésico", "antibiótico", "un anticonceptivo", "la píldora", "benzodiacepina", "antidepresivo",
    "anticoagulante", "somnífero", "diurético", "corticoide", "penicilina",
])  # fmt: skip
def test_a_kind_of_medicine_is_asked_about(text: str, library: Library) -> None:
    assert not cotake.check([text], library=library, today=TODAY).complete
    regimen = parse([text], library, today=TODAY)
    assert not regimen.medicines
    (unknown,) = regimen.unknown
    assert unknown.text == text
    assert unknown.why.endswith("are a kind of medicine; write the name of the one that is taken")


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=60))
def test_any_text_can_be_put(library: Library, text: str) -> None:
    person = read_person({"conditions": [text], "allergies": [f"alergia a {text}"]}, library)
    assert isinstance(person, Person)
