"""How a name is folded before it is looked up."""

from __future__ import annotations

import re
import unicodedata
import zlib

#: All but letters and digits of any script: a letter that is lost would make another name.
_NOT_NAME = re.compile(r"[^\w+%]+|_+")


def key_of(name: str) -> str:
    """Fold case, accents, hyphens, apostrophes and spaces.

    >>> key_of("5-AB"), key_of("Ñandú"), key_of("  St Mary’s herb ")
    ('5ab', 'nandu', 'stmarysherb')
    >>> key_of("herb и"), key_of("herb ✓")
    ('herbи', 'herb')
    """
    folded = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", name).casefold())
    plain = "".join(letter for letter in folded if not unicodedata.combining(letter))
    for letter, other in (("ß", "ss"), ("æ", "ae"), ("ø", "o"), ("œ", "oe"), ("ł", "l")):
        plain = plain.replace(letter, other)
    return _NOT_NAME.sub("", plain)


def shortened(key: str) -> set[str]:
    """The key, and every text that is left when one letter is dropped.

    Two keys one slip apart (a letter added, dropped, changed, or two swapped) share one of these.
    """
    return {key, *(key[:number] + key[number + 1 :] for number in range(len(key)))}


def trace_of(text: str) -> int:
    """A shortened key as a number of 31 bits; two may share one, so what it finds is compared."""
    return zlib.crc32(text.encode()) & 0x7FFFFFFF


def distance(one: str, other: str) -> int:
    """Slips between two keys: insertions, deletions, changes and swaps of neighbours.

    Source: optimal string alignment distance (Damerau 1964), unit costs.

    >>> distance("absent", "abesnt"), distance("letter", "better"), distance("abc", "abc")
    (1, 1, 0)
    """
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, left in enumerate(one, 1):
        older, before = before, row
        row = [i]
        for j, right in enumerate(other, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (left != right))
            if i > 1 and j > 1 and left == other[j - 2] and one[i - 2] == right:
                cost = min(cost, older[j - 2] + 1)
            row.append(cost)
    return row[-1]


#: Letters a to z and what else a key may hold in three heaps, each once more for a second one.
ALL_LETTERS = (1 << 58) - 1


def letters_of(key: str) -> int:
    """The letters in a key, as bits; a second one of a kind has a bit of its own."""
    bits = 0
    for letter in key:
        number = ord(letter) - 97
        bit = 1 << (number if 0 <= number < 26 else 26 + number % 3)
        bits |= bit << 29 if bits & bit else bit
    return bits
