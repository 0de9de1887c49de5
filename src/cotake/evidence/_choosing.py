"""Which studies answer a question, and which of them may be put together; of the others, why not."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, field
from statistics import median
from typing import get_args

from cotake.evidence._arms import arms_beside, effect_of_arms
from cotake.evidence._effects import CORRELATION, Effect, effect_of, label_of
from cotake.evidence._published import again
from cotake.evidence.synthesis import Pooled
from cotake.knowledge import Library, key_of
from cotake.knowledge.types import Comparison, DesignEntry, Estimate, Study
from cotake.regimen import Medicine

MEASURES: tuple[str, ...] = get_args(Comparison)
_TWO = 2
_STANDARDISED = "standardised-mean-difference"


@dataclass(slots=True)
class Row:
    """One study with the estimate that answers; `why_not` says why it is not in the pool.

    `more` are its further estimates of the outcome, `again` a published synthesis put together from the
    records of its studies.
    """

    study: Study
    estimate: Estimate
    effect: Effect | None = None
    why_not: str = ""
    again: Pooled | None = None
    label: str = ""
    more: list[Estimate] = field(default_factory=list)


def studies_about(medicine: Medicine, other: Medicine | None, library: Library) -> list[Study]:
    """The studies of a medicine, or of two together, in the dose bands that were asked for."""
    found = []
    for name in library.ids("studies"):
        study = library.study(name)
        asked = [medicine] if other is None else [medicine, other]
        held = {*study.substances, *study.with_}
        if any(each.substance not in held for each in asked):
            continue
        if other is not None and not study.is_about({each.substance for each in asked}):
            continue
        if other is None and medicine.substance not in study.substances:
            continue
        if all(_in_band(study, each, library) for each in asked):
            found.append(study)
    return found


def _in_band(study: Study, medicine: Medicine, library: Library) -> bool:
    """Whether it is of the dose band asked for; a study that names none is of the usual one."""
    if medicine.substance not in study.substances:
        return True
    record = library.substance(medicine.substance)
    if named := {band.band for band in record.doses} & set(study.bands):
        return bool(set(medicine.bands) & named)
    usual = record.default.band
    return not medicine.named_band or not usual or usual in medicine.bands


def sorted_out(
    found: list[Study], outcome: str, asked: frozenset[str], library: Library
) -> tuple[list[Row], list[Row], list[Study]]:
    """Single studies, published syntheses, and those without a number for the outcome.

    Numbers that are of other medicines than those `asked` for are left out.
    """
    rows: list[Row] = []
    syntheses: list[Row] = []
    others: list[Study] = []
    for study in found:
        of_it = [each for each in study.estimates if each.outcome == outcome]
        of_it = [each for each in of_it if _is_of(study, each, asked, library)]
        of_it.sort(
            key=lambda each: (_rank(each, library)[:2], set(each.treats) != asked, _rank(each, library))
        )
        if not of_it:
            others.append(study)
        elif _compares(study, library) == "studies":
            syntheses += [Row(study, each, again=again(study, each, library)) for each in of_it]
        else:
            rows.append(Row(study, of_it[0], label=label_of(study, library), more=of_it[1:]))
    return rows, syntheses, others


def _is_of(study: Study, estimate: Estimate, asked: frozenset[str], library: Library) -> bool:
    """Whether a number is of the medicines asked for: of all of them, or of some on top of the others.

    The others were taken by all where they are the other side of the study, or stand in `versus`.
    """
    treated = set(estimate.treats)
    if not treated or treated == asked:
        return True
    if not treated < asked:
        return False
    rest = asked - treated
    if study.with_ and (rest <= set(study.with_) or rest <= set(study.substances)):
        return True
    versus = estimate.versus.lower()
    named = all(library.substance(name).name.lower() in versus for name in rest)
    return named or not versus.startswith("placebo")


def _part(estimate: Estimate, library: Library) -> str:
    """The part of the people that a number is of; "" where that only names what they were treated with."""
    treated = {library.substance(name).name.lower() for name in estimate.treats}
    return "" if estimate.only.lower() in treated else estimate.only


def _rank(estimate: Estimate, library: Library) -> tuple[bool, bool, bool, bool, bool]:
    """Of several of one study: of all people, against others, of those asked for, the main one first."""
    named = not estimate.treats
    return (
        bool(_part(estimate, library)),
        estimate.before,
        named,
        not estimate.primary,
        estimate.value is None,
    )


def best_measure(rows: list[Row], together: bool, library: Library, *, among: str = "") -> str:
    """The measure that most studies give which could be put together."""
    able = [
        row
        for row in rows
        if not _not_able(row, together, library) and (not among or has(row.study, among, library))
    ]
    trials = [row for row in able if _is_random(row.study, library)]
    against = _comparator(trials or able)
    fitting = [row for row in trials or able if _plain(row.estimate.versus) == against]
    scales = {_scale(row.estimate) for row in fitting}
    counts = {}
    for measure in MEASURES:
        given = sum(
            found is not None and not (measure == "risk-difference" and _is_empty(found))
            for found in (_giving(row, measure, library) for row in fitting)
        )
        apart = measure == "mean-difference" and (len(scales) > 1 or ("" in scales and given > 1))
        counts[measure] = 0 if apart else given
    best = max(MEASURES, key=lambda each: (counts[each], -MEASURES.index(each)))
    if counts[best] > 1:
        even = best == "risk-ratio" and counts["odds-ratio"] == counts[best]
        return "odds-ratio" if even and any(_is_common(row.estimate) for row in fitting) else best
    # Nothing to put together: the largest study on its own scale.
    stated = [
        row
        for row in fitting
        if row.estimate.measure in MEASURES
        and effect_of(row.study, row.estimate, row.estimate.measure, library) is not None
    ]
    largest = max(stated, key=lambda row: row.study.n or 0, default=None)
    return largest.estimate.measure if largest else best


def _is_empty(estimate: Estimate) -> bool:
    """Whether nobody had the event, which a difference of risks counts and a ratio does not."""
    groups = (estimate.treated, estimate.control)
    return all(each is not None and each.events == 0 for each in groups)


def _is_common(estimate: Estimate) -> bool:
    """Whether more than half of the control group have it, so that a ratio of risks meets a ceiling."""
    control = estimate.control
    return control is not None and bool(control.n) and (control.events or 0) > (control.n or 0) / 2


def choose(
    rows: list[Row],
    measure: str,
    together: bool,
    library: Library,
    *,
    among: str = "",
    correlation: float = CORRELATION,
) -> str:
    """Give each row its effect, and say why it is not put together with the others; what they are against.

    Put together are trials with random groups, else studies with a comparison group: of one measure, of all
    their people, against one kind of comparator, one row a trial; `among` people with one illness where
    that is asked. Arms that share a control group are one comparison.
    """
    for row in rows:
        giving = _giving(row, measure, library)
        if giving is not None:
            others = [each for each in (row.estimate, *row.more) if each is not giving]
            row.effect = effect_of(row.study, giving, measure, library, correlation=correlation)
            row.estimate, row.more = giving, others
            if beside := arms_beside(giving, others):
                whole = effect_of_arms(
                    row.study, (giving, *beside), measure, library, correlation=correlation
                )
                if whole is not None:
                    row.effect, row.estimate = whole, whole.estimate
                    row.more = [each for each in others if each not in beside]
        row.why_not = _not_able(row, together, library)
        if among and not has(row.study, among, library):
            row.why_not = f"in people with {_of_people(row.study, library)}"
    able = [row for row in rows if not row.why_not]
    trials = [row for row in able if _is_random(row.study, library)]
    for row in able:
        if trials and not _is_random(row.study, library):
            row.why_not = "no random groups"
        elif row.effect is None:
            row.why_not = _no_effect(row.estimate, measure, library)
    if measure == "mean-difference":
        _borrow(rows)
    _one_a_trial([row for row in rows if not row.why_not])
    against = _comparator([row for row in rows if not row.why_not])
    for row in rows:
        if not row.why_not and _plain(row.estimate.versus) != against:
            row.why_not = f"against {row.estimate.versus}, not against {against}"
    left = [row for row in rows if not row.why_not]
    scales = {_scale(row.estimate) for row in left}
    outcomes = library.vocabulary("outcomes")
    mixed = any(outcomes[row.estimate.outcome].mixed for row in left) and len(scales) > 1
    if mixed or (measure == "mean-difference" and len(left) > 1 and (len(scales) > 1 or "" in scales)):
        largest = max(left, key=lambda row: row.study.n or 0)
        for row in left:
            if row is not largest and (not mixed or _scale(row.estimate) != _scale(largest.estimate)):
                row.why_not = "on another scale"
    return against


def illness_of_most(study: Study, library: Library, among: str = "") -> str:
    """The illness a study is of: the one asked for, else the first it names, or what that is a kind of."""
    if among and has(study, among, library):
        return among
    if not study.conditions:
        return ""
    first = study.conditions[0]
    return library.vocabulary("illnesses")[first].of or first


def has(study: Study, illness: str, library: Library) -> bool:
    """Whether its people had an illness, or a kind of it."""
    illnesses = library.vocabulary("illnesses")
    return any(illness in (each, illnesses[each].of) for each in study.conditions)


def _borrow(rows: list[Row]) -> None:
    """Give differences without a spread, or with the bound of a p alone, that of the others on their scale.

    The median of the standard deviations of the others (Cochrane Handbook, 6.5.2.7), where sizes are told.
    """
    told = [row for row in rows if row.effect and not row.effect.assumed and not row.why_not]
    known: dict[str, list[float]] = {}
    for row in told:
        sizes = _sizes(row)
        if row.effect and sizes and not row.effect.same_people:
            spread = math.sqrt(row.effect.variance / (1 / sizes[0] + 1 / sizes[1]))
            known.setdefault(_scale(row.estimate), []).append(spread)
    for row in rows:
        lacks = row.effect is None or row.effect.assumed.startswith(
            "the interval worked out from the bound"
        )
        spreads, sizes = known.get(_scale(row.estimate)), _sizes(row)
        value = row.estimate.value
        able = not row.why_not or row.why_not.startswith("its numbers do not give")
        if not (lacks and able and spreads and sizes and value is not None and row.label):
            continue
        if row.estimate.measure != "mean-difference" or row.estimate.better:
            continue
        variance = median(spreads) ** 2 * (1 / sizes[0] + 1 / sizes[1])
        row.why_not = ""
        row.effect = Effect(
            row.study.id,
            row.label,
            "mean-difference",
            value,
            variance,
            round(sum(sizes)),
            row.estimate,
            assumed="the spread between people borrowed from the other studies",
        )


def _sizes(row: Row) -> tuple[float, float] | None:
    """The people of both groups; even halves where a study of two arms tells only how many there were."""
    one, other = row.estimate.treated, row.estimate.control
    if one is not None and other is not None and one.n and other.n:
        return float(one.n), float(other.n)
    if row.study.n and len(row.study.arms) <= _TWO and not row.estimate.arm:
        return row.study.n / 2, row.study.n / 2
    return None


def _of_people(study: Study, library: Library) -> str:
    illnesses = library.vocabulary("illnesses")
    return " and ".join(illnesses[each].name for each in study.conditions) or "what is not told"


def _not_able(row: Row, together: bool, library: Library) -> str:
    """Why a study cannot be put together with any; "" where it can."""
    study, estimate = row.study, row.estimate
    if study.doubt:
        return f"not to be relied on: {study.doubt}"
    if _compares(study, library) == "nothing":
        return "no comparison"
    if _part(estimate, library):
        return f"of one arm or a part of the people only ({estimate.only})"
    if estimate.before:
        return "compared with the same people before, without others beside them"
    if study.alone and len(study.substances) > 1 and not estimate.treats:
        return "of several medicines, each by itself"
    if not together and len(study.substances) > 1 and not study.with_ and not estimate.treats:
        return "of several medicines: which of them the number is of is not told (ask with --with)"
    if not together and study.with_ and not _is_random(study, library):
        return "of two medicines together (ask with --with)"
    return ""


def _compares(study: Study, library: Library) -> str:
    """What a study sets against what: random groups, other groups, studies, or nothing."""
    designs: dict[str, DesignEntry] = library.vocabulary("designs")
    return designs[study.kind].compares if study.kind else "nothing"


def _is_random(study: Study, library: Library) -> bool:
    return _compares(study, library) == "random-groups"


def _no_effect(estimate: Estimate, measure: str, library: Library) -> str:
    groups = [each for each in (estimate.treated, estimate.control) if each is not None]
    if len(groups) == 2 and all(each.events == 0 for each in groups):
        return "no event in either group"
    better = library.vocabulary("outcomes")[estimate.outcome].better
    if estimate.better not in ("", better) and measure not in ("mean-difference", _STANDARDISED):
        return "it counts something else, of which more is better"
    return f"its numbers do not give a {measure.replace('-', ' ')}"


def _giving(row: Row, measure: str, library: Library) -> Estimate | None:
    """The first of a study's estimates that gives a measure, of those as fit as the first."""
    first = _rank(row.estimate, library)[:2]
    for estimate in (row.estimate, *row.more):
        if (
            _rank(estimate, library)[:2] == first
            and effect_of(row.study, estimate, measure, library) is not None
        ):
            return estimate
    return None


def _one_a_trial(rows: list[Row]) -> None:
    """Records of one trial may share people, so the largest counts."""
    held: dict[str, Row] = {}
    for row in sorted(rows, key=lambda row: -(row.study.n or 0)):
        key = row.study.trial or row.study.id
        if key in held:
            row.why_not = f"of the same trial as {held[key].study.id}"
        else:
            held[key] = row


def _comparator(rows: list[Row]) -> str:
    """What studies are compared with: placebo where any is, else what most of them are, or most people."""
    named = [_plain(row.estimate.versus) for row in rows]
    if "placebo" in named or not named:
        return "placebo"
    people = {
        each: sum(row.study.n or 0 for row in rows if _plain(row.estimate.versus) == each) for each in named
    }
    return max(sorted(people), key=lambda each: (named.count(each), people[each]))


def _plain(versus: str) -> str:
    """A comparator in few words: whatever stands beside placebo, or saline for one, is placebo."""
    text = versus.strip().lower()
    if re.search(r"(?:placebo|dummy|saline),? (?:then|or) ", text):
        return text  # something else for some of the people, or some of the time
    return "placebo" if any(word in text for word in ("placebo", "dummy", "saline")) else text


def _scale(estimate: Estimate) -> str:
    return key_of(estimate.scale)
