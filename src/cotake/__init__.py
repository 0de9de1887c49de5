"""Can I take these together? And, once started, is it working for me?

>>> import cotake
>>> report = cotake.check(["LDN 4.5 mg at bedtime", "sertraline 100 mg daily"])
>>> report.status
'nothing_found'
"""

from cotake._errors import (
    CotakeError,
    FileProblem,
    InputError,
    KnowledgeError,
    RecordsError,
)
from cotake.interactions import Finding, Report, check
from cotake.knowledge import Library, open_library
from cotake.regimen import Medicine, Person, parse

__version__ = "0.1.0"

__all__ = [
    "CotakeError",
    "FileProblem",
    "Finding",
    "InputError",
    "KnowledgeError",
    "Library",
    "Medicine",
    "Person",
    "RecordsError",
    "Report",
    "check",
    "open_library",
    "parse",
]
