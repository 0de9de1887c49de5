"""`cotake site`: what is in the folder, and when it is written."""

from __future__ import annotations

import io
import json
import re
import struct
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest

import cotake
from cotake._errors import FileProblem, InputError
from cotake.knowledge import Library
from cotake.surfaces.site import _write
from cotake.surfaces.site._code import code_archive
from cotake.surfaces.site._knowledge import travelling
from cotake.surfaces.site._pages import PATHS, Pages
from cotake.surfaces.site._write import MARK, site_files, write_site
from tests.surfaces.running import Run

LIST = [["LDN 4.5 mg"], ["tramadol 50 mg prn"], ["sertraline 100 mg"], ["blorbamine 20 mg"]]
HELD = {"entries": LIST, "person": {"age": 72, "conditions": ["epilepsy"]}}
SECRET = b"drawn"


@pytest.fixture(scope="module")
def made(library: Library) -> dict[str, bytes]:
    return site_files(library)


@pytest.fixture(scope="module")
def pages(library: Library) -> Pages:
    return Pages(library, lambda name: f"/assets/{name}", site="assets/site.json")


@pytest.fixture
def ready(made: dict[str, bytes], monkeypatch: pytest.MonkeyPatch) -> None:
    """The files are not worked out anew where it is about how they are written."""
    monkeypatch.setattr(_write, "site_files", lambda library: made)


