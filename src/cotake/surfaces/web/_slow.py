"""Guessing made slow: after a few wrong tries each next one waits twice as long."""

from __future__ import annotations

import time
from collections.abc import Callable
from threading import Lock

#: Wrong tries that cost no wait, and the longest wait in s; each further one doubles it from 1 s.
_FREE, _LONGEST = 3, 900.0
#: So many names are remembered; then those whose wait is over are forgotten, and the oldest of the rest.
_MOST = 10_000


class TooSoon(Exception):
    """After wrong tries the next is not made before `seconds` are over."""

    def __init__(self, seconds: int) -> None:
        super().__init__(seconds)
        self.seconds = seconds


class Attempts:
    """Wrong tries by what they were made on, such as a name; `clock` tells seconds."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock, self._lock = clock, Lock()
        self._wrong: dict[str, tuple[int, float]] = {}

    def check(self, *keys: str) -> None:
        """Whether the next may be made on all of them.

        Raises:
            TooSoon: it may not yet.
        """
        with self._lock:
            self._check(keys)

    def begin(self, *keys: str) -> None:
        """Count one as wrong before it is looked at: of many at once, each knows of those before it.

        Raises:
            TooSoon: it may not be made yet, and is not counted.
        """
        with self._lock:
            self._check(keys)
            self._count(keys)

    def wrong(self, *keys: str) -> None:
        """One was wrong."""
        with self._lock:
            self._count(keys)

    def right(self, *keys: str) -> None:
        """One was right: the count begins anew."""
        with self._lock:
            for key in keys:
                self._wrong.pop(key, None)

    def _check(self, keys: tuple[str, ...]) -> None:
        over = max((self._over(key) for key in keys), default=0.0) - self._clock()
        if over > 0:
            raise TooSoon(max(1, round(over + 0.49)))

    def _count(self, keys: tuple[str, ...]) -> None:
        for key in keys:
            tries, _ = self._wrong.pop(key, (0, 0.0))
            self._wrong[key] = (tries + 1, self._clock())
        if len(self._wrong) > _MOST:
            self._forget()

    def _over(self, key: str) -> float:
        tries, last = self._wrong.get(key, (0, 0.0))
        return last + min(_LONGEST, 2.0 ** (tries - _FREE)) if tries >= _FREE else 0.0

    def _forget(self) -> None:
        now = self._clock()
        for key in [each for each, (_, last) in self._wrong.items() if now - last > _LONGEST]:
            del self._wrong[key]
        for key in list(self._wrong)[: max(0, len(self._wrong) - _MOST)]:
            del self._wrong[key]
