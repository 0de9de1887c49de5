"""The Python that a browser runs: the core of cotake, its pages, and the libraries that fill them in."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, distribution
from importlib.resources import files
from pathlib import Path, PurePosixPath

from cotake._errors import InputError
from cotake.surfaces.web._messages import LANGUAGES

#: Folders of cotake: those that a check, the guide and the claims need, and the pages.
_OWN = (
    "knowledge", "regimen", "kinetics", "interactions", "evidence", "guidance",
    "surfaces/web", "surfaces/site",
)  # fmt: skip
_NOT = ("knowledge/records", "knowledge/overlays", "surfaces/web/static", "surfaces/site/static")
_KINDS = (".py", ".html", ".css", ".ftl")
_LIBRARIES = (
    "Jinja2", "MarkupSafe", "fluent.runtime", "fluent.syntax", "attrs", "babel", "pytz",
    "typing-extensions",
)  # fmt: skip
#: Of the words of all the world's languages, those of ours are taken.
_LOCALES = {f"babel/locale-data/{each}.dat" for each in (*LANGUAGES, "root")} | {"babel/global.dat"}
_TOOLS = "babel/messages/"  # for those who gather messages
#: The same bytes each time: a file is dated as the first that the format knows.
_DATED = (1980, 1, 1, 0, 0, 0)


def code_archive() -> bytes:
    """A zip of all of it.

    Raises:
        InputError: a library of the pages is not installed.
    """
    held = dict(_own())
    for name in _LIBRARIES:
        held.update(_library(name))
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name in sorted(held):
            info = zipfile.ZipInfo(name, _DATED)
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, held[name])
    return made.getvalue()


def _own() -> Iterator[tuple[str, bytes]]:
    root = Path(str(files("cotake")))
    for path in sorted(root.rglob("*")):
        name = path.relative_to(root).as_posix()
        at_top = name.count("/") == 0 or (name.startswith("surfaces/") and name.count("/") == 1)
        wanted = at_top or name.startswith(tuple(f"{each}/" for each in _OWN))
        if wanted and path.suffix in _KINDS and not name.startswith(tuple(f"{each}/" for each in _NOT)):
            yield f"cotake/{name}", path.read_bytes()


def _library(name: str) -> Iterator[tuple[str, bytes]]:
    """The Python of an installed library with its licence; nothing that is compiled for this machine."""
    try:
        found = distribution(name)
    except PackageNotFoundError as error:
        raise InputError('the site needs more libraries: pip install "cotake[web]"') from error
    for entry in found.files or ():
        path = PurePosixPath(entry.as_posix())
        in_place = (
            ".." not in path.parts and not str(path).startswith(_TOOLS) and "__pycache__" not in path.parts
        )
        licence = ".dist-info/" in str(path) and ("licen" in path.name.lower() or "LICENSE" in path.name)
        if in_place and (path.suffix == ".py" or str(path) in _LOCALES or licence):
            yield str(path), Path(str(found.locate_file(entry))).read_bytes()
