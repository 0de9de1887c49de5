"""The page as one HTML file that loads nothing: its style and its charts are in it."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from pathlib import Path
from typing import Literal

from cotake._text import sentence
from cotake.handover._chart import svg_of_chart
from cotake.handover._page import Card, Chart, Page, Points, Said, Section, Table

#: The sheet of a printed page, and its margin.
_SHEETS = {"a4": "A4", "letter": "letter"}


def to_html(page: Page, paper: Literal["a4", "letter"] = "a4") -> str:
    """The page as HTML.

    Raises:
        InputError: it has a chart, and the drawing library is not installed.
    """
    style = (Path(__file__).parent / "page.css").read_text(encoding="utf-8")
    style += f"@page {{ size: {_SHEETS[paper]}; margin: 16mm; }}\n"
    numbers = {id(chart): number for number, chart in enumerate(page.charts(), 1)}
    named = f'<p><strong dir="auto">{escape(page.name)}</strong></p>' if page.name else ""
    title = f"{page.title}: {page.name}" if page.name else page.title
    body = [
        f'<header><div class="head"><h1>{escape(page.title)}</h1><span>{escape(page.made_on)}</span></div>',
        named,
        *(_said(each) for each in page.lead),
        "</header>",
        "<main>",
    ]
    for section in page.sections:
        body += _section(section, numbers)
    if page.sources:
        items = "".join(
            f'<li id="source-{each.number}">{escape(each.text)}. '
            + (f'<a href="{escape(each.url)}" rel="noreferrer">{escape(each.url)}</a> ' if each.url else "")
            + f"<em>{escape(sentence(each.read))}.</em></li>"
            for each in page.sources
        )
        body.append(f'<section id="sources" class="sources"><h2>Sources</h2><ol>{items}</ol></section>')
    body += ["</main>", f"<footer><p>{escape(page.notice)}</p><p>{escape(page.by)}.</p></footer>"]
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(title)}</title>\n<style>{style}</style>\n</head>\n<body>\n"
        + "\n".join(body)
        + "\n</body>\n</html>\n"
    )


def _section(section: Section, numbers: dict[int, int]) -> Iterator[str]:
    yield f'<section id="{escape(section.id)}"><h2>{escape(section.heading)}</h2>'
    for block in section.blocks:
        if isinstance(block, Said):
            yield _said(block)
        elif isinstance(block, Points):
            items = "".join(f'<li dir="auto">{_words(each)}</li>' for each in block.items)
            yield f"<ul>{items}</ul>"
        elif isinstance(block, Card):
            yield _card(block)
        elif isinstance(block, Table):
            yield _table(block)
        else:
            yield _figure(block, numbers[id(block)])
    yield "</section>"


def _said(said: Said) -> str:
    kinds = " ".join(kind for kind, so in (("loud", said.loud), ("soft", said.soft)) if so)
    return f'<p class="{kinds}">{_words(said)}</p>' if kinds else f"<p>{_words(said)}</p>"


def _words(said: Said) -> str:
    strong = f"<strong>{escape(said.strong)}:</strong> " if said.strong else ""
    return f"{strong}{escape(said.text)}{_marks(said.marks)}"


def _marks(marks: tuple[int, ...]) -> str:
    links = ", ".join(f'<a href="#source-{each}">{each}</a>' for each in marks)
    return f" <sup>{links}</sup>" if links else ""


def _card(card: Card) -> str:
    lines = "".join(f"<dt>{escape(label)}</dt><dd>{escape(text)}</dd>" for label, text in card.lines)
    return (
        f'<article class="c{card.classification}"><h3><span class="tag">{card.classification} '
        f"{escape(card.tag)}</span>{escape(card.title)}{_marks(card.marks)}</h3><dl>{lines}</dl></article>"
    )


def _table(table: Table) -> str:
    def kind(place: int) -> str:
        return ' class="right"' if place in table.right else ""

    heads = "".join(
        f'<th scope="col"{kind(place)}>{escape(head)}</th>' for place, head in enumerate(table.head)
    )
    rows = []
    for at, row in enumerate(table.rows):
        first, *others = row
        cells = "".join(
            f'<td{kind(place)} dir="auto">{escape(cell)}</td>' for place, cell in enumerate(others, 1)
        )
        now = ' class="now"' if at in table.strong_rows else ""
        rows.append(f'<tr{now}><th scope="row" dir="auto">{escape(first)}</th>{cells}</tr>')
    return (
        f'<div class="scroll"><table><caption>{escape(table.about)}</caption>'
        f"<thead><tr>{heads}</tr></thead><tbody>{''.join(rows)}</tbody></table></div>"
    )


def _figure(chart: Chart, number: int) -> str:
    quiet = '<svg aria-hidden="true" focusable="false" '
    svg = svg_of_chart(chart, number).replace("<svg ", quiet, 1)
    return (
        f'<figure><h3>{escape(chart.title)}</h3><div role="img" aria-label="{escape(chart.alt)}">'
        f"{svg}</div>"
        f"<figcaption>{escape(chart.says)}</figcaption></figure>"
    )
