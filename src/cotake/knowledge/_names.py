"""How a name is folded before it is looked up."""

from __future__ import annotations

import re
import unicodedata

_NOT_NAME = re.compile(r"[^0-9a-z+%]+")


def key_of(name: str) -> str:
    """Fold case, accents, hyphens and spaces: `St. John's Wort` becomes `stjohnswort`.

    >>> key_of("5-HTP"), key_of("Naltrexona"), key_of("  St John’s wort ")
    ('5htp', 'naltrexona', 'stjohnswort')
    """
    folded = unicodedata.normalize("NFKD", name.casefold())
    plain = "".join(letter for letter in folded if not unicodedata.combining(letter))
    for letter, other in (("ß", "ss"), ("æ", "ae"), ("ø", "o"), ("œ", "oe"), ("ł", "l")):
        plain = plain.replace(letter, other)
    return _NOT_NAME.sub("", plain)
