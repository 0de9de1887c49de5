"""What the studies show: claims, and what is in them. Pooling: `cotake.evidence.synthesis`."""

from cotake.evidence._claims import Heard, claims_about, nearest_claims, shown_of

__all__ = ["Heard", "claims_about", "nearest_claims", "shown_of"]
