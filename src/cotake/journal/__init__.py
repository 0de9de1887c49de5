"""What is recorded: an encrypted file on this machine, and what an entry calls for."""

from cotake.journal._agreed import (
    SETTING,
    Agreed,
    AgreedStep,
    agreed_text,
    met,
    read_agreed,
    step_on,
    watched,
)
from cotake.journal._cells import Order
from cotake.journal._key import Cost
from cotake.journal._line import SIDE, Said, read_line, scale_of
from cotake.journal._safety import Notice, body_calls_for, notices_of, worsening
from cotake.journal._scoring import checked_answers, range_of, score_of
from cotake.journal._store import Journal
from cotake.journal._types import KINDS, Entry, Kind

__all__ = [
    "KINDS",
    "SETTING",
    "SIDE",
    "Agreed",
    "AgreedStep",
    "Cost",
    "Entry",
    "Journal",
    "Kind",
    "Notice",
    "Order",
    "Said",
    "agreed_text",
    "body_calls_for",
    "checked_answers",
    "met",
    "notices_of",
    "range_of",
    "read_agreed",
    "read_line",
    "scale_of",
    "score_of",
    "step_on",
    "watched",
    "worsening",
]
