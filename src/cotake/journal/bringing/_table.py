"""A table as text: which app wrote it is told by its columns."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Sequence
from functools import partial

from cotake._errors import InputError
from cotake.journal._scales import Scales
from cotake.journal._types import Row
from cotake.journal.bringing import _bearable, _daylio, _emoods, _mapped, _medtimer
from cotake.journal.bringing._brought import Brought, How, Order
from cotake.journal.bringing._cells import order_of
from cotake.journal.bringing._own import COLUMNS, own_rows

_ROWS = 200_000

#: A line of a table: its number, and its cells by their headings in small letters.
Line = tuple[int, dict[str, str]]


def bring(text: str, scales: Scales, how: How) -> Brought:
    """Read a table. Its kind is told by its columns; others than the known ones need a `mapping`.

    Raises:
        InputError: it is no CSV with a line of headings, too long, or its columns are not known, or
            its dates can be read in two ways.
    """
    text = text.removeprefix("\ufeff")
    if _medtimer.is_events(text):
        return _medtimer.of_events(text, how.zone)
    heads, table = _read(text)
    known = {head.lower() for head in heads}
    if how.mapping is None and tuple(head.lower() for head in heads) == COLUMNS:
        rows, unread = own_rows(table, scales)
        return Brought("cotake", tuple(rows), tuple(unread))
    read: Callable[[dict[str, str], Order], list[Row]]
    ignored: list[str] = []
    if how.mapping is None and known >= _daylio.COLUMNS:
        kind, column = "Daylio", _daylio.DATE
        read = partial(_daylio.row_of, how=how)
    elif how.mapping is None and known >= _bearable.COLUMNS:
        kind, column = "Bearable", _bearable.DATE
        read = partial(_bearable.row_of, how=how, scales=scales)
    elif how.mapping is None and known >= _emoods.COLUMNS:
        kind, column = "eMoods", _emoods.DATE
        read = partial(_emoods.row_of, how=how)
        ignored = [head for head in heads if head.lower() not in _emoods.READ]
    else:
        columns, ignored = _mapped.columns_of(heads, how.mapping or {}, scales)
        kind, column = "CSV", next(head for head, meaning in columns.items() if meaning == _mapped.WHEN)
        read = partial(_mapped.row_of, columns=columns, how=how, scales=scales)
    order = how.dates or order_of(cells[column] for _, cells in table)
    rows, unread = _read_all(table, lambda cells: read(cells, order))
    return Brought(kind, tuple(rows), tuple(unread), tuple(ignored))


def _read(text: str) -> tuple[list[str], list[Line]]:
    """The headings, and each line with its number and its cells by them."""
    reader = csv.reader(io.StringIO(text))
    try:
        lines = [row for row in reader if any(cell.strip() for cell in row)]
    except csv.Error as error:
        raise InputError(f"this is no CSV file that can be read: {error}") from None
    if len(lines) < 2:
        raise InputError("the file has no row below its headings")
    if len(lines) > _ROWS:
        raise InputError(f"the file has more than {_ROWS:,} rows; part it")
    heads = [head.strip() for head in lines[0]]
    columns = [(place, head.lower()) for place, head in enumerate(heads)]
    return heads, [
        (at, {head: line[place].strip() if place < len(line) else "" for place, head in columns})
        for at, line in enumerate(lines[1:], 2)
    ]


def _read_all(
    table: Sequence[Line], read: Callable[[dict[str, str]], list[Row]]
) -> tuple[list[Row], list[str]]:
    rows: list[Row] = []
    unread: list[str] = []
    for line, cells in table:
        try:
            rows += read(cells)
        except InputError as error:
            unread.append(f"line {line}: {error}")
    return rows, unread
