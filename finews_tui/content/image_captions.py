"""Find the sizes and captions of the images on a web page."""

from __future__ import annotations

from typing import NamedTuple

from selectolax.lexbor import LexborHTMLParser, LexborNode

from finews_tui.content.text.urls import normalize_url
from finews_tui.model.sanitize import clean_line

# Attributes with the image URL, including those of lazy loading scripts.
_SOURCE_ATTRIBUTES = ("src", "data-src", "data-original", "data-lazy-src")
_MAX_FIGURE_DEPTH = 8  # elements between an image and its figure


class ImageDetails(NamedTuple):
    """Size of an image in pixels, 0 if unknown, and its caption."""

    width: int = 0
    height: int = 0
    caption: str = ""


def find_image_details(html: str, base: str) -> dict[str, ImageDetails]:
    """Return the details of all images by URL. `html` must be within the limits."""
    images: dict[str, ImageDetails] = {}
    for node in LexborHTMLParser(html).css("img"):
        attributes = node.attributes
        details = ImageDetails(
            _pixels(attributes.get("width")), _pixels(attributes.get("height")), _caption(node)
        )
        for name in _SOURCE_ATTRIBUTES:
            if url := normalize_url(attributes.get(name) or "", base):
                images.setdefault(url, details)
    return images


def _pixels(value: str | None) -> int:
    text = (value or "").strip().removesuffix("px")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 7 else 0


def _caption(node: LexborNode) -> str:
    """Return the caption of the enclosing figure if the image is its first, or ""."""
    parent = node.parent
    for _ in range(_MAX_FIGURE_DEPTH):
        if parent is None:
            return ""
        if parent.tag == "figure":
            caption, first_image = parent.css_first("figcaption"), parent.css_first("img")
            is_first = first_image is not None and first_image.mem_id == node.mem_id
            return clean_line(caption.text()) if caption is not None and is_first else ""
        parent = parent.parent
    return ""
