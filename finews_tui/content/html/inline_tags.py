"""Elements that run within a line: looks, links, symbols, pictures, ruby, stand-ins for media."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from selectolax.lexbor import LexborNode

from finews_tui.content.html.builder import (
    Attributes,
    DocumentBuilder,
    EndTagHandler,
    StartTagHandler,
    class_names,
    no_op,
    parse_int,
)
from finews_tui.content.html.list_tags import add_note_reference
from finews_tui.content.text.stock_symbols import symbol_code
from finews_tui.content.text.urls import normalize_url
from finews_tui.model.document import Image, Paragraph, Span
from finews_tui.model.sanitize import clean_line
from finews_tui.model.text_style import TextStyle

MAX_ICON_PIXELS = 40
"""Pixels; a picture no larger is a sign within the line."""

_SIGN_CLASS = re.compile(r"(?i)emoji|emoticon|smiley|icon|latex|math")
_BACK_REFERENCE = re.compile(r"(?i)#(?:fn-?ref|cite_ref|footnote-?ref|ref)[-:_\d]|#r\d")
_BACK_CLASSES = ("footnote-backref", "reversefootnote", "footnote-back", "mw-cite-backlink")
_LABEL_LIMIT = 200


def styled(style: TextStyle) -> StartTagHandler:
    """The opener of an element that gives its text a look."""

    def open_styled(
        builder: DocumentBuilder, node: LexborNode, attributes: Attributes
    ) -> EndTagHandler:
        builder.saved.append(builder.style)
        builder.style |= style
        return _close_styled

    return open_styled


def _close_styled(builder: DocumentBuilder) -> None:
    style = builder.saved.pop()
    assert isinstance(style, TextStyle)
    builder.style = style


def open_anchor(
    builder: DocumentBuilder, node: LexborNode, attributes: Attributes
) -> EndTagHandler | None:
    """A link; the archive's glossary links (infokey) are plain text."""
    href = attributes.get("href") or ""
    classes = class_names(attributes)
    if href.startswith("#") or "footnote" in classes:
        if _BACK_REFERENCE.match(href) or any(name in classes for name in _BACK_CLASSES):
            return None
        if add_note_reference(builder, node, href, classes):
            return None
    if href.startswith("#") and "data-code" not in attributes:
        return _begin_link(builder, builder.place(href))
    if "infokey" in classes or href.startswith("#"):
        href = ""
    return _open_link(builder, node, attributes, href)


def open_span(
    builder: DocumentBuilder, node: LexborNode, attributes: Attributes
) -> EndTagHandler | None:
    """A span, which may name a security, and then link to it."""
    if not attributes:
        return no_op
    if "data-code" not in attributes and "href" not in attributes and "id" not in attributes:
        return no_op
    return _open_link(builder, node, attributes, attributes.get("href") or "")


def _open_link(
    builder: DocumentBuilder, node: LexborNode, attributes: Attributes, href: str
) -> EndTagHandler:
    code = symbol_code(attributes.get("data-code") or "", attributes.get("id") or "", href)
    if code:
        name = clean_line(node.text(), _LABEL_LIMIT)
        if name or "|" in (attributes.get("data-code") or ""):
            builder.symbols.add(code, name)
    return _begin_link(builder, builder.address(href))


def _begin_link(builder: DocumentBuilder, link: int | None) -> EndTagHandler:
    if link is None:
        return no_op
    builder.saved.append(builder.link)
    builder.link = link
    return _close_link


def _close_link(builder: DocumentBuilder) -> None:
    link = builder.saved.pop()
    assert link is None or isinstance(link, int)
    builder.link = link


def open_break(
    builder: DocumentBuilder, node: LexborNode, attributes: Attributes
) -> EndTagHandler | None:
    """A line break."""
    if builder.preformatted is not None:
        builder.preformatted.append("\n")
    else:
        builder.run.add_break()
    return None


