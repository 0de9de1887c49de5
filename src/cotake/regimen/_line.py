"""One typed line: from its words to a substance, dose, route and dates."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from functools import lru_cache

from cotake._errors import InputError
from cotake.knowledge import Library, NameHit, key_of
from cotake.regimen._bands import place
from cotake.regimen._brackets import Brackets
from cotake.regimen._codes import Coded, read_code
from cotake.regimen._dates import Dates, shares_a_date
from cotake.regimen._details import Details, gives_a_reason, is_detail, take_details
from cotake.regimen._lexicon import Lexicon, lexicon_of
from cotake.regimen._lines import LONGEST, is_mark
from cotake.regimen._phrases import PACK, Amount, often, shared, take_bare_number, take_bare_strengths
from cotake.regimen._strengths import by_part
from cotake.regimen._typed import in_english, without_points
from cotake.regimen._types import Dose, Medicine, NotCovered, Regimen, Unknown

_JOINTS = re.compile(r"\s*(?:/|\+|&|,|;|\band\b|\bwith\b|\bplus\b)\s*", re.IGNORECASE)
_LOOSE_JOINTS = re.compile(r"\s+(?:\+|&|and|with|plus)\s+", re.IGNORECASE)
_WITH = re.compile(r"\swith\s", re.IGNORECASE)
#: No name is longer, and none shorter than this is mended.
_LONGEST_NAME = 60
_SHORTEST_MENDED = 6
#: Two letters beside the names of salts are no abbreviated medicine.
_SHORTEST_SALTLESS = 4
#: So many words of an unknown line are looked up by themselves.
_WORDS_TRIED = 20


@lru_cache(maxsize=4096)
def read_line(text: str, library: Library, today: date) -> Regimen:
    """What one line says, or what it may have meant.

    Raises:
        InputError: it is longer than any line of one medicine.
    """
    if len(text) > LONGEST:
        raise InputError(f"a line of {len(text)} characters is too long: one medicine to a line")
    if not re.search(r"\w", text):
        told = Unknown(text.strip(), why=library.speech("this is no name"))
        return Regimen(unknown=() if all(map(is_mark, text)) else (told,))
    if coded := read_code(text, library):
        return _of_code(coded, text, library, today)
    whole, numbers = without_points(text, library)
    if numbers:
        read = _as_typed(read_line(whole, library, today), text)
        say = library.speech
        notes = [say('"{text}" was read as {name}', text=one, name=other) for one, other in numbers.items()]
        noted = [replace(each, assumptions=(*notes, *each.assumptions)) for each in read.medicines]
        return replace(read, medicines=tuple(noted))
    return _Line(text, library, today).understand() or _in_other_words(text, library, today)


def _in_other_words(text: str, library: Library, today: date) -> Regimen:
    """A line that is not understood, read once more with what is said around its name in English."""
    english = text if lexicon_of(library).kind(text) else in_english(text, library)
    read = _Line(english, library, today).read()
    return read if english == text else _as_typed(read, text)


def _as_typed(read: Regimen, text: str) -> Regimen:
    """What was read, shown as it was typed."""
    return Regimen(
        tuple([replace(each, text=text) for each in read.medicines]),
        tuple([replace(each, text=text) for each in read.unknown]),
        tuple([replace(each, text=text) for each in read.not_covered]),
    )


def _of_code(coded: Coded, text: str, library: Library, today: date) -> Regimen:
    """What a code stands for, read as if its name had been written, and shown as it was typed."""
    regimen = Regimen(unknown=(Unknown(text, (), coded.why),)) if coded.why else Regimen()
    for lines in coded.lines:
        known = (_understood(line, library, today) for line in lines)
        read = next((each for each in known if each and not each.unknown), None)
        if read is None:
            why = library.speech("the code stands for {name}, of which there is no record", name=lines[-1])
            regimen += Regimen(unknown=(Unknown(text, (), why),))
            continue
        regimen += Regimen(
            tuple(replace(each, text=text) for each in read.medicines),
            (),
            tuple(replace(each, text=text) for each in read.not_covered),
        )
    return regimen


@lru_cache(maxsize=4096)
def _understood(text: str, library: Library, today: date) -> Regimen | None:
    return _Line(text, library, today).understand()


class _Line:
    """One line on its way to medicines."""

    def __init__(self, text: str, library: Library, today: date) -> None:
        self.text = text
        self.library = library
        self.say = library.speech
        self.today = today
        self.words: Lexicon = lexicon_of(library)
        self.notes: list[str] = []
        self.brackets = Brackets(text, library, self.words, today)
        self.core = ""
        self.details = Details(Dates(), None, None, False, "", text, text)

    def read(self) -> Regimen:
        """What the line says, or what it may have meant."""
        return self.understand() or self._give_up(self.core or self.details.bare)

    def understand(self) -> Regimen | None:
        """Names first as they stand, then with doses, dates and fillers taken away."""
        if hit := self.library.find(self.text):
            return self._resolve(hit)
        regimen = self._after_reasons() or self._name()
        if regimen is None:
            return None
        for remark in self.brackets.remarks:
            known = _understood(self.brackets.said(remark), self.library, self.today)
            regimen += self.brackets.added(remark, known, regimen)
        return regimen

    def _name(self) -> Regimen | None:
        outside = self.brackets.outside
        self.details = take_details(outside, self.words, self.today, self.library.find)
        self.notes = self.details.notes
        core = self.core = self.words.without_fillers(self.details.bare)
        return (
            self._exact(core)
            or self._with_numbers()
            or self._without_salt(core)
            or self._several()
            or self._parts(self.details.bare, self.details.amount)
            or self._behind_its_kind(core)
            or self._one_slip(core)
            or self._several(all_known=False)
        )

    def _after_reasons(self) -> Regimen | None:
        """`ONE for pain and OTHER`: what stands behind a reason may be a further medicine."""
        if not gives_a_reason(self.text):
            return None
        pieces = [piece for piece in _LOOSE_JOINTS.split(self.text) if re.search(r"\w", piece)]
        if len(pieces) < 2:
            return None
        read = [_understood(piece, self.library, self.today) for piece in pieces]
        if read[0] is None or not any(read[1:]):
            return None
        regimen = Regimen()
        for piece, known in zip(pieces, read, strict=True):
            regimen += known or Regimen(unknown=(Unknown(piece),))
        return regimen

    def _exact(self, core: str) -> Regimen | None:
        details = self.details
        told = details.bare != details.rest  # "BRAND oral" may be another medicine than BRAND
        with_route = [self.words.without_frequencies(details.rest)] if told else []
        for text in dict.fromkeys((details.rest, *with_route, details.bare, core)):
            if text and (hit := self.library.find(text)):
                return self._resolve(hit)
        return None

    def _with_numbers(self) -> Regimen | None:
        """A name with numbers that have no unit: `NAME 50`, `NAME 30/500`."""
        details = self.details
        strengths, without = take_bare_strengths(details.bare)
        count = details.amount.value if details.amount and details.amount.mg is None else 1.0
        if strengths and (details.amount is None or details.amount.mg is None):
            amount = shared(tuple(each * count for each in strengths))
            name = self.words.without_fillers(without)
            hit = self.library.find(name)
            if hit and hit.folder == "products":
                if len(self.library.product(hit.id).parts) == len(strengths):
                    details.amount = amount
                    return self._resolve(hit)
            elif parts := self._parts(name, amount, exactly=True):
                return parts
        value, numberless = take_bare_number(details.bare)
        name = self.words.without_fillers(numberless)
        known = self.library.find(name) or self.library.find(self._saltless(name))
        # The number may be the name's own: then the whole is a slip away.
        hit = known or (None if self._slip(details.bare) else self._slip(name))
        if value is None or hit is None or hit.folder != "substances":
            return None
        if known is None:
            self.notes.append(self.say('"{text}" was read as {name}', text=name, name=hit.name))
        if details.amount is None and self._plausible(hit, value):
            self.notes.append(self.say("{n} was read as {n} mg", n=f"{value:g}"))
            details.amount = Amount(value, "mg", value)
            return self._resolve(hit)
        if len(key_of(name)) < _SHORTEST_MENDED:
            return None
        self.notes.append(self.say("{n} has no unit and was not used", n=f"{value:g}"))
        return self._resolve(hit)

    def _plausible(self, hit: NameHit, value: float) -> bool:
        bands = self.library.substance(hit.id).doses
        tops = [band.mg_per_day[1] for band in bands]
        if not tops or None in tops:
            return value <= 5000
        return value <= 3 * max(top for top in tops if top is not None)

    def _without_salt(self, text: str) -> Regimen | None:
        """The name without the salt, where the salt is all that is left over."""
        if _LOOSE_JOINTS.search(self.details.bare):
            return None  # a salt after "and" may be a medicine of its own
        without = self._saltless(text)
        long_enough = len(key_of(without)) >= _SHORTEST_SALTLESS
        hit = self.library.find(without) if long_enough and without != text else None
        return self._resolve(hit) if hit else None

    def _behind_its_kind(self, text: str) -> Regimen | None:
        """`ACE inhibitor NAME 10 mg`: a name behind its own kind; behind another, they are two."""
        for kind, rest in self.words.behind_a_kind(text):
            hit = self.library.find(rest)
            if hit and hit.folder == "substances" and kind in self.library.classes_of(hit.id):
                return self._resolve(hit)
        return None

    def _saltless(self, text: str) -> str:
        return " ".join(word for word in text.split() if word.lower() not in self.words.salts)

    def _several(self, *, all_known: bool = True) -> Regimen | None:
        """`ONE 50 mg and OTHER`: each side by itself, where each side names something.

        As a last resort, what stands beside "and" or "+" and is not known is told; beside "with" it
        may change the meaning ("with no OTHER"), so the line is then not parted.
        """
        text = self.brackets.outside
        pieces = [piece.strip() for piece in _LOOSE_JOINTS.split(text) if re.search(r"\w", piece)]
        shared = self.details.amount and len(self.details.amount.parts_mg) == len(pieces)
        if len(pieces) < 2 or shared or shares_a_date(text):
            return None
        if any(is_detail(piece, self.words, self.today) for piece in pieces):
            return None
        read = [_understood(piece, self.library, self.today) for piece in pieces]
        if not any(read) or (not all(read) and (all_known or _WITH.search(text))):
            return None
        regimen = Regimen()
        for piece, known in zip(pieces, read, strict=True):
            regimen += known or read_line(piece, self.library, self.today)
        return regimen

    def _parts(self, text: str, amount: Amount | None, *, exactly: bool = False) -> Regimen | None:
        """`ONE/OTHER 8/2 mg`: several names joined, all of them known."""
        names = [name for name in _JOINTS.split(text) if name]
        if len(names) < 2:
            return None
        hits = [self.library.find(self.words.without_fillers(name) or name) for name in names]
        known = [hit for hit in hits if hit]
        if len(known) < len(names):
            return None
        if len({(hit.folder, hit.id) for hit in known}) == 1 and len(amount.parts_mg if amount else ()) < 2:
            return self._resolve(known[0])  # `BRAND/NAME`: one medicine by two of its names
        strengths = amount.parts_mg if amount and len(amount.parts_mg) == len(names) else ()
        if exactly and not strengths:
            return None
        if amount and not strengths:
            self.notes.append(self.say("the dose could not be shared out between the parts"))
        regimen = Regimen()
        for number, hit in enumerate(known):
            own = Amount(strengths[number], "mg", strengths[number]) if strengths else None
            self.details.amount = own
            regimen += self._resolve(hit)
        return regimen

    def _one_slip(self, text: str) -> Regimen | None:
        """The line read as the one name that is a slip away, if there is one; the fullest text first."""
        tries = dict.fromkeys((self.details.rest, self.details.bare, text))
        text, hit = next(((each, found) for each in tries if (found := self._slip(each))), (text, None))
        if hit is None:
            return None
        self.notes.append(self.say('"{text}" was read as {name}', text=text, name=hit.name))
        return self._resolve(hit)

    def _slip(self, text: str) -> NameHit | None:
        """The one name a slip away: never a short one, never one that is mistaken for others."""
        key = key_of(text)
        if not _SHORTEST_MENDED <= len(key) <= _LONGEST_NAME:
            return None
        digits = re.sub(r"\D", "", key)
        hits = self.library.near(text)
        owners = {(hit.folder, hit.id) for hit in hits}
        if len(owners) != 1 or any(self.words.is_look_alike(hit.key, text) for hit in hits):
            return None
        if any(re.sub(r"\D", "", hit.key) != digits for hit in hits):
            return None
        # `NAME-D` is no slip of NAME: a short word by itself has a meaning.
        short = {word for word in re.findall(r"\w+", text.lower()) if len(word) <= 2}
        if any(short - set(re.findall(r"\w+", hit.name.lower())) for hit in hits):
            return None
        if any(letter not in short for hit in hits for letter in re.findall(r"\b\w\b", hit.name.lower())):
            return None  # the letter that tells one from another is missing
        return hits[0]

    def _give_up(self, name: str) -> Regimen:
        if kind := self.words.kind(self.text, self.details.rest, name):
            why = "{kind} are a kind of medicine; write the name of the one that is taken"
            return Regimen(unknown=(Unknown(self.text, (), self.say(why, kind=kind)),))
        found = list(self.library.candidates(name)) if name else []
        for word in name.split()[:_WORDS_TRIED]:
            if (hit := self.library.find(word)) and hit.id not in {each.id for each in found}:
                found.extend(
                    replace(candidate, score=0.75) for candidate in self.library.candidates(word, 1)
                )
        found.sort(key=lambda candidate: (-candidate.score, candidate.name))
        return Regimen(unknown=(Unknown(self.text, tuple(found[:5])),))

    def _resolve(self, hit: NameHit) -> Regimen:
        if hit.folder == "barred":
            why = "its record has a fault and is set aside until it is mended"
            return Regimen(not_covered=(NotCovered(self.text, hit.id, self.say(why)),))
        if hit.folder == "products":
            return self._resolve_product(hit)
        route = hit.route or self.details.route
        return Regimen((self._medicine(hit.id, hit.band, route, self.details.amount),))

    def _resolve_product(self, hit: NameHit) -> Regimen:
        product = self.library.product(hit.id)
        amount, route = self.details.amount, self.details.route
        strengths = by_part(amount.parts_mg if amount else (), product, self.text, self.library)
        counted = amount and amount.mg is None and amount.unit != "ml" and amount.value <= PACK
        pieces = amount.value if amount and counted else 1.0
        if amount and amount.mg and not strengths:
            self.notes.append(self.say("the dose could not be shared out between the parts"))
        if product.says:
            self.notes.append(f"{product.name}: {self.say(product.says)}")
        medicines, missing = [], []
        for number, part in enumerate(product.parts):
            mg = strengths[number] if strengths else part.mg * pieces if part.mg else None
            own = Amount(mg, "mg", mg) if mg else None
            if amount and amount.value == 0:
                own = Amount(0, "mg", 0)
            part_hit = self.library.find(part.substance)
            if part_hit is None or part_hit.folder != "substances":
                why = self.say("part of {name}", name=product.name)
                missing.append(NotCovered(self.text, part.substance, why))
                continue
            medicines.append(
                self._medicine(part.substance, part.band, part.route or route, own, product.name)
            )
        return Regimen(tuple(medicines), (), tuple(missing))

    def _medicine(
        self, substance_id: str, band: str, route: str, amount: Amount | None, product: str = ""
    ) -> Medicine:
        substance, details = self.library.substance(substance_id), self.details
        notes = list(self.notes)
        mg = amount.mg if amount else None
        usual = substance.default.times_per_day if route in ("", substance.default.route) else None
        times = 1 if amount and amount.a_day else details.per_day or usual or 1
        daily = mg * times if mg is not None else None
        placed = place(substance, band, route, daily, self.words.may_be(route), self.say)
        notes.extend(placed.assumptions)
        timed = details.per_day or details.as_needed or (amount and amount.a_day)
        if usual and mg and not timed:
            text = "{name}: not said how often; taken as {often}, as is usual"
            notes.append(self.say(text, name=substance.name, often=often(usual, self.say)))
            timed = True
        return Medicine(
            text=self.text,
            substance=substance.id,
            name=substance.name,
            bands=placed.bands,
            route=placed.route,
            dose=Dose(amount.value, amount.unit) if amount and amount.unit else None,
            mg_per_day=daily,
            as_needed=details.as_needed,
            start=details.dates.start,
            stop=details.dates.stop,
            product=product,
            taken=amount is None or amount.value > 0,
            assumptions=tuple(dict.fromkeys(notes)),
            route_assumed=not route and len(substance.routes) > 1,
            frequency_assumed=bool(mg) and not timed,
            named_band=band,
            times_per_day=1.0 if amount and amount.a_day else details.per_day,
            at=details.at,
        )
