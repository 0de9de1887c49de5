"""A question put to the study records: which studies answer it, what each found, what they say together."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from cotake._errors import InputError
from cotake.evidence._certainty import Certainty, certainty_of
from cotake.evidence._effects import RATIOS, Effect, effect_of
from cotake.evidence._published import again
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
from cotake.knowledge.types import Estimate, OutcomeEntry, Study
from cotake.regimen import Medicine, parse

RANDOMISED = frozenset({"randomised", "crossover"})
SYNTHESES = frozenset({"meta-analysis", "meta-analysis-observational"})
OBSERVATIONAL = frozenset(
    {"cohort", "case-control", "case-crossover", "before-after", "non-randomised", "cross-sectional"}
)
#: Ways to put an outcome on one scale; of two with as many studies the former.
MEASURES = (
    "mean-difference",
    "standardised-mean-difference",
    "risk-ratio",
    "odds-ratio",
    "hazard-ratio",
    "rate-ratio",
    "risk-difference",
)
#: What would be a large effect, for the sceptic: a standardised difference of a half, or half the risk.
_LARGE = {"standardised-mean-difference": 0.5, "risk-difference": 0.2}
_LARGE_RATIO = 0.6931


@dataclass(slots=True)
class Row:
    """One study with the estimate that answers; `why_not` says why it is not in the pool.

    `again` is a published synthesis put together from the records of its studies.
    """

    study: Study
    estimate: Estimate
    effect: Effect | None
    why_not: str = ""
    again: Pooled | None = None


@dataclass(slots=True)
class Evidence:
    """What the records hold on a question.

    `rows` are single studies, `syntheses` published ones with their pooled estimates. `pooled` is on the
    scale of `measure`, a logarithm for ratios; None where nothing can be put together. `others` names
    the studies of the question that have no estimate of this outcome.
    """

    substances: tuple[str, ...]
    beside: tuple[str, ...]
    outcome: OutcomeEntry
    measure: str
    rows: list[Row]
    syntheses: list[Row]
    others: list[Study]
    pooled: Pooled | None = None
    without: list[Pooled] = field(default_factory=list)
    small: SmallStudies | None = None
    sceptic: Believed | None = None
    certainty: Certainty | None = None

    @property
    def used(self) -> list[Row]:
        """The rows in the pool."""
        return [row for row in self.rows if row.effect is not None and not row.why_not]


def evidence(
    about: str,
    outcome: str,
    *,
    beside: str = "",
    measure: str = "",
    method: Method = "reml",
    studies: Iterable[str] | None = None,
    library: Library,
    today: date | None = None,
) -> Evidence:
    """What the study records hold on a medicine and an outcome, put together where that can be done.

    Args:
        about: a medicine as people write it; a name that says a dose band asks for that band.
        outcome: an id or name of the vocabulary of outcomes.
        beside: another medicine that is taken with it.
        measure: one of `MEASURES`; by default the one that most studies give.
        method: as for `pool`.
        studies: ids, to take these instead of looking for them.
        library: the knowledge.
        today: the day for dates in `about`.

    Raises:
        InputError: the medicine, outcome or measure is not known.
    """
    asked = _outcome(outcome, library)
    if measure and measure not in MEASURES:
        raise InputError(f"there is no measure {measure!r}; one of {', '.join(MEASURES)}")
    medicine = _medicine(about, library, today)
    other = _medicine(beside, library, today) if beside else None
    named = [library.study(name) for name in studies] if studies is not None else None
    found = named if named is not None else _found(medicine, other, library)
    rows, syntheses, others = _sorted(found, asked.id, library)
    chosen = measure or _best_measure(rows, library)
    for row in rows:
        row.effect = effect_of(row.study, row.estimate, chosen, library)
    _choose(rows, chosen)
    answer = Evidence(
        tuple(dict.fromkeys((medicine.substance,))),
        (other.substance,) if other else (),
        asked,
        chosen,
        rows,
        syntheses,
        others,
    )
    _put_together(answer, method, library)
    return answer


def _put_together(answer: Evidence, method: Method, library: Library) -> None:
    effects = [row.effect for row in answer.used if row.effect is not None]
    if not effects:
        return
    values = [each.value for each in effects]
    variances = [each.variance for each in effects]
    answer.pooled = pool(values, variances, method=method, knapp_hartung=method == "reml")
    if len(values) > 2:
        answer.without = left_out(values, variances, method=method)
    answer.small = small_studies(values, variances)
    large = _LARGE_RATIO if answer.measure in RATIOS else _LARGE.get(answer.measure)
    if large:
        answer.sceptic = believed(values, variances, large=large)
    answer.certainty = certainty_of(
        [row.study for row in answer.used],
        effects,
        answer.pooled,
        answer.small,
        answer.outcome,
        library,
    )


def _outcome(text: str, library: Library) -> OutcomeEntry:
    outcomes = library.vocabulary("outcomes")
    for entry in outcomes.values():
        if key_of(text) in {key_of(name) for name in (entry.id, entry.name, *entry.names)}:
            return entry  # type: ignore[no-any-return]
    raise InputError(f"there is no outcome {text!r}; one of {', '.join(outcomes)}")


def _medicine(text: str, library: Library, today: date | None) -> Medicine:
    regimen = parse([text], library, today=today or date.today())
    if len(regimen.medicines) != 1:
        near = ", ".join(each.name for unknown in regimen.unknown for each in unknown.candidates)
        raise InputError(
            f"{text!r} is not one medicine that is known" + (f"; near it: {near}" if near else "")
        )
    return regimen.medicines[0]


def _found(medicine: Medicine, other: Medicine | None, library: Library) -> list[Study]:
    found = []
    for name in library.ids("studies"):
        study = library.study(name)
        if medicine.substance not in (*study.substances, *study.with_):
            continue
        if (
            study.bands
            and medicine.substance in study.substances
            and not set(medicine.bands) & set(study.bands)
        ):
            continue
        if not study.bands and medicine.named_band and not _in_band(study, medicine, library):
            continue
        if other is not None and not study.is_about({medicine.substance, other.substance}):
            continue
        if other is None and study.with_ and medicine.substance not in study.substances:
            continue
        found.append(study)
    return found


def _in_band(study: Study, medicine: Medicine, library: Library) -> bool:
    """A study that names no band is of the usual one, and not of another that was asked for."""
    usual = library.substance(medicine.substance).default.band
    return not usual or usual in medicine.bands


def _sorted(found: list[Study], outcome: str, library: Library) -> tuple[list[Row], list[Row], list[Study]]:
    rows: list[Row] = []
    syntheses: list[Row] = []
    others: list[Study] = []
    for study in found:
        of_it = [each for each in study.estimates if each.outcome == outcome]
        if not of_it:
            others.append(study)
        elif study.kind in SYNTHESES:
            syntheses += [Row(study, each, None, again=again(study, each, library)) for each in of_it]
        else:
            rows.append(Row(study, _main(of_it), None))
    return rows, syntheses, others


def _main(estimates: list[Estimate]) -> Estimate:
    """Of several of one study: of all people, against others rather than before, the primary one."""
    return min(
        estimates, key=lambda each: (bool(each.only), each.before, not each.primary, each.value is None)
    )


def _best_measure(rows: list[Row], library: Library) -> str:
    scales = {_scale(row.estimate) for row in rows if row.study.kind in RANDOMISED}
    counts = {}
    for measure in MEASURES:
        if measure == "mean-difference" and len(scales) > 1:
            counts[measure] = 0
            continue
        counts[measure] = sum(
            effect_of(row.study, row.estimate, measure, library) is not None
            for row in rows
            if row.study.kind in RANDOMISED | OBSERVATIONAL
        )
    best = max(MEASURES, key=lambda each: (counts[each], -MEASURES.index(each)))
    if counts[best] > 1:
        return best
    # Nothing to put together: the largest study on its own scale.
    stated = [
        row
        for row in rows
        if row.study.kind in RANDOMISED | OBSERVATIONAL
        and row.estimate.measure in MEASURES
        and not (row.estimate.before or row.estimate.only)
        and effect_of(row.study, row.estimate, row.estimate.measure, library) is not None
    ]
    trials = [row for row in stated if row.study.kind in RANDOMISED]
    largest = max(trials or stated, key=lambda row: row.study.n or 0, default=None)
    return largest.estimate.measure if largest else best


def _scale(estimate: Estimate) -> str:
    return key_of(estimate.scale.split("(")[0])


def _choose(rows: list[Row], measure: str) -> None:
    """Say of each row why it is not put together with the others, where it is not."""
    trials = [row for row in rows if row.study.kind in RANDOMISED and row.effect is not None]
    kinds = RANDOMISED if trials else OBSERVATIONAL
    scales = {_scale(row.estimate) for row in rows if row.study.kind in kinds and row.effect is not None}
    against = _comparator([row for row in rows if row.study.kind in kinds and row.effect is not None])
    for row in rows:
        if row.estimate.only:
            row.why_not = f"of a part of the people only ({row.estimate.only})"
        elif row.estimate.before:
            row.why_not = "compared with the same people before, without others beside them"
        elif row.study.alone and len(row.study.substances) > 1:
            row.why_not = "of several medicines, each by itself"
        elif row.study.kind not in kinds:
            row.why_not = "no random groups" if trials else "no comparison"
        elif row.effect is None:
            row.why_not = f"its numbers do not give a {measure.replace('-', ' ')}"
        elif _plain(row.estimate.versus) != against:
            row.why_not = f"against {row.estimate.versus}, not against {against}"
        elif measure == "mean-difference" and len(scales) > 1 and row is not _largest(rows, kinds):
            row.why_not = "on another scale"


def _largest(rows: list[Row], kinds: frozenset[str]) -> Row | None:
    """The largest study that could stand for itself."""
    able = [row for row in rows if row.effect is not None and row.study.kind in kinds and not row.why_not]
    return max(able, key=lambda row: row.study.n or 0, default=None)


def _comparator(rows: list[Row]) -> str:
    """What studies are compared with: placebo where any is, else what most are."""
    named = [_plain(row.estimate.versus) for row in rows]
    return "placebo" if "placebo" in named or not named else max(named, key=named.count)


def _plain(versus: str) -> str:
    """A comparator in few words: whatever is added to placebo is placebo."""
    text = versus.strip().lower()
    return "placebo" if text.startswith(("placebo", "a placebo", "dummy")) else text
