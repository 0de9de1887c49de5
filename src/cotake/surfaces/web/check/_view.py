"""The answer as a page shows it: the sentence, the cards, the table of all pairs, and what is clear."""

from __future__ import annotations

from cotake._record import record
from cotake._speech import Speech
from cotake._text import clause, in_text, sentence
from cotake.interactions import NOTICE, Audience, Finding, Report, harm_named, label_of, said
from cotake.knowledge.types import Translated, Words
from cotake.surfaces.web._sources import Source, Sources

_TOLD = (1, 2, 3)


@record
class Told:
    """A text and the language it is in: what is not translated is English."""

    text: str
    language: str


@record
class ExposureView:
    """How many times as much of it is there, with the ends of its interval, and where these are drawn.

    `places` are the low end, the figure and the high end on a line from 0 to 100, that doubles every 20
    from a quarter at 10.
    """

    name: str
    ratio: str
    low: str
    high: str
    measured: bool
    places: tuple[float, float, float]


@record
class Card:
    """A finding: `number` is its place on the page, and `chain` how it comes about, step by step.

    `language` is that of all but what tells its own.
    """

    number: int
    classification: int
    names: tuple[str, ...]
    harm: str
    summary: Told
    also: str
    chain: tuple[str, ...]
    action: Told
    more: tuple[Told, ...]
    onset: str
    ends: str
    frequency: str
    watch: str
    help: str
    grade: str
    exposure: ExposureView | None
    sources: tuple[Source, ...]
    questions: tuple[str, ...]
    language: str


@record
class Cell:
    """What is between two of the list: the worst class and its card; class 0 where nothing was found."""

    classification: int
    number: int
    names: str


@record
class Row:
    """A row of the table of all pairs: cells up to the diagonal, which holds what is of one alone."""

    name: str
    cells: tuple[Cell, ...]


@record
class Unread:
    """What was not recognised, why, and what it may have meant."""

    text: str
    why: str
    meant: tuple[str, ...]


@record
class Answer:
    """The whole answer. `kind` is stop, care, clear or unsure; `counts` are of classes 1 to 3.

    `language` is that in which it is told; `in_english` whether some of it is English all the same.
    """

    kind: str
    listed: str
    counts: tuple[int, int, int]
    complete: bool
    cards: tuple[Card, ...]
    mild: tuple[Card, ...]
    rows: tuple[Row, ...]
    unread: tuple[Unread, ...]
    gaps: tuple[tuple[str, str], ...]
    not_compared: tuple[str, ...]
    studied: tuple[str, ...]
    clear: tuple[tuple[str, str, bool], ...]
    warnings: tuple[tuple[str, str, str], ...]
    assumed: tuple[str, ...]
    notice: str
    old: str
    language: str
    in_english: bool


def answer_of(report: Report, audience: Audience) -> Answer:
    """The answer for a reader."""
    told, mild = report.of_class(*_TOLD), report.of_class(4, 5)
    cards = tuple(card_of(each, number, report, audience) for number, each in enumerate(told, 1))
    quiet = tuple(
        card_of(each, number, report, audience) for number, each in enumerate(mild, len(told) + 1)
    )
    say = report.library.speech
    told_of = [text for each in (*cards, *quiet) for text in (each.summary, each.action, *each.more)]
    areas = report.library.vocabulary("areas")
    entries = report.library.vocabulary("warnings")
    one, two, three = (len(report.of_class(level)) for level in _TOLD)
    return Answer(
        kind=_kind(report),
        listed=sentence(say.joined(each.text for each in report.medicines)),
        counts=(one, two, three),
        complete=report.complete,
        cards=cards,
        mild=quiet,
        rows=_rows(report),
        unread=tuple(
            Unread(each.text, each.why, tuple(found.name for found in each.candidates))
            for each in (*report.not_recognised, *report.person.not_understood)
        ),
        gaps=tuple((each.text, each.why) for each in report.not_covered),
        not_compared=tuple(each.text for each in report.not_compared),
        studied=tuple(said(each.summary, audience) for each in report.notes),
        clear=tuple(
            (sentence(areas[each.area].name), said(each.why, audience), each.basis == "class-reasoning")
            for each in report.clear
        ),
        warnings=tuple(
            (sentence(say.joined(each.names)), entries[each.id].name, said(each.text, audience))
            for each in report.warnings
        ),
        assumed=report.assumptions,
        notice=say(NOTICE),
        old=report.knowledge_notice,
        language=say.language,
        in_english=not say.is_english and any(each.language == "en" for each in told_of),
    )


