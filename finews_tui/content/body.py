"""Parse a stored body to a Document."""

from __future__ import annotations

from finews_tui.content.html.parse import parse_html
from finews_tui.content.markdown.parse import parse_markdown
from finews_tui.content.refine import refine_document
from finews_tui.content.text.plain_text import parse_plain_text
from finews_tui.model.article import BodyFormat
from finews_tui.model.document import Document


def parse_body(
    body: str, body_format: BodyFormat, base: str = "", *, show_hidden: bool = False
) -> Document:
    """Parse a body and resolve relative links against `base`. Never raises.

    With `show_hidden`, text that a web page would hide is included.
    """
    return refine_document(_parse(body, body_format, base, show_hidden=show_hidden))


def _parse(body: str, body_format: BodyFormat, base: str, *, show_hidden: bool) -> Document:
    match body_format:
        case BodyFormat.HTML:
            return parse_html(body, base, show_hidden=show_hidden)
        case BodyFormat.MARKDOWN:
            return parse_markdown(body, base, show_hidden=show_hidden)
        case BodyFormat.TEXT:
            return parse_plain_text(body)
