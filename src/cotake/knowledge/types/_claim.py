"""The claim record: what people say of a medicine or a combination, and what the studies make of it."""

from collections.abc import Collection
from typing import Literal

from cotake._record import record
from cotake.knowledge.types._common import (
    Citation,
    IllnessId,
    OutcomeId,
    StudyId,
    SubstanceId,
    Text,
    VerdictId,
    Words,
)

Sources = tuple[Citation, ...]


@record
class Shown:
    """Estimates of a study that a claim rests on: those of the outcome, of one scale where it is named."""

    study: StudyId
    outcome: OutcomeId = ""
    scale: str = ""


@record
class Asked:
    """A claim as a question to the study records: a substance makes an outcome better, worse, or no other.

    In one dose `band` of it where that is named, beside `with_`, in people with `among`.
    """

    substance: SubstanceId
    outcome: OutcomeId
    says: Literal["better", "worse", "same"]
    band: str = ""
    with_: SubstanceId = ""
    among: IllnessId = ""


@record
class Claim:
    """A claim as people meet it, with a verdict that is the authors' own, and why.

    It is about each of `substances`, in `bands` where these are named; where `with_` is given, about one of
    them together with one of these. `names` are other wordings of it. `shows` are the estimates whose
    numbers stand with the answer. `asks` are questions that the records answer by a rule; `judged` says why
    the verdict is another than the rule gives.
    """

    id: str
    says: Text
    verdict: VerdictId
    reason: Words
    substances: tuple[SubstanceId, ...]
    src: Sources
    names: tuple[Text, ...] = ()
    with_: tuple[SubstanceId, ...] = ()
    bands: tuple[str, ...] = ()
    studies: tuple[StudyId, ...] = ()
    shows: tuple[Shown, ...] = ()
    asks: tuple[Asked, ...] = ()
    judged: str = ""
    unknown: Words | None = None

    def is_about(self, taken: Collection[str]) -> bool:
        """Whether it concerns someone who takes these substances."""
        one = {name for name in taken if name in self.substances}
        other = {name for name in taken if name in self.with_}
        return bool(one) and (not self.with_ or bool(other and len(one | other) > 1))
