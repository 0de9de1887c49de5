"""From a passphrase to the key of a journal, by Argon2id, whose parameters stand in the file's salt."""

from __future__ import annotations

import secrets
import unicodedata

from cotake._errors import InputError, JournalError
from cotake._record import record

_VERSION = 1
#: So many bytes begin a file.
#: A file begins with so many bytes of parameters and salt.
SALT = 16
#: Bytes of the salt that hold the version, log2 of the memory in KiB, the passes and the lanes.
_HEAD = 4
_KEY = 32
_SHORTEST = 8
_LEAST_MEMORY, _MOST_MEMORY = 13, 21
_MOST_PASSES, _MOST_LANES = 64, 16


@record
class Cost:
    """What guessing a passphrase costs: 2 ** `memory` KiB, `passes` over it, in `lanes`.

    By default 64 MiB in 3 passes, the second choice of RFC 9106 (section 4).
    """

    memory: int = 16
    passes: int = 3
    lanes: int = 4


def new_salt(cost: Cost) -> bytes:
    """16 bytes: the parameters, then 96 random bits. They open the file and are no secret.

    Raises:
        InputError: a parameter out of bounds.
    """
    if not _LEAST_MEMORY <= cost.memory <= _MOST_MEMORY:
        raise InputError(f"the memory is 2 to the {_LEAST_MEMORY} to {_MOST_MEMORY} KiB, not {cost.memory}")
    if not 1 <= cost.passes <= _MOST_PASSES or not 1 <= cost.lanes <= _MOST_LANES:
        raise InputError(f"1 to {_MOST_PASSES} passes and 1 to {_MOST_LANES} lanes")
    return bytes((_VERSION, cost.memory, cost.passes, cost.lanes)) + secrets.token_bytes(SALT - _HEAD)


def cost_of(salt: bytes) -> Cost:
    """The parameters in a salt.

    Raises:
        JournalError: it is not the beginning of a journal, or one of a later version.
    """
    if len(salt) < SALT or salt[0] != _VERSION:
        raise JournalError("this is not a journal of cotake, or one of a later version")
    _, memory, passes, lanes = salt[:_HEAD]
    sound = _LEAST_MEMORY <= memory <= _MOST_MEMORY
    if not sound or not 1 <= passes <= _MOST_PASSES or not 1 <= lanes <= _MOST_LANES:
        raise JournalError("the beginning of the file is damaged; put a backup in its place")
    return Cost(memory, passes, lanes)


def derive(passphrase: str, salt: bytes) -> str:
    """The key, as SQLite3MC takes it: 32 bytes in hexadecimal, then the salt.

    Raises:
        InputError: the passphrase holds what is no text.
        JournalError: the salt is no journal's, or there is not the memory that it asks for.
    """
    from argon2.exceptions import HashingError
    from argon2.low_level import Type, hash_secret_raw

    cost = cost_of(salt)
    try:
        words = unicodedata.normalize("NFC", passphrase).encode()
    except UnicodeEncodeError:
        raise InputError("the passphrase holds a sign that cannot be written") from None
    try:
        key = hash_secret_raw(
            words,
            salt[:SALT],
            time_cost=cost.passes,
            memory_cost=2**cost.memory,
            parallelism=cost.lanes,
            hash_len=_KEY,
            type=Type.ID,
        )
    except HashingError:
        megabytes = 2 ** (cost.memory - 10)
        raise JournalError(
            f"the key of this file takes {megabytes:,} MiB of memory, which are not free here"
        ) from None
    return key.hex() + salt[:SALT].hex()


def check_passphrase(passphrase: str) -> None:
    """Refuse a passphrase that is hardly one.

    Raises:
        InputError: shorter than 8 characters.
    """
    if len(passphrase) < _SHORTEST:
        raise InputError(f"a passphrase has {_SHORTEST} characters or more; several words are best")
