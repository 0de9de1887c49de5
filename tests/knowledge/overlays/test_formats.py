"""Each format as it is published, in small; and what is no such file."""

from __future__ import annotations

import gzip
import json
import sqlite3
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cotake import CotakeError
from cotake._errors import FileProblem, InputError, KnowledgeError
from cotake.knowledge.overlays import SOURCES, Overlay, add, installed, remove

THESAURUS = [
    {
        "main_drug": "ANTIVITAMINES K",
        "between_main_and_plus_drug": "",
        "plus_drug": "MICONAZOLE",
        "severity_levels": [{"level": "CONTRE-INDICATION", "info": "voie générale"}],
        "interaction_mechanism": "Hémorragies imprévisibles.",
        "description": "",
    },
    {
        "main_drug": "LITHIUM",
        "plus_drug": "MÉTHYLDOPA",
        "severity_levels": [
            {"level": "Précaution d'emploi", "info": ""},
            {"level": "A prendre en compte", "info": ""},
        ],
        "interaction_mechanism": "Augmentation de la lithiémie.",
    },
]
INDEX = [
    {"substance": "warfarine", "drug_classes": ["antivitamines k"]},
    {"substance": "miconazole", "drug_classes": []},
    {"substance": "lithium", "drug_classes": []},
    {"substance": "methyldopa", "drug_classes": []},
]
DDINTER = (
    "DDInterID_A,Drug_A,DDInterID_B,Drug_B,Level\n"
    "DDInter1263,Naltrexone,DDInter1,Abacavir,Moderate\n"
    "DDInter1263,Naltrexone,DDInter1859,Tramadol,Major\n"
)
TWOSIDES = (
    "drug_1_rxnorn_id,drug_1_concept_name,drug_2_rxnorm_id,drug_2_concept_name,condition_meddra_id,"
    "condition_concept_name,A,B,C,D,PRR,PRR_error,mean_reporting_frequency\n"
    "10355,Temazepam,136411,Sildenafil,10003239,Arthralgia,7,149,24,1536,2.91667,0.421275,0.0448718\n"
    "10355,Temazepam,136411,Sildenafil,10012735,Diarrhoea,2,149,24,1536,9.9,0.42,0.04\n"
    "10355,Temazepam,136411,Sildenafil,10012736,Cough,70,149,24,1536,1.1,0.42,0.04\n"
)
LABELS = {
    "meta": {"disclaimer": 'a text with "results" in it'},
    "results": [
        {
            "set_id": "old",
            "effective_time": "20200101",
            "openfda": {"substance_name": ["WARFARIN SODIUM"]},
            "drug_interactions": ["7 Avoid amiodarone."],
        },
        {
            "set_id": "new",
            "effective_time": "20240101",
            "openfda": {"substance_name": ["WARFARIN SODIUM"]},
            "drug_interactions": ["7 Many matter. Fluconazole raises the INR; check it often. The end."],
        },
        {"openfda": {}, "warnings": ["a label of nothing"]},
    ],
}
QT = "Generic Name,Brand Names,Risk Category\nAmiodarone,Cordarone,Known Risk of TdP\n"
CONSO = (
    "7243|ENG||||||1|7243|7243||RXNORM|IN|7243|naltrexone||N|4096|\n"
    "203205|ENG||||||2|203205|203205||RXNORM|BN|203205|Revia||N|4096|\n"
    "1483744|ENG||||||3|1483744|x||RXNORM|SCD|1483744|naltrexone hydrochloride 50 MG Oral Tablet||N|4096|\n"
    "9|ENG||||||4|9|9||MMSL|BN|9|of another vocabulary||N|4096|\n"
    "1483744|ENG||||||5|5|x||RXNORM|PSN|1483744|naltrexone 50 MG Oral Tablet||N|4096|\n"
    "1483744|ENG||||||6|6|x||RXNORM|SY|1483744|an old name||O|4096|\n"
    "99000002|ENG||||||7|7|x||RXNORM|SBD|99000002|naltrexone 2.5 MG Oral Tablet [Made up]||N|4096|\n"
)
REL = (
    "7243||CUI|RN|203205||CUI|tradename_of|1||RXNORM|RXNORM||||4096|\n"
    "316867||CUI|RO|1483744||CUI|consists_of|2||RXNORM|RXNORM||||4096|\n"
    "7243||CUI|RO|316867||CUI|has_ingredient|3||RXNORM|RXNORM||||4096|\n"
    "1483744||CUI|RO|316867||CUI|constitutes|4||RXNORM|RXNORM||||4096|\n"
    "1483744||CUI|RN|99000002||CUI|tradename_of|5||RXNORM|RXNORM||||4096|\n"
    "203205||CUI|RO|99000002||CUI|has_ingredient|6||RXNORM|RXNORM||||4096|\n"
)


