"""Dataclasses with slots, most of them frozen, that cost little to define.

`dataclasses.dataclass(frozen=True, slots=True)` compiles six methods a class, some 0.5 ms; a fresh
`cotake check` defines a hundred classes and uses half of them. Here the methods are shared, and
`__init__` is compiled when the first instance is made.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from operator import attrgetter
from typing import Any, TypeVar, dataclass_transform

T = TypeVar("T")


@dataclass_transform(frozen_default=True)
def record(kind: type[T]) -> type[T]:
    """Make a frozen dataclass with slots; `fields`, `replace` and `is_dataclass` know it as any other."""
    return _made(kind, slots=True)


@dataclass_transform(frozen_default=True)
def open_record(kind: type[T]) -> type[T]:
    """A `record` that has a `__dict__`, for what is worked out when it is first asked for."""
    return _made(kind, slots=False)


@dataclass_transform()
def slotted(kind: type[T]) -> type[T]:
    """A dataclass with slots that may be changed, for what lives as long as one answer."""
    return _made(kind, slots=True, frozen=False)


def _made(kind: type[T], *, slots: bool, frozen: bool = True) -> type[T]:
    own = vars(kind)
    made = dataclasses.dataclass(init=False, repr=False, eq=False, slots=slots)(kind)
    for name, method in (_METHODS if frozen else _OPEN_METHODS).items():
        if name not in own or method is None:
            setattr(made, name, method)
    return made


def _init(self: Any, *args: Any, **fields: Any) -> None:
    kind = type(self)
    kind.__init__ = _made_init(kind)
    self.__init__(*args, **fields)


def _made_init(kind: Any) -> Callable[..., None]:
    """`__init__` of a record type, which writes its slots, or its `__dict__`."""
    names: dict[str, Any] = {"_lacking": dataclasses.MISSING}
    heads: list[str] = []
    slots = "__slots__" in vars(kind)
    frozen = kind.__setattr__ is _setattr
    body: list[str] = []
    for spec in dataclasses.fields(kind):
        name, value = spec.name, spec.name
        if slots and frozen:
            names[f"_set_{name}"] = getattr(kind, name).__set__  # its own slot, or that of its base
        if not spec.init:
            if spec.default_factory is dataclasses.MISSING:
                continue  # `__post_init__` gives it
            names[f"_make_{name}"] = spec.default_factory
            value = f"_make_{name}()"
        elif spec.default is not dataclasses.MISSING:
            names[f"_default_{name}"] = spec.default
            heads.append(f"{name}=_default_{name}")
        elif spec.default_factory is not dataclasses.MISSING:
            names[f"_make_{name}"] = spec.default_factory
            heads.append(f"{name}=_lacking")
            value = f"_make_{name}() if {name} is _lacking else {name}"
        else:
            heads.append(name)
        if not slots:
            body.append(f"{name!r}: {value}")
        else:
            body.append(f"    _set_{name}(self, {value})" if frozen else f"    self.{name} = {value}")
    if not slots:  # one whole `__dict__` is made faster than one that grows
        names["_set"] = object.__setattr__
        body = [f"    _set(self, '__dict__', {{{', '.join(body)}}})"]
    if hasattr(kind, "__post_init__"):
        body.append("    self.__post_init__()")
    text = f"def __init__(self, {', '.join(heads)}):\n" + "\n".join(body)
    exec(text, names)
    made: Callable[..., None] = names["__init__"]
    made.__qualname__ = f"{kind.__qualname__}.__init__"
    return made


_GETTERS: dict[Any, Callable[[Any], Any]] = {}


def _values(kind: Any) -> Callable[[Any], Any]:
    """A function that gives what the fields that are compared hold, in their order."""
    found = _GETTERS.get(kind)
    if found is None:
        compared = (spec.name for spec in dataclasses.fields(kind) if spec.compare)
        found = _GETTERS[kind] = attrgetter(*compared)
    return found


def _eq(self: Any, other: object) -> Any:
    kind: Any = type(self)
    if type(other) is not kind:
        return NotImplemented
    values = _values(kind)
    return values(self) == values(other)


def _hash(self: Any) -> int:
    return hash(_values(type(self))(self))


def _repr(self: Any) -> str:
    shown = (f"{spec.name}={getattr(self, spec.name)!r}" for spec in dataclasses.fields(self) if spec.repr)
    return f"{type(self).__qualname__}({', '.join(shown)})"


def _setattr(self: Any, name: str, value: object) -> None:
    raise dataclasses.FrozenInstanceError(f"cannot assign to field {name!r}")


def _delattr(self: Any, name: str) -> None:
    raise dataclasses.FrozenInstanceError(f"cannot delete field {name!r}")


def _reduce(self: Any) -> tuple[Any, ...]:
    return type(self), tuple(getattr(self, spec.name) for spec in dataclasses.fields(self))


_METHODS = {
    "__init__": _init,
    "__eq__": _eq,
    "__hash__": _hash,
    "__repr__": _repr,
    "__setattr__": _setattr,
    "__delattr__": _delattr,
    "__reduce__": _reduce,
}
#: What may be changed has no hash, and is set and copied as any other.
_OPEN_METHODS = {"__init__": _init, "__eq__": _eq, "__hash__": None, "__repr__": _repr}
