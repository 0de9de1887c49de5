"""From what people type to substances, doses, routes and dates."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from functools import lru_cache

from cotake._errors import InputError
from cotake.knowledge import Library, NameHit
from cotake.regimen._bands import place
from cotake.regimen._lexicon import Lexicon, lexicon_of
from cotake.regimen._phrases import (
    Amount,
    take_amount,
    take_bare_number,
    take_dates,
    take_times_per_day,
)
from cotake.regimen._types import Dose, Medicine, NotCovered, Regimen, Unknown

#: Longer lines are not medicines.
LONGEST = 500
_BRACKETS = re.compile(r"\((?:[^()]*)\)|\[[^\]]*\]")
_FOR_WHAT = re.compile(r"\bfor\s+(?!the\s+(?:last|past)\b)[a-z' -]+$", re.IGNORECASE)
_JOINTS = re.compile(r"\s*(?:/|\+|&|,|;|\band\b|\bwith\b|\bplus\b)\s*", re.IGNORECASE)
_LINES = re.compile(r"[\n;]+|,(?!\d{3}(?!\d))(?!\s*(?:stopped|from|since|started|until|for)\b)(?=\s*\D)")
_BULLET = re.compile(r"^\s*(?:[-*•–]|\d{1,2}[.)])\s+")


def parse(medicines: str | Iterable[str], library: Library, *, today: date) -> Regimen:
    """Read a list of medicines as people write them.

    Args:
        medicines: one text (parted at commas, semicolons and line ends) or several.
        library: the knowledge to look names up in.
        today: the day that "3 weeks ago" counts from.

    Returns:
        What was understood, and every line that was not.

    Raises:
        InputError: something other than text, or a line of more than 500 characters.
    """
    if isinstance(medicines, str):
        medicines = [medicines]
    regimen = Regimen()
    for text in medicines:
        if not isinstance(text, str):
            raise InputError(f"a medicine is written as text, got {type(text).__name__}")
        for line in _lines(text):
            regimen += _parse_cached(line, library, today)
    return regimen


def _lines(text: str) -> list[str]:
    lines = (_BULLET.sub("", line).strip() for line in _LINES.split(text))
    return [" ".join(line.split()) for line in lines if line and not line.isspace()]


@lru_cache(maxsize=4096)
def _parse_cached(text: str, library: Library, today: date) -> Regimen:
    if len(text) > LONGEST:
        raise InputError(f"a line of {len(text)} characters is too long: one medicine to a line")
    if not re.search(r"\w", text):
        return Regimen()
    return _Line(text, library, today).read()


class _Line:
    """One line on its way to medicines."""

    def __init__(self, text: str, library: Library, today: date) -> None:
        self.text = text
        self.library = library
        self.today = today
        self.words: Lexicon = lexicon_of(library)
        self.notes: list[str] = []

    def read(self) -> Regimen:
        """Names first as they stand, then with doses, dates and fillers taken away."""
        if hit := self.library.find(self.text):
            return self._resolve(hit, None, None, False, "", self.text)
        self.dates, rest = take_dates(self.text, self.today)
        self.notes.extend(self.dates.assumptions)
        without = _FOR_WHAT.sub("", _BRACKETS.sub(" ", rest)).strip()
        rest = without or rest
        amount, rest = take_amount(rest)
        per_day, rest = take_times_per_day(rest)
        as_needed = False
        frequency, rest = self.words.take_frequency(rest)
        while frequency:
            per_day = per_day or frequency.per_day
            as_needed = as_needed or frequency.as_needed
            frequency, rest = self.words.take_frequency(rest)
        route, bare = self.words.take_route(rest)
        return self._name(bare, rest, amount, per_day, as_needed, route)

    def _name(
        self,
        bare: str,
        rest: str,
        amount: Amount | None,
        per_day: float | None,
        as_needed: bool,
        route: str,
    ) -> Regimen:
        for text in dict.fromkeys((rest, bare, self.words.without_fillers(bare))):
            if text and (hit := self.library.find(text)):
                return self._resolve(hit, amount, per_day, as_needed, route, text)
        value, numberless = take_bare_number(bare)
        if value is not None and amount is None:
            hit = self.library.find(self.words.without_fillers(numberless))
            if hit and hit.folder == "substances" and self._plausible(hit, value):
                self.notes.append(f"{value:g} was read as {value:g} mg")
                guessed = Amount(value, "mg", value)
                return self._resolve(hit, guessed, per_day, as_needed, route, numberless)
        core = self.words.without_fillers(bare)
        if hit := self._without_salt(core):
            return self._resolve(hit, amount, per_day, as_needed, route, core)
        if parts := self._parts(core or bare, amount, per_day, as_needed, route):
            return parts
        if hit := self._one_slip(core):
            self.notes.append(f'"{core}" was read as {hit.name}')
            return self._resolve(hit, amount, per_day, as_needed, route, core)
        return self._give_up(core or bare)

    def _plausible(self, hit: NameHit, value: float) -> bool:
        bands = self.library.substance(hit.id).doses
        tops = [band.mg_per_day[1] for band in bands]
        if not tops or None in tops:
            return value <= 5000
        return value <= 3 * max(top for top in tops if top is not None)

    def _without_salt(self, text: str) -> NameHit | None:
        """The name without the salt, where the salt is all that is left over."""
        words = text.split()
        kept = [word for word in words if word.lower() not in self.words.salts]
        return self.library.find(" ".join(kept)) if kept and len(kept) < len(words) else None

    def _parts(
        self,
        text: str,
        amount: Amount | None,
        per_day: float | None,
        as_needed: bool,
        route: str,
    ) -> Regimen | None:
        """`buprenorphine/naloxone 8/2 mg`: several names joined, all of them known."""
        names = [name for name in _JOINTS.split(text) if name]
        if len(names) < 2:
            return None
        hits = [self.library.find(self.words.without_fillers(name) or name) for name in names]
        if not all(hits):
            return None
        strengths = amount.parts_mg if amount and len(amount.parts_mg) == len(names) else ()
        if amount and not strengths:
            self.notes.append("the dose could not be shared out between the parts")
        regimen = Regimen()
        for number, hit in enumerate(hits):
            own = Amount(strengths[number], "mg", strengths[number]) if strengths else None
            assert hit is not None
            regimen += self._resolve(hit, own, per_day, as_needed, route, text)
        return regimen

    def _one_slip(self, text: str) -> NameHit | None:
        """The one name a single slip away: never a short one, never one that is mistaken for others."""
        if len(text) < 6:
            return None
        hits = self.library.near(text)
        owners = {(hit.folder, hit.id) for hit in hits}
        if len(owners) != 1 or any(self.words.is_look_alike(hit.key, text) for hit in hits):
            return None
        return hits[0]

    def _give_up(self, name: str) -> Regimen:
        found = list(self.library.candidates(name)) if name else []
        for word in name.split():
            if (hit := self.library.find(word)) and hit.id not in {each.id for each in found}:
                found.extend(
                    replace(candidate, score=0.75) for candidate in self.library.candidates(word, 1)
                )
        found.sort(key=lambda candidate: (-candidate.score, candidate.name))
        return Regimen(unknown=(Unknown(self.text, tuple(found[:5])),))

    def _resolve(
        self,
        hit: NameHit,
        amount: Amount | None,
        per_day: float | None,
        as_needed: bool,
        route: str,
        name: str,
    ) -> Regimen:
        if hit.folder == "barred":
            why = "its record has a fault and is set aside until it is mended"
            return Regimen(not_covered=(NotCovered(self.text, hit.id, why),))
        if hit.folder == "products":
            return self._resolve_product(hit, amount, per_day, as_needed)
        medicine = self._medicine(hit.id, hit.band, hit.route or route, amount, per_day, as_needed)
        return Regimen((medicine,))

    def _resolve_product(
        self, hit: NameHit, amount: Amount | None, per_day: float | None, as_needed: bool
    ) -> Regimen:
        product = self.library.product(hit.id)
        medicines = []
        missing = []
        strengths = amount.parts_mg if amount and len(amount.parts_mg) == len(product.parts) else ()
        tablets = amount.value if amount and amount.mg is None and amount.unit != "ml" else 1.0
        for number, part in enumerate(product.parts):
            mg = strengths[number] if strengths else part.mg * tablets if part.mg else None
            own = Amount(mg, "mg", mg) if mg else None
            part_hit = self.library.find(part.substance)
            if part_hit is None or part_hit.folder != "substances":
                missing.append(NotCovered(self.text, part.substance, f"part of {product.name}"))
                continue
            medicine = self._medicine(
                part.substance, part.band, part.route, own, per_day, as_needed, product.name
            )
            medicines.append(medicine)
        return Regimen(tuple(medicines), (), tuple(missing))

    def _medicine(
        self,
        substance_id: str,
        band: str,
        route: str,
        amount: Amount | None,
        per_day: float | None,
        as_needed: bool,
        product: str = "",
    ) -> Medicine:
        substance = self.library.substance(substance_id)
        notes = list(self.notes)
        mg = amount.mg if amount else None
        daily = mg * (per_day or 1) if mg is not None else None
        placed = place(substance, band, route, daily)
        notes.extend(placed.assumptions)
        if mg is not None and per_day is None and not as_needed and mg > 0:
            notes.append(f"{substance.name}: no frequency was given; the dose is taken as a day's dose")
        dates = getattr(self, "dates", None)
        return Medicine(
            text=self.text,
            substance=substance.id,
            name=substance.name,
            bands=placed.bands,
            route=placed.route,
            dose=Dose(amount.value, amount.unit) if amount else None,
            mg_per_day=daily,
            as_needed=as_needed,
            start=dates.start if dates else None,
            stop=dates.stop if dates else None,
            product=product,
            taken=amount is None or amount.value > 0,
            assumptions=tuple(notes),
        )
