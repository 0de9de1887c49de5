"""A journal in the clear: as rows of a table, and everything as JSON."""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from cotake.journal._spreadsheet import as_cell
from cotake.journal._store import Journal
from cotake.journal._types import Entry

#: The version of the JSON; it stands under this key.
KEY, VERSION = "cotake_journal", 1


def rows_of(entries: Sequence[Entry]) -> str:
    """One row a value: moment, kind, name, value. No text is a formula to a spreadsheet."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["at", "kind", "name", "value"])
    for entry in entries:
        at, body = entry.at.isoformat(), entry.body
        if entry.kind == "scores":
            rows = [(name, value) for name, value in body.items()]
        elif entry.kind == "answers":
            rows = [(f"{body['instrument']}:{name}", value) for name, value in body["answers"].items()]
            rows.append((body["instrument"], "" if body["score"] is None else body["score"]))
        elif entry.kind == "dose":
            rows = [(as_cell(body["medicine"]), body["taken"])]
        else:
            rows = [("text", as_cell(body["text"]))]
        for name, value in rows:
            writer.writerow([at, entry.kind, name, value])
    return out.getvalue()


def everything(journal: Journal, now: datetime) -> dict[str, Any]:
    """All that a journal holds as JSON values: entries with what they were before, scales, settings."""
    earlier: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for before, changed in journal.earlier():
        earlier[before.id].append({**_plain(before), "changed": changed.isoformat()})
    return {
        KEY: VERSION,
        "exported": now.isoformat(),
        "scales": [_own(asdict(each)) for each in journal.scales()],
        "settings": journal.settings(),
        "entries": [
            {
                "id": each.id,
                "kind": each.kind,
                "came_from": each.came_from,
                **_plain(each),
                "earlier": earlier.get(each.id, []),
            }
            for each in journal.entries()
        ],
    }


def _plain(entry: Entry) -> dict[str, Any]:
    return {
        "revision": entry.revision,
        "at": entry.at.isoformat(),
        "zone": entry.zone,
        "body": entry.body,
    }


def _own(scale: dict[str, Any]) -> dict[str, Any]:
    """A scale of one's own without what only those of the records have."""
    return {name: value for name, value in scale.items() if name not in ("names", "matters", "src")}
