"""The answer in another language: the same answer, in other words."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import cotake
from cotake.interactions import Report, check
from cotake.knowledge import Library
from cotake.knowledge._prose import prose_of
from cotake.knowledge.types import VOCABULARY_TYPES, Translated
from tests.conftest import TODAY

SOURCE = Path(cotake.__file__).parent
LIST = [
    "LDN 4.5 mg at night",
    "sertralina 100 mg",
    "tramadol 50 mg prn",
    "fluconazole 200 mg",
    "ibuprofeno",
]
#: Words that no Spanish sentence holds.
ENGLISH = re.compile(
    r"\b(the|and|with|of|your|may|take|level|until|after|which|when|days|ask)\b", re.IGNORECASE
)

_HOLE = re.compile(r"(?<!\\)\{[a-z_]+\}")


@pytest.fixture(scope="module")
def spanish(library: Library) -> Library:
    return library.in_language("es")


def sentences(report: Report) -> list[str]:
    """All that the answer says to a person, but names of medicines, sources, and texts of cautions."""
    found = [*report.assumptions, *(each.why for each in report.not_covered)]
    found += [each.why.person for each in report.clear]
    for each in report.findings:
        found += [each.onset, each.ends.rule, *each.mechanism, *each.questions]
        texts = [each.summary, each.action, *each.modifiers]
        found += [text.person for text in texts if isinstance(text, Translated)]
    return found


def test_a_person_reads_what_to_do_in_spanish(spanish: Library) -> None:
    """The first words of the worst finding: LDN and tramadol are not to be combined."""
    worst = check(LIST, library=spanish, today=TODAY).findings[0]
    assert worst.classification == 1 and worst.names == ("Naltrexona", "Tramadol")
    assert worst.summary.person.startswith("No combine naltrexona a dosis bajas con tramadol.")
    assert worst.action.person.startswith("No los tome juntos.")
    assert worst.ends.rule.startswith("para empezar naltrexona a dosis bajas: 10 días después")


def test_a_level_a_stop_and_a_gene_are_told_in_spanish(spanish: Library) -> None:
    """Fluconazole raises warfarin; fluoxetine stopped lately still counts; a slow gene type."""
    taken = ["warfarina 5 mg", "fluconazol 200 mg from 2026-11-20", "fluoxetine 20 mg until 2026-11-10"]
    report = check(taken, library=spanish, person={"genes": {"CYP2C9": "poor"}}, today=TODAY)
    told = "\n".join(sentences(report))
    assert re.search(r"Fluconazol inhibe \w+ CYP2C9, que elimina", told)
    assert "Fluoxetina se dejó de tomar hace 13 días y aún cuenta hasta el" in told
    assert "Su tipo de CYP2C9 (metabolizador lento)" in told


def test_two_names_are_joined_as_spanish_joins_them(spanish: Library) -> None:
    told = "\n".join(sentences(check(["sertralina", "ibuprofeno", "warfarina"], library=spanish)))
    assert " e ibuprofeno" in told and "y ibuprofeno" not in told


@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_it_is_the_same_answer(data: Any, library: Library, spanish: Library) -> None:
    """Classes, substances, sources, days and figures are those of the English answer."""
    names = st.sampled_from(["warfarin", *library.ids("substances")])
    when = st.sampled_from(["", " 50 mg", " from 2026-11-20", " until 2026-11-10", " prn"])
    lines = data.draw(st.lists(st.builds("{}{}".format, names, when), min_size=1, max_size=6))
    person = data.draw(st.sampled_from([{}, {"age": 80, "egfr": 25}, {"pregnant": True}]))
    one, other = (check(lines, person=person, library=each, today=TODAY) for each in (library, spanish))
    assert (one.status, one.complete) == (other.status, other.complete)
    assert len(one.assumptions) == len(other.assumptions)
    for left, right in zip(one.findings, other.findings, strict=True):
        assert (left.id, left.classification, left.also) == (right.id, right.classification, right.also)
        assert (left.citations, left.ends.date) == (right.citations, right.ends.date)
        assert len(left.mechanism) == len(right.mechanism) and len(left.modifiers) == len(right.modifiers)
        assert left.exposure == right.exposure or "forma activa" in str(right.exposure)
    assert [each.area for each in one.clear] == [each.area for each in other.clear]
    assert not [text for text in sentences(other) if ENGLISH.search(text)]


def test_everything_of_the_rules_is_translated(library: Library, spanish: Library) -> None:
    """A rule that is new may wait for its translation; a term may not, for it stands within sentences."""
    known = spanish.speech.phrases
    terms = [each for name in VOCABULARY_TYPES for each in library.vocabulary(name).values()]
    assert {text for each in terms for text in prose_of(each) if text and text not in known} == set()
    texts = {text for each in (*library.mechanisms, *library.pairs) for text in prose_of(each) if text}
    assert len(texts - known.keys()) <= len(texts) / 100


def test_every_sentence_that_the_code_puts_together_is_translated(spanish: Library) -> None:
    texts = {text for path in ("interactions", "regimen") for text in _said_in(SOURCE / path)}
    assert len(texts) > 100
    assert {text for text in texts if text not in spanish.speech.phrases} == set()


def test_a_language_that_is_not_there_is_english(library: Library) -> None:
    assert library.in_language("xx") is library and library.in_language("en") is library
    assert library.languages == ("en", "es")
    assert library.in_language("es") is library.in_language("es")


def test_what_people_type_is_understood_in_either_language(spanish: Library) -> None:
    person = {"conditions": ["epilepsy", "epilepsia"]}
    report = check(["warfarin by mouth", "warfarina"], library=spanish, person=person)
    assert "epilepsy" in report.person.conditions and not report.not_recognised


def _said_in(folder: Path) -> set[str]:
    """The texts given to `say` and `worded` where they stand beside the call, and all texts with holes."""
    found: set[str] = set()
    for path in folder.glob("*.py"):
        nodes: list[Any] = list(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))
        told = {id(each.value) for each in nodes if isinstance(each, ast.Expr)}  # docstrings
        found |= {
            each.value
            for each in nodes
            if _is_text(each) and _HOLE.search(each.value) and " " in each.value
        }
        found -= {each.value for each in nodes if _is_text(each) and id(each) in told}
        for node in nodes:
            if not isinstance(node, ast.Call):
                continue
            name = getattr(node.func, "attr", getattr(node.func, "id", ""))
            texts = (
                node.args[:1] if name in ("say", "speech") else node.args[1:] if name == "worded" else []
            )
            for text in texts:
                inside: list[Any] = list(ast.walk(text))
                found |= {each.value for each in inside if _is_text(each)}
    return found - {""}


def _is_text(node: Any) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)
