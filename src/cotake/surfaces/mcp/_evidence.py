"""The tool `evidence`: what the studies of a medicine found, put together."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cotake._errors import InputError
from cotake.interactions import NOTICE, address_of
from cotake.knowledge import Library
from cotake.surfaces._findings import table_lines
from cotake.surfaces._studies import study_lines, title_of
from cotake.surfaces.mcp._arguments import Given
from cotake.surfaces.mcp._reply import Reply, quoted, read_as

if TYPE_CHECKING:
    from cotake.evidence.pooling import Evidence

METHODS = ("reml", "dersimonian-laird", "fixed")
_ONLY = (
    "These are the studies in cotake's records; others may exist. They are about groups of people, and no "
    "check of anybody's medicines: call check for that."
)


def put_together(given: Given, library: Library) -> Reply:
    """One outcome with its studies, or all outcomes as a table."""
    from cotake.evidence.pooling import evidence, plain, summary

    about, outcome = given.text("about", needed=True), given.text("outcome")
    beside, among, measure = given.text("with"), given.text("among"), given.text("measure")
    method: Any = given.choice("method", METHODS)
    today = given.today()
    if not outcome:
        if measure or method != METHODS[0]:
            raise InputError("measure and method go with one outcome; leave them out, or say the outcome")
        answers = summary(about, beside=beside, among=among, library=library, today=today)
        title = title_of(about, beside, among)
        lines = list(table_lines(answers, title, library, "call evidence with outcome"))
        lines += ["", "Sources:", *(_line(each, library) for each in _sources(answers, library))]
        shown = [_brief(plain(each, library), each) for each in answers]
    else:
        answer = evidence(
            about,
            outcome,
            beside=beside,
            among=among,
            measure=measure,
            method=method,
            library=library,
            today=today,
        )
        answers = [answer]
        title = title_of(about, beside, answer.among.name if answer.among else "", answer.outcome.name)
        lines = list(study_lines(answer, title, library, bars=False))
        shown = [_brief(plain(answer, library), answer) | {"whole": plain(answer, library)}]
    first = [*_missing(title, answers), _ONLY]
    return Reply(
        "\n".join([*first, "", *lines, "", f"NOTICE, to be passed on: {NOTICE}"]),
        {
            "read_first": first,
            "asked": title,
            "found": any(each.rows or each.syntheses for each in answers),
            "outcomes": shown,
            "sources": _sources(answers, library),
            "notice": NOTICE,
        },
    )


def _missing(title: str, answers: list[Evidence]) -> list[str]:
    """That there is no study, or no figure of several, said so that it is not taken for proof."""
    asked = quoted(title)
    if not any(each.rows or each.syntheses for each in answers):
        return [
            f"NO STUDY with a number on {asked} is in the records. That says nothing of whether it helps "
            "or harms."
        ]
    if not any(each.pooled for each in answers):
        return [
            f"NOT PUT TOGETHER: there are studies on {asked}, but no figure can be made of them together. "
            "That says nothing of whether it helps or harms."
        ]
    return []


def _brief(plain: dict[str, Any], answer: Evidence) -> dict[str, Any]:
    """An outcome in a few figures, logarithms for ratios where `log` says so."""
    main = answer.main
    return {
        "outcome": plain["outcome"],
        "name": answer.outcome.name,
        "harm": answer.outcome.harm,
        "studies": len(answer.rows),
        "put_together": len(answer.used),
        "syntheses": len(answer.syntheses),
        "measure": plain["measure"] or None,
        "log": plain["log"],
        "effect": main and {"value": main.value, "low": main.low, "high": main.high},
        "better": plain["better"],
        "certainty": plain["certainty"] and plain["certainty"]["level"],
        "said": plain["said"],
    }


def _line(source: dict[str, Any], library: Library) -> str:
    address = f" {source['url']}" if source["url"] else ""
    year = f", {source['year']}" if source["year"] else ""
    return f"  {source['title']}{year} ({read_as(source['read'], library)}) [{source['id']}]{address}"


def _sources(answers: list[Evidence], library: Library) -> list[dict[str, Any]]:
    """Each source that is cited, with how it was read and where it can be opened."""
    found: dict[tuple[str, str], dict[str, Any]] = {}
    for answer in answers:
        for row in (*answer.rows, *answer.syntheses):
            for citation in row.estimate.src:
                source = library.source(citation.source)
                read = source.read_at(citation.place)
                found[source.id, read] = {
                    "id": source.id,
                    "title": source.title,
                    "year": source.year,
                    "url": address_of(source),
                    "read": read,
                }
    return list(found.values())
