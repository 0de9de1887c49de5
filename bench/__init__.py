"""Measurements, printed as tables; nothing timed is asserted."""
