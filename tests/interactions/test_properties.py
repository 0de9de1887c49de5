"""What must hold for every list, whatever the records say."""

from __future__ import annotations

import json
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import cotake
from cotake.interactions import Finding, Report, Screener
from cotake.interactions import _check as engine
from cotake.knowledge import Library, open_library
from cotake.regimen import Medicine, Regimen
from cotake.regimen._bands import place
from tests.conftest import TODAY

LIBRARY = open_library()
IDS = LIBRARY.ids("substances")
QUICK = settings(
    max_examples=60, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)
STATUSES = {"interaction", "not_recognised", "not_covered", "nothing_found"}
DAYS = st.none() | st.integers(-120, 120).map(lambda days: TODAY + timedelta(days=days))


def medicine(name: str, mg: float | None, prn: bool, start: date | None, stop: date | None) -> Medicine:
    substance = LIBRARY.substance(name)
    placed = place(substance, "", "", mg)
    return Medicine(
        text=substance.name,
        substance=name,
        name=substance.name,
        bands=placed.bands,
        route=placed.route,
        mg_per_day=mg,
        as_needed=prn,
        start=start,
        stop=stop,
        taken=mg != 0,
    )


def in_order(one: Medicine) -> bool:
    """Not stopped before it was started; that typing error has a test of its own."""
    return not (one.start and one.stop and one.start > one.stop)


MEDICINES = st.builds(
    medicine,
    st.sampled_from(IDS),
    st.none() | st.sampled_from((0.5, 4.5, 10.0, 50.0, 200.0, 1000.0)),
    st.booleans(),
    DAYS,
    DAYS,
).filter(in_order)
NOW = st.builds(
    medicine,
    st.sampled_from(IDS),
    st.none() | st.sampled_from((0.5, 4.5, 10.0, 50.0, 200.0, 1000.0)),
    st.booleans(),
    st.none(),
    st.none(),
)
CONDITIONS = tuple(LIBRARY.vocabulary("conditions"))
PERSONS = st.fixed_dictionaries(
    {},
    optional={
        "age": st.integers(0, 100),
        "sex": st.sampled_from(("female", "male")),
        "egfr": st.integers(5, 120),
        "conditions": st.lists(st.sampled_from(CONDITIONS), max_size=3),
        "genes": st.fixed_dictionaries(
            {},
            optional={
                gene: st.sampled_from(tuple(entry.activity))
                for gene, entry in LIBRARY.vocabulary("genes").items()
            },
        ),
        "pregnant": st.booleans(),
        "surgery": st.booleans(),
    },
)


def lists(
    least: int, most: int, each: st.SearchStrategy[Medicine] = MEDICINES
) -> st.SearchStrategy[list[Medicine]]:
    return st.lists(each, min_size=least, max_size=most, unique_by=lambda one: one.substance)


def ask(medicines: list[Medicine], person: dict[str, Any] | None = None) -> Report:
    return cotake.check(Regimen(tuple(medicines)), person=person, library=LIBRARY, today=TODAY)


def verdicts(report: Report) -> set[tuple[str, int]]:
    return {(finding.id, finding.classification) for finding in report.findings}


def shown(medicines: list[Medicine]) -> str:
    return ", ".join(f"{m.substance} {m.mg_per_day} {m.start} {m.stop}" for m in medicines)


@QUICK
@given(lists(2, 2), PERSONS)
def test_a_pair_is_the_same_from_both_sides(pair: list[Medicine], person: dict[str, Any]) -> None:
    there, back = ask(pair, person), ask(pair[::-1], person)
    assert verdicts(there) == verdicts(back), shown(pair)
    assert there.status == back.status


@QUICK
@given(lists(2, 8), PERSONS, st.randoms(use_true_random=False))
def test_the_order_of_the_list_is_nothing(
    medicines: list[Medicine], person: dict[str, Any], chance: Any
) -> None:
    shuffled = list(medicines)
    chance.shuffle(shuffled)
    one, other = ask(medicines, person), ask(shuffled, person)
    assert verdicts(one) == verdicts(other), shown(medicines)
    assert {clear.area for clear in one.clear} == {clear.area for clear in other.clear}


def stays(old: Finding, report: Report) -> bool:
    return any(
        (new.hazard == old.hazard or old.hazard in new.also or new.rule == old.rule)
        and set(old.substances) <= set(new.substances)
        and new.classification <= old.classification
        for new in report.findings
    )


@QUICK
@given(lists(2, 7, NOW), NOW, PERSONS)
def test_one_more_medicine_removes_no_finding(
    medicines: list[Medicine], added: Medicine, person: dict[str, Any]
) -> None:
    before = ask(medicines, person)
    after = ask([*medicines, added], person)
    for old in before.of_class(1, 2, 3):
        assert stays(old, after), (old.id, old.classification, shown(medicines), added.substance)


