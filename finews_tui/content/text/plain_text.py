"""Parse plain text to a Document."""

from __future__ import annotations

from finews_tui.content.html.spans import BREAK
from finews_tui.model.document import Document, Paragraph, Span
from finews_tui.model.sanitize import clean_text


def parse_plain_text(text: str) -> Document:
    """Split text into paragraphs at empty lines; preserve other line breaks."""
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
