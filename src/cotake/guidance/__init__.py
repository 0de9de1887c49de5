"""The answer in words, for the person and for the clinician."""

from cotake.guidance._article import Article, Section, Statement
from cotake.guidance._compose import compose
from cotake.guidance._render import to_html, to_markdown, to_text
from cotake.guidance._write import guide, guide_of

__all__ = [
    "Article",
    "Section",
    "Statement",
    "compose",
    "guide",
    "guide_of",
    "to_html",
    "to_markdown",
    "to_text",
]
