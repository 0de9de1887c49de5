"""What is said is cotake's own answer, and nothing that was not checked looks safe."""

from __future__ import annotations

import xml.etree.ElementTree as ElementTree
from datetime import date
from typing import Any

import pytest

import cotake
from cotake._version import __version__
from cotake.interactions import NOTICE
from cotake.knowledge import Library
from cotake.surfaces.rest.rxnav import between, of_one
from cotake.surfaces.rest.rxnav._given import given_substance, split_identifiers
from cotake.surfaces.rest.rxnav._names import find_by_code, find_by_name, name_of
from cotake.surfaces.rest.rxnav._shapes import ListReply, OneReply
from tests.surfaces.rest.rxnav.conftest import Client

NALTREXONE, TRAMADOL, WARFARIN, ASPIRIN, SERTRALINE = "7243", "10689", "11289", "1191", "36437"


def listed(library: Library, today: date, *rxcuis: str, sources: tuple[str, ...] = ()) -> ListReply:
    reply = between(rxcuis, sources, library, today).reply
    assert isinstance(reply, ListReply)
    return reply


def described(reply: ListReply, group: int = 0) -> list[tuple[str, str, str, str]]:
    """Both names, severity and description of each pair of a group."""
    groups = reply.full_interaction_type_group or []
    return [
        (each.min_concept[0].name, each.min_concept[1].name, pair.severity, pair.description)
        for each in (groups[group].full_interaction_type if groups else [])
        for pair in each.interaction_pair
    ]


def test_it_says_what_a_check_says(library: Library, today: date) -> None:
    reply = listed(library, today, NALTREXONE, TRAMADOL)
    (finding,) = cotake.check(["naltrexone", "tramadol"], library=library, today=today).of_class(1, 2, 3)
    ((a, b, severity, text),) = described(reply)
    assert (a, b, severity) == ("Naltrexone", "Tramadol", "high")
    assert finding.summary.clinician in text and finding.action.clinician in text
    assert "cotake class 1 of 5: avoid; life threatening" in text


def test_insulins_are_known_by_the_code_of_each(library: Library, today: date) -> None:
    """One record holds them; each keeps the code and the name that was sent."""
    glargine, glimepiride = "274783", library.substance("glimepiride").codes.rxnorm
    ((a, b, _, text),) = described(listed(library, today, glargine, glimepiride))
    assert (a, b) == ("insulin glargine", "Glimepiride") and "hypoglycaemia" in text
    assert find_by_name("Insulin Glargine", library).id_group.rxnorm_id == [glargine]
    assert find_by_code("RXCUI", glargine, library).id_group.rxnorm_id == [glargine]
    named = name_of(glargine, library)
    assert named is not None and named.id_group.name == "insulin glargine"


def test_every_finding_of_classes_1_to_3_is_told_and_with_the_right_pairs(
    library: Library, today: date
) -> None:
    names = ["warfarin", "aspirin", "sertraline", "fluconazole", "simvastatin", "amiodarone", "tramadol",
             "ibuprofen", "citalopram", "clarithromycin", "diazepam", "oxycodone"]  # fmt: skip
    codes = [library.substance(name).codes.rxnorm for name in names]
    told = described(listed(library, today, *codes))
    report = cotake.check(names, library=library, today=today)
    assert len(report.of_class(1, 2, 3)) > 10
    for finding in report.of_class(1, 2, 3):
        pairs = [{a, b} for a, b, _, text in told if finding.summary.clinician in text]
        own = set(finding.names)
        assert pairs and all(pair <= own for pair in pairs)
        if finding.exposure:
            victim = library.substance(finding.exposure.victim).name
            assert all(victim in pair for pair in pairs)
            assert set().union(*pairs) == own
    classes = [int(text.split("cotake class ")[1][0]) for *_, text in told]
    assert min(classes) == classes[0] and set(classes) <= {1, 2, 3}


def test_class_3_is_told_as_the_service_told_what_it_did_not_grade(library: Library, today: date) -> None:
    ((*_, severity, text),) = described(listed(library, today, WARFARIN, SERTRALINE))
    assert severity == "N/A" and "minimise risk" in text


def test_nothing_found_has_the_shape_of_old(plain: Client) -> None:
    answer = plain.get("/REST/interaction/list.json?rxcuis=161+723").json()
    assert set(answer) == {"nlmDisclaimer", "userInput"}
    assert answer["userInput"] == {"sources": [""], "rxcuis": ["161", "723"]}
    root = ElementTree.fromstring(plain.get("/REST/interaction/list.xml?rxcuis=161+723").content)
    assert [each.tag for each in root] == ["nlmDisclaimer", "userInput"]
    assert [each.text for each in root.findall("userInput/rxcuis")] == ["161", "723"]


