"""Check records against each other: terms, citations, contradictions, names, reviews."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from cotake.knowledge._bands import Bands, check_bands, check_victim
from cotake.knowledge._bounds import check_bounds
from cotake.knowledge._facts import CITING, facts_of, seals_of
from cotake.knowledge._holes import check_holes
from cotake.knowledge._leaves import leaves_of
from cotake.knowledge._names import key_of
from cotake.knowledge._problem import Problem
from cotake.knowledge._read import Reading
from cotake.knowledge._records import RECORDS, Records, read_records
from cotake.knowledge._schedules import check_schedules
from cotake.knowledge._translations import check_translations
from cotake.knowledge._whole import check_study
from cotake.knowledge.types import Deed, Mechanism, Product, Substance


def lint(records: Records | Path = RECORDS) -> tuple[Problem, ...]:
    """Every fault in the records, in order of file and line."""
    if isinstance(records, Path):
        records = read_records(records)
    before = {id(problem) for problem in records.problems}
    found = list(records.problems)
    bands = Bands(records)  # before the checks add faults of their own
    for reading in records.readings():
        _check_terms(reading, records)
        leaves = leaves_of(reading.value)
        check_bounds(reading, leaves)
        check_holes(reading, leaves)
        check_bands(reading, bands)
    for reading in records.folders["substances"].values():
        if reading.value:
            _check_substance(reading, reading.value, records)
    for reading in records.folders["mechanisms"].values():
        if reading.value:
            _check_mechanism(reading, reading.value)
    for reading in records.folders["pairs"].values():
        if reading.value:
            check_victim(reading, reading.value, records, bands)
    for reading in records.folders["studies"].values():
        if reading.value:
            check_study(reading, reading.value, records)
    _check_scales(records)
    _check_names(records)
    _check_sources_used(records)
    _check_sources_once(records)
    for reading in records.readings():
        found.extend(problem for problem in reading.problems if id(problem) not in before)
    found.extend(check_translations(records))
    return tuple(sorted(set(found)))


def _check_terms(reading: Reading, records: Records) -> None:
    for use in reading.uses:
        known: Iterable[str]
        if use.vocabulary in records.folders:
            known = records.folders[use.vocabulary]
        else:
            known = records.vocabulary.get(use.vocabulary, {})
        if use.value not in known:
            code = "unknown-source" if use.vocabulary == "sources" else "unknown-term"
            place = (
                f"records/{use.vocabulary}/{use.value}.yaml"
                if use.vocabulary in records.folders
                else f"records/vocabulary/{use.vocabulary}.yaml"
            )
            close = get_close_matches(use.value, list(known), 1, 0.7)
            hint = f"Did you mean {close[0]}? " if close else ""
            mend = f"{hint}A new one goes in {place} first."
            reading.fault(code, use.path, f'is "{use.value}"', mend, use.line)


def _check_substance(reading: Reading, record: Substance, records: Records) -> None:
    for number, band in enumerate(record.doses):
        low, high = (*band.mg_per_day, None, None)[:2]
        if len(band.mg_per_day) != 2 or (low is not None and high is not None and low > high):
            path = f"doses[{number}].mg_per_day"
            reading.fault("contradiction", path, "is not [low, high]", "Use null for an open end.")
    for number, deed in enumerate(record.does):
        _check_deed(reading, f"does[{number}]", deed)
    _check_own(reading, record)
    _check_contradictions(reading, record)
    _check_shares(reading, record, records)
    check_schedules(reading, record)
    _check_reviews(reading, record, records)


def _check_deed(reading: Reading, path: str, deed: Deed) -> None:
    if bool(deed.target) == bool(deed.hazard):
        reading.fault("wrong-type", path, "needs a target or a hazard", "Give one of the two.")
    elif deed.target and not deed.as_:
        reading.fault("missing-field", f"{path}.as", "is missing", "Say how it acts: as: inhibitor")
    elif deed.hazard and deed.grade not in (0, 1, 2, 3):
        reading.fault("wrong-type", f"{path}.grade", f"is {deed.grade}", "A grade is 0, 1, 2 or 3.")


def _check_own(reading: Reading, record: Substance) -> None:
    """A field that is said to be the authors' own must be there."""
    for name in ("undergoes", "inhibits", "induces", "absorption", "cautions"):
        for number, fact in enumerate(getattr(record, name)):
            if getattr(fact, "fitted", ()):
                path, mend = f"{name}[{number}].fitted", "Take it out: `cotake knowledge fit` works it out."
                reading.fault("unknown-field", path, "is not written by hand", mend)
            for field in fact.own:
                if getattr(fact, field) in (None, "", 0):
                    path = f"{name}[{number}].own"
                    mend = f"Give {field}, or take it out of own."
                    reading.fault("contradiction", path, f"names {field}, which is not given", mend)
    for name in ("raised", "lowered", "activation"):
        change = getattr(record.exposure, name, None)
        if change is not None and change.own and change.action is None:
            mend = "Give action, or take it out of own."
            reading.fault("contradiction", f"exposure.{name}.own", "names action, which is not given", mend)


