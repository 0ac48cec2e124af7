"""Titles, author names and bodies of feeds, with or without markup."""

from __future__ import annotations

import re
from html import escape, unescape
from urllib.parse import unquote

from finews_tui.model.article import BodyFormat
from finews_tui.model.sanitize import clean_line, clean_text
from finews_tui.sources.feeds.raw_feed import Enclosure, RawText
from finews_tui.sources.feeds.xml_repair import (
    HTML_TAGS,
    has_html_structure,
    looks_like_html,
    repair_text,
)

_MARKUP = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9]*)(?:\s[^<>]*)?/?>|<!--.*?-->", re.DOTALL)
_RAW_ELEMENT = re.compile(r"<(script|style|template)\b[^>]*>.*?</\1\s*>", re.DOTALL | re.IGNORECASE)
# A title such as `<video>` is the name of a tag; a title with just an image is empty.
_LONE_TAG = re.compile(r"<[A-Za-z][A-Za-z0-9]*>")
_MAX_TITLE_LENGTH = 100_000
# RSS 2.0 specifies `mail (name)`; `name (mail)` and `name <mail>` occur as well.
_MAIL = r"[^\s@<>()]+@[^\s@<>()]+"
_MAIL_FIRST = re.compile(rf"(?:mailto:)?{_MAIL}\s*\((?P<name>[^()]+)\)")
_MAIL_LAST = re.compile(rf"(?P<name>[^<>()@]+?)\s*[<(](?:mailto:)?{_MAIL}[>)]")


def to_plain_line(raw_text: RawText) -> str:
    """Convert to one line without markup; character references are decoded once."""
    text = repair_text(raw_text.value[:_MAX_TITLE_LENGTH])
    if raw_text.is_literal or not looks_like_html(text):
        return clean_line(text)
    without_tags = _MARKUP.sub(_replace_tag, _RAW_ELEMENT.sub(" ", text))
    line = clean_line(unescape(without_tags))
    return line or (clean_line(text) if _LONE_TAG.fullmatch(text.strip()) else "")


def author_name(author: str) -> str:
    """Return the name of an author without the email address."""
    author = repair_text(author.strip())
    match = _MAIL_FIRST.fullmatch(author) or _MAIL_LAST.fullmatch(author)
    return to_plain_line(RawText(match["name"] if match else author))


def build_body(content: RawText, enclosures: tuple[Enclosure, ...]) -> tuple[str, BodyFormat]:
    """Combine content and enclosures into a body. Returns it with its format."""
    text = repair_text(content.value).strip()
    unlinked = [
        enclosure for enclosure in enclosures if enclosure.url and enclosure.url not in text
    ]
    is_html = has_html_structure(text) if content.is_literal else looks_like_html(text)
    if not is_html and not unlinked:
        return clean_text(text), BodyFormat.TEXT
    if not is_html:
        text = "".join(
            f"<p>{escape(line.strip(), quote=False)}</p>"
            for line in text.split("\n")
            if line.strip()
        )
    return text + "".join(map(_enclosure_html, unlinked)), BodyFormat.HTML


def enclosure_name(enclosure: Enclosure) -> str:
    """Return the file name in the URL of an enclosure."""
    path = enclosure.url.partition("?")[0].partition("#")[0]
    return unquote(path.rstrip("/").rpartition("/")[2]) or enclosure.url


def _enclosure_html(enclosure: Enclosure) -> str:
    url = escape(enclosure.url)
    if enclosure.type.lower().startswith("image/"):
        return f'\n<p><img src="{url}" alt=""></p>'
    details = (enclosure.type.partition(";")[0], _format_size(enclosure.length))
    suffix = escape(", ".join(detail for detail in details if detail))
    suffix = f" ({suffix})" if suffix else ""
    return f'\n<p><a href="{url}">{escape(enclosure_name(enclosure))}</a>{suffix}</p>'


def _format_size(length: int) -> str:
    if length >= 1_000_000:
        return f"{length / 1_000_000:.1f} MB"
    return f"{length / 1000:.0f} kB" if length >= 1000 else ""


def _replace_tag(tag: re.Match[str]) -> str:
    """Remove an HTML tag, or replace it with a space if it breaks the line."""
    name = (tag[2] or "").lower()
    if name and name not in HTML_TAGS:
        return tag[0]
    return " " if name in _BREAKING_TAGS else ""


_BREAKING_TAGS = frozenset(["br", "p", "div", "li", "tr", "h1", "h2", "h3", "h4", "h5", "h6"])
