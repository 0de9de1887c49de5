"""The folder of the site: all its files, written whole or not at all."""

from __future__ import annotations

import gzip
import hashlib
import json
import shutil
import tempfile
from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path
from typing import Any

from cotake._errors import FileProblem, InputError
from cotake._record import record
from cotake._version import __version__
from cotake.knowledge import Library, open_library
from cotake.surfaces.site._code import code_archive
from cotake.surfaces.site._engine import WASM, read_engine
from cotake.surfaces.site._knowledge import travelling
from cotake.surfaces.site._pages import PATHS, Pages
from cotake.surfaces.web._manifest import manifest
from cotake.surfaces.web._messages import LANGUAGES

#: A folder that holds this file was written here, and may be written anew.
MARK = "cotake-site.json"
_STATIC = ("site.css", "early.js", "pages.js", "site.js", "worker.js", "icon.svg")
_ICONS = ("icon-192.png", "icon-512.png", "icon-maskable-512.png")
_SERVED = files("cotake.surfaces.web") / "static"
_LICENCES = ("pyodide.txt", "pyodide-LICENSE")


@record
class Written:
    """What was written: where, how many files, and how many bytes a browser fetches before it answers."""

    folder: Path
    files: int
    bytes: int


def write_site(folder: Path) -> Written:
    """Write the site into a folder, in the place of a site that was written there before.

    Raises:
        InputError: the folder holds what is not the site's own, or a library of the pages is not installed.
        FileProblem: it cannot be written; then nothing was changed.
        KnowledgeError: the knowledge cannot be used.
    """
    target = folder.absolute()
    _see_that_it_is_ours(target)
    made = site_files(open_library())
    draft = None
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        draft = Path(tempfile.mkdtemp(prefix=f".{target.name}-", dir=target.parent))
        draft.chmod(0o755)
        for name, body in made.items():
            path = draft / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(body)
        _put(draft, target)
    except OSError as error:
        raise FileProblem(f"{folder}: cannot be written ({error.strerror or error})") from error
    finally:
        if draft is not None:
            shutil.rmtree(draft, ignore_errors=True)
    fetched = sum(len(body) for name, body in made.items() if name.startswith("assets/"))
    return Written(target, len(made), fetched)


def site_files(library: Library) -> dict[str, bytes]:
    """All files of the site by name."""
    made: dict[str, bytes] = {}

    def put(name: str, body: bytes) -> str:
        """Under a name with a digest of what is in it, which may be kept for ever."""
        stem, _, ending = name.rpartition(".")
        full = f"assets/{stem}.{hashlib.sha256(body).hexdigest()[:12]}.{ending}"
        made[full] = body
        return full

    styles = [each.name for each in _SERVED.iterdir() if each.name.endswith(".css")]
    named = {name: put(name, _static(name)) for name in (*sorted(styles), *_STATIC, *_ICONS)}
    start = _start(made, put, library, named)
    named["site.json"] = put("site.json", json.dumps(start).encode())
    pages = _pages(library, named)
    made.update(pages)
    made["cotake.webmanifest"] = json.dumps(manifest(named.__getitem__, "./"), indent=1).encode()
    for name in _LICENCES:
        made[f"licences/{name}"] = (files("cotake.surfaces.site") / name).read_bytes()
    made["sw.js"] = _service_worker(made, sorted(pages))
    mark = {
        "made_by": "cotake",
        "version": __version__,
        "knowledge": library.version,
        "files": sorted(made),
    }
    made[MARK] = json.dumps(mark, indent=1).encode()
    return made


