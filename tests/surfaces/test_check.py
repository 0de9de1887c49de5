"""`cotake check`: the answer as text and as JSON, exit codes, and bad input."""

from __future__ import annotations

import json
import re
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator  # type: ignore[import-untyped]

import cotake
from cotake.knowledge import Library
from tests.surfaces.running import Run, run_fresh

SCHEMA = Path(__file__).parents[2] / "docs" / "answer.schema.json"
AVOID = ("naltrexone 50 mg daily", "oxycodone 5 mg as needed")
QUIET = ("LDN 4.5 mg at bedtime", "sertraline 100 mg daily")

LISTS: list[tuple[list[str], dict[str, Any]]] = [
    (["LDN 4.5 mg at bedtime", "sertraline 100 mg daily"], {}),
    (["naltrexone 50 mg", "oxycodone 5 mg as needed"], {}),
    (["naltrexone 50 mg", "methadone 60 mg", "fentanyl patch"], {"age": 40}),
    (["sertraline"], {}),
    (["sertraline 50 mg", "tramadol 50 mg every 8 h"], {"age": 72, "sex": "female"}),
    (["fluoxetine 20 mg stopped 3 weeks ago", "phenelzine 15 mg"], {}),
    (["fluoxetine 20 mg stopped 2026-10-01", "sertraline from 2026-11-20"], {}),
    (["notamedicine 5 mg"], {}),
    (["sertralin 50 mg", "nothing known here"], {}),
    (["setraline 50 mg"], {"condition": "epilepsy"}),
    (["warfarin 5 mg", "fluconazole 200 mg", "aspirin 75 mg"], {"age": 80}),
    (["simvastatin 40 mg", "clarithromycin 500 mg twice daily"], {}),
    (["lithium", "ibuprofen", "hydrochlorothiazide"], {"egfr": 40}),
    (["codeine 30 mg"], {"genes": {"CYP2D6": "poor"}}),
    (["tamoxifen", "paroxetine"], {"genes": {"CYP2D6": "intermediate"}}),
    (["levothyroxine", "calcium carbonate"], {}),
    (["ciprofloxacin", "magnesium", "tizanidine"], {}),
    (["citalopram 40 mg", "clarithromycin", "hydroxychloroquine"], {"age": 70}),
    (["methotrexate", "trimethoprim"], {"pregnant": True}),
    (["valproate"], {"pregnant": True, "age": 30, "sex": "female"}),
    (["ibuprofen", "naproxen"], {"surgery": "2026-12-20"}),
    (["Contrave"], {}),
    (["trazodone 50 mg", "trazodone 400 mg"], {}),
    (["naltrexone 15 mg"], {}),
    (["sertraline 0 mg"], {}),
    (["St John's wort", "combined pill"], {"conditions": ["depression", "an unheard-of state"]}),
    (["alcohol", "diazepam 5 mg prn", "zopiclone"], {"age": 68}),
    (["clopidogrel", "omeprazole"], {}),
    (["amlodipine-atorvastatin"], {}),
    (["Ozempic", "insulin", "metformin"], {"egfr": 25}),
    (["paracetamol 1 g prn; LDN 1.5 mg, vitamin D"], {"breast_feeding": True}),
    (["selegiline", "dextromethorphan", "pseudoephedrine"], {"sex": "male"}),
]


@pytest.fixture(scope="module")
def validator() -> Draft202012Validator:
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema)


def faults(validator: Draft202012Validator, plain: Any) -> list[str]:
    return [f"{each.json_path}: {each.message[:200]}" for each in validator.iter_errors(plain)]


@pytest.mark.parametrize(("medicines", "person"), LISTS, ids=lambda value: str(value)[:60])
@pytest.mark.parametrize("audience", ["person", "clinician"])
def test_the_answer_fits_its_schema(
    medicines: list[str],
    person: dict[str, Any],
    audience: Any,
    validator: Draft202012Validator,
    library: Library,
) -> None:
    plain = cotake.check(medicines, person=person, library=library).to_dict(audience)
    assert faults(validator, json.loads(json.dumps(plain))) == []


