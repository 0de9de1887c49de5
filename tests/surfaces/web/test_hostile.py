"""What comes from nobody who means well: broken forms, odd addresses, days at the end of time."""

from __future__ import annotations

import csv
import io
import json
import logging
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from litestar.testing import TestClient

from cotake._errors import JournalError
from cotake.journal import Cost, Journal
from cotake.surfaces._here import now_here
from cotake.surfaces.web import WebSettings, create_pages
from cotake.surfaces.web._vault import Vault
from cotake.surfaces.web.check import _routes
from tests.surfaces.web.conftest import KEY, PAGES, Visitor
from tests.surfaces.web.journals import WORD

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


@pytest.fixture
def keeper(settings: WebSettings, visitor: Visitor) -> Visitor:
    """Somebody whose journal is open."""
    Journal.create(settings.journal, WORD, cost=Cost(13, 1, 1)).close()
    assert visitor.send("/journal/open", passphrase=WORD).url.path == "/journal"
    return visitor


@pytest.mark.parametrize(
    "path",
    [
        "/journal/entry/99999999999999999999",
        "/journal/entry/-99999999999999999999",
        "/journal/day/0001-01-01",
        "/journal/day/0001-01-02",
        "/journal/day/9999-12-31",
    ],
)
def test_an_address_at_the_end_of_all_numbers_is_no_failure(keeper: Visitor, path: str) -> None:
    assert keeper.client.get(path).status_code in (404, 422)
    assert keeper.client.get("/journal").status_code == 200


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_a_day_at_the_end_of_time_is_no_failure(keeper: Visitor, day: str) -> None:
    assert keeper.send("/journal/add", note="x", day=day).status_code == 200
    assert keeper.send("/journal/day", day=day).status_code == 200
    for form in (
        {"begin": day},
        {"pause_first": day, "pause_last": "9999-12-31"},
        {"opioid_first": "0001-01-01", "opioid_last": day},
        {"opioid_first": day, "opioid_last": "9999-12-31"},
    ):
        assert keeper.send_form("/plan", {"name": "LDN", **form}).status_code in (200, 422), form
    assert keeper.send("/plan", name="LDN").status_code == 200
    assert keeper.send("/plan/move", number="1", on=day).status_code in (200, 422)
    keeper.send("/list/add", name="LDN 4.5 mg", stop=day)
    for path in ("/", "/plan", "/day", "/day/after", "/report", "/journal"):
        assert keeper.client.get(path).status_code == 200, path


def test_a_long_address_is_no_load_for_the_cookie(visitor: Visitor, settings: WebSettings) -> None:
    Journal.create(settings.journal, WORD, cost=Cost(13, 1, 1)).close()
    visitor.client.get("/journal/day/" + "x" * 6000)
    assert sum(map(len, visitor.client.cookies.values())) < 1000
    assert visitor.send("/journal/open", passphrase=WORD).url.path == "/journal"


# The journal, held by somebody else, closed under one's hands, or guessed at.


