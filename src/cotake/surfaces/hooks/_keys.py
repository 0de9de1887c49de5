"""The public keys of a client: from the settings, from a file, or fetched from where it is allowed."""

from __future__ import annotations

import ipaddress
import json
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from cotake._errors import FileProblem, InputError
from cotake.surfaces.hooks._settings import TrustedClient

#: Both are recommended by CDS Hooks 2.0; the public sandbox signs with ES256.
ALGORITHMS = {
    "ES384": ("EC", "P-384"),
    "ES256": ("EC", "P-256"),
    "RS384": ("RSA", ""),
    "RS256": ("RSA", ""),
}
_FETCH_S, _KEEP_S, _AGAIN_S = 3.0, 600.0, 30.0
_MOST_BYTES, _MOST_KEYS, _LEAST_BITS = 200_000, 100, 2048

Key = Mapping[str, Any]


class NoKeys(Exception):
    """The keys of a client cannot be had now."""


class Keys:
    """The keys of one client. What is fetched is kept for ten minutes; a failure for half a minute."""

    def __init__(self, client: TrustedClient) -> None:
        """Read the keys that are there.

        Raises:
            FileProblem: their file cannot be read.
            InputError: they are no JWK set, or one of them is not a public key of a kind that is used; or
                an address of keys is not one to trust.
        """
        self._own: dict[str, Key] = {}
        if client.jwks is not None:
            read = _of_file(client.jwks) if isinstance(client.jwks, Path) else client.jwks
            self._own = keys_of(read, client.iss, strict=True)
        for each in client.jku:
            _must_be_safe(each)
        self._allowed = client.jku
        self._fetched: dict[str, tuple[float, dict[str, Key] | None]] = {}
        self._lock = threading.Lock()

    def find(self, kid: str, jku: str | None) -> Key | None:
        """The key of this id; None where there is none.

        Raises:
            NoKeys: they would have to be fetched, and cannot be; or the address is not allowed.
        """
        if kid in self._own:
            return self._own[kid]
        if jku is not None and jku not in self._allowed:
            raise NoKeys("its jku is not one that this service trusts")
        for address in [jku] if jku else self._allowed:
            if found := self._at(address, kid).get(kid):
                return found
        return None

    def _at(self, address: str, kid: str) -> dict[str, Key]:
        with self._lock:
            when, known = self._fetched.get(address, (float("-inf"), None))
            age = time.monotonic() - when
            wanted = known is None or kid not in known  # a new key may have been put there since
            if age > (_AGAIN_S if wanted else _KEEP_S):
                known = self._fetch(address)
                self._fetched[address] = (time.monotonic(), known)
        if known is None:
            raise NoKeys("its keys cannot be fetched")
        return known

    def _fetch(self, address: str) -> dict[str, Key] | None:
        try:
            with _OPENER.open(address, timeout=_FETCH_S) as answer:
                text = answer.read(_MOST_BYTES + 1)
            return keys_of(json.loads(text), address, strict=False) if len(text) <= _MOST_BYTES else None
        except (OSError, ValueError, RecursionError, urllib.error.URLError):
            return None


def keys_of(given: Any, whose: str, *, strict: bool) -> dict[str, Key]:
    """The usable keys of a JWK set by their ids (RFC 7517).

    Args:
        given: the JSON.
        whose: whose they are, for messages.
        strict: whether one that cannot be used is an error; left out otherwise.

    Raises:
        InputError: it is no JWK set, or one of its keys cannot be used.
    """
    listed = given.get("keys") if isinstance(given, Mapping) else None
    if not isinstance(listed, list) or len(listed) > _MOST_KEYS:
        raise InputError(f'the keys of {whose} are no JWK set: {{"keys": [...]}} is wanted')
    found: dict[str, Key] = {}
    for each in listed:
        why = _unusable(each)
        if why and strict:
            raise InputError(f"a key of {whose} cannot be used: {why}")
        if not why:
            found[each["kid"]] = each
    return found


def _unusable(key: Any) -> str:
    """Why a key cannot be used; "" where it can."""
    if not isinstance(key, Mapping) or not isinstance(key.get("kid"), str) or not key["kid"]:
        return "it has no kid"
    if "d" in key:
        return "it is a private key, which belongs to the client alone; give the public one"
    if (key.get("kty"), key.get("crv", "")) not in ALGORITHMS.values():
        return "only EC keys on P-256 or P-384 and RSA keys are used"
    if key.get("use", "sig") != "sig":
        return "it is not meant for signatures"
    size = len(str(key.get("n", ""))) * 6
    if key["kty"] == "RSA" and size < _LEAST_BITS:
        return f"it is an RSA key of fewer than {_LEAST_BITS} bits"
    return ""


def _of_file(path: Path) -> Any:
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise FileProblem(f"cannot read {path}: {getattr(error, 'strerror', None) or error}") from error
    except (ValueError, RecursionError) as error:
        raise InputError(f"{path} is no JSON: {error}") from error


def _must_be_safe(address: str) -> None:
    """Keys come over TLS, or from this machine."""
    parts = urlsplit(address)
    if not (parts.scheme == "https" and parts.hostname) and not (
        parts.scheme == "http" and _is_here(parts.hostname or "")
    ):
        raise InputError(f"keys are fetched over https, got jku {address!r}")


def _is_here(host: str) -> bool:
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


class _Stay(urllib.request.HTTPRedirectHandler):
    """An address that was allowed must not lead to another."""

    def redirect_request(self, *_: Any, **__: Any) -> None:
        return None


_OPENER = urllib.request.build_opener(_Stay)
