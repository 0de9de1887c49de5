"""Whatever is sent: an answer or a reason, never a fault; XML that can be read; and what OpenAPI says."""

from __future__ import annotations

import xml.etree.ElementTree as ElementTree
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from schemathesis.config import SchemathesisConfig

from cotake.knowledge import open_library
from cotake.surfaces.rest.rxnav import to_xml
from tests.surfaces.rest.rxnav.conftest import Client, service

_PATHS = {
    "interaction/list": ("rxcuis", "sources"),
    "interaction/interaction": ("rxcui", "sources"),
    "rxcui": ("name", "idtype", "id"),
    "approximateTerm": ("term", "maxEntries"),
    "drugs": ("name",),
    "spellingsuggestions": ("name",),
    "rxcui/{}/properties": (),
    "rxcui/{}/related": ("tty",),
    "rxcui/{}/allrelated": (),
    "version": (),
}
_CODES = st.sampled_from(["7243", "10689", "835603", "209459", "99000011", "5", "x"])
_TEXTS = st.one_of(st.text(max_size=40), st.lists(_CODES, max_size=5).map("+".join))
_TRIED = settings(
    max_examples=150,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@_TRIED
@given(data=st.data())
def test_no_query_brings_a_fault(full: Client, plain: Client, data: st.DataObject) -> None:
    path = data.draw(st.sampled_from(sorted(_PATHS)))
    ending = data.draw(st.sampled_from(["", ".json", ".xml"]))
    root = data.draw(st.sampled_from(["/REST", "/REST/Prescribe"]))
    names = st.sampled_from([*_PATHS[path], "else"])
    query = data.draw(st.lists(st.tuples(names, _TEXTS), max_size=4))
    code = data.draw(_CODES)
    accept = data.draw(st.sampled_from(["*/*", "application/json", "text/html, */*;q=0.1", ";q=x", ""]))
    for client in (full, plain):
        answer = client.get(
            f"{root}/{path.format(code)}{ending}",
            params=[(key, value) for key, value in query],
            headers={"accept": accept},
        )
        assert answer.status_code in (200, 400, 404, 422), answer.text
        if answer.headers["content-type"].startswith("application/xml"):
            ElementTree.fromstring(answer.content)
        else:
            assert isinstance(answer.json(), dict)
        if answer.status_code != 200:
            assert "error" in answer.text


@_TRIED
@given(text=st.text())
@example(text="\x00\x08<&>]]>\ufffe\ud800\u2028")
def test_xml_is_always_well_formed_and_loses_nothing_else(text: str) -> None:
    document = to_xml("root", {"a": [text, None], "b": {"c": text}})
    root = ElementTree.fromstring(document)
    assert [each.tag for each in root] == ["a", "a", "b"]
    kept = "".join(letter for letter in text if letter.isprintable())
    found = root.findtext("a") or ""
    assert [letter for letter in kept if letter not in found and letter not in "\ufffe\uffff"] == []


@pytest.mark.parametrize("path", ["/REST/rxcui/a%2Fb/properties.json", "/REST/rxcui/%00/properties.xml"])
def test_odd_paths_are_not_found(plain: Client, path: str) -> None:
    assert plain.get(path).status_code == 404


schema: Any = schemathesis.openapi.from_asgi(
    "/schema/openapi.json",
    service(open_library()),
    config=SchemathesisConfig.from_dict(
        {"checks": {"positive_data_acceptance": {"expected-statuses": ["2xx", "404", "422"]}}}
    ),
)


def holds_to_what_it_says(case: Any) -> None:
    case.call_and_validate()


test_each_operation_of_the_document = schema.parametrize()(
    settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))(holds_to_what_it_says)
)


def test_each_question_is_in_the_document() -> None:
    paths = schema.raw_schema["paths"]
    assert len(paths) == 12
    for path, operations in paths.items():
        operation = operations["get"]
        assert path.endswith(".json") and operation["summary"] and operation["responses"]["200"]
        assert {"400", "422"} <= set(operation["responses"])
    listed = schema.raw_schema["components"]["schemas"]["ListReply"]["properties"]
    assert {"nlmDisclaimer", "userInput", "fullInteractionTypeGroup"} <= set(listed)