def test_the_disclaimer_is_ours(plain: Client) -> None:
    answer = plain.get("/REST/interaction/list.json?rxcuis=161+723").json()
    assert (
        NOTICE in answer["nlmDisclaimer"]
        and "not a service of the U.S. National Library" in answer["nlmDisclaimer"]
    )


def test_without_rxnorm_a_product_is_said_not_to_be_checked(plain: Client) -> None:
    """Some known and some not: what is known is told, and the rest stands among it."""
    answer = plain.get(f"/REST/interaction/list.json?rxcuis={NALTREXONE}+{TRAMADOL}+855332")
    assert (answer.status_code, answer.headers["cotake-complete"]) == (200, "false")
    for group in answer.json()["fullInteractionTypeGroup"]:
        rows = group["fullInteractionType"]
        assert [row["minConcept"][0]["rxcui"] for row in rows] == [NALTREXONE, "855332"]
        unchecked = rows[1]["interactionPair"][0]
        assert unchecked["description"].startswith("NOT CHECKED: RxCUI 855332")
        assert "cotake knowledge add rxnorm" in unchecked["description"]


def test_two_that_do_not_interact_and_one_unknown_do_not_look_clear(plain: Client) -> None:
    for sources in ("", "&sources=DrugBank", "&sources=ONCHigh"):
        answer = plain.get(f"/REST/interaction/list.json?rxcuis=161+723+855332{sources}").json()
        assert "NOT CHECKED" in str(answer["fullInteractionTypeGroup"])


def test_where_nothing_is_known_it_is_an_error_that_no_client_takes_for_clear(plain: Client) -> None:
    for path in ("list.json?rxcuis=855332+835603", "interaction.json?rxcui=855332"):
        answer = plain.get(f"/REST/interaction/{path}")
        assert answer.status_code == 422
        assert "nothing can be concluded" in answer.json()["error"]
        assert "NOT CHECKED" in answer.text  # also where a client looks that minds no status
    root = ElementTree.fromstring(plain.get("/REST/interaction/list?rxcuis=855332").content)
    assert root.tag == "interactiondata" and "nothing can be concluded" in str(root.findtext("error"))


@pytest.mark.parametrize(
    "code", ["99", "0", "1", "7243x", "-7243", "7243.5", "null", "undefined", "123456789"]
)
def test_what_is_no_rxcui_of_ours_is_never_passed_over(library: Library, today: date, code: str) -> None:
    answered = between([f"{NALTREXONE}+{code}"], (), library, today)
    if code == "99":  # aminocaproic acid
        assert answered.complete
    else:
        assert not answered.complete and "NOT CHECKED" in str(answered.reply)


def test_an_ingredient_without_a_record_is_named(full: Client) -> None:
    answer = full.get("/REST/interaction/list.json?rxcuis=99000011+835603")
    assert answer.headers["cotake-complete"] == "false"
    rows = [
        pair["description"]
        for each in answer.json()["fullInteractionTypeGroup"][0]["fullInteractionType"]
        for pair in each["interactionPair"]
    ]
    assert [("NOT CHECKED" in row, "unheardofine" in row) for row in rows] == [(True, True), (False, False)]


def test_products_keep_their_identifier_and_speak_of_their_ingredients(full: Client) -> None:
    answer = full.get("/REST/interaction/list.json?rxcuis=835603+1483744").json()
    (each,) = answer["fullInteractionTypeGroup"][0]["fullInteractionType"]
    assert each["minConcept"] == [
        {"rxcui": "835603", "name": "tramadol hydrochloride 50 MG Oral Tablet", "tty": "SCD"},
        {"rxcui": "1483744", "name": "naltrexone hydrochloride 50 MG Oral Tablet", "tty": "SCD"},
    ]
    concepts = [c["minConceptItem"] for c in each["interactionPair"][0]["interactionConcept"]]
    assert concepts == [
        {"rxcui": "10689", "name": "tramadol", "tty": "IN"},
        {"rxcui": "7243", "name": "naltrexone", "tty": "IN"},
    ]


def test_each_ingredient_of_a_combination_is_checked(full: Client) -> None:
    answer = full.get("/REST/interaction/list.json?rxcuis=836395+1483744").json()
    (each,) = answer["fullInteractionTypeGroup"][1]["fullInteractionType"]
    assert each["minConcept"][0]["rxcui"] == "836395"
    assert each["interactionPair"][0]["interactionConcept"][0]["minConceptItem"]["name"] == "tramadol"


def test_the_dose_of_a_product_counts(full: Client, with_rxnorm: Library, today: date) -> None:
    """81 mg of aspirin is the low band, and a product of it is not judged as an analgesic dose."""
    text = str(full.get("/REST/interaction/list.json?rxcuis=243670+11289").json())
    assert "low-dose aspirin" in text


