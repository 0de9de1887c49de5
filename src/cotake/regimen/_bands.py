"""Which dose band and route a medicine is in, and what had to be assumed."""

from __future__ import annotations

from dataclasses import dataclass, field

from cotake._speech import ENGLISH, Speech
from cotake.knowledge.types import Band, Substance


@dataclass(slots=True)
class Placed:
    """The bands (two where the dose lies in a gap), the route, and the assumptions made.

    `between` is that of them which tells of the gap.
    """

    bands: tuple[str, ...]
    route: str
    assumptions: list[str] = field(default_factory=list)
    between: str = ""


def place(
    substance: Substance,
    band: str,
    route: str,
    mg_per_day: float | None,
    may_be: tuple[str, ...] = (),
    say: Speech = ENGLISH,
) -> Placed:
    """Find the band for a daily dose, a named band or the default.

    Args:
        substance: the record.
        band: a band that the name itself says, or "".
        route: a route that was typed or that the name says, or "".
        mg_per_day: the daily dose in mg, or None.
        may_be: closer routes that the one typed may stand for.
        say: the language of the assumptions.
    """
    notes: list[str] = []
    name = substance.name
    routes = {each.route: each for each in substance.routes}
    closer = [routes[each] for each in may_be if each in routes]
    if route and route not in routes and closer:
        # Of the ways that an injection may be meant, the one that lasts longest is the careful reading.
        meant = max(closer, key=lambda each: (_lasts_days(substance, each.route), bool(each.band)))
        notes.append(
            say("{name}: {route} was taken as {meant}", name=name, route=say(route), meant=say(meant.route))
        )
        route = meant.route
    chosen = route or substance.default.route
    if route == "oral" and routes and route not in routes:
        chosen = substance.default.route  # "tablet" is also said of what melts under the tongue
    elif route and routes and route not in routes:
        text = "{name}: nothing is known of the route {route}; taken as absorbed"
        notes.append(say(text, name=name, route=say(route)))
    own = routes.get(chosen)
    if own and own.band:
        return Placed((own.band,), chosen, notes)
    bands = [each for each in substance.doses if not each.routes or chosen in each.routes]
    if not bands:
        return Placed((), chosen, notes)
    if mg_per_day is None:
        named = band or substance.default.band or bands[0].band
        if own and own.systemic != "full":
            # What reaches the blood does not depend on a band of doses.
            return Placed((named,), chosen, notes)
        if not band and len(bands) > 1:
            taken = next((each for each in bands if each.band == named), bands[0])
            shown = f"{say(taken.names[0])} ({_range(taken, say)})" if taken.names else _range(taken, say)
            notes.append(say("{name}: no dose was given; taken as {shown}", name=name, shown=shown))
        elif band:
            match = next((each for each in bands if each.band == band), bands[0])
            text = (
                "{name}: no dose was given; taken as {shown} of {substance}, usual top {top} mg"
                if match.usual_top_mg
                else "{name}: no dose was given; taken as {shown} of {substance}"
            )
            notes.append(
                say(
                    text,
                    name=say(match.names[0] if match.names else band),
                    shown=_range(match, say),
                    substance=name.lower(),
                    top=f"{match.usual_top_mg or 0:g}",
                )
            )
        return Placed((named,), chosen, notes)
    if mg_per_day == 0:
        notes.append(say("{name}: a dose of 0 is taken as not taken", name=name))
        return Placed((bands[0].band,), chosen, notes)
    found = _band_for(bands, mg_per_day)
    between = ""
    if len(found) == 2:
        between = say(
            "{name} {mg} mg a day lies between {one} and {other}; both are looked at, the worse is shown",
            name=name,
            mg=f"{mg_per_day:g}",
            one=_range(found[0], say),
            other=_range(found[1], say),
        )
        notes.append(between)
    highest = max(bands, key=lambda each: each.mg_per_day[1] or float("inf"))
    most = highest.mg_per_day[1]
    if most is not None and mg_per_day > most:
        text = "{name} {mg} mg a day is above the usual top of {top} mg: check the dose"
        notes.append(say(text, name=name, mg=f"{mg_per_day:g}", top=f"{most:g}"))
    if band and band not in {each.band for each in found}:
        named_band = next((each for each in bands if each.band == band), None)
        if named_band:
            named = say(named_band.names[0] if named_band.names else band)
            notes.append(
                say(
                    "{mg} mg a day is not {named} ({range}): judged as {bands} dose",
                    mg=f"{mg_per_day:g}",
                    named=named,
                    range=_range(named_band, say),
                    bands=f" {say('or')} ".join(say(each.band) for each in found),
                )
            )
    return Placed(tuple(each.band for each in found), chosen, notes, between)


def _lasts_days(substance: Substance, route: str) -> float:
    """How long it lasts by this route, as far as the record tells routes apart."""
    days = [each.days for each in substance.washouts if route in each.routes]
    days += [each.hours[-1] / 24 for each in substance.half_lives if route in each.routes and each.hours]
    return max(days, default=0.0)


def _band_for(bands: list[Band], mg: float) -> list[Band]:
    """The band that holds the dose; the two around it where it lies in a gap."""
    ordered = sorted(bands, key=lambda each: each.mg_per_day[0] or 0)
    for each in ordered:
        low, high = each.mg_per_day
        if (low or 0) <= mg and (high is None or mg <= high):
            return [each]
    below = [each for each in ordered if each.mg_per_day[1] is not None and each.mg_per_day[1] < mg]
    above = [each for each in ordered if (each.mg_per_day[0] or 0) > mg]
    return [*below[-1:], *above[:1]]


def _range(band: Band, say: Speech) -> str:
    low, high = band.mg_per_day
    most = max(low or 0, high or 0)
    unit, size = ("g", 1000) if most >= 10_000 else ("mg", 1)
    if high is None:
        return say("above {n} {unit} a day", n=f"{(low or 0) / size:g}", unit=unit)
    if not low:
        return say("up to {n} {unit} a day", n=f"{high / size:g}", unit=unit)
    return say("{n} {unit} a day", n=f"{low / size:g}-{high / size:g}", unit=unit)
