"""Texts in a table: a spreadsheet takes what begins with = + - or @ for a formula, and would run it."""

from __future__ import annotations

import re

#: With any marks before it, so that a text that has some of its own comes back as it was.
_FORMULA = re.compile(r"'*[=+\-@\t\r]")
_MARK = "'"


def as_cell(text: str) -> str:
    """A text as a cell, with a mark before what would be a formula.

    >>> as_cell("=1+1"), as_cell("slept well")
    ("'=1+1", 'slept well')
    """
    return _MARK + text if _FORMULA.match(text) else text


def of_cell(cell: str) -> str:
    """The text of a cell that `as_cell` made.

    >>> of_cell("'=1+1"), of_cell("'twas dark"), of_cell("-")
    ('=1+1', "'twas dark", '-')
    """
    return cell[1:] if cell.startswith(_MARK) and _FORMULA.match(cell) else cell
