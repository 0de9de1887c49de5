"""An entry of a journal."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal, get_args

from cotake._record import record

#: What an entry can be: `scores` on scales and side effects, `answers` to a questionnaire, and others.
Kind = Literal["scores", "answers", "dose", "note", "event"]
KINDS: tuple[str, ...] = get_args(Kind)
#: An entry that is not written yet: kind, body, moment and zone.
Row = tuple[Kind, dict[str, Any], datetime, str]


@record
class Entry:
    """What was written down, once.

    `at` is the moment with its offset, `zone` the name of the zone where there was one. `body` holds, by
    kind, scores: {scale: number}; answers: {"instrument": id, "answers": {item: number}, "score": number or
    None}; dose: {"medicine": text, "taken": "taken", "skipped" or "late", "dose": text}; note and event:
    {"text": text}. `revision` counts from 1 and grows with each change.
    """

    id: int
    at: datetime
    zone: str
    kind: Kind
    body: dict[str, Any]
    revision: int = 1
    came_from: str = ""
