"""Who acts on the enzymes and transporters that clear a medicine, how strongly, and for how long."""

from __future__ import annotations

from dataclasses import dataclass, replace

from cotake.interactions._profile import Profile
from cotake.interactions._scene import HALF_LIVES, UNKNOWN_DAYS, Scene
from cotake.kinetics import Spread, daily_dose, relative_dose, share_of, speed_after, speed_of, speed_since
from cotake.knowledge.types import Influence, Words

#: The turnover half-life in h of an enzyme of which none is given.
_TURNOVER_H = 48.0
#: The part of a first day for which an enzyme is already being destroyed.
_FIRST_DAY = 0.5


@dataclass(slots=True)
class Push:
    """One perpetrator's effect on one enzyme that clears the victim."""

    place: int
    enzyme: str
    influence: Influence
    speed: Spread
    days: float
    why: str


def shares_of(profile: Profile, scene: Scene) -> dict[str, Spread]:
    """The share of clearance by enzyme, words turned to fractions; worked out once a profile."""
    if not profile.shares:
        profile.shares = _shares(profile, scene)
    return profile.shares


def _shares(profile: Profile, scene: Scene) -> dict[str, Spread]:
    words = scene.library.vocabulary("shares")
    found: dict[str, Spread] = {}
    for path in profile.pathways:
        spread = share_of(path, words)
        held = found.get(path.enzyme)
        if held is not None:
            spread = Spread(
                min(1.0, held.low + spread.low),
                min(1.0, held.mid + spread.mid),
                min(1.0, held.high + spread.high),
            )
        found[path.enzyme] = spread
    return found


def induced_by(profile: Profile, scene: Scene) -> dict[str, Spread]:
    """How many times its usual speed a medicine itself brings the enzymes that clear it to; kept."""
    if profile.induced is None:
        strengths = scene.library.vocabulary("strengths")
        profile.induced = {
            enzyme: speed_of(fact, strengths[fact.strength], "induces")
            for enzyme, fact in profile.induces.items()
            if enzyme in profile.cleared_by and fact.strength != "none"
        }
    return profile.induced


def pushes_on(scene: Scene, victim: int, kind: str) -> list[Push]:
    """Who acts on the enzymes that clear the victim, and is there at the same time."""
    acting = scene.inhibitors if kind == "inhibits" else scene.inducers
    profile = scene.profiles[victim]
    if profile.cleared_by.isdisjoint(acting):
        return []
    cleared = dict.fromkeys([path.enzyme for path in profile.pathways])
    enzymes = scene.library.vocabulary("enzymes")
    substance = scene.medicines[victim].substance
    best: dict[tuple[str, str], Push] = {}
    for enzyme in cleared:
        for place, influence in acting.get(enzyme, ()):
            name = scene.profiles[place].id
            if name == substance or scene.one_product((victim, place)):
                continue
            speed = _speed(scene, place, influence, kind)
            days, why = 0.0, ""
            if not (scene.timeless[victim] and scene.timeless[place]):
                days, why = _days(scene, place, influence, enzymes[enzyme].recovery_days)
                if not together(scene, victim, place, days):
                    continue
            held = best.get((name, enzyme))
            # Of two entries of one substance, the one that acts more strongly counts.
            if held is None or abs(speed.mid - 1) > abs(held.speed.mid - 1):
                best[name, enzyme] = Push(place, enzyme, influence, speed, days, why)
    return sorted(best.values(), key=lambda push: push.place)


def as_of_today(scene: Scene, pushes: list[Push]) -> list[Push]:
    """The same as they are today: those begun lately do not do all yet, those that were stopped do less.

    By the half-lives of the substance, and of the enzyme where that was destroyed or induced.
    """
    enzymes = scene.library.vocabulary("enzymes")
    found = []
    for push in pushes:
        medicine, hours = scene.medicines[push.place], scene.profiles[push.place].longest_half_life_h
        stopped = medicine.stop is not None and medicine.stop < scene.today
        if hours and (stopped or medicine.start is not None):
            entry = enzymes[push.enzyme]
            induces = push.speed.mid > 1
            slow = entry.kind == "enzyme" and (
                push.influence.by in ("mechanism-based", "turnover") or induces
            )
            turnover = (entry.turnover_half_life_h or _TURNOVER_H) if slow else 0.0
            speed = push.speed
            last = medicine.stop if stopped and medicine.stop else scene.today
            if medicine.start is not None:
                taken = max(0, (last - medicine.start).days) + (0.0 if induces else _FIRST_DAY)
                speed = speed_since(speed, taken, hours, turnover)
            if stopped:
                speed = speed_after(speed, (scene.today - last).days, hours, turnover)
            push = replace(push, speed=speed)
        found.append(push)
    return found


