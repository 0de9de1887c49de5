"""One medicine in use: the facts that hold at its dose and by its route, and the roles it plays."""

from __future__ import annotations

import math
from dataclasses import field
from functools import lru_cache
from itertools import chain
from typing import Any, NamedTuple

from cotake._record import slotted
from cotake._speech import Speech
from cotake._text import in_text
from cotake.interactions._rulebook import Rulebook, needs_person, rulebook_of
from cotake.kinetics import Clearance, Holds, Spread, strongest, usual_range
from cotake.knowledge import Library
from cotake.knowledge.types import (
    Absorption,
    Caution,
    Change,
    Citation,
    Deed,
    HalfLife,
    Influence,
    Pathway,
    Role,
    Step,
    Substance,
)
from cotake.regimen import Medicine

#: A fact that made a role fit; shown as the reason and cited.
Match = tuple[Any, ...]


@slotted
class AreaFacts:
    """What one profile does in one area, as phrases that follow its name, and what it does not.

    `told` and `told_absent` are these as text, behind its name (`label`); empty where there is nothing to
    say. `by_identity` has the citations, each once.
    """

    acts: list[str] = field(default_factory=list)
    absent: list[str] = field(default_factory=list)
    citations: list[Citation] = field(default_factory=list)
    by_identity: dict[int, Citation] = field(default_factory=dict)
    label: str = ""
    told: str = ""
    told_absent: str = ""


class Said(NamedTuple):
    """A phrase about one profile that is the same in every list, and what it rests on."""

    text: str
    src: tuple[Citation, ...]


@slotted
class Profile:
    """A substance at certain dose bands by a certain route.

    `plays` maps a role number of the rulebook to the facts that made it fit; the first `tried` roles
    were looked at. `enzymes` are those of its pathways, in their order; `bases` is on what each
    area was reviewed, as a place in `_clear._BASES`, -1 where it was not. `is_local` where little of it
    reaches the blood by this route.
    """

    id: str
    substance: Substance
    classes: frozenset[str]
    bands: tuple[str, ...]
    route: str
    targets: list[Deed] = field(default_factory=list)
    hazards: dict[str, Deed] = field(default_factory=dict)
    grades: tuple[tuple[str, int], ...] = ()
    pathways: list[Pathway] = field(default_factory=list)
    cleared_by: frozenset[str] = frozenset()
    enzymes: tuple[str, ...] = ()
    inhibits: dict[str, Influence] = field(default_factory=dict)
    induces: dict[str, Influence] = field(default_factory=dict)
    absorption: list[Absorption] = field(default_factory=list)
    cautions: list[Caution] = field(default_factory=list)
    plays: dict[int, Match] = field(default_factory=dict)
    tried: int = 0
    rules: Rulebook | None = field(default=None, repr=False, compare=False)
    half_lives: list[HalfLife] = field(default_factory=list)
    longest_half_life_h: float = 0.0
    usual_half_life_h: float = 0.0
    shortest_half_life_h: float = 0.0
    reviews: dict[str, str] = field(default_factory=dict)
    unreviewed: tuple[str, ...] = ()
    tops: dict[str, float] = field(default_factory=dict)
    usual_mg: tuple[float, float] = (0.0, 0.0)
    shares: dict[str, Spread] = field(default_factory=dict)
    parts: tuple[Clearance, ...] | None = None
    induced: dict[str, Spread] | None = None
    speeds: dict[tuple[str, str], Spread] = field(default_factory=dict)
    steps: dict[str, tuple[Change | None, tuple[Step, ...]]] = field(default_factory=dict)
    cleared: dict[str, Said] = field(default_factory=dict)
    adds: dict[str, Said] = field(default_factory=dict)
    by_area: dict[str, AreaFacts] | None = None
    bases: tuple[int, ...] | None = None
    warnings: tuple[str, ...] = ()
    label: str = ""
    is_local: bool = False
    cautions_for_anyone: list[Caution] = field(default_factory=list)

    @property
    def name(self) -> str:
        return self.substance.name


def profile_of(medicine: Medicine, library: Library) -> Profile:
    """The profile of a medicine, made once for each substance, dose band and route."""
    profile = _profile(medicine.substance, medicine.bands, medicine.route, library)
    rules = rulebook_of(library)
    if profile.rules is not rules:  # made for a rulebook that was let go; its numbers are others
        profile.rules, profile.plays, profile.tried = rules, {}, 0
    if profile.tried < len(rules.roles):  # pair records were let in since it was made
        _try_roles(profile, rules)
    return profile


def _try_roles(profile: Profile, rules: Rulebook) -> None:
    """Find the roles it plays among those that were not tried yet."""
    upto = len(rules.roles)
    for number in rules.candidates(profile.id, profile.classes, profile.tried):
        match = fits(rules.roles[number], profile)
        if match is not None:
            profile.plays[number] = match
    profile.tried = upto


def label_of(medicine: Medicine, library: Library) -> str:
    """How a medicine is called in a sentence."""
    return profile_of(medicine, library).label


def cautions_of(medicine: Medicine, library: Library) -> list[Caution]:
    """The cautions of its record that hold at its dose bands and by its route."""
    return profile_of(medicine, library).cautions


