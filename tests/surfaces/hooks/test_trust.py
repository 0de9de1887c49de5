"""Whose calls are answered."""

from __future__ import annotations

import base64
import json
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import jwt
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cotake import FileProblem, InputError
from cotake.surfaces.hooks import HookSettings, TrustedClient, read_hook_settings
from cotake.surfaces.hooks._trust import Gate, NotTrusted
from tests.surfaces.hooks.signing import (
    BASE,
    EC256,
    EC384,
    ISS,
    JWKS,
    RSA,
    STRANGER,
    WEAK,
    audience,
    public,
    token,
)


def gate_of(client: TrustedClient | None = None, **settings: Any) -> Gate:
    clients = (client or TrustedClient(ISS, JWKS),)
    return Gate(HookSettings(base_url=BASE, clients=clients, **settings))


@pytest.fixture(scope="module")
def gate() -> Gate:
    return gate_of()


def refused(gate: Gate, header: str | None) -> str:
    with pytest.raises(NotTrusted) as why:
        gate.admit(header, [audience()])
    return str(why.value)


@pytest.mark.parametrize(
    ("key", "alg", "kid"),
    [(EC384, "ES384", "ec384"), (EC256, "ES256", "ec256"), (RSA, "RS384", "rsa"), (RSA, "RS256", "rsa")],
)
def test_a_client_that_is_trusted_gets_in(key: Any, alg: str, kid: str, gate: Gate) -> None:
    assert gate.admit(f"Bearer {token(key, alg, kid)}", [audience()]) == ISS
    assert gate.admit(f"bearer {token(key, alg, kid, aud=[audience(), 'https://x'])}", [audience()]) == ISS


def test_a_token_is_good_for_one_call(gate: Gate) -> None:
    once = f"Bearer {token()}"
    gate.admit(once, [audience()])
    assert "used before" in refused(gate, once)


@pytest.mark.parametrize("claim", ["iss", "aud", "exp", "iat", "jti"])
def test_every_claim_is_required(claim: str, gate: Gate) -> None:
    none: dict[str, Any] = {claim: None}
    assert refused(gate, f"Bearer {token(**none)}")


def now() -> int:
    return int(time.time())  # a whole run of tests may take longer than a token lasts


@pytest.mark.parametrize(
    ("made", "why"),
    [
        (lambda: token(exp=now() - 120, iat=now() - 400), "expired"),
        (lambda: token(iat=now() + 600, exp=now() + 900), "not yet valid"),
        (lambda: token(iat=now() - 8000, exp=now() + 10**9), "more than an hour ago"),
        (lambda: token(aud=audience("cotake-patient-view")), "Audience"),
        (lambda: token(aud="https://evil.example/cds-services/cotake-order-sign"), "Audience"),
        (lambda: token(iss="https://other.example/"), "iss is not one"),
        (lambda: token(STRANGER), "Signature"),
        (lambda: token(kid="nobody"), "no key of its client"),
        (lambda: token(kid="rsa"), "does not fit its key"),
        (lambda: token(EC256, "ES256", "ec384"), "does not fit its key"),
        (lambda: token("k" * 64, "HS256"), "signed by none of"),
        (lambda: token(None, "none"), "signed by none of"),
        (lambda: token(head={"typ": "at+jwt"}), "typ"),
        (lambda: token(head={"jku": "https://evil.example/jwks.json"}, kid="other"), "jku is not one"),
        (lambda: token() + "x", "not valid"),
        (lambda: "a.b.c", "not valid"),
        (lambda: "x" * 9000, "too long"),
    ],
)
def test_others_do_not(made: Any, why: str, gate: Gate) -> None:
    assert why in refused(gate, f"Bearer {made()}")


@pytest.mark.parametrize("header", [None, "", "Bearer", "Bearer ", "Basic dTpw", "token"])
def test_without_a_token_nobody_gets_in(header: str | None, gate: Gate) -> None:
    assert "Authorization header" in refused(gate, header)


