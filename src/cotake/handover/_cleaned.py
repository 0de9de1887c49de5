"""Every text of a page made fit to be printed."""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar

from cotake.handover._clean import clean
from cotake.handover._page import Page

T = TypeVar("T")


def cleaned(page: Page) -> Page:
    """The page with all its texts clean, whoever wrote them."""
    return _cleaned(page)


def _cleaned(value: T) -> T:
    found: Any = value
    if isinstance(found, str):
        found = clean(found)
    elif isinstance(found, tuple):
        found = tuple(_cleaned(each) for each in found)
    elif is_dataclass(found) and not isinstance(found, type):
        found = replace(found, **{each.name: _cleaned(getattr(found, each.name)) for each in fields(found)})
    same: T = found
    return same
