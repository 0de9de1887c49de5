"""A table as people keep it: headings, rows, and what stands in their cells."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence
from datetime import date

from cotake._errors import InputError
from cotake._record import record
from cotake.journal.bringing import Order, day_of, order_of

_MISSING = ("", "na", "n/a", "nan", "null", "none", "-")
#: Words for taken and not.
_TAKEN = dict.fromkeys(("yes", "on", "taken", "true"), 1.0) | dict.fromkeys(
    ("no", "off", "skipped", "false"), 0.0
)
#: Eight and a half, or eight thousand five hundred?
_THOUSANDS = re.compile(r"\d{1,3}(?:,\d{3})+")
_AMOUNT = re.compile(r"(-?\d+(?:[.,]\d+)?)\s*(mg|mcg|µg|ug|g|ml|iu)?\.?", re.IGNORECASE)
_PARTED = (";", "\t", ",")


@record
class Row:
    """A line of the table, its number in the file, and its cells by heading."""

    line: int
    cells: dict[str, str]

    def text(self, column: str) -> str:
        """A cell; "" where it is missing."""
        text = self.cells.get(column, "").strip()
        return "" if text.lower() in _MISSING else text

    def number(self, column: str) -> float:
        """A number, NaN where it is missing.

        Raises:
            InputError: it is none.
        """
        text = self.text(column)
        if not text:
            return float("nan")
        if _THOUSANDS.fullmatch(text):
            raise InputError(
                f"line {self.line}: {text!r} in column {column!r} can be read in two ways; write thousands "
                "without a comma, or a point before decimals"
            )
        try:
            return float(text.replace(",", "."))
        except ValueError:
            raise InputError(f"line {self.line}: {text!r} in column {column!r} is not a number") from None

    def amount(self, column: str) -> float:
        """A dose: a number with or without its unit, or yes and no; NaN where it is missing.

        Raises:
            InputError: it is none, or below 0.
        """
        text = self.text(column)
        if not text:
            return float("nan")
        if text.lower() in _TAKEN:
            return _TAKEN[text.lower()]
        found = _AMOUNT.fullmatch(text)
        if found is None:
            raise InputError(
                f"line {self.line}: {text!r} in column {column!r} is not a number, a dose such as 4.5 mg, "
                "or yes or no"
            )
        value = float(found[1].replace(",", "."))
        if value < 0:
            raise InputError(f"line {self.line}: a dose of {text} in column {column!r} is below 0")
        return value


def rows_of(text: str) -> tuple[list[Row], list[str]]:
    """The rows and the headings; parted by commas, semicolons or tabs, as the headings are.

    Raises:
        InputError: it is no such table, has no row, or a heading twice.
    """
    text = text.removeprefix("\ufeff")
    first = text.partition("\n")[0]
    parted = max(_PARTED, key=first.count)
    reader = csv.reader(io.StringIO(text), delimiter=parted)
    rows: list[Row] = []
    heads: list[str] = []
    try:
        for cells in reader:
            if not any(cell.strip() for cell in cells):
                continue
            if not heads:
                heads = [cell.strip() for cell in cells]
                continue
            rows.append(Row(reader.line_num, dict(zip(heads, cells, strict=False))))
    except csv.Error as error:
        raise InputError(f"this is no CSV file that can be read: {error}") from None
    if not rows:
        raise InputError("the file has no row below its headings")
    named = [head.lower() for head in heads if head]
    twice = next((head for head in heads if head and named.count(head.lower()) > 1), "")
    if twice:
        raise InputError(f"two columns are headed {twice!r}; give each a name of its own")
    return rows, [head for head in heads if head]


def column(heads: Sequence[str], name: str) -> str:
    """A column by its heading, large or small letters.

    Raises:
        InputError: there is none.
    """
    found = [head for head in heads if head.lower() == name.strip().lower()]
    if not found:
        raise InputError(f"there is no column {name!r}; there are {', '.join(heads)}")
    return found[0]


def days_of(rows: Sequence[Row], heads: str) -> list[date] | list[int] | None:
    """The dates of a column, or the numbers of its days; None where it is empty.

    Raises:
        InputError: a cell that is no date, dates in some rows and none in others, or dates that can be
            read in two ways.
    """
    cells = [row.cells.get(heads, "").strip() for row in rows]
    dated = [not re.fullmatch(r"\d*(?:\.0+)?", cell) for cell in cells]
    if not any(dated):
        return [int(float(cell)) for cell in cells] if all(cells) else None
    if not all(dated):
        line = rows[dated.index(not dated[0])].line
        raise InputError(f"column {heads!r} has dates in some rows and none in others: see line {line}")
    try:
        order = order_of(cells)
    except InputError:
        raise InputError(
            f"the dates in column {heads!r} can be read as day and month or as month and day; write them "
            "as 2026-12-01"
        ) from None
    return [_date(cell, row.line, order) for cell, row in zip(cells, rows, strict=True)]


def _date(text: str, line: int, order: Order) -> date:
    """A date, with or without a time of day behind it."""
    for part in (text[:10], text, text.partition(" ")[0], text.partition("T")[0]):
        try:
            return date.fromisoformat(part)
        except ValueError:
            pass
        try:
            return day_of(part, order)
        except InputError:
            continue
    raise InputError(f"line {line}: {text!r} is not a date such as 2026-12-01")
