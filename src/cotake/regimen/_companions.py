"""What is taken beside a medicine by its nature, such as the booster of an HIV medicine."""

from __future__ import annotations

from collections.abc import Iterable

from cotake.knowledge import Library
from cotake.regimen._types import Medicine


def with_companions(medicines: Iterable[Medicine], library: Library) -> tuple[Medicine, ...]:
    """The medicines, and each substance that is always taken beside one of them and was not named."""
    say = library.speech
    listed = tuple(medicines)
    here = {each.substance for each in listed if each.taken}
    added: dict[str, Medicine] = {}
    for each in listed:
        beside = library.substance(each.substance).taken_with if each.taken else None
        if beside is None or here & {beside.substance, *beside.or_} or beside.substance in added:
            continue
        companion = library.substance(beside.substance)
        added[companion.id] = Medicine(
            text=say("{name} (with {other})", name=companion.name.lower(), other=each.name.lower()),
            substance=companion.id,
            name=companion.name,
            bands=(companion.default.band,),
            route=companion.default.route,
            start=each.start,
            stop=each.stop,
            assumptions=(
                say(
                    "{name} is only taken with {other}, which was counted too",
                    name=each.name,
                    other=companion.name.lower(),
                ),
            ),
        )
    return (*listed, *added.values())
