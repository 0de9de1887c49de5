"""One finding for one consequence: what folds, what gives way, and what must stay."""

from __future__ import annotations

import pytest

import cotake
from cotake.interactions import Report
from cotake.knowledge import Library
from tests.conftest import TODAY


def ask(texts: list[str], library: Library, **person: object) -> Report:
    return cotake.check(texts, person=person, library=library, today=TODAY)


def test_a_duplicate_names_the_hazards_that_gave_way_to_it(library: Library) -> None:
    report = ask(["ibuprofen 400 mg", "naproxen 250 mg"], library, age=40)
    (finding,) = report.of_class(1, 2, 3)
    assert finding.hazard == "duplication"
    assert {"bleeding", "kidney-injury"} <= set(finding.also)


def test_an_area_named_beside_a_finding_is_not_called_clear(library: Library) -> None:
    report = ask(["ibuprofen 400 mg", "naproxen 250 mg"], library, age=40)
    assert not {"bleeding", "kidney"} & {clear.area for clear in report.clear}


def test_a_hazard_stays_where_another_medicine_takes_part_in_it(library: Library) -> None:
    report = ask(["ibuprofen 400 mg", "naproxen 250 mg", "sertraline 50 mg"], library, age=40)
    bleeding = [each for each in report.findings if each.hazard == "bleeding"]
    assert any("sertraline" in each.substances for each in bleeding)


def test_a_folded_finding_gives_its_reasons_and_sources(library: Library) -> None:
    report = ask(["lisinopril 10 mg", "losartan 50 mg"], library)
    (finding,) = [each for each in report.findings if each.hazard == "hyperkalaemia"]
    assert {each.rule for each in finding.folded} == {"hyperkalaemia-burden"}
    own = {str(citation) for citation in finding.tell().citations}
    assert own < {str(citation) for citation in finding.citations}
    assert len(finding.mechanism) > len(finding.tell().mechanism)


def test_a_ratio_is_called_measured_only_where_the_measured_one_is_shown(library: Library) -> None:
    measured = {
        pair.exposure.victim: pair.exposure
        for pair in library.pairs
        if pair.exposure and pair.exposure.ratio
    }
    assert measured
    for report in (
        ask(["theophylline 400 mg", "erythromycin 500 mg tid", "ciprofloxacin 500 mg bid"], library),
        ask(["theophylline 400 mg", "erythromycin 500 mg tid"], library),
    ):
        for finding in report.findings:
            if finding.exposure and finding.exposure.measured:
                ratios = [
                    pair.exposure.ratio
                    for pair in library.pairs
                    if pair.exposure and pair.exposure.victim == finding.exposure.victim
                ]
                assert finding.exposure.ratio in ratios
                assert finding.kind != "exposure" or "measured" in finding.summary.person


def test_a_warning_of_a_class_is_not_shown_for_what_hardly_reaches_the_blood(library: Library) -> None:
    assert ask(["ibuprofen 400 mg"], library).warnings
    assert not ask(["ibuprofen gel"], library).warnings


def test_a_warning_of_the_young_ends_with_their_age(library: Library) -> None:
    """The boxed warning of antidepressants is about those under 25; an unknown age may be one of them."""

    def warned(**person: object) -> bool:
        report = ask(["sertraline 50 mg"], library, **person)
        return "suicidality-under-25" in {each.id for each in report.warnings}

    assert warned() and warned(age=16) and warned(age=24.9)
    assert not warned(age=25) and not warned(age=58)


def test_every_measured_ratio_counts(library: Library) -> None:
    """Of two medicines with a measured ratio, the answer shows it, or it is too small to matter."""
    words = library.vocabulary("indexes")
    looked = 0
    for pair in library.pairs:
        seen = pair.exposure
        roles = (pair.a, pair.b)
        if seen is None or any(role.bands or role.routes or len(role.substance) != 1 for role in roles):
            continue
        names = [role.substance[0] for role in roles]
        exposure = library.substance(seen.victim).exposure
        change = "raised" if seen.ratio > 1 else "lowered"
        own = getattr(exposure, change) if exposure else None
        index = words[exposure.index if exposure else "usual"]
        steps = own.steps if own else getattr(index, change)
        matters = any(
            seen.ratio >= step.ratio if seen.ratio > 1 else seen.ratio <= step.ratio
            for step in steps
            if step.classification < 5
        )
        report = ask([name.replace("-", " ") for name in names], library)
        shown = [each.exposure for each in report.findings if each.exposure]
        ratios = [each.ratio for each in shown if each.victim == seen.victim and each.measured]
        told = any(
            each.kind not in ("shared", "exposure") and set(names) <= set(each.substances)
            for each in report.findings
        )
        if matters and not told:
            assert seen.ratio in ratios or any(
                other.exposure and other.exposure.victim == seen.victim and other.exposure.ratio in ratios
                for other in library.pairs
                if other is not pair
            ), (pair.id, ratios)
            looked += 1
    assert looked > 20


def test_a_measured_ratio_counts_where_no_enzyme_is_known(library: Library) -> None:
    """Mirtazapine with cimetidine: level up by half (US label), by several weak ways at once."""
    report = ask(["mirtazapine 15 mg", "cimetidine 400 mg bid"], library)
    raised = [each for each in report.findings if each.exposure and each.exposure.victim == "mirtazapine"]
    assert all(each.exposure and each.exposure.measured for each in raised)


@pytest.mark.parametrize(
    ("one", "two", "victim"),
    [
        (["clarithromycin 500 mg twice daily"], ["clarithromycin 250 mg"], "simvastatin 40 mg"),
        (["paroxetine 20 mg in the morning"], ["paroxetine 10 mg at night"], "metoprolol 50 mg"),
    ],
)
def test_two_lines_of_one_perpetrator_are_one(one: list[str], two: list[str], victim: str) -> None:
    def ratio(*texts: str) -> float:
        found = cotake.check([victim, *texts], today=TODAY).findings
        shown = [each.exposure for each in found if each.exposure is not None]
        return max(each.ratio for each in shown if not each.of)

    assert ratio(*one, *two) == pytest.approx(ratio(*one), rel=0.3)
