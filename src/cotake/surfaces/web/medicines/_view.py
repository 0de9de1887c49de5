"""A record as a page shows it: facts in words, each with the numbers of its sources."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from cotake._record import record
from cotake._text import in_text, sentence
from cotake.interactions import Audience, harm_named, said
from cotake.knowledge import Library
from cotake.knowledge.types import Caution, Citation, Deed, Influence, Substance, Translated
from cotake.surfaces.web._sources import Source, Sources

_GRADES = {1: "a little", 2: "clearly", 3: "strongly"}


@record
class Fact:
    """A statement, a note to it, and the numbers of its sources. `strong` opens it.

    `language` is that of the statement where it is another than that of the page of the medicine; notes
    are English.
    """

    text: str
    note: str
    marks: tuple[int, ...]
    strong: str = ""
    language: str = ""


@record
class Part:
    """A part of the page: its message, and what it says."""

    id: str
    facts: tuple[Fact, ...]


@record
class MedicineView:
    """All of it. `reviewed` are areas with the basis and the day of their review, `open` those without.

    `language` is that of what tells no other.
    """

    name: str
    kind: str
    names: str
    about: Fact
    parts: tuple[Part, ...]
    reviewed: tuple[tuple[str, str, str], ...]
    open: tuple[str, ...]
    sources: tuple[Source, ...]
    language: str


def medicine_view(substance: Substance, library: Library, audience: Audience) -> MedicineView:
    """A substance for a reader."""
    writer = _Writer(substance, library, audience)
    about = substance.about
    text = about.person if audience == "person" else about.clinician
    opening = writer.fact(text, about.src)
    parts = tuple(part for part in writer.parts() if part.facts)
    areas, bases = library.vocabulary("areas"), library.vocabulary("bases")
    reviews = {
        area: (sentence(areas[area].name), bases[each.basis].name, str(each.date))
        for each in substance.reviewed
        for area in each.area
    }
    names = dict.fromkeys(name for each in (substance.names or {}).values() for name in each)
    return MedicineView(
        name=substance.name,
        kind=substance.kind,
        names=", ".join(names),
        about=opening,
        parts=parts,
        reviewed=tuple(reviews[area] for area in areas if area in reviews),
        open=tuple(sentence(areas[area].name) for area in areas if area not in reviews),
        sources=writer.sources.listed(),
        language=library.speech.language,
    )


class _Writer:
    def __init__(self, substance: Substance, library: Library, audience: Audience) -> None:
        self.it, self.library, self.audience = substance, library, audience
        self.sources, self.say = Sources(library), library.speech

    def word(self, vocabulary: str, name: str) -> str:
        """The name of a term, or the term itself where it has none."""
        entry = self.library.vocabulary(vocabulary).get(name)
        return str(entry.name) if entry else name.replace("-", " ")

    def hazard(self, name: str) -> str:
        return harm_named(name, self.library, self.audience)

    def fact(self, text: str, src: Iterable[Citation], note: str = "", strong: str = "") -> Fact:
        """A text of the record."""
        return Fact(text, note, self.sources.marks(src), strong, "" if self.say.has(text) else "en")

    def put(self, text: str, src: Iterable[Citation], note: str = "", strong: str = "") -> Fact:
        """A text that was put together here."""
        return Fact(text, note, self.sources.marks(src), strong)

    def parts(self) -> Iterator[Part]:
        """The parts in their order."""
        it = self.it
        classes = [sentence(self.word("classes", each)) for each in it.classes.are]
        yield Part("classes", (self.put("; ".join(classes), it.classes.src),) if classes else ())
        yield Part("doses", tuple(self.doses()))
        yield Part("does", tuple(self.deeds(found=True)))
        yield Part("not-found", tuple(self.deeds(found=False)))
        yield Part("cleared", tuple(self.pathways()))
        yield Part("others", tuple(self.influences()))
        yield Part("stays", tuple(self.half_lives()))
        yield Part("cautions", tuple(map(self.caution, it.cautions)))
        if it.side_effects:
            common = self.say.joined(self.word("side-effects", each) for each in it.side_effects.common)
            yield Part("side-effects", (self.put(sentence(common), it.side_effects.src),))
        begun = [
            (each.person if self.audience == "person" else each.clinician, each.src) for each in it.starting
        ]
        yield Part("starting", tuple(self.fact(text, src) for text, src in begun))

    def doses(self) -> Iterator[Fact]:
        say = self.say
        for each in self.it.doses:
            low, high = each.mg_per_day
            ends = ""
            if low is not None and high is not None:
                ends = say("{low} to {high} mg a day", low=f"{low:g}", high=f"{high:g}")
            elif low is not None:
                ends = say("from {n} mg a day", n=f"{low:g}")
            elif high is not None:
                ends = say("up to {n} {unit} a day", n=f"{high:g}", unit="mg")
            top = (
                say("usual top {n} mg", n=f"{each.usual_top_mg:g}") if each.usual_top_mg is not None else ""
            )
            use = uses = say.joined(each.for_)
            if each.use:
                use = say("{use} for {uses}", use=say(each.use), uses=uses) if uses else say(each.use)
            says, note = (each.says, "") if say.is_english else ("", each.says)
            told = "; ".join(part for part in (ends, top, use, says) if part)
            yield self.put(told, each.src, note, sentence(self.term(each.band)))

    def term(self, name: str) -> str:
        """An id of the records as people read it: a range of doses, a route."""
        return self.say(name) if name in self.say.phrases else name.replace("-", " ")

    def deeds(self, *, found: bool) -> Iterator[Fact]:
        for each in self.it.does:
            if self._is_found(each) is found:
                yield self.put(self._deed(each), each.src, each.note)

    @staticmethod
    def _is_found(deed: Deed) -> bool:
        return bool(deed.grade) if deed.hazard else deed.as_ != "none"

    def _deed(self, deed: Deed) -> str:
        say = self.say
        only = ""
        if deed.bands or deed.routes:
            only = f" ({', '.join(map(say, (*deed.bands, *deed.routes)))})"
        if deed.hazard:
            how = say(_GRADES[deed.grade]) if deed.grade else ""
            return sentence(f"{self.hazard(deed.hazard)}{': ' + how if how else ''}{only}")
        target = in_text(self.word("targets", deed.target))
        if deed.as_ == "none":
            return sentence(f"{target}{only}")
        told = say(
            "{strength} {action} at {target}" if deed.strength else "{action} at {target}",
            strength=self.word("strengths", deed.strength) if deed.strength else "",
            action=self.word("actions", deed.as_),
            target=target,
        )
        ki = f", Ki {deed.ki_nm:g} nM" if deed.ki_nm is not None else ""
        return sentence(f"{told}{ki}{only}")

    def pathways(self) -> Iterator[Fact]:
        say = self.say
        for each in self.it.undergoes:
            share = (
                say("about {part}", part=f"{each.share:.0%}")
                if isinstance(each.share, float | int)
                else self.word("shares", each.share)
            )
            text = "{enzyme}: {share}, which makes {made}" if each.makes else "{enzyme}: {share}"
            made = self.made(each.makes)
            told = say(text, enzyme=self.word("enzymes", each.enzyme), share=share, made=made)
            yield self.put(told, each.src, each.note)

    def made(self, name: str) -> str:
        """The name of a metabolite."""
        return self.say(name) if name in self.say.phrases else name.replace("-", " ")

    def influences(self) -> Iterator[Fact]:
        for verb, listed in (("inhibits", self.it.inhibits), ("induces", self.it.induces)):
            for each in listed:
                yield self.put(self._influence(verb, each), each.src, each.note)

    def _influence(self, verb: str, each: Influence) -> str:
        found = each.strength != "none"
        strength = self.word("strengths", each.strength) if found else self.say("not found")
        text = "inhibits {enzyme}: {strength}" if verb == "inhibits" else "induces {enzyme}: {strength}"
        return sentence(self.say(text, enzyme=self.word("enzymes", each.enzyme), strength=strength))

    def half_lives(self) -> Iterator[Fact]:
        say = self.say
        for each in self.it.half_lives:
            text = (
                "Half of it is gone after {hours} h ({of})"
                if each.of
                else "Half of it is gone after {hours} h"
            )
            hours = f" {say('to')} ".join(f"{hour:g}" for hour in each.hours)
            yield self.put(say(text, hours=hours, of=self.made(each.of)), each.src, each.note)

    def caution(self, each: Caution) -> Fact:
        whole = self.say.is_english or all(isinstance(it, Translated) for it in (each.summary, each.action))
        text = f"{said(each.summary, self.audience)} {said(each.action, self.audience)}"
        states = sentence(self.say.joined(self._states(each.when)))
        return Fact(text, "", self.sources.marks(each.src), states, "" if whole else "en")

    def _states(self, when: Any) -> Iterator[str]:
        say = self.say
        yield from (self.word("conditions", each) for each in when.condition)
        if when.egfr_below is not None:
            yield say("eGFR below {n}", n=f"{when.egfr_below:g}")
        if when.age_from is not None:
            yield say("from {n} years", n=f"{when.age_from:g}")
        if when.age_below is not None:
            yield say("under {n} years", n=f"{when.age_below:g}")
        for gene, kinds in (when.gene or {}).items():
            yield f"{gene} {say.joined(map(say, kinds))}"
