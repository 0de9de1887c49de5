"""How much of it reaches where, and when: exposure ratios (the rest comes later)."""

from cotake.kinetics._facts import Holds, strongest, usual_holds
from cotake.kinetics._static import (
    SD_80,
    UNEXPLAINED,
    ExposureChange,
    Spread,
    combined,
    exposure_ratio,
    point_ratio,
)
from cotake.kinetics._strengths import relative_dose, relative_single_dose, share_of, speed_of, usual_mg

__all__ = [
    "SD_80",
    "UNEXPLAINED",
    "ExposureChange",
    "Holds",
    "Spread",
    "combined",
    "exposure_ratio",
    "point_ratio",
    "relative_dose",
    "relative_single_dose",
    "share_of",
    "speed_of",
    "strongest",
    "usual_holds",
    "usual_mg",
]