def _check_contradictions(reading: Reading, record: Substance) -> None:
    """Two statements of one thing, for the same doses and routes, that differ."""
    seen: dict[tuple[Any, ...], tuple[str, Any]] = {}
    rows: list[tuple[str, tuple[Any, ...], Any, Any]] = []
    for number, deed in enumerate(record.does):
        subject = (deed.target, deed.via, deed.as_) if deed.target else (deed.hazard,)
        rows.append((f"does[{number}]", subject, (deed.as_, deed.strength, deed.grade), deed))
    for name in ("inhibits", "induces"):
        for number, fact in enumerate(getattr(record, name)):
            rows.append((f"{name}[{number}]", (name, fact.enzyme, fact.via), fact.strength, fact))
    for number, pathway in enumerate(record.undergoes):
        subject = ("undergoes", pathway.enzyme, pathway.makes)
        rows.append((f"undergoes[{number}]", subject, pathway.share, pathway))
    for path, subject, says, fact in rows:
        for band in fact.bands or ("",):
            for route in fact.routes or ("",):
                key = (*subject, band, route)
                if key in seen:
                    other, said = seen[key]
                    what = "contradicts" if said != says else "repeats"
                    mend = "Keep one, or give each its own bands or routes."
                    reading.fault("contradiction", path, f"{what} {other}", mend)
                seen[key] = (path, says)


def _check_shares(reading: Reading, record: Substance, records: Records) -> None:
    for kind, routes in _stages(record, records):
        parts = [
            pathway.share
            for pathway in record.undergoes
            if isinstance(pathway.share, float)
            and _kind(pathway.enzyme, records) == kind
            and (not pathway.routes or not routes or set(routes) & set(pathway.routes))
        ]
        if sum(parts) > 1.0001:
            mend = (
                "The shares of clearance by enzymes add up to 1 at most, and so do those of transporters."
            )
            reading.fault("contradiction", "undergoes", "has shares that add up to more than 1", mend)
            return


def _stages(record: Substance, records: Records) -> Iterable[tuple[str, tuple[str, ...]]]:
    """The sums to be looked at: of enzymes and of transporters, by each route that a pathway names."""
    routes = {route for pathway in record.undergoes for route in pathway.routes}
    for kind in ("enzyme", "transporter"):
        for route in routes or {""}:
            yield kind, (route,) if route else ()


def _kind(enzyme: str, records: Records) -> str:
    entry = records.vocabulary.get("enzymes", {}).get(enzyme)
    return str(entry.kind) if entry else ""


def _check_reviews(reading: Reading, record: Substance, records: Records) -> None:
    seen: dict[str, int] = {}
    seals = seals_of(record, [review.area for review in record.reviewed], records.vocabulary)
    for number, (review, seal) in enumerate(zip(record.reviewed, seals, strict=True)):
        path = f"reviewed[{number}]"
        for area in review.area:
            if area in seen:
                mend = "Keep the newer review of the area."
                reading.fault("contradiction", path, f'"{area}" is reviewed twice', mend)
            seen[area] = number
        if len(review.date) != 10 or review.date[4:8:3] != "--":
            reading.fault("wrong-type", f"{path}.date", f'is "{review.date}"', "Write 2026-11-23.")
        if review.seal != seal:
            state = "facts of these areas changed since the review" if review.seal else "no seal yet"
            mend = f"Read the facts against their sources, then: cotake knowledge seal {record.id}"
            reading.fault("review-outdated", path, state, mend)
    if missing := [area for area in records.vocabulary["areas"] if area not in seen]:
        mend = f"Review them by reading: {', '.join(missing)}."
        reading.fault("area-not-reviewed", "reviewed", f"lacks {len(missing)} areas", mend)


