"""A real client over both transports: what is listed, what is answered, what is refused."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft7Validator, Draft202012Validator  # type: ignore[import-untyped]
from mcp.shared.exceptions import MCPError

import cotake
from cotake.knowledge import Library
from tests.surfaces.mcp.serving import Model, over_stdio, plain, talking, text_of

DOCS = Path(__file__).parents[3] / "docs"
PAIR = ["LDN 4.5 mg at bedtime", "tramadol 50 mg as needed"]
CALLS: list[tuple[str, dict[str, Any]]] = [
    ("check", {"medicines": PAIR}),
    ("check", {"medicines": PAIR, "detail": "full", "audience": "clinician", "person": {"age": 72}}),
    ("guide", {"medicines": PAIR}),
    ("guide", {"medicines": [*PAIR, "blorbamine"], "detail": "full"}),
    ("simulate", {"medicines": ["sertraline 50 mg daily", "metoprolol 50 mg twice a day"], "people": 5}),
    ("claim", {"text": "LDN helps fibromyalgia pain"}),
    ("claim", {"text": "LDN helps fibromyalgia pain", "detail": "full", "audience": "clinician"}),
    ("claim", {"text": "the moon is made of cheese"}),
    ("evidence", {"about": "LDN"}),
    ("evidence", {"about": "LDN", "outcome": "pain", "among": "fibromyalgia"}),
    ("evidence", {"about": "metformin", "outcome": "pain"}),
]


def test_the_tools_are_read_only_and_say_how_to_read_them(model: Model) -> None:
    tools = model.tools()
    assert list(tools) == ["check", "guide", "simulate", "claim", "evidence"]
    for tool in tools.values():
        hints = tool.annotations
        assert hints is not None
        assert (hints.read_only_hint, hints.idempotent_hint, hints.open_world_hint) == (True, True, False)
        assert hints.destructive_hint is False
        assert tool.description and "NOT" in tool.description
        for schema in (tool.input_schema, tool.output_schema):
            assert schema and schema["type"] == "object"
            Draft202012Validator.check_schema(schema)
            Draft7Validator.check_schema(schema)
    for name in ("check", "guide"):
        said = tools[name].description or ""
        assert "Not checked does not mean safe" in said and "pass both on" in said and "notice" in said


def test_the_server_says_how_its_answers_are_read(model: Model) -> None:
    told = model.client.instructions
    assert told is not None
    assert "Unknown is not safe" in told and "An error is no answer" in told
    server = model.client.server_info
    assert server is not None
    assert server.version == cotake.__version__


@pytest.mark.parametrize(("tool", "arguments"), CALLS)
def test_every_tool_answers_within_its_schema(tool: str, arguments: dict[str, Any], model: Model) -> None:
    result = model.call(tool, **arguments)
    answer = plain(result)
    schema = model.tools()[tool].output_schema
    assert schema
    for validator in (Draft202012Validator, Draft7Validator):
        validator(schema).validate(answer)
    text = text_of(result)
    assert text.splitlines()[: len(answer["read_first"])] == answer["read_first"]
    assert answer["notice"] in text.rstrip().splitlines()[-1]
    assert answer["notice"]
    assert next(iter(answer)) == "read_first"


@pytest.mark.parametrize(
    ("tool", "arguments", "mends"),
    [
        ("check", {}, "medicines is missing"),
        ("check", {"medicines": []}, "write at least one"),
        ("check", {"medicines": "LDN, tramadol"}, "a list of texts"),
        ("check", {"medicines": [1]}, "medicines[0] is a text"),
        ("check", {"medicines": ["LDN", " "]}, "medicines[1] is empty"),
        ("check", {"medicines": ["LDN"] * 61}, "at most 60"),
        ("check", {"medicines": ["x" * 501]}, "at most 500 characters, got 501"),
        ("check", {"medicines": ["LDN"], "person": {"age": "nan"}}, "age is a number from 0 to 130"),
        ("check", {"medicines": ["LDN"], "person": {"age": 10**400}}, "cannot be meant"),
        ("check", {"medicines": ["LDN"], "person": {"colour": "red"}}, '"colour" is not a detail'),
        ("check", {"medicines": ["LDN"], "person": [72]}, "person is an object"),
        ("check", {"medicines": ["LDN"], "person": {"surgery": "soon"}}, "surgery is a date"),
        ("check", {"medicines": ["LDN"], "audience": "everyone"}, "person, clinician"),
        ("check", {"medicines": ["LDN"], "today": "yesterday"}, "today is a date"),
        ("check", {"medicines": ["LDN"], "drugs": ["zinc"]}, "check has no argument 'drugs'"),
        ("guide", {"medicines": [" "]}, "medicines[0] is empty"),
        ("simulate", {"medicines": ["sertraline"]}, "no dose in mg"),
        ("simulate", {"medicines": ["blorbamine 5 mg"]}, "was not recognised"),
        ("simulate", {"medicines": ["sertraline 50 mg"], "days": 9000}, "days is a number from 0.5 to 366"),
        ("simulate", {"medicines": ["sertraline 50 mg"], "people": 1.5}, "people is a whole number"),
        ("simulate", {"medicines": ["sertraline 50 mg"], "missed": [0]}, "missed is a whole number"),
        ("simulate", {"medicines": ["sertraline 50 mg"], "person": {"age": 9}}, "for adults"),
        ("claim", {"text": ""}, "text is missing"),
        ("evidence", {"about": "blorbamine"}, "not one medicine that is known"),
        ("evidence", {"about": "LDN", "outcome": "joy"}, "there is no outcome 'joy'"),
        ("evidence", {"about": "LDN", "method": "fixed"}, "go with one outcome"),
    ],
)
def test_what_cannot_be_used_is_an_error_that_says_how_to_mend_it(
    tool: str, arguments: dict[str, Any], mends: str, stdio: Model
) -> None:
    result = stdio.call(tool, **arguments)
    assert result.is_error
    text = text_of(result)
    assert text.startswith("ERROR, NO ANSWER. Nothing was checked, and this says nothing of whether")
    assert mends in text
    assert result.structured_content is None


def test_too_many_in_few_lines(stdio: Model) -> None:
    lines = [", ".join(f"blorb{chr(97 + n)}{chr(97 + m)}" for m in range(26)) for n in range(3)]
    result = stdio.call("check", medicines=lines)
    assert result.is_error
    assert "at most 60 medicines" in text_of(result)


def test_the_server_lives_on_after_errors(model: Model) -> None:
    for _ in range(5):
        assert model.call("check", medicines=[]).is_error
        with pytest.raises(MCPError, match="there is no such tool; there are: check, guide"):
            model.call("cure")
        with pytest.raises(MCPError, match="no such resource"):
            model.read("cotake://nothing")
    assert plain(model.call("check", medicines=PAIR))["status"] == "interaction"


def test_calls_at_once_are_not_mixed_up(model: Model) -> None:
    names = ["sertraline", "tramadol", "warfarin", "zinc", "blorbamine", "metformin"]
    calls: list[tuple[str, dict[str, Any]]] = [("check", {"medicines": [name]}) for name in names * 4]
    for (_, arguments), result in zip(calls, model.all_at_once(calls), strict=True):
        answer = plain(result)
        texts = [each["text"] for each in answer["medicines"] + answer["not_recognised"]]
        assert texts == arguments["medicines"]


def test_what_the_command_line_says_is_what_a_full_answer_says(library: Library, model: Model) -> None:
    given = plain(model.call("check", medicines=PAIR, detail="full", person={"conditions": ["epilepsy"]}))
    own = cotake.check(PAIR, person={"conditions": ["epilepsy"]}, library=library).to_dict("person")
    own["generated_at"] = given["generated_at"]
    assert {key: value for key, value in given.items() if key not in ("read_first", "detail")} == own


def test_the_resources(model: Model) -> None:
    assert model.resources() == ["cotake://intended-use", "cotake://answer-schema"]
    told = model.read("cotake://intended-use")
    assert told == (DOCS / "intended-use.md").read_text(encoding="utf-8"), (
        "copy docs/intended-use.md to src/cotake/surfaces/mcp/"
    )
    assert model.read("cotake://answer-schema") == (DOCS / "answer.schema.json").read_text(encoding="utf-8")


def test_a_client_that_only_knows_the_handshake(library: Library, tmp_path: Path) -> None:
    with talking(over_stdio(library.path, tmp_path), mode="legacy") as model:
        assert len(model.tools()) == 5
        assert plain(model.call("check", medicines=PAIR))["status"] == "interaction"


def test_knowledge_that_is_broken_is_an_error_of_each_call(tmp_path: Path) -> None:
    broken = tmp_path / "broken.sqlite"
    broken.write_bytes(b"no knowledge")
    with talking(over_stdio(broken, tmp_path)) as model:
        for tool, arguments in CALLS[:3]:
            result = model.call(tool, **arguments)
            assert result.is_error
            assert "not a knowledge file" in text_of(result)
