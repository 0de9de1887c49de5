"""What is always taken beside a medicine counts as taken, aloud."""

from __future__ import annotations

from datetime import date

import cotake
from cotake.knowledge import Library


def test_what_is_always_taken_beside_a_medicine_counts_too(library: Library, today: date) -> None:
    """Lopinavir exists only with ritonavir, whose label contraindicates lovastatin."""
    alone = cotake.check(["lopinavir 400 mg", "lovastatin 20 mg"], library=library, today=today)
    named = cotake.check(["Kaletra", "lovastatin 20 mg"], library=library, today=today)
    assert alone.worst == named.worst == 1
    assert [each.substance for each in alone.medicines] == ["lopinavir", "lovastatin", "ritonavir"]
    assert any("ritonavir" in each for each in alone.assumptions)
    boosted = cotake.check(["darunavir 800 mg", "cobicistat 150 mg"], library=library, today=today)
    assert [each.substance for each in boosted.medicines] == ["darunavir", "cobicistat"]