def open_image(
    builder: DocumentBuilder, node: LexborNode, attributes: Attributes
) -> EndTagHandler | None:
    """A picture: a block of its own, or within a line where it is a sign or stands in a title."""
    alt = clean_line(attributes.get("alt") or attributes.get("title") or "", 1024)
    code = symbol_code(attributes.get("data-code") or "")
    if code:
        builder.symbols.add(code, "")
    address = None
    for name in ("src", "data-src", "data-original", "data-actualsrc"):
        address = builder.address(attributes.get(name))
        if address is not None:
            break
    file = builder.file(attributes.get("src")) if address is None else ""
    width = parse_int(attributes.get("width"), 0, 100_000) or None
    height = parse_int(attributes.get("height"), 0, 100_000) or None
    if width == 1 or height == 1:
        return None
    is_sign = bool(_SIGN_CLASS.search(class_names(attributes)))
    is_sign = is_sign or (
        0 < (width or 0) <= MAX_ICON_PIXELS or 0 < (height or 0) <= MAX_ICON_PIXELS
    )
    if builder.line_depth or (is_sign and alt) or builder.preformatted is not None:
        builder.text(alt)
    elif alt or address is not None or file:
        builder.add_image(Image(alt, address, builder.link, (), width, height, file))
    return None


def open_media(
    builder: DocumentBuilder, node: LexborNode, attributes: Attributes
) -> EndTagHandler | None:
    """A film, a sound or a page in a container: a link to it."""
    source = attributes.get("src") or attributes.get("data-src")
    if not source and (inner := node.css_first("source[src]")) is not None:
        source = inner.attributes.get("src")
    address = builder.address(source)
    if address is None or parse_int(attributes.get("width"), 2) <= 1:
        return None
    title = clean_line(attributes.get("title") or "", _LABEL_LIMIT)
    label = title or f"{urlsplit(normalize_url(source or '', builder.base)).hostname} ({node.tag})"
    if builder.line_depth:
        builder.run.add(label, builder.style, address)
    else:
        builder.add(Paragraph((Span(label, builder.style, address),)))
    return None


def open_ruby(builder: DocumentBuilder, node: LexborNode, attributes: Attributes) -> EndTagHandler:
    """Characters with their reading above."""
    builder.run.begin_ruby()
    return no_op


def open_ruby_text(
    builder: DocumentBuilder, node: LexborNode, attributes: Attributes
) -> EndTagHandler | None:
    """The reading above the characters before."""
    builder.run.end_ruby(clean_line(node.text(), _LABEL_LIMIT))
    return None


def open_quotation(
    builder: DocumentBuilder, node: LexborNode, attributes: Attributes
) -> EndTagHandler:
    """A quotation within the line."""
    builder.text("“")
    return _close_quotation


def _close_quotation(builder: DocumentBuilder) -> None:
    builder.text("”")


def open_drawing(
    builder: DocumentBuilder, node: LexborNode, attributes: Attributes
) -> EndTagHandler | None:
    """An SVG drawing: its title, where it has one."""
    title = node.css_first("title")
    label = attributes.get("aria-label") or (title.text() if title is not None else "")
    builder.text(clean_line(label or "", _LABEL_LIMIT))
    return None


def open_formula(
    builder: DocumentBuilder, node: LexborNode, attributes: Attributes
) -> EndTagHandler | None:
    """A formula in MathML: its source where that is there, else its characters."""
    source = node.css_first("annotation")
    text = attributes.get("alttext") or (source.text() if source is not None else node.text())
    builder.text(clean_line(text or "", 4096))
    return None


def open_progress(
    builder: DocumentBuilder, node: LexborNode, attributes: Attributes
) -> EndTagHandler | None:
    """A bar of progress or a gauge: how far it is."""
    value = parse_int(attributes.get("value"), -1)
    whole = parse_int(attributes.get("max"), 1)
    if value >= 0 and whole > 0:
        builder.text(f"{min(100, 100 * value // whole)}%")
    return None


def open_input(
    builder: DocumentBuilder, node: LexborNode, attributes: Attributes
) -> EndTagHandler | None:
    """A box to tick, in an item of a task list; other fields are no_op to read."""
    if (attributes.get("type") or "").lower() == "checkbox":
        builder.tick("checked" in attributes)
    return None
