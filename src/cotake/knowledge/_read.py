"""Read YAML into record types, keeping the line of every field and gathering every fault.

The YAML is composed to nodes and never constructed, so that a date stays a text, `no` is refused
instead of becoming false, and a fault can be shown at its line.
"""

from __future__ import annotations

import dataclasses
import types
import typing
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Annotated, Any, Literal, Union, get_args, get_origin

import yaml

from cotake._record import record
from cotake.knowledge._problem import Problem
from cotake.knowledge.types import Term

Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

_MISSING = object()


@record
class Use:
    """A vocabulary term (or the id of another record) that a record uses."""

    vocabulary: str
    value: str
    path: str
    line: int


@dataclass(slots=True)
class Reading:
    """One record as read: the value (None where it is unusable), its lines, terms and faults."""

    file: str
    value: Any = None
    lines: dict[str, int] = field(default_factory=dict)
    uses: list[Use] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def fault(self, code: str, path: str, message: str, mend: str = "", line: int = 0) -> None:
        """Note a fault at the line of its field, or of the nearest field around it."""
        self.problems.append(Problem(self.file, line or self.line_of(path), code, path, message, mend))

    def line_of(self, path: str) -> int:
        """The line where a field stands; of the nearest enclosing field where it is absent."""
        while path not in self.lines and path:
            path = path.rpartition("." if path.rfind(".") > path.rfind("[") else "[")[0]
        return self.lines.get(path, 1)


def read_record(path: Path, shown_as: str, kind: type) -> Reading:
    """Read one record of the given type from a YAML file."""
    return _read(path, shown_as, kind)


def read_entries(path: Path, shown_as: str, kind: type) -> Reading:
    """Read a vocabulary file: a list of entries of the given type."""
    return _read(path, shown_as, tuple[kind, ...])  # type: ignore[valid-type]


def _read(path: Path, shown_as: str, kind: Any) -> Reading:
    reading = Reading(shown_as)
    try:
        node = _compose(path, reading)
        if node is not None:
            reading.value = _convert(node, kind, "", reading)
    except RecursionError:
        reading.fault("bad-yaml", "", "is nested without end", "Take the anchor out of itself.")
    return reading


def _compose(path: Path, reading: Reading) -> yaml.Node | None:
    try:
        text = path.read_text(encoding="utf-8")
        node = yaml.compose(text, Loader=Loader)
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark else 1
        said = getattr(error, "problem", None) or str(error)
        reading.fault("bad-yaml", "", str(said), "Mend the YAML at this line.", line)
        return None
    except OSError as error:
        reading.fault("bad-yaml", "", error.strerror or str(error), "Make it a file that can be read.")
        return None
    if node is None:
        reading.fault("bad-yaml", "", "the file is empty", "Write a record, or delete the file.", 1)
    return node


#: Types that a plain text stands for: the vocabulary it must stand in, and the field that holds it.
_NAMES = {"Citation": ("sources", "source"), "Heed": ("warnings", "warning")}


def _convert(node: yaml.Node, kind: Any, path: str, reading: Reading) -> Any:
    reading.lines.setdefault(path, node.start_mark.line + 1)
    convert, wanted = _converter(kind)
    return convert(node, wanted, path, reading)


_Convert = Callable[[yaml.Node, Any, str, Reading], Any]


@cache
def _converter(kind: Any) -> tuple[_Convert, Any]:
    """What reads a type, and what it is to be told of the type."""
    origin, args = get_origin(kind), get_args(kind)
    if origin is Annotated:
        return _convert_term, args[:2]
    if origin in (Union, types.UnionType):
        return _convert_union, args
    if origin is Literal:
        return _convert_literal, args
    if origin is tuple:
        return _convert_list, args[0]
    if origin is dict:
        return _convert_map, args
    return _convert_dataclass if dataclasses.is_dataclass(kind) else _convert_scalar, kind


