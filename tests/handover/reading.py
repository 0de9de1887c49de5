"""PDF and HTML, looked into with what Python has."""

from __future__ import annotations

import re
import zlib
from html.parser import HTMLParser

_STREAM = re.compile(rb"stream\r?\n(.*?)\r?\nendstream", re.DOTALL)


class Pdf:
    """What a PDF says of itself; its streams are unpacked."""

    def __init__(self, data: bytes) -> None:
        assert data.startswith(b"%PDF-1.7")
        parts = [data]
        for found in _STREAM.findall(data):
            try:
                parts.append(zlib.decompress(found))
            except zlib.error:
                parts.append(found)
        self.all = b"\n".join(parts).decode("latin-1")

    @property
    def sheets(self) -> int:
        return len(re.findall(r"/Type ?/Page\b", self.all))

    @property
    def sizes(self) -> set[tuple[int, int]]:
        boxes = re.findall(r"/MediaBox ?\[0 0 ([\d.]+) ([\d.]+)\]", self.all)
        return {(round(float(wide)), round(float(high))) for wide, high in boxes}

    def tags(self, name: str) -> int:
        return len(re.findall(rf"/S ?/{name}\b", self.all))


class Html(HTMLParser):
    """Tags in balance, what would be loaded, and the text."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self.feed(text)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in ("meta", "br"):
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if not self.open or self.open[-1] != "style":
            self.words.append(data)

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.words).split())

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attrs for name, attrs in self.tags if name == tag]

    @property
    def loads(self) -> list[str]:
        """What a browser would fetch or run."""
        found = [
            tag
            for tag, _ in self.tags
            if tag in ("script", "img", "iframe", "link", "object", "embed", "base")
        ]
        for tag, attrs in self.tags:
            found += [f"{tag} {name}" for name in attrs if name == "src" or name.startswith("on")]
            target = attrs.get("href") or attrs.get("xlink:href") or ""
            if tag != "a" and target and not target.startswith("#"):
                found.append(f"{tag} {target}")
        return found
