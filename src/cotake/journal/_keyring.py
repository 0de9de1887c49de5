"""The key of a journal in the system's keyring, where the person wants that.

A small file beside the journal says that it is there, so that the keyring is asked for no other one.
"""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from cotake._errors import JournalError
from cotake.journal._drafts import mark_of
from cotake.journal._held import salt_of
from cotake.journal._key import derive

_SERVICE = "cotake journal"


def remember(path: Path, passphrase: str) -> None:
    """Put the key into the keyring. The passphrase has to be checked before.

    Raises:
        JournalError: there is no keyring, or it refuses.
    """
    key = derive(passphrase, salt_of(path))
    _asked("set_password", path, key)
    if remembered(path, marked=True) != key:
        raise JournalError("the system's keyring did not keep the key")
    mark = mark_of(path)
    try:
        mark.touch(mode=0o600)
    except OSError as error:
        raise JournalError(f"{mark} cannot be written: {error.strerror or error}") from error


def remembered(path: Path, *, marked: bool = False) -> str:
    """The key from the keyring; "" where it was never put there.

    Raises:
        JournalError: it was put there and is not to be had, or is that of an earlier passphrase.
    """
    if not marked and not mark_of(path).exists():
        return ""
    key = _asked("get_password", path)
    if not key:
        raise JournalError("the system's keyring has the key of this journal no more")
    if not key.endswith(salt_of(path).hex()):
        raise JournalError("the key in the system's keyring is that of another passphrase")
    return key


def forget(path: Path) -> bool:
    """Take the key out of the keyring; whether it was there.

    Raises:
        JournalError: there is no keyring, or it refuses.
    """
    had = mark_of(path).exists()
    if had:
        with suppress(_NotThere):
            _asked("delete_password", path)
        with suppress(OSError):
            mark_of(path).unlink()
    return had


class _NotThere(JournalError):
    """The keyring has no such key."""


def _asked(what: str, path: Path, *words: str) -> str:
    try:
        import keyring
        from keyring.errors import KeyringError, PasswordDeleteError
    except ImportError:
        raise JournalError(
            "the system's keyring needs the keyring extra: pip install 'cotake[keyring]'"
        ) from None
    try:
        found = getattr(keyring, what)(_SERVICE, str(path.resolve()), *words)
    except PasswordDeleteError:
        raise _NotThere("the system's keyring has no key of this journal") from None
    except KeyringError as error:
        raise JournalError(f"the system's keyring cannot be used: {error}") from None
    return str(found or "")
