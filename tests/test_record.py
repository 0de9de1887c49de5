"""Record types behave as the frozen dataclasses of the standard library do."""

from __future__ import annotations

import copy
import dataclasses
import pickle
from functools import cached_property
from typing import Any

import pytest

from cotake._record import open_record, record, slotted


@record
class Dose:
    """A record with slots."""

    mg: float
    unit: str = "mg"
    notes: dict[str, str] = dataclasses.field(default_factory=dict)
    seen: int = dataclasses.field(default=0, repr=False, compare=False)


@dataclasses.dataclass(frozen=True, slots=True)
class Plain:
    """The same, made by the standard library."""

    mg: float
    unit: str = "mg"
    notes: dict[str, str] = dataclasses.field(default_factory=dict)
    seen: int = dataclasses.field(default=0, repr=False, compare=False)


@slotted
class Draft:
    """One that may be changed, with a field that is worked out from the others."""

    names: list[str]
    most: int = 3
    kept: dict[str, int] = dataclasses.field(default_factory=dict)
    made: list[str] = dataclasses.field(init=False, default_factory=list)
    count: int = dataclasses.field(init=False)

    def __post_init__(self) -> None:
        self.count = len(self.names)


@open_record
class List:
    """A record that works something out when first asked."""

    names: tuple[str, ...]

    @cached_property
    def longest(self) -> str:
        return max(self.names, key=len)


def test_fields_defaults_and_order_are_those_of_a_dataclass() -> None:
    made: Any = Dose
    assert dataclasses.is_dataclass(made)
    shapes = [[(f.name, f.default, f.compare) for f in dataclasses.fields(kind)] for kind in (Dose, Plain)]
    assert shapes[0] == shapes[1]
    assert dataclasses.asdict(Dose(5)) == dataclasses.asdict(Plain(5))
    held: Any = Dose(5, "g", {"a": "b"}, 1)
    assert (held.unit, held.notes, held.seen) == ("g", {"a": "b"}, 1)


def test_each_has_a_default_of_its_own() -> None:
    assert Dose(1).notes is not Dose(2).notes


def test_equal_by_the_fields_that_are_compared() -> None:
    assert Dose(5, seen=1) == Dose(5, seen=2)
    assert Dose(5) != Dose(6)
    another: Any = Plain(5)
    assert Dose(5) != another
    assert Dose(5).__eq__(5) is NotImplemented


def test_equal_ones_hash_alike() -> None:
    assert hash(List(("a", "bb"))) == hash(List(("a", "bb")))
    assert len({List(("a",)), List(("a",)), List(("b",))}) == 2
    with pytest.raises(TypeError, match="unhashable"):
        hash(Dose(5))  # it holds a dict, as with the standard library


def test_the_text_leaves_out_what_is_hidden() -> None:
    assert repr(Dose(5)) == repr(Plain(5)).replace("Plain", "Dose")


@pytest.mark.parametrize("made", [Dose(5), List(("a",))])
def test_nothing_can_be_set_or_deleted(made: Dose | List) -> None:
    name = dataclasses.fields(made)[0].name
    for field in (name, "another"):
        with pytest.raises(dataclasses.FrozenInstanceError):
            setattr(made, field, 1)
        with pytest.raises(dataclasses.FrozenInstanceError):
            delattr(made, field)


def test_there_is_no_room_for_more_where_slots_are_used() -> None:
    dose: Any = Dose(5)
    assert not hasattr(dose, "__dict__")


@pytest.mark.parametrize(
    ("args", "fields"), [((), {}), ((1, 2, {}, 4, 5), {}), ((1,), {"mg": 2}), ((1,), {"x": 2})]
)
def test_wrong_arguments_are_refused(args: tuple[object, ...], fields: dict[str, object]) -> None:
    kinds: tuple[Any, ...] = (Dose, Plain)
    for kind in kinds:
        with pytest.raises(TypeError):
            kind(*args, **fields)


def test_copies_and_replaced_ones() -> None:
    dose = Dose(5, notes={"a": "b"})
    assert copy.copy(dose) == copy.deepcopy(dose) == pickle.loads(pickle.dumps(dose)) == dose
    assert dataclasses.replace(dose, mg=6) == Dose(6, notes={"a": "b"})


def test_what_is_worked_out_stays() -> None:
    listed = List(("a", "bb"))
    assert listed.longest == "bb"
    assert listed.longest is listed.__dict__["longest"]
    assert dataclasses.replace(listed, names=("ccc",)).longest == "ccc"


def test_a_slotted_one_may_be_changed_and_has_no_room_for_more() -> None:
    one, other = Draft(["a"]), Draft(["a"], kept={})
    assert one == other
    assert (one.count, one.most, one.made) == (1, 3, [])
    assert one.kept is not other.kept
    assert one.made is not other.made
    one.most = 4
    assert one != other
    anything: Any = one
    with pytest.raises(AttributeError):
        anything.another = 1
    with pytest.raises(TypeError, match="unhashable"):
        hash(one)
    assert dataclasses.replace(other, names=["a", "b"]).count == 2
    assert copy.deepcopy(one) == one == pickle.loads(pickle.dumps(one))
    assert repr(other) == "Draft(names=['a'], most=3, kept={}, made=[], count=1)"
    make: Any = Draft
    with pytest.raises(TypeError):
        make(["a"], count=5)
