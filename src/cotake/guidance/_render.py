"""An article as Markdown, HTML or plain text."""

from __future__ import annotations

import re
import textwrap
from html import escape
from pathlib import Path

from cotake._text import sentence
from cotake.guidance._article import Article, Statement


def to_markdown(article: Article) -> str:
    """The article as Markdown, with numbered sources."""
    lines = [f"# {article.title}", ""]
    for section in article.sections:
        lines += [f"{'#' * section.level} {section.heading}", ""]
        for statement in section.paragraphs:
            lines += [_marked(article, statement), ""]
        for statement in section.points:
            lines.append(f"- {_marked(article, statement)}")
            lines += [
                f"  - **{escape(label, quote=False)}:** {escape(text, quote=False)}"
                for label, text in statement.details
            ]
        if section.points:
            lines.append("")
    if article.sources:
        lines += ["## Sources", ""]
        for source in article.sources:
            link = f" <{source.url}>" if source.url else ""
            lines.append(f"{source.number}. {source.text}.{link} *{sentence(source.read)}.*")
        lines.append("")
    lines += [f"*{article.notice}*", ""]
    return "\n".join(lines)


def _marked(article: Article, statement: Statement) -> str:
    return escape(_line(article, statement), quote=False)


def _line(article: Article, statement: Statement) -> str:
    strong = f"**{statement.strong}.** " if statement.strong else ""
    return f"{strong}{statement.text}{_tail(article, statement)}"


def _tail(article: Article, statement: Statement) -> str:
    """The numbers of its sources, and the records a statement with figures was written from."""
    marks = "".join(f"[{number}]" for number in article.marks(statement))
    records = f"{{{', '.join(statement.records)}}}" if _has_figures(statement) else ""
    return "".join(f" {each}" for each in (marks, records) if each)


def _has_figures(statement: Statement) -> bool:
    return bool(statement.records) and any(re.search(r"\d", text) for text in statement.texts())


def to_text(article: Article, width: int = 80) -> str:
    """The article as plain text, wrapped."""
    title = textwrap.wrap(article.title, width)
    lines = [*title, "=" * max(map(len, title)), ""]
    for section in article.sections:
        lines += [section.heading, "-" * len(section.heading), ""]
        for statement in section.paragraphs:
            lines += [*textwrap.wrap(_plain(article, statement), width), ""]
        for statement in section.points:
            text = _plain(article, statement)
            lines += textwrap.wrap(
                text, width, initial_indent="* ", subsequent_indent="  ", break_on_hyphens=False
            )
            for label, text in statement.details:
                lines += textwrap.wrap(
                    f"{label}: {text}",
                    width,
                    initial_indent="  - ",
                    subsequent_indent="    ",
                    break_on_hyphens=False,
                )
        if section.points:
            lines.append("")
    if article.sources:
        lines += ["Sources", "-------", ""]
        for source in article.sources:
            link = f" {source.url}" if source.url else ""
            text = f"[{source.number}] {source.text}.{link} {sentence(source.read)}."
            lines += textwrap.wrap(text, width, subsequent_indent="    ", break_on_hyphens=False)
        lines.append("")
    lines += textwrap.wrap(article.notice, width)
    return "\n".join(lines) + "\n"


def _plain(article: Article, statement: Statement) -> str:
    strong = f"{statement.strong}. " if statement.strong else ""
    return f"{strong}{statement.text}{_tail(article, statement)}"


_STYLE = (Path(__file__).parent / "page.css").read_text(encoding="utf-8")


def to_html(article: Article) -> str:
    """The article as one HTML page without any outside asset or script."""
    level = f" c{article.classification}" if article.classification else ""
    body = [f"<h1>{escape(article.title)}</h1>"]
    for section in article.sections:
        body.append(f'<section id="{section.id}"><h2>{escape(section.heading)}</h2>')
        if section.id == "short-answer":
            body.append(f'<div class="answer{level}">')
        body += [f"<p>{_html(article, each)}</p>" for each in section.paragraphs]
        if section.id == "short-answer":
            body.append("</div>")
        if section.points:
            items = "".join(f"<li>{_html(article, each)}</li>" for each in section.points)
            body.append(f"<ul>{items}</ul>")
        body.append("</section>")
    if article.sources:
        items = "".join(
            f'<li id="source-{source.number}">{escape(source.text)}. '
            + (
                f'<a href="{escape(source.url)}" rel="noreferrer">{escape(source.url)}</a> '
                if source.url
                else ""
            )
            + f"<em>{escape(sentence(source.read))}.</em></li>"
            for source in article.sources
        )
        body.append(f'<section id="sources" class="sources"><h2>Sources</h2><ol>{items}</ol></section>')
    body.append(f'<p class="notice">{escape(article.notice)}</p>')
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(article.title)}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n<main>\n"
        + "\n".join(body)
        + "\n</main>\n</body>\n</html>\n"
    )


def _html(article: Article, statement: Statement) -> str:
    strong = f"<strong>{escape(statement.strong)}.</strong> " if statement.strong else ""
    marks = "".join(
        f'<sup><a href="#source-{number}">{number}</a></sup> ' for number in article.marks(statement)
    ).strip()
    details = "".join(
        f"<dt>{escape(label)}</dt><dd>{escape(text)}</dd>" for label, text in statement.details
    )
    below = f"<dl>{details}</dl>" if details else ""
    if _has_figures(statement):
        marks += f' <small class="record">{escape(", ".join(statement.records))}</small>'
    return f"{strong}{escape(statement.text)} {marks}".strip() + below
