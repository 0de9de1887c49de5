"""What the combination can do: findings, and what was looked at and found clear."""

from cotake.interactions._check import check, examine
from cotake.interactions._others import Other
from cotake.interactions._over_time import OverTime, simulate
from cotake.interactions._plain import NOTICE, Audience, address_of, plain_sources, said
from cotake.interactions._predict import MOST_DAYS, Prediction, Predictor, predict
from cotake.interactions._profile import cautions_of, label_of
from cotake.interactions._screen import Screener, Verdict
from cotake.interactions._types import Clear, Finding, Gap, Note, Report
from cotake.interactions._washout import Washout, washouts

__all__ = [
    "MOST_DAYS",
    "NOTICE",
    "Audience",
    "Clear",
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
    "cautions_of",
    "check",
    "examine",
    "label_of",
    "plain_sources",
    "predict",
    "said",
    "simulate",
    "washouts",
]