def test_the_lists_meet_every_part_of_the_schema(library: Library) -> None:
    """Otherwise the test above would pass on parts that never occur."""
    plains = [cotake.check(each, person=who, library=library).to_dict() for each, who in LISTS]
    statuses = {each["status"] for each in plains}
    assert {"interaction", "not_recognised", "nothing_found"} <= statuses
    for part in ("medicines", "findings", "clear", "studied", "warnings", "not_recognised", "assumptions"):
        assert any(each[part] for each in plains), part
    findings = [finding for each in plains for finding in each["findings"]]
    assert {1, 2, 3, 4} <= {each["classification"] for each in findings}
    for part in ("exposure", "modifiers", "watch", "help", "sources"):
        assert any(each[part] for each in findings), part
    assert any(each["ends"]["date"] for each in findings)
    medicines = [medicine for each in plains for medicine in each["medicines"]]
    for part in ("product", "dose", "mg_per_day", "as_needed", "start", "stop"):
        assert any(each[part] for each in medicines), part
    assert any(len(each["bands"]) == 2 for each in medicines)
    assert any(not each["taken"] for each in medicines)


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("colour",), "red"),
        (("status",), "safe"),
        (("findings", 0, "classification"), 0),
        (("findings", 0, "colour"), "red"),
        (("findings", 0, "sources", 0, "read"), "skimmed"),
        (("findings",), []),
        (("medicines", 0, "dose"), 5),
        (("medicines", 0, "start"), "yesterday"),
        (("person", "shoe_size"), 43),
        (("generated_at",), "today"),
        (("status",), "nothing_found"),
    ],
)
def test_what_does_not_fit_the_schema(
    path: tuple[str | int, ...], value: Any, validator: Draft202012Validator, library: Library
) -> None:
    plain = deepcopy(cotake.check(AVOID, library=library).to_dict())
    assert faults(validator, plain) == []
    place: Any = plain
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = value
    assert faults(validator, plain) != []


def test_json_on_the_command_line(run: Run, validator: Draft202012Validator) -> None:
    done = run("check", *AVOID, "--json", "--age", "72", "--condition", "epilepsy", "--gene", "CYP2D6=poor")
    assert done.code == 0
    plain = json.loads(done.out)
    assert faults(validator, plain) == []
    assert plain["status"] == "interaction"
    assert plain["audience"] == "person"
    assert plain["person"]["age"] == 72
    assert plain["person"]["genes"] == {"CYP2D6": "poor"}
    assert done.err == ""


def test_json_in_the_wording_of_a_clinician(run: Run) -> None:
    mine, theirs = (
        json.loads(run("check", *AVOID, "--json", "--for", who).out) for who in ("person", "clinician")
    )
    assert theirs["audience"] == "clinician"
    assert mine["findings"][0]["id"] == theirs["findings"][0]["id"]
    assert mine["findings"][0]["summary"] != theirs["findings"][0]["summary"]


def test_the_plain_answer_names_the_worst_first(run: Run) -> None:
    done = run("check", *AVOID)
    assert done.code == 0
    assert "1 to avoid" in done.out.split("\n")[0]
    assert re.search(r"^1 AVOID \|", done.out, re.MULTILINE)
    classes = [int(each) for each in re.findall(r"^([1-5]) [A-Z ]+ \|", done.out, re.MULTILINE)]
    assert classes == sorted(classes)
    assert "What to do:" in done.out
    assert "Sources:" in done.out
    assert "No pharmacist has reviewed" in " ".join(done.out.split())


def test_the_quiet_answer_lists_what_is_clear(run: Run) -> None:
    done = run("check", *QUIET)
    assert "nothing found that needs action" in " ".join(done.out.split())
    assert "Checked and clear:" in done.out


def test_what_is_not_recognised_stands_out_with_what_it_may_mean(run: Run) -> None:
    done = run("check", "sertralinesque 50 mg", "paracetamol")
    assert done.code == 0
    assert 'NOT RECOGNISED, and not checked: "sertralinesque 50 mg".' in done.out
    assert "Did you mean:" in done.out
    assert "nothing found that needs action" not in done.out


