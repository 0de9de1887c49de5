"""The journal in the browser: opened by its passphrase alone, nothing lost, help at once."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from litestar.testing import TestClient

from cotake._errors import JournalError
from cotake.journal import Cost, Journal
from cotake.surfaces.web import WebSettings, create_pages
from cotake.surfaces.web._slow import TooSoon
from cotake.surfaces.web._vault import NotOpen, Vault
from tests.surfaces.web.conftest import Visitor

WORD = "correct horse battery"
QUICK = Cost(13, 1, 1)


@pytest.fixture
def keeper(settings: WebSettings, visitor: Visitor) -> Visitor:
    """Somebody whose journal is open."""
    Journal.create(settings.journal, WORD, cost=QUICK).close()
    assert visitor.send("/journal/open", passphrase=WORD).url.path == "/journal"
    return visitor


def held(settings: WebSettings, visitor: Visitor) -> list[tuple[str, dict[str, Any]]]:
    """What is in the file: the pages lock it first."""
    visitor.send("/journal/lock")
    with Journal.open(settings.journal, WORD) as journal:
        return [(each.kind, each.body) for each in journal.entries()]


# The vault.


class Clock:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def vault(tmp_path: Path, clock: Clock) -> Iterator[Vault]:
    path = tmp_path / "journal.cotake"
    Journal.create(path, WORD, cost=QUICK).close()
    made = Vault(path, 60, clock)
    yield made
    made.lock()


def test_another_browser_needs_the_passphrase_too(vault: Vault) -> None:
    mine: dict[str, Any] = {}
    vault.unlock(mine, WORD)
    assert vault.journal(mine).entries() == []
    for stranger in ({}, {"journal": ""}, {"journal": "x" * 43}):
        with pytest.raises(NotOpen):
            vault.journal(stranger)
    theirs: dict[str, Any] = {}
    with pytest.raises(JournalError):
        vault.unlock(theirs, "another word")
    vault.unlock(theirs, WORD)
    assert vault.journal(theirs) is vault.journal(mine)


def test_it_is_locked_when_nobody_uses_it_and_not_while_somebody_does(vault: Vault, clock: Clock) -> None:
    mine: dict[str, Any] = {}
    vault.unlock(mine, WORD)
    for _ in range(5):
        clock.now += 50
        vault.journal(mine)
    clock.now += 59
    assert vault.is_open(mine) and vault.left(mine) == 1  # looking is no use of it
    clock.now += 2
    assert not vault.is_open(mine) and vault.left(mine) == 0
    Journal.open(vault.path, WORD).close()  # the file is free for others
    with pytest.raises(NotOpen):
        vault.journal(mine)
    vault.unlock(mine, WORD)
    assert vault.is_open(mine)


def test_what_was_open_before_a_lock_is_not_open_after_the_next_opening(vault: Vault) -> None:
    old: dict[str, Any] = {}
    vault.unlock(old, WORD)
    vault.lock()
    vault.unlock({}, WORD)
    assert not vault.is_open(old)


def test_guessing_is_slowed_twice_as_much_each_time(vault: Vault, clock: Clock) -> None:
    waits = []
    for _ in range(20):
        try:
            vault.unlock({}, "a wrong one")
        except TooSoon as error:
            waits.append(error.seconds)
            clock.now += error.seconds
        except JournalError:
            pass
    assert len(waits) > 7 and waits == [2**each for each in range(len(waits))]
    with suppress(JournalError):
        vault.unlock({}, "a wrong one")
    with pytest.raises(TooSoon):
        vault.unlock({}, WORD)  # also the right one has to wait
    clock.now += 1000
    vault.unlock({}, WORD)
    vault.lock()
    with pytest.raises(JournalError):
        vault.unlock({}, "a wrong one")  # and the count began anew


# Opening.


@pytest.mark.parametrize(
    "path",
    ["/journal", "/journal/back", "/journal/ask", "/journal/ask/phq-9/1", "/journal/keep", "/journal/bring",
     "/journal/entry/1", "/journal/day/2026-11-01"],
)  # fmt: skip
def test_nothing_of_it_is_shown_before_it_is_open(
    path: str, settings: WebSettings, visitor: Visitor
) -> None:
    with Journal.create(settings.journal, WORD, cost=QUICK) as journal:
        journal.add("note", {"text": "a secret"}, at=datetime.now().astimezone())
    reply = visitor.client.get(path)
    assert reply.url.path == "/journal/open"
    assert "a secret" not in reply.text
    assert visitor.send("/journal/open", passphrase=WORD).url.path == path


@pytest.mark.parametrize(
    "path",
    ["/journal/export", "/journal/backup", "/journal/end", "/journal/passphrase", "/journal/scale",
     "/journal/entry/1", "/journal/entry/1/delete", "/journal/bring", "/journal/ask/phq-9/keep"],
)  # fmt: skip
def test_nothing_is_done_to_it_before_it_is_open(
    path: str, settings: WebSettings, visitor: Visitor
) -> None:
    with Journal.create(settings.journal, WORD, cost=QUICK) as journal:
        journal.add("note", {"text": "a secret"}, at=datetime.now().astimezone())
        digest = journal.digest()
    reply = visitor.send(path, sure="1", passphrase="not the one")
    assert reply.url.path == "/journal/open"
    assert "a secret" not in reply.text
    with Journal.open(settings.journal, WORD) as journal:
        assert journal.digest() == digest


def test_a_new_one_is_made_with_its_passphrase_twice(settings: WebSettings, visitor: Visitor) -> None:
    assert "Begin a journal" in visitor.client.get("/journal").text
    reply = visitor.send("/journal/open", passphrase=WORD, again=WORD + "x")
    assert reply.status_code == 422 and "not the same" in reply.text and not settings.journal.exists()
    reply = visitor.send("/journal/open", passphrase="short", again="short")
    assert reply.status_code == 422 and "8 characters" in reply.text and not settings.journal.exists()
    assert visitor.send("/journal/open", passphrase=WORD, again=WORD).url.path == "/journal"
    assert settings.journal.stat().st_mode & 0o077 == 0


def test_a_wrong_passphrase_is_told_and_after_some_of_them_the_wait(
    no_time_passes: None, settings: WebSettings, visitor: Visitor
) -> None:
    Journal.create(settings.journal, WORD, cost=QUICK).close()
    for _ in range(3):
        reply = visitor.send("/journal/open", passphrase="a wrong one")
        assert reply.status_code == 422 and "not the passphrase of this journal" in reply.text
        assert str(settings.journal) not in reply.text
    reply = visitor.send("/journal/open", passphrase=WORD)
    assert reply.status_code == 429 and "Wait 1 s" in reply.text


def test_one_that_another_program_holds_is_told(settings: WebSettings, visitor: Visitor) -> None:
    with Journal.create(settings.journal, WORD, cost=QUICK):
        reply = visitor.send("/journal/open", passphrase=WORD)
    assert reply.status_code == 422 and "close that first" in reply.text


# A day.


def test_a_day_is_written_down(settings: WebSettings, keeper: Visitor) -> None:
    keeper.send("/list/add", name="LDN 1.5 mg at night")
    page = keeper.client.get("/journal").text
    assert 'name="medicine-0" value="Naltrexone"' in page
    form = {
        "score-mood": "7", "score-slept": "6,5", "score-side:nausea": "2", "medicine-0": "LDN",
        "taken-0": "taken", "amount-0": "1.5 mg", "name": "ibuprofen 400 mg", "taken-other": "late",
        "note": "A <b>note</b>", "event": "a cold",
    }  # fmt: skip
    reply = keeper.send_form("/journal/add", form)
    assert reply.status_code == 200 and "Written down: 5 entries." in reply.text
    assert "A &lt;b&gt;note&lt;/b&gt;" in reply.text
    assert "Written down: 5" not in keeper.client.get("/journal").text  # told once
    assert held(settings, keeper) == [
        ("scores", {"mood": 7.0, "slept": 6.5, "side:nausea": 2.0}),
        ("dose", {"medicine": "LDN", "taken": "taken", "dose": "1.5 mg"}),
        ("dose", {"medicine": "ibuprofen 400 mg", "taken": "late", "dose": ""}),
        ("note", {"text": "A <b>note</b>"}),
        ("event", {"text": "a cold"}),
    ]


@pytest.mark.parametrize(
    ("form", "why"),
    [
        ({"score-mood": "11"}, "from 0 to 10"),
        ({"score-mood": "well"}, "no number"),
        ({"score-mood": "7", "at": "2999-01-01T10:00"}, "yet to come"),
        ({"score-nothing": "7"}, "no scale"),
        ({}, "nothing was filled in"),
    ],
)
def test_a_day_that_cannot_be_written_is_told_why_and_stays_in_the_form(
    form: dict[str, str], why: str, settings: WebSettings, keeper: Visitor
) -> None:
    reply = keeper.send_form("/journal/add", {**form, "event": "a cold"} if form else form)
    assert reply.status_code == 422 and why in reply.text
    if form:
        assert 'value="a cold"' in reply.text
    assert held(settings, keeper) == []


def test_a_day_before_is_written_on_that_day(settings: WebSettings, keeper: Visitor) -> None:
    day = (date.today() - timedelta(days=3)).isoformat()
    assert (
        keeper.send_form("/journal/add", {"day": day, "score-mood": "4"}).url.path == f"/journal/day/{day}"
    )
    keeper.send("/journal/lock")
    with Journal.open(settings.journal, WORD) as journal:
        assert [each.at.date().isoformat() for each in journal.entries()] == [day]


@pytest.mark.parametrize("day", ["2999-01-01", "yesterday", "2026-13-01", "../../etc/passwd"])
def test_a_day_that_is_none_is_not_found(day: str, keeper: Visitor) -> None:
    assert keeper.client.get(f"/journal/day/{day}").status_code == 404


def test_what_is_written_while_it_is_locked_is_kept_until_it_is_open(
    settings: WebSettings, keeper: Visitor
) -> None:
    keeper.send("/journal/lock")
    reply = keeper.send_form("/journal/add", {"score-mood": "3", "note": "long day, better off dead"})
    assert reply.status_code == 401
    assert "988" in reply.text  # help comes before the passphrase
    assert "long day" not in reply.text  # but what was written does not
    reply = keeper.send("/journal/open", passphrase=WORD)
    assert "long day" in reply.text and "not written down yet" in reply.text
    assert held(settings, keeper) == []


def test_what_is_half_written_is_there_after_a_reload_and_gone_once_written(keeper: Visitor) -> None:
    assert keeper.send_form("/journal/draft", {"note": "half a th"}).json() == {"kept": True}
    assert "half a th" in keeper.client.get("/journal").text
    keeper.send("/journal/lock")
    assert "half a th" not in keeper.client.get("/journal").text
    assert keeper.send_form("/journal/draft", {"note": "of a stranger"}).json() == {"kept": False}
    assert "half a th" in keeper.send("/journal/open", passphrase=WORD).text
    keeper.send_form("/journal/add", {"note": "half a thought"})
    assert ">half a th<" not in keeper.client.get("/journal").text


def test_what_is_half_written_of_one_day_is_not_that_of_another(keeper: Visitor) -> None:
    days = [(date.today() - timedelta(days=back)).isoformat() for back in range(20)]
    for day in reversed(days):
        keeper.send_form("/journal/draft", {"day": day, "note": f"half of {day}"})
    assert f"half of {days[0]}" in keeper.client.get("/journal").text
    assert f"half of {days[3]}" in keeper.client.get(f"/journal/day/{days[3]}").text
    assert "half of" not in keeper.client.get(f"/journal/day/{days[19]}").text  # of the latest alone
    keeper.send_form("/journal/add", {"day": days[3], "note": "the whole"})
    assert "half of" not in keeper.client.get(f"/journal/day/{days[3]}").text
    assert f"half of {days[0]}" in keeper.client.get("/journal").text


def test_an_entry_is_changed_with_its_history_and_deleted_for_good(
    settings: WebSettings, keeper: Visitor
) -> None:
    keeper.send_form("/journal/add", {"score-mood": "7"})
    reply = keeper.send("/journal/entry/1", text="mood 6, pain 2")
    assert "mood 6, pain 2" in reply.text and "mood 7" in reply.text
    reply = keeper.send("/journal/entry/1", text="mood 60")
    assert reply.status_code == 422 and "from 0 to 10" in reply.text
    assert keeper.send("/journal/entry/1", text=" ").status_code == 422
    assert keeper.send("/journal/entry/1/delete").url.path == "/journal/entry/1"  # not ticked
    assert keeper.send("/journal/entry/1/delete", sure="1").url.path == "/journal/back"
    assert keeper.client.get("/journal/entry/1").status_code == 422
    assert held(settings, keeper) == []


def test_a_dose_is_changed_in_name_amount_and_whether(settings: WebSettings, keeper: Visitor) -> None:
    keeper.send_form("/journal/add", {"medicine-0": "LDN", "taken-0": "taken", "amount-0": "1.5 mg"})
    keeper.send("/journal/entry/1", text="LDN 3 mg", taken="skipped")
    assert held(settings, keeper) == [("dose", {"medicine": "LDN", "taken": "skipped", "dose": "3 mg"})]


# Questionnaires.


def answer(visitor: Visitor, values: list[int | str]) -> Any:
    reply = None
    for place, value in enumerate(values, 1):
        reply = visitor.send(f"/journal/ask/phq-9/{place}", answer=str(value))
    return reply


def test_thoughts_of_self_harm_are_met_at_once_and_each_time_the_journal_is_opened(keeper: Visitor) -> None:
    """PHQ-9 item 9 above zero: help is shown before the score, before anything is written."""
    reply = answer(keeper, [0, 0, 0, 0, 0, 0, 0, 0, 1])
    assert reply.url.path == "/journal/ask/phq-9/10"
    assert reply.text.index("988") < reply.text.index("Score:")
    reply = keeper.send("/journal/ask/phq-9/keep")
    assert reply.url.path == "/journal" and 'class="call crisis"' in reply.text
    assert 'class="call crisis"' in keeper.client.get("/journal").text


def test_the_score_is_that_of_the_authors_and_one_left_out_is_told(
    settings: WebSettings, keeper: Visitor
) -> None:
    """Nine answers of 1 are 9, mild (Kroenke 2001: 5 to 9)."""
    reply = answer(keeper, [1, 1, 1, 1, 1, 1, 1, 1, 1])
    assert "Score: 9" in reply.text and "mild" in reply.text
    reply = answer(keeper, [1, 1, 1, 1, 1, 1, 1, 1, "-"])
    assert "8 of 9 answered" in reply.text
    keeper.send("/journal/ask/phq-9/keep")
    ((kind, body),) = held(settings, keeper)
    assert kind == "answers" and body["score"] == 9.0 and "self-harm" not in body["answers"]


def test_an_answer_that_is_none_is_asked_again_and_a_question_that_is_none_not_found(
    keeper: Visitor,
) -> None:
    assert keeper.send("/journal/ask/phq-9/1", answer="7").url.path == "/journal/ask/phq-9/1"
    assert keeper.client.get("/journal/ask/phq-9/12").status_code == 404
    assert keeper.client.get("/journal/ask/phq-10/1").status_code == 404
    assert keeper.send("/journal/ask/phq-9/99", answer="1").status_code == 404
    assert keeper.send("/journal/ask/phq-9/keep").url.path == "/journal/ask/phq-9/1"  # nothing answered


# Bringing in and keeping.

TABLE = "date,mood,pain,diary\n2026-10-01,7,3,a walk\n2026-10-02,6,x,\n"


def bring(visitor: Visitor, content: bytes, name: str = "mine.csv") -> Any:
    files = {"file": (name, content, "text/csv")}
    return visitor.client.post("/journal/bring", data={"_csrf_token": visitor.token()}, files=files)


def test_a_file_is_shown_first_and_written_once(settings: WebSettings, keeper: Visitor) -> None:
    reply = bring(keeper, TABLE.encode())
    assert "mine.csv" in reply.text
    form = {"column-0": "at", "column-1": "mood", "column-2": "pain", "column-3": "note"}
    reply = keeper.send_form("/journal/bring", form)
    assert "mood 7" in reply.text and "cannot be read" in reply.text
    keeper.send("/journal/bring/keep")
    reply = bring(keeper, TABLE.encode())
    reply = keeper.send_form("/journal/bring", form)
    assert "There is nothing new in it." in reply.text
    bodies = held(settings, keeper)
    assert ("scores", {"mood": 7.0, "pain": 3.0}) in bodies and ("note", {"text": "a walk"}) in bodies


@pytest.mark.parametrize(
    ("content", "name"),
    [(b"\xff\xfe\x00\x01", "a.bin"), (b"", "empty.csv"), (b"{", "a.json"), (b"PK\x03\x04xx", "a.zip"),
     (b"<script>alert(1)</script>", "<img src=x onerror=alert(1)>.csv")],
)  # fmt: skip
def test_a_file_that_cannot_be_read_is_told_and_nothing_written(
    content: bytes, name: str, settings: WebSettings, keeper: Visitor
) -> None:
    reply = bring(keeper, content, name)
    assert reply.status_code == 200 and 'role="alert"' in reply.text
    assert "<img src=x" not in reply.text and "<script>alert" not in reply.text
    assert held(settings, keeper) == []


def test_the_copies_hold_what_was_written(tmp_path: Path, settings: WebSettings, keeper: Visitor) -> None:
    keeper.send_form("/journal/add", {"score-mood": "7", "note": "a walk"})
    reply = keeper.send_form("/journal/export", {"as": "csv"})
    assert "attachment" in reply.headers["content-disposition"] and "mood,7" in reply.text
    whole = json.loads(keeper.send_form("/journal/export", {"as": "json"}).text)
    assert [each["kind"] for each in whole["entries"]] == ["scores", "note"]
    assert keeper.send("/journal/backup", passphrase="another").status_code == 422
    reply = keeper.send("/journal/backup", passphrase=WORD)
    assert b"a walk" not in reply.content
    path = tmp_path / "copy.cotake"
    path.write_bytes(reply.content)
    with Journal.open(path, WORD) as copy:
        assert len(copy.entries()) == 2


def test_another_passphrase_opens_it_from_then_on(settings: WebSettings, keeper: Visitor) -> None:
    new = "another good one"
    for old, first, second in ((WORD, new, new + "x"), ("wrong word", new, new), (WORD, "short", "short")):
        reply = keeper.send("/journal/passphrase", old=old, new=first, again=second)
        assert reply.status_code == 422
    assert keeper.send("/journal/passphrase", old=WORD, new=new, again=new).status_code == 200
    assert keeper.client.get("/journal").url.path == "/journal"  # it stays open here
    keeper.send("/journal/lock")
    Journal.open(settings.journal, new).close()


def test_the_journal_is_deleted_with_its_passphrase_alone(settings: WebSettings, keeper: Visitor) -> None:
    for form in ({"passphrase": WORD}, {"passphrase": "wrong word", "sure": "1"}):
        assert keeper.send_form("/journal/end", form).status_code == 422
        assert settings.journal.exists()
    assert "Begin a journal" in keeper.send("/journal/end", passphrase=WORD, sure="1").text
    assert not settings.journal.exists()


def test_scales_of_ones_own_are_asked_for_and_those_that_were_chosen(keeper: Visitor) -> None:
    reply = keeper.send("/journal/scale", name="brain fog", better="lower", low="clear", high="thick")
    assert reply.status_code == 200
    page = keeper.client.get("/journal").text
    assert "Brain fog" in page.split('id="more-head"')[0]
    assert keeper.send("/journal/scale", name="mood", better="lower").status_code == 422
    keeper.send_form("/journal/scales", {"show-stress": "1"})
    first = keeper.client.get("/journal").text.split('id="more-head"')[0]
    assert "Stress" in first and "Brain fog" not in first and "Mood" not in first


def test_help_is_there_for_anyone(stranger: Visitor) -> None:
    reply = stranger.client.get("/help")
    assert reply.status_code == 200 and "tel:988" in reply.text and "tel:116123" in reply.text


FIELDS = ("score-mood", "score-", "medicine-0", "taken-0", "name", "note", "event", "at", "day", "text",
          "span", "answer", "better", "id", "column-0", "dates", "passphrase")  # fmt: skip
PATHS = ("/journal/add", "/journal/draft", "/journal/day", "/journal/back", "/journal/entry/1",
         "/journal/ask/phq-9/1", "/journal/scale", "/journal/scales", "/journal/scale/remove",
         "/journal/bring")  # fmt: skip


@hypothesis_settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(form=st.dictionaries(st.sampled_from(FIELDS), st.text(max_size=60)), path=st.sampled_from(PATHS))
def test_no_form_of_the_journal_is_a_failure(
    form: dict[str, str], path: str, tmp_path_factory: pytest.TempPathFactory, settings: WebSettings
) -> None:
    path_of = tmp_path_factory.mktemp("fuzz") / "journal.cotake"
    Journal.create(path_of, WORD, cost=QUICK).close()
    pages = create_pages(replace(settings, journal=path_of))
    with TestClient(pages, base_url="http://127.0.0.1:8790") as client:
        visitor = Visitor(client).come_in()
        visitor.send("/journal/open", passphrase=WORD)
        assert visitor.send_form(path, form).status_code in (200, 201, 404, 422)
        assert client.get("/journal").status_code == 200
