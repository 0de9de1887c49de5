"""What public client code of the RxNav service asks for, and the very paths by which it reads the answer.

Each test is written from the access paths of one client, named in docs/rxnav.md; none of its code is here.
"""

from __future__ import annotations

import xml.etree.ElementTree as ElementTree
from collections.abc import Callable
from typing import Any

import pytest

from tests.surfaces.rest.rxnav.conftest import Client

Ask = Callable[[str], Any]
#: Products: tramadol, naltrexone, warfarin, clarithromycin, a brand of simvastatin.
LIST = "835603+1483744+855332+197517+152923"


def test_python_drugcheq_reads_both_groups_and_finds_names_in_comments(ask: Ask) -> None:
    """AmitLiberman/DrugcheQ-Back-End: the first group for all, the second for what is severe."""
    answer = ask(f"/REST/interaction/list.json?rxcuis={LIST}")
    severe = answer["fullInteractionTypeGroup"][1]["fullInteractionType"]
    found = {}
    for each in answer["fullInteractionTypeGroup"][0]["fullInteractionType"]:
        names = (each["minConcept"][0]["name"], each["minConcept"][1]["name"])
        generic = each["interactionPair"][0]["interactionConcept"][0]["sourceConceptItem"]["name"]
        assert generic in each["comment"] and each["interactionPair"][0]["description"]
        found[names] = [
            other["interactionPair"][0]["severity"]
            for other in severe
            if names[0] in other["comment"] and names[1] in other["comment"]
        ]
    tramadol, naltrexone = (
        "tramadol hydrochloride 50 MG Oral Tablet",
        "naltrexone hydrochloride 50 MG Oral Tablet",
    )
    assert found[(tramadol, naltrexone)] == ["high"]
    assert found[("warfarin sodium 5 MG Oral Tablet", "clarithromycin 500 MG Oral Tablet")] == []
    assert all(each["interactionPair"][0]["severity"] == "high" for each in severe)


def test_javascript_app_takes_names_severity_and_comment_of_each_pair(ask: Ask) -> None:
    """isadoradeckerlucke/drug-interactions-app: two concepts of each pair, by place."""
    rxcui = ask("/REST/rxcui.json?name=Zocor&allsrc=1&search=2")["idGroup"]["rxnormId"][0]
    answer = ask(f"/REST/interaction/list.json?rxcuis={rxcui}+197517")
    rows = [
        (pair["interactionConcept"][0]["minConceptItem"]["name"],
         pair["interactionConcept"][1]["minConceptItem"]["name"], pair["severity"], each["comment"])
        for each in answer["fullInteractionTypeGroup"][0]["fullInteractionType"]
        for pair in each["interactionPair"]
    ]  # fmt: skip
    assert [row[:3] for row in rows] == [("simvastatin", "clarithromycin", "high")]
    alone = ask("/REST/interaction/interaction.json?rxcui=21212&sources=ONCHigh")
    kept = alone["interactionTypeGroup"][0]["interactionType"]
    assert {pair["severity"] for each in kept for pair in each["interactionPair"]} == {"high"}


def test_python_django_app_looks_whether_the_key_is_there(ask: Ask) -> None:
    """jte1344/connetixHealthDjangoApp: `sources=DrugBank`, and no key means no interaction."""
    assert "rxnormId" in ask("/REST/rxcui.json?name=warfarin&search=1")["idGroup"]
    answer = ask("/REST/interaction/list.json?rxcuis=11289+21212&sources=DrugBank")
    told = answer["fullInteractionTypeGroup"][0]["fullInteractionType"]
    assert "INR" in told[0]["interactionPair"][0]["description"]
    assert len(answer["fullInteractionTypeGroup"]) == 1
    assert "fullInteractionTypeGroup" not in ask(
        "/REST/interaction/list.json?rxcuis=161+723&sources=DrugBank"
    )


