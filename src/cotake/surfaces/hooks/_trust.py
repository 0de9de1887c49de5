"""Who calls: the signed token of a client, held against those that are trusted.

CDS Hooks 2.0, Trusting CDS Clients: a JWT in the Authorization header, signed with a private key of the
client, made for the address that is called, and used once. `none` and keys that both sides share are
refused.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from typing import Any

from cotake.surfaces.hooks._keys import ALGORITHMS, Keys, NoKeys
from cotake.surfaces.hooks._seen import Seen
from cotake.surfaces.hooks._settings import HookSettings

_LEEWAY_S = 30
#: A token is made for one call: an old one is no sign of a client, however long it says that it lasts.
_OLDEST_S = 3600
_LONGEST = 8192


class NotTrusted(Exception):
    """A call that is not answered; its text says why."""


class Gate:
    """Lets in the calls of trusted clients."""

    def __init__(self, settings: HookSettings, *, clock: Callable[[], float] = time.time) -> None:
        """Read the keys of the clients.

        Raises:
            FileProblem: a file of keys, or the one of used tokens, cannot be used.
            InputError: keys or addresses that cannot be used.
        """
        self._keys = {each.iss: Keys(each) for each in settings.clients}
        self._seen = Seen(settings.seen)
        self._clock = clock

    def admit(self, header: str | None, audience: Iterable[str]) -> str:
        """The issuer of a call's token.

        Args:
            header: the Authorization header.
            audience: the addresses that a token for this call may be made for.

        Raises:
            NotTrusted: there is no token, or none to trust.
            FileProblem: that it was used cannot be remembered.
        """
        import jwt

        scheme, _, token = (header or "").strip().partition(" ")
        if scheme.lower() != "bearer" or not token.strip():
            raise NotTrusted("a call needs an Authorization header with a signed token: Bearer …")
        if len(token) > _LONGEST:
            raise NotTrusted("the token is too long")
        try:
            head = jwt.get_unverified_header(token.strip())
            claims = jwt.decode(token.strip(), options={"verify_signature": False})
            return self._verified(token.strip(), head, claims, list(audience))
        except NoKeys as error:
            raise NotTrusted(f"the token cannot be verified: {error}") from None
        except jwt.PyJWTError as error:
            raise NotTrusted(f"the token is not valid: {error}") from None
        except (ValueError, TypeError, RecursionError, OverflowError):
            raise NotTrusted("the token is not valid") from None

    def _verified(
        self, token: str, head: dict[str, Any], claims: dict[str, Any], audience: list[str]
    ) -> str:
        import jwt

        named, kid, jku, issuer = head.get("alg"), head.get("kid"), head.get("jku"), claims.get("iss")
        if named not in ALGORITHMS:
            raise NotTrusted(f"the token is signed by none of {', '.join(ALGORITHMS)}")
        if str(head.get("typ", "JWT")).upper() != "JWT":
            raise NotTrusted("the token's typ is not JWT")
        if not isinstance(issuer, str) or issuer not in self._keys:
            raise NotTrusted("the token's iss is not one that this service trusts")
        if not isinstance(kid, str) or not kid:
            raise NotTrusted("the token names no key: kid is missing")
        key = self._keys[issuer].find(kid, jku if isinstance(jku, str) else None)
        if key is None:
            raise NotTrusted("the token's kid is no key of its client")
        if (key["kty"], key.get("crv", "")) != ALGORITHMS[named] or key.get("alg", named) != named:
            raise NotTrusted("the token's alg does not fit its key")
        held = jwt.decode(
            token,
            jwt.PyJWK(dict(key), algorithm=named),
            algorithms=[named],
            audience=audience,
            issuer=issuer,
            leeway=_LEEWAY_S,
            options={"require": ["iss", "aud", "exp", "iat", "jti"]},
        )
        now = self._clock()
        if now - float(held["iat"]) > _OLDEST_S + _LEEWAY_S:
            raise NotTrusted("the token was made more than an hour ago; make one for each call")
        if not isinstance(held["jti"], str) or not held["jti"]:
            raise NotTrusted("the token's jti is a text")
        until = min(float(held["exp"]), float(held["iat"]) + _OLDEST_S) + 2 * _LEEWAY_S
        if not self._seen.first_use(issuer, held["jti"], until, now):
            raise NotTrusted("the token was used before; make one for each call")
        return issuer
