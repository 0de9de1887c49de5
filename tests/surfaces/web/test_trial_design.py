"""A trial is designed, fixed in advance and analysed as it was fixed, asked without a browser."""

from __future__ import annotations

import json
import re
from datetime import timedelta
from html import unescape

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cotake.journal import Journal
from cotake.knowledge import Library
from cotake.surfaces._here import now_here
from cotake.surfaces._trial import FINGERPRINT
from cotake.surfaces.web import WebSettings
from cotake.surfaces.web.check._forms import Refused
from cotake.surfaces.web.working._design_form import Asked, read_asked
from cotake.surfaces.web.working._kept import fix, fixed_in
from cotake.trial import Scale
from cotake.trial.design import draw, read_design
from tests.surfaces.web.conftest import Opened, Visitor, text_of
from tests.surfaces.web.journals import WORD, make_journal

TODAY = now_here().date()
TOMORROW = (TODAY + timedelta(days=1)).isoformat()
FORM = {
    "outcome": "pain", "medicine": "LDN", "dose-a": "0", "dose-b": "4,5 mg", "begin": TOMORROW,
    "rounds": "3", "agreed": "1",
}  # fmt: skip


def test_it_begins_with_what_is_likeliest(opened: Opened) -> None:
    text = opened().client.get("/working/design").text
    assert 'value="LDN"' in text and 'value="4.5"' in text and f'value="{TOMORROW}"' in text


def test_the_washout_comes_from_the_half_life(opened: Opened) -> None:
    told = text_of(opened().send_form("/working/design", FORM))
    assert "6 blocks of 14 days: 84 days" in told
    assert "6-beta-naltrexol, its metabolite, has a half-life of about 0.52 days" in told
    assert "The first 3 days after a change are not compared." in told
    assert "lower is better; noticeable: a difference of 2 or more" in told


def test_what_is_not_to_be_stopped_at_once_is_refused_until_it_was_agreed(opened: Opened) -> None:
    visitor = opened()
    asked = {**FORM, "medicine": "sertraline", "dose-b": "100", "agreed": ""}
    reply = visitor.send_form("/working/design", asked)
    assert reply.status_code == 422
    assert "Sertraline is stopped slowly" in text_of(reply) and 'value="100"' in reply.text
    assert "My prescriber agreed" in text_of(reply)
    assert "6 blocks of 14 days" in text_of(visitor.send_form("/working/design", {**asked, "agreed": "1"}))


def test_what_lasts_too_long_is_no_matter_of_blocks(opened: Opened) -> None:
    reply = opened().send_form("/working/design", {**FORM, "medicine": "amiodarone", "dose-b": "200"})
    assert reply.status_code == 422 and "too long for blocks" in text_of(reply)


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("dose-a", "", "design-no-dose"),
        ("dose-b", "-1", "design-no-dose"),
        ("dose-b", "0", "design-same-dose"),
        ("dose-c", "4.5", "design-same-dose"),
        ("before", "much", "design-no-dose"),
        ("begin", "soon", "entry-no-date"),
        ("begin", "1900-01-01", "entry-no-date"),
        ("block", "0", "design-no-days"),
        ("washout", "99", "design-no-days"),
        ("rounds", "31", "design-no-rounds"),
        ("points", "0", "working-no-points"),
    ],
)
def test_what_cannot_be_is_told_beside_its_field(field: str, value: str, message: str) -> None:
    assert read_asked({**FORM, field: value}, TODAY) == Refused(message, field)


def test_lengths_that_were_said_go_before_those_of_the_medicine() -> None:
    found = read_asked({**FORM, "block": "10", "washout": "0", "dose-c": "3"}, TODAY)
    assert isinstance(found, Asked)
    assert (found.block, found.washout, found.doses) == (10, 0, (0.0, 4.5, 3.0))


def test_it_is_fixed_once_and_stays(opened: Opened, settings: WebSettings) -> None:
    visitor = opened()
    visitor.send_form("/working/design", FORM)
    told = text_of(visitor.send("/working/design/fix"))
    found = re.search(r"Fingerprint of the design: ([0-9a-f]{64})", told)
    assert found
    file = visitor.send("/working/design/download")
    assert re.fullmatch(r'attachment; filename="trial-[0-9-]+\.json"', file.headers["content-disposition"])
    made = read_design(file.text)
    assert made.fingerprint == found[1]
    for block in made.blocks:
        assert block.first.isoformat() in told
    assert sorted(each.exposure for each in made.blocks) == [0.0] * 3 + [4.5] * 3
    # A second one does not take its place unseen.
    visitor.send_form("/working/design", {**FORM, "rounds": "5"})
    visitor.send("/working/design/fix")
    assert found[1] in text_of(visitor.client.get("/working/design"))
    visitor.send("/working/design/give-up")
    assert found[1] in text_of(visitor.client.get("/working/design"))
    visitor.send("/journal/lock")
    with Journal.open(settings.journal, WORD) as journal:
        assert journal.setting(FINGERPRINT) == found[1]


def test_giving_up_forgets_it(opened: Opened) -> None:
    visitor = opened()
    visitor.send_form("/working/design", FORM)
    visitor.send("/working/design/fix")
    assert "Plan a trial" in text_of(visitor.send("/working/design/give-up", sure="1"))
    assert visitor.send("/working/design/download").headers["content-type"].startswith("text/html")


