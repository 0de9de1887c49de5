"""The mechanisms and pair records of a library, with their roles numbered."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import field
from functools import lru_cache
from threading import RLock
from typing import Any, NamedTuple

from cotake._record import slotted
from cotake.knowledge import ANY, Library
from cotake.knowledge.types import Context, MeasuredExposure, Mechanism, Pair, Role, When


class Measured(NamedTuple):
    """A ratio measured in people, with the roles of its victim and of the other, and their numbers."""

    shown: MeasuredExposure
    own: Role
    own_number: int
    other: Role
    other_number: int


@slotted
class Rulebook:
    """All rules; `roles` holds every distinct role once, `number` finds a role's place.

    Pair records are let in with the substances that they need, so that a short list does not wait for
    all of them; roles only ever become more.

    `ruling` lists the rules over two roles with the numbers of those, the findings of pair records
    among them, and their places in that list by the number of the first role; `yields` says which
    rules give way to which, each with its place; `measured` holds the ratios measured in people, by
    victim. Pair records are kept besides by what they say: `replacing` rules (by the number of the first
    role), `studied`, `absent`; `replaced` are the mechanisms in whose place a pair record speaks, `shown`
    the ratios of those that word the finding themselves. `worst` holds for the levels of burdens, by
    identity, the worst class that they can reach; `fewest` for burdens, likewise, how many medicines it
    takes; `dated` are the levels that ask when a medicine was started; `for_anyone` are the rules about the
    person that can hold where nothing was said of her; `once` has the classes that are not doubled, by
    rule; `models` keeps what the model of levels gave (`_levels.model_of`).
    """

    library: Library
    mechanisms: dict[str, list[Mechanism]] = field(default_factory=dict)
    roles: list[Role] = field(default_factory=list)
    ruling: tuple[list[tuple[Mechanism, int, int]], dict[int, list[int]]] = field(
        default_factory=lambda: ([], {})
    )
    yields: dict[str, dict[str, int]] = field(default_factory=dict)
    measured: dict[str, list[Measured]] = field(default_factory=dict)
    replacing: dict[int, list[tuple[Pair, int]]] = field(default_factory=dict)
    replaced: dict[str, tuple[Mechanism, ...]] = field(default_factory=dict)
    shown: dict[str, MeasuredExposure] = field(default_factory=dict)
    studied: list[Pair] = field(default_factory=list)
    absent: list[Pair] = field(default_factory=list)
    worst: dict[int, int] = field(default_factory=dict)
    fewest: dict[int, int] = field(default_factory=dict)
    dated: set[int] = field(default_factory=set)
    for_anyone: list[Mechanism] = field(default_factory=list)
    once: dict[str, frozenset[str]] = field(default_factory=dict)
    models: dict[Any, Any] = field(default_factory=dict)
    _numbers: dict[Role, int] = field(default_factory=dict)
    _by_identity: dict[int, int] = field(default_factory=dict)
    _asked: dict[tuple[str, str], list[int]] = field(default_factory=dict)
    _admitted: set[str] = field(default_factory=set)
    _pairs: dict[str, tuple[Pair, Mechanism | None]] = field(default_factory=dict)
    _lock: RLock = field(default_factory=RLock)

    def __post_init__(self) -> None:
        for mechanism in self.library.mechanisms:
            self.mechanisms.setdefault(mechanism.kind, []).append(mechanism)
            self._number_roles(mechanism.a, mechanism.b)
            self._number_contexts(mechanism.contexts)
            if mechanism.when:
                self._number_roles(mechanism.when.also, mechanism.when.without)
            for level in mechanism.levels:
                self._number_roles(*level.needs, level.without)
                self._number_contexts(level.contexts)
                classes = (level.classification, *(each.classification for each in level.contexts))
                self.worst[id(level)] = min(classes)
                if any(each.when.all_started_before_days is not None for each in level.contexts):
                    self.dated.add(id(level))
            self.fewest[id(mechanism)] = min((len(each.grades) for each in mechanism.levels), default=0)
            for factor in mechanism.factors:
                self._number_roles(factor.when.also, factor.when.without)
        self.once = {each.id: frozenset(each.classes) for each in self.of_kind("duplication")}
        of_person = self.of_kind("person")
        self.for_anyone = [each for each in of_person if each.when and not needs_person(each.when)]
        self.admit((ANY,))

    def number(self, role: Role) -> int:
        """The number of a role of a rule. Looked up by identity: hashing a role is slow."""
        return self._by_identity[id(role)]

    def find(self, role: Role) -> int | None:
        """The number of a role; None for one that no rule uses."""
        return self._by_identity.get(id(role))

    def candidates(self, substance: str, classes: Iterable[str], beyond: int) -> list[int]:
        """The numbers, from `beyond` on, of the roles that this substance of these classes may fit."""
        keys = [("", ""), ("substance", substance), *(("class", each) for each in classes)]
        listed = (self._asked.get(key, ()) for key in keys)
        return sorted({number for numbers in listed for number in numbers if number >= beyond})

    def of_kind(self, kind: str) -> list[Mechanism]:
        """The mechanisms of one kind."""
        return self.mechanisms.get(kind, [])

    def admit(self, substances: Iterable[str]) -> None:
        """Let in the pair records that can matter once these are in a list."""
        new = [each for each in substances if each not in self._admitted]
        if not new:
            return
        with self._lock:
            for pair in self.library.pairs_about(new):
                if pair.id not in self._pairs:
                    self._number_roles(pair.a, pair.b)
                    if pair.finding:
                        self._number_contexts(pair.finding.contexts)
                    self._pairs[pair.id] = (pair, _as_mechanism(pair))
            self._arrange()
            self._admitted.update(new)

    def _arrange(self) -> None:
        """Keep what the pair records say where it is looked for, always in the order of their ids."""
        held = [self._pairs[name] for name in sorted(self._pairs)]
        pairs = [pair for pair, _ in held]
        measured: dict[str, list[Measured]] = {}
        for pair in pairs:
            if shown := pair.exposure:
                listed = measured.setdefault(shown.victim, [])
                for own, other in ((pair.a, pair.b), (pair.b, pair.a)):
                    if not own.substance or shown.victim in own.substance:
                        listed.append(Measured(shown, own, self.number(own), other, self.number(other)))
        self.measured = measured
        replacing: dict[int, list[tuple[Pair, int]]] = {}
        for pair in pairs:
            if pair.replaces:
                replacing.setdefault(self.number(pair.a), []).append((pair, self.number(pair.b)))
        self.replacing = replacing
        self.studied = [pair for pair in pairs if pair.studied]
        self.absent = [pair for pair in pairs if pair.absent]
        over_two = [*self.of_kind("pair"), *self.of_kind("absorption"), *(rule for _, rule in held if rule)]
        two_roles = [
            (rule, self.number(rule.a), self.number(rule.b)) for rule in over_two if rule.a and rule.b
        ]
        by_first: dict[int, list[int]] = {}
        for place, (_, first, _) in enumerate(two_roles):
            by_first.setdefault(first, []).append(place)
        self.ruling = two_roles, by_first
        by_id = {mechanism.id: mechanism for mechanism in self.library.mechanisms}
        self.replaced = {
            pair.id: tuple(by_id[name] for name in pair.replaces if name in by_id)
            for pair in pairs
            if pair.finding
        }
        self.shown = {pair.id: pair.exposure for pair in pairs if pair.exposure and pair.finding}
        yields = {each.id: each.yields_to for each in self.library.mechanisms if each.yields_to}
        for mechanism in self.of_kind("exposure"):
            if mechanism.change != "activation":
                yields[mechanism.id] = (*yields.get(mechanism.id, ()), *self.shown)
        self.yields = {
            name: {rule: place for place, rule in reversed(tuple(enumerate(rules)))}
            for name, rules in yields.items()
        }

    def _number_contexts(self, contexts: tuple[Context, ...]) -> None:
        for context in contexts:
            when = context.when
            self._number_roles(when.a, when.b, when.also, when.without)

    def _number_roles(self, *roles: Role | None) -> None:
        """Give each role its number; equal roles share one."""
        for role in roles:
            if role is None:
                continue
            if role not in self._numbers:
                self._numbers[role] = len(self.roles)
                self.roles.append(role)
                self._ask(role, self._numbers[role])
            self._by_identity[id(role)] = self._numbers[role]

    def _ask(self, role: Role, number: int) -> None:
        """Note by what a role asks for first, so that only those who may fit are tried."""
        keys: list[tuple[str, str]] = [("", "")]
        if role.substance:
            keys = [("substance", each) for each in role.substance]
        elif role.class_:
            keys = [("class", each) for each in role.class_]
        for key in keys:
            self._asked.setdefault(key, []).append(number)


@lru_cache(maxsize=8)
def rulebook_of(library: Library) -> Rulebook:
    """The rulebook of a library, made once."""
    return Rulebook(library)


def _as_mechanism(pair: Pair) -> Mechanism | None:
    """The finding of a pair record as a rule of its own; None where it has none."""
    found = pair.finding
    if found is None:
        return None
    return Mechanism(
        id=pair.id,
        title=pair.id,
        area=found.area,
        kind="pair",
        summary=found.summary,
        action=found.action,
        evidence=found.evidence,
        why=found.why,
        a=pair.a,
        b=pair.b,
        consequences=found.consequences,
        contexts=found.contexts,
        onset=found.onset,
        ends=found.ends,
        lasts=found.lasts,
    )


def needs_person(when: When) -> bool:
    """Whether a state can only hold for a person of whom something was said."""
    numbers = (when.age_from, when.age_below, when.egfr_below)
    return any(each is not None for each in numbers) or bool(when.sex or when.condition or when.gene)
