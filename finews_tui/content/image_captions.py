"""What a page tells of its pictures: sizes, and the captions of their figures."""

from __future__ import annotations

from typing import NamedTuple

from selectolax.lexbor import LexborHTMLParser, LexborNode

from finews_tui.content.text.urls import normalize_url
from finews_tui.model.sanitize import clean_line

# Where a page names a picture that it brings only when it is scrolled to.
_SOURCES = ("src", "data-src", "data-original", "data-lazy-src")
_DEEPEST = 8  # elements between a picture and its figure


class ImageDetails(NamedTuple):
    """The size of a picture in pixels, 0 where it is not told, and its caption."""

    width: int = 0
    height: int = 0
    caption: str = ""


def find_image_details(html: str, base: str) -> dict[str, ImageDetails]:
    """What a page tells of its pictures, by their addresses; `html` is fit for a parser."""
    found: dict[str, ImageDetails] = {}
    for node in LexborHTMLParser(html).css("img"):
        attributes = node.attributes
        told = ImageDetails(
            _pixels(attributes.get("width")), _pixels(attributes.get("height")), _caption(node)
        )
        for name in _SOURCES:
            if address := normalize_url(attributes.get(name) or "", base):
                found.setdefault(address, told)
    return found


def _pixels(value: str | None) -> int:
    text = (value or "").strip().removesuffix("px")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 7 else 0


def _caption(node: LexborNode) -> str:
    """The caption of the figure that a picture stands in; of several pictures the first has it."""
    parent = node.parent
    for _ in range(_DEEPEST):
        if parent is None:
            return ""
        if parent.tag == "figure":
            caption, first = parent.css_first("figcaption"), parent.css_first("img")
            is_first = first is not None and first.mem_id == node.mem_id
            return clean_line(caption.text()) if caption is not None and is_first else ""
        parent = parent.parent
    return ""
