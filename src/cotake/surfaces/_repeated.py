"""What is done again and again while the application runs."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress


@asynccontextmanager
async def repeated(every_s: float, action: Callable[[], Awaitable[object]]) -> AsyncIterator[None]:
    """Do it every so many seconds until the block is left."""

    async def again() -> None:
        while True:
            await asyncio.sleep(every_s)
            await action()

    task = asyncio.create_task(again())
    try:
        yield
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task
