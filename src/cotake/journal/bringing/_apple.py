"""Apple Health's export: steps and sleep from its XML, read as a stream since it may be gigabytes.

What its version 12 (iOS 16) wrote as a DTD is no XML, and texts hold signs that XML forbids: both are cut
out before the parser sees them, so that no entity is ever expanded. The clock of a record is the one that
is written.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import IO
from xml.parsers import expat

from cotake._errors import InputError
from cotake.journal.bringing._brought import Brought
from cotake.journal.bringing._days import Days

_STEPS, _SLEEP = "HKQuantityTypeIdentifierStepCount", "HKCategoryTypeIdentifierSleepAnalysis"
_VALUE = "HKCategoryValueSleepAnalysis"
#: Asleep, of which the last three are stages; time in bed is not sleep.
_ASLEEP = frozenset({"Asleep", "AsleepUnspecified", "AsleepCore", "AsleepDeep", "AsleepREM"})
_STAGES = frozenset({"AsleepCore", "AsleepDeep", "AsleepREM"})
_ROOT = b"<HealthData"
_DOCTYPE, _DTD_ENDS = b"<!DOCTYPE", b"]>"
#: The head of a file is looked through for its root so far.
_HEAD, _CHUNK = 1 << 18, 1 << 20
_FORBIDDEN = bytes(each for each in range(32) if each not in (9, 10, 13))
_SHOWN = 20

Progress = Callable[[int, int], None]


def is_export(head: bytes) -> bool:
    """Whether the first bytes of a file are those of an export."""
    return _ROOT in head or b"<!DOCTYPE HealthData" in head


def of_export(file: IO[bytes], size: int, progress: Progress | None = None) -> Brought:
    """The steps and the sleep of each whole day.

    Raises:
        InputError: it is no export, or is damaged.
    """
    reader = _Reader()
    parser = expat.ParserCreate()
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    parser.StartDoctypeDeclHandler = _refused
    done = 0
    try:
        head = _without_dtd(file.read(_HEAD))
        parser.Parse(head.translate(None, _FORBIDDEN), False)
        while chunk := file.read(_CHUNK):
            parser.Parse(chunk.translate(None, _FORBIDDEN), False)
            done += len(chunk)
            if progress is not None:
                progress(done, size)
        parser.Parse(b"", True)
    except expat.ExpatError as error:
        raise InputError(f"this export of Apple Health is damaged: {error}") from None
    if reader.exported is None:
        raise InputError("this is no export of Apple Health: it does not say when it was made")
    rows, wrong = reader.days.rows(reader.exported.date())
    unread = [f"{day}: more than can be" for day in wrong] + reader.unread
    return Brought("Apple Health", tuple(rows), tuple(unread), reader.left())


def _without_dtd(head: bytes) -> bytes:
    """The head without its document type; where that never ends the parser tells."""
    start = head.find(_DOCTYPE)
    end = head.find(_DTD_ENDS, start)
    return head if start < 0 or end < 0 else head[:start] + head[end + len(_DTD_ENDS) :]


def _refused(*_: object) -> None:
    raise InputError("this XML declares a document type where none belongs; it is not read")


class _Reader:
    """What the elements say; only records that are children of the root count."""

    def __init__(self) -> None:
        self.days = Days()
        self.exported: datetime | None = None
        self.unread: list[str] = []
        self._in_bed: set[str] = set()
        self._others = 0
        self._depth = 0

    def start(self, name: str, told: dict[str, str]) -> None:
        self._depth += 1
        if self._depth == 1 and name != "HealthData":
            raise InputError("this XML is no export of Apple Health")
        if self._depth != 2:
            return
        if name == "ExportDate":
            self.exported = _at(told.get("value", ""))
        elif name == "Record" and told.get("type") in (_STEPS, _SLEEP):
            try:
                self._record(told)
            except (ValueError, KeyError):
                if len(self.unread) < _SHOWN:
                    self.unread.append(f"a record of {told['type']} that begins {told.get('startDate')!r}")
                else:
                    self._others += 1

    def end(self, _: str) -> None:
        self._depth -= 1

    def left(self) -> tuple[str, ...]:
        """What was left out by design."""
        found = []
        if self._in_bed:
            found.append("time in bed, which is not sleep")
        if self._others:
            found.append(f"{self._others:,} more records that cannot be read")
        return (*found, "the day of the export, which was not over")

    def _record(self, told: dict[str, str]) -> None:
        start, end = _at(told["startDate"]), _at(told["endDate"])
        source = told["sourceName"].replace("\u00a0", " ")
        if told["type"] == _STEPS:
            self.days.walked(source, start, end, float(told["value"]))
            return
        state = told["value"].removeprefix(_VALUE)
        if state in _ASLEEP:
            self.days.slept(source, start, end, staged=state in _STAGES)
        elif state == "InBed":
            self._in_bed.add(source)


def _at(text: str) -> datetime:
    """`2024-01-02 07:30:00 +0100`.

    Raises:
        ValueError: it is not of this form.
    """
    found = datetime.fromisoformat(f"{text[:19]}{text[20:]}")
    if found.tzinfo is None:
        raise ValueError(text)
    return found
