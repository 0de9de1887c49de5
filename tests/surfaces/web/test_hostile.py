"""What comes from nobody who means well: broken forms, odd addresses, days at the end of time."""

from __future__ import annotations

import logging
from typing import Any

import pytest

from cotake.surfaces.web.check import _routes
from tests.surfaces.web.conftest import Visitor

PART = '--X\r\nContent-Disposition: form-data; name="{}"{}\r\n\r\n'


def parts(visitor: Visitor, more: bytes, kind: str = "multipart/form-data; boundary=X") -> dict[str, Any]:
    """A form in parts with its token, and with `more` behind it."""
    body = PART.format("_csrf_token", "").encode() + visitor.token().encode() + b"\r\n"
    return {"content": body + more + b"\r\n--X--\r\n", "headers": {"content-type": kind}}


# Forms.


@pytest.mark.parametrize(
    "more",
    [
        PART.format("name", "").encode() + b"\xff\xfe",
        b'--X\r\nContent-Disposition: form-data; name="\xff"\r\n\r\nx',
        PART.format("name", "\r\nContent-Type: text/plain; charset=utf-99").encode() + b"x",
        PART.format("file", '; filename="\udcff"').encode("utf-8", "surrogateescape") + b"x",
        (PART.format("name", "") + "x\r\n").encode() * 2000,
    ],
)
@pytest.mark.parametrize("path", ["/list/add", "/look", "/list/bring", "/journal/add"])
def test_a_form_that_is_no_text_is_refused_and_is_no_failure(
    visitor: Visitor, path: str, more: bytes, caplog: pytest.LogCaptureFixture
) -> None:
    reply = visitor.client.post(path, **parts(visitor, more))
    assert reply.status_code == 400
    assert "could not be understood" in reply.text
    assert not [each for each in caplog.records if each.name == "cotake.pages"]


@pytest.mark.parametrize("path", ["/list/bring", "/journal/bring", "/list/add"])
def test_what_a_stranger_sends_is_not_read(stranger: Visitor, path: str) -> None:
    kind = {"content-type": "application/x-www-form-urlencoded"}
    reply = stranger.client.post(path, content=b"x" * 300_000, headers=kind)
    assert reply.status_code == 403  # and not 413, which is told after so much was read


# Addresses.


@pytest.mark.parametrize("method", ["HEAD", "OPTIONS", "PUT", "DELETE", "PATCH", "TRACE"])
@pytest.mark.parametrize("path", ["/", "/nowhere", "/journal", "/static/x", "/list/add"])
def test_no_other_method_does_anything(visitor: Visitor, method: str, path: str) -> None:
    reply = visitor.client.request(method, path)
    assert reply.status_code in (204, 403, 404, 405)
    assert "default-src 'none'" in reply.headers["content-security-policy"]


# A fault of ours.


def test_a_fault_of_ours_tells_where_and_nothing_of_what_was_written(
    visitor: Visitor, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*args: Any) -> Any:
        try:
            raise KeyError(args[1]["name"])
        except KeyError as error:
            raise ValueError(args[1]["name"]) from error

    monkeypatch.setattr(_routes, "with_entry", broken)
    with caplog.at_level(logging.DEBUG):
        reply = visitor.send("/list/add", name="warfarin 5 mg")
    assert reply.status_code == 500
    assert "warfarin" not in reply.text
    ours = [each for each in caplog.records if each.name == "cotake.pages"]
    told = "".join(each.getMessage() + str(each.exc_text or "") for each in ours)
    assert "ValueError" in told and "test_hostile.py" in told
    assert "warfarin" not in told
