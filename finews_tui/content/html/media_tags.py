"""Handlers of images, videos, audio files and frames."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import unquote, urlsplit

from selectolax.lexbor import LexborNode

from finews_tui.content.html.builder import (
    Attributes,
    DocumentBuilder,
    EndTagHandler,
    class_names,
    no_op,
    parse_int,
)
from finews_tui.content.html.hidden import is_tracker
from finews_tui.content.media_platforms import PLATFORMS, platform_name, watch_page
from finews_tui.content.text.stock_symbols import symbol_code
from finews_tui.model.document import HiddenKind, Image, Paragraph, Span
from finews_tui.model.sanitize import clean_line

MAX_ICON_PIXELS = 40
"""Smaller images are inline icons."""

_ICON_CLASS = re.compile(r"(?i)emoji|emoticon|smiley|icon|latex|math")
# Attributes with the image that a script loads later.
_LAZY_ATTRIBUTES = (
    "data-src", "data-original", "data-actualsrc", "data-lazy-src", "data-lazy", "data-url",
    "data-echo", "data-hi-res-src", "data-original-src", "data-image", "_src", "zoomfile", "file",
)  # fmt: skip
_SOURCE_SETS = ("srcset", "data-srcset", "data-lazy-srcset")
_PLACEHOLDER = re.compile(
    r"(?i)(?:^|[/_.-])(?:blank|placeholder|spacer|transparent|loading|lazy\w{0,20}|gr[ae]y|1x1|pixel"
    r"|empty|none|default)[\w.-]{0,40}\.(?:gif|png|svg|jpe?g|webp)(?:$|\?)"
)
_CANDIDATE = re.compile(r"([^\s,]\S*)(?:\s+([\d.]{1,8})[wx])?\s*(?:,\s*|$)")
_MAX_SOURCE_SET = 20_000
_MAX_LABEL_LENGTH = 200


def open_image(
    builder: DocumentBuilder, node: LexborNode, attributes: Attributes
) -> EndTagHandler | None:
    """Add an image, or the alt text of an icon."""
    alt = clean_line(attributes.get("alt") or attributes.get("title") or "", 1024)
    code = symbol_code(attributes.get("data-code") or "")
    if code:
        builder.symbols.add(code, "")
    link = _image_link(builder, node, attributes)
    path = builder.local_path(attributes.get("src")) if link is None else ""
    width = _pixels(attributes.get("width"))
    height = _pixels(attributes.get("height"))
    url = builder.url(link)
    if is_tracker(url, width, height) and builder.hide(HiddenKind.TRACKER, url or alt or "?"):
        return None
    is_icon = bool(_ICON_CLASS.search(class_names(attributes)))
    is_icon = is_icon or (
        0 < (width or 0) <= MAX_ICON_PIXELS or 0 < (height or 0) <= MAX_ICON_PIXELS
    )
    if (is_icon and alt) or (builder.line_depth and not alt) or builder.preformatted is not None:
        builder.text(alt)
    elif alt or link is not None or path:
        builder.add_image(Image(alt, link, builder.link, (), width or None, height or None, path))
    return None


def _image_link(builder: DocumentBuilder, node: LexborNode, attributes: Attributes) -> int | None:
    """Return the link to an image; of a placeholder, to the image that replaces it."""
    for source in _sources(node, attributes):
        is_placeholder = _PLACEHOLDER.search(source) is not None
        link = None if is_placeholder else builder.link_index(source)
        if link is not None:
            return link
    return builder.link_index(attributes.get("src"))


def _sources(node: LexborNode, attributes: Attributes) -> Iterator[str]:
    """Yield the possible URLs of an image, best first."""
    if src := attributes.get("src"):
        yield src
    for name in _LAZY_ATTRIBUTES:
        if value := attributes.get(name):
            yield value
    for name in _SOURCE_SETS:
        if value := attributes.get(name):
            yield largest_candidate(value)
    parent = node.parent
    if parent is not None and parent.tag == "picture":
        for source in parent.css("source"):
            for name in ("srcset", "data-srcset"):
                if value := source.attributes.get(name):
                    yield largest_candidate(value)


def largest_candidate(source_set: str) -> str:
    """Return the URL of the largest image in a `srcset`, or ""."""
    best, best_size = "", -1.0
    for url, size in _CANDIDATE.findall(source_set[:_MAX_SOURCE_SET]):
        value = float(size) if size.count(".") < 2 and size.strip(".") else 0.0
        if value > best_size:
            best, best_size = url.rstrip(","), value
    return best


def _pixels(value: str | None) -> int | None:
    number = parse_int(value, -1, 100_000)
    return number if number >= 0 and not (value or "").rstrip().endswith("%") else None


def open_noscript(
    builder: DocumentBuilder, node: LexborNode, attributes: Attributes
) -> EndTagHandler | None:
    """Open a fallback for missing scripts, unless it repeats the previous image."""
    other = node.prev
    while other is not None and other.tag == "-text" and not (other.text_content or "").strip():
        other = other.prev
    if other is None or other.tag not in ("img", "picture") or node.css_first("img") is None:
        return no_op
    image = other if other.tag == "img" else other.css_first("img")
    if image is None or _image_link(builder, image, image.attributes) is None:
        return no_op
    return None


def open_media(
    builder: DocumentBuilder, node: LexborNode, attributes: Attributes
) -> EndTagHandler | None:
    """Add a link to a video, an audio file or a frame."""
    source = attributes.get("src") or attributes.get("data-src") or attributes.get("data-lazy-src")
    if not source and (source_node := node.css_first("source[src]")) is not None:
        source = source_node.attributes.get("src")
    _add_media(builder, node, attributes, source)
    return None


def open_object(
    builder: DocumentBuilder, node: LexborNode, attributes: Attributes
) -> EndTagHandler | None:
    """Open an embedded object: its fallback, or else a link to it."""
    if node.css_first("img, embed, iframe, video, object *") is None and not node.text().strip():
        _add_media(builder, node, attributes, attributes.get("data"))
    return no_op


def _add_media(
    builder: DocumentBuilder, node: LexborNode, attributes: Attributes, source: str | None
) -> None:
    source = (source or "").strip()
    link = builder.link_index(watch_page(source))
    if link is None or parse_int(attributes.get("width"), 2) <= 1:
        return
    title = attributes.get("title") or attributes.get("aria-label") or ""
    label = clean_line(title, _MAX_LABEL_LENGTH) or _media_name(builder.url(link), node.tag or "")
    if builder.line_depth:
        builder.spans.add(label, builder.style, link)
    else:
        builder.add(Paragraph((Span(label, builder.style, link),)))


def _media_name(url: str, tag: str) -> str:
    """Return a name for a media link: the platform, the file, or the host."""
    parts = urlsplit(url)
    host = parts.hostname or ""
    file = clean_line(unquote(parts.path.rpartition("/")[2]), _MAX_LABEL_LENGTH)
    stem, _, suffix = file.rpartition(".")
    is_file = tag != "iframe" and len(suffix) <= 5 and len(stem) > 1
    platform = platform_name(url, PLATFORMS)
    return f"{platform or (file if is_file and any(map(str.isalpha, stem)) else host)} ({tag})"