@QUICK
@given(lists(1, 6), st.sampled_from(IDS), PERSONS)
def test_a_dose_of_zero_is_no_medicine(
    medicines: list[Medicine], name: str, person: dict[str, Any]
) -> None:
    without = ask(medicines, person)
    nothing = medicine(name, 0.0, False, None, None)
    report = ask([*medicines, nothing], person)
    assert verdicts(report) == verdicts(without)
    assert report.status == without.status
    assert {clear.area for clear in report.clear} == {clear.area for clear in without.clear}


@QUICK
@given(lists(1, 8), PERSONS)
def test_a_report_is_sound(medicines: list[Medicine], person: dict[str, Any]) -> None:
    assert_sound(ask(medicines, person))


def assert_sound(report: Report) -> None:
    hazards, areas = LIBRARY.vocabulary("hazards"), LIBRARY.vocabulary("areas")
    seriousness = LIBRARY.vocabulary("seriousness")
    assert report.status in STATUSES
    alarming = report.of_class(1, 2, 3)
    wanted = (
        "interaction" if alarming
        else "not_recognised" if report.not_recognised
        else "not_covered" if report.not_covered
        else "nothing_found"
    )  # fmt: skip
    assert report.status == wanted
    assert not report.complete or not (report.not_recognised or report.not_covered)
    ids = [finding.id for finding in report.findings]
    assert len(ids) == len(set(ids)), ids
    order = [finding.classification for finding in report.findings]
    assert order == sorted(order)
    taken = {each.substance for each in report.medicines if each.taken}
    for finding in report.findings:
        assert finding.classification in (1, 2, 3, 4), finding.id
        assert finding.area in areas, finding.id
        assert finding.hazard in hazards, finding.id
        assert finding.seriousness in seriousness, finding.id
        assert set(finding.substances) <= taken
        for words in (finding.summary, finding.action, *finding.modifiers):
            for text in (words.person, words.clinician):
                assert text.strip(), finding.id
                assert "{" not in text, (finding.id, text)
                assert "}" not in text, (finding.id, text)
        if finding.classification <= 3:
            assert finding.citations, finding.id
            for citation in finding.citations:
                assert LIBRARY.source(citation.source).title
        if shown_ratio := finding.exposure:
            assert 0 < shown_ratio.low <= shown_ratio.ratio <= shown_ratio.high, finding.id
    noisy = {finding.area for finding in alarming if finding.kind not in ("duplication", "shared")}
    assert not noisy & {clear.area for clear in report.clear}
    for audience in ("person", "clinician"):
        plain = report.to_dict(audience)
        assert json.loads(json.dumps(plain, allow_nan=False)) == plain


@QUICK
@given(lists(1, 5, NOW))
def test_the_screener_agrees_with_the_check(medicines: list[Medicine]) -> None:
    texts = tuple(each.name for each in medicines)
    report = cotake.check(texts, library=LIBRARY, today=TODAY)
    verdict = Screener(LIBRARY, TODAY).judge(texts)
    assert (verdict.status, verdict.classification) == (report.status, report.worst)


ENGINES = (
    "pair_findings",
    "burden_findings",
    "exposure_findings",
    "duplication_findings",
    "person_findings",
    "shared_findings",
)


@pytest.mark.parametrize("name", ENGINES)
def test_an_engine_that_fails_is_an_error(
    name: str, monkeypatch: pytest.MonkeyPatch, library: Library
) -> None:
    """Never an empty list: an empty list would read as safe."""

    def broken(scene: object) -> object:
        raise RuntimeError("broken")

    monkeypatch.setattr(engine, name, broken)
    with pytest.raises(RuntimeError, match="broken"):
        cotake.check(["sertraline", "LDN"], library=library, today=TODAY)


def test_every_substance_by_itself_is_sound(library: Library) -> None:
    for name in IDS:
        assert_sound(
            ask([medicine(name, None, False, None, None)], {"age": 80, "egfr": 25, "pregnant": True})
        )


def test_what_is_not_recognised_is_never_dropped(library: Library) -> None:
    report = cotake.check(["sertraline", "xyzzyx", "LDN"], library=library, today=TODAY)
    assert report.status == "not_recognised"
    assert not report.complete
    assert [each.text for each in report.not_recognised] == ["xyzzyx"]
    report = cotake.check(["tramadol", "xyzzyx", "LDN"], library=library, today=TODAY)
    assert report.status == "interaction"
    assert not report.complete
    assert report.to_dict()["not_recognised"][0]["text"] == "xyzzyx"
    assert cotake.check(["xyzzyx"], library=library, today=TODAY).status == "not_recognised"


@pytest.mark.parametrize("nothing", [[], "", ["", " "], "---"])
def test_no_medicine_is_refused(nothing: Any, library: Library) -> None:
    with pytest.raises(cotake.InputError, match="no medicine"):
        cotake.check(nothing, library=library)


def test_a_start_after_the_stop_counts_throughout_and_is_said(library: Library) -> None:
    texts = ["alendronate", "multivitamin from 2026-12-08 until 2026-11-23"]
    report = cotake.check(texts, library=library, today=TODAY)
    assert any("start lies after the stop" in each for each in report.assumptions)
    rules = {finding.rule for finding in cotake.check(["alendronate", "multivitamin"]).findings}
    assert rules <= {finding.rule for finding in report.findings}
