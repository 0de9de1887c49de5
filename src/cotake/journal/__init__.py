"""What is recorded: an encrypted file on this machine, and what an entry calls for."""

from cotake.journal._cells import Order
from cotake.journal._key import Cost
from cotake.journal._line import SIDE, Said, read_line, scale_of
from cotake.journal._safety import Notice, body_calls_for, notices_of, worsening
from cotake.journal._scoring import checked_answers, range_of, score_of
from cotake.journal._store import Journal
from cotake.journal._types import KINDS, Entry, Kind

__all__ = [
    "KINDS",
    "SIDE",
    "Cost",
    "Entry",
    "Journal",
    "Kind",
    "Notice",
    "Order",
    "Said",
    "body_calls_for",
    "checked_answers",
    "notices_of",
    "range_of",
    "read_line",
    "scale_of",
    "score_of",
    "worsening",
]
