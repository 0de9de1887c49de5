"""The JSON Schema of an answer, as it ships."""

from __future__ import annotations

from pathlib import Path


def answer_schema() -> str:
    """The JSON Schema (draft 2020-12) of what `Report.to_dict` gives, as text."""
    return Path(__file__).with_name("answer.schema.json").read_text(encoding="utf-8")
