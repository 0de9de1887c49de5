"""XML of others, read so that it can do no harm: no document type, no entities, bounded in size and depth.

Names are taken without their namespace: what records export has any prefix, and at times one that is not
declared.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.parsers import expat

from cotake._errors import InputError

#: A document, its parts and their depth are at most so large.
_LONGEST, _MOST, _DEEPEST = 30_000_000, 1_000_000, 200
#: No text of a record is read beyond this.
_TEXT = 300


@dataclass(slots=True)
class Node:
    """An element: its name and attributes without prefixes, what is in it, and its texts in order."""

    name: str
    attributes: dict[str, str]
    inside: list[Node | str] = field(default_factory=list)

    def get(self, attribute: str) -> str:
        """An attribute on one line; "" where there is none."""
        return " ".join(self.attributes.get(attribute, "")[:_TEXT].split())

    def all(self, name: str) -> Iterator[Node]:
        """The elements of a name right inside."""
        return (each for each in self.inside if isinstance(each, Node) and each.name == name)

    def at(self, *names: str) -> Iterator[Node]:
        """The elements at a path of names."""
        found: list[Node] = [self]
        for name in names:
            found = [inner for each in found for inner in each.all(name)]
        return iter(found)

    def first(self, *names: str) -> Node:
        """The first element at a path, or one with nothing in it."""
        return next(self.at(*names), _NOTHING)

    def each(self, name: str) -> Iterator[Node]:
        """The elements of a name anywhere within, in order."""
        waiting = [iter(self.inside)]
        while waiting:
            inner = next(waiting[-1], None)
            if inner is None:
                waiting.pop()
            elif isinstance(inner, Node):
                if inner.name == name:
                    yield inner
                waiting.append(iter(inner.inside))

    def text(self) -> str:
        """All texts within on one line."""
        parts: list[str] = []
        waiting = [iter(self.inside)]
        while waiting and len(parts) < _TEXT:
            inner = next(waiting[-1], None)
            if inner is None:
                waiting.pop()
                parts.append(" ")
            elif isinstance(inner, Node):
                waiting.append(iter(inner.inside))
            else:
                parts.append(inner[:_TEXT])
        return " ".join("".join(parts).split())[:_TEXT]


_NOTHING = Node("", {})


def read_xml(text: str) -> Node:
    """The outermost element of an XML document.

    Raises:
        InputError: it is not well formed, declares a document type, or is too large.
    """
    if len(text) > _LONGEST:
        raise InputError(f"the document is longer than {_LONGEST:,} characters")
    builder = _Builder()
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = builder.start
    parser.EndElementHandler = builder.end
    parser.CharacterDataHandler = builder.data
    parser.StartDoctypeDeclHandler = builder.refuse
    parser.EntityDeclHandler = builder.refuse
    try:
        parser.Parse(text, True)
    except expat.ExpatError as error:
        raise InputError(f"this is not well-formed XML: {error}") from None
    except UnicodeError as error:
        raise InputError(f"this is no text: {error}") from None
    if builder.top is None:
        raise InputError("this XML holds nothing")
    return builder.top


class _Builder:
    """Builds the tree, and refuses what has no place in a record."""

    def __init__(self) -> None:
        self.top: Node | None = None
        self.open: list[Node] = []
        self.count = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self.count += 1
        if self.count > _MOST or len(self.open) >= _DEEPEST:
            raise InputError("the document has too many elements, or they are nested too deeply")
        plain = {key.rpartition(":")[2]: value for key, value in attributes.items()}
        node = Node(name.rpartition(":")[2], plain)
        if self.open:
            self.open[-1].inside.append(node)
        else:
            self.top = node
        self.open.append(node)

    def end(self, name: str) -> None:
        self.open.pop()

    def data(self, text: str) -> None:
        if self.open:
            self.open[-1].inside.append(text)

    def refuse(self, *_: object) -> None:
        raise InputError("the document declares a document type or entities, which is refused")
