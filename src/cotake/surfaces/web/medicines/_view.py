"""A record as a page shows it: facts in words, each with the numbers of its sources."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from cotake._record import record
from cotake._text import in_text, joined, sentence
from cotake.interactions import Audience, harm_named, said
from cotake.knowledge import Library
from cotake.knowledge.types import Caution, Citation, Deed, Influence, Substance
from cotake.surfaces.web._sources import Source, Sources


@record
class Fact:
    """A statement, a note to it, and the numbers of its sources. `strong` opens it."""

    text: str
    note: str
    marks: tuple[int, ...]
    strong: str = ""


@record
class Part:
    """A part of the page: its message, and what it says."""

    id: str
    facts: tuple[Fact, ...]


@record
class MedicineView:
    """All of it. `reviewed` are areas with the basis and the day of their review, `open` those without."""

    name: str
    kind: str
    names: str
    about: Fact
    parts: tuple[Part, ...]
    reviewed: tuple[tuple[str, str, str], ...]
    open: tuple[str, ...]
    sources: tuple[Source, ...]


def medicine_view(substance: Substance, library: Library, audience: Audience) -> MedicineView:
    """A substance for a reader."""
    writer = _Writer(substance, library, audience)
    about = substance.about
    text = about.person if audience == "person" else about.clinician
    opening = Fact(text, "", writer.sources.marks(about.src))
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
    )


class _Writer:
    def __init__(self, substance: Substance, library: Library, audience: Audience) -> None:
        self.it, self.library, self.audience = substance, library, audience
        self.sources = Sources(library)

    def word(self, vocabulary: str, name: str) -> str:
        """The name of a term, or the term itself where it has none."""
        entry = self.library.vocabulary(vocabulary).get(name)
        return str(entry.name) if entry else name.replace("-", " ")

    def hazard(self, name: str) -> str:
        return harm_named(name, self.library, self.audience)

    def fact(self, text: str, src: Iterable[Citation], note: str = "", strong: str = "") -> Fact:
        return Fact(text, note, self.sources.marks(src), strong)

    def parts(self) -> Iterator[Part]:
        """The parts in their order."""
        it = self.it
        classes = [sentence(self.word("classes", each)) for each in it.classes.are]
        yield Part("classes", (self.fact("; ".join(classes), it.classes.src),) if classes else ())
        yield Part("doses", tuple(self.doses()))
        yield Part("does", tuple(self.deeds(found=True)))
        yield Part("not-found", tuple(self.deeds(found=False)))
        yield Part("cleared", tuple(self.pathways()))
        yield Part("others", tuple(self.influences()))
        yield Part("stays", tuple(self.half_lives()))
        yield Part("cautions", tuple(map(self.caution, it.cautions)))
        if it.side_effects:
            common = joined(self.word("side-effects", each) for each in it.side_effects.common)
            yield Part("side-effects", (self.fact(sentence(common), it.side_effects.src),))
        begun = [
            (each.person if self.audience == "person" else each.clinician, each.src) for each in it.starting
        ]
        yield Part("starting", tuple(self.fact(text, src) for text, src in begun))

    def doses(self) -> Iterator[Fact]:
        for each in self.it.doses:
            low, high = each.mg_per_day
            ends = (
                f"{low:g} to {high:g} mg a day"
                if low is not None and high is not None
                else (
                    f"from {low:g} mg a day"
                    if low is not None
                    else f"up to {high:g} mg a day"
                    if high is not None
                    else ""
                )
            )
            top = f"usual top {each.usual_top_mg:g} mg" if each.usual_top_mg is not None else ""
            use = (
                f"{each.use}{' for ' + joined(each.for_) if each.for_ else ''}"
                if each.use
                else joined(each.for_)
            )
            told = "; ".join(part for part in (ends, top, use, each.says) if part)
            yield self.fact(told, each.src, strong=sentence(each.band.replace("-", " ")))

    def deeds(self, *, found: bool) -> Iterator[Fact]:
        for each in self.it.does:
            if self._is_found(each) is found:
                yield self.fact(self._deed(each), each.src, each.note)

    @staticmethod
    def _is_found(deed: Deed) -> bool:
        return bool(deed.grade) if deed.hazard else deed.as_ != "none"

    def _deed(self, deed: Deed) -> str:
        only = f" ({', '.join((*deed.bands, *deed.routes))})" if deed.bands or deed.routes else ""
        if deed.hazard:
            grades = {0: "", 1: "a little", 2: "clearly", 3: "strongly"}
            how = grades.get(deed.grade or 0, "")
            return sentence(f"{self.hazard(deed.hazard)}{': ' + how if how else ''}{only}")
        target = in_text(self.word("targets", deed.target))
        if deed.as_ == "none":
            return sentence(f"{target}{only}")
        action = self.word("actions", deed.as_)
        ki = f", Ki {deed.ki_nm:g} nM" if deed.ki_nm is not None else ""
        strength = f"{self.word('strengths', deed.strength)} " if deed.strength else ""
        return sentence(f"{strength}{action} at {target}{ki}{only}")

    def pathways(self) -> Iterator[Fact]:
        for each in self.it.undergoes:
            share = (
                f"about {each.share:.0%}"
                if isinstance(each.share, float | int)
                else self.word("shares", each.share)
            )
            made = f", which makes {each.makes.replace('-', ' ')}" if each.makes else ""
            yield self.fact(f"{self.word('enzymes', each.enzyme)}: {share}{made}", each.src, each.note)

    def influences(self) -> Iterator[Fact]:
        for verb, listed in (("inhibits", self.it.inhibits), ("induces", self.it.induces)):
            for each in listed:
                yield self.fact(self._influence(verb, each), each.src, each.note)

    def _influence(self, verb: str, each: Influence) -> str:
        enzyme = self.word("enzymes", each.enzyme)
        if each.strength == "none":
            return sentence(f"{verb} {enzyme}: not found")
        return sentence(f"{verb} {enzyme}: {self.word('strengths', each.strength)}")

    def half_lives(self) -> Iterator[Fact]:
        for each in self.it.half_lives:
            hours = " to ".join(f"{hour:g}" for hour in each.hours)
            of = f" ({each.of.replace('-', ' ')})" if each.of else ""
            yield self.fact(f"Half of it is gone after {hours} h{of}", each.src, each.note)

    def caution(self, each: Caution) -> Fact:
        states = joined(self._states(each.when))
        text = f"{said(each.summary, self.audience)} {said(each.action, self.audience)}"
        return self.fact(text, each.src, strong=sentence(states))

    def _states(self, when: Any) -> Iterator[str]:
        yield from (self.word("conditions", each) for each in when.condition)
        if when.egfr_below is not None:
            yield f"eGFR below {when.egfr_below:g}"
        if when.age_from is not None:
            yield f"from {when.age_from:g} years"
        if when.age_below is not None:
            yield f"under {when.age_below:g} years"
        for gene, kinds in (when.gene or {}).items():
            yield f"{gene} {joined(kinds)}"