def first_doses(scene: Scene, victim: int) -> list[Push]:
    """What the first dose of a medicine begun today blocks at once, and would not in regular use."""
    found = []
    strengths = scene.library.vocabulary("strengths")
    for place, medicine in enumerate(scene.medicines):
        if place == victim or medicine.start != scene.today:
            continue
        for fact in scene.profiles[place].inhibits.values():
            if fact.first and fact.enzyme in scene.profiles[victim].cleared_by:
                once = replace(fact, strength=fact.first, fitted=(), first="")
                speed = speed_of(once, strengths[fact.first], "inhibits", _dose(scene, place, fact))
                found.append(Push(place, fact.enzyme, once, speed, 0.0, ""))
    return found


def _speed(scene: Scene, place: int, influence: Influence, kind: str) -> Spread:
    """The speed that one leaves an enzyme at its dose; worked out once a profile and dose."""
    dose = _dose(scene, place, influence)
    kept = scene.profiles[place].speeds
    key = (kind, influence.enzyme, dose)
    if key not in kept:
        entry = scene.library.vocabulary("strengths")[influence.strength]
        kept[key] = speed_of(influence, entry, kind, dose)
    return kept[key]


def _dose(scene: Scene, place: int, influence: Influence) -> float:
    """The daily dose over the usual one; 1 where it is not known, or where the fact is of these doses."""
    return 1.0 if influence.bands else _relative(scene, place)


def is_usual_dose(scene: Scene, place: int) -> bool:
    """Whether a dose is not far below those with which ratios are measured."""
    return _relative(scene, place) >= 0.5


def _relative(scene: Scene, place: int) -> float:
    medicine, usual = scene.medicines[place], scene.profiles[place].usual_mg
    mg = medicine.mg_per_day
    if not mg:
        return 1.0
    # Where no one said how often, the dose may be one of several a day.
    return relative_dose(daily_dose(mg, usual) if medicine.frequency_assumed else mg, usual)


def _days(scene: Scene, place: int, influence: Influence, recovery: float) -> tuple[float, str]:
    """Days after the last dose in which an inhibitor or inducer still acts."""
    if influence.lasts_days is not None:
        whose = " by our estimate" if "lasts_days" in influence.own else ""
        return influence.lasts_days, f"its effect on the enzyme lasts {influence.lasts_days:g} days{whose}"
    hours = scene.profiles[place].longest_half_life_h
    days = HALF_LIVES * hours / 24 if hours else UNKNOWN_DAYS
    if influence.by in ("mechanism-based", "turnover"):
        days += recovery
        return days, "until the enzyme has recovered"
    return max(1.0, days), "about five half-lives"


def together(scene: Scene, victim: int, place: int, days: float) -> bool:
    """Whether a perpetrator, so many days after its last dose, and the victim are there at one time."""
    victim_days, _ = scene.clear_days(victim, "", None)
    windows = [scene.window(victim, victim_days), scene.window(place, days)]
    begin = max(scene.today, *(window[0] for window in windows))
    return begin <= min(window[1] for window in windows)


def activity_of(scene: Scene, victim: int, change: str) -> dict[str, float]:
    """Enzyme activity by genotype, for the enzymes that clear the victim and are not as usual.

    Less than usual raises a level, more than usual lowers it.
    """
    if not scene.person.genes:
        return {}
    genes = scene.library.vocabulary("genes")
    cleared = scene.profiles[victim].cleared_by
    found = {}
    for gene, phenotype in scene.person.genes.items():
        entry = genes[gene]
        activity = entry.activity.get(phenotype, 1.0)
        if entry.enzyme in cleared and (activity > 1 if change == "lowered" else activity < 1):
            found[entry.enzyme] = activity
    return found


def gene_notes(scene: Scene, activity: dict[str, float]) -> list[Words]:
    """What to say of the person's gene types."""
    genes = scene.library.vocabulary("genes")
    return [
        Words(
            f"Your {gene} type ({scene.person.genes[gene]} metaboliser) changes how fast it works.",
            f"{gene} {scene.person.genes[gene]} metaboliser: "
            f"activity {activity[entry.enzyme]:g} of normal.",
        )
        for gene, entry in genes.items()
        if entry.enzyme in activity and gene in scene.person.genes
    ]
