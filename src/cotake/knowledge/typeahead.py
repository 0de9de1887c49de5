"""Names while they are typed."""

from __future__ import annotations

from cotake._record import record
from cotake.knowledge._library import Library
from cotake.knowledge._names import key_of


@record
class Typed:
    """A name that may be meant: what it is a name of, and whether it was found as a slip of the pen.

    `kind` is substances, products or barred (known by name, but its record cannot be used).
    """

    name: str
    kind: str
    id: str
    stands_for: str
    slip: bool = False


def typed(text: str, library: Library, most: int = 10) -> tuple[Typed, ...]:
    """The names that begin with what was typed so far, one of each record, the likeliest first.

    Where none does, those that are near it.
    """
    key = key_of(text)
    if not key:
        return ()
    # Of how much is known of a record: what is taken often is studied often.
    sql = (
        "SELECT key, name, folder, id, (SELECT count(*) FROM pairing WHERE substance = name.id) AS known "
        "FROM name WHERE key >= ? AND key < ?"
    )
    found = []
    for own, name, folder, owner, known in library.query(sql, key, f"{key}\U0010ffff"):
        shown = _shown(library, folder, owner) or name
        main = own == key_of(shown)
        rank = (own != key, not main, -known, len(own), own)
        found.append((rank, Typed(shown if main else name, folder, owner, shown)))
    best: dict[tuple[str, str], Typed] = {}
    for _, each in sorted(found, key=lambda row: row[0]):
        best.setdefault((each.kind, each.id), each)
    if not best:
        for near in library.candidates(text, most):
            folder = "products" if library.has("products", near.id) else "substances"
            shown = _shown(library, folder, near.id) or near.name
            best[folder, near.id] = Typed(near.name, folder, near.id, shown, True)
    return tuple(best.values())[:most]


def _shown(library: Library, folder: str, owner: str) -> str:
    """The name of the record itself; "" where it cannot be used."""
    if folder == "substances":
        return library.substance(owner).name
    return library.product(owner).name if folder == "products" else ""