def test_python_hackathon_reads_the_other_concept_of_one_drug(ask: Ask) -> None:
    """kportelli/Beaverhacks-Winter-23: of the pairs of one drug, the second concept is the other drug."""
    rxcui = ask("/REST/rxcui.json?name=naltrexone")["idGroup"]["rxnormId"][0]
    answer = ask(f"/REST/interaction/interaction.json?rxcui={rxcui}")
    pairs = answer["interactionTypeGroup"][0]["interactionType"][0]["interactionPair"]
    others = {
        pair["interactionConcept"][1]["minConceptItem"]["rxcui"]: pair["description"] for pair in pairs
    }
    assert "withdrawal" in others["10689"]
    assert rxcui not in others


def test_angular_client_asks_without_ending_and_expects_json(full: Client) -> None:
    """windersan/Angular7_DrugInteractions: `/REST/rxcui?name=` with the Accept of the framework."""
    accept = {"accept": "application/json, text/plain, */*"}
    found = full.get("/REST/rxcui", params={"name": "tramadol"}, headers=accept).json()
    other = found["idGroup"]["rxnormId"][0]
    answer = full.get("/REST/interaction/interaction.json?rxcui=7243").json()
    assert answer["userInput"]["rxcui"] == "7243"
    said = [
        pair["description"]
        for group in answer["interactionTypeGroup"]
        for kind in group["interactionType"]
        for pair in kind["interactionPair"]
        for concept in pair["interactionConcept"]
        if concept["minConceptItem"]["rxcui"] == other
    ]
    assert said


def test_swift_client_needs_every_text_to_be_there(ask: Ask) -> None:
    """Asia32000/MedInteractions decodes strictly: a field that is missing or null is a failure."""
    answer = ask(f"/REST/interaction/list.json?rxcuis={LIST}")
    alone = ask("/REST/interaction/interaction.json?rxcui=835603")
    assert isinstance(answer["nlmDisclaimer"], str)
    for group in answer["fullInteractionTypeGroup"]:
        texts(group, "sourceDisclaimer", "sourceName")
        for each in group["fullInteractionType"]:
            texts(each, "comment")
            for concept in each["minConcept"]:
                texts(concept, "rxcui", "name", "tty")
            pairs(each)
    for group in alone["interactionTypeGroup"]:
        texts(group, "sourceDisclaimer", "sourceName")
        for each in group["interactionType"]:
            texts(each, "comment")
            texts(each["minConceptItem"], "rxcui", "name", "tty")
            pairs(each)
    listed = [
        p for g in alone["interactionTypeGroup"] for t in g["interactionType"] for p in t["interactionPair"]
    ]
    assert len(listed[:10]) == 10  # it shows ten at a time


def pairs(entry: Any) -> None:
    for pair in entry["interactionPair"]:
        texts(pair, "severity", "description")
        assert len(pair["interactionConcept"]) == 2
        for concept in pair["interactionConcept"]:
            texts(concept["minConceptItem"], "rxcui", "name", "tty")
            texts(concept["sourceConceptItem"], "id", "name", "url")


def texts(entry: Any, *names: str) -> None:
    assert [name for name in names if not isinstance(entry[name], str)] == []


def test_java_client_ends_the_list_with_a_plus(ask: Ask) -> None:
    """pillfill/rxnorm-client appends + after every identifier, also after term types."""
    answer = ask("/REST/interaction/list.json?rxcuis=207106+152923+656659+")
    assert answer["userInput"] == {"sources": [""], "rxcuis": ["207106", "152923", "656659"]}
    concepts = [
        each["minConcept"][place]["rxcui"]
        for each in answer["fullInteractionTypeGroup"][0]["fullInteractionType"]
        for place in (0, 1)
    ]
    assert set(concepts) == {"207106", "152923", "656659"}
    related = ask("/REST/rxcui/209459/related.json?tty=IN+BN+")["relatedGroup"]["conceptGroup"]
    assert [(each["tty"], each["conceptProperties"][0]["name"]) for each in related] == [
        ("IN", "acetaminophen"), ("BN", "Tylenol"),
    ]  # fmt: skip
    assert ask("/REST/rxcui.json?idtype=UNII_CODE&id=5S6W795CQM&allsrc=1")["idGroup"]["rxnormId"] == [
        "7243"
    ]


