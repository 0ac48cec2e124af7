"""A kept body to a Document, whatever it is written in."""

from __future__ import annotations

from finews_tui.content.clean import clean_text
from finews_tui.content.html import parse_html
from finews_tui.content.kept import kept_body as kept_body
from finews_tui.content.markdown import parse_markdown
from finews_tui.content.spans import BREAK
from finews_tui.model.article import BodyFormat
from finews_tui.model.document import Document, Paragraph, Span


def document_of(body: str, body_format: BodyFormat, base: str = "") -> Document:
    """The blocks of a body; relative links are resolved against `base`. Never raises."""
    match body_format:
        case BodyFormat.HTML:
            return parse_html(body, base)
        case BodyFormat.MARKDOWN:
            return parse_markdown(body, base)
        case BodyFormat.TEXT:
            return parse_text(body)


def parse_text(text: str) -> Document:
    """Plain text: an empty line parts paragraphs, other line ends are the author's."""
    blocks: list[Paragraph] = []
    lines: list[Span] = []
    for line in [*clean_text(text).split("\n"), ""]:
        stripped = line.strip()
        if stripped:
            lines += [Span(BREAK), Span(stripped)] if lines else [Span(stripped)]
        elif lines:
            blocks.append(Paragraph(tuple(lines)))
            lines = []
    return Document(tuple(blocks))
