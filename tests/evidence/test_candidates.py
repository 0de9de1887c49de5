"""Exports of a trial register and of PubMed become candidates for a curator, and nothing more."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cotake import InputError
from cotake.evidence.candidates import candidates_of
from cotake.knowledge import Library

REGISTERED = {
    "protocolSection": {
        "identificationModule": {"nctId": "NCT00000001", "briefTitle": "Naltrexone and pain"},
        "statusModule": {"startDateStruct": {"date": "2019-03"}},
        "sponsorCollaboratorsModule": {"leadSponsor": {"name": "A university"}},
        "conditionsModule": {"conditions": ["Fibromyalgia"]},
        "designModule": {
            "designInfo": {
                "allocation": "RANDOMIZED",
                "interventionModel": "CROSSOVER",
                "maskingInfo": {"masking": "DOUBLE"},
            },
            "enrollmentInfo": {"count": 40},
        },
        "armsInterventionsModule": {
            "armGroups": [{"label": "LDN", "description": "4.5 mg at night"}],
            "interventions": [{"name": "Low Dose Naltrexone"}, {"name": "Placebo"}, {"name": "Blorbamine"}],
        },
        "outcomesModule": {"primaryOutcomes": [{"measure": "Pain", "timeFrame": "12 weeks"}]},
    },
    "resultsSection": {
        "outcomeMeasuresModule": {
            "outcomeMeasures": [
                {
                    "type": "PRIMARY",
                    "title": "Pain",
                    "timeFrame": "12 weeks",
                    "paramType": "MEAN",
                    "dispersionType": "Standard Deviation",
                    "unitOfMeasure": "points",
                    "groups": [{"id": "OG000", "title": "LDN"}],
                    "classes": [
                        {
                            "categories": [
                                {"measurements": [{"groupId": "OG000", "value": "-1.2", "spread": "1.5"}]}
                            ]
                        }
                    ],
                }
            ]
        }
    },
}
EXPORTED = """
PMID- 11111111
DP  - 2013 Feb
TI  - Low-dose naltrexone for the treatment
      of a made-up illness.
FAU - Doe, Jane
AU  - Doe J
PT  - Journal Article
PT  - Randomized Controlled Trial
RN  - 5S6W795CQM (Naltrexone)
LID - 10.1000/xyz [doi]
SI  - ClinicalTrials.gov/NCT00000001
AB  - Nothing was found.

PMID- 22222222
DP  - 2013
TI  - Another by the same.
AU  - Doe J
PT  - Meta-Analysis
"""


def test_a_registered_trial_keeps_what_the_register_says(library: Library) -> None:
    (found,) = candidates_of(json.dumps(REGISTERED), library)
    assert found.id == "nct00000001"
    for part in ('kind: "crossover"', 'substances: ["naltrexone"]', "n: 40", "4.5 mg at night", "12 weeks"):
        assert part in found.study
    assert "LDN: -1.2 points (Standard Deviation 1.5)" in found.study
    assert "estimates" not in found.study  # a number that nobody read is no fact
    assert any("Blorbamine" in each for each in found.open_questions)
    assert 'read: "recalled"' in found.source


def test_a_page_of_a_search_is_read_as_several(library: Library) -> None:
    other = json.loads(json.dumps(REGISTERED))
    other["protocolSection"]["identificationModule"]["nctId"] = "NCT00000002"
    found = candidates_of(json.dumps({"studies": [REGISTERED, other]}), library)
    assert [each.id for each in found] == ["nct00000001", "nct00000002"]


def test_entries_of_pubmed_are_read_and_two_of_one_year_told_apart(library: Library) -> None:
    one, two = candidates_of(EXPORTED, library)
    assert (one.id, two.id) == ("doe-2013", "doe-2013-2")
    assert "Low-dose naltrexone for the treatment of a made-up illness" in one.study
    assert 'substances: ["naltrexone"]' in one.study
    assert 'kind: "randomised"' in one.study
    assert 'kind: "meta-analysis"' in two.study
    for part in ('"pmid": "11111111"', '"doi": "10.1000/xyz"', '"nct": "NCT00000001"'):
        assert part in one.source


@pytest.mark.parametrize("text", ["", "hello", "{", "[]", "{}", "PMID- x", '{"studies": 3}', "[1, 2]"])
def test_what_is_no_export_is_told(library: Library, text: str) -> None:
    with pytest.raises(InputError):
        candidates_of(text, library)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["designInfo", "allocation", "interventions", "name", "groups", "id"]),
            inner,
            max_size=3,
        )
    ),
    max_leaves=12,
)


@given(
    st.one_of(
        st.text(max_size=300),
        JSON.map(lambda part: json.dumps({"protocolSection": part})),
        JSON.map(
            lambda part: json.dumps(
                {
                    "protocolSection": {"identificationModule": {"nctId": "NCT1"}, "designModule": part},
                    "resultsSection": part,
                }
            )
        ),
    )
)
@settings(max_examples=150, deadline=None)
def test_any_text_is_read_or_refused(library: Library, text: str) -> None:
    try:
        found = candidates_of(text, library)
    except InputError:
        return
    assert found


@pytest.mark.parametrize("number", ["../../evil", "NCT1/../../x", "nct00000001", "NCT000000011"])
def test_a_number_that_is_none_of_the_register_makes_no_file(library: Library, number: str) -> None:
    study = json.loads(json.dumps(REGISTERED))
    study["protocolSection"]["identificationModule"]["nctId"] = number
    with pytest.raises(InputError):
        candidates_of(json.dumps(study), library)


def test_a_retraction_is_told(library: Library) -> None:
    text = "PMID- 3\nTI  - One.\nAU  - M\u00fcller A\nDP  - 2019\nPT  - Retracted Publication\n"
    (found,) = candidates_of(text, library)
    assert any("retracted" in each for each in found.open_questions)
    assert found.id == "muller-2019"
