"""Exports of trial registers and of PubMed as candidate records: to be read and curated, never facts."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator
from typing import Any

from cotake._errors import InputError
from cotake._record import record
from cotake.knowledge import Library

_WARNING = (
    "# A candidate from {origin}, written by a program. Nobody has read the study: open it, put right\n"
    "# what stands here, judge the risk of bias, and set the read mark of its source, before it is moved\n"
    "# to the records.\n"
)
#: Longer names are no names of a medicine.
_LONGEST_NAME = 60
_MONTH = re.compile(r"\b(1[89]\d\d|20\d\d)\b")


@record
class Candidate:
    """A study that may become a record: its id, and the texts of its record and of its source.

    `open_questions` names what a curator has to find out.
    """

    id: str
    study: str
    source: str
    open_questions: tuple[str, ...]


def candidates_of(text: str, library: Library) -> list[Candidate]:
    """The studies of an export, as candidate records.

    Read are ClinicalTrials.gov (its JSON, version 2: one study, a list, or a page of a search) and
    PubMed (the `nbib` or MEDLINE form).

    Args:
        text: the export.
        library: the knowledge, to find the medicines by their names.

    Raises:
        InputError: it is neither, or nothing in it is a study.
    """
    body = text.lstrip("\ufeff \t\r\n")
    found = list(_registered(body, library) if body[:1] in "{[" and body else _published(body, library))
    if not found:
        raise InputError(
            "this is no export with studies that is known: JSON of ClinicalTrials.gov, or nbib or MEDLINE "
            "of PubMed"
        )
    return _with_own_ids(found)


def _registered(body: str, library: Library) -> Iterator[Candidate]:
    try:
        data = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise InputError(f"this is not JSON: {error}") from error
    listed = data.get("studies", [data]) if isinstance(data, dict) else data
    for study in listed if isinstance(listed, list) else []:
        part = _dict(study, "protocolSection")
        identity = _dict(part, "identificationModule")
        number = _text(identity.get("nctId"))
        if re.fullmatch(r"NCT\d{8}", number):
            yield _from_register(part, _dict(study, "resultsSection"), number, library)


def _from_register(
    part: dict[str, Any], results: dict[str, Any], number: str, library: Library
) -> Candidate:
    identity, design = _dict(part, "identificationModule"), _dict(part, "designModule")
    info = _dict(design, "designInfo")
    arms = _dict(part, "armsInterventionsModule")
    names = [_text(each.get("name")) for each in _list(arms, "interventions")]
    substances, unknown = _substances(names, library)
    title = _text(identity.get("briefTitle")) or _text(identity.get("officialTitle")) or number
    primary = [
        ", ".join(filter(None, (_text(each.get("measure")), _text(each.get("timeFrame")))))
        for each in _list(_dict(part, "outcomesModule"), "primaryOutcomes")
    ]
    masking = _text(_dict(info, "maskingInfo").get("masking")).lower()
    words = [_text(info.get("allocation")), masking, _text(info.get("interventionModel"))]
    named = _dict(part, "conditionsModule").get("conditions")
    conditions = [_text(each) for each in named] if isinstance(named, list) else []
    groups = [
        f"{_text(each.get('label'))}: {_text(each.get('description'))}".rstrip(": ")
        for each in _list(arms, "armGroups")
    ]
    sponsor = _text(_dict(_dict(part, "sponsorCollaboratorsModule"), "leadSponsor").get("name"))
    count = _dict(design, "enrollmentInfo").get("count")
    ask = [f"no substance is known as {each!r}" for each in unknown]
    if not results:
        ask.append("the register holds no results: find the paper")
    ask.append("the design, risk of bias and every number are to be read in the paper")
    name = number.lower()
    fields: dict[str, Any] = {
        "id": name,
        "title": title,
        "kind": _kind(info),
        "design": ", ".join(filter(None, words)).replace("_", " ").lower() or "not stated",
        "population": ", ".join(filter(None, conditions)) or "not stated",
        "substances": substances,
        "n": count if isinstance(count, int) and count > 0 else None,
        "arms": groups,
        "primary_outcome": "; ".join(filter(None, primary)),
        "result": "not read",
        "funding": sponsor,
        "src": f"{name}#registry",
    }
    started = _MONTH.search(_text(_dict(_dict(part, "statusModule"), "startDateStruct").get("date")))
    source = {
        "id": name,
        "kind": "database",
        "title": title,
        "year": int(started[1]) if started else None,
        "publisher": "ClinicalTrials.gov",
        "identifiers": {"nct": number},
        "read": "recalled",
        "note": "imported from the register; not read by anyone",
    }
    comments = list(_registered_results(results))
    return _candidate(name, fields, source, f"ClinicalTrials.gov {number}", comments, ask)


def _registered_results(results: dict[str, Any]) -> Iterator[str]:
    """The registered results of primary outcomes, one line a group, for the curator's eye only."""
    for outcome in _list(_dict(results, "outcomeMeasuresModule"), "outcomeMeasures"):
        if _text(outcome.get("type")).upper() != "PRIMARY":
            continue
        titles = {_text(each.get("id")): _text(each.get("title")) for each in _list(outcome, "groups")}
        title, frame, kind = (_text(outcome.get(name)) for name in ("title", "timeFrame", "paramType"))
        unit = _text(outcome.get("unitOfMeasure"))
        yield f"{title} ({frame}), {kind}:"
        for group in _list(outcome, "classes"):
            for category in _list(group, "categories"):
                for measured in _list(category, "measurements"):
                    spread = _text(measured.get("spread"))
                    spread = f" ({_text(outcome.get('dispersionType'))} {spread})" if spread else ""
                    who = titles.get(_text(measured.get("groupId")), "")
                    yield f"  {who}: {_text(measured.get('value'))} {unit}{spread}"


