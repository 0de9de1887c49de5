"""Who acts on the enzymes and transporters that clear a medicine, how strongly, and for how long."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from operator import attrgetter

from cotake.interactions._profile import Profile
from cotake.interactions._scene import HALF_LIVES, UNKNOWN_DAYS, Push, Scene
from cotake.interactions._words import worded
from cotake.kinetics import Spread, daily_dose, relative_dose, share_of, speed_after, speed_of, speed_since
from cotake.knowledge.types import Influence, Words
from cotake.regimen import Medicine

#: The turnover half-life in h of an enzyme of which none is given.
_TURNOVER_H = 48.0
#: The half-life in h with which induction overtakes a first block of uptake: that of CYP3A4, a guess.
_UPTAKE_H = 72.0
#: The part of a first day for which an enzyme is already being destroyed.
_FIRST_DAY = 0.5
_PLACE = attrgetter("place")


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


def acting_on(scene: Scene, kind: str) -> dict[str, list[Push]]:
    """Enzyme to those of the list that inhibit (or induce) it, absences left out; looked up once."""
    found = scene.acting.get(kind)
    if found is None:
        found = scene.acting[kind] = {}
        for place, profile in enumerate(scene.profiles):
            influences: dict[str, Influence] = getattr(profile, kind)
            if not influences:
                continue
            relative = _relative(scene, place)
            for enzyme, influence in influences.items():
                if influence.strength != "none":
                    dose = 1.0 if influence.bands else relative
                    speed = _speed(scene, place, influence, kind, dose)
                    found.setdefault(enzyme, []).append(Push(place, enzyme, influence, speed))
    return found


def pushes_on(scene: Scene, victim: int, kind: str) -> list[Push]:
    """Who acts on the enzymes that clear the victim, and is there at the same time."""
    acting = acting_on(scene, kind)
    profile = scene.profiles[victim]
    if profile.cleared_by.isdisjoint(acting):
        return []
    if scene.all_timeless and scene.all_distinct and scene.no_product:  # most lists: each acts once
        found = [push for enzyme in profile.enzymes for push in acting.get(enzyme, ()) if push[0] != victim]
        return sorted(found, key=_PLACE) if len(found) > 1 else found
    best: dict[tuple[str, str], Push] = {}
    for enzyme in profile.enzymes:
        for push in acting.get(enzyme, ()):
            place = push.place
            name = scene.profiles[place].id
            if name == profile.id or scene.one_product((victim, place)):
                continue
            if not (scene.timeless[victim] and scene.timeless[place]):
                entry = scene.library.vocabulary("enzymes")[enzyme]
                days, why = _days(scene, place, push.influence, entry.recovery_days)
                if not together(scene, victim, place, days):
                    continue
                push = push._replace(days=days, why=why)
            held = best.get((name, enzyme))
            # Of two entries of one substance, the one that acts more strongly counts.
            if held is None or abs(push.speed.mid - 1) > abs(held.speed.mid - 1):
                best[name, enzyme] = push
    return sorted(best.values(), key=_PLACE) if len(best) > 1 else list(best.values())


def pushes_today(scene: Scene, victim: int) -> list[Push]:
    """Who acts on the enzymes that clear the victim today, and how strongly by now.

    What was begun lately does not do all yet, what was stopped does less and less: by the half-lives of the
    substance, and of the enzyme where that was destroyed or induced. Courses of one substance that adjoin
    are one.
    """
    if scene.all_timeless:
        return [*pushes_on(scene, victim, "inhibits"), *pushes_on(scene, victim, "induces")]
    substance = scene.medicines[victim].substance
    best: dict[tuple[str, str, str], Push] = {}
    for kind in ("inhibits", "induces"):
        acting = acting_on(scene, kind)
        for enzyme in scene.profiles[victim].enzymes:
            for push in acting.get(enzyme, ()):
                place, start = push.place, scene.medicines[push.place].start
                name = scene.profiles[place].id
                if name == substance or scene.one_product((victim, place)):
                    continue
                if start is not None and start > scene.today:
                    continue
                push = push._replace(speed=_by_today(scene, place, push.influence, push.speed))
                held = best.get((kind, name, enzyme))
                if held is None or abs(push.speed.mid - 1) > abs(held.speed.mid - 1):
                    best[kind, name, enzyme] = push
    return [*best.values(), *_first_doses(scene, victim)]


def _by_today(scene: Scene, place: int, influence: Influence, speed: Spread) -> Spread:
    medicine, profile = scene.medicines[place], scene.profiles[place]
    start, stop = _begun(scene, place), medicine.stop
    stopped = stop is not None and stop < scene.today
    if start is None and not stopped:
        return speed
    entry = scene.library.vocabulary("enzymes")[influence.enzyme]
    if not profile.usual_half_life_h:  # it acts for as long as the records say, and then no more
        days, _ = _days(scene, place, influence, entry.recovery_days)
        over = stop is not None and (scene.today - stop).days > days
        return Spread.exact(1.0) if over else speed
    induces, destroys = speed.mid > 1, influence.by in ("mechanism-based", "turnover")
    turnover = 0.0
    if entry.kind == "enzyme" and (induces or destroys):
        usual = entry.turnover_half_life_h or _TURNOVER_H
        turnover = (entry.induction_half_life_h or usual) if induces else usual
    last = scene.today if stop is None else min(stop, scene.today)
    if start is not None:
        taken = max(0, (last - start).days) + (_FIRST_DAY if turnover and not induces else 0.0)
        speed = speed_since(speed, taken, profile.shortest_half_life_h, turnover)
    if last < scene.today:
        speed = speed_after(speed, (scene.today - last).days, profile.usual_half_life_h, turnover)
    return speed


def _begun(scene: Scene, place: int) -> date | None:
    """The first day of an unbroken course of a substance, through changes of its dose; None since long."""
    start = scene.medicines[place].start
    name = scene.medicines[place].substance
    others = [
        each
        for number, each in enumerate(scene.medicines)
        if number != place and each.substance == name and each.taken and each.stop is not None
    ]
    while start is not None:
        before = next((each for each in others if each.stop and _adjoins(each, start)), None)
        if before is None:
            return start
        others.remove(before)
        start = before.start
    return None


def _adjoins(earlier: Medicine, start: date) -> bool:
    """Whether a course ends where another starts, or overlaps it from before."""
    begins_before = earlier.start is None or earlier.start < start
    return begins_before and earlier.stop is not None and earlier.stop >= start - timedelta(days=1)


def _first_doses(scene: Scene, victim: int) -> list[Push]:
    """What a medicine begun lately blocks at once; less and less as its induction grows."""
    found = []
    strengths = scene.library.vocabulary("strengths")
    for place, medicine in enumerate(scene.medicines):
        if place == victim or medicine.start is None or not medicine.start <= scene.today:
            continue
        if medicine.stop is not None and medicine.stop < scene.today:
            continue
        for fact in scene.profiles[place].inhibits.values():
            if fact.first and fact.enzyme in scene.profiles[victim].cleared_by:
                once = replace(fact, strength=fact.first, fitted=(), first="")
                speed = speed_of(once, strengths[fact.first], "inhibits", _dose(scene, place, fact))
                left = 2 ** (-(scene.today - medicine.start).days * 24 / _UPTAKE_H)
                speed = Spread(*(1 - left * (1 - each) for each in (speed.low, speed.mid, speed.high)))
                found.append(Push(place, fact.enzyme, once, speed))
    return found


def _speed(scene: Scene, place: int, influence: Influence, kind: str, dose: float) -> Spread:
    """The speed that one leaves an enzyme at its dose; the usual one is worked out once a profile."""
    kept = scene.profiles[place].speeds
    key = kind, influence.enzyme
    if dose == 1 and key in kept:
        return kept[key]
    speed = speed_of(influence, scene.library.vocabulary("strengths")[influence.strength], kind, dose)
    if dose == 1:
        kept[key] = speed
    return speed


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
        text = (
            "its effect on the enzyme lasts {n} days by our estimate"
            if "lasts_days" in influence.own
            else "its effect on the enzyme lasts {n} days"
        )
        return influence.lasts_days, scene.say(text, n=f"{influence.lasts_days:g}")
    hours = scene.profiles[place].longest_half_life_h
    days = HALF_LIVES * hours / 24 if hours else UNKNOWN_DAYS
    if influence.by in ("mechanism-based", "turnover"):
        days += recovery
        return days, scene.say("until the enzyme has recovered")
    return max(1.0, days), scene.say("about five half-lives")


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
        worded(
            scene.say,
            "Your {gene} type ({phenotype} metaboliser) changes how fast it works.",
            "{gene} {phenotype} metaboliser: activity {activity} of normal.",
            gene=gene,
            phenotype=scene.say(scene.person.genes[gene]),
            activity=f"{activity[entry.enzyme]:g}",
        )
        for gene, entry in genes.items()
        if entry.enzyme in activity and gene in scene.person.genes
    ]
