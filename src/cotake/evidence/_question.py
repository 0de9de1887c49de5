"""A question put to the study records: which studies answer it, what each found, what they say together."""

from __future__ import annotations

import math
from dataclasses import dataclass, field, replace
from datetime import date
from statistics import median

from cotake._errors import InputError
from cotake.evidence._absolute import Absolute, absolute_of
from cotake.evidence._certainty import Certainty, certainty_of
from cotake.evidence._choosing import (
    MEASURES,
    Row,
    best_measure,
    choose,
    illness_of_most,
    sorted_out,
    studies_about,
)
from cotake.evidence._effects import CORRELATION, RATIOS, Effect
from cotake.evidence.synthesis import (
    Believed,
    Method,
    Pooled,
    SmallStudies,
    believed,
    left_out,
    pool,
    small_studies,
)
from cotake.knowledge import Library, key_of
from cotake.knowledge.types import IllnessEntry, OutcomeEntry, Study
from cotake.regimen import Medicine, parse

#: What would be a large effect, for the sceptic, and how far studies may differ: a standardised
#: difference of a half, a fifth of the people, half the risk.
_LARGE = {"standardised-mean-difference": (0.5, 0.3), "risk-difference": (0.2, 0.1)}
_LARGE_RATIO = (0.6931, 0.5)
#: So many studies are few: how far they differ cannot be told from them (Friede 2017).
_FEW = 4
#: How far means may differ between studies, in standard deviations between people.
_MEANS_DIFFER = 0.3
#: People taken for a study that does not state how many.
_UNKNOWN_SIZE = 100
#: How alike two periods may be instead, to see what it changes.
_LESS_ALIKE, _MORE_ALIKE = 0.3, 0.7


@dataclass(slots=True)
class Evidence:
    """What the records hold on a question.

    `rows` are single studies, `syntheses` published ones with their pooled estimates. `pooled` is on the
    scale of `measure`, a logarithm for ratios; None where nothing can be put together. `others` names the
    studies of the question that have no estimate of this outcome. `among` is the illness asked for,
    `absolute` what it means of 100 people, `by_condition` the pool of each illness where there are several,
    `as_stated`: differences of means are left as the studies state them, where all run the other way than
    the outcome. `few` and `common` the method for few studies and the pool as if all found the same,
    `if_alike` the pool with other correlations between periods than the one assumed.
    """

    substances: tuple[str, ...]
    beside: tuple[str, ...]
    outcome: OutcomeEntry
    measure: str
    rows: list[Row]
    syntheses: list[Row]
    others: list[Study]
    against: str = ""
    pooled: Pooled | None = None
    without: list[Pooled] = field(default_factory=list)
    small: SmallStudies | None = None
    sceptic: Believed | None = None
    few: Believed | None = None
    common: Pooled | None = None
    certainty: Certainty | None = None
    absolute: Absolute | None = None
    as_stated: bool = False
    among: IllnessEntry | None = None
    by_condition: dict[str, Pooled] = field(default_factory=dict)
    if_alike: dict[float, Pooled] = field(default_factory=dict)

    @property
    def better(self) -> str:
        """On which side it is better, `lower` or `higher`; "" where that cannot be said of it."""
        if self.outcome.mixed or self.outcome.surrogate:
            return ""
        other = {"lower": "higher", "higher": "lower"}
        return other[self.outcome.better] if self.as_stated else self.outcome.better

    @property
    def main(self) -> Pooled | None:
        """The pool, with the value and interval of the method for few studies where it was used."""
        return _by_few(self.pooled, self.few) if self.pooled else None

    @property
    def used(self) -> list[Row]:
        """The rows in the pool."""
        return [row for row in self.rows if row.effect is not None and not row.why_not]


def evidence(
    about: str,
    outcome: str,
    *,
    beside: str = "",
    among: str = "",
    measure: str = "",
    method: Method = "reml",
    library: Library,
    today: date | None = None,
) -> Evidence:
    """What the study records hold on a medicine and an outcome, put together where that can be done.

    Args:
        about: a medicine as people write it; a name that says a dose band asks for that band.
        outcome: an id or name of the vocabulary of outcomes.
        beside: another medicine that is taken with it.
        among: an illness of the vocabulary of illnesses, by id or name: only its studies are put together.
        measure: one of `MEASURES`; by default the one that most studies give.
        method: as for `pool`.
        library: the knowledge.
        today: the day for dates in `about`.

    Raises:
        InputError: the medicine, outcome, illness or measure is not known.
    """
    asked = _outcome(outcome, library)
    if measure and measure not in MEASURES:
        raise InputError(f"there is no measure {measure!r}; one of {', '.join(MEASURES)}")
    illness = illness_of(among, library) if among else None
    medicine, other = asked_for(about, beside, library, today)
    return answer_of(medicine, other, asked, illness, measure, method, library)


def answer_of(
    medicine: Medicine,
    other: Medicine | None,
    outcome: OutcomeEntry,
    illness: IllnessEntry | None,
    measure: str,
    method: Method,
    library: Library,
) -> Evidence:
    """The answer to a question whose words are understood."""
    substances = frozenset({medicine.substance} | ({other.substance} if other else set()))
    only = illness.id if illness else ""

    def chosen(correlation: float) -> Evidence:
        rows, syntheses, others = sorted_out(found, outcome.id, substances, library)
        best = measure or best_measure(rows, other is not None, library, among=only)
        against = choose(rows, best, other is not None, library, among=only, correlation=correlation)
        stated = _left_as_stated(rows, best)
        one, beside = (medicine.substance,), (other.substance,) if other else ()
        return Evidence(
            one, beside, outcome, best, rows, syntheses, others, against, as_stated=stated, among=illness
        )

    found = studies_about(medicine, other, library)
    answer = chosen(CORRELATION)
    _put_together(answer, method, library)
    if any(row.effect is not None and row.effect.paired for row in answer.used):
        for correlation in (_LESS_ALIKE, _MORE_ALIKE):
            answer.if_alike[correlation] = _pool_of(chosen(correlation).used, method)
    return answer