#: What a mechanism of the kind `allergy` needs besides, by its relation.
_OF_RELATION = {"class": ("classes",), "roles": ("a", "b")}


def _check_mechanism(reading: Reading, record: Mechanism) -> None:
    needs = {
        "pair": ("a", "b", "consequences"),
        "person": ("a", "when", "consequences"),
        "burden": ("hazard", "levels"),
        "exposure": ("change", "area"),
        "absorption": ("a", "b", "consequences"),
        "duplication": ("consequences",),
        "shared": ("hazard",),
        "dose": ("consequences", "steps"),
        "frequency": ("consequences",),
        "allergy": ("told", "relation", "consequences", *_OF_RELATION.get(record.relation, ())),
    }[record.kind]
    for number, level in enumerate(record.levels):
        if list(level.grades) != sorted(level.grades, reverse=True):
            path = f"levels[{number}].grades"
            reading.fault("contradiction", path, "does not stand highest first", "Write [3, 1].")
    for name in needs:
        if not getattr(record, name):
            mend = f"A mechanism of kind {record.kind} needs it."
            reading.fault("missing-field", name, "is missing", mend)


def _check_scales(records: Records) -> None:
    """What people notice on a scale has a source, and fits between its ends."""
    reading = records.vocabulary_readings.get("scales")
    for number, scale in enumerate((reading.value or ()) if reading else ()):
        if reading is None or scale.matters is None:
            continue
        if not scale.src:
            mend = "Cite a study of what people notice, or take matters out."
            reading.fault("missing-field", f"[{number}].src", "is missing", mend)
        if scale.matters > scale.most - scale.least:
            mend = f"The whole scale has {scale.most - scale.least:g}."
            reading.fault("wrong-type", f"[{number}].matters", f"is {scale.matters:g}", mend)


def _check_names(records: Records) -> None:
    """A name may stand for one thing only."""
    owners: dict[str, tuple[str, str]] = {}
    for folder in ("substances", "products"):
        for reading in records.folders[folder].values():
            if reading.value is None:
                continue
            for path, name in names_of(reading.value):
                key = key_of(name)
                owner = (folder, reading.value.id)
                other = owners.setdefault(key, owner)
                if not key:
                    reading.fault("wrong-type", path, f'"{name}" is not a name', "Delete it.")
                elif other != owner:
                    mend = "Keep it where it belongs, and delete it from the other."
                    said = f'"{name}" is also a name of {other[1]}'
                    reading.fault("duplicate-name", path, said, mend)


def names_of(record: Substance | Product) -> Iterable[tuple[str, str]]:
    """Every name of a record, with the field it stands in."""
    yield "id", record.id
    yield "name", record.name
    if isinstance(record, Product):
        for number, name in enumerate(record.names):
            yield f"names[{number}]", name
        return
    for language, names in (record.names or {}).items():
        for number, name in enumerate(names):
            yield f"names.{language}[{number}]", name
    for field in ("doses", "routes"):
        for number, part in enumerate(getattr(record, field)):
            for index, name in enumerate(part.names):
                yield f"{field}[{number}].names[{index}]", name


def _check_sources_used(records: Records) -> None:
    used = {
        citation.source
        for folder in ("substances", "products", "mechanisms", "pairs", "studies", "claims", "instruments")
        for record in records.values(folder).values()
        for fact in facts_of(record, records.vocabulary)
        for citation in fact.src
    }
    for name in CITING:
        for entry in records.vocabulary[name].values():
            used.update(citation.source for citation in entry.src)
    for reading in records.folders["sources"].values():
        if reading.value and reading.value.id not in used:
            reading.fault("unused-source", "id", "is cited by no record", "Cite it or delete it.")


def _check_sources_once(records: Records) -> None:
    """A paper has one record, whoever cites it."""
    owners: dict[tuple[str, str], str] = {}
    for reading in records.folders["sources"].values():
        if reading.value is None:
            continue
        for kind in ("doi", "pmid", "pmcid"):
            value = getattr(reading.value.identifiers, kind).lower()
            owner = owners.setdefault((kind, value), reading.value.id)
            if value and owner != reading.value.id:
                mend = f"Cite {owner} instead, and delete this file."
                said = f'"{value}" is also the {kind} of {owner}'
                reading.fault("duplicate-source", f"identifiers.{kind}", said, mend)
