"""What people wrote, fit for a page: in one line, without what would steer a terminal or turn the text."""

from __future__ import annotations

import unicodedata

#: Joiners that scripts and emoji need, though they are "format characters".
_JOINERS = "\u200c\u200d"
_LEFT_OUT = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})


def clean(text: str) -> str:
    """The text in one line; what cannot be printed, and marks that turn the direction of it, are left out.

    >>> clean("a\\x1b[2J\\n b\\u202e")
    'a[2J b'
    """
    line = " ".join(unicodedata.normalize("NFC", text).split())
    return "".join(each for each in line if each in _JOINERS or unicodedata.category(each) not in _LEFT_OUT)


def breakable(text: str, most: int = 24) -> str:
    """Words longer than `most` with places where they may be broken, so that none runs off the page.

    >>> breakable("aaaaaa bb", 4) == "aaaa\\u200baa bb"
    True
    """
    return " ".join(
        "\u200b".join(word[at : at + most] for at in range(0, len(word), most))
        if len(word) > most
        else word
        for word in text.split(" ")
    )
