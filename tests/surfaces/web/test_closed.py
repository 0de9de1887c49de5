"""The pages are closed to everybody but the person at this machine."""

from __future__ import annotations

import re
import stat
from pathlib import Path
from typing import Any

import pytest

from cotake.surfaces.web._keys import cookie_secret
from cotake.surfaces.web._render import asset
from tests.surfaces.web.conftest import KEY, Visitor

PAGES = ("/", "/nowhere", "/list/add", "/names")


@pytest.mark.parametrize("path", PAGES)
def test_without_the_link_nothing_is_shown(stranger: Visitor, path: str) -> None:
    reply = stranger.client.get(path)
    assert reply.status_code in (403, 405)
    assert "Your list" not in reply.text and "f-name" not in reply.text


@pytest.mark.parametrize("key", ["x", "the-key-of-the-lin", "the-key-of-the-link2", "%00", "ü"])
def test_another_key_opens_nothing(stranger: Visitor, key: str) -> None:
    assert stranger.client.get(f"/start/{key}").status_code == 403
    assert stranger.client.get("/").status_code == 403


@pytest.mark.parametrize("path", ["/list/add", "/list/clear", "/list/person", "/look", "/names"])
def test_a_form_without_its_token_changes_nothing(visitor: Visitor, path: str) -> None:
    visitor.send("/list/add", name="warfarin 5 mg")
    for data in ({"name": "x"}, {"name": "x", "_csrf_token": "0" * 128}):
        assert visitor.client.post(path, data=data).status_code == 403
    assert "warfarin 5 mg" in visitor.client.get("/").text


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "http://evil.example"},
        {"origin": "null"},
        {"origin": "http://127.0.0.1:8791"},
        {"origin": "https://127.0.0.1:8790"},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
    ],
)
def test_another_site_changes_nothing_even_with_a_token(visitor: Visitor, headers: dict[str, str]) -> None:
    reply = visitor.send("/list/add", headers=headers, name="warfarin 5 mg")
    assert reply.status_code == 403
    assert "warfarin" not in visitor.client.get("/").text


@pytest.mark.parametrize("host", ["evil.example", "evil.example:8790", "127.0.0.1", "127.0.0.1:80", ""])
def test_another_name_for_this_machine_is_not_answered(visitor: Visitor, host: str) -> None:
    assert visitor.client.get("/", headers={"host": host}).status_code == 403


def test_both_names_of_this_machine_are_answered(visitor: Visitor) -> None:
    for host in ("127.0.0.1:8790", "localhost:8790"):
        assert visitor.client.get("/nowhere", headers={"host": host}).status_code == 404


@pytest.mark.parametrize("path", ["/", "/nowhere", "/start/x", asset("pages.css"), "/static/none.css"])
def test_every_answer_has_its_headers(visitor: Visitor, path: str) -> None:
    headers = visitor.client.get(path).headers
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy and "unsafe" not in policy and "http" not in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-frame-options"] == "DENY"
    assert headers["referrer-policy"] == "same-origin"
    assert "server" not in headers
    kept = path == asset("pages.css")
    assert headers["cache-control"] == ("public, max-age=31536000, immutable" if kept else "no-store")


def test_cookies_are_for_the_browser_alone(stranger: Visitor) -> None:
    reply = stranger.client.get(f"/start/{KEY}", follow_redirects=False)
    cookies = reply.headers.get_list("set-cookie")
    assert len(cookies) >= 1
    for cookie in cookies:
        assert "HttpOnly" in cookie and "SameSite=strict" in cookie


def test_the_list_is_sealed_in_its_cookie(visitor: Visitor) -> None:
    visitor.send("/list/add", name="warfarin 5 mg")
    assert all("warfarin" not in value for value in visitor.client.cookies.values())
    (name, value), *_ = [
        pair for pair in visitor.client.cookies.items() if pair[0].startswith("cotake-0")
    ] or [pair for pair in visitor.client.cookies.items() if pair[0] == "cotake"]
    visitor.client.cookies.clear()
    visitor.client.cookies.set(name, value[:-4] + "AAAA")
    assert visitor.client.get("/").status_code == 403