def test_a_shared_key_made_of_the_public_one_does_not_open(gate: Gate) -> None:
    """The old confusion: HMAC with the text of a public key."""
    from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

    pem = RSA.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    parts = [
        {"alg": "HS256", "typ": "JWT", "kid": "rsa"},
        jwt.decode(token(), options={"verify_signature": False}),
    ]
    body = b".".join(base64.urlsafe_b64encode(json.dumps(each).encode()).rstrip(b"=") for each in parts)
    import hashlib
    import hmac

    mark = base64.urlsafe_b64encode(hmac.new(pem, body, hashlib.sha256).digest()).rstrip(b"=")
    assert "signed by none of" in refused(gate, f"Bearer {(body + b'.' + mark).decode()}")


@given(st.text() | st.binary().map(lambda raw: raw.decode("latin-1")))
def test_no_header_breaks_the_gate(header: str) -> None:
    with pytest.raises(NotTrusted):
        _GATE.admit(f"Bearer {header}", [audience()])


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=5,
)


@given(st.dictionaries(st.sampled_from(["iss", "aud", "exp", "iat", "jti", "sub", "nbf"]), _JSON))
def test_no_claim_breaks_the_gate(claims: dict[str, Any]) -> None:
    parts = [{"alg": "ES384", "typ": "JWT", "kid": "ec384"}, {"iss": ISS, **claims}]
    body = b".".join(base64.urlsafe_b64encode(json.dumps(each).encode()).rstrip(b"=") for each in parts)
    from jwt.algorithms import ECAlgorithm

    signed = ECAlgorithm(ECAlgorithm.SHA384).sign(body, EC384)
    text = (body + b"." + base64.urlsafe_b64encode(signed).rstrip(b"=")).decode()
    with suppress(NotTrusted):
        assert _GATE.admit(f"Bearer {text}", [audience()]) == ISS


_GATE = gate_of()


# Several workers.


def test_a_token_used_at_one_worker_is_used_at_all(tmp_path: Path) -> None:
    first, second = (gate_of(seen=tmp_path / "seen.sqlite") for _ in range(2))
    once = f"Bearer {token()}"
    first.admit(once, [audience()])
    assert "used before" in refused(second, once)


def test_of_many_who_try_at_once_one_gets_in(tmp_path: Path) -> None:
    gates = [gate_of(seen=tmp_path / "seen.sqlite") for _ in range(4)]
    once = f"Bearer {token()}"

    def tries(gate: Gate) -> bool:
        try:
            return bool(gate.admit(once, [audience()]))
        except NotTrusted:
            return False

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(tries, gates * 4)) == 1


# Keys that are fetched.


class Web:
    """A server of keys on this machine."""

    def __init__(self) -> None:
        self.answer: Any = JWKS
        self.status, self.asked = 200, 0
        web = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                web.asked += 1
                self.send_response(web.status)
                if web.status == 302:
                    self.send_header("Location", "/elsewhere.json")
                self.end_headers()
                self.wfile.write(json.dumps(web.answer).encode())

            def log_message(self, *_: Any) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.jku = f"http://127.0.0.1:{self.server.server_port}/jwks.json"


@pytest.fixture
def web() -> Iterator[Web]:
    web = Web()
    thread = threading.Thread(target=web.server.serve_forever)
    thread.start()
    yield web
    web.server.shutdown()
    web.server.server_close()
    thread.join()


def test_keys_are_fetched_from_where_it_is_allowed_and_kept(web: Web) -> None:
    gate = gate_of(TrustedClient(ISS, None, (web.jku,)))
    for _ in range(3):
        assert gate.admit(f"Bearer {token(head={'jku': web.jku})}", [audience()]) == ISS
        assert gate.admit(f"Bearer {token()}", [audience()]) == ISS
    assert web.asked == 1


