"""Newer knowledge is put in place only when its digest fits, and old knowledge says so."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

import cotake
from cotake._errors import InputError, KnowledgeError
from cotake.knowledge import Library
from cotake.knowledge._update import digest_of, update


@pytest.fixture
def file(tmp_path: Path, library: Library) -> Path:
    path = tmp_path / "new.sqlite"
    path.write_bytes(library.path.read_bytes())
    return path


def test_a_file_whose_hash_fits_is_put_in_place(file: Path, tmp_path: Path, library: Library) -> None:
    target = tmp_path / "home" / "knowledge.sqlite"
    (tmp_path / "new.sqlite.sha256").write_text(f"{digest_of(file)}  new.sqlite\n", encoding="utf-8")
    assert update(file, present=library.version, into=target) == library.version
    assert update(file, sha256=digest_of(file).upper(), into=target) == library.version
    assert Library(target).version == library.version


def test_a_file_that_was_changed_is_refused_and_nothing_is_changed(file: Path, tmp_path: Path) -> None:
    target = tmp_path / "knowledge.sqlite"
    wanted = digest_of(file)
    body = bytearray(file.read_bytes())
    body[len(body) // 2] ^= 1
    file.write_bytes(body)
    with pytest.raises(KnowledgeError, match="nothing was changed"):
        update(file, sha256=wanted, into=target)
    assert not target.exists() and not list(tmp_path.glob(".knowledge-*"))


def test_without_a_hash_nothing_is_put_in_place(file: Path, tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"new.sqlite.sha256 beside it"):
        update(file, into=tmp_path / "x.sqlite")
    with pytest.raises(InputError, match="64 hexadecimal digits"):
        update(file, sha256="abc", into=tmp_path / "x.sqlite")


def test_older_knowledge_is_put_in_place_only_on_purpose(file: Path, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="older"):
        update(file, sha256=digest_of(file), present="2999.01.01", into=tmp_path / "x.sqlite")
    update(file, sha256=digest_of(file), present="2999.01.01", older=True, into=tmp_path / "x.sqlite")


def test_what_is_no_knowledge_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "other.sqlite"
    path.write_text("not a database", encoding="utf-8")
    with pytest.raises(KnowledgeError):
        update(path, sha256=digest_of(path), into=tmp_path / "x.sqlite")
    assert not (tmp_path / "x.sqlite").exists()


def test_knowledge_of_over_six_months_says_so(library: Library) -> None:
    made = date.fromisoformat(library.version.replace(".", "-"))
    fresh = cotake.check(["naltrexone 50 mg"], library=library, today=made + timedelta(days=180))
    old = cotake.check(["naltrexone 50 mg"], library=library, today=made + timedelta(days=200))
    assert fresh.to_dict()["knowledge_notice"] is None
    assert "7 months ago" in old.knowledge_notice and old.to_dict()["knowledge_notice"]
