"""What the combination can do: findings, and what was looked at and found clear."""

from typing import TYPE_CHECKING, Any

from cotake.interactions._check import check, examine
from cotake.interactions._compared import Changed, Comparison, compare
from cotake.interactions._others import Other
from cotake.interactions._over_time import OverTime, simulate
from cotake.interactions._plain import NOTICE, Audience, address_of, harm_named, plain_sources, said
from cotake.interactions._predict import MOST_DAYS, Prediction, Predictor, predict
from cotake.interactions._profile import cautions_of, label_of
from cotake.interactions._schema import answer_schema
from cotake.interactions._screen import Screener, Verdict
from cotake.interactions._types import CLASS_NAMES, Clear, Finding, Gap, Note, Report
from cotake.interactions._washout import Washout, washouts

__all__ = [
    "CLASS_NAMES",
    "MOST_DAYS",
    "NOTICE",
    "Audience",
    "Changed",
    "Clear",
    "Comparison",
    "Finding",
    "Gap",
    "Note",
    "Other",
    "OverTime",
    "Prediction",
    "Predictor",
    "Report",
    "Screener",
    "Verdict",
    "Washout",
    "address_of",
    "answer_schema",
    "cautions_of",
    "check",
    "compare",
    "examine",
    "harm_named",
    "label_of",
    "plain_sources",
    "predict",
    "said",
    "simulate",
    "washouts",
]

if TYPE_CHECKING:
    from cotake.interactions._over_time import OverTime, simulate
    from cotake.interactions._washout import Washout, washouts


def __getattr__(name: str) -> Any:
    """What needs more than a check does is loaded when it is first asked for."""
    if name in ("OverTime", "simulate"):
        from cotake.interactions import _over_time

        return getattr(_over_time, name)
    if name in ("Washout", "washouts"):
        from cotake.interactions import _washout

        return getattr(_washout, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
