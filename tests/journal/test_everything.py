"""All that a journal holds, given out as JSON and read back."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from cotake import InputError
from cotake.journal import Cost, Journal, Scales, own_scale
from cotake.journal.bringing import How, bring_file, not_yet
from cotake.journal.export import everything
from cotake.knowledge import Library
from cotake.surfaces.cli import cli

MADRID = ZoneInfo("Europe/Madrid")
AT = datetime(2026, 7, 1, 23, 30, tzinfo=MADRID)
HOW = How(MADRID)
GAD = {"instrument": "gad-7", "answers": {}, "score": 7.0}


@pytest.fixture
def journal(tmp_path: Path, library: Library) -> Iterator[Journal]:
    with Journal.create(tmp_path / "j.cotake", "correct horse", cost=Cost(13, 1, 1)) as opened:
        opened.add_scale(own_scale("brain fog", Scales(library), better="lower", low="clear"))
        opened.add_scale(own_scale("metal taste", Scales(library), side_effect=True))
        made = opened.add("scores", {"mood": 6.0, "own:brain-fog": 3.0}, at=AT)
        opened.change(made.id, {"mood": 7.0, "own:brain-fog": 3.0, "side:own:metal-taste": 1.0})
        opened.add("dose", {"medicine": "LDN", "taken": "skipped", "dose": ""}, at=AT)
        opened.add("answers", dict(GAD), at=AT)
        opened.add("note", {"text": "slept, badly\n“so”"}, at=AT)
        opened.set("plan", '{"name": "LDN"}')
        yield opened


def test_it_holds_what_the_table_does_not(journal: Journal) -> None:
    found = everything(journal, AT)
    first = found["entries"][0]
    assert (first["zone"], first["at"]) == ("Europe/Madrid", "2026-07-01T23:30:00+02:00")
    assert [each["body"]["mood"] for each in first["earlier"]] == [6.0]
    assert [each["name"] for each in found["scales"]] == ["brain fog", "metal taste"]
    assert {"names", "matters", "src"}.isdisjoint(found["scales"][0])
    assert found["settings"] == {"plan": '{"name": "LDN"}'}


def test_it_comes_back_with_the_scales(journal: Journal, library: Library, tmp_path: Path) -> None:
    path = tmp_path / "all.json"
    path.write_text(json.dumps(everything(journal, AT)))
    found = bring_file(path, Scales(library), HOW)
    assert found.unread == ()
    assert found.scales == journal.scales()
    assert found.ignored == ("what 1 entries were before they were changed", "the plan that was agreed")
    with Journal.create(tmp_path / "k.cotake", "correct horse", cost=Cost(13, 1, 1)) as other:
        for each in found.scales:
            other.add_scale(each)
        other.add_all(found.rows)
        again = everything(other, AT)
        for mine, theirs in zip(everything(journal, AT)["entries"], again["entries"], strict=True):
            assert (mine["body"], mine["at"], mine["zone"]) == (
                theirs["body"],
                theirs["at"],
                theirs["zone"],
            )
    held = Scales(library, journal.scales())
    same = bring_file(path, held, HOW)
    assert same.scales == ()
    assert not_yet(same.rows, journal.entries()) == []


def test_scales_and_entries_come_all_or_none(tmp_path: Path, library: Library) -> None:
    fog = own_scale("fog", Scales(library), better="lower")
    with Journal.create(tmp_path / "k.cotake", "correct horse", cost=Cost(13, 1, 1)) as journal:
        journal.add_scale(fog)
        other = own_scale("taste", Scales(library), side_effect=True)
        with pytest.raises(InputError, match="already"):
            journal.add_all([("note", {"text": "x"}, AT, "")], scales=[other, fog])
        assert journal.entries() == []
        assert journal.scales() == (fog,)


@pytest.mark.parametrize("way", ["json", "medtimer", "stdin"])
def test_every_new_way_in_is_answered_at_once(tmp_path: Path, way: str) -> None:
    """An answer on self-harm in our JSON; words in a note of another app, and in a line that is read."""
    run = CliRunner(env={"COTAKE_HOME": str(tmp_path), "COTAKE_PASSPHRASE": "correct horse"}).invoke
    run(cli, ["journal", "init", "--memory", "8", "--passes", "1", "--lanes", "1"])
    now = datetime.now(MADRID)
    path = tmp_path / "x.json"
    if way == "stdin":
        assert "988" in run(cli, ["journal", "add"], input="mood 2 note: I want to die").output
        return
    if way == "json":
        body = {"instrument": "phq-9", "answers": {"self-harm": 1}, "score": None}
        entry = {"kind": "answers", "at": now.isoformat(), "body": body}
        path.write_text(json.dumps({"cotake_journal": 1, "entries": [entry]}))
    else:
        event = {
            "medicineName": "x",
            "status": "TAKEN",
            "remindedTimestamp": int(now.timestamp()),
            "processedTimestamp": int(now.timestamp()),
            "notes": "I want to die",
        }
        path.write_text(json.dumps({"events": {"list": [event]}}))
    done = run(cli, ["journal", "import", str(path), "--yes"])
    assert done.exit_code == 0, done.output
    assert "988" in done.output


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"kind": "mood"}, "no kind"),
        ({"at": "2026-07-01T23:30:00"}, "no offset"),
        ({"at": "yesterday"}, "not as cotake"),
        ({"kind": "scores", "body": {"mood": 60}}, "goes from 0 to 10"),
        ({"kind": "scores", "body": {"own:fog": 6}}, "no scale 'own:fog'|no scale 'fog'"),
        ({"kind": "dose", "body": {"medicine": "x", "taken": "perhaps", "dose": ""}}, "not taken"),
        ({"kind": "answers", "body": {**GAD, "instrument": "x"}}, "no questionnaire"),
        ({"kind": "answers", "body": {**GAD, "score": 99}}, "from 0 to 21"),
        ({"kind": "answers", "body": {**GAD, "answers": {"nervous": 9}}}, "one of 0, 1, 2, 3"),
        ({"kind": "note", "body": None}, "not as cotake"),
    ],
)
def test_an_entry_that_was_altered_is_told(
    scales: Scales, tmp_path: Path, changed: dict[str, Any], said: str
) -> None:
    entry = {"kind": "note", "at": AT.isoformat(), "zone": "", "body": {"text": "x"}, "earlier": []}
    path = tmp_path / "all.json"
    path.write_text(json.dumps({"cotake_journal": 1, "entries": [{**entry, **changed}]}))
    found = bring_file(path, scales, HOW)
    assert found.rows == ()
    assert re.search(said, found.unread[0])


def test_a_later_version_is_left(scales: Scales, tmp_path: Path) -> None:
    path = tmp_path / "all.json"
    for text, said in (('{"cotake_journal": 2}', "later version"), ('{"cotake_journal": 1}', "no entries")):
        path.write_text(text)
        with pytest.raises(InputError, match=said):
            bring_file(path, scales, HOW)


@given(
    st.dictionaries(
        st.sampled_from(["id", "name", "better", "low", "high", "least", "most", "unit"]), st.text()
    )
)
def test_any_scale_of_a_file_is_read_or_told(
    scales: Scales, tmp_path_factory: pytest.TempPathFactory, told: dict[str, str]
) -> None:
    path = tmp_path_factory.mktemp("any") / "all.json"
    path.write_text(json.dumps({"cotake_journal": 1, "scales": [told, 1, None], "entries": [told]}))
    with suppress(InputError):
        found = bring_file(path, scales, HOW)
        assert len(found.scales) + len(found.unread) == 4
