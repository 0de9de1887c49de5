"""Put the lines of a table between two marks of bench/README.md."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

README = Path(__file__).parent / "README.md"


def put(lines: Sequence[str], mark: str, end: str) -> None:
    """Replace what stands between the marks."""
    before, _, rest = README.read_text(encoding="utf-8").partition(mark)
    after = rest.partition(end)[2]
    body = "\n".join(lines)
    README.write_text(f"{before}{mark}\n\n{body}\n\n{end}{after}", encoding="utf-8")
