"""Check that the dose bands and the substances that records name of each other are there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from cotake.knowledge._leaves import parts_of
from cotake.knowledge._read import Reading
from cotake.knowledge._records import Records
from cotake.knowledge.types import Mechanism, Pair, Product, Role, Substance, When


class Bands:
    """The dose bands of every substance. Those of a record with a fault are not known."""

    def __init__(self, records: Records) -> None:
        found = records.folders["substances"]
        self._of = {
            name: bands_of(reading.value)
            for name, reading in found.items()
            if reading.value and not reading.problems
        }
        self._all = frozenset().union(*self._of.values())
        self._whole = len(self._of) == len(found)

    def know(self, substance: str) -> bool:
        """Whether the record of this substance could be read whole."""
        return substance in self._of

    def of(self, substances: Iterable[str]) -> frozenset[str] | None:
        """The bands of these substances, or of all where none is named; None where not known."""
        if named := tuple(substances):
            if not all(name in self._of for name in named):
                return None
            return frozenset().union(*(self._of[name] for name in named))
        return self._all if self._whole else None


def bands_of(record: Substance) -> frozenset[str]:
    """The dose bands of a substance, those of its routes among them."""
    return frozenset(
        [*(each.band for each in record.doses), *(each.band for each in record.routes if each.band)]
    )


def check_bands(reading: Reading, bands: Bands) -> None:
    """Fault each band that the substance, or every substance meant, does not have."""
    record = reading.value
    if isinstance(record, Substance):
        _check_own(reading, record, bands)
    elif isinstance(record, Product):
        for number, part in enumerate(record.parts):
            _check(reading, f"parts[{number}].band", (part.band,), bands.of((part.substance,)))
    elif isinstance(record, (Mechanism, Pair)):
        for path, role in _outer_roles(record):
            _check_role(reading, path, role, (), bands)


def _check_own(reading: Reading, record: Substance, bands: Bands) -> None:
    own = bands_of(record)
    _check(reading, "default.band", (record.default.band,), own)
    for name in ("does", "undergoes", "inhibits", "induces", "washouts", "cautions", "warnings"):
        for number, fact in enumerate(getattr(record, name)):
            _check(reading, f"{name}[{number}].bands", fact.bands, own)
    for number, start in enumerate(record.starting):
        _check(reading, f"starting[{number}].band", (start.band,), own)
    for path, when in parts_of(record.cautions, When):
        for side, role in _roles_of(when):
            named = (record.id,) if side == "a" else ()
            _check_role(reading, f"cautions{path}.{side}", role, named, bands)


def _outer_roles(record: Mechanism | Pair) -> Iterator[tuple[str, Role]]:
    """The roles of a rule that stand in no other role."""
    for path, role in parts_of(record, Role):
        if not path.split(".")[-1].startswith(("any[", "not")):
            yield path, role


def _roles_of(when: When) -> Iterator[tuple[str, Role]]:
    for side in ("a", "b", "also", "without"):
        role = getattr(when, side)
        if role is not None:
            yield side, role


def _check_role(reading: Reading, path: str, role: Role, around: tuple[str, ...], bands: Bands) -> None:
    """A role within another speaks of the substances of that one, unless it names its own."""
    named = role.substance or around
    _check(reading, f"{path}.bands", role.bands, bands.of(named))
    for number, each in enumerate(role.any):
        _check_role(reading, f"{path}.any[{number}]", each, named, bands)
    if role.not_:
        _check_role(reading, f"{path}.not", role.not_, named, bands)


def _check(reading: Reading, path: str, named: Iterable[str], known: frozenset[str] | None) -> None:
    if known is None:
        return
    listed = ", ".join(sorted(known)) if len(known) <= 12 else "none of that name in any substance"
    mend = f"The bands under `doses` and `routes`: {listed or 'none yet'}."
    for band in named:
        if band and band not in known:
            verb = "is" if path.endswith("band") else "names"
            reading.fault("unknown-term", path, f'{verb} "{band}"', mend)


def check_victim(reading: Reading, record: Pair, records: Records, bands: Bands) -> None:
    """Fault a measured victim that can play neither role of its pair.

    A fault in the record of the victim is no fault of the pair.
    """
    shown = record.exposure
    if shown is None or not bands.know(shown.victim):
        return
    victim = records.folders["substances"][shown.victim].value
    if not any(_may_play(victim, role, records) for role in (record.a, record.b)):
        mend = "The victim is a substance of `a` or of `b`."
        reading.fault("contradiction", "exposure.victim", f"is {victim.id}, which plays neither", mend)


def _may_play(substance: Substance, role: Role, records: Records) -> bool:
    """Whether its name and classes let a substance fit a role; what it does is not looked at."""
    if role.substance and substance.id not in role.substance:
        return False
    classes = classes_of(substance, records)
    if role.class_ and classes.isdisjoint(role.class_) and classes <= records.vocabulary["classes"].keys():
        return False
    return not role.any or any(_may_play(substance, each, records) for each in role.any)


def classes_of(record: Substance, records: Records) -> set[str]:
    """All classes of a substance, wider ones included."""
    found: set[str] = set()
    waiting = list(record.classes.are)
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            entry = records.vocabulary["classes"].get(name)
            waiting.extend(entry.within if entry else ())
    return found