@pytest.mark.parametrize(
    ("status", "answer"),
    [
        (500, JWKS),
        (302, JWKS),
        (200, "no keys"),
        (200, {"keys": [{"kty": "oct", "k": "AA", "kid": "ec384"}]}),
    ],
)
def test_keys_that_cannot_be_had_let_nobody_in(status: int, answer: Any, web: Web) -> None:
    web.status, web.answer = status, answer
    gate = gate_of(TrustedClient(ISS, None, (web.jku,)))
    for _ in range(5):
        assert refused(gate, f"Bearer {token()}")
    assert web.asked == 1  # nobody can make the service ask over and over


def test_a_client_cannot_name_where_its_keys_are(web: Web) -> None:
    gate = gate_of(TrustedClient(ISS, JWKS))
    assert "jku is not one" in refused(gate, f"Bearer {token(kid='new', head={'jku': web.jku})}")
    assert web.asked == 0


# Settings.


@pytest.mark.parametrize(
    ("keys", "why"),
    [
        ({}, "no JWK set"),
        ({"keys": [{}]}, "no kid"),
        ({"keys": [{"kty": "oct", "k": "AA", "kid": "a"}]}, "only EC keys"),
        ({"keys": [public(WEAK, "w")]}, "fewer than 2048 bits"),
        ({"keys": [{**public(EC384, "e"), "d": "AA"}]}, "private key"),
        ({"keys": [{**public(EC384, "e"), "use": "enc"}]}, "not meant for signatures"),
    ],
)
def test_keys_that_cannot_be_used_are_told_at_the_start(keys: dict[str, Any], why: str) -> None:
    with pytest.raises(InputError, match=why):
        gate_of(TrustedClient(ISS, keys))


def test_keys_come_over_tls() -> None:
    with pytest.raises(InputError, match="over https"):
        gate_of(TrustedClient(ISS, None, ("http://ehr.example.org/jwks.json",)))


def test_the_file_of_settings(tmp_path: Path) -> None:
    (tmp_path / "keys.json").write_text(json.dumps(JWKS), encoding="utf-8")
    path = tmp_path / "hooks.toml"
    path.write_text(
        f'seen = "seen.sqlite"\n[[client]]\niss = "{ISS}"\njwks = "keys.json"\n'
        '[[client]]\niss = "https://sandbox.cds-hooks.org"\n'
        'jku = ["https://sandbox.cds-hooks.org/.well-known/jwks.json"]\n',
        encoding="utf-8",
    )
    settings = read_hook_settings(path, base_url=f"{BASE}/")
    assert settings.base_url == BASE
    assert settings.seen == tmp_path / "seen.sqlite"
    assert [each.iss for each in settings.clients] == [ISS, "https://sandbox.cds-hooks.org"]
    assert Gate(settings).admit(f"Bearer {token()}", [audience()]) == ISS
    assert read_hook_settings(None).clients == ()


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "at least one"),
        ("clients = []", '"clients" is no setting'),
        ("client = 1", "list of clients"),
        ("[[client]]\njwks = 'k.json'", "no iss"),
        ("[[client]]\niss = 'a'", "has no keys"),
        ("[[client]]\niss = 'a'\nkey = 'b'", "is nothing of a client"),
        ("[[client]]\niss = 'a'\njku = [1]", "list of addresses"),
        ("[[client]]\niss = 'a'\njwks = 1", "name of a file"),
        ("[[client]]\niss='a'\njku='https://a'\n[[client]]\niss='a'\njku='https://a'", "same iss"),
        ("=", "neither TOML nor JSON"),
    ],
)
def test_a_file_of_settings_that_cannot_be_used_is_told(text: str, why: str, tmp_path: Path) -> None:
    path = tmp_path / "hooks.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=why):
        read_hook_settings(path)


def test_files_that_are_not_there_are_told(tmp_path: Path) -> None:
    with pytest.raises(FileProblem, match="cannot read"):
        read_hook_settings(tmp_path / "none.toml")
    with pytest.raises(FileProblem, match="cannot read"):
        gate_of(TrustedClient(ISS, tmp_path / "none.json"))
