"""Bodies that were packed with gzip, unpacked as they arrive: never more at once than a small piece."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from typing import Any

from litestar.exceptions import HTTPException

_PIECE = 64 * 1024
#: Of zlib: with the head and the sum of gzip.
_GZIP = 16 + zlib.MAX_WBITS
_GZIPPED = ("gzip", "x-gzip")
#: The mark that some clients write before a text in UTF-8; it is no part of JSON (RFC 8259, 8.1).
BOM = b"\xef\xbb\xbf"


def unpacking(app: Any, most: int) -> Any:
    """The application, which gets bodies unpacked.

    How large a body may be counts unpacked: the application reads it piece by piece and stops (413) where
    it is too much, so that nothing small can become something large. Another packing than gzip is refused
    (415).

    Args:
        app: the application.
        most: the largest packed body in bytes.
    """

    async def unpacked(scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] != "http":
            await app(scope, receive, send)
            return
        named = [value for name, value in scope["headers"] if name.lower() == b"content-encoding"]
        packings = [each.strip().lower() for value in named for each in value.decode("latin-1").split(",")]
        packings = [each for each in packings if each not in ("", "identity")]
        if not packings:
            await app(scope, receive, send)
            return
        dropped = (b"content-encoding", b"content-length")
        headers = [each for each in scope["headers"] if each[0].lower() not in dropped]
        inner = {**scope, "headers": headers}
        known = len(packings) == 1 and packings[0] in _GZIPPED
        try:
            await app(inner, _Gzip(receive, most).receive if known else _unknown, send)
        finally:
            if "path_template" in inner:  # for the log and the metrics
                scope["path_template"] = inner["path_template"]

    return unpacked


async def _unknown() -> Any:
    """In the place of a body that cannot be unpacked: whoever wants to read it is told."""
    raise HTTPException(
        status_code=415,
        detail="the body is packed in a way that is not read here: send it as it is, or with "
        "Content-Encoding: gzip alone",
        headers={"accept-encoding": "gzip"},
    )


class _Gzip:
    """A body that is unpacked as it is read."""

    def __init__(self, receive: Any, most: int) -> None:
        self._receive, self._left = receive, most
        self._unpack = zlib.decompressobj(_GZIP)
        self._pieces: Iterator[bytes] = iter(())
        self._more, self._ended = True, False

    async def receive(self) -> Any:
        """A piece of the body; after it what the client sends, which is that it left."""
        while not self._ended:
            for piece in self._pieces:
                return {"type": "http.request", "body": piece, "more_body": True}
            if not self._more:
                self._ended = True
                if not self._unpack.eof:
                    raise _broken("it ends too early")
                return {"type": "http.request", "body": b"", "more_body": False}
            message = await self._receive()
            if message["type"] != "http.request":
                return message
            self._more = message.get("more_body", False)
            packed = message.get("body", b"")
            self._left -= len(packed)
            if self._left < 0:
                raise HTTPException(status_code=413, detail="the packed body is too large")
            self._pieces = self._unpacked(packed)
        return await self._receive()

    def _unpacked(self, packed: bytes) -> Iterator[bytes]:
        full = False
        while packed or full:
            if self._unpack.eof:
                raise _broken("something follows its end")
            try:
                piece = self._unpack.decompress(packed, _PIECE)
            except zlib.error as error:
                raise _broken(str(error)) from None
            packed = self._unpack.unconsumed_tail or self._unpack.unused_data
            full = len(piece) == _PIECE and not self._unpack.eof  # there may be more of what was read
            if piece:
                yield piece


def _broken(why: str) -> HTTPException:
    return HTTPException(status_code=400, detail=f"the body cannot be unpacked with gzip: {why}")
