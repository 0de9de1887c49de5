"""Levels and receptors over the days of the list, as forms and pages."""

from __future__ import annotations

import json
import re
from datetime import date, timedelta
from html import unescape
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from litestar.datastructures import FormMultiDict
from litestar.testing import TestClient

from cotake.interactions import simulate, washouts
from cotake.knowledge import Library
from cotake.surfaces._curves import points_of
from cotake.surfaces._levels import CAUTION
from cotake.surfaces.web import create_pages
from cotake.surfaces.web._messages import messages_in
from cotake.surfaces.web.check._forms import Refused
from cotake.surfaces.web.day._choices import Choices, choices_of, put_choices, read_choices
from cotake.surfaces.web.day._panels import panels_of
from tests.conftest import TODAY
from tests.surfaces.web.conftest import PAGES, Visitor

FLAGSHIP = ("LDN 4.5 mg at bedtime", "sertraline 100 mg daily")


def listed(visitor: Visitor, *lines: str) -> Visitor:
    for line in lines:
        visitor.send("/list/add", name=line)
    return visitor


def day(visitor: Visitor) -> str:
    reply = visitor.client.get("/day")
    assert reply.status_code == 200
    return str(reply.text)


def specs(text: str) -> list[dict[str, Any]]:
    return [json.loads(unescape(each)) for each in re.findall(r'data-spec="([^"]+)"', text)]


def test_each_has_its_levels_and_what_it_holds_with_the_same_figures_in_words(visitor: Visitor) -> None:
    text = day(listed(visitor, *FLAGSHIP))
    assert [len(each["data"]["values"]) for each in specs(text)] == [2, 2, 5, 1]
    for said in ("Naltrexone", "6-beta-naltrexol", "The mu-opioid receptor", "lets go with a half-life of",
                 "The serotonin transporter", "drawn at 22:00", "drawn at 8:00", CAUTION):  # fmt: skip
        assert said in text
    top = max(specs(text)[0]["data"]["values"][1]["value"])
    assert f"<td>{top:.3g}" in text


def test_a_level_in_regular_use_comes_back_to_itself_and_one_begun_today_starts_from_nothing(
    visitor: Visitor,
) -> None:
    listed(visitor, "escitalopram 10 mg daily")
    steady = specs(day(visitor))[0]["data"]["values"][0]["value"]
    assert steady[0] == pytest.approx(steady[-1], rel=0.04)
    visitor.send("/day", use="first", days="7")
    begun = specs(day(visitor))[0]["data"]["values"][0]["value"]
    assert begun[0] == 0
    assert max(begun) < max(steady)


def test_missed_days_are_of_one_or_of_all(visitor: Visitor) -> None:
    listed(visitor, *FLAGSHIP)

    def lowest() -> list[float]:
        return [min(each["data"]["values"][0]["value"]) for each in specs(day(visitor))[:2]]

    before = lowest()
    visitor.send("/day", days="7", missed="4", of="naltrexone")
    one = lowest()
    assert one[0] < 0.2 * before[0]
    assert one[1] == before[1]
    assert "The grey days are those without doses" in day(visitor)
    visitor.send("/day", days="7", missed="4")
    assert lowest()[1] < 0.8 * before[1]
    visitor.send("/day", days="3", missed="4")  # there is no fourth of three days
    assert "The grey days" not in day(visitor)


def test_nothing_of_the_list_is_dropped(visitor: Visitor) -> None:
    """Not known, without a dose, without kinetics: each is told, and the rest is drawn."""
    text = day(listed(visitor, "sertraline 100 mg", "blorbamine 20 mg", "fluoxetine", "amiodarone 200 mg"))
    assert "Not recognised, and not drawn: “blorbamine 20 mg”." in text
    assert "its dose in mg is not said" in text
    assert "its kinetics are not in the records" in text
    assert len(specs(text)) == 2


def test_what_is_not_drawn_still_acts_on_the_others(library: Library) -> None:
    with_it = simulate(["metoprolol 50 mg bid", "fluoxetine"], library=library, without_dose="leave out")
    assert [each.substance for each, _ in with_it.not_drawn] == ["fluoxetine"]
    assert {line.substance for line in with_it.simulation.lines} == {"metoprolol"}
    assert with_it.raised["metoprolol"][0][1] > 1.5


def test_an_empty_list_and_a_child(visitor: Visitor) -> None:
    assert "Your list is empty" in day(visitor)
    listed(visitor, "sertraline 50 mg")
    visitor.send("/list/person", age="9")
    text = day(visitor)
    assert "Levels are drawn for adults" in text
    assert specs(text) == []