def test_julia_client_reads_xml(full: Client) -> None:
    """wherrera10/RxNav.jl asks without ending, accepts anything, and gets XML."""

    def document(path: str) -> ElementTree.Element:
        answer = full.get(path, headers={"accept": "*/*"})
        assert answer.headers["content-type"].startswith("application/xml")
        return ElementTree.fromstring(answer.content)

    assert [each.text for each in document("/REST/rxcui?name=tramadol").findall("idGroup/rxnormId")] == [
        "10689"
    ]
    names = document("/REST/drugs?name=tylenol").findall("drugGroup/conceptGroup/conceptProperties/name")
    assert len(names) == 8
    root = document("/REST/interaction/list?rxcuis=10689+7243")
    assert root.tag == "interactiondata"
    found = root.findall("fullInteractionTypeGroup/fullInteractionType/interactionPair")
    assert {each.findtext("severity") for each in found} == {"high"}
    assert [e.text for e in found[0].findall("interactionConcept/minConceptItem/name")] == [
        "tramadol",
        "naltrexone",
    ]
    one = document("/REST/interaction/interaction?rxcui=7243&sources=ONCHigh")
    assert one.findall("interactionTypeGroup/interactionType/interactionPair/description")
    assert document("/REST/version").findtext("version")
    candidates = document("/REST/approximateTerm?term=zocor").findall("approximateGroup/candidate")
    assert [candidates[0].findtext("rxcui"), candidates[0].find("rxaui") is not None] == ["196503", True]
    suggestions = document("/REST/spellingsuggestions?name=sertralien").findall(
        "suggestionGroup/suggestionList/suggestion"
    )
    assert suggestions[0].text == "sertraline"
    assert document("/REST/rxcui/152923/properties").findtext("properties/tty") == "SBD"
    assert (
        document("/REST/rxcui/152923").findtext("idGroup/name") == "simvastatin 40 MG Oral Tablet [Zocor]"
    )
    assert document("/REST/rxcui/152923/allrelated").findall(
        "allRelatedGroup/conceptGroup/conceptProperties"
    )
    assert [each.text for each in document("/REST/interaction/sources").findall("sourceList/source")] == [
        "cotake"
    ]


def test_an_electronic_record_keeps_one_line_for_each_two_sources(full: Client) -> None:
    """OpenClinic GA, XML: a map by the ids of both sources, in which a later pair replaces an earlier."""
    answer = full.get("/REST/interaction/list.xml?rxcuis=855332+243670+36437+197517+835603+5+6+")
    root = ElementTree.fromstring(answer.content)
    assert root.tag.lower() == "interactiondata"
    group = root.find("fullInteractionTypeGroup")
    assert group is not None
    pairs_found = group.findall("fullInteractionType/interactionPair")
    kept = {
        ";".join(str(c.findtext("sourceConceptItem/id")) for c in pair.findall("interactionConcept")): pair
        for pair in pairs_found
    }
    assert len(kept) == len(pairs_found) > 5
    told = [str(pair.findtext("description")) for pair in kept.values()]
    assert sum("NOT CHECKED" in each for each in told) == 2


def test_a_client_that_counts_entries_meets_one_for_each_two_medicines(full: Client) -> None:
    """Code that puts the n-th entry beside the n-th two names, and shows the first entry of two."""
    root = ElementTree.fromstring(
        full.get("/REST/interaction/list.xml?rxcuis=835603+42347+855332+243670&sources=DrugBank").content
    )
    entries = root.findall(".//interactionPair")
    assert 2 * len(entries) == len(root.findall(".//minConcept")) > 2
    two = next(e for e in entries if "bupropion" in str(e.findtext("description")))
    text = str(two.findtext("description"))
    assert two.findtext("severity") == "high"
    assert (
        text.index("(1 of 2)")
        < text.index("class 2 of 5")
        < text.index("(2 of 2)")
        < text.index("class 3 of 5")
    )


def test_csharp_client_goes_from_a_package_to_its_rxcui(full: Client, plain: Client) -> None:
    """A C# class that asks `rxcui?idtype=NDC&id=` without ending, and then the list as XML."""
    for number in ("99999-0001-01", "99999000101", "99999-001-1"):
        root = ElementTree.fromstring(full.get(f"/REST/rxcui?idtype=NDC&id={number}").content)
        assert root.findtext("idGroup/rxnormId") == "835603"
    missing = ElementTree.fromstring(full.get("/REST/rxcui?idtype=NDC&id=0781-1506-10").content)
    assert missing.find("idGroup/rxnormId") is None
    refused = plain.get("/REST/rxcui?idtype=NDC&id=99999-0001-01")
    assert refused.status_code == 422 and "cotake knowledge add rxnorm" in refused.text


