"""How the service of CDS Hooks is set up: whom it trusts, and where feedback is kept."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from cotake._errors import FileProblem, InputError
from cotake._record import record


@record
class TrustedClient:
    """A client whose signed calls are answered.

    Args:
        iss: the issuer that its tokens name, letter for letter.
        jwks: its public keys, as a JWK set or as the file that holds one; None where they are fetched.
        jku: the addresses from which its keys may be fetched; a token that names another is refused.
    """

    iss: str
    jwks: Mapping[str, Any] | Path | None = None
    jku: tuple[str, ...] = ()


@record
class HookSettings:
    """All that can be set. Without clients every call is answered.

    Args:
        base_url: the address under which clients know the service; the audience of a token is
            `{base_url}/cds-services/{id}`.
        clients: who is trusted. With any, a call without a valid token is refused.
        feedback: the SQLite file that keeps feedback; None for no feedback.
        seen: the SQLite file of the tokens used already, which several worker processes share; None to
            remember them in the memory of one process.
        most_feedback_mb: how large the file of feedback may become, in MB.
        most_body_kb: the largest request, in kB.
        about_url: a page about this service, shown as the source of each card; "" for none.
    """

    base_url: str = "http://127.0.0.1:8765"
    clients: tuple[TrustedClient, ...] = ()
    feedback: Path | None = None
    seen: Path | None = None
    most_feedback_mb: int = 64
    most_body_kb: int = 4096
    about_url: str = ""


_KEYS = ("client", "seen", "about_url")
_CLIENT_KEYS = ("iss", "jwks", "jku")


def read_hook_settings(
    path: Path | None,
    *,
    base_url: str = "",
    feedback: Path | None = None,
    seen: Path | None = None,
    most_body_kb: int = HookSettings.most_body_kb,
) -> HookSettings:
    """The settings of a TOML or JSON file: `client` (each with iss, and jwks or jku), `seen`, `about_url`.

    Args:
        path: the file; None where nobody in particular is trusted.
        base_url: the address under which clients know the service.
        feedback: where feedback is kept.
        seen: where used tokens are kept if the file does not say.
        most_body_kb: the largest request, in kB.

    Raises:
        FileProblem: the file cannot be read.
        InputError: it says something that cannot be used; the text says which and what may be.
    """
    plain = HookSettings()
    base_url = (base_url or plain.base_url).rstrip("/")
    if path is None:
        return HookSettings(base_url=base_url, feedback=feedback, seen=seen, most_body_kb=most_body_kb)
    data = _read(path)
    for key in data:
        if key not in _KEYS:
            raise InputError(f'{path}: "{key}" is no setting; there are: {", ".join(_KEYS)}')
    listed = data.get("client", [])
    if not isinstance(listed, list) or not listed:
        raise InputError(f"{path}: client is a list of clients, and names at least one")
    clients = tuple(_client(each, path) for each in listed)
    if len({each.iss for each in clients}) < len(clients):
        raise InputError(f"{path}: two clients have the same iss")
    own = _text(data.get("seen", ""), "seen", path)
    return HookSettings(
        base_url=base_url,
        clients=clients,
        feedback=feedback,
        seen=path.parent / own if own else seen,
        most_body_kb=most_body_kb,
        about_url=_text(data.get("about_url", ""), "about_url", path),
    )


def _read(path: Path) -> dict[str, Any]:
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise FileProblem(f"cannot read {path}: {getattr(error, 'strerror', None) or error}") from error
    try:
        data = json.loads(text) if path.suffix.lower() == ".json" else tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        raise InputError(f"{path} is neither TOML nor JSON: {error}") from error
    if not isinstance(data, dict):
        raise InputError(f"{path}: a file of settings is a table with any of: {', '.join(_KEYS)}")
    return data


def _client(given: Any, path: Path) -> TrustedClient:
    if not isinstance(given, dict):
        raise InputError(f"{path}: a client is a table with {', '.join(_CLIENT_KEYS)}")
    for key in given:
        if key not in _CLIENT_KEYS:
            raise InputError(
                f'{path}: "{key}" is nothing of a client; there are: {", ".join(_CLIENT_KEYS)}'
            )
    iss = _text(given.get("iss", ""), "iss", path)
    jwks, jku = given.get("jwks"), given.get("jku", [])
    if not iss:
        raise InputError(f"{path}: a client has no iss, the issuer that its tokens name")
    if isinstance(jku, str):
        jku = [jku]
    if not isinstance(jku, list) or not all(isinstance(each, str) for each in jku):
        raise InputError(f"{path}: jku is a list of addresses")
    if jwks is None and not jku:
        raise InputError(f"{path}: {iss} has no keys: give jwks (a file, or the keys) or jku (addresses)")
    if isinstance(jwks, str):
        return TrustedClient(iss, path.parent / jwks, tuple(jku))
    if jwks is not None and not isinstance(jwks, dict):
        raise InputError(f"{path}: jwks is the name of a file, or a set of keys")
    return TrustedClient(iss, jwks, tuple(jku))


def _text(given: Any, key: str, path: Path) -> str:
    if not isinstance(given, str):
        raise InputError(f"{path}: {key} is a text, got {given!r}")
    return given.strip()
