"""The mechanisms and pair records of a library, with their roles numbered."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache

from cotake.knowledge import Library
from cotake.knowledge.types import Context, MeasuredExposure, Mechanism, Pair, Role


@dataclass(slots=True)
class Rulebook:
    """All rules; `roles` holds every distinct role once, `number` finds a role's place.

    `two_roles` lists the rules over two roles with the numbers of those, the findings of pair
    records among them; `yields` says which rules give way to which; `measured` holds the ratios
    measured in people, by victim. Pair records are kept besides by what they say: `replacing` rules,
    `studied`, `absent`; `replaced` are the mechanisms in whose place a pair record speaks, `shown`
    the ratios of those that word the finding themselves.
    """

    mechanisms: dict[str, list[Mechanism]] = field(default_factory=dict)
    roles: list[Role] = field(default_factory=list)
    two_roles: list[tuple[Mechanism, int, int]] = field(default_factory=list)
    yields: dict[str, tuple[str, ...]] = field(default_factory=dict)
    measured: dict[str, list[tuple[Pair, MeasuredExposure]]] = field(default_factory=dict)
    replacing: list[Pair] = field(default_factory=list)
    replaced: dict[str, tuple[Mechanism, ...]] = field(default_factory=dict)
    shown: dict[str, MeasuredExposure] = field(default_factory=dict)
    studied: list[Pair] = field(default_factory=list)
    absent: list[Pair] = field(default_factory=list)
    _numbers: dict[Role, int] = field(default_factory=dict)
    _by_identity: dict[int, int] = field(default_factory=dict)

    def add(self, role: Role) -> None:
        """Give a role its number; equal roles share one."""
        if role not in self._numbers:
            self._numbers[role] = len(self.roles)
            self.roles.append(role)
        self._by_identity[id(role)] = self._numbers[role]

    def number(self, role: Role) -> int:
        """The number of a role of a rule. Looked up by identity: hashing a role is slow."""
        return self._by_identity[id(role)]

    def find(self, role: Role) -> int | None:
        """The number of a role; None for one that no rule uses."""
        return self._by_identity.get(id(role))

    def of_kind(self, kind: str) -> list[Mechanism]:
        """The mechanisms of one kind."""
        return self.mechanisms.get(kind, [])


@lru_cache(maxsize=8)
def rulebook_of(library: Library) -> Rulebook:
    """The rulebook of a library, made once."""
    book = Rulebook()
    for mechanism in library.mechanisms:
        book.mechanisms.setdefault(mechanism.kind, []).append(mechanism)
        _number_roles(book, mechanism.a, mechanism.b)
        _number_contexts(book, mechanism.contexts)
        if mechanism.when:
            _number_roles(book, mechanism.when.also, mechanism.when.without)
        for level in mechanism.levels:
            _number_roles(book, *level.needs, level.without)
            _number_contexts(book, level.contexts)
        for factor in mechanism.factors:
            _number_roles(book, factor.when.also, factor.when.without)
    for pair in library.pairs:
        _number_roles(book, pair.a, pair.b)
        if pair.exposure:
            book.measured.setdefault(pair.exposure.victim, []).append((pair, pair.exposure))
        if pair.finding:
            _number_contexts(book, pair.finding.contexts)
    book.replacing = [pair for pair in library.pairs if pair.replaces]
    book.studied = [pair for pair in library.pairs if pair.studied]
    book.absent = [pair for pair in library.pairs if pair.absent]
    ruling = [*book.of_kind("pair"), *book.of_kind("absorption"), *_as_mechanisms(library.pairs)]
    for mechanism in ruling:
        if mechanism.a is not None and mechanism.b is not None:
            numbers = (book.number(mechanism.a), book.number(mechanism.b))
            book.two_roles.append((mechanism, *numbers))
    book.yields = {each.id: each.yields_to for each in library.mechanisms if each.yields_to}
    by_id = {mechanism.id: mechanism for mechanism in library.mechanisms}
    book.replaced = {
        pair.id: tuple(by_id[name] for name in pair.replaces if name in by_id)
        for pair in library.pairs
        if pair.finding
    }
    book.shown = {pair.id: pair.exposure for pair in library.pairs if pair.exposure and pair.finding}
    for mechanism in book.of_kind("exposure"):
        if mechanism.change != "activation":
            own = book.yields.get(mechanism.id, ())
            book.yields[mechanism.id] = (*own, *book.shown)
    return book


def _as_mechanisms(pairs: tuple[Pair, ...]) -> list[Mechanism]:
    """The findings of pair records, each as a rule of its own."""
    return [
        Mechanism(
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
        for pair in pairs
        if (found := pair.finding) is not None
    ]


def _number_contexts(book: Rulebook, contexts: tuple[Context, ...]) -> None:
    for context in contexts:
        when = context.when
        _number_roles(book, when.a, when.b, when.also, when.without)


def _number_roles(book: Rulebook, *roles: Role | None) -> None:
    for role in roles:
        if role is not None:
            book.add(role)