def test_all_unfolds(run: Run) -> None:
    folded, unfolded = run("check", *QUIET).out, run("check", *QUIET, "--all").out
    assert len(unfolded) > len(folded)
    assert "--all shows" in folded
    assert "--all shows" not in unfolded


def test_no_line_is_wider_than_the_page(run: Run) -> None:
    for line in run("check", *AVOID, "--all").out.split("\n"):
        assert len(line) <= 100


# Exit codes: 0 an answer, 1 a failure, 2 bad usage, 3 a finding as bad as --fail-on.


@pytest.mark.parametrize(
    ("medicines", "limit", "code"),
    [(AVOID, "1", 3), (AVOID, "3", 3), (QUIET, "1", 0), (QUIET, "3", 0), (("paracetamol",), "5", 0)],
)
def test_fail_on(medicines: tuple[str, ...], limit: str, code: int, run: Run) -> None:
    done = run("check", *medicines, "--fail-on", limit)
    assert done.code == code
    assert done.out


def test_fail_on_is_about_this_class_or_worse(run: Run, library: Library) -> None:
    worst = cotake.check(["sertraline", "tramadol"], library=library).worst
    assert worst is not None
    assert 1 < worst <= 3
    assert run("check", "sertraline", "tramadol", "--fail-on", worst - 1).code == 0
    assert run("check", "sertraline", "tramadol", "--fail-on", worst).code == 3


def test_an_answer_is_exit_0_whatever_it_says(run: Run) -> None:
    assert run("check", "no such thing").code == 0
    assert run("check", *AVOID).code == 0


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["check"], "MEDICINES"),
        (["check", "sertraline", "--colour"], "--colour"),
        (["check", "sertraline", "--fail-on", "6"], "6"),
        (["check", "sertraline", "--fail-on", "bad"], "bad"),
        (["check", "sertraline", "--age", "old"], "old"),
        (["check", "sertraline", "--age", "-3"], "age is a number from 0 to 130"),
        (["check", "sertraline", "--age", "nan"], "age is a number from 0 to 130"),
        (["check", "sertraline", "--egfr", "999"], "egfr is a number"),
        (["check", "sertraline", "--sex", "other"], "other"),
        (["check", "sertraline", "--surgery", "soon"], "surgery is a date"),
        (["check", "sertraline", "--gene", "CYP2D6"], "CYP2D6=poor"),
        (["check", "sertraline", "--gene", "CYP9Z9=poor"], "not a known gene"),
        (["check", "sertraline", "--gene", "CYP2D6=purple"], "purple"),
        (["check", ""], "no medicine was given"),
        (["check", "---"], ""),
        (["check", "x" * 501], "too long"),
        (["check", "@../../etc/passwd"], "a list is named with"),
        (["check", "@nothing"], "there is no list @nothing"),
        (["colour"], "colour"),
        (["--colour"], "--colour"),
    ],
)
def test_bad_usage_is_exit_2_and_a_line(arguments: list[str], says: str, run: Run) -> None:
    done = run(*arguments)
    assert done.code == 2
    assert done.refused, done
    assert says in done.err
    assert done.out == ""


# The person file.


