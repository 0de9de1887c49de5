"""Is it working: the analysis of one person's days."""

from cotake.trial._analyze import analyze
from cotake.trial._several import analyze_several
from cotake.trial._types import Analysis, Drift, Effect, Scale, Verdict

__all__ = ["Analysis", "Drift", "Effect", "Scale", "Verdict", "analyze", "analyze_several"]
