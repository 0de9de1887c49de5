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
from cotake.journal._key import Cost
from cotake.journal._keyring import forget, remember, remembered
from cotake.journal._line import Said, read_line
from cotake.journal._safety import Notice, body_calls_for, notices_of, worsening
from cotake.journal._scales import OWN, SIDE, Scales, own_scale
from cotake.journal._scoring import checked_answers, range_of, score_of
from cotake.journal._store import Journal
from cotake.journal._types import KINDS, Entry, Kind

__all__ = [
    "KINDS",
    "OWN",
    "SETTING",
    "SIDE",
    "Agreed",
    "AgreedStep",
    "Cost",
    "Entry",
    "Journal",
    "Kind",
    "Notice",
    "Said",
    "Scales",
    "agreed_text",
    "body_calls_for",
    "checked_answers",
    "forget",
    "met",
    "notices_of",
    "own_scale",
    "range_of",
    "read_agreed",
    "read_line",
    "remember",
    "remembered",
    "score_of",
    "step_on",
    "watched",
    "worsening",
]
