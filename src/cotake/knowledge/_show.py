"""One record in words, with its facts and how each was read."""

from __future__ import annotations

from typing import Any

from cotake._errors import InputError
from cotake.knowledge._library import Library
from cotake.knowledge.types import RECORD_TYPES

_KINDS = {"studies": "study", "claims": "claim", "products": "product", "substances": "substance",
          "mechanisms": "mechanism", "pairs": "pair", "sources": "source"}  # fmt: skip


def show(name: str, library: Library) -> tuple[str, dict[str, Any]]:
    """The record of a name or id, as text and as JSON values.

    Raises:
        InputError: nothing is known by that name; the nearest names are offered.
    """
    folder, record_id = _find(name, library)
    plain = library.plain(folder, record_id)
    lines = [f"{plain.get('name') or plain.get('title') or record_id} ({_KINDS[folder]} {record_id})"]
    lines += list(_lines({key: value for key, value in plain.items() if key not in ("id", "name")}, 1))
    marks = library.query(
        "SELECT DISTINCT source, place, read FROM fact WHERE folder = ? AND record = ? ORDER BY 1, 2",
        folder, record_id,
    )  # fmt: skip
    if marks:
        lines.append("  sources as read:")
        for source, place, read in marks:
            where = f"#{place}" if place else ""
            lines.append(f"    {source}{where}: {read}")
    return "\n".join(lines), {"folder": folder, **plain}


def _find(name: str, library: Library) -> tuple[str, str]:
    hit = library.find(name)
    if hit and hit.folder != "barred":
        return hit.folder, hit.id
    for folder in RECORD_TYPES:
        if library.has(folder, name):
            return folder, name
    if hit:
        why = library.query("SELECT problem FROM barred WHERE id = ?", hit.id)
        raise InputError(f"{name} is set aside because of a fault:\n{why[0][0]}")
    near = ", ".join(candidate.name for candidate in library.candidates(name))
    raise InputError(f"nothing is known as {name!r}" + (f"; near it: {near}" if near else ""))


def _lines(value: Any, depth: int) -> list[str]:
    pad = "  " * depth
    lines: list[str] = []
    if isinstance(value, dict):
        for key, inner in value.items():
            key = key.rstrip("_").replace("_", " ")
            if _flat(inner):
                lines.append(f"{pad}{key}: {_short(inner)}")
            else:
                lines.append(f"{pad}{key}:")
                lines += _lines(inner, depth + 1)
    elif isinstance(value, list):
        lines += [f"{pad}- {_short(item)}" for item in value]
    return lines


def _flat(value: Any) -> bool:
    return not isinstance(value, (dict, list)) or (
        isinstance(value, list) and all(not isinstance(item, (dict, list)) for item in value)
    )


def _short(value: Any) -> str:
    if isinstance(value, dict):
        return "; ".join(f"{key.rstrip('_')} {_short(inner)}" for key, inner in value.items())
    if isinstance(value, list):
        return ", ".join(_short(item) for item in value)
    return str(value)
