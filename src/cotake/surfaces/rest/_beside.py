"""What takes long is worked out beside the answers of a worker: once for all who ask, one after another."""

from __future__ import annotations

import asyncio
import time
from collections import OrderedDict
from collections.abc import Callable, Hashable
from concurrent.futures import Future, ThreadPoolExecutor
from threading import Lock
from typing import Any, TypeVar

from litestar.exceptions import HTTPException

T = TypeVar("T")
#: Called between the parts of what is worked out: it lets answers go before, and ends what takes too long.
Pause = Callable[[], None]

#: Things that may wait for their turn; whoever comes then is told to come again.
_MOST_WAITING = 64
_AGAIN_S = "5"


class _TooLong(Exception):
    """It was worked at for longer than it may, or nobody waits for it."""


class Beside:
    """One thread that works out one thing at a time, and what it found last.

    Who asks for a thing that is being worked out waits for the same. The thread goes on when nobody waits
    any more, so that it is there when it is asked for again, but never for longer than `seconds`.

    Args:
        kept: how many of the things found are kept; 0 keeps none.
        seconds: how long one may wait, and how long one thing may be worked at.
    """

    def __init__(self, kept: int = _MOST_WAITING, seconds: float = 20.0) -> None:
        self.seconds, self._most = seconds, kept
        self._of: Hashable = None
        self._kept: OrderedDict[Hashable, Any] = OrderedDict()
        self._begun: dict[Hashable, Future[Any]] = {}
        self._waiting: dict[Hashable, int] = {}
        self._lock = Lock()
        self._pool = ThreadPoolExecutor(1, "cotake-beside")

    async def get(self, of: Hashable, name: Hashable, work: Callable[[Pause], T]) -> T:
        """What `work` gives, or gave before.

        Args:
            of: what it follows from beside its name, such as the knowledge and the day; what was kept of
                another is dropped.
            name: what it is.
            work: works it out, in the thread.

        Raises:
            HTTPException: 503, it takes too long, or too many others wait.
        """
        with self._lock:
            if of != self._of:
                self._kept.clear()
                self._of = of
            if name in self._kept:
                self._kept.move_to_end(name)
                found: T = self._kept[name]
                return found
            key = (of, name)
            begun = self._begun.get(key)
            if begun is None:
                if len(self._begun) >= _MOST_WAITING:
                    raise _later("too many others are being worked out")
                begun = self._begun[key] = self._pool.submit(self._worked_out, of, name, work)
            self._waiting[key] = self._waiting.get(key, 0) + 1
        try:
            async with asyncio.timeout(self.seconds):
                # Shielded: one who leaves does not end it for the others.
                answer: T = await asyncio.shield(asyncio.wrap_future(begun))
                return answer
        except (TimeoutError, _TooLong):
            raise _later(f"it takes longer than {self.seconds:g} s") from None
        finally:
            with self._lock:
                self._waiting[key] -= 1
                if not self._waiting[key]:
                    del self._waiting[key]

    def _worked_out(self, of: Hashable, name: Hashable, work: Callable[[Pause], T]) -> T:
        key = (of, name)
        ends = time.monotonic() + self.seconds

        def pause() -> None:
            time.sleep(0)  # whoever wants to answer goes first
            if time.monotonic() > ends:
                raise _TooLong

        try:
            with self._lock:
                if key not in self._waiting:
                    raise _TooLong
            found = work(pause)
            with self._lock:
                if self._most and of == self._of:
                    self._kept[name] = found
                    while len(self._kept) > self._most:
                        self._kept.popitem(last=False)
            return found
        finally:
            with self._lock:
                self._begun.pop(key, None)


def _later(why: str) -> HTTPException:
    return HTTPException(
        status_code=503,
        detail=f"{why}: nothing was checked; ask again in a moment",
        headers={"retry-after": _AGAIN_S},
    )