@lru_cache(maxsize=4096)
def _profile(name: str, bands: tuple[str, ...], route: str, library: Library) -> Profile:
    substance = library.substance(name)
    profile = Profile(substance.id, substance, library.classes_of(name), bands, route)
    little = any(each.route == route and each.systemic != "full" for each in substance.routes)
    profile.is_local = little
    holds = Holds(bands, route, little)
    for deed in filter(holds, substance.does):
        if deed.target:
            profile.targets.append(deed)
        elif (held := profile.hazards.get(deed.hazard)) is None or (deed.grade or 0) > (held.grade or 0):
            profile.hazards[deed.hazard] = deed
    profile.grades = tuple([(name, deed.grade) for name, deed in profile.hazards.items() if deed.grade])
    profile.pathways = [each for each in substance.undergoes if holds(each)]
    profile.enzymes = tuple(dict.fromkeys([each.enzyme for each in profile.pathways]))
    profile.cleared_by = frozenset(profile.enzymes)
    profile.inhibits = strongest(substance.inhibits, holds)
    profile.induces = strongest(substance.induces, holds)
    profile.label = _label(substance, bands, library.speech)
    if not any(each.route == route and each.band for each in substance.routes):
        profile.tops = _tops(substance, route)  # a depot's dose is not a day's dose
        profile.usual_mg = _usual(substance, bands, route)
    classes = library.vocabulary("classes")
    own = [each.warning for each in substance.warnings if holds(each)]
    by_class = (classes[each].warnings for each in sorted(profile.classes) if each in classes)
    of_class = () if little else chain.from_iterable(by_class)
    profile.warnings = tuple(dict.fromkeys((*own, *of_class)))
    profile.absorption = [each for each in substance.absorption if route in (each.routes or ("oral",))]
    profile.cautions = [each for each in substance.cautions if holds(each)]
    profile.cautions_for_anyone = [each for each in profile.cautions if not needs_person(each.when)]
    profile.half_lives = [
        life
        for life in substance.half_lives
        if life.active and life.hours and (not life.routes or route in life.routes)
    ]
    if lasting := max(profile.half_lives, key=lambda life: life.hours[-1], default=None):
        low, high = lasting.hours[0], lasting.hours[-1]
        profile.longest_half_life_h, profile.shortest_half_life_h = high, low
        profile.usual_half_life_h = math.sqrt(low * high)
    profile.reviews = {area: review.basis for review in substance.reviewed for area in review.area}
    areas = library.vocabulary("areas")
    profile.unreviewed = tuple([area for area in areas if area not in profile.reviews])
    return profile


def fits(role: Role, profile: Profile) -> Match | None:
    """The facts by which a profile fits a role; None where it does not."""
    found: list[Any] = []
    if role.substance and profile.id not in role.substance:
        return None
    if role.class_ and profile.classes.isdisjoint(role.class_):
        return None
    if role.kind and profile.substance.kind not in role.kind:
        return None
    if role.bands and not any(band in role.bands for band in profile.bands):
        return None
    if role.routes and profile.route not in role.routes:
        return None
    if role.target or role.as_ or role.acts:
        deeds = [deed for deed in profile.targets if _deed_fits(role, deed)]
        if not deeds:
            return None
        found += deeds
    if role.hazard:
        deed = profile.hazards.get(role.hazard)
        if deed is None or (deed.grade or 0) < (role.grade or 1):
            return None
        found.append(deed)
    for wanted, held in ((role.inhibits, profile.inhibits), (role.induces, profile.induces)):
        if wanted:
            facts = [held[name] for name in wanted if name in held and held[name].strength != "none"]
            facts = [each for each in facts if not role.strength or each.strength in role.strength]
            if not facts:
                return None
            found += facts
    if role.cleared_by:
        paths = [each for each in profile.pathways if each.enzyme in role.cleared_by]
        if not paths:
            return None
        found += paths
    if role.index:
        exposure = profile.substance.exposure
        if exposure is None or exposure.index not in role.index:
            return None
        found.append(exposure)
    if role.absorption:
        facts_in_gut = [
            each
            for each in profile.absorption
            if each.effect == role.absorption and (not role.agent or each.agent in role.agent)
        ]
        if not facts_in_gut:
            return None
        found += facts_in_gut
    if role.any:
        options = [match for each in role.any if (match := fits(each, profile)) is not None]
        if not options:
            return None
        found += options[0]
    if role.not_ and fits(role.not_, profile) is not None:
        return None
    if not found:
        found.append(profile.substance.classes)
    return tuple(found)


def _deed_fits(role: Role, deed: Deed) -> bool:
    if deed.as_ == "none":
        return False
    return (
        (not role.target or deed.target in role.target)
        and (not role.as_ or deed.as_ in role.as_)
        and (not role.acts or deed.acts == role.acts)
        and (not role.strength or (deed.strength or "strong") in role.strength)
    )


def _tops(substance: Substance, route: str) -> dict[str, float]:
    """The usual top in mg a day of each dose band by this route, and of all of them under "".

    A band without an upper end has no top, and then there is none for all of them.
    """
    bands = [
        each for each in substance.doses if each.use != "misuse" and route in (each.routes or (route,))
    ]
    tops = {band.band: top for band in bands if (top := band.mg_per_day[1])}
    open_ended = any(band.mg_per_day[1] is None for band in bands)
    return tops if open_ended or not tops else {**tops, "": max(tops.values())}


def _usual(substance: Substance, bands: tuple[str, ...], route: str) -> tuple[float, float]:
    """The usual daily doses in mg of the band it is in, by this route; (0, 0) where none are known."""
    held = [each for each in substance.doses if each.band in bands and route in (each.routes or (route,))]
    return usual_range(held)


def _label(substance: Substance, bands: tuple[str, ...], say: Speech) -> str:
    """How it is called in a sentence: `low-dose …` where its band has such a name."""
    for band in substance.doses:
        if bands == (band.band,):
            for name in band.names:
                if " " in name or "-" in name:
                    return say(in_text(name))
    return in_text(substance.name)


def cited(match: Match) -> tuple[Citation, ...]:
    """The citations of the facts of a match."""
    return tuple([citation for fact in match for citation in fact.src])