def _kind(info: dict[str, Any]) -> str:
    if _text(info.get("allocation")).upper() == "RANDOMIZED":
        return "crossover" if "CROSS" in _text(info.get("interventionModel")).upper() else "randomised"
    if _text(info.get("allocation")).upper() == "NON_RANDOMIZED":
        return "non-randomised"
    return ""


def _published(body: str, library: Library) -> Iterator[Candidate]:
    for entry in _entries(body):
        number = "".join(entry.get("PMID", []))[:12].strip()
        title = " ".join(entry.get("TI", [])).rstrip(".")
        if not number.isdigit() or not title:
            continue
        year = _MONTH.search(" ".join(entry.get("DP", [])))
        author = unicodedata.normalize("NFKD", (entry.get("AU") or ["anonymous"])[0].split(" ")[0])
        family = re.sub(r"[^a-z]", "", author.lower())
        name = "-".join(filter(None, (family or "anonymous", year[1] if year else number)))
        headings = [
            *entry.get("RN", []),
            *entry.get("NM", []),
            *entry.get("MH", []),
            *re.split(r"\W+", title),
        ]
        substances, _ = _substances(
            [re.sub(r"^[0-9A-Z-]+ \((.+)\)$", r"\1", each) for each in headings], library
        )
        kinds = " ".join(entry.get("PT", [])).lower()
        kind = (
            "meta-analysis" if "meta-analysis" in kinds else "randomised" if "randomized" in kinds else ""
        )
        kind = "case-report" if "case report" in kinds else kind
        doi = next(
            (
                each[: -len(" [doi]")]
                for each in entry.get("LID", []) + entry.get("AID", [])
                if each.endswith(" [doi]")
            ),
            "",
        )
        fields: dict[str, Any] = {
            "id": name,
            "title": title,
            "kind": kind,
            "design": "; ".join(entry.get("PT", [])).lower() or "not stated",
            "population": "not read",
            "substances": substances,
            "result": "not read",
            "src": name,
        }
        source = {
            "id": name,
            "kind": "paper",
            "title": title,
            "by": ", ".join(entry.get("FAU", [])[:3] or entry.get("AU", [])[:3]),
            "year": int(year[1]) if year else None,
            "publisher": " ".join(entry.get("JT", [])),
            "identifiers": {
                "pmid": number,
                "doi": doi,
                "pmcid": "".join(entry.get("PMC", [])),
                "nct": next(
                    (re.split(r"[/ ]", each)[-1] for each in entry.get("SI", []) if "NCT" in each), ""
                ),
            },
            "read": "recalled",
            "note": "imported from PubMed; not read by anyone",
        }
        ask = ["the population, arms, doses, outcomes and every number are to be read in the paper"]
        if "retract" in kinds:
            ask.insert(0, "PubMed marks it as retracted, or as a retraction")
        if not substances:
            ask.append("no substance of the records stands in its title or headings")
        yield _candidate(name, fields, source, f"PubMed {number}", entry.get("AB", []), ask)


