"""How much of it reaches where, and when: exposure ratios (the rest comes later)."""

from cotake.kinetics._static import ExposureChange, Spread, exposure_ratio, point_ratio

__all__ = ["ExposureChange", "Spread", "exposure_ratio", "point_ratio"]
