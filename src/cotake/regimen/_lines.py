"""From a text to lines with one medicine each."""

from __future__ import annotations

import re
import unicodedata
from datetime import date

from cotake.knowledge import Library
from cotake.regimen._details import is_detail
from cotake.regimen._lexicon import Lexicon
from cotake.regimen._typed import in_english

#: Longer lines are not medicines.
LONGEST = 500
_ENDS = re.compile(r"[\n\r;\v\f\x1c-\x1e\x85\u2028\u2029]+")
#: A comma, but not one inside a number or inside brackets.
_COMMAS = re.compile(r"(?:(?<!\d),|,(?!\d))(?![^()]*\))")
_BULLET = re.compile(r"^\s*(?:[-*•–·▪]|\d{1,2}[.)](?=\s))\s*(?=\S)")


#: Unicode categories of punctuation, signs of calculation, accents, spaces and control characters.
_MARKS = frozenset({"Pc", "Pd", "Ps", "Pe", "Pi", "Pf", "Po", "Sm", "Sk", "Zs", "Zl", "Zp", "Cc", "Cf"})


def is_mark(character: str) -> bool:
    """Whether it parts or points at the entries of a list; a question mark or a picture stands for one."""
    if character == "?":
        return False
    shape = "\u2190" <= character <= "\u2bff"  # arrows, boxes, bullets and ticks
    return shape or unicodedata.category(character) in _MARKS


def lines_of(text: str, library: Library, words: Lexicon, today: date) -> list[str]:
    """The lines of a text, parted at line ends, semicolons and commas.

    A piece between commas that names nothing ("NAME, 50 mg, daily") stays with its name.
    """
    found: list[str] = []
    for raw in _ENDS.split(text):
        line = " ".join(_BULLET.sub("", raw).split())
        if not line:
            continue
        if "," not in line or len(line) > LONGEST or library.find(line):
            found.append(line)
        else:
            found += _parted(line, library, words, today)
    return found


def _parted(line: str, library: Library, words: Lexicon, today: date) -> list[str]:
    pieces = [piece.strip() for piece in _COMMAS.split(line) if piece.strip()]
    found: list[str] = []
    waiting = ""
    for piece in pieces:
        if not library.find(piece) and (
            is_detail(piece, words, today) or is_detail(in_english(piece, library), words, today)
        ):
            if found:
                found[-1] += f", {piece}"
            else:
                waiting += f"{piece} "
        else:
            found.append(waiting + piece)
            waiting = ""
    return [*found, waiting.strip()] if waiting else found
