"""Record types to plain JSON values and back, on the standard library alone.

In the compiled file a record's citations stand once, under `cites`, and its facts hold their places in
that list: a record cites the same few places again and again.
"""

from __future__ import annotations

import dataclasses
import threading
import types
import typing
import zlib
from collections.abc import Callable, Sequence
from functools import cache
from typing import Annotated, Any, Literal, TypeVar, Union, get_args, get_origin

from cotake.knowledge.types import Citation

T = TypeVar("T")


def to_plain(value: Any) -> Any:
    """A JSON value; fields that hold their default are left out, a citation is `source#place`."""
    kind: Any = type(value)
    if kind in _BARE:
        return value
    if kind is Citation:
        return str(value)
    if is_record(kind):
        plain = {}
        for name, default in _defaults(kind):
            held = getattr(value, name)
            if default is dataclasses.MISSING or held != default:
                plain[name] = held if type(held) in _BARE else to_plain(held)
        return plain
    if kind is tuple or kind is list:
        return [item if type(item) in _BARE else to_plain(item) for item in value]
    if kind is dict:
        return {key: item if type(item) in _BARE else to_plain(item) for key, item in value.items()}
    return value


@cache
def is_record(kind: type) -> bool:
    """Whether a type is one of the record types or a part of one."""
    return dataclasses.is_dataclass(kind)


_BARE = frozenset({str, int, float, bool, type(None)})


@cache
def _defaults(kind: type) -> tuple[tuple[str, Any], ...]:
    """The fields of a record type, each with its default."""
    specs: Any = dataclasses.fields(kind)
    return tuple((spec.name, spec.default) for spec in specs)


def from_plain(kind: type[T], plain: Any, cites: Sequence[str] = ()) -> T:
    """The record that `to_plain` wrote; `cites` are the citations of a record that was packed."""
    value: T = _decoder(kind)(plain, [_citation(text) for text in cites])
    return value


#: The folders whose records make up most of the file, and of which a check reads few.
_SHRUNK = frozenset(
    {
        "substances",
        "products",
        "mechanisms",
        "pairs",
        "studies",
        "claims",
        "instruments",
        "sources",
        "translations",
    }
)


def shrunk(text: str, folder: str) -> tuple[int, bytes]:
    """The size of a text in bytes, and its bytes, deflated for the largest folders.

    The pair is read back as SQLite archives are: bytes of that very size are not deflated. So the
    `sqlite3` shell, which has `sqlar_uncompress`, opens the file as it is.
    """
    body = text.encode()
    deflated = zlib.compress(body, 9) if folder in _SHRUNK else body
    return (len(body), deflated) if len(deflated) < len(body) else (len(body), body)


def whole(data: bytes, size: int) -> bytes:
    """What `shrunk` was given.

    Raises:
        ValueError: the bytes are damaged.
    """
    if len(data) == size:
        return data
    try:
        return zlib.decompress(data)
    except (zlib.error, TypeError) as error:
        raise ValueError(f"cannot be inflated: {error}") from error


def packed(plain: dict[str, Any]) -> dict[str, Any]:
    """A plain record with its citations gathered under `cites`, and their places where they stood."""
    places: dict[str, int] = {}

    def within(value: Any) -> Any:
        if isinstance(value, dict):
            return {
                key: [places.setdefault(text, len(places)) for text in item]
                if key == "src" and isinstance(item, list)
                else within(item)
                for key, item in value.items()
            }
        return [within(item) for item in value] if isinstance(value, list) else value

    body = within(plain)
    return {**body, "cites": list(places)} if places else body


def unpacked(plain: dict[str, Any]) -> dict[str, Any]:
    """The plain record that `packed` was given."""
    cites = plain.get("cites", [])

    def within(value: Any) -> Any:
        if isinstance(value, dict):
            return {
                key: [cites[place] for place in item]
                if key == "src" and isinstance(item, list)
                else within(item)
                for key, item in value.items()
            }
        return [within(item) for item in value] if isinstance(value, list) else value

    body: dict[str, Any] = within({key: item for key, item in plain.items() if key != "cites"})
    return body


_CITATIONS: dict[str, Citation] = {}


def _citation(plain: str) -> Citation:
    """Equal citations are one object, so that they can be told apart by identity."""
    if plain not in _CITATIONS:
        _CITATIONS[plain] = Citation.from_text(plain)
    return _CITATIONS[plain]


_Decode = Callable[[Any, list[Citation]], Any]
_DECODERS: dict[Any, _Decode] = {}
_UNDER_WAY: dict[Any, _Decode] = {}
_LOCK = threading.RLock()


def _decoder(kind: Any) -> _Decode:
    found = _DECODERS.get(kind)
    if found is None:
        with _LOCK:  # a type that contains itself is met again while it is made
            found = _DECODERS.get(kind) or _UNDER_WAY.get(kind)
            if found is None:
                _UNDER_WAY[kind] = lambda plain, cites: _DECODERS[kind](plain, cites)
                found = _DECODERS[kind] = _make_decoder(kind)
                del _UNDER_WAY[kind]
    return found


def _as_it_is(plain: Any, _: list[Citation]) -> Any:
    return plain


def _make_decoder(kind: Any) -> _Decode:
    origin, args = get_origin(kind), get_args(kind)
    if origin is Annotated:
        return _decoder(args[0])
    if origin in (Union, types.UnionType):
        inner = [option for option in args if option is not type(None)]
        decode = _as_it_is if len(inner) > 1 else _decoder(inner[0])  # a number or a term
        if decode is _as_it_is:
            return _as_it_is
        return lambda plain, cites: None if plain is None else decode(plain, cites)
    if origin is tuple:
        decode = _decoder(args[0])
        if decode is _as_it_is:
            return lambda plain, _: tuple(plain)
        return lambda plain, cites: tuple([decode(item, cites) for item in plain])
    if origin is dict:
        decode = _decoder(args[1])
        if decode is _as_it_is:
            return _as_it_is
        return lambda plain, cites: {key: decode(item, cites) for key, item in plain.items()}
    if kind is Citation:
        return lambda plain, cites: cites[plain] if isinstance(plain, int) else _citation(plain)
    if dataclasses.is_dataclass(kind):
        hints = typing.get_type_hints(kind, include_extras=True)
        decoders = {spec.name: _decoder(hints[spec.name]) for spec in dataclasses.fields(kind)}
        return _record_decoder(kind, {k: each for k, each in decoders.items() if each is not _as_it_is})
    if origin is Literal or kind in (str, int, float, bool, Any):
        return _as_it_is
    raise TypeError(f"no decoder for {kind}")


def _record_decoder(make: Any, decoders: dict[str, _Decode]) -> _Decode:
    """A decoder that touches only the fields that are not kept as they are."""

    def decode(plain: Any, cites: list[Citation]) -> Any:
        fields = plain.copy()
        for name, within in decoders.items():
            if name in plain:
                fields[name] = within(plain[name], cites)
        return make(**fields)

    return decode
