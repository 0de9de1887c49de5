"""What a reaction to a medicine leaves behind: a state that counts for other medicines as well."""

from __future__ import annotations

from collections.abc import Iterable

from cotake.knowledge import Library
from cotake.regimen._allergens import classes_told
from cotake.regimen._reactions import known_reactions
from cotake.regimen._types import Allergy


def left_behind(allergies: Iterable[Allergy], library: Library) -> frozenset[str]:
    """The states of the vocabulary that the reactions told leave, by what brought them on.

    Args:
        allergies: allergies and intolerances as they were read.
        library: whose reactions say what each leaves, and after which substances and classes.
    """
    found: set[str] = set()
    for allergy in allergies:
        sequels = [each for one in known_reactions(allergy.reactions, library) for each in one.leaves]
        if not sequels:
            continue
        classes = classes_told(allergy, library)
        for each in sequels:
            if not (
                classes.isdisjoint(each.classes) and set(allergy.substances).isdisjoint(each.substances)
            ):
                found.add(each.condition)
    return frozenset(found)