def test_one_that_is_locked_while_a_page_is_made_asks_for_its_passphrase(
    keeper: Visitor, settings: WebSettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    def closed(journal: Journal, *_: Any, **__: Any) -> Any:
        journal.close()  # as the lock does
        return Journal.setting(journal, "x")

    monkeypatch.setattr("cotake.surfaces.web.working._asked.kept_of", closed, raising=False)
    monkeypatch.setattr("cotake.handover.kept_of", closed)
    assert keeper.client.get("/working").url.path == "/journal/open"


def test_what_is_written_while_it_is_closed_is_kept(
    keeper: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    writing = Journal.add_all

    def closed(journal: Journal, *said: Any, **more: Any) -> Any:
        journal.close()
        return writing(journal, *said, **more)

    monkeypatch.setattr(Journal, "add_all", closed)
    assert keeper.send("/journal/add", note="a long day").url.path == "/journal/open"
    keeper.send("/journal/lock")
    assert "a long day" in keeper.send("/journal/open", passphrase=WORD).text


@pytest.mark.parametrize(
    ("path", "form"),
    [
        ("/journal/backup", {"passphrase": "x"}),
        ("/journal/end", {"passphrase": "x", "sure": "1"}),
        ("/journal/passphrase", {"old": "x", "new": "another word", "again": "another word"}),
    ],
)
def test_guessing_is_slowed_within_too(
    keeper: Visitor, settings: WebSettings, path: str, form: dict[str, str]
) -> None:
    for _ in range(3):
        assert keeper.send_form(path, form).status_code == 422
    right = {name: WORD if each == "x" else each for name, each in form.items()}
    reply = keeper.send_form(path, right)
    assert reply.status_code == 422 and "too many wrong passphrases" in reply.text
    assert settings.journal.exists()


def test_a_right_passphrase_while_another_program_holds_the_journal_is_no_wrong_one(tmp_path: Path) -> None:
    path = tmp_path / "journal.cotake"
    Journal.create(path, WORD, cost=Cost(13, 1, 1)).close()
    vault = Vault(path, 60)
    with Journal.open(path, WORD):
        for _ in range(5):
            with pytest.raises(JournalError, match="open in this program"):
                vault.unlock({}, WORD)
    session: dict[str, Any] = {}
    vault.unlock(session, WORD)
    assert vault.is_open(session)
    vault.lock()


def test_a_new_passphrase_that_comes_after_the_lock_opens_it_to_nobody(tmp_path: Path) -> None:
    path = tmp_path / "journal.cotake"
    Journal.create(path, WORD, cost=Cost(13, 1, 1)).close()
    vault = Vault(path, 60)
    mine: dict[str, Any] = {}
    vault.unlock(mine, WORD)
    vault.lock()
    vault.put(Journal.open(path, WORD))
    for session in (mine, {}, {"journal": ""}):
        assert not vault.is_open(session)
    Journal.open(path, WORD).close()  # it is free


# Files.


def test_no_text_of_the_table_is_a_formula_and_all_of_it_comes_back(
    keeper: Visitor, settings: WebSettings
) -> None:
    notes = ["=1+1", "@x", "-5 again", "+1", "'=quoted", "'twas dark", "well"]
    for each in notes:
        keeper.send_form("/journal/add", {"note": each, "medicine-0": f"{each} tea", "taken-0": "taken"})
    sent = keeper.send("/journal/export").content
    rows = list(csv.reader(io.StringIO(sent.decode())))
    cells = [cell for row in rows[1:] for cell in row]
    assert len(rows) == 1 + 2 * len(notes)
    assert not [each for each in cells if each[:1] in tuple("=+-@\t\r")]
    keeper.send("/journal/lock")
    settings.journal.unlink()
    keeper.send("/journal/open", passphrase=WORD, again=WORD)
    data = {"_csrf_token": keeper.token()}
    keeper.client.post("/journal/bring", data=data, files={"file": ("a.csv", sent)})
    keeper.send("/journal/bring/keep")
    keeper.send("/journal/lock")
    with Journal.open(settings.journal, WORD) as journal:
        assert [each.body["text"] for each in journal.entries(kind="note")] == notes
        assert [each.body["medicine"] for each in journal.entries(kind="dose")] == [
            f"{each} tea" for each in notes
        ]


def test_what_was_put_in_the_place_of_an_open_journal_is_left_alone_and_nothing_written_is_lost(
    keeper: Visitor, settings: WebSettings
) -> None:
    """Such as a backup that was put back while the pages ran."""
    other = settings.journal.with_name("other")
    with Journal.create(other, WORD, cost=Cost(13, 1, 1)) as journal:
        journal.add("note", {"text": "of the backup"}, at=now_here())
    other.replace(settings.journal)
    said = {"old": WORD, "new": "another word", "again": "another word"}
    reply = keeper.send_form("/journal/passphrase", said)
    assert reply.status_code == 422 and "another was put in its place" in reply.text
    reply = keeper.send("/journal/add", note="a long day")
    assert reply.status_code == 500 and "another was put in its place" in reply.text
    assert "a long day" in reply.text
    keeper.send("/journal/lock")
    page = keeper.send("/journal/open", passphrase=WORD).text
    assert "of the backup" in page and "a long day" in page


@pytest.mark.parametrize(
    "content",
    [
        "a\n" * 50_000,
        json.dumps(["warfarin 5 mg"] * 5_000),
        json.dumps({"medicines": ["warfarin 5 mg"], "person": {"conditions": ["c"] * 20_000}}),
    ],
)
def test_a_file_of_more_than_anybody_takes_is_refused_at_once(visitor: Visitor, content: str) -> None:
    began = time.process_time()
    data = {"_csrf_token": visitor.token()}
    name = "a.json" if content[0] in "[{" else "a.txt"
    reply = visitor.client.post("/list/bring", data=data, files={"file": (name, content)})
    assert reply.status_code == 422
    held = {"lines": ["warfarin 5 mg"], "person": {"conditions": ["c"] * 20_000}}
    assert visitor.send("/list/take", brought=json.dumps(held)).status_code == 422
    assert time.process_time() - began < 10


# Addresses of this machine.


def test_each_address_of_this_machine_is_told_and_answered() -> None:
    here = replace(PAGES, host="::1")
    assert here.start_link.startswith("http://[::1]:8790/start/")
    with TestClient(create_pages(here), base_url="http://127.0.0.1:8790") as client:
        for host in ("[::1]:8790", "localhost:8790"):
            assert (
                client.get(f"/start/{KEY}", headers={"host": host}, follow_redirects=False).status_code
                == 303
            )
        for host in ("127.0.0.1:8790", "[::1]:8790.", "[::1].:8790", "localhost.:8790", "::1:8790"):
            assert client.get("/", headers={"host": host}).status_code == 403
