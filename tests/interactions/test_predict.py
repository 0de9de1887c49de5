"""How much of a medicine there is beside others: what a pharmacist would nod at, and what must hold."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cotake import InputError, parse
from cotake.interactions import Prediction, Predictor, predict
from cotake.knowledge import Library
from cotake.regimen import Medicine, Person, parent_of_metabolite, without_hand
from tests.conftest import TODAY


def taken(library: Library, *texts: str) -> list[Medicine]:
    medicines = [parse([text], library, today=TODAY).medicines for text in texts]
    assert all(len(each) == 1 for each in medicines), texts
    return [each[0] for each in medicines]


def change(library: Library, victim: str, *others: str, person: Person | None = None) -> Prediction:
    affected, *acting = taken(library, victim, *others)
    return predict(affected, acting, library, person=person, today=TODAY)


@pytest.mark.parametrize(
    ("victim", "other", "low", "high"),
    [
        # Granfors 2004, Clin Pharmacol Ther 75:331: AUC 33-fold.
        ("tizanidine", "fluvoxamine", 22, 45),
        # Alderman 1997: 5.2-fold after 20 mg of the inhibitor for ten days.
        ("desipramine", "paroxetine 20 mg", 4, 6.5),
        # Varhe 1994: 22-fold at 400 mg; 9 at 200 mg.
        ("triazolam", "ketoconazole", 7, 25),
        # Neuvonen 1998: 19-fold for the acid, the parent at least tenfold.
        ("simvastatin", "itraconazole", 6, 25),
        # Backman 1996: 4 % of the usual; other studies 2 to 13 %.
        ("midazolam", "rifampicin", 0.02, 0.17),
        # Desager 1999 and others: fluvoxamine is the one among its class.
        ("theophylline", "sertraline", 0.9, 1.1),
    ],
)
def test_known_ratios(library: Library, victim: str, other: str, low: float, high: float) -> None:
    assert low <= change(library, victim, other).ratio <= high


@pytest.mark.parametrize(
    "victim",
    ["sertraline", "escitalopram", "fluoxetine", "midazolam", "warfarin", "metoprolol", "simvastatin"],
)
def test_low_dose_naltrexone_changes_no_level(library: Library, victim: str) -> None:
    """Its peak after 4.5 mg is a thousandth of what inhibits an enzyme in vitro (AlRabiah 2018)."""
    assert change(library, victim, "LDN 4.5 mg").ratio == pytest.approx(1, abs=0.02)


def test_an_inhibitor_and_an_inducer_count_together(library: Library) -> None:
    raised = change(library, "midazolam", "ketoconazole").ratio
    lowered = change(library, "midazolam", "rifampicin").ratio
    assert lowered < change(library, "midazolam", "ketoconazole", "rifampicin").ratio < raised


def test_two_strong_inducers_do_little_more_than_one(library: Library) -> None:
    one = change(library, "midazolam", "rifampicin").ratio
    two = change(library, "midazolam", "rifampicin", "carbamazepine").ratio
    assert 0.5 * one < two <= one


def test_a_poor_metaboliser_has_nothing_left_to_inhibit(library: Library) -> None:
    """Atomoxetine with bupropion: 4.8-fold in extensive metabolisers, 1.3 in poor ones (Todor 2016)."""
    usual = change(library, "desipramine", "paroxetine").ratio
    poor = Person(genes={"CYP2D6": "poor"})
    assert change(library, "desipramine", "loratadine", person=poor).ratio == pytest.approx(1)
    assert change(library, "desipramine", "paroxetine", person=poor).ratio < 2 < usual


def test_less_of_the_perpetrator_does_less(library: Library) -> None:
    """Triazolam with fluconazole 50, 100 and 200 mg: 1.6, 2.0 and 3.7-fold (Varhe 1996)."""
    predictor = Predictor(library, today=TODAY, use_measured=False)
    ratios = [ratio(predictor.of("triazolam", "fluconazole", dose)) for dose in (1, 5, 20, 200)]
    assert ratios == sorted(ratios)
    assert ratios[0] == pytest.approx(1, abs=0.1)
    assert ratios[-1] > 2


def test_what_was_measured_for_the_pair_draws_the_answer_to_it(library: Library) -> None:
    affected, other = taken(library, "triazolam", "ketoconazole")
    seen = predict(affected, [other], library, today=TODAY)
    model = predict(affected, [other], library, today=TODAY, use_measured=False)
    assert seen.measured == ("ketoconazole",)
    assert model.measured == ()
    assert seen.high / seen.low < model.high / model.low


def test_next_to_nothing_of_it_does_next_to_nothing_measured_or_not(library: Library) -> None:
    for victim, other in (
        ("tizanidine", "fluvoxamine"),
        ("midazolam", "rifampicin"),
        ("triazolam", "ketoconazole"),
    ):
        predictor = Predictor(library, today=TODAY)
        assert ratio(predictor.of(victim, other, 1e-4)) == pytest.approx(1, abs=0.05)


def test_a_dose_without_how_often_may_be_one_of_several_a_day(library: Library) -> None:
    told = change(library, "midazolam", "erythromycin 500 mg four times daily")
    untold = change(library, "midazolam", "erythromycin 500 mg")
    once = change(library, "midazolam", "erythromycin 250 mg once daily")
    assert once.ratio < untold.ratio == pytest.approx(told.ratio)


def test_what_was_measured_by_mouth_says_nothing_of_an_injection(library: Library) -> None:
    """Midazolam with ketoconazole: 16-fold by mouth, 5-fold by vein (Tsunoda 1999)."""
    swallowed = change(library, "midazolam", "ketoconazole")
    injected = change(library, "midazolam iv", "ketoconazole")
    assert injected.measured == ()
    assert injected.ratio < 0.6 * swallowed.ratio


def test_what_is_not_taken_does_nothing(library: Library) -> None:
    assert change(library, "midazolam", "ketoconazole 0 mg").ratio == 1


def test_what_was_stopped_fades(library: Library) -> None:
    """Reitman 2011: midazolam at 38 % of the usual a week after the last dose, 82 % after two weeks."""
    ratios = [
        change(library, "midazolam", f"rifampicin 600 mg daily stopped {days} days ago").ratio
        for days in (0, 3, 7, 14)
    ]
    assert ratios == sorted(ratios)
    assert ratios[0] < 0.2
    assert ratios[2] > 0.35
    assert ratios[3] > 0.75


def test_no_perpetrator_is_an_error(library: Library) -> None:
    with pytest.raises(InputError, match="at least one"):
        change(library, "midazolam")


NAMES = ["ketoconazole", "fluoxetine 20 mg", "carbamazepine", "cimetidine", "ritonavir", "omeprazole"]
VICTIMS = ["midazolam", "metoprolol", "theophylline", "warfarin", "digoxin", "sertraline"]


@settings(max_examples=40, deadline=None)
@given(st.sampled_from(VICTIMS), st.lists(st.sampled_from(NAMES), min_size=1, max_size=4, unique=True))
def test_the_order_of_the_list_is_irrelevant(library: Library, victim: str, others: list[str]) -> None:
    forward, back = change(library, victim, *others), change(library, victim, *reversed(others))
    assert forward.ratio == pytest.approx(back.ratio)
    assert forward.low <= forward.ratio <= forward.high


def ratio(found: Prediction | str) -> float:
    assert isinstance(found, Prediction), found
    return found.ratio


@pytest.mark.parametrize(
    ("name", "plain"),
    [
        ("R-Metoprolol", "Metoprolol"),
        ("(S)-verapamil", "verapamil"),
        ("(E)-Clomiphene", "Clomiphene"),
        ("rac-ibuprofen", "ibuprofen"),
        ("d,l-sotalol", "sotalol"),
        ("racemic warfarin", "warfarin"),
        ("sertraline", "sertraline"),
        ("loratadine", "loratadine"),
        ("dexamethasone", "dexamethasone"),
        ("", ""),
    ],
)
def test_an_enantiomer_is_read_as_the_substance(name: str, plain: str) -> None:
    assert without_hand(name) == plain


@pytest.mark.parametrize(
    ("name", "parent"),
    [
        ("1-hydroxymidazolam", "midazolam"),
        ("beta-hydroxy-lovastatin", "lovastatin"),
        ("clozapine-N-oxide", "clozapine"),
        ("norfluoxetine", "fluoxetine"),
        ("erythrohydrobupropion", "bupropion"),
        ("morphine-3-glucuronide", "morphine"),
        ("6-beta-naltrexol", "naltrexone"),
        ("dehydroaripiprazole", "aripiprazole"),
        ("hydroxychlorowhatever", ""),
        ("sertraline", ""),
        ("x", ""),
    ],
)
def test_a_metabolite_is_told_from_a_name_that_is_unknown(library: Library, name: str, parent: str) -> None:
    assert parent_of_metabolite(name, library) == parent


def test_what_cannot_be_predicted_says_why(library: Library) -> None:
    predictor = Predictor(library, today=TODAY)
    assert predictor.of("clozapine-N-oxide", "sertraline") == "not_covered"
    assert predictor.of("blorbamine", "sertraline") == "not_recognised"
    assert predictor.of("midazolam", "blorbamine") == "not_recognised"
    assert predictor.of("midazolam", "") == "not_recognised"
    assert isinstance(predictor.of("S-Verapamil", "cimetidine"), Prediction)
    with pytest.raises(InputError, match="above 0"):
        predictor.of("midazolam", "cimetidine", 0)


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=40), st.text(max_size=40))
def test_any_text_is_answered(library: Library, victim: str, other: str) -> None:
    predictor = Predictor(library, today=TODAY)
    found = predictor.of(victim, other)
    assert isinstance(found, Prediction) or found in ("not_covered", "not_recognised")
    parent_of_metabolite(victim, library)