def _start(made: dict[str, bytes], put: Any, library: Library, named: Mapping[str, str]) -> dict[str, Any]:
    """What the worker has to fetch; addresses are from the folder of assets."""
    engine = read_engine()
    digest = hashlib.sha256(b"".join(engine.held.values())).hexdigest()[:12]
    folder = f"python.{digest}/"
    for name, body in engine.held.items():
        if name.endswith(".mjs"):
            made[f"assets/{folder}{name}"] = body
    held = {
        "wasm": put("python.bin", _packed(engine.held[WASM])),
        "library": put("library.bin", engine.held["python_stdlib.zip"]),
        "code": put("code.bin", code_archive()),
        "knowledge": put("knowledge.bin", _packed(travelling(library))),
    }
    return {
        "worker": named["worker.js"].removeprefix("assets/"),
        "named": dict(named),
        "engine": folder,
        "lock": engine.lock,
        "files": {what: name.removeprefix("assets/") for what, name in held.items()},
        "bytes": sum(len(made[name]) for name in held.values()),
    }


def _packed(body: bytes) -> bytes:
    return gzip.compress(body, 9, mtime=0)


def _static(name: str) -> bytes:
    own = files("cotake.surfaces.site") / "static" / name
    return (own if own.is_file() else _SERVED / name).read_bytes()


def _pages(library: Library, named: Mapping[str, str]) -> dict[str, bytes]:
    """A page of each room as it is before Python is there, in all languages."""
    pages = Pages(library, lambda name: f"/{named[name]}", site=named["site.json"])
    made = {}
    for path in PATHS:
        first, *others = (
            pages.turn(path, {"language": language}, before=True).html for language in LANGUAGES
        )
        inert = "".join(map(_inert, list(LANGUAGES)[1:], others))
        name = "index.html" if path == "/" else f"{path[1:]}/index.html"
        made[name] = first.replace("</body>", f"{inert}</body>").encode()
    return made


def _inert(language: str, page: str) -> str:
    """The body of a page in another language, for the script to put in place."""
    title = page.partition("<title>")[2].partition("</title>")[0]
    body = page.partition("<body")[2].partition(">")[2].partition("</body>")[0]
    return f'<template lang="{language}" data-title="{title}">{body}</template>\n'


def _service_worker(made: Mapping[str, bytes], pages: list[str]) -> bytes:
    """It knows every file, so that each version of the site is whole in the browser or not there."""
    version = hashlib.sha256(b"".join(name.encode() + made[name] for name in sorted(made))).hexdigest()[:12]
    shown = [name.removesuffix("index.html") for name in pages]
    text = _static("sw.js").decode()
    for mark, value in (
        ('"{version}"', version),
        ("{pages}", [*shown, "cotake.webmanifest"]),
        ("{assets}", sorted(name for name in made if name.startswith("assets/"))),
    ):
        text = text.replace(mark, json.dumps(value))
    return text.encode()


def _see_that_it_is_ours(target: Path) -> None:
    """An empty folder is anyone's; another must be a site that was written here, with nothing put to it."""
    if not target.exists():
        return
    if not target.is_dir():
        raise InputError(f"{target} is a file; name a folder for the site")
    there = {path.relative_to(target).as_posix() for path in target.rglob("*") if not path.is_dir()}
    if not there:
        return
    try:
        mark = json.loads((target / MARK).read_text(encoding="utf-8"))
        own = {*mark["files"], MARK}
    except (OSError, ValueError, KeyError, TypeError):
        raise InputError(
            f"{target} holds files and no site of cotake's; name an empty or a new folder"
        ) from None
    if foreign := sorted(there - own):
        raise InputError(
            f"{target} holds what is not the site's own ({', '.join(foreign[:3])}"
            f"{', …' if len(foreign) > 3 else ''}); write to a new folder and copy from there"
        )


def _put(draft: Path, target: Path) -> None:
    """The draft in the place of what was there, which stays until the draft is in place."""
    if not target.exists():
        draft.replace(target)
        return
    old = Path(tempfile.mkdtemp(prefix=f".{target.name}-", dir=target.parent))
    target.replace(old / "site")
    try:
        draft.replace(target)
    except OSError:
        (old / "site").replace(target)
        raise
    finally:
        shutil.rmtree(old, ignore_errors=True)