def _left_as_stated(rows: list[Row], measure: str) -> bool:
    """Turn differences of means back where every one was turned, so that a fall reads as a fall."""
    used = [row.effect for row in rows if row.effect is not None and not row.why_not]
    if measure != "mean-difference" or not used or any(each.sign > 0 for each in used):
        return False
    for row in rows:
        if row.effect is not None:
            row.effect = replace(row.effect, value=-row.effect.value, sign=-row.effect.sign)
    return True


def _put_together(answer: Evidence, method: Method, library: Library) -> None:
    used = answer.used
    effects = [row.effect for row in used if row.effect is not None]
    if not effects:
        return
    values = [each.value for each in effects]
    variances = [each.variance for each in effects]
    answer.pooled = _pool_of(used, method)
    if len(effects) == 1:  # its own interval, which may not be even
        low, high = effects[0].interval
        answer.pooled = replace(answer.pooled, low=low, high=high)
    if len(values) > 2:
        answer.without = left_out(values, variances, method=method, knapp_hartung=method == "reml")
    answer.small = small_studies(values, variances)
    sceptical = not answer.outcome.harm and bool(answer.better)
    if sceptical and (answer.measure in RATIOS or answer.measure in _LARGE):
        large, between = _LARGE.get(answer.measure, _LARGE_RATIO)
        answer.sceptic = believed(
            values, variances, large=large, between=between if len(values) > 1 else 1e-6
        )
    if method == "reml" and 1 < len(values) <= _FEW:
        answer.few = believed(values, variances, large=math.inf, between=_between(answer.measure, effects))
    main = answer.main or answer.pooled
    by_condition: dict[str, list[Row]] = {}
    for row in used if answer.among is None else ():
        by_condition.setdefault(illness_of_most(row.study, library), []).append(row)
    if len(by_condition) > 1:
        answer.by_condition = {
            each: _by_few(_pool_of(rows, method), _few(rows, answer.measure, method))
            for each, rows in by_condition.items()
        }
    answer.absolute = absolute_of(used, main, answer.measure, library)
    answer.certainty = certainty_of(
        [row.study for row in used],
        effects,
        main,
        answer.small,
        answer.outcome,
        library,
        among=answer.among.id if answer.among else "",
        common=answer.common,
    )


def _few(rows: list[Row], measure: str, method: Method) -> Believed | None:
    """The method for few studies, where these are few and no other was asked for."""
    effects = [row.effect for row in rows if row.effect is not None]
    if method != "reml" or not 1 < len(effects) <= _FEW:
        return None
    values, variances = [each.value for each in effects], [each.variance for each in effects]
    return believed(values, variances, large=math.inf, between=_between(measure, effects))


def _by_few(pooled: Pooled, few: Believed | None) -> Pooled:
    return replace(pooled, value=few.value, low=few.low, high=few.high) if few else pooled


def _between(measure: str, effects: list[Effect]) -> float:
    """How far studies may differ, on the scale of the measure: the scale of a half-normal prior."""
    if measure != "mean-difference":
        return _LARGE.get(measure, _LARGE_RATIO)[1]
    spreads = [
        math.sqrt(each.variance * (each.n or _UNKNOWN_SIZE)) / (1 if each.same_people else 2)
        for each in effects
    ]
    return _MEANS_DIFFER * median(spreads)


def _pool_of(rows: list[Row], method: Method) -> Pooled:
    effects = [row.effect for row in rows if row.effect is not None]
    values, variances = [each.value for each in effects], [each.variance for each in effects]
    return pool(values, variances, method=method, knapp_hartung=method == "reml")


def asked_for(
    about: str, beside: str, library: Library, today: date | None
) -> tuple[Medicine, Medicine | None]:
    """The medicine asked about, and the one beside it.

    Raises:
        InputError: one is not known, or both are the same.
    """
    medicine = _medicine(about, library, today)
    other = _medicine(beside, library, today) if beside else None
    if other is not None and other.substance == medicine.substance:
        raise InputError(f"{beside!r} is the same medicine as {about!r}")
    return medicine, other


def illness_of(text: str, library: Library) -> IllnessEntry:
    """The illness of this id or name.

    Raises:
        InputError: there is none.
    """
    illnesses: dict[str, IllnessEntry] = library.vocabulary("illnesses")
    for entry in illnesses.values():
        if key_of(text) in {key_of(name) for name in (entry.id, entry.name, *entry.names)}:
            return entry
    raise InputError(f"no study is of people with {text!r}; one of {', '.join(illnesses)}")


def _outcome(text: str, library: Library) -> OutcomeEntry:
    outcomes: dict[str, OutcomeEntry] = library.vocabulary("outcomes")
    for entry in outcomes.values():
        if key_of(text) in {key_of(name) for name in (entry.id, entry.name, *entry.names)}:
            return entry
    raise InputError(f"there is no outcome {text!r}; one of {', '.join(outcomes)}")


def _medicine(text: str, library: Library, today: date | None) -> Medicine:
    regimen = parse([text], library, today=today or date.today())
    if len(regimen.medicines) != 1:
        if any("are a kind of medicine" in unknown.why for unknown in regimen.unknown):
            raise InputError(f"{text!r} is a kind of medicine; ask for one of them by its name")
        near = ", ".join(each.name for unknown in regimen.unknown for each in unknown.candidates)
        raise InputError(
            f"{text!r} is not one medicine that is known" + (f"; near it: {near}" if near else "")
        )
    return regimen.medicines[0]
