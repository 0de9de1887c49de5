"""The page as plain text: what is seen before anything is written."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from itertools import zip_longest

from cotake._text import sentence
from cotake.handover._chart import curve_of
from cotake.handover._page import Block, Card, Chart, Page, Points, Said, Table, numbered

_LEAST = 6


def to_text(page: Page, width: int = 88) -> str:
    """The page, no line wider than `width` characters."""
    head = f"{page.title}, {page.made_on}"
    lines = [
        *_wrapped(head, width),
        *([page.name] if len(page.name) <= width else _wrapped(page.name, width)),
    ]
    lines = [*[each for each in lines if each], "=" * min(width, len(head)), ""]
    for said in page.lead:
        lines += _wrapped(_line(said), width)
    for section in page.sections:
        lines += ["", *_wrapped(section.heading, width), "-" * min(width, len(section.heading))]
        for block in section.blocks:
            lines += list(_block(block, width))
    if page.sources:
        lines += ["", "Sources", "-------"]
        for source in page.sources:
            link = f" {source.url}" if source.url else ""
            text = f"[{source.number}] {source.text}.{link} {sentence(source.read)}."
            lines += _wrapped(text, width, "", "    ")
    lines += ["", *_wrapped(page.notice, width), *_wrapped(f"{page.by}.", width)]
    return "\n".join(lines) + "\n"


def _block(block: Block, width: int) -> Iterator[str]:
    if isinstance(block, Said):
        yield from _wrapped(_line(block), width)
    elif isinstance(block, Points):
        for each in block.items:
            yield from _wrapped(_line(each), width, "- ", "  ")
    elif isinstance(block, Card):
        yield from _wrapped(f"{block.classification} {block.tag.upper()} | {block.title}", width)
        for label, text in block.lines:
            yield from _wrapped(f"{label}: {text}", width, "  ", "    ")
        if block.marks:
            yield f"  Sources: {_numbers(block.marks)}"
        yield ""
    elif isinstance(block, Table):
        yield from _table(block, width)
    else:
        yield from _chart(block, width)


def _line(said: Said) -> str:
    loud = "!! " if said.loud else ""
    strong = f"{said.strong}: " if said.strong else ""
    marks = f" {_numbers(said.marks)}" if said.marks else ""
    return f"{loud}{strong}{said.text}{marks}"


def _numbers(marks: tuple[int, ...]) -> str:
    return f"[{numbered(marks)}]"


def _chart(chart: Chart, width: int) -> Iterator[str]:
    yield from _wrapped(chart.title, width)
    yield f"  {curve_of(chart, max(10, width - 2))}"
    yield from _wrapped(chart.says, width, "  ", "  ")


def _table(table: Table, width: int) -> Iterator[str]:
    """Columns beside one another where they fit, else a row as lines by heading."""
    room = width - 2 * len(table.head)
    whole = sum(table.widths)
    sizes = [int(room * each / whole) for each in table.widths]
    if min(sizes) < _LEAST:
        for row in table.rows:
            for head, cell in zip(table.head, row, strict=True):
                if cell:
                    yield from _wrapped(f"{head}: {cell}" if head else cell, width, "", "    ")
            yield ""
        return
    rows = (table.head, *table.rows)
    for at, row in enumerate(rows):
        cells = [
            textwrap.wrap(cell, size, break_on_hyphens=False) or [""]
            for cell, size in zip(row, sizes, strict=True)
        ]
        for parts in zip_longest(*cells, fillvalue=""):
            padded = [
                part.rjust(size) if place in table.right else part.ljust(size)
                for place, (part, size) in enumerate(zip(parts, sizes, strict=True))
            ]
            mark = " <" if at - 1 in table.strong_rows else ""
            yield "  ".join(padded).rstrip() + mark
        if at == 0:
            yield "-" * (sum(sizes) + 2 * (len(sizes) - 1))


def _wrapped(text: str, width: int, first: str = "", rest: str = "") -> list[str]:
    return textwrap.wrap(
        text, width, initial_indent=first, subsequent_indent=rest, break_on_hyphens=False
    ) or [""]
