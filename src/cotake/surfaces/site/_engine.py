"""Python for a browser: Pyodide, as it was vendored."""

from __future__ import annotations

import json
import tarfile
from importlib.resources import files
from typing import Any

from cotake._record import record

VERSION = "314.0.7"
WASM = "pyodide.asm.wasm"
#: What a browser loads; the first is what the worker imports.
NAMES = ("pyodide.mjs", "pyodide.asm.mjs", WASM, "python_stdlib.zip")


@record
class Engine:
    """Its files by name, and the head of its list of packages, without the packages: none is loaded."""

    held: dict[str, bytes]
    lock: dict[str, Any]


def read_engine() -> Engine:
    """What is in the vendored archive."""
    with (
        (files("cotake.surfaces.site") / f"pyodide-{VERSION}.tgz").open("rb") as file,
        tarfile.open(fileobj=file, mode="r:gz") as archive,
    ):

        def read(name: str) -> bytes:
            found = archive.extractfile(f"package/{name}")
            assert found is not None
            return found.read()

        lock = json.loads(read("pyodide-lock.json"))
        return Engine({name: read(name) for name in NAMES}, {"info": lock["info"], "packages": {}})
