"""How much of a receptor or transporter is held, from the level: two models of how it lets go."""

from __future__ import annotations

import numpy as np

from cotake.kinetics._linear import Array


def held_by_level(level: Array, half: Array | float, most: float = 1.0) -> Array:
    """The part of a target that is held, 0 to 1, driven by the level alone: most C / (C + half).

    Args:
        level: concentrations, of shape (times, people).
        half: the concentration at which half of `most` is held, in the same unit.
        most: the part that the highest doses hold.
    """
    return most * level / (level + half)


def held_on(held: Array, step_h: float, outlasts_h: float) -> Array:
    """The same where the target lets go slowly: it rises with the level and falls with its own half-life.

    Above what the level by itself would hold, the excess halves every `outlasts_h` hours.
    """
    kept = np.empty_like(held)
    kept[0] = held[0]
    factor = 0.5 ** (step_h / outlasts_h)
    for row in range(1, len(held)):
        excess = np.maximum(0.0, kept[row - 1] - held[row])
        kept[row] = held[row] + factor * excess
    return kept