def test_a_sealed_order_is_not_shown(opened: Opened) -> None:
    visitor = opened()
    visitor.send_form("/working/design", {**FORM, "sealed": "1"})
    reply = visitor.send("/working/design/fix")
    told = text_of(reply)
    assert told.count("as prepared") == 6 and "drawn by the seed" not in told
    made = read_design(visitor.send("/working/design/download").text)
    assert str(made.seed) not in reply.text
    # Neither wash-out nor the height of a block gives it away.
    assert "the first" not in told.partition("Not compared")[2].partition("At the end")[0]
    assert len(set(re.findall(r'<rect class="block open"[^>]* height="([^"]+)"', reply.text))) == 1


def test_a_trial_of_one_look_is_answered_after_its_end(opened: Opened) -> None:
    visitor = opened()
    visitor.send_form("/working/design", FORM)
    visitor.send("/working/design/fix")
    told = text_of(visitor.send("/working", outcome="pain", medicine="LDN", events="1"))
    assert "still running, and is looked at once, after its end" in told
    told = text_of(visitor.send("/working", outcome="pain", medicine="LDN", by_doses="1"))
    assert "With 4.5 against none" in told


def test_after_its_end_it_is_analysed_as_it_was_fixed(
    visitor: Visitor, settings: WebSettings, library: Library
) -> None:
    """Pain falls by four points in each block with it; the answer goes by the blocks."""
    first = TODAY - timedelta(days=84)
    made = draw(
        [0, 4.5],
        begin=first,
        block_days=14,
        rounds=3,
        seed=5,
        washout_days=3,
        outcome="pain",
        scale=Scale("pain", "lower", 0, 10, 2),
        medicine="LDN",
    )

    def pain(day: int) -> float:
        block = min(day // 14, len(made.blocks) - 1)
        return 3.0 if made.blocks[block].exposure else 7.0

    make_journal(settings.journal, days=85, dose=lambda day: None, pain=pain, beside=False)
    with Journal.open(settings.journal, WORD) as journal:
        fix(journal, made, sealed=True)
        fixed = fixed_in(journal)
        assert fixed is not None and fixed.sealed and fixed.design == made
    visitor.send("/journal/open", passphrase=WORD)
    told = text_of(visitor.client.get("/working"))
    assert "Pain, as the trial was fixed in advance" in told
    assert "Better. With 4.5 against none pain is" in told
    assert "0 · 4.5" in text_of(visitor.client.get("/working/design"))  # its order is shown now


def test_a_fingerprint_from_elsewhere_is_told(visitor: Visitor, settings: WebSettings) -> None:
    make_journal(settings.journal, days=20)
    with Journal.open(settings.journal, WORD) as journal:
        journal.set(FINGERPRINT, "ab" * 32)
    visitor.send("/journal/open", passphrase=WORD)
    told = text_of(visitor.client.get("/working/design"))
    assert "the fingerprint abababababab…" in told
    visitor.send_form("/working/design", FORM)
    visitor.send("/working/design/fix")
    assert "abababababab…" in text_of(visitor.client.get("/working/design"))


def test_the_power_needs_days_before(opened: Opened) -> None:
    visitor = opened(days=10)
    told = text_of(visitor.send_form("/working/design", FORM))
    assert "once 14 days have a score" in told
    assert visitor.send("/working/design/power").status_code == 422


def test_the_power_is_simulated_some_at_a_time(opened: Opened, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cotake.surfaces.web.working._design_view._TRIALS", 2)
    monkeypatch.setattr("cotake.surfaces.web.working._design_routes._SOME_S", 0.0)
    visitor = opened()
    visitor.send_form("/working/design", {**FORM, "rounds": "1"})
    told = text_of(visitor.send("/working/design/power"))
    assert "28 days, each dose once as chosen" in told and "one change half-way" not in told
    for _ in range(5):
        reply = visitor.send("/working/design/power")
    told = text_of(reply)
    assert "28 days, one change half-way" in told and "168 days, each dose 6 times" in told
    assert "Simulate the other lengths" not in told
    spec = re.search(r'data-spec="([^"]+)"', reply.text)
    assert spec and len(json.loads(unescape(spec[1]))["data"]["values"]) == 5
    # Another trial is another power.
    assert "each dose once as chosen" not in text_of(visitor.send_form("/working/design", FORM))


def test_without_a_trial_asked_for_nothing_is_fixed_or_simulated(opened: Opened) -> None:
    visitor = opened(days=20)
    for path in ("/working/design/fix", "/working/design/power", "/working/design/download"):
        assert "Plan a trial" in text_of(visitor.send(path))


TEXTS = st.text(st.characters(codec="utf-8"), max_size=20)


@pytest.fixture
def asked(opened: Opened) -> Visitor:
    return opened(days=8)


@settings(
    max_examples=30,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    form=st.dictionaries(
        st.sampled_from(sorted(FORM)), TEXTS | st.sampled_from(["0", "1", "84", "LDN", "mood"])
    ),
    path=st.sampled_from(["", "/fix", "/give-up", "/download"]),
)
def test_no_form_is_a_failure(asked: Visitor, form: dict[str, str], path: str) -> None:
    assert asked.send_form(f"/working/design{path}", {**FORM, **form}).status_code in (200, 422)
    assert asked.client.get("/working/design").status_code == 200