@pytest.mark.parametrize(
    "path",
    ["/static/../_keys.py", "/static/..%2f_keys.py", "/static/%2e%2e/_keys.py", "/static/pages.css",
     "/static/pages.000000000000.css", "/static//etc/passwd", "/static/..%5c_keys.py"],
)  # fmt: skip
def test_files_are_those_of_the_pages_alone(visitor: Visitor, path: str) -> None:
    reply = visitor.client.get(path)
    assert reply.status_code == 404
    assert "cookie_secret" not in reply.text and "root:" not in reply.text


def test_too_much_is_refused_and_nothing_is_lost(visitor: Visitor) -> None:
    visitor.send("/list/add", name="warfarin 5 mg")
    for _ in range(15):
        assert visitor.send("/list/add", name="x" * 480).status_code in (200, 422)
    told = visitor.send("/list/add", name="y" * 480)
    assert told.status_code == 422 and "too many letters" in told.text
    assert visitor.send("/list/add", name="z" * 600).status_code == 422
    assert visitor.send("/list/add", name="z" * 300_000).status_code == 413
    assert "warfarin 5 mg" in visitor.client.get("/").text


def test_the_key_is_made_once_and_readable_by_its_owner_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COTAKE_HOME", str(tmp_path / "home"))
    made = cookie_secret()
    assert len(made) == 32 and cookie_secret() == made
    path = tmp_path / "home" / "pages.key"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    path.write_bytes(b"short")
    assert len(cookie_secret()) == 32


def test_hostile_text_is_text(visitor: Visitor) -> None:
    for text in ("<script>alert(1)</script>", '"><img src=x>', "{{ 7*7 }}", "' onload='x"):
        reply: Any = visitor.send("/list/add", name=text)
        assert "<script>alert" not in reply.text and "<img" not in reply.text
        assert ">49<" not in reply.text


# The cookie that holds the list.


def test_an_answer_that_comes_late_undoes_no_change(visitor: Visitor) -> None:
    """Only what changes the session writes its cookie: names, the time left, files and pages do not."""
    visitor.send("/list/add", name="LDN 4.5 mg")
    for path in ("/", "/guide", "/journal/left", "/journal/open", "/help"):
        cookies = visitor.client.get(path).headers.get_list("set-cookie")
        assert not [each for each in cookies if each.startswith("cotake=")], path
    for path, form in (
        ("/names", {"q": "sert"}),
        ("/journal/awake", {}),
        ("/journal/draft", {"note": "x"}),
    ):
        cookies = visitor.send_form(path, form).headers.get_list("set-cookie")
        assert not [each for each in cookies if each.startswith("cotake=")], path


@pytest.mark.parametrize(
    "cookie", ["x", "null", "AAAA", "YWRkaXRpb25hbF9hdXRoZW50aWNhdGVkX2RhdGE9", "%00", "é"]
)
def test_a_cookie_that_was_made_up_opens_nothing(stranger: Visitor, cookie: str) -> None:
    reply = stranger.client.get("/", headers={"cookie": f"cotake={cookie}".encode()})
    assert reply.status_code == 403


def test_the_kind_of_each_file_is_told_once(visitor: Visitor) -> None:
    text = visitor.client.get("/").text
    for path in ("/", *re.findall(r'/static/[^"]+', text)):
        assert visitor.client.get(path).headers["content-type"].count("charset") <= 1


def test_after_a_change_of_the_view_one_is_where_one_was(visitor: Visitor) -> None:
    for back in ("/guide", "/plan/agreed", "/working/design"):
        reply = visitor.client.post(
            "/look",
            data={"_csrf_token": visitor.token(), "theme": "dark", "back": back},
            follow_redirects=False,
        )
        assert reply.headers["location"] == back
    for back in ("//evil.example", "https://evil.example", "/planet", "javascript:alert(1)", ""):
        reply = visitor.client.post(
            "/look",
            data={"_csrf_token": visitor.token(), "theme": "dark", "back": back},
            follow_redirects=False,
        )
        assert reply.headers["location"] == "/"
