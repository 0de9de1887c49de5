"""A question put to the study records: which studies answer it, what each found, what they say together."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from cotake._errors import InputError
from cotake.evidence._certainty import Certainty, certainty_of
from cotake.evidence._choosing import (
    MEASURES,
    Row,
    best_measure,
    choose,
    sorted_out,
    studies_about,
)
from cotake.evidence._effects import RATIOS
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
from cotake.knowledge.types import OutcomeEntry, Study
from cotake.regimen import Medicine, parse

#: What would be a large effect, for the sceptic, and how far studies may differ: a standardised
#: difference of a half, a fifth of the people, half the risk.
_LARGE = {"standardised-mean-difference": (0.5, 0.3), "risk-difference": (0.2, 0.1)}
_LARGE_RATIO = (0.6931, 0.5)


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
    against: str = ""
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
    if other is not None and other.substance == medicine.substance:
        raise InputError(f"{beside!r} is the same medicine as {about!r}")
    found = studies_about(medicine, other, library)
    substances = frozenset({medicine.substance} | ({other.substance} if other else set()))
    rows, syntheses, others = sorted_out(found, asked.id, substances, library)
    chosen = measure or best_measure(rows, other is not None, library)
    against = choose(rows, chosen, other is not None, library)
    answer = Evidence(
        tuple(dict.fromkeys((medicine.substance,))),
        (other.substance,) if other else (),
        asked,
        chosen,
        rows,
        syntheses,
        others,
        against,
    )
    _put_together(answer, method, library)
    return answer


def _put_together(answer: Evidence, method: Method, library: Library) -> None:
    effects = [row.effect for row in answer.used if row.effect is not None]
    if not effects:
        return
    values = [each.value for each in effects]
    variances = [each.variance for each in effects]
    by_t = method == "reml"
    answer.pooled = pool(values, variances, method=method, knapp_hartung=by_t)
    if len(values) > 2:
        answer.without = left_out(values, variances, method=method, knapp_hartung=by_t)
    answer.small = small_studies(values, variances)
    if answer.measure in RATIOS or answer.measure in _LARGE:
        large, between = _LARGE.get(answer.measure, _LARGE_RATIO)
        answer.sceptic = believed(
            values, variances, large=large, between=between if len(values) > 1 else 1e-6
        )
    answer.certainty = certainty_of(
        [row.study for row in answer.used],
        effects,
        answer.pooled,
        answer.small,
        answer.outcome,
        library,
    )


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
