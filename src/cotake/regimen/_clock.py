"""The times of day in a typed line: "8 am and 8 pm", "at 22:00"."""

from __future__ import annotations

import re

_CLOCK = (
    r"(?:(?P<h>[01]?\d|2[0-3])[:.h](?P<m>[0-5]\d)(?![\d:])(?:\s*(?P<half>[ap])\.?m\b\.?|\s*(?:h|hrs|o'?clock)\b)?"
    r"|(?P<hour>1[0-2]|0?[1-9])\s*(?P<twelve>[ap])\.?m\b\.?)"
)
#: A number is a time by itself only behind "at", and where no unit follows.
_UNIT = (
    r"(?:mg|mcg|ug|µg|g|ml|iu|units?|tabs?|tablets?|caps?|capsules?|x|times|days?|weeks?|months?|hours?|h|hrs?"
    r"|years?|l|litres?|drops?|puffs?|sprays?|patch(?:es)?|meq|mmol|%|[:./-]?\d)"
)
_BARE = rf"(?P<bare>[01]?\d|2[0-3])(?!\s*{_UNIT})\b(?:\s*o'?clock\b)?"
_BETWEEN = r"\s*(?:,|;|/|\+|&|and|then)?\s*(?:at\s+|@\s*)?"
_AT = re.compile(rf"(?:\(|,)?\s*(?:\bat|@)\s*(?:about\s+|around\s+)?(?:{_CLOCK}|{_BARE})", re.IGNORECASE)
_NEXT_BARE = re.compile(rf"{_BETWEEN}(?:{_CLOCK}|{_BARE})", re.IGNORECASE)
#: With a colon or am and pm it needs no "at". A point would be a dose.
_ALONE = re.compile(
    r"(?<![\w.:-])(?:(?P<h>[01]?\d|2[0-3]):(?P<m>[0-5]\d)(?![\d:])(?:\s*(?P<half>[ap])\.?m\b\.?|\s*(?:h|hrs)\b)?"
    r"|(?P<hour>1[0-2]|0?[1-9])(?:[:.](?P<min>[0-5]\d))?\s*(?P<twelve>[ap])\.?m\b\.?)",
    re.IGNORECASE,
)
_HINT = re.compile(r"\d\s*[ap]\.?m\b|\d[:h]\d\d|(?:\bat|@)\s*(?:about\s+|around\s+)?\d", re.IGNORECASE)
_MASS = re.compile(r"\d\s*-?\s*(?:mg|mcg|ug|µg|g)\b", re.IGNORECASE)
#: Until when it is morning, and noon.
_NOON, _AFTERNOON = 11.5, 14.0


def take_clock(text: str) -> tuple[tuple[float, ...], str]:
    """The hours of a day at which it is taken, in order, and the line without them.

    Where each time has a dose of its own, the words "morning", "noon" or "evening" stay in its place,
    for the doses to be added up.

    >>> take_clock("name 500 mg 8am and 8:30 pm")
    ((8.0, 20.5), 'name 500 mg')
    >>> take_clock("name 5 mg at 8 am and 10 mg at 20:00")
    ((8.0, 20.0), 'name 5 mg morning and 10 mg evening')
    >>> take_clock("name 500 mg every 8 h")
    ((), 'name 500 mg every 8 h')
    """
    if not _HINT.search(text):
        return (), text
    own_doses = len(_MASS.findall(text)) > 1
    hours: list[float] = []
    rest, place = [], 0
    while found := _first(text, place):
        rest.append(text[place : found.start()])
        place = found.end()
        hour = _hour(found)
        hours.append(hour)
        if own_doses:
            rest.append(f" {_part_of_day(hour)}")
            continue
        while more := _NEXT_BARE.match(text, place):
            hours.append(_hour(more))
            place = more.end()
        if place < len(text) and text[place] == ")":
            place += 1
    if not hours:
        return (), text
    rest.append(text[place:])
    return tuple(sorted(set(hours))), re.sub(r"\s+", " ", "".join(rest)).strip(" ,")


def _first(text: str, place: int) -> re.Match[str] | None:
    found = [each for pattern in (_AT, _ALONE) if (each := pattern.search(text, place))]
    return min(found, key=lambda each: each.start(), default=None)


def _hour(found: re.Match[str]) -> float:
    said = {name: value for name, value in found.groupdict().items() if value}
    hour = int(said.get("h") or said.get("hour") or said["bare"])
    half = (said.get("half") or said.get("twelve") or "").lower()
    if half and hour <= 12:
        hour = hour % 12 + (12 if half == "p" else 0)
    return hour + int(said.get("m") or said.get("min") or 0) / 60


def _part_of_day(hour: float) -> str:
    if hour < _NOON:
        return "morning"
    return "noon" if hour < _AFTERNOON else "evening"
