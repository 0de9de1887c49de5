"""From what people type to substances, doses, routes and dates."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from cotake._errors import InputError
from cotake.knowledge import Library
from cotake.regimen._lexicon import lexicon_of
from cotake.regimen._line import read_line
from cotake.regimen._lines import lines_of
from cotake.regimen._sums import added_up
from cotake.regimen._types import Regimen

#: Nobody takes more medicines at once.
MOST = 1000


def parse(medicines: str | Iterable[str], library: Library, *, today: date) -> Regimen:
    """Read a list of medicines as people write them.

    Args:
        medicines: one text (parted at commas, semicolons and line ends) or several.
        library: the knowledge to look names up in.
        today: the day that "3 weeks ago" counts from.

    Returns:
        What was understood, and every line that was not.

    Raises:
        InputError: something other than text, a line of more than 500 characters, or more than
            1,000 medicines.
    """
    if isinstance(medicines, str):
        medicines = [medicines]
    try:
        texts = list(medicines)
    except TypeError:
        raise InputError("medicines are written as text, one or several") from None
    words = lexicon_of(library)
    read: list[Regimen] = []
    for text in texts:
        if not isinstance(text, str):
            raise InputError(f"a medicine is written as text, got {type(text).__name__}")
        for line in lines_of(text, library, words, today):
            read.append(read_line(line, library, today))
            if len(read) > MOST:
                raise InputError(f"a list holds at most {MOST} medicines")
    return added_up(_joined(read), library, today)


def _joined(read: list[Regimen]) -> Regimen:
    return Regimen(
        tuple([medicine for each in read for medicine in each.medicines]),
        tuple([unknown for each in read for unknown in each.unknown]),
        tuple([missing for each in read for missing in each.not_covered]),
    )
