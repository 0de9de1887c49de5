"""What a dose is made of: millilitres of a liquid, capsules, tablets and their parts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Literal

from cotake._errors import InputError
from cotake._record import record
from cotake.knowledge.types import Substance, Supplied
from cotake.titration._amounts import as_dose, read_amount, shown
from cotake.titration._types import Portion, Step, Supply, doses_in

_PER = re.compile(r"\s*(.+?)\s*(?:/|per)\s*([\d.,]*)\s*m[lL]\s*", re.IGNORECASE)
#: An oral syringe is read to this, in mL; less than a tenth of a millilitre is not measured well.
_GRAIN = Decimal("0.05")
_LEAST, _MOST = Decimal("0.1"), Decimal(30)
#: More pieces than this are not swallowed at a time.
_PIECES = 12
#: Of what is only on record, and not at hand, no more than this are reckoned with.
_FEW = 4
#: By which route a form is taken; a patch and an injection are not parted into doses here.
_BY = {"tablet": "oral", "capsule": "oral", "liquid": "oral"}
_TO_UNIT = 10_000  # of a mg: the smallest part that amounts are counted in


@record
class Form:
    """One form at hand: `mg` in a piece, or in a mL; `parts` into which a piece can be divided."""

    unit: Literal["mL", "capsule", "tablet"]
    mg: Decimal
    parts: int = 1

    @property
    def what(self) -> str:
        """`1 mg/mL liquid`, `1.5 mg capsules`."""
        if self.unit == "mL":
            return f"{shown(self.mg)} mg/mL liquid"
        return f"{as_dose(self.mg)} {self.unit}s"


def read_liquid(text: str) -> Form:
    """`1 mg/mL`, `5mg/5mL`.

    Raises:
        InputError: it is no strength of a liquid, or none is in it.

    >>> read_liquid("5 mg/5 mL").mg
    Decimal('1')
    """
    match = _PER.fullmatch(text)
    if match is None:
        raise InputError(f"{text!r} is not the strength of a liquid; write it like 1 mg/mL")
    amount = read_amount(match[1], "the strength")
    volume = Decimal(match[2].replace(",", ".") or 1) if match[2] not in (".", ",") else Decimal(0)
    if volume <= 0 or amount <= 0:
        raise InputError(f"{text!r} has to hold more than 0 mg in more than 0 mL")
    return Form("mL", amount / volume)


def read_piece(text: str, unit: Literal["capsule", "tablet"], parts: int = 1) -> Form:
    """The strength of a capsule or tablet; of a tablet, into how many parts it can be divided.

    Raises:
        InputError: it is no amount above 0, or not divided into 1, 2 or 4.
    """
    amount = read_amount(text, f"the {unit}")
    if amount <= 0:
        raise InputError(f"the {unit} {text!r} has to hold more than 0 mg")
    if parts not in (1, 2, 4):
        raise InputError("a tablet is whole, halved or quartered: 1, 2 or 4 parts")
    return Form(unit, amount, parts)


def portions_of(dose: Decimal, forms: Sequence[Form]) -> tuple[Portion, ...]:
    """What makes up one dose: pieces first, as few as can be; else the liquid, measured exactly.

    Raises:
        InputError: none of the forms makes this dose; it names doses near it that can be made.
    """
    if not forms or dose == 0:
        return ()
    pieces = [form for form in forms if form.unit != "mL"]
    if pieces and (found := _fewest(dose, pieces)) is not None:
        return found
    liquids = [form for form in forms if form.unit == "mL"]
    for form in sorted(liquids, key=lambda each: each.mg):
        volume = dose / form.mg
        if volume % _GRAIN == 0 and _LEAST <= volume <= _MOST:
            return (Portion(form.what, volume, "mL"),)
    raise InputError(_cannot(dose, pieces, liquids))


def _fewest(dose: Decimal, forms: Sequence[Form]) -> tuple[Portion, ...] | None:
    """The fewest pieces that make a dose exactly, parts counted as pieces; None where none do."""
    goal = int(dose * _TO_UNIT)
    if Decimal(goal) / _TO_UNIT != dose:
        return None
    coins: dict[int, tuple[Form, Decimal]] = {}
    for form in sorted(forms, key=lambda each: -each.mg):
        for part in {1, form.parts} | ({2} if form.parts == 4 else set()):
            exact = form.mg / part * _TO_UNIT
            if exact == int(exact):
                coins.setdefault(int(exact), (form, Decimal(1) / part))
    best: dict[int, tuple[int, ...]] = {0: ()}
    for _ in range(_PIECES):
        further: dict[int, tuple[int, ...]] = {}
        for made, used in best.items():
            for size in coins:
                total: int = made + size
                if total <= goal and total not in best and total not in further:
                    further[total] = (*used, size)
        if goal in further:
            return _gathered(further[goal], coins)
        if not further:
            return None
        best.update(further)
    return None


def _gathered(used: Sequence[int], coins: dict[int, tuple[Form, Decimal]]) -> tuple[Portion, ...]:
    counts: dict[str, Portion] = {}
    for size in sorted(used, reverse=True):
        form, part = coins[size]
        had = counts.get(form.what)
        counts[form.what] = Portion(form.what, (had.count if had else Decimal(0)) + part, form.unit)
    return tuple(counts.values())


def _cannot(dose: Decimal, pieces: Sequence[Form], liquids: Sequence[Form]) -> str:
    names = ", ".join(form.what for form in (*pieces, *liquids))
    text = f"{as_dose(dose)} cannot be made of {names}"
    for form in liquids:
        volume = dose / form.mg
        if volume < _LEAST:
            return f"{text}: {shown(volume)} mL is too little to measure. A thinner liquid is needed"
        if volume > _MOST:
            return f"{text}: {shown(volume)} mL is too much at a time. Was the strength meant?"
        measured = (volume / _GRAIN).to_integral_value() * _GRAIN * form.mg
        return f"{text}: {volume:.3f} mL is not on a syringe. Near it: {as_dose(measured)}"
    least = min(form.mg / form.parts for form in pieces)
    below = dose // least * least
    near = " or ".join(as_dose(each) for each in (below, below + least) if each > 0)
    return f"{text}. Near it: {near}"


def sold_for(record: Substance, route: str) -> tuple[Supplied, ...]:
    """What it is sold as on record, to be taken by this route."""
    return tuple(each for each in record.supplied if _BY.get(each.form, "") == route)


def not_made_of(doses: Iterable[Decimal], sold: Sequence[Supplied]) -> tuple[Decimal, ...]:
    """The doses that no few pieces of what is sold make; none where a liquid is sold too, or nothing is."""
    pieces = [
        Form("capsule" if each.form == "capsule" else "tablet", Decimal(str(mg)), each.parts)
        for each in sold
        if each.form in ("tablet", "capsule")
        for mg in each.mg
    ]
    if not pieces or any(each.form == "liquid" for each in sold):
        return ()
    found = []
    for dose in dict.fromkeys(doses):
        made = _fewest(dose, pieces)
        if made is None or sum(each.count for each in made) > _FEW:
            found.append(dose)
    return tuple(found)


def together(doses: Sequence[Sequence[Portion]]) -> tuple[Portion, ...]:
    """The portions of several doses as one."""
    found: dict[str, Portion] = {}
    for portion in (each for dose in doses for each in dose):
        had = found.get(portion.what)
        count = portion.count + (had.count if had else 0)
        found[portion.what] = Portion(portion.what, count, portion.unit)
    return tuple(found.values())


def supply_of(steps: Sequence[Step], kept_days: int) -> tuple[Supply, ...]:
    """How much of each form all steps take; the last, where it stays, for `kept_days` days."""
    totals: dict[str, Supply] = {}
    for step in steps:
        doses = doses_in(step.days if step.days is not None else kept_days, step)
        for portion in step.portions:
            had = totals.get(portion.what)
            count = portion.count * doses + (had.count if had else 0)
            totals[portion.what] = Supply(portion.what, count, portion.unit)
    return tuple(totals.values())
