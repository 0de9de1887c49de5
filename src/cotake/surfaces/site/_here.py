"""What the worker of the site asks of Python: JSON in, JSON out."""

from __future__ import annotations

import json
from dataclasses import asdict
from functools import cache
from typing import Any

import fluent.runtime  # noqa: F401  what the pages load late is in memory before the first answer
import jinja2  # noqa: F401

from cotake._errors import CotakeError
from cotake.interactions import check
from cotake.knowledge import open_library
from cotake.surfaces.site._pages import Pages
from cotake.surfaces.web.check._turns import names_like


def answer(asked: str) -> str:
    """The answer to a message of the page; `do` says what is asked.

    `page` is a page or what a form makes of it, as `Pages.turn`; `names` are those like `q`; `check` is the
    answer on `list` and `person`, as `cotake check --json` gives it. A refusal is `{"error": …}`.
    """
    said = json.loads(asked)
    try:
        return json.dumps(_DONE[said["do"]](said))
    except CotakeError as error:
        return json.dumps({"error": str(error)})


def _page(said: dict[str, Any]) -> Any:
    turn = _pages().turn(
        said["path"],
        said["held"],
        form=said.get("form"),
        accepts=said["accepts"],
        secret=said["secret"].encode(),
    )
    return asdict(turn)


def _names(said: dict[str, Any]) -> Any:
    return names_like(said["q"], open_library())


def _check(said: dict[str, Any]) -> Any:
    return check(said["list"], person=said.get("person"), library=open_library()).to_dict()


_DONE = {"page": _page, "names": _names, "check": _check}


def begin(named: str) -> None:
    """Read what every answer reads. `named` is a JSON object: the address of each file of a page."""
    _ADDRESSES.update(json.loads(named))
    _pages()


_ADDRESSES: dict[str, str] = {}


@cache
def _pages() -> Pages:
    return Pages(open_library(), lambda name: f"/{_ADDRESSES[name]}")
