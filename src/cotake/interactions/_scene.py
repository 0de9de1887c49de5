"""Everything a rule may look at: the medicines, their profiles, the person, the day."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import field
from datetime import date, timedelta
from typing import NamedTuple

from cotake._record import slotted
from cotake._speech import Speech
from cotake.interactions._profile import Profile, fits, profile_of
from cotake.interactions._rulebook import Rulebook, rulebook_of
from cotake.kinetics import Spread
from cotake.knowledge import Library
from cotake.knowledge.types import Context, Influence, Lasting, Mechanism, Role, Washout, When
from cotake.regimen import Medicine, Person

#: After five half-lives about 3 % is left.
HALF_LIVES = 5
#: Where no half-life is known, a stopped medicine counts for so many days.
UNKNOWN_DAYS = 14.0


class Push(NamedTuple):
    """One perpetrator's effect on one enzyme: the fact, the speed that it leaves.

    `days` are those after its last dose in which it still acts, and `why`; both empty where that does not
    matter, because nothing was stopped.
    """

    place: int
    enzyme: str
    influence: Influence
    speed: Spread
    days: float = 0.0
    why: str = ""


@slotted
class Scene:
    """One list of medicines under examination. Medicines are spoken of by their place in it.

    `hazards` lists for each hazard the places of those that add to it, each with its grade; `acting` holds
    who acts on which enzyme, by kind of influence, once it was asked for. `labels` are their names as they
    stand in a sentence, `called` as they stand alone. `say` is the language of what is said of them.
    """

    medicines: tuple[Medicine, ...]
    person: Person
    today: date
    library: Library
    say: Speech = field(init=False)
    rules: Rulebook = field(init=False)
    profiles: tuple[Profile, ...] = field(init=False)
    players: dict[int, list[int]] = field(init=False)
    labels: tuple[str, ...] = field(init=False)
    substances: tuple[str, ...] = field(init=False)
    called: tuple[str, ...] = field(init=False)
    timeless: tuple[bool, ...] = field(init=False)
    all_timeless: bool = field(init=False)
    all_distinct: bool = field(init=False)
    no_product: bool = field(init=False)
    hazards: dict[str, list[tuple[int, int]]] = field(init=False)
    acting: dict[str, dict[str, list[Push]]] = field(init=False, default_factory=dict)
    replaced: set[tuple[str, int, int]] = field(init=False)

    def __post_init__(self) -> None:
        self.say = self.library.speech
        self.rules = rulebook_of(self.library)
        self.rules.admit([each.substance for each in self.medicines])
        self.profiles = tuple([profile_of(each, self.library) for each in self.medicines])
        players: dict[int, list[int]] = {}
        for place, profile in enumerate(self.profiles):
            for number in profile.plays:
                players.setdefault(number, []).append(place)
        self.players = players
        self.replaced = self._replaced_rules()
        hazards: dict[str, list[tuple[int, int]]] = {}
        for place, profile in enumerate(self.profiles):
            for name, grade in profile.grades:
                hazards.setdefault(name, []).append((place, grade))
        self.hazards = hazards
        self.timeless = tuple([each.start is None and each.stop is None for each in self.medicines])
        self.all_timeless = all(self.timeless)
        self.substances = tuple([each.substance for each in self.medicines])
        self.called = tuple([each.name for each in self.medicines])
        self.all_distinct = len(set(self.substances)) == len(set(self.called)) == len(self.called)
        self.no_product = {each.product for each in self.medicines} <= {""}
        self.labels = tuple([profile.label for profile in self.profiles])

    def _replaced_rules(self) -> set[tuple[str, int, int]]:
        """Which rules a pair record replaces, for which two medicines."""
        players = self.players
        return {
            (rule, *both)
            for one in players.keys() & self.rules.replacing.keys()
            for pair, other in self.rules.replacing.get(one, ())
            if other in players
            for a in players[one]
            for b in players[other]
            for rule in pair.replaces
            for both in ((a, b), (b, a))
        }

    def who_plays(self, role: Role) -> list[int]:
        """The places of the medicines that fit a role."""
        return self.players.get(self.rules.number(role), [])

    def plays(self, place: int, role: Role) -> bool:
        """Whether the medicine at this place fits a role."""
        number = self.rules.find(role)
        if number is None:  # it stands only in a substance's own caution
            return fits(role, self.profiles[place]) is not None
        return number in self.profiles[place].plays

    def main_area(self, place: int) -> str:
        """The area in which a medicine does most, by its targets and then its hazards; or ""."""
        profile = self.profiles[place]
        for deed in profile.targets:
            if deed.as_ != "none":
                return str(self.library.vocabulary("targets")[deed.target].area[0])
        worst = max(profile.hazards.values(), key=lambda deed: deed.grade or 0, default=None)
        if worst is None or not worst.grade:
            return ""
        return str(self.library.vocabulary("hazards")[worst.hazard].area)

    def one_product(self, places: Iterable[int]) -> bool:
        """Whether all these medicines are parts of one product: they are combined on purpose."""
        if self.no_product:
            return False
        first: Medicine | None = None
        for place in places:
            medicine = self.medicines[place]
            if first is None:
                first = medicine
            if not medicine.product or medicine.product != first.product or medicine.text != first.text:
                return False
        return first is not None

    def counts(self, place: int, lasts_days: float = 0) -> bool:
        """Whether a medicine is taken today or later, or still holds after its last dose."""
        return self.timeless[place] or self.window(place, lasts_days)[1] >= self.today

    def at_one_time(self, places: list[int]) -> list[list[int]]:
        """The largest groups of these medicines that are taken at one time, by their dates alone."""
        if self.all_timeless or all(self.timeless[place] for place in places):
            return [places]
        windows = {place: self.window(place, 0) for place in places}
        starts = {max(self.today, begin) for begin, _ in windows.values()}
        groups = [
            [place for place in places if windows[place][0] <= day <= windows[place][1]]
            for day in sorted(starts)
        ]
        return [
            group
            for number, group in enumerate(groups)
            if group
            and not any(set(group) < set(other) for other in groups)
            and group not in groups[:number]
        ]

    def is_there(self, place: int) -> bool:
        """Whether a medicine is in use, or not yet gone after its last dose."""
        if self.timeless[place]:
            return True
        return self.window(place, self.clear_days(place, "", None)[0])[1] >= self.today

    def is_local(self, place: int) -> bool:
        """Whether a medicine is taken by a route by which little of it reaches the blood."""
        return self.profiles[place].is_local

    def is_aside(self, place: int) -> bool:
        """Whether it is local by another route than its usual one: drops of what is a tablet.

        A record that speaks of the substance and of no route does not mean this.
        """
        usual = self.profiles[place].substance.default.route
        return self.profiles[place].route != usual and self.is_local(place)

    def names(self, places: Iterable[int]) -> str:
        """The medicines at these places, as they stand in a sentence."""
        return self.say.joined([self.labels[place] for place in places])

    def holds(self, when: When, places: dict[str, int]) -> bool:
        """Whether a state holds. `places` says who plays a and b."""
        return self._person_holds(when) and self._list_holds(when, places)

    def _person_holds(self, when: When) -> bool:
        person = self.person
        age, egfr = person.age, person.egfr
        if when.age_from is not None and (age is None or age < when.age_from):
            return False
        if when.age_below is not None and (age is None or age >= when.age_below):
            return False
        if when.egfr_below is not None and (egfr is None or egfr >= when.egfr_below):
            return False
        if when.sex and person.sex != when.sex:
            return False
        if when.condition and person.conditions.isdisjoint(when.condition):
            return False
        if when.no_condition and not person.conditions.isdisjoint(when.no_condition):
            return False
        if when.gene and not any(
            person.genes.get(gene) in phenotypes for gene, phenotypes in when.gene.items()
        ):
            return False
        if not when.unknown:
            return True
        known = {"age": age is not None, "egfr": egfr is not None, "sex": bool(person.sex)}
        return not any(known[name] for name in when.unknown)

    def _list_holds(self, when: When, places: dict[str, int]) -> bool:
        for name, role in (("a", when.a), ("b", when.b)):
            if role is not None and (name not in places or not self.plays(places[name], role)):
                return False
        if when.also and not self._another_plays(when.also, places):
            return False
        if when.without and self._another_plays(when.without, places):
            return False
        if when.as_needed and not self._medicine(places, when.as_needed, "as_needed"):
            return False
        if when.started_within_days:
            for name, days in when.started_within_days.items():
                since = self._days_since_start(places, name)
                if since is None or since > days:
                    return False
        if when.started_before_days:
            for name, days in when.started_before_days.items():
                since = self._days_since_start(places, name)
                if since is None or since <= days:
                    return False
        return True

    def _another_plays(self, role: Role, places: dict[str, int]) -> bool:
        """Whether a medicine that is there, other than those spoken of, fits a role."""
        number = self.rules.find(role)
        if number is None:
            playing = [place for place in range(len(self.medicines)) if self.plays(place, role)]
        else:
            playing = self.players.get(number, [])
        others = [place for place in playing if place not in places.values()]
        return any(map(self.is_there, others))

    def _medicine(self, places: dict[str, int], name: str, attribute: str) -> object:
        return name in places and getattr(self.medicines[places[name]], attribute)

    def _days_since_start(self, places: dict[str, int], name: str) -> float | None:
        start = self._medicine(places, name, "start")
        return (self.today - start).days if isinstance(start, date) else None

    def settle(
        self,
        base: int,
        contexts: tuple[Context, ...],
        places: dict[str, int],
    ) -> tuple[int, list[Context]]:
        """The class after the contexts that hold: the worst of those that raise it, else the mildest."""
        if not contexts:
            return base, []
        held = [each for each in contexts if self.holds(each.when, places)]
        raising = [each for each in held if each.classification < base]
        if raising:
            worst = min(each.classification for each in raising)
            return worst, raising
        if held:
            return max(each.classification for each in held), held
        return base, []

    def clear_days(self, place: int, rule: str, lasting: Lasting | None) -> tuple[float, str]:
        """Days after the last dose in which a medicine still counts for a rule, and why."""
        profile = self.profiles[place]
        replaced = self.rules.replaced.get(rule)
        rules = {rule, *(each.id for each in replaced or ())}
        here = [each for each in profile.substance.washouts if self._holds_here(each, profile)]
        named = [each.days for each in here if rules.intersection(each.mechanism)]
        if named:
            return max(named), self._washout_of(max(named))
        if lasting is None and replaced:
            lasting = self._inherited(place, replaced)
        if lasting is not None:
            return lasting.days, lasting.says or self.say.days(lasting.days)
        if replaced is not None and here:  # a pair record that says no other
            days = max(each.days for each in here)
            return days, self._washout_of(days)
        hours = profile.longest_half_life_h
        if not hours:
            counted = self.say.days(UNKNOWN_DAYS)
            return UNKNOWN_DAYS, self.say("half-life not known: counted for {days}", days=counted)
        days = max(1.0, HALF_LIVES * hours / 24)
        return days, self.say("about five half-lives, {days}", days=self.say.days(days))

    def _washout_of(self, days: float) -> str:
        return self.say("washout of {days}", days=self.say.days(days))

    def _holds_here(self, washout: Washout, profile: Profile) -> bool:
        """Whether a washout is about these bands and this route; one of an unknown route may be."""
        known = any(each.route == profile.route for each in profile.substance.routes)
        if washout.routes and profile.route not in washout.routes and known:
            return False
        return not washout.bands or not known or any(band in washout.bands for band in profile.bands)

    def _inherited(self, place: int, replaced: tuple[Mechanism, ...]) -> Lasting | None:
        """How long the role of this medicine lasts in the mechanisms that a pair record replaces."""
        found = []
        for mechanism in replaced:
            lasts = mechanism.lasts or {}
            for role, lasting in ((mechanism.a, lasts.get("a")), (mechanism.b, lasts.get("b"))):
                if role and lasting and self.plays(place, role):
                    found.append(lasting)
        return max(found, key=lambda lasting: lasting.days, default=None)

    def window(self, place: int, clear_days: float) -> tuple[date, date]:
        """From when to when a medicine counts."""
        medicine = self.medicines[place]
        end = date.max
        if medicine.start and medicine.stop and medicine.start > medicine.stop:
            return date.min, end  # stopped once and to be taken again: it counts throughout
        if medicine.stop is not None:
            try:
                end = medicine.stop + timedelta(days=clear_days)
            except OverflowError:
                end = date.max
        return medicine.start or date.min, end

    def left(self, place: int, at: date) -> float:
        """The share that is left of a stopped medicine (or its longest-lived active metabolite)."""
        stop = self.medicines[place].stop
        if stop is None or at <= stop:
            return 1.0
        hours = self.profiles[place].longest_half_life_h
        return float(0.5 ** ((at - stop).days * 24 / hours)) if hours else 0.0