def written(folder: Path) -> dict[str, list[Path]]:
    """Every format in small, in its usual packing."""
    files = {
        "thesaurus.json": json.dumps(THESAURUS, ensure_ascii=False),
        "index.json": json.dumps(INDEX, ensure_ascii=False),
        "ddinter_downloads_code_A.csv": DDINTER,
        "qt.csv": QT,
        "RXNCONSO.RRF": CONSO,
        "RXNREL.RRF": REL,
    }
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    (folder / "TWOSIDES.csv.gz").write_bytes(gzip.compress(TWOSIDES.encode()))
    with zipfile.ZipFile(folder / "drug-label-0001-of-0013.json.zip", "w") as archive:
        archive.writestr("drug-label-0001-of-0013.json", json.dumps(LABELS))
    with zipfile.ZipFile(folder / "RxNorm_full_prescribe.zip", "w") as archive:
        archive.writestr("rrf/RXNCONSO.RRF", CONSO)
        archive.writestr("rrf/RXNREL.RRF", REL)
        archive.writestr("readme.txt", "not read")
    return {
        "ansm": [folder / "thesaurus.json", folder / "index.json"],
        "ddinter": [folder / "ddinter_downloads_code_A.csv"],
        "openfda": [folder / "drug-label-0001-of-0013.json.zip"],
        "crediblemeds": [folder / "qt.csv"],
        "twosides": [folder / "TWOSIDES.csv.gz"],
        "rxnorm": [folder / "RxNorm_full_prescribe.zip"],
    }


@pytest.fixture
def overlays(tmp_path: Path) -> dict[str, Overlay]:
    kept = tmp_path / "kept"
    for source, files in written(tmp_path).items():
        add(source, files, into=kept)
    return {overlay.form.id: overlay for overlay in installed(kept)}


def named(*names: str) -> dict[str, str]:
    return {name.lower().replace(" ", ""): name for name in names}


def test_every_source_that_is_offered_can_be_added(overlays: dict[str, Overlay]) -> None:
    assert list(overlays) == list(SOURCES)
    for overlay in overlays.values():
        made = overlay.provenance
        assert made.licence and made.added.endswith("Z") and len(made.files[0][2]) == 64
        assert overlay.meta["source"] == overlay.form.id


def test_the_thesaurus_names_classes_and_the_index_members(
    overlays: dict[str, Overlay],
) -> None:
    said = overlays["ansm"].of_pair(named("Miconazole"), named("Warfarin", "warfarine"))
    assert [(each.level, each.nearest) for each in said] == [("Contre-indication", 1)]
    assert "Hémorragies" in said[0].text and said[0].a == "ANTIVITAMINES K"
    both = overlays["ansm"].of_pair(named("Lithium"), named("Methyldopa"))
    assert [each.nearest for each in both] == [3, 4]
    assert not overlays["ansm"].of_pair(named("Miconazole"), named("Lithium"))


def test_a_pair_is_found_whichever_way_round(overlays: dict[str, Overlay]) -> None:
    one, other = named("Tramadol"), named("Naltrexone")
    for said in (overlays["ddinter"].of_pair(one, other), overlays["ddinter"].of_pair(other, one)):
        assert [(each.level, each.nearest) for each in said] == [("Major", 2)]
    assert overlays["ddinter"].knows(one) and not overlays["ddinter"].knows(named("Aspirin"))


def test_of_two_editions_of_a_label_the_newer_is_quoted(overlays: dict[str, Overlay]) -> None:
    said = overlays["openfda"].of_pair(named("Fluconazole"), named("warfarin sodium"))
    assert [each.text for each in said] == ["Fluconazole raises the INR; check it often."] or [
        each.text for each in said
    ] == ["Fluconazole raises the INR;"]
    assert said[0].nearest is None and said[0].level == "drug interactions"
    assert said[0].place == "new 20240101"
    assert not overlays["openfda"].of_pair(named("Amiodarone"), named("warfarin sodium"))