def _kind(report: Report) -> str:
    if report.of_class(1, 2):
        return "stop"
    if report.of_class(3):
        return "care"
    return "clear" if report.status == "nothing_found" and report.complete else "unsure"


def card_of(finding: Finding, number: int, report: Report, audience: Audience) -> Card:
    """A finding as a card of this number."""
    hazard = report.library.vocabulary("hazards").get(finding.hazard)
    sources = Sources(report.library)
    sources.marks(finding.citations)

    def harm(name: str) -> str:
        return harm_named(name, report.library, audience)

    say = report.library.speech

    def told(words: Words) -> Told:
        return _told(words, audience, say)

    steps = (finding.mechanism[:1] or ()) + tuple(map(clause, finding.mechanism[1:]))
    return Card(
        number=number,
        classification=finding.classification,
        names=finding.names,
        harm=harm(finding.hazard),
        summary=told(finding.summary),
        also=say.joined(map(harm, finding.also)),
        chain=tuple(map(sentence, steps)),
        action=told(finding.action),
        more=tuple(map(told, finding.modifiers)),
        onset="" if finding.onset in ("not known", say("not known")) else finding.onset,
        ends=finding.ends.rule,
        frequency="" if finding.frequency in ("unknown", say("unknown")) else finding.frequency,
        watch=said(hazard.watch, audience) if hazard and hazard.watch else "",
        help=hazard.help if hazard and hazard.help else "",
        grade=finding.grade,
        exposure=_exposure(finding, report),
        sources=sources.listed(),
        questions=finding.questions,
        language=say.language,
    )


def _told(words: Words, audience: Audience, say: Speech) -> Told:
    return Told(said(words, audience), say.language if isinstance(words, Translated) else "en")


def _exposure(finding: Finding, report: Report) -> ExposureView | None:
    shown = finding.exposure
    if shown is None:
        return None
    name = shown.of or report.library.substance(shown.victim).name
    ends = (shown.low, shown.ratio, shown.high)
    low, ratio, high = (f"{each:.2g}" for each in ends)
    first, middle, last = map(_place, ends)
    return ExposureView(in_text(name), ratio, low, high, shown.measured, (first, middle, last))


def _place(ratio: float) -> float:
    from math import log2

    return round(min(98.0, max(2.0, 50 + 20 * log2(max(ratio, 1e-6)))), 1)


def _rows(report: Report) -> tuple[Row, ...]:
    """Every pair of the list once; nothing where there is but one."""
    names = {each.substance: label_of(each, report.library) for each in reversed(report.medicines)}
    order = list(dict.fromkeys(each.substance for each in report.medicines))
    if len(order) < 2:
        return ()
    worst: dict[frozenset[str], tuple[int, int]] = {}
    for number, finding in enumerate((*report.of_class(*_TOLD), *report.of_class(4, 5)), 1):
        held = list(dict.fromkeys(finding.substances))
        pairs = [{one, other} for one in held for other in held if one != other] or [set(held)]
        for pair in pairs:
            key = frozenset(pair)
            worst[key] = min(worst.get(key, (9, 0)), (finding.classification, number))
    rows = []
    for place, substance in enumerate(order):
        cells = []
        for other in order[: place + 1]:
            level, number = worst.get(frozenset({substance, other}), (0, 0))
            both = names[substance] if other == substance else f"{names[substance]} + {names[other]}"
            cells.append(Cell(level, number, sentence(both)))
        rows.append(Row(sentence(names[substance]), tuple(cells)))
    return tuple(rows)
