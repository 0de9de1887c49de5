"""A summary of findings: every outcome that the records have numbers of, each put together."""

from __future__ import annotations

from datetime import date

from cotake.evidence._choosing import has, studies_about
from cotake.evidence._question import Evidence, answer_of, asked_for, illness_of
from cotake.knowledge import Library


def summary(
    about: str, *, beside: str = "", among: str = "", library: Library, today: date | None = None
) -> list[Evidence]:
    """The answer for each outcome of which studies of a medicine have a number: good ones, then harms.

    Within both, what rests on most studies comes first; an outcome of which nothing can be put together
    comes last. Arguments and errors as for `evidence`.

    Raises:
        InputError: the medicine or illness is not known.
    """
    medicine, other = asked_for(about, beside, library, today)
    illness = illness_of(among, library) if among else None
    outcomes = library.vocabulary("outcomes")
    held = {
        estimate.outcome
        for study in studies_about(medicine, other, library)
        for estimate in study.estimates
        if illness is None or has(study, illness.id, library)
    }
    answers = [
        answer_of(medicine, other, outcomes[name], illness, "", "reml", library) for name in sorted(held)
    ]
    return sorted(
        answers,
        key=lambda each: (
            each.outcome.harm,
            each.pooled is None or each.outcome.mixed,
            -len(each.used),
            each.outcome.name,
        ),
    )