def test_a_person_file_and_options_over_it(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "me.json"
    path.write_text('{"age": 50, "conditions": ["epilepsy"], "genes": {"CYP2D6": "poor"}}')
    done = run("check", "sertraline", "--json", "--person", path, "--age", "60", "--condition", "bipolar",
               "--gene", "CYP2C19=poor")  # fmt: skip
    person = json.loads(done.out)["person"]
    assert person["age"] == 60
    assert {"epilepsy", "bipolar"} <= set(person["conditions"])
    assert person["genes"] == {"CYP2D6": "poor", "CYP2C19": "poor"}


@pytest.mark.parametrize(
    ("content", "more", "says"),
    [
        ("{age: 50}", [], "is not JSON"),
        ("", [], "is not JSON"),
        ("[" * 100_000, [], "is not JSON"),
        ("[1, 2]", [], "must hold an object"),
        ('{"shoe_size": 43}', [], "shoe_size"),
        ('{"age": "old"}', [], "age is a number"),
        ('{"age": true}', [], "age is a number"),
        ('{"conditions": 5}', [], "conditions is a list"),
        ('{"conditions": 5}', ["--condition", "epilepsy"], "conditions is a list"),
        ('{"conditions": [5]}', [], "condition"),
        ('{"conditions": {"a": "b"}}', ["--condition", "epilepsy"], "conditions is a list"),
        ('{"genes": ["CYP2D6"]}', [], "genes is a mapping"),
        ('{"genes": ["CYP2D6"]}', ["--gene", "CYP2D6=poor"], "genes is a mapping"),
        ('{"genes": "CYP2D6"}', ["--gene", "CYP2D6=poor"], "genes is a mapping"),
        ('{"sex": 1}', [], "sex is female or male"),
        ('{"sex": ["female"]}', [], "sex is female or male"),
        ('{"pregnant": "maybe"}', [], "pregnant is true or false"),
        ('{"pregnant": []}', [], "pregnant is true or false"),
        ('{"surgery": 12}', [], "surgery is a date"),
    ],
)
def test_a_person_file_that_cannot_be_used(
    content: str, more: list[str], says: str, run: Run, tmp_path: Path
) -> None:
    path = tmp_path / "me.json"
    path.write_text(content)
    done = run("check", "sertraline", "--person", path, *more)
    assert done.code == 2
    assert done.refused, done
    assert says in done.err


def test_a_person_file_in_another_encoding(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "me.json"
    path.write_bytes('{"conditions": ["épilepsie"]}'.encode("latin-1"))
    done = run("check", "sertraline", "--person", path)
    assert done.code == 2
    assert done.refused


def test_a_person_file_that_is_missing_is_a_failure(run: Run, tmp_path: Path) -> None:
    for path in (tmp_path / "nobody.json", tmp_path):
        done = run("check", "sertraline", "--person", path)
        assert done.code == 1
        assert done.refused
        assert "cannot read" in done.err


# In a process of its own.


def test_a_fresh_process_prints_without_colour(library: Library, tmp_path: Path) -> None:
    done = run_fresh(
        "check", *AVOID, library=library, home=tmp_path, more={"FORCE_COLOR": "1", "TERM": "xterm-256color"}
    )
    assert done.code == 0
    assert "AVOID" in done.out
    assert "\x1b" not in done.out + done.err


def test_a_broken_knowledge_file_is_a_failure(library: Library, tmp_path: Path) -> None:
    broken = tmp_path / "broken.sqlite"
    broken.write_bytes(b"broken")
    for path in (broken, tmp_path / "nothing.sqlite"):
        done = run_fresh(
            "check", "sertraline", library=library, home=tmp_path, more={"COTAKE_KNOWLEDGE": str(path)}
        )
        assert done.code == 1
        assert done.refused
        assert done.out == ""


def test_exit_codes_of_a_fresh_process(library: Library, tmp_path: Path) -> None:
    for arguments, code in ((["--fail-on", "1"], 3), (["--age", "-1"], 2), ([], 0)):
        assert run_fresh("check", *AVOID, *arguments, library=library, home=tmp_path).code == code


@pytest.mark.parametrize("width", [32, 60, 88, 100])
def test_no_line_is_wider_than_the_screen(width: int, library: Library) -> None:
    from cotake.surfaces.cli._text import report_lines

    report = cotake.check(["warfarin 5 mg", "ibuprofen", "St John's wort", "blorb"], library=library)
    lines = report_lines(report, "person", True, width)
    words = max(len(word) for line in lines for word in line.text.split())
    assert max(len(line.text) for line in lines) <= max(width, words + 4)
    at_88 = report_lines(report, "person", True)
    assert " ".join(" ".join(line.text for line in lines).split()) == " ".join(
        " ".join(line.text for line in at_88).split()
    )


def test_the_answer_says_where_no_source_was_read(run: Run) -> None:
    printed = run("check", *QUIET).out
    assert "no source was read" in " ".join(printed.split())