def test_how_people_differ_is_a_band_and_a_range(visitor: Visitor) -> None:
    listed(visitor, "sertraline 100 mg daily")
    assert "The band holds 80 of 100 people." not in day(visitor)
    visitor.send("/day", days="7", many="1")
    text = day(visitor)
    assert "The band holds 80 of 100 people." in text
    row = specs(text)[0]["data"]["values"][0]
    assert all(low <= middle <= high for low, middle, high in zip(row["low"], row["value"], row["high"],
                                                                  strict=True))  # fmt: skip


def test_what_is_stopped_has_a_day_by_which_it_is_nearly_gone(visitor: Visitor, library: Library) -> None:
    stop = date.today() - timedelta(days=3)
    listed(visitor, f"sertraline 100 mg daily until {stop}", "LDN 4.5 mg")
    assert 'hx-get="/day/after"' in day(visitor)
    text = visitor.client.get("/day/after").text
    found, _ = washouts("sertraline 100 mg daily", library=library)
    assert (stop + timedelta(days=found[0].days)).isoformat() in text
    assert "desmethylsertraline" in text
    assert "Naltrexone" not in text
    visitor.send("/list/remove/0")
    assert "Naltrexone" in visitor.client.get("/day/after").text


def test_a_weight_that_no_one_has_is_refused_and_what_was_typed_is_kept(visitor: Visitor) -> None:
    listed(visitor, *FLAGSHIP)
    reply = visitor.send("/day", days="14", weight="heavy")
    assert reply.status_code == 422
    assert "A body weight is a number from 2 to 400." in reply.text
    assert 'value="heavy"' in reply.text
    assert visitor.send("/day", days="14", weight="82,5").status_code == 200
    assert 'value="82.5"' in day(visitor)


def test_choices_are_kept_small_and_come_back(visitor: Visitor) -> None:
    session: dict[str, Any] = {}
    put_choices(session, Choices())
    assert session["day"] == {}
    chosen = Choices(28, False, True, (1, 28), "naltrexone", 61.5)
    put_choices(session, chosen)
    assert choices_of(json.loads(json.dumps(session))) == chosen
    assert choices_of({"day": {"days": "x", "missed": 3, "weight": []}}) == Choices()
    assert read_choices(FormMultiDict([("weight", "-1")]), ()) == Refused("day-no-weight", "weight")
    assert read_choices(FormMultiDict([("of", "sertraline")]), ("naltrexone",)) == Choices()


def test_the_points_of_a_long_curve_keep_its_highest_and_its_lowest(library: Library) -> None:
    found = simulate(["tramadol 50 mg tid"], days=28, step_h=0.25, library=library, today=TODAY)
    (line, *_) = found.simulation.lines
    points = points_of(line, found.simulation.hours, 200)
    assert len(points["hour"]) <= 202
    assert max(points["value"]) == pytest.approx(line.values.max(), rel=1e-3)
    assert points["hour"] == sorted(points["hour"])
    assert points["hour"][-1] == found.simulation.hours[-1]
    assert np.mean(points["value"]) == pytest.approx(line.values.mean(), rel=0.15)


def test_twelve_medicines_stay_apart(library: Library) -> None:
    lines = ["LDN 4.5 mg", "sertraline 100 mg", "tramadol 50 mg tid", "fluconazole 200 mg",
             "metoprolol 50 mg bid", "amlodipine 5 mg", "atorvastatin 20 mg", "omeprazole 20 mg",
             "quetiapine 100 mg", "carbamazepine 200 mg bid", "alprazolam 1 mg",
             "warfarin 5 mg"]  # fmt: skip
    found = simulate(lines, steady=True, library=library, today=TODAY)
    panels = panels_of(found, "level", messages_in("en"), ())
    assert len(panels) == 12
    assert all(len({(each.mark, each.dash) for each in it.curves}) == len(it.curves) for it in panels)


@pytest.mark.parametrize("language", ["en", "es"])
def test_the_caution_is_in_every_language(language: str) -> None:
    assert messages_in("en")("day-caution") == CAUTION
    assert messages_in(language)("day-caution")


ANY = st.text(st.characters(codec="utf-8"), max_size=20)
FIELDS = st.sampled_from(["days", "use", "missed", "of", "weight", "many"])


@settings(max_examples=20, deadline=None)
@given(form=st.dictionaries(FIELDS, ANY | st.integers(-5, 400).map(str)), line=ANY)
def test_no_form_is_a_failure(form: dict[str, str], line: str) -> None:
    with TestClient(create_pages(PAGES), base_url="http://127.0.0.1:8790") as client:
        visitor = listed(Visitor(client).come_in(), "LDN 4.5 mg", line)
        assert visitor.send_form("/day", form).status_code in (200, 422)
        assert client.get("/day").status_code == 200
        assert client.get("/day/after").status_code == 200
