"""The pages served to a network: for those who have an account, each with a journal of their own."""

from __future__ import annotations

import http.client
import os
import re
import ssl
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from litestar.testing import TestClient

import cotake.surfaces.web
from cotake._errors import FileProblem, InputError
from cotake.surfaces.cli import cli
from cotake.surfaces.web import Accounts, Public, WebSettings, create_pages, serve_pages
from cotake.surfaces.web._slow import Attempts, TooSoon
from tests.surfaces.web.conftest import Visitor
from tests.surfaces.web.test_journal import Clock

PASSWORD, OTHER = "a good long password", "another long password"
ADDRESS = "https://pages.example"


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A certificate for pages.example and this machine, signed by itself."""
    from datetime import UTC, datetime, timedelta
    from ipaddress import ip_address

    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.oid.NameOID.COMMON_NAME, "pages.example")])
    names = [
        x509.DNSName("pages.example"),
        x509.DNSName("localhost"),
        x509.IPAddress(ip_address("127.0.0.1")),
    ]
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName(names), critical=False)
        .sign(key, hashes.SHA256())
    )
    folder = tmp_path_factory.mktemp("tls")
    files = folder / "certificate.pem", folder / "key.pem"
    files[0].write_bytes(made.public_bytes(serialization.Encoding.PEM))
    pem, kind = serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8
    files[1].write_bytes(key.private_bytes(pem, kind, serialization.NoEncryption()))
    return files


@pytest.fixture(scope="module")
def accounts_file(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    accounts = Accounts(tmp_path_factory.mktemp("accounts") / "accounts.json")
    accounts.add("ann", PASSWORD)
    accounts.add("bob", OTHER)
    return accounts.path.read_bytes()


@pytest.fixture
def public(tmp_path: Path, accounts_file: bytes, certificate: tuple[Path, Path]) -> WebSettings:
    (tmp_path / "accounts.json").write_bytes(accounts_file)
    served = Public(("pages.example",), *certificate, tmp_path / "accounts.json", tmp_path / "people")
    return WebSettings(443, "a-key", b"s" * 32, tmp_path / "journal.cotake", public=served)


@pytest.fixture
def pages(public: WebSettings) -> Any:
    return create_pages(public)


class Guest(Visitor):
    def token(self) -> str:
        found = super().token() if self.client.get("/").url.path == "/" else ""
        return (
            found or self.client.get("/sign-in").text.split('name="_csrf_token" value="')[1].split('"')[0]
        )

    def sign_in(self, name: str, password: str) -> Any:
        return self.send("/sign-in", name=name, password=password)


@pytest.fixture
def guest(pages: Any) -> Iterator[Guest]:
    with TestClient(pages, base_url=ADDRESS) as client:
        yield Guest(client)


# Signing in.


def test_nothing_but_the_way_in_and_help_is_shown_to_a_stranger(guest: Guest) -> None:
    for path in ("/", "/guide", "/journal", "/medicines", "/plan", "/report", "/nowhere"):
        assert guest.client.get(path).url.path == "/sign-in"
    assert guest.client.get("/help").status_code == 200
    assert guest.send("/list/add", name="LDN").url.path == "/sign-in"
    assert guest.client.get("/start/a-key").status_code == 404  # there is no start link


def test_who_has_an_account_comes_in_and_goes_out(guest: Guest) -> None:
    assert guest.sign_in("Ann ", PASSWORD).url.path == "/"
    assert guest.send("/list/add", name="LDN 4.5 mg").status_code == 200
    assert "LDN 4.5 mg" in guest.client.get("/").text
    assert guest.send("/sign-out").url.path == "/sign-in"
    assert guest.client.get("/").url.path == "/sign-in"
    assert "LDN" not in guest.sign_in("bob", OTHER).text  # nothing of the one before is left


@pytest.mark.parametrize(
    ("name", "password"), [("ann", OTHER), ("ann", ""), ("nobody", PASSWORD), ("", ""), ("bob", PASSWORD)]
)
def test_a_wrong_name_is_told_as_a_wrong_password_is(guest: Guest, name: str, password: str) -> None:
    reply = guest.sign_in(name, password)
    assert reply.status_code == 422 and "do not belong together" in reply.text
    assert guest.client.get("/").url.path == "/sign-in"


def test_guessing_is_slowed(no_time_passes: None, guest: Guest) -> None:
    for _ in range(3):
        assert guest.sign_in("ann", "a wrong password").status_code == 422
    reply = guest.sign_in("ann", PASSWORD)
    assert reply.status_code == 429 and "Wait" in reply.text


def test_who_guesses_keeps_out_nobody_elsewhere() -> None:
    clock = Clock()
    attempts = Attempts(clock)
    for _ in range(9):
        attempts.wrong("from 10.0.0.1", "ann from 10.0.0.1")
    with pytest.raises(TooSoon):
        attempts.check("from 10.0.0.1", "bob from 10.0.0.1")  # also not with another name
    attempts.check("from 10.0.0.2", "ann from 10.0.0.2")
    clock.now += 1000
    attempts.check("from 10.0.0.1", "ann from 10.0.0.1")


def test_many_guesses_at_once_are_no_more_than_one_after_the_other() -> None:
    """Each is counted before its password is looked at, which takes its time."""
    attempts = Attempts(Clock())
    begun = 0
    for _ in range(50):
        with suppress(TooSoon):
            attempts.begin("from 10.0.0.1")
            begun += 1
    assert begun == 3
    attempts.right("from 10.0.0.1")
    attempts.begin("from 10.0.0.1")


def test_a_copy_of_a_cookie_ends_with_its_session(pages: Any, guest: Guest) -> None:
    guest.sign_in("ann", PASSWORD)
    guest.send("/list/add", name="LDN 4.5 mg")
    thief = Guest(TestClient(pages, base_url=ADDRESS))
    thief.client.cookies.update(guest.client.cookies)
    assert "LDN 4.5 mg" in thief.client.get("/").text
    guest.send("/sign-out")
    thief.client.cookies.update({"cotake": str(thief.client.cookies.get("cotake"))})
    assert thief.client.get("/").url.path == "/sign-in"
    guest.sign_in("ann", PASSWORD)
    assert guest.client.get("/").url.path == "/"


def test_what_one_wrote_and_did_not_send_is_not_shown_to_the_next(guest: Guest) -> None:
    guest.sign_in("ann", PASSWORD)
    guest.send("/journal/open", passphrase="of ann alone", again="of ann alone")
    guest.send("/journal/draft", note="a secret of ann")
    guest.send("/working/design", outcome="secret-outcome")
    guest.send("/sign-out")
    guest.sign_in("bob", OTHER)
    guest.send("/journal/open", passphrase="of bob alone", again="of bob alone")
    for path in ("/journal", "/working/design", "/report", "/journal/bring"):
        assert "secret" not in guest.client.get(path).text
    guest.send("/sign-out")
    guest.sign_in("ann", PASSWORD)
    assert "a secret of ann" not in guest.client.get("/journal").text  # before the passphrase
    assert "a secret of ann" in guest.send("/journal/open", passphrase="of ann alone").text


def test_the_memory_of_guesses_is_bounded() -> None:
    attempts = Attempts(Clock())
    for number in range(25_000):
        attempts.wrong(f"from {number}")
    assert len(attempts._wrong) <= 10_001


def test_a_session_ends_with_its_password_and_its_account(guest: Guest, public: WebSettings) -> None:
    assert public.public is not None
    guest.sign_in("ann", PASSWORD)
    Accounts(public.public.accounts).add("ann", "quite another password")
    assert guest.client.get("/").url.path == "/sign-in"
    guest.sign_in("ann", "quite another password")
    assert guest.client.get("/").url.path == "/"
    Accounts(public.public.accounts).remove("ann")
    assert guest.client.get("/").url.path == "/sign-in"


def test_each_has_a_journal_that_the_other_does_not_see(
    pages: Any, guest: Guest, public: WebSettings, tmp_path: Path
) -> None:
    guest.sign_in("ann", PASSWORD)
    guest.send("/journal/open", passphrase="of ann alone", again="of ann alone")
    assert "a secret" in guest.send("/journal/add", note="a secret").text
    other = Guest(TestClient(pages, base_url=ADDRESS))
    other.sign_in("bob", OTHER)
    assert "Begin a journal" in other.client.get("/journal").text
    assert "a secret" not in other.client.get("/journal/back").text
    other.send("/journal/open", passphrase="of bob alone", again="of bob alone")
    assert "a secret" not in other.client.get("/journal/back").text
    assert (tmp_path / "people" / "ann" / "journal.cotake").exists()
    assert (tmp_path / "people" / "bob" / "journal.cotake").exists()
    assert not public.journal.exists()
    guest.send("/sign-out")  # locks that of ann, and not that of bob
    assert other.client.get("/journal").url.path == "/journal"


def test_cookies_go_over_tls_alone(guest: Guest) -> None:
    reply = guest.client.get("/sign-in")
    cookies = reply.headers.get_list("set-cookie")
    assert cookies
    for cookie in cookies:
        assert "secure" in cookie.lower() and "httponly" in cookie.lower()
        assert "samesite=strict" in cookie.lower()
    assert reply.headers["strict-transport-security"].startswith("max-age=")


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1", "pages.example:444", "localhost"])
def test_another_name_is_not_answered(guest: Guest, host: str) -> None:
    assert guest.client.get("/sign-in", headers={"host": host}).status_code == 403


def test_a_form_of_another_site_is_not_taken(guest: Guest) -> None:
    headers = {"origin": "https://evil.example"}
    assert guest.send("/sign-in", headers=headers, name="ann", password=PASSWORD).status_code == 403


def test_nothing_in_the_pages_passes_by_the_account() -> None:
    """Every room asks for the journal of who sent the request."""
    folder = Path(str(cotake.surfaces.web.__file__)).parent
    asking = re.compile(r"state\.vaults?\b")
    found = {each.name for each in folder.rglob("*.py") if asking.search(each.read_text())}
    assert found == {"_app.py", "_vault.py"}


def test_a_stranger_is_not_told_where_the_accounts_are(guest: Guest, public: WebSettings) -> None:
    assert public.public is not None
    public.public.accounts.write_text("{")
    for reply in (guest.client.get("/"), guest.client.get("/sign-in")):
        assert reply.status_code == 500 and "accounts.json" not in reply.text


# The file of accounts and its commands.


def test_the_file_holds_no_password_and_is_its_owners_alone(tmp_path: Path) -> None:
    accounts = Accounts(tmp_path / "accounts.json")
    accounts.add("ann", PASSWORD)
    assert PASSWORD not in accounts.path.read_text() and "argon2id" in accounts.path.read_text()
    assert accounts.path.stat().st_mode & 0o077 == 0
    assert accounts.opens("ann", PASSWORD) and not accounts.opens("ann", PASSWORD + "x")


@pytest.mark.parametrize("name", ["", "Ann", "a b", "../ann", ".", "-", "a" * 41, "ann/", "ünn", "a\n"])
def test_a_name_that_is_none_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(InputError, match="no name of an account"):
        Accounts(tmp_path / "accounts.json").add(name, PASSWORD)


def test_a_damaged_file_is_told_and_lets_nobody_in(tmp_path: Path) -> None:
    path = tmp_path / "accounts.json"
    path.write_text("[1, 2]")
    with pytest.raises(FileProblem):
        Accounts(path).opens("ann", PASSWORD)


def test_the_commands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COTAKE_HOME", str(tmp_path))
    run = CliRunner().invoke
    assert "Nobody" in run(cli, ["account", "list"]).output
    assert run(cli, ["account", "add", "ann"], input=f"{PASSWORD}\n{PASSWORD}\n").exit_code == 0
    assert run(cli, ["account", "list"]).output == "ann\n"
    assert isinstance(run(cli, ["account", "add", "bob"], input="short\nshort\n").exception, InputError)
    assert "kept" in run(cli, ["account", "remove", "ann"]).output
    assert isinstance(run(cli, ["account", "remove", "ann"]).exception, InputError)


# Serving.


TLS = ("--public", "--certificate", "CERT", "--private-key", "KEY")


@pytest.mark.parametrize(
    ("options", "why"),
    [
        (["--host", "0.0.0.0"], "--public alone"),
        (["--public"], "--certificate"),
        (["--name", "pages.example"], "go with --public"),
        ([*TLS], "--name"),
        ([*TLS[:2], "KEY", *TLS[3:4], "CERT", "--name", "pages.example"], "cannot be used"),
        ([*TLS, "--name", "pages.example"], "account add"),
    ],
)  # fmt: skip
def test_what_is_missing_for_a_network_is_told_before_anything_is_served(
    options: list[str],
    why: str,
    certificate: tuple[Path, Path],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("COTAKE_HOME", str(tmp_path))
    files = {"CERT": str(certificate[0]), "KEY": str(certificate[1])}
    done = CliRunner().invoke(cli, ["serve", "--port", "0", *(files.get(each, each) for each in options)])
    assert isinstance(done.exception, InputError) and why in str(done.exception)


def test_it_is_served_over_tls(
    certificate: tuple[Path, Path], tmp_path: Path, accounts_file: bytes
) -> None:
    (tmp_path / "accounts.json").write_bytes(accounts_file)
    files = ["--certificate", str(certificate[0]), "--private-key", str(certificate[1])]
    place = ["--port", "0", "--name", "localhost", "--host", "127.0.0.1"]
    command = [str(Path(sys.executable).parent / "cotake"), "serve", "--public", *place, *files]
    environ = {**os.environ, "COTAKE_HOME": str(tmp_path)}
    with subprocess.Popen(command, env=environ, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr is not None
        link = next(line.split()[1] for line in process.stderr if line.startswith("Open "))
        try:
            assert link.startswith("https://localhost:")
            trust = ssl.create_default_context(cafile=str(certificate[0]))
            with urllib.request.urlopen(link, context=trust, timeout=60) as reply:
                assert reply.url.endswith("/sign-in")
            with pytest.raises((OSError, http.client.HTTPException)):
                urllib.request.urlopen(link.replace("https", "http"), timeout=60)
        finally:
            process.terminate()
            process.wait(120)


def test_another_address_is_served_with_public_alone() -> None:
    with pytest.raises(InputError, match="--public"):
        serve_pages(0, host="0.0.0.0")