class Found(HTMLParser):
    """The addresses of a page, and what a strict policy would forbid."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.addresses: list[str] = []
        self.forms: list[str] = []
        self.inline: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        held = {name: value or "" for name, value in attributes}
        if tag == "style" or "style" in held or any(name.startswith("on") for name in held):
            self.inline.append(self.get_starttag_text() or tag)
        if tag == "script" and "src" not in held:
            self.inline.append(self.get_starttag_text() or tag)
        for name in ("href", "src"):
            if name in held and not held[name].startswith("#"):
                self.addresses.append(held[name])
        if tag == "form":
            self.forms.append(held["action"])


def every_page(pages: Pages) -> Iterator[tuple[str, str]]:
    for path in PATHS:
        for held in ({}, HELD, {**HELD, "audience": "clinician", "language": "es"}):
            yield path, pages.turn(path, held, secret=SECRET).html
    tried = {"kind": "move", "number": "2", "name": "sertraline 100 mg at 8:00"}
    yield "/", pages.turn("/what-if", HELD, form=tried).html
    yield "/", pages.turn("/what-if", HELD, form={"kind": "stop", "number": "1"}).html


# What is in the folder.


def test_every_file_that_a_page_asks_for_is_there(made: dict[str, bytes]) -> None:
    for name in (name for name in made if name.endswith(".html")):
        found = Found(made[name].decode())
        assert found.inline == []
        folder = Path(name).parent
        for address in found.addresses:
            if address.startswith(("https:", "tel:")):
                continue
            assert address.startswith(("./", "../")), f"{name}: {address} would lead out of the folder"
            aimed = Path("/", folder, address).resolve().relative_to("/").as_posix()
            assert aimed in made or f"{aimed}/index.html".removeprefix("./") in made, f"{name}: {address}"


def test_no_page_leads_to_a_room_that_is_not_there(pages: Pages) -> None:
    rooms = {"./", "../", *(f"{up}{path[1:]}/" for path in PATHS[1:] for up in ("./", "../"))}
    medicine = re.compile(r"\.\.?/medicines/#m-[0-9a-f]{16}")
    for path, text in every_page(pages):
        found = Found(text)
        assert found.inline == []
        for address in found.addresses:
            other = address.startswith(("https:", "http:", "tel:"))
            known = address in rooms or "assets/" in address or address.endswith("/cotake.webmanifest")
            assert other or known or medicine.fullmatch(address), f"{path}: {address}"
        for action in found.forms:
            sent = "/" + action.removeprefix("../").removeprefix("./").strip("/")
            assert pages.turn(sent, HELD, form={}).status in (200, 422), f"{path}: {action}"


def test_the_service_worker_knows_every_file(made: dict[str, bytes]) -> None:
    text = made["sw.js"].decode()
    listed = {
        name
        for found in re.findall(r"^const (?:PAGES|ASSETS) = (\[.*\]);$", text, re.MULTILINE)
        for name in json.loads(found)
    }
    needed = {name.removesuffix("index.html") for name in made if name.endswith(".html")}
    needed |= {name for name in made if name.startswith("assets/")} | {"cotake.webmanifest"}
    assert listed == needed


def test_it_can_be_put_on_a_home_screen(made: dict[str, bytes]) -> None:
    manifest = json.loads(made["cotake.webmanifest"])
    assert (manifest["start_url"], manifest["scope"], manifest["display"]) == ("./", "./", "standalone")
    sizes = set()
    for icon in manifest["icons"]:
        body = made[icon["src"]]
        if icon["type"] == "image/png":
            width, height = struct.unpack(">II", body[16:24])
            assert icon["sizes"] == f"{width}x{height}"
            sizes.add((width, icon.get("purpose", "any")))
    assert sizes == {(192, "any"), (512, "any"), (512, "maskable")}


def test_the_same_again_is_the_same_to_the_byte(made: dict[str, bytes], library: Library) -> None:
    again = site_files(library)
    assert {name: body for name, body in again.items() if made.get(name) != body} == {}


def test_the_knowledge_that_travels_gives_the_same_answers(library: Library, tmp_path: Path) -> None:
    path = tmp_path / "knowledge.sqlite"
    path.write_bytes(travelling(library))
    other = Library(path)
    assert (other.version, other.ids("substances")) == (library.version, library.ids("substances"))
    for texts in (
        ["LDN 4.5 mg", "tramadol 50 mg"],
        ["sertralien", "prozacc"],
        ["warfarin", "st john's wort"],
    ):
        one, two = (cotake.check(texts, library=each).to_dict() for each in (library, other))
        assert {**one, "generated_at": ""} == {**two, "generated_at": ""}


def test_the_code_runs_on_python_alone(library: Library, tmp_path: Path) -> None:
    """All that it needs is in the archive, with each library's licence, and nothing for one machine."""
    archive = zipfile.ZipFile(io.BytesIO(code_archive()))
    held = archive.namelist()
    assert not [name for name in held if name.endswith((".so", ".pyd", ".pyc", ".sqlite", ".yaml"))]
    for folder in ("jinja2", "markupsafe", "fluent", "attr", "babel", "pytz"):
        assert [name for name in held if name.startswith(f"{folder}/")], folder
    licences = {name.partition("-")[0].lower() for name in held if "licen" in name.lower()}
    assert licences >= {"jinja2", "markupsafe", "attrs", "babel", "pytz", "typing_extensions"}
    archive.extractall(tmp_path)
    code = """if True:
        import json, sys
        sys.path.insert(0, sys.argv[1])
        from cotake.surfaces.site import _here
        _here.begin(sys.argv[2])
        for path in ("/", "/guide", "/claims", "/medicines", "/help"):
            said = {"do": "page", "path": path, "held": json.loads(sys.argv[3])}
            said = {**said, "accepts": "", "secret": "x"}
            assert json.loads(_here.answer(json.dumps(said)))["status"] == 200, path
        print(_here.answer('{"do": "check", "list": ["LDN", "tramadol"]}')[:60])
        """
    named = json.dumps({each: each for each in names()})
    done = subprocess.run(
        [sys.executable, "-I", "-S", "-c", code, str(tmp_path), named, json.dumps(HELD)],
        env={"COTAKE_KNOWLEDGE": str(library.path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert '"schema_version"' in done.stdout


def names() -> Iterator[str]:
    """The names of all files that a page may ask for."""
    from importlib.resources import files

    for package in ("web", "site"):
        yield from (each.name for each in (files(f"cotake.surfaces.{package}") / "static").iterdir())


# When it is written.


@pytest.mark.usefixtures("ready")
def test_it_is_written_and_written_anew(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "public" / "site"
    done = run("site", folder)
    assert (done.code, done.out) == (0, "")
    assert re.search(r"wrote \d+ files to .*; a browser fetches \d+\.\d MB once", done.err)
    mark = json.loads((folder / MARK).read_text())
    there = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    assert there == {*mark["files"], MARK}
    assert folder.stat().st_mode & 0o777 == 0o755
    (folder / "index.html").write_text("old")
    assert run("site", folder).code == 0
    assert "cotake" in (folder / "index.html").read_text()
    assert [path.name for path in folder.parent.iterdir()] == ["site"]


@pytest.mark.parametrize(("name", "told"), [
    ("letter.txt", "holds files and no site of cotake's"),
    ("cotake-site.json", "holds files and no site of cotake's"),
])  # fmt: skip
def test_a_folder_of_something_else_is_left_alone(name: str, told: str, tmp_path: Path) -> None:
    (tmp_path / name).write_text("mine")
    with pytest.raises(InputError, match=told):
        write_site(tmp_path)
    assert (tmp_path / name).read_text() == "mine"
    assert [path.name for path in tmp_path.iterdir()] == [name]


@pytest.mark.usefixtures("ready")
def test_what_was_put_to_a_site_is_not_lost(tmp_path: Path) -> None:
    folder = tmp_path / "site"
    write_site(folder)
    (folder / ".git").mkdir()
    (folder / ".git" / "HEAD").write_text("mine")
    with pytest.raises(InputError, match=r"not the site's own \(\.git/HEAD\); write to a new folder"):
        write_site(folder)
    assert (folder / ".git" / "HEAD").read_text() == "mine"


def test_a_file_is_no_folder(run: Run, tmp_path: Path) -> None:
    (tmp_path / "site").write_text("mine")
    done = run("site", tmp_path / "site")
    assert (done.code, done.out) == (2, "")
    assert "is a file; name a folder" in done.err


@pytest.mark.usefixtures("ready")
def test_a_full_disk_leaves_the_site_that_was_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "site"
    write_site(folder)
    before = (folder / "index.html").read_bytes()
    wrote = Path.write_bytes

    def full(path: Path, body: bytes) -> int:
        if path.name == "sw.js":
            raise OSError(28, "No space left on device")
        return wrote(path, body)

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(FileProblem, match="No space left on device"):
        write_site(folder)
    monkeypatch.undo()
    assert (folder / "index.html").read_bytes() == before
    assert [path.name for path in tmp_path.iterdir()] == ["site"]
