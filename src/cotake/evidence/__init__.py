"""What the studies show: claims, and what is in them. Studies together: `cotake.evidence.pooling`."""

from cotake.evidence._claims import NEAR, Heard, claims_about, nearest_claims, plain_claim, shown_of
from cotake.evidence._wording import estimate_in_words

__all__ = [
    "NEAR",
    "Heard",
    "claims_about",
    "estimate_in_words",
    "nearest_claims",
    "plain_claim",
    "shown_of",
]
