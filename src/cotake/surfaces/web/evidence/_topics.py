"""What studies there are of: a medicine, one of its dose bands, or two together."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import lru_cache

from cotake._record import record
from cotake.knowledge import Library
from cotake.knowledge.types import Study
from cotake.regimen import Medicine, parse


@record
class Topic:
    """What can be asked: the medicine, and one beside it or "", as the core takes them; how many studies.

    `key` is substance/band, or two of these with a + between, in the order of the alphabet.
    """

    key: str
    about: str
    beside: str
    studies: int

    @property
    def name(self) -> str:
        """How it is called."""
        return f"{self.about} + {self.beside}" if self.beside else self.about


@lru_cache(maxsize=2)
def topics(library: Library) -> dict[str, Topic]:
    """All of which a study has a number, by their keys; those with most studies first."""
    counts: dict[str, int] = {}
    for name in library.ids("studies"):
        study = library.study(name)
        if study.estimates:
            for key in dict.fromkeys(_keys(study, library)):
                counts[key] = counts.get(key, 0) + 1
    found = {}
    for key, count in sorted(counts.items(), key=lambda each: (-each[1], each[0])):
        one, _, other = key.partition("+")
        found[key] = Topic(key, _name(one, library), _name(other, library) if other else "", count)
    return found


def topics_of(lines: Iterable[str], library: Library, today: date) -> tuple[Topic, ...]:
    """Those of a list: two of it together first, then each."""
    known = topics(library)
    medicines = parse(list(lines), library, today=today).medicines
    own = list(dict.fromkeys(key for each in medicines if (key := _key_of(each, library))))
    pairs = [known[key] for one in own for other in own if (key := f"{one}+{other}") in known]
    return (*pairs, *(known[key] for key in own if key in known))


def topic_asked(text: str, library: Library, today: date) -> Topic | None:
    """The topic of one medicine as people write it; None where it is none."""
    found = [each for each in topics_of([text], library, today) if not each.beside]
    return found[0] if len(found) == 1 else None


def _keys(study: Study, library: Library) -> Iterable[str]:
    own = [key for each in study.substances for key in _of_substance(each, study, library)]
    yield from own
    others = [f"{each}/" for each in study.with_] if not study.alone else []
    if len(study.substances) > 1 and not study.alone and not study.with_:
        others = own
    for one in own:
        for other in others:
            if one.split("/")[0] != other.split("/")[0]:
                yield "+".join(sorted((one, other)))


def _of_substance(name: str, study: Study, library: Library) -> list[str]:
    bands = {band.band for band in library.substance(name).doses if band.names}
    return [f"{name}/{band}" for band in study.bands if band in bands] or [f"{name}/"]


def _key_of(medicine: Medicine, library: Library) -> str:
    known = topics(library)
    bands = (medicine.named_band, *medicine.bands)
    keys = [*(f"{medicine.substance}/{band}" for band in bands if band), f"{medicine.substance}/"]
    return next((key for key in keys if key in known), "")


def _name(key: str, library: Library) -> str:
    substance, _, band = key.partition("/")
    record = library.substance(substance)
    named = next((each for each in record.doses if band and each.band == band and each.names), None)
    return named.names[0] if named else record.name
