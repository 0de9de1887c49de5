"""Single typed lines and what is read from them: lines.yaml, a table that anyone can extend."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from cotake.knowledge import Library
from cotake.regimen import Medicine, parse

TABLE = Path(__file__).parent / "lines.yaml"
KEYS = {"line", "is", "unknown", "offers", "not", "says"}
FIELDS = {"mg", "dose", "bands", "route", "prn", "start", "stop", "from", "taken"}


def read_rows() -> list[Any]:
    nodes: list[yaml.Node] = yaml.compose(TABLE.read_text()).value  # type: ignore[union-attr]
    return [
        pytest.param(row, id=f"{node.start_mark.line + 1}:{row['line']}")
        for node, row in zip(nodes, yaml.safe_load(TABLE.read_text()), strict=True)
    ]


ROWS = read_rows()


def test_the_table_is_long_enough_and_every_row_asks_something() -> None:
    rows = yaml.safe_load(TABLE.read_text())
    assert len(rows) >= 150
    assert len({row["line"] for row in rows}) == len(rows), "a line stands twice"
    for row in rows:
        assert set(row) <= KEYS, row
        assert {"is", "unknown", "not"} & set(row), row


@pytest.mark.parametrize("row", ROWS)
def test_line(row: dict[str, Any], library: Library, today: date) -> None:
    regimen = parse([row["line"]], library, today=today)
    read = {medicine.substance for medicine in regimen.medicines}
    assert not read & set(row.get("not", ()))
    if row.get("unknown"):
        assert not regimen.medicines
        assert len(regimen.unknown) == 1
        offered = {candidate.id for candidate in regimen.unknown[0].candidates}
        assert set(row.get("offers", ())) <= offered
    if "is" in row:
        wanted = [one if isinstance(one, dict) else {one: {}} for one in row["is"]]
        assert not regimen.unknown, regimen.unknown
        names = [next(iter(one)) for one in wanted]
        assert [medicine.substance for medicine in regimen.medicines] == names
        for medicine, one in zip(regimen.medicines, wanted, strict=True):
            assert_fits(medicine, next(iter(one.values())))
    if says := row.get("says"):
        notes = [note for medicine in regimen.medicines for note in medicine.assumptions]
        assert any(says in note for note in notes), notes


def assert_fits(medicine: Medicine, wanted: dict[str, Any]) -> None:
    assert set(wanted) <= FIELDS, wanted
    if "mg" in wanted:
        if wanted["mg"] is None:
            assert medicine.mg_per_day is None, medicine
        else:
            assert medicine.mg_per_day == pytest.approx(wanted["mg"], rel=1e-4), medicine
    if "dose" in wanted:
        assert medicine.dose is not None
        assert f"{medicine.dose.value:g} {medicine.dose.unit}" == wanted["dose"]
    if "bands" in wanted:
        assert list(medicine.bands) == wanted["bands"], medicine
    if "from" in wanted:
        assert bool(medicine.product) == wanted["from"], medicine
    for key, value in (
        ("route", medicine.route),
        ("prn", medicine.as_needed),
        ("start", medicine.start),
        ("stop", medicine.stop),
        ("taken", medicine.taken),
    ):
        if key in wanted:
            assert value == wanted[key], (key, medicine)
