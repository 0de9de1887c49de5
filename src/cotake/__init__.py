"""Can I take these together? And, once started, is it working for me?

`cotake.check(["one 4.5 mg at bedtime", "other 100 mg daily"])` returns a `Report`: its `status` is one
of four answers, its `findings` stand in the order of what matters, `clear` says what was looked at.

>>> import cotake
>>> cotake.check("no such thing").status
'not_recognised'
"""

from typing import TYPE_CHECKING, Any

from cotake._errors import (
    CotakeError,
    FileProblem,
    InputError,
    JournalError,
    KnowledgeError,
    PlanRefused,
    RecordsError,
)
from cotake._version import __version__ as __version__
from cotake.interactions import Finding, Report, check
from cotake.knowledge import Library, open_library
from cotake.regimen import Medicine, Person, parse

__all__ = [
    "CotakeError",
    "FileProblem",
    "Finding",
    "InputError",
    "JournalError",
    "KnowledgeError",
    "Library",
    "Medicine",
    "Person",
    "PlanRefused",
    "RecordsError",
    "Report",
    "check",
    "guide",
    "open_library",
    "parse",
    "plan",
    "simulate",
]

if TYPE_CHECKING:
    from cotake.guidance import guide
    from cotake.interactions import simulate
    from cotake.titration import plan


def __getattr__(name: str) -> Any:
    """What a check has no need of is loaded when it is first asked for."""
    if name == "guide":
        from cotake.guidance import guide

        return guide
    if name == "simulate":
        from cotake.interactions import simulate

        return simulate
    if name == "plan":
        from cotake.titration import plan

        return plan
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