def test_signals_of_few_reports_or_a_low_ratio_are_left_out(overlays: dict[str, Overlay]) -> None:
    said = overlays["twosides"].of_pair(named("Sildenafil"), named("Temazepam"))
    assert [each.text for each in said] == ["Arthralgia: 7 reports, ratio 2.9"]
    assert said[0].nearest is None


def test_the_risk_of_one_medicine(overlays: dict[str, Overlay]) -> None:
    said = overlays["crediblemeds"].of_one(named("Amiodarone"))
    assert [(each.a, each.level) for each in said] == [("Amiodarone", "Known Risk of TdP")]


@pytest.mark.parametrize("code", ["7243", "203205", "1483744"])
def test_codes_of_brands_and_products_lead_home(overlays: dict[str, Overlay], code: str) -> None:
    assert overlays["rxnorm"].ingredients(code) == (("7243", "naltrexone"),)


def test_a_code_of_another_vocabulary_leads_nowhere(overlays: dict[str, Overlay]) -> None:
    assert overlays["rxnorm"].ingredients("9") == ()
    assert overlays["rxnorm"].ingredients("no such code") == ()


@pytest.mark.parametrize(
    ("name", "codes"),
    [
        ("NALTREXONE", ["7243"]),
        ("naltrexone-hydrochloride 50 mg oral tablet", ["1483744"]),
        ("naltrexone 50 MG Oral Tablet", ["1483744"]),  # its prescribable name
        ("an old name", []),  # suppressed
        ("of another vocabulary", []),
        ("naltrexone 2.5 MG Oral Tablet [Made up]", ["99000002"]),
        ("naltrexone 25 MG Oral Tablet [Made up]", []),  # ten times the dose is another product
        ("naltrexone .25 MG Oral Tablet [Made up]", []),
        ("", []),
        ("?", []),
    ],
)
def test_a_name_is_found_exactly_or_not_at_all(
    overlays: dict[str, Overlay], name: str, codes: list[str]
) -> None:
    assert [each.code for each in overlays["rxnorm"].coded(name)] == codes


def test_what_is_related_is_found_up_and_down(overlays: dict[str, Overlay]) -> None:
    rxnorm = overlays["rxnorm"]

    def codes(code: str, *kinds: str) -> list[str]:
        return [each.code for each in rxnorm.related(code, kinds)]

    assert codes("7243", "BN", "SCD", "SBD") == ["203205", "1483744", "99000002"]
    assert codes("99000002", "IN", "BN") == ["7243", "203205"]
    assert codes("203205", "SCD", "SBD") == ["99000002"]
    assert codes("1483744", "BN") == ["203205"]  # through its branded product
    assert codes("7243") == codes("12345", "IN") == []
    assert rxnorm.further_names(["1483744", "7243"]) == {"1483744": "naltrexone 50 MG Oral Tablet"}


def test_numbers_of_packs_lead_to_their_product(tmp_path: Path) -> None:
    rows = (("00555090202", "RXNORM", "N"), ("00555090299", "VANDF", "N"), ("00555090288", "RXNORM", "O"))
    attributes = tmp_path / "RXNSAT.RRF"
    attributes.write_text(
        "".join(f"1483744||||1||||NDC|{source}|{ndc}|{mark}|4096|\n" for ndc, source, mark in rows)
        + "1483744||||1||||RXN_HUMAN_DRUG|RXNORM|US|N|4096|\n",
        encoding="utf-8",
    )
    kept = tmp_path / "kept"
    add("rxnorm", [*written(tmp_path)["rxnorm"], attributes], into=kept)
    (rxnorm,) = installed(kept)
    assert rxnorm.packed("00555090202") == ("1483744",)
    assert rxnorm.packed("00555090299") == rxnorm.packed("00555090288") == rxnorm.packed("US") == ()


def test_what_an_older_version_added_is_to_be_added_again(tmp_path: Path) -> None:
    add("rxnorm", written(tmp_path)["rxnorm"], into=tmp_path / "kept")
    with sqlite3.connect(tmp_path / "kept" / "rxnorm.sqlite") as database:
        database.execute("UPDATE meta SET value = '1' WHERE key = 'shape'")
    database.close()
    with pytest.raises(KnowledgeError, match="Add it again: cotake knowledge add rxnorm"):
        installed(tmp_path / "kept")


def test_adding_again_takes_the_place_of_what_was_there(tmp_path: Path) -> None:
    files = written(tmp_path)["ddinter"]
    add("ddinter", files, into=tmp_path / "kept")
    files[0].write_text(DDINTER.replace("Major", "Minor"), encoding="utf-8")
    add("ddinter", files, into=tmp_path / "kept")
    (overlay,) = installed(tmp_path / "kept")
    assert [each.level for each in overlay.of_pair(named("Tramadol"), named("Naltrexone"))] == ["Minor"]


