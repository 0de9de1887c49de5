"""Addresses of the pages of medicines that do not name them."""

from __future__ import annotations

import hashlib
import hmac
from functools import lru_cache

from cotake.knowledge import Library

_SIZE = 8


def token_of(name: str, secret: bytes) -> str:
    """The address of a substance: the same at every start, and without meaning to who lacks the key."""
    return hmac.new(secret, b"medicine:" + name.encode(), hashlib.sha256).hexdigest()[: 2 * _SIZE]


def name_of(token: str, secret: bytes, library: Library) -> str:
    """The substance of an address, or "" where it is none."""
    return _tokens(secret, library).get(token, "")


@lru_cache(maxsize=2)
def _tokens(secret: bytes, library: Library) -> dict[str, str]:
    return {token_of(name, secret): name for name in library.ids("substances")}