def test_r_client_reads_candidates_as_numbers(full: Client) -> None:
    """nt-williams/rxnorm: no ending, the Accept of httr, a score of 10 and more, names of brands."""
    accept = {"accept": "application/json, text/xml, application/xml, */*"}
    found = full.get("/REST/approximateTerm?term=zocor%2040%20mg&option=1", headers=accept).json()
    candidates = [each for each in found["approximateGroup"]["candidate"] if float(each["score"]) >= 10]
    assert candidates[0]["rxcui"] == "152923"
    brands = full.get("/REST/rxcui/209459/related?tty=BN", headers=accept).json()
    assert brands["relatedGroup"]["conceptGroup"][0]["conceptProperties"][0]["name"] == "Tylenol"


def test_typescript_loop_flattens_groups_of_products(ask: Ask) -> None:
    """open-olive/rxnav-example-loop: groups without properties are passed over."""
    groups = ask("/REST/drugs.json?name=Tylenol")["drugGroup"]["conceptGroup"]
    found = [each for group in groups for each in group.get("conceptProperties") or []]
    assert set(found[0]) == {"rxcui", "name", "synonym", "tty", "language", "suppress", "umlscui"}
    assert len(found) == 8 and all(each["tty"] == "SBD" for each in found)


def test_mcp_client_goes_from_a_name_to_a_product_to_its_ingredients(ask: Ask) -> None:
    """Aki894/mcp-RxNav: the first RxCUI of any group, and from it IN and PIN."""
    groups = ask("/REST/drugs.json?name=tramadol")["drugGroup"]["conceptGroup"]
    first = next(g["conceptProperties"][0]["rxcui"] for g in groups if g.get("conceptProperties"))
    related = ask(f"/REST/rxcui/{first}/related.json?tty=IN+PIN")["relatedGroup"]["conceptGroup"]
    names = [each["name"] for group in related for each in group.get("conceptProperties", [])]
    assert "tramadol" in names


def test_csharp_client_takes_an_absent_list_for_none(full: Client) -> None:
    """UK-SBCoA/rxNorm_dotnet: 200, and RxCUIs that may be missing; spaces as + in a name."""
    found = full.get("/REST/rxcui.json?name=Tylenol+500+MG+Oral+Tablet&allsrc=0&srclist=RXNORM&search=1")
    assert (found.status_code, found.json()["idGroup"]["rxnormId"]) == (200, ["209459"])
    missing = full.get("/REST/rxcui.json?name=nonesuch")
    assert (missing.status_code, missing.json()) == (200, {"idGroup": {"name": "nonesuch"}})


def test_angularjs_demo_uses_the_prescribable_paths(full: Client) -> None:
    """ranjancse26/RxNavAPIDemo: `/REST/Prescribe/drugs` with the Accept of the framework."""
    accept = {"accept": "application/json, text/plain, */*"}
    for root in ("/REST", "/REST/Prescribe"):
        answer = full.get(f"{root}/drugs", params={"name": "tramadol"}, headers=accept).json()
        assert answer["drugGroup"]["conceptGroup"]


@pytest.mark.parametrize("between", ["+", "%20", "%2B", ",", "%2C%20", ";", "|", "+%20+"])
def test_identifiers_may_be_parted_in_any_usual_way(ask: Ask, between: str) -> None:
    """sissyhanks/pharm-assist and others: +, a space, and what libraries make of a + or a list."""
    answer = ask(f"/REST/interaction/list.json?rxcuis=10689{between}7243")
    assert answer["userInput"]["rxcuis"] == ["10689", "7243"]
    assert answer["fullInteractionTypeGroup"][0]["fullInteractionType"]


def test_a_parameter_that_is_repeated_loses_nothing(ask: Ask) -> None:
    answer = ask("/REST/interaction/list.json?rxcuis=10689&rxcuis=7243")
    assert answer["userInput"]["rxcuis"] == ["10689", "7243"]