def test_a_failed_adding_leaves_what_was_there(tmp_path: Path) -> None:
    kept = tmp_path / "kept"
    add("ddinter", written(tmp_path)["ddinter"], into=kept)
    bad = tmp_path / "bad.csv"
    bad.write_text("a,b\n1,2\n", encoding="utf-8")
    with pytest.raises(InputError, match="no column"):
        add("ddinter", [bad], into=kept)
    assert installed(kept)[0].knows(named("Tramadol"))
    assert [path.name for path in kept.iterdir()] == ["ddinter.sqlite"]


def test_it_can_be_taken_away(tmp_path: Path) -> None:
    add("crediblemeds", written(tmp_path)["crediblemeds"], into=tmp_path / "kept")
    assert remove("crediblemeds", within=tmp_path / "kept")
    assert not remove("crediblemeds", within=tmp_path / "kept")
    assert installed(tmp_path / "kept") == ()


def test_a_damaged_overlay_is_an_error_and_not_an_empty_answer(tmp_path: Path) -> None:
    add("ddinter", written(tmp_path)["ddinter"], into=tmp_path / "kept")
    (tmp_path / "kept" / "ddinter.sqlite").write_bytes(b"not a database at all" * 100)
    with pytest.raises(KnowledgeError, match="cotake knowledge remove ddinter"):
        installed(tmp_path / "kept")


@pytest.mark.parametrize(
    ("source", "name", "content", "error", "says"),
    [
        ("nothing", "x.csv", b"", InputError, "those that can be read"),
        ("ddinter", "x.csv", b"Drug_A;Level\n", InputError, "no column drug_b"),
        ("ddinter", "x.csv", b"", InputError, "no column"),
        ("ddinter", "x.csv", b"Drug_A,Drug_B,Level\n", InputError, "nothing was found"),
        ("ddinter", "x.csv", b"\xff\xfe\x00", FileProblem, "not UTF-8"),
        ("ansm", "x.json", b"{}", InputError, "a JSON list was expected"),
        ("ansm", "x.json", b'[{"name": 1}]', InputError, "neither substance nor main_drug"),
        ("ansm", "x.json", b'[{"substance": "a"}, {"sub', InputError, "cut short"),
        ("openfda", "x.json", b'{"meta": 1}', InputError, 'no "results"'),
        ("rxnorm", "x.rrf", b"a|b\n", InputError, "no RXNCONSO.RRF"),
        ("rxnorm", "RXNCONSO.RRF", b"a|b\n", InputError, "line 1: 2 columns"),
        ("twosides", "x.csv", TWOSIDES.replace("2.91667", "two").encode(), InputError, "line 2: A and PRR"),
        ("crediblemeds", "x.xlsx", b"PK\x03\x04", InputError, "no column"),
        ("twosides", "x.csv.gz", b"\x1f\x8bnot gzip", FileProblem, "cannot read"),
    ],
)
def test_what_is_no_such_file_says_so(
    tmp_path: Path, source: str, name: str, content: bytes, error: type[CotakeError], says: str
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(error, match=says):
        add(source, [path], into=tmp_path / "kept")
    assert not list((tmp_path / "kept").glob("*")) if (tmp_path / "kept").exists() else True


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(FileProblem, match="nowhere"):
        add("ddinter", [tmp_path / "nowhere.csv"], into=tmp_path / "kept")


@pytest.mark.parametrize("source", SOURCES)
@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(data=st.data())
def test_no_file_brings_another_error(tmp_path: Path, source: str, data: st.DataObject) -> None:
    """A sound file with bytes changed, cut or put in: it is read or refused, never a surprise."""
    sound = written(tmp_path)[source][0].read_bytes()
    at = data.draw(st.integers(0, len(sound)))
    junk = data.draw(st.binary(max_size=8))
    lost = data.draw(st.integers(0, 40))
    path = tmp_path / written(tmp_path)[source][0].name
    path.write_bytes(sound[:at] + junk + sound[at + lost :])
    try:
        add(source, [path], into=tmp_path / "fuzzed")
    except CotakeError:
        return
    for overlay in installed(tmp_path / "fuzzed"):
        overlay.of_pair(named("Naltrexone"), named("Tramadol"))
