"""The page as a tagged PDF (PDF/UA-1), set by Typst."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Literal

from cotake._errors import CotakeError, InputError
from cotake._text import sentence
from cotake.handover._chart import svg_of_chart
from cotake.handover._clean import breakable
from cotake.handover._page import Block, Card, Chart, Page, Points, Said, Table

Paper = Literal["a4", "letter"]
_PAPERS = {"a4": "a4", "letter": "us-letter"}
_TEMPLATE = Path(__file__).parent / "page.typ"
#: So many characters without a font are looked for one by one; then all beyond Latin are spelled.
_MISSING = 60
_NOT_SHOWN = re.compile(r'the text `"(.*)"` could not be displayed', re.DOTALL)
#: What joins or varies the characters around it.
_JOIN = "\u200c\u200d\ufe0e\ufe0f"
_LATIN, _MARKS = 0x52F, (0x2000, 0x206F)
#: The longest word of a cell that is not broken, the longest name in the foot, the width of a chart in pt.
_CELL, _NAME, _WIDE = 20, 60, 500.0
#: A name that is no longer stands on the line of the title.
_SHORT = 40


def need_pdf() -> None:
    """See that the library that sets a PDF is there.

    Raises:
        InputError: it is not installed.
    """
    if find_spec("typst") is None:
        raise InputError('a PDF needs one more library: pip install "cotake[report]"')


def to_pdf(page: Page, paper: Paper = "a4") -> bytes:
    """The page as PDF. A character that no font of this machine has is written as `U+` and its number.

    Raises:
        InputError: a library that it needs is not installed.
        CotakeError: it could not be set.
    """
    return _set(page, paper)[0]


def to_pictures(page: Page, paper: Paper = "a4", *, per_inch: float = 100) -> list[bytes]:
    """Each sheet of the PDF as PNG. Errors as `to_pdf`."""
    import typst

    _, text = _set(page, paper)
    made = typst.compile(_TEMPLATE.read_bytes(), format="png", ppi=per_inch, sys_inputs={"page": text})
    return [made] if isinstance(made, bytes) else list(made)


def _set(page: Page, paper: Paper) -> tuple[bytes, str]:
    """The PDF, and what the template was given in the end; set tighter where that saves a sheet."""
    need_pdf()
    data = data_of(page, paper)
    made = _set_data(data)
    if _sheets(made[0]) > 1:
        closer = _set_data({**data, "tight": True})
        if _sheets(closer[0]) < _sheets(made[0]):
            return closer
    return made


def _sheets(pdf: bytes) -> int:
    return len(re.findall(rb"/Type ?/Page\b", pdf))


def _set_data(data: dict[str, Any]) -> tuple[bytes, str]:
    import typst

    stamp = datetime.now(UTC).replace(microsecond=0)
    spelled: set[str] = set()
    beyond = False
    for turn in range(_MISSING + 2):
        text = json.dumps(_spelled(data, spelled, beyond=beyond), ensure_ascii=False)
        try:
            made = typst.compile(
                _TEMPLATE.read_bytes(),
                format="pdf",
                sys_inputs={"page": text},
                pdf_standards=["ua-1"],
                timestamp=stamp,
            )
        except typst.TypstError as error:
            missing = _NOT_SHOWN.search(error.message)
            if missing is None or beyond:
                raise CotakeError(f"the PDF could not be set: {error.message}") from error
            found = {each for each in _unescaped(missing[1]) if not each.isascii()}
            spelled |= found
            beyond = not found or turn >= _MISSING
        else:
            return made, text
    raise CotakeError("the PDF could not be set: no font here has the characters of the text")


def _unescaped(text: str) -> str:
    """What the message shows, with `\\u{…}` as the character."""
    return re.sub(r"\\u\{([0-9a-f]+)\}", lambda found: chr(int(found[1], 16)), text)


def _spelled(data: Any, missing: set[str], *, beyond: bool) -> Any:
    """The data with those characters as `[U+65E5]`, and a word on it in the notice."""
    if not missing and not beyond:
        return data

    def gone(each: str) -> bool:
        return each in missing or (beyond and _is_beyond(each))

    def written(text: str) -> str:
        found = []
        for at, each in enumerate(text):
            if each in _JOIN and (beyond or any(map(gone, text[max(0, at - 1) : at + 2]))):
                continue  # it would join what is spelled now
            found.append(f"[U+{ord(each):04X}]" if gone(each) else each)
        return "".join(found)

    def through(value: Any, key: str = "") -> Any:
        if isinstance(value, str):
            return value if key == "svg" else written(value)
        if isinstance(value, list):
            return [through(each) for each in value]
        if isinstance(value, dict):
            return {name: through(each, name) for name, each in value.items()}
        return value

    found = through(data)
    found["notice"] += " A character that no font of this machine has is written as U+ and its number."
    return found


def _is_beyond(each: str) -> bool:
    """Beyond Latin, Greek and Cyrillic, and no dash, quotation mark or the like."""
    return ord(each) > _LATIN and not _MARKS[0] <= ord(each) <= _MARKS[1]


def data_of(page: Page, paper: Paper) -> dict[str, Any]:
    """What the template is given."""
    numbers = {id(chart): number for number, chart in enumerate(page.charts(), 1)}
    name = f": {page.name}" if page.name else ""
    return {
        "paper": _PAPERS[paper],
        "tight": False,
        "document": f"{page.title}{name}",
        "title": page.title,
        "name": breakable(page.name),
        "short-name": len(page.name) <= _SHORT,
        "author": [page.name] if page.name else [],
        "made-on": page.made_on,
        "foot": f"{_short(page.name)}{page.made_on} · {page.by}",
        "lead": [_said(each) for each in page.lead],
        "sections": [
            {"heading": each.heading, "blocks": [_block(block, numbers) for block in each.blocks]}
            for each in page.sections
        ],
        "sources": [
            {
                "number": each.number,
                "text": breakable(each.text.rstrip(".")),
                "url": each.url,
                "shown": breakable(each.url.removeprefix("https://").replace("/", "/\u200b"), 60),
                "read": sentence(each.read),
            }
            for each in page.sources
        ],
        "notice": breakable(page.notice),
    }


def _short(name: str) -> str:
    if not name:
        return ""
    return f"{name if len(name) <= _NAME else name[: _NAME - 1] + '…'} · "


def _said(said: Said) -> dict[str, Any]:
    return {
        "kind": "said",
        "text": breakable(said.text),
        "strong": breakable(said.strong),
        "marks": list(said.marks),
        "loud": said.loud,
        "soft": said.soft,
    }


def _block(block: Block, numbers: dict[int, int]) -> dict[str, Any]:
    if isinstance(block, Said):
        return _said(block)
    if isinstance(block, Points):
        return {"kind": "points", "items": [_said(each) for each in block.items]}
    if isinstance(block, Card):
        return {
            "kind": "card",
            "classification": block.classification,
            "tag": block.tag,
            "title": breakable(block.title),
            "lines": [[label, breakable(text)] for label, text in block.lines],
            "marks": list(block.marks),
        }
    if isinstance(block, Table):
        return {
            "kind": "table",
            "head": list(block.head),
            "rows": [[breakable(cell, _CELL) for cell in row] for row in block.rows],
            "widths": list(block.widths),
            "right": sorted(block.right),
            "strong-rows": sorted(block.strong_rows),
        }
    return _drawn(block, numbers[id(block)])


def _drawn(chart: Chart, number: int) -> dict[str, Any]:
    svg = svg_of_chart(chart, number)
    wide = re.search(r'\bwidth="([\d.]+)"', svg)
    return {
        "kind": "chart",
        "title": breakable(chart.title),
        "says": breakable(chart.says),
        "alt": chart.alt,
        "svg": svg,
        "width": float(wide[1]) if wide else _WIDE,
    }
