"""The answer on the Spanish pages: asked in Spanish, told in Spanish, and said where it is not."""

from __future__ import annotations

import re
from typing import Any

import pytest

from tests.surfaces.web.conftest import Visitor, text_of


@pytest.fixture
def hispana(visitor: Visitor) -> Visitor:
    visitor.send("/look", language="es")
    return visitor


def in_english(html: str) -> list[str]:
    """What the page marks as English, but for names of sources."""
    html = re.sub(r'<ul class="sources".*?</ul>', "", html, flags=re.DOTALL)
    html = re.sub(r"<option.*?</option>", "", html)
    return re.findall(r'<\w+[^>]* lang="en"[^>]*>([^<]{3,})', html)


def with_list(visitor: Visitor, *lines: str) -> Any:
    for line in lines:
        visitor.send("/list/add", name=line)
    return visitor.client.get("/")


def test_what_is_typed_in_spanish_is_answered_in_spanish(hispana: Visitor) -> None:
    reply = with_list(hispana, "LDN 4,5 mg por la noche", "tramadol 50 mg si duele", "ibuprofeno 400 mg")
    told = text_of(reply)
    assert "Naltrexona + Tramadol" in told
    assert "No combine naltrexona a dosis bajas con tramadol." in told
    assert "No se indicó la vía: naltrexona" in told
    assert in_english(reply.text) == []


def test_a_change_that_is_tried_is_told_in_spanish(hispana: Visitor) -> None:
    with_list(hispana, "sertralina 100 mg")
    reply = hispana.send("/what-if", kind="add", name="tramadol 50 mg si precisa")
    assert "síndrome serotoninérgico" in text_of(reply)
    assert in_english(reply.text) == []


def test_the_answer_as_a_page_is_in_spanish(hispana: Visitor) -> None:
    with_list(hispana, "LDN 4.5 mg", "tramadol 50 mg")
    reply = hispana.send("/list/export", kind="page")
    assert 'lang="es"' in reply.text and "No combine naltrexona a dosis bajas" in reply.text


def test_what_is_not_known_is_told_in_spanish(hispana: Visitor) -> None:
    """An unknown name, a kind of medicine, an illness that is not known."""
    hispana.send("/list/person", conditions="epilepsia\nmoon fever")
    told = text_of(with_list(hispana, "blorbamina 20 mg cada noche", "antidepresivo"))
    assert "blorbamina 20 mg cada noche" in told
    assert "es un tipo de medicamento; escriba el nombre del que se toma" in told
    assert "una enfermedad que aquí no se conoce" in told


def test_each_reads_in_their_own_language(visitor: Visitor) -> None:
    """The language of one request is not that of the next."""
    english = text_of(with_list(visitor, "LDN 4.5 mg", "tramadol 50 mg"))
    visitor.send("/look", language="es")
    spanish = text_of(visitor.client.get("/"))
    visitor.send("/look", language="en")
    assert text_of(visitor.client.get("/")) == english != spanish


def test_the_guide_is_told_in_spanish_and_its_studies_as_they_are(hispana: Visitor) -> None:
    with_list(hispana, "LDN 4.5 mg", "sertralina 100 mg")
    reply = hispana.client.get("/guide")
    told = text_of(reply)
    for part in ("Naltrexona a dosis bajas con sertralina", "La respuesta corta", "Qué hace cada uno"):
        assert part in told
    assert "La sertralina es un antidepresivo" in told
    assert "Los estudios se cuentan en inglés." in told
    apart = re.findall(r'<span lang="en">(.*?)</span>', reply.text, re.DOTALL)
    assert apart and not [each for each in apart if "sertralina" in each]


def test_a_claim_is_found_and_judged_in_spanish(hispana: Visitor) -> None:
    told = text_of(hispana.send("/claims", heard="la LDN ayuda en la enfermedad de Crohn"))
    assert "exagerada" in told
    english = text_of(hispana.send("/claims", heard="LDN helps Crohn's disease"))
    assert "exagerada" in english


def test_what_is_known_of_a_medicine_is_told_in_spanish(hispana: Visitor) -> None:
    """Notes to single facts stay as they are on record, and are marked."""
    reply = hispana.send("/medicines", name="sertralina")
    told = text_of(reply)
    assert "Inhibidor fuerte en el transportador de serotonina" in told
    assert "La mitad desaparece al cabo de 22 a 36 h" in told
    assert "Las notas están en inglés." in told


def test_dates_of_an_entry_are_said_in_spanish(hispana: Visitor) -> None:
    hispana.send("/list/add", name="warfarina 5 mg", start="2026-01-02", stop="2026-02-03")
    reply = hispana.client.get("/")
    assert "warfarina 5 mg desde 2026-01-02 hasta 2026-02-03" in text_of(reply)
    assert "se valoró como suspensión el 2026-02-03" in text_of(reply)
    assert "from 2026" not in reply.text and "until 2026" not in reply.text
