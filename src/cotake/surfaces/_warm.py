"""The first answer of a worker is not the slow one."""

from __future__ import annotations

from cotake.interactions import check
from cotake.knowledge import Library

_SOME = 40


def warm(library: Library) -> None:
    """Read what every check reads, and the records of what is known best.

    Raises:
        KnowledgeError: the knowledge is damaged.
    """
    rows = library.query(
        "SELECT substance FROM pairing GROUP BY substance ORDER BY count(*) DESC, substance LIMIT ?", _SOME
    )
    names = [library.substance(each).name for (each,) in rows if library.has("substances", each)]
    if names:
        check(names, library=library).to_dict()
