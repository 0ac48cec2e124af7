"""Handlers of inline elements: styles, links, symbols, ruby, progress bars."""

from __future__ import annotations

import re

from selectolax.lexbor import LexborNode

from finews_tui.content.html import formulas
from finews_tui.content.html.builder import (
    Attributes,
    DocumentBuilder,
    EndTagHandler,
    StartTagHandler,
    class_names,
    no_op,
)
from finews_tui.content.html.hidden import is_permalink
from finews_tui.content.html.list_tags import add_note_reference
from finews_tui.content.html.note_tags import begins_note, is_back_reference
from finews_tui.content.html.sanitize import MATH_CLASS
from finews_tui.content.text.stock_symbols import symbol_code
from finews_tui.model.document import HiddenKind
from finews_tui.model.sanitize import clean_line
from finews_tui.model.text_style import TextStyle

_MAX_LABEL_LENGTH = 200
_NUMBER = re.compile(r"-?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][-+]?\d{1,3})?")


def styled(style: TextStyle) -> StartTagHandler:
    """Return a handler that applies a style to the text of an element."""

    def open_styled(
        builder: DocumentBuilder, node: LexborNode, attributes: Attributes
    ) -> EndTagHandler:
        builder.saved_state.append(builder.style)
        builder.style |= style
        return _close_styled

    return open_styled


def _close_styled(builder: DocumentBuilder) -> None:
    style = builder.saved_state.pop()
    assert isinstance(style, TextStyle)
    builder.style = style


def open_anchor(
    builder: DocumentBuilder, node: LexborNode, attributes: Attributes
) -> EndTagHandler | None:
    """Open a link. Glossary links of archive posts (`infokey`) become plain text."""
    href = attributes.get("href") or ""
    classes = class_names(attributes)
    if href.startswith("#") or "footnote" in classes:
        if begins_note(builder, node, attributes) or is_back_reference(
            builder, node, attributes, classes
        ):
            return None
        if add_note_reference(builder, node, href, classes):
            return None
    is_sign = "#" in href and is_permalink(
        node, href, classes, in_heading=builder.heading_depth > 0
    )
    if is_sign and builder.hide(HiddenKind.PERMALINK, node.text()):
        return None
    if href.startswith("#") and "data-code" not in attributes:
        return _begin_link(builder, builder.fragment_link_index(href))
    if "infokey" in classes or href.startswith("#"):
        href = ""
    return _open_link(builder, node, attributes, href)


def open_span(
    builder: DocumentBuilder, node: LexborNode, attributes: Attributes
) -> EndTagHandler | None:
    """Open a span, which may be a stock symbol with a link."""
    if not attributes:
        return no_op
    if class_names(attributes) == "mw-cite-backlink" and builder.note_labels:
        return None
    if formulas.is_rendered_formula(attributes):
        return formulas.open_rendered_formula(builder, node, attributes)
    if MATH_CLASS in class_names(attributes):
        return formulas.open_source(builder, node, attributes)
    if "data-code" not in attributes and "href" not in attributes and "id" not in attributes:
        return no_op
    return _open_link(builder, node, attributes, attributes.get("href") or "")


def _open_link(
    builder: DocumentBuilder, node: LexborNode, attributes: Attributes, href: str
) -> EndTagHandler:
    code = symbol_code(attributes.get("data-code") or "", attributes.get("id") or "", href)
    if code:
        name = clean_line(node.text(), _MAX_LABEL_LENGTH)
        if name or "|" in (attributes.get("data-code") or ""):
            builder.symbols.add(code, name)
    return _begin_link(builder, builder.link_index(href))


def _begin_link(builder: DocumentBuilder, link: int | None) -> EndTagHandler:
    if link is None:
        return no_op
    builder.saved_state.append(builder.link)
    builder.link = link
    return _close_link


def _close_link(builder: DocumentBuilder) -> None:
    link = builder.saved_state.pop()
    assert link is None or isinstance(link, int)
    builder.link = link


def open_break(
    builder: DocumentBuilder, node: LexborNode, attributes: Attributes
) -> EndTagHandler | None:
    """Add a line break."""
    if builder.preformatted is not None:
        builder.preformatted.append("\n")
    else:
        builder.spans.add_break()
    return None


def open_ruby(builder: DocumentBuilder, node: LexborNode, attributes: Attributes) -> EndTagHandler:
    """Open ruby: characters annotated with their pronunciation."""
    builder.spans.begin_ruby()
    return no_op


def open_ruby_text(
    builder: DocumentBuilder, node: LexborNode, attributes: Attributes
) -> EndTagHandler | None:
    """Add a ruby annotation to the preceding characters."""
    reading = clean_line(node.text(), _MAX_LABEL_LENGTH)
    if builder.preformatted is None:
        builder.spans.end_ruby(reading)
    elif reading:
        builder.text(f"({reading})")
    return None


def open_quotation(
    builder: DocumentBuilder, node: LexborNode, attributes: Attributes
) -> EndTagHandler:
    """Open an inline quotation."""
    builder.text("“")
    return _close_quotation


def _close_quotation(builder: DocumentBuilder) -> None:
    builder.text("”")


def open_drawing(
    builder: DocumentBuilder, node: LexborNode, attributes: Attributes
) -> EndTagHandler | None:
    """Add the title of an SVG image, if any."""
    title = node.css_first("title")
    label = attributes.get("aria-label") or (title.text() if title is not None else "")
    label = clean_line(label or "", _MAX_LABEL_LENGTH)
    # Separates the label from adjacent words.
    builder.text(f" {label} " if label else "")
    return None


def open_progress(
    builder: DocumentBuilder, node: LexborNode, attributes: Attributes
) -> EndTagHandler | None:
    """Add the value of a progress bar or meter as a percentage, and the words in it.

    Without a value, only the words.
    """
    start = _number(attributes.get("min"), 0) if node.tag == "meter" else 0
    end = _number(attributes.get("max"), 1)
    value = _number(attributes.get("value"), None)
    if value is None or start is None or end is None or end <= start:
        return no_op
    percentage = 100 * min(1, max(0, (value - start) / (end - start)))
    text = f"{percentage:.1f}".removesuffix(".0")
    words = clean_line(node.text(), _MAX_LABEL_LENGTH).strip()
    is_repeated = words.replace(" ", "").rstrip("%％") in ("", text, attributes.get("value"))
    builder.text(f"{text}%" if is_repeated else f"{text}% ({words})")
    return None


def _number(text: str | None, default: float | None) -> float | None:
    """Return a number as HTML defines it, or the default."""
    match = _NUMBER.match(text.strip()[:32]) if text else None
    return float(match[0]) if match else default


def open_input(
    builder: DocumentBuilder, node: LexborNode, attributes: Attributes
) -> EndTagHandler | None:
    """Handle the checkbox of a task list item; skip other form fields."""
    if (attributes.get("type") or "").lower() == "checkbox":
        checked = "checked" in attributes
        if not builder.set_checked(checked):
            builder.text("☑ " if checked else "☐ ")
    return None