def test_the_same_substance_in_two_products_is_told_between_them(full: Client) -> None:
    answer = full.get("/REST/interaction/list.json?rxcuis=209459+836395+209459").json()
    assert answer["userInput"]["rxcuis"] == ["209459", "836395"]
    (each,) = answer["fullInteractionTypeGroup"][0]["fullInteractionType"]
    assert [c["rxcui"] for c in each["minConcept"]] == ["209459", "836395"]
    assert "acetaminophen 500 MG Oral Tablet [Tylenol]" in each["interactionPair"][0]["description"]


def test_what_is_always_taken_beside_a_medicine_stands_under_it(library: Library, today: date) -> None:
    """Ritonavir, which goes with darunavir, was not sent: what it does is told under darunavir."""
    codes = [library.substance(name).codes.rxnorm for name in ("darunavir", "simvastatin")]
    told = described(listed(library, today, *codes))
    assert told and all({a, b} == {"Darunavir", "Simvastatin"} for a, b, *_ in told)


@pytest.mark.parametrize(
    ("sources", "names"),
    [
        ((), ["cotake", "cotake, classes 1 and 2"]),
        (("DrugBank",), ["cotake"]),
        (("drugbank ONCHIGH",), ["cotake", "cotake, classes 1 and 2"]),
        (("ONCHigh",), ["cotake, classes 1 and 2"]),
        (("cotake",), ["cotake"]),
        (("ALL",), ["cotake", "cotake, classes 1 and 2"]),
    ],
)
def test_sources_of_old_are_answered_by_their_scope_and_named_for_what_they_are(
    library: Library, today: date, sources: tuple[str, ...], names: list[str]
) -> None:
    groups = listed(library, today, NALTREXONE, TRAMADOL, sources=sources).full_interaction_type_group
    assert [each.source_name for each in groups or []] == names


def test_the_severe_alone_leave_out_class_3(library: Library, today: date) -> None:
    assert described(listed(library, today, WARFARIN, SERTRALINE, sources=("ONCHigh",))) == []
    assert len(described(listed(library, today, WARFARIN, SERTRALINE))) == 1


@pytest.mark.parametrize("path", ["list.json?rxcuis=7243+10689", "interaction.json?rxcui=7243"])
def test_a_source_that_is_none_is_refused(plain: Client, path: str) -> None:
    answer = plain.get(f"/REST/interaction/{path}&sources=NDFRT")
    assert answer.status_code == 422 and "there is no source 'NDFRT'" in answer.json()["error"]
    assert "NOT CHECKED" in answer.text


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("interaction/list.json", 400),
        ("interaction/list.json?rxcuis=", 422),
        ("interaction/list.json?rxcuis=" + "+".join(map(str, range(100, 200))), 422),
        ("interaction/interaction.json?rxcui=7243+10689", 422),
        ("interaction/interaction.json?rxcui=", 422),
        ("rxcui.json", 422),
        ("rxcui.json?idtype=NDC&id=0781-1506-10", 422),
        ("rxcui.json?idtype=HCPCS&id=J2710", 422),
        ("rxcui/855332/properties.json", 404),
        ("rxcui/855332/related.json?tty=IN", 404),
        ("rxcui/7243/related.json?tty=XYZ", 422),
        ("rxcui/7243/related.json", 400),
        ("rxcui/855332/allrelated.json", 404),
        ("rxcui/855332.json", 404),
        ("approximateTerm.json?term=x&maxEntries=0", 400),
        ("drugs.json", 400),
    ],
)
def test_an_error_says_why_in_both_forms(plain: Client, path: str, status: int) -> None:
    answer = plain.get(f"/REST/{path}")
    assert answer.status_code == status and answer.json()["error"]
    answer = plain.get(f"/REST/{path.replace('.json', '.xml')}")
    assert answer.status_code == status
    assert ElementTree.fromstring(answer.content).findtext("error")


def test_one_drug_with_everything_known(library: Library, today: date) -> None:
    answered = of_one(TRAMADOL, (), library, today)
    assert isinstance(answered.reply, OneReply) and answered.complete
    everything, severe = answered.reply.interaction_type_group or []
    (kind,) = everything.interaction_type
    assert kind.comment == "Tramadol (10689) is resolved to Tramadol (10689)"
    assert len(kind.interaction_pair) > 300
    found = {pair.interaction_concept[1].source_concept_item.id: pair for pair in kind.interaction_pair}
    classes = [int(pair.description.split("cotake class ")[1][0]) for pair in kind.interaction_pair]
    assert classes == sorted(classes) and set(classes) == {1, 2, 3}
    for name in ("naltrexone", "phenelzine", "sertraline", "paracetamol", "warfarin"):
        worst = cotake.check(["tramadol", name], library=library, today=today).worst
        assert (name in found) == (worst is not None and worst <= 3)
    assert {pair.severity for pair in severe.interaction_type[0].interaction_pair} == {"high"}