def _convert_term(node: yaml.Node, wanted: tuple[Any, Any], path: str, reading: Reading) -> Any:
    base, mark = wanted
    value = _convert(node, base, path, reading)
    if isinstance(mark, Term) and isinstance(value, str) and value:
        reading.uses.append(Use(mark.vocabulary, value, path, node.start_mark.line + 1))
    return value


def _convert_union(node: yaml.Node, options: tuple[Any, ...], path: str, reading: Reading) -> Any:
    if _is_null(node) and type(None) in options:
        return None
    number = isinstance(node, yaml.ScalarNode) and _number(node) is not None
    rest = [option for option in options if option is not type(None)]
    wanted = [option for option in rest if (option is float) == number] or rest
    return _convert(node, wanted[0], path, reading)


def _convert_literal(node: yaml.Node, options: tuple[Any, ...], path: str, reading: Reading) -> Any:
    value = _convert_scalar(node, str, path, reading)
    if value is not _MISSING and value not in options:
        listed = ", ".join(option for option in options if option)
        reading.fault("unknown-term", path, f'is "{value}"', f"It may be one of: {listed}.")
        return _MISSING
    return value


def _convert_list(node: yaml.Node, item: Any, path: str, reading: Reading) -> Any:
    if isinstance(node, yaml.ScalarNode) and not _is_null(node):
        value = _convert(node, item, path, reading)
        return () if value is _MISSING else (value,)
    if isinstance(node, yaml.MappingNode) and dataclasses.is_dataclass(item):
        value = _convert(node, item, path, reading)
        return () if value is _MISSING else (value,)
    if not isinstance(node, yaml.SequenceNode):
        reading.fault("wrong-type", path, "is not a list", "Write [a, b] or one item a line.")
        return _MISSING
    values = [
        _convert(child, item, f"{path}[{number}]", reading) for number, child in enumerate(node.value)
    ]
    return tuple(value for value in values if value is not _MISSING)


def _convert_map(node: yaml.Node, kinds: tuple[Any, ...], path: str, reading: Reading) -> Any:
    if not isinstance(node, yaml.MappingNode):
        reading.fault("wrong-type", path, "is not a mapping", "Write {key: value}.")
        return _MISSING
    result = {}
    for key_node, value_node in _pairs(node, path, reading):
        key = _convert(key_node, kinds[0], f"{path}.{key_node.value}".lstrip("."), reading)
        value = _convert(value_node, kinds[1], f"{path}.{key_node.value}".lstrip("."), reading)
        if key is not _MISSING and value is not _MISSING:
            result[key] = value
    return result


def _convert_dataclass(node: yaml.Node, kind: Any, path: str, reading: Reading) -> Any:
    hints = hints_of(kind)
    if isinstance(node, yaml.ScalarNode) and hasattr(kind, "from_text") and not _is_null(node):
        value = kind.from_text(node.value)
        if kind.__name__ in _NAMES:
            vocabulary, name = _NAMES[kind.__name__]
            reading.uses.append(Use(vocabulary, getattr(value, name), path, node.start_mark.line + 1))
        return value
    if isinstance(node, yaml.SequenceNode) and kind.__name__ == "Step":
        parts = [_convert(child, float, path, reading) for child in node.value]
        if len(parts) == 2 and _MISSING not in parts and parts[1] in (1, 2, 3, 4, 5):
            return kind(parts[0], int(parts[1]))
        reading.fault("wrong-type", path, "is not [AUC ratio, class]", "Write e.g. [2, 3].")
        return _MISSING
    if not isinstance(node, yaml.MappingNode):
        reading.fault("wrong-type", path, "is not a mapping", f"Its fields: {', '.join(hints)}.")
        return _MISSING
    given: dict[str, Any] = {}
    for key_node, value_node in _pairs(node, path, reading):
        key = key_node.value
        inner = f"{path}.{key}".lstrip(".")
        reading.lines[inner] = key_node.start_mark.line + 1
        if key not in hints:
            reading.fault("unknown-field", inner, "is not a field", _nearest(key, list(hints)))
            continue
        name, hint = hints[key]
        given[name] = _convert(value_node, hint, inner, reading)
    usable = True
    for name, key, required in _needs_of(kind):
        if name not in given and required:
            inner = f"{path}.{key}".lstrip(".")
            code, mend = "missing-field", f"Add `{key}:`."
            if key == "src":
                code, mend = (
                    "uncited-fact",
                    "Add `src: source-id#place`; every fact cites a source.",
                )
            reading.fault(code, inner, "is missing", mend)
            usable = False
        elif given.get(name) is _MISSING:
            del given[name]
            usable = usable and not required
        elif key == "src" and required and not given.get(name):
            reading.fault("uncited-fact", f"{path}.src".lstrip("."), "is empty", "Cite a source.")
    return kind(**given) if usable else _MISSING


