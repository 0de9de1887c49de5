"""A fault found in a record: where it is, what it is, and how to mend it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One fault. `path` is the field, as in `undergoes[0].enzyme`; `mend` says what to do."""

    file: str
    line: int
    code: str
    path: str
    message: str
    mend: str = ""

    def __str__(self) -> str:
        field = f"{self.path} " if self.path else ""
        head = f"{self.file}:{self.line}: {self.code}: {field}{self.message}"
        return f"{head}\n  {self.mend}" if self.mend else head
