"""Scores of questionnaires."""

from __future__ import annotations

from collections.abc import Mapping

from cotake._errors import InputError
from cotake.knowledge.types import Instrument


def checked_answers(instrument: Instrument, answers: Mapping[str, int]) -> dict[str, int]:
    """The answers in the order of the items.

    Raises:
        InputError: an item that is not in it, or an answer that cannot be chosen.
    """
    items = {item.id: item for item in instrument.items}
    allowed = {option.value for option in instrument.options}
    for name, value in answers.items():
        if name not in items:
            raise InputError(f"{instrument.name} has no question {name!r}; it has {', '.join(items)}")
        fits = value in allowed if allowed else instrument.least <= value <= instrument.most
        if isinstance(value, bool) or not isinstance(value, int) or not fits:
            choices = (
                ", ".join(str(each) for each in sorted(allowed))
                if allowed
                else f"{instrument.least} to {instrument.most}"
            )
            raise InputError(f"{instrument.name}, {name}: an answer is one of {choices}, not {value!r}")
    return {name: answers[name] for name in items if name in answers}


def score_of(instrument: Instrument, answers: Mapping[str, int]) -> float | None:
    """The score, as its authors have it; None where too many answers are missing, or it is a checklist.

    Missing answers count as the mean of the others, so that a sum is rounded to a whole number.

    Raises:
        InputError: as for `checked_answers`.
    """
    given = checked_answers(instrument, answers)
    lacking = len(instrument.items) - len(given)
    if instrument.score == "none" or not given or lacking > instrument.may_lack:
        return None
    mean = sum(given.values()) / len(given)
    if instrument.score == "mean":
        return mean
    whole = mean * len(instrument.items)
    return float(int(whole + 0.5)) if lacking else float(sum(given.values()))


def ends_of(instrument: Instrument) -> tuple[int, int]:
    """The least and the most that its score can be."""
    values = [option.value for option in instrument.options] or [instrument.least, instrument.most]
    times = len(instrument.items) if instrument.score == "sum" else 1
    return min(values) * times, max(values) * times


def check_score(instrument: Instrument, score: float | None) -> None:
    """Refuse a score, told without its answers, that cannot be reached.

    Raises:
        InputError: it is beyond the ends.
    """
    least, most = ends_of(instrument)
    if score is not None and not least <= score <= most:
        raise InputError(f"{instrument.name} goes from {least} to {most}, not to {score:g}")


def range_of(instrument: Instrument, score: float | None) -> str:
    """`moderate`; "" without a score or without ranges."""
    if score is None:
        return ""
    names = [each.name for each in instrument.ranges if score >= each.at_least]
    return names[-1] if names else ""