def test_every_substance_can_be_the_other(library: Library, today: date) -> None:
    """The list of one drug rests on each name of the records being read as itself."""
    for name in library.ids("substances"):
        assert name in given_substance(name, library, today).within


def test_the_answer_is_the_same_each_time(library: Library, today: date) -> None:
    codes = (WARFARIN, ASPIRIN, SERTRALINE, TRAMADOL)
    assert listed(library, today, *codes) == listed(library, today, *codes)
    assert of_one(WARFARIN, (), library, today) == of_one(WARFARIN, (), library, today)


def test_identifiers_are_read_leniently() -> None:
    assert split_identifiers(['["7243", "10689"]']) == ("7243", "10689")
    assert split_identifiers(["07243+7243.0", "7243"]) == ("7243",)
    assert split_identifiers(["+ ,; "]) == ()


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("rxcui.json?name=naltrexone", ["7243"]),
        ("rxcui.json?name=NALTREXONE+hydrochloride", ["7243"]),
        ("rxcui.json?name=Prozac", ["4493"]),
        ("rxcui.json?name=Contrave", None),  # two ingredients: the code of one would hide the other
        ("rxcui.json?name=no+such+thing", None),
        ("rxcui.json?name=", None),
        ("rxcui.json?idtype=ATC&id=N07BB04", ["7243"]),
        ("rxcui.json?idtype=RXCUI&id=7243", ["7243"]),
        ("rxcui.json?idtype=ATC&id=Z99", None),
    ],
)
def test_names_and_codes_without_rxnorm(plain: Client, path: str, expected: list[str] | None) -> None:
    assert plain.get(f"/REST/{path}").json()["idGroup"].get("rxnormId") == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Tylenol", ["202433"]),
        ("tylenol 500 mg oral tablet", ["209459"]),
        ("naltrexone 50 MG Oral Tablet", ["1483744"]),
        ("Contrave", None),
        ("warfarin sodium 5 MG Oral Tablet", ["855332"]),
        ("warfarin sodium .5 MG Oral Tablet", None),
        ("sertraline", ["36437"]),  # not in the small release, and known from the records
    ],
)
def test_names_with_rxnorm(full: Client, name: str, expected: list[str] | None) -> None:
    found = full.get("/REST/rxcui.json", params={"name": name}).json()
    assert found["idGroup"].get("rxnormId") == expected


def test_a_misspelt_name_is_offered_and_never_taken(plain: Client) -> None:
    assert "rxnormId" not in plain.get("/REST/rxcui.json?name=sertralien&search=2").json()["idGroup"]
    near = plain.get("/REST/spellingsuggestions.json?name=sertralien").json()["suggestionGroup"]
    assert near["suggestionList"]["suggestion"][0] == "sertraline"
    group = plain.get("/REST/approximateTerm.json?term=sertralien+50+mg&maxEntries=3").json()
    best = group["approximateGroup"]["candidate"][0]
    assert (best["rxcui"], best["rank"], best["source"]) == ("36437", "1", "cotake")
    assert 10 < float(best["score"]) < 100


def test_nothing_near_keeps_the_shape(plain: Client) -> None:
    assert plain.get("/REST/approximateTerm.json?term=@@@@").json() == {
        "approximateGroup": {"inputTerm": "@@@@"}
    }
    near = plain.get("/REST/spellingsuggestions.json?name=@@@@").json()["suggestionGroup"]
    assert near == {"name": "@@@@", "suggestionList": {"suggestion": []}}
    assert plain.get("/REST/drugs.json?name=@@@@").json() == {"drugGroup": {"name": "@@@@"}}


def test_products_of_a_name_without_rxnorm_are_its_ingredient(plain: Client) -> None:
    (group,) = plain.get("/REST/drugs.json?name=Prozac").json()["drugGroup"]["conceptGroup"]
    assert (group["tty"], group["conceptProperties"][0]["rxcui"]) == ("IN", "4493")


def test_the_version_is_that_of_the_knowledge(plain: Client, library: Library) -> None:
    answer: dict[str, Any] = plain.get("/REST/version.json").json()
    assert answer == {"version": library.version, "apiVersion": __version__}
    sources = plain.get("/REST/interaction/sources.json").json()
    assert sources["sourceList"] == {"source": ["cotake"]}
    versions = plain.get("/REST/interaction/version.json").json()["sourceVersionList"]["sourceVersion"]
    assert versions == [f"cotake {library.version}"]
