"""How much of it reaches where: exposure ratios. When: `cotake.kinetics.simulation`, with numpy."""

from cotake.kinetics._facts import Holds, strongest, usual_holds
from cotake.kinetics._offset import speed_after, speed_since
from cotake.kinetics._static import (
    SD_80,
    UNEXPLAINED,
    Clearance,
    ExposureChange,
    Spread,
    active_ratio,
    combined,
    exposure_ratio,
    point_ratio,
)
from cotake.kinetics._strengths import daily_dose, relative_dose, share_of, speed_of, usual_range

__all__ = [
    "SD_80",
    "UNEXPLAINED",
    "Clearance",
    "ExposureChange",
    "Holds",
    "Spread",
    "active_ratio",
    "combined",
    "daily_dose",
    "exposure_ratio",
    "point_ratio",
    "relative_dose",
    "share_of",
    "speed_after",
    "speed_of",
    "speed_since",
    "strongest",
    "usual_holds",
    "usual_range",
]