def _convert_scalar(node: yaml.Node, kind: Any, path: str, reading: Reading) -> Any:
    if not isinstance(node, yaml.ScalarNode):
        reading.fault("wrong-type", path, f"is not a {_named(kind)}", "Write a single value.")
        return _MISSING
    if kind is bool:
        if node.value in ("true", "false"):
            return node.value == "true"
        reading.fault("yaml-boolean", path, f'is "{node.value}"', "Write true or false.")
        return _MISSING
    if kind in (int, float):
        number = _number(node)
        if number is None or (kind is int and number != int(number)):
            reading.fault("wrong-type", path, f'is "{node.value}"', f"Write a {_named(kind)}.")
            return _MISSING
        return kind(number)
    if _is_null(node):
        reading.fault("wrong-type", path, "is empty", "Write a text, or delete the line.")
        return _MISSING
    if node.tag == "tag:yaml.org,2002:bool" and not node.style:
        reading.fault("yaml-boolean", path, f'is "{node.value}"', f'Put it in quotes: "{node.value}".')
        return _MISSING
    return " ".join(node.value.split())


def _pairs(node: yaml.MappingNode, path: str, reading: Reading) -> list[tuple[yaml.Node, yaml.Node]]:
    seen: set[str] = set()
    found: list[tuple[yaml.Node, yaml.Node]] = []
    for key_node, value_node in node.value:
        if not isinstance(key_node, yaml.ScalarNode):
            line = key_node.start_mark.line + 1
            reading.fault("wrong-type", path, "has a key that is no text", "Write key: value.", line)
            continue
        found.append((key_node, value_node))
        key = str(key_node.value)
        if key in seen:
            inner = f"{path}.{key}".lstrip(".")
            line = key_node.start_mark.line + 1
            reading.fault("duplicate-key", inner, "stands twice", "Keep one of them.", line)
        seen.add(key)
    return found


@cache
def hints_of(kind: type) -> dict[str, tuple[str, Any]]:
    """The YAML keys of a record type, each with its field name and type."""
    resolved = typing.get_type_hints(kind, include_extras=True)
    return {spec.name.rstrip("_"): (spec.name, resolved[spec.name]) for spec in _specs(kind)}


@cache
def _needs_of(kind: type) -> tuple[tuple[str, str, bool], ...]:
    """The fields of a record type: name, YAML key, and whether it must be given."""
    lacking = dataclasses.MISSING
    return tuple(
        (spec.name, spec.name.rstrip("_"), spec.default is lacking and spec.default_factory is lacking)
        for spec in _specs(kind)
    )


def _specs(kind: Any) -> tuple[dataclasses.Field[Any], ...]:
    return dataclasses.fields(kind)


def _number(node: yaml.ScalarNode) -> float | None:
    if node.style or "_" in node.value:
        return None
    try:
        value = float(node.value)
    except ValueError:
        return None
    return value if abs(value) < float("inf") else None


def _is_null(node: yaml.Node) -> bool:
    return node.tag == "tag:yaml.org,2002:null"


def _named(kind: Any) -> str:
    return {str: "text", float: "number", int: "whole number"}.get(kind, str(kind))


def _nearest(key: str, options: list[str]) -> str:
    from difflib import get_close_matches

    close = get_close_matches(key, options, 1)
    hint = f"Did you mean {close[0]}? " if close else ""
    return f"{hint}Its fields: {', '.join(options)}."
