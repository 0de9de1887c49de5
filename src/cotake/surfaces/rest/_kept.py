"""Answers that were given already, kept in the memory of a worker: records ask again for the same list."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from datetime import UTC, date, datetime
from hashlib import blake2b
from itertools import count

from cotake.knowledge import Library

_AT = b'"generated_at":"'
_NUMBERS = count()
_LONG = len("2026-12-01T09:00:00Z")


class Kept:
    """The last answers, each as bytes under a digest of what was asked, of the day and of the knowledge.

    What was asked is not kept. An answer follows from these alone, but for the moment it was made, which is
    written anew.

    Args:
        most: how many; 0 keeps none.
        largest: bytes of an answer that is kept; larger ones are made each time.
    """

    def __init__(self, most: int, largest: int = 200_000) -> None:
        self.most, self.largest = most, largest
        self._held: OrderedDict[bytes, bytes] = OrderedDict()

    def answer(self, asked: bytes, library: Library, make: Callable[[], bytes]) -> bytes:
        """The answer to this body, made where it is not kept; what `make` raises is raised and not kept."""
        if not self.most:
            return make()
        # A number that no other library of this process has or will have, as an address in memory may.
        number = library.derived("kept").setdefault("number", next(_NUMBERS))
        told = f"{date.today()} {number}".encode()
        key = blake2b(asked, key=blake2b(told).digest()).digest()
        held = self._held.get(key)
        if held is not None:
            self._held.move_to_end(key)
            return _now(held)
        made = make()
        if len(made) <= self.largest:
            self._held[key] = made
            while len(self._held) > self.most:
                self._held.popitem(last=False)
        return made


def _now(answer: bytes) -> bytes:
    """The same answer, made now."""
    at = answer.index(_AT) + len(_AT)
    moment = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ").encode()
    return answer[:at] + moment + answer[at + _LONG :]