def _entries(body: str) -> Iterator[dict[str, list[str]]]:
    """Entries of the MEDLINE form: a tag, a hyphen, and lines that go on with spaces."""
    entry: dict[str, list[str]] = {}
    tag = ""
    for line in (*body.splitlines(), ""):
        field = re.match(r"^([A-Z]{2,4}) *- (.*)$", line)
        if field:
            if field[1] == "PMID" and entry:
                yield entry
                entry = {}
            tag = field[1]
            entry.setdefault(tag, []).append(field[2].strip())
        elif line.startswith("      ") and tag:
            entry[tag][-1] += f" {line.strip()}"
    if entry:
        yield entry


def _substances(names: list[str], library: Library) -> tuple[list[str], list[str]]:
    found: dict[str, None] = {}
    unknown: list[str] = []
    for name in names:
        hit = library.find(name) if 3 < len(name) <= _LONGEST_NAME else None
        if hit is None:
            for word in re.findall(r"[A-Za-z-]{5,}", name[:500]):
                hit = library.find(word)
                if hit is not None:
                    break
        if hit is not None and hit.folder == "substances":
            found[hit.id] = None
        elif name and not name.lower().startswith(("placebo", "sham")):
            unknown.append(name[:_LONGEST_NAME])
    return list(found), unknown


def _candidate(
    name: str,
    fields: dict[str, Any],
    source: dict[str, Any],
    origin: str,
    comments: list[str],
    ask: list[str],
) -> Candidate:
    head = _WARNING.format(origin=origin)
    notes = "".join(f"# To find out: {_one_line(each)}\n" for each in ask)
    notes += "".join(f"# As exported: {_one_line(each)}\n" for each in comments)
    return Candidate(name, head + notes + _yaml(fields), head + _yaml(source), tuple(ask))


def _yaml(fields: dict[str, Any]) -> str:
    """One `key: value` a line; the values as JSON, which is YAML."""
    lines = []
    for key, value in fields.items():
        if isinstance(value, dict):
            value = {name: inner for name, inner in value.items() if inner}
        if value not in (None, "", [], {}):
            lines.append(f"{key}: {json.dumps(value, ensure_ascii=False)}\n")
    return "".join(lines)


def _with_own_ids(found: list[Candidate]) -> list[Candidate]:
    """Two studies of one author and year are told apart by a letter."""
    seen: dict[str, int] = {}
    kept = []
    for each in found:
        number = seen[each.id] = seen.get(each.id, 0) + 1
        if number > 1:
            name = f"{each.id}-{number}"
            study, source = (
                text.replace(f'id: "{each.id}"', f'id: "{name}"').replace(
                    f'src: "{each.id}', f'src: "{name}'
                )
                for text in (each.study, each.source)
            )
            each = Candidate(name, study, source, each.open_questions)
        kept.append(each)
    return kept


def _one_line(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()


def _dict(value: Any, key: str) -> dict[str, Any]:
    inner = value.get(key) if isinstance(value, dict) else None
    return inner if isinstance(inner, dict) else {}


def _list(value: dict[str, Any], key: str) -> list[dict[str, Any]]:
    inner = value.get(key)
    return [each for each in inner if isinstance(each, dict)] if isinstance(inner, list) else []


def _text(value: Any) -> str:
    return (
        _one_line(value) if isinstance(value, str) else str(value) if isinstance(value, int | float) else ""
    )
