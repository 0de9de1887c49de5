"""Keys and tokens of clients."""

from __future__ import annotations

import json
import time
import uuid
from typing import Any

import jwt
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from jwt.algorithms import ECAlgorithm, RSAAlgorithm

ISS = "https://ehr.example.org/"
BASE = "https://cds.example.org"
#: Made once: an RSA key takes a while.
EC384 = ec.generate_private_key(ec.SECP384R1())
EC256 = ec.generate_private_key(ec.SECP256R1())
RSA = rsa.generate_private_key(public_exponent=65537, key_size=2048)
WEAK = rsa.generate_private_key(public_exponent=65537, key_size=1024)
STRANGER = ec.generate_private_key(ec.SECP384R1())


def public(private: Any, kid: str) -> dict[str, Any]:
    """The public half as a JWK."""
    kind: Any = RSAAlgorithm if isinstance(private, rsa.RSAPrivateKey) else ECAlgorithm
    return {**json.loads(kind.to_jwk(private.public_key())), "kid": kid, "use": "sig"}


JWKS = {"keys": [public(EC384, "ec384"), public(EC256, "ec256"), public(RSA, "rsa")]}


def audience(service: str = "cotake-order-sign") -> str:
    return f"{BASE}/cds-services/{service}"


def token(
    key: Any = EC384,
    alg: str = "ES384",
    kid: str = "ec384",
    *,
    head: dict[str, Any] | None = None,
    **claims: Any,
) -> str:
    """A token as a client makes one for each call; a claim of None is left out."""
    now = int(time.time())
    said = {"iss": ISS, "aud": audience(), "exp": now + 300, "iat": now, "jti": str(uuid.uuid4()), **claims}
    return jwt.encode(
        {name: value for name, value in said.items() if value is not None},
        key,
        algorithm=alg,
        headers={"kid": kid, **(head or {})},
    )
