"""The answer of a check as text: what was not checked first, then what needs action, the notice last."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from cotake._text import clause, in_text, joined, sentence
from cotake.interactions import CLASS_NAMES, NOTICE, Audience, Report, harm_named
from cotake.regimen import is_named_so
from cotake.surfaces.mcp._opening import understood
from cotake.surfaces.mcp._reply import Sources


class CheckText:
    """The text of one report; `plain` is the same in JSON values, `full` leaves nothing out."""

    def __init__(self, report: Report, plain: dict[str, Any], audience: Audience, full: bool) -> None:
        self._report, self._plain, self._full = report, plain, full
        self._audience = audience
        self._library = report.library
        self._sources = Sources(report.library)

    def lines(self, first: list[str]) -> Iterator[str]:
        """All lines, beginning with those that are to be read first."""
        yield from first
        yield ""
        if self._report.medicines:
            yield "Understood as:"
            yield from understood(self._report)
        if self._plain["person"]:
            yield f"The person: {_person(self._plain['person'])}."
        yield from self._findings()
        yield from self._studied()
        yield from self._clear()
        yield from self._others()
        yield from self._warnings()
        if self._plain["assumptions"]:
            yield ""
            yield "Assumed, because it was not said:"
            yield from (f"- {each}" for each in self._plain["assumptions"])
        yield ""
        yield from self._sources.lines()
        if not self._full and self._plain["clear"]:
            yield 'In full with detail "full": classes 4 and 5, why areas are clear, the warnings.'
        yield ""
        if self._plain["knowledge_notice"]:
            yield self._plain["knowledge_notice"]
        yield f"NOTICE, to be passed on: {NOTICE}"

    def _hazard(self, hazard: str) -> str:
        return harm_named(hazard, self._library, self._audience)

    def _names(self, substances: list[str]) -> str:
        return joined(self._library.substance(each).name for each in substances)

    def _cited(self, cited: list[dict[str, Any]]) -> str:
        return self._sources.words(self._sources.cite(cited))

    def _findings(self) -> Iterator[str]:
        findings = list(zip(self._report.findings, self._plain["findings"], strict=True))
        told = [pair for pair in findings if self._full or pair[0].classification <= 3]
        for number, (found, plain) in enumerate(told, 1):
            yield ""
            yield from self._finding(found.names, plain, f"FINDING {number} of {len(told)}")
        minor = self._report.of_class(4, 5)
        if minor and not self._full:
            named = "; ".join(f"{self._hazard(each.hazard)} ({' + '.join(each.names)})" for each in minor)
            yield ""
            yield f"{len(minor)} more of class 4 (no special precautions) or 5 (ignore): {named}."

    def _finding(self, names: tuple[str, ...], finding: dict[str, Any], head: str) -> Iterator[str]:
        number = finding["classification"]
        yield (
            f"{head}: class {number}, {CLASS_NAMES[number].upper()}. {' + '.join(names)}: "
            f"{self._hazard(finding['hazard'])} (seriousness: {finding['seriousness']})."
        )
        yield f"What may happen: {finding['summary']}"
        if finding["also"]:
            yield f"Also: {joined(map(self._hazard, finding['also']))}."
        yield f"What to do: {finding['action']}"
        if finding["mechanism"]:
            chain = (finding["mechanism"][0], *map(clause, finding["mechanism"][1:]))
            yield f"How: {'; '.join(chain)}."
        if finding["modifiers"]:
            yield f"Considered: {' '.join(finding['modifiers'])}"
        times = [f"How often: {finding['frequency']}."]
        if finding["onset"] != "not known":
            times.append(f"Begins: {finding['onset']}.")
        if finding["ends"]["rule"]:
            times.append(f"Ends: {finding['ends']['rule']}.")
        yield " ".join(times)
        if finding["watch"]:
            yield f"Watch for: {finding['watch']}{' ' + finding['help'] if finding['help'] else ''}"
        yield f"Evidence: {finding['evidence']['grade']}. Sources: {self._cited(finding['sources'])}."

    def _studied(self) -> Iterator[str]:
        if self._plain["studied"]:
            yield ""
            yield "What studies of this very combination show:"
        for each in self._plain["studied"]:
            yield f"- {each['summary']} Sources: {self._cited(each['sources'])}."

    def _clear(self) -> Iterator[str]:
        clear = self._plain["clear"]
        if not clear:
            return
        areas = self._library.vocabulary("areas")
        left = "" if self._report.complete else ", of what was recognised and reviewed only"
        reasoned = sum(each["basis"] == "class-reasoning" for each in clear)
        yield ""
        if self._full:
            yield f"Looked at, and nothing needs action{left}:"
            for each in clear:
                name = sentence(areas[each["area"]].name)
                cited = f" Sources: {self._cited(each['sources'])}." if each["sources"] else ""
                yield f"- {name}: {each['why']} (basis: {each['basis']}){cited}"
        else:
            names = "; ".join(areas[each["area"]].name for each in clear)
            yield f"Looked at, and nothing needs action in these areas{left}: {names}."
        if reasoned:
            yield (
                f"In {reasoned} of these {len(clear)} areas no source was read for at least one of them; "
                "it was judged from how medicines of its kind behave."
            )

    def _others(self) -> Iterator[str]:
        others = self._plain["other_sources"]
        told = [each for each in others if self._full or each["stance"] == "differs"]
        if others:
            yield ""
            yield "Other sources that the user added, kept apart from cotake's own answer:"
        for each in told:
            levels = "; ".join(dict.fromkeys(one["level"] for one in each["statements"]))
            differs = " This differs from cotake: ask a pharmacist." if each["stance"] == "differs" else ""
            yield f"- {each['name']} on {self._names(each['substances'])}: {levels or 'silent'}.{differs}"
        if left := len(others) - len(told):
            yield f'{left} more that do not differ; detail "full" has them.'

    def _warnings(self) -> Iterator[str]:
        entries = self._library.vocabulary("warnings")
        if self._plain["warnings"]:
            yield ""
            yield "What everybody should know who takes one of them:"
        for each in self._plain["warnings"]:
            name = self._names(each["substances"])
            if self._full:
                yield f"- {name}: {each['text']} Sources: {self._cited(each['sources'])}."
            else:
                yield f"- {name}: {entries[each['id']].name}"


def _person(person: dict[str, Any]) -> str:
    """What was understood of the person, in a line."""
    told = []
    for key, value in person.items():
        if isinstance(value, dict):
            shown = ", ".join(f"{name} {kind}" for name, kind in value.items())
        elif isinstance(value, list):
            shown = ", ".join(_allergy(each) if isinstance(each, dict) else str(each) for each in value)
        else:
            shown = f"{value:g}" if isinstance(value, float) else str(value)
        told.append(f"{key} {shown}")
    return "; ".join(told)


def _allergy(told: dict[str, Any]) -> str:
    """An allergy as it was told, with what it was understood as and how the person reacted."""
    parts = [] if is_named_so(told["text"], told["name"]) else [f"understood as {in_text(told['name'])}"]
    parts += [] if told["kind"] == "allergy" else [told["kind"]]
    how = [*told["reactions"], *filter(None, [told["severity"]])]
    parts += [f"reaction: {', '.join(how)}"] if how else []
    parts += [f"criticality {told['criticality']}"] if told["criticality"] else []
    return f"{told['text']} ({'; '.join(parts)})" if parts else told["text"]
