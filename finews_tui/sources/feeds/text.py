"""Titles, author names and bodies of feeds, with or without markup."""

from __future__ import annotations

import re
from html import escape, unescape

from finews_tui.model.article import BodyFormat
from finews_tui.model.sanitize import clean_line, clean_text
from finews_tui.model.super_sub_script import to_script
from finews_tui.model.text_style import TextStyle
from finews_tui.sources.feeds.raw_feed import RawText
from finews_tui.sources.feeds.xml_repair import (
    HTML_TAGS,
    has_html_structure,
    looks_like_html,
    repair_text,
)

_MARKUP = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9]*)(?:\s[^<>]*)?/?>|<!--.*?-->", re.DOTALL)
_RAW_ELEMENT = re.compile(r"<(script|style|template)\b[^>]*>.*?</\1\s*>", re.DOTALL | re.IGNORECASE)
_SCRIPT = re.compile(r"<(su[bp])(?:\s[^<>]*)?>([^<>]{0,64})</su[bp]\s*>", re.IGNORECASE)
# A title such as `<video>` is the name of a tag; a title with just an image is empty.
_LONE_TAG = re.compile(r"<[A-Za-z][A-Za-z0-9]*>")
_MAX_TITLE_LENGTH = 100_000
# RSS 2.0 specifies `mail (name)`; `name (mail)` and `name <mail>` occur as well.
_MAIL = r"[^\s@<>()]+@[^\s@<>()]+"
_MAIL_FIRST = re.compile(rf"(?:mailto:)?{_MAIL}\s*\((?P<name>.+?)\)?", re.DOTALL)
_MAIL_IN_BRACKETS = re.compile(rf"\s*[<(\[](?:mailto:)?{_MAIL}[>)\]]")
_EMPTY_BRACKETS = re.compile(r"\s*\(\s*\)$")
_MAX_AUTHOR_LENGTH = 1000


def to_plain_line(raw_text: RawText) -> str:
    """Convert to one line without markup; character references are decoded once."""
    text = repair_text(raw_text.value[:_MAX_TITLE_LENGTH])
    if raw_text.is_literal or not looks_like_html(text):
        return clean_line(text)
    text = _SCRIPT.sub(_replace_script, _RAW_ELEMENT.sub(" ", text))
    without_tags = _MARKUP.sub(_replace_tag, text)
    line = clean_line(unescape(without_tags))
    return line or (clean_line(text) if _LONE_TAG.fullmatch(text.strip()) else "")


def _replace_script(match: re.Match[str]) -> str:
    """Return a superscript or subscript as text: `10³`, not `103`."""
    is_raised = match[1].lower() == "sup"
    style = TextStyle.SUPERSCRIPT if is_raised else TextStyle.SUBSCRIPT
    return escape(to_script(unescape(match[2]), style))


def author_name(author: str) -> str:
    """Return the name of an author, or of several, without email addresses.

    Remarks in parentheses belong to the name: `Ida Holm (with Jo Berg)`.
    """
    author = repair_text(author.strip()[:_MAX_AUTHOR_LENGTH])
    if match := _MAIL_FIRST.fullmatch(author):
        excess = match["name"].count("(") - match["name"].count(")")
        author = {0: match["name"], 1: f"{match['name']})"}.get(excess, author)
    author = _EMPTY_BRACKETS.sub("", _MAIL_IN_BRACKETS.sub("", author) or author)
    return to_plain_line(RawText(author.removeprefix("mailto:")))


def build_body(content: RawText) -> tuple[str, BodyFormat]:
    """Return the content as a body with its format."""
    text = repair_text(content.value).strip()
    is_html = has_html_structure(text) if content.is_literal else looks_like_html(text)
    return (text, BodyFormat.HTML) if is_html else (clean_text(text), BodyFormat.TEXT)


def _replace_tag(tag: re.Match[str]) -> str:
    """Remove an HTML tag, or replace it with a space if it breaks the line."""
    name = (tag[2] or "").lower()
    if name and name not in HTML_TAGS:
        return tag[0]
    return " " if name in _BREAKING_TAGS else ""


_BREAKING_TAGS = frozenset(["br", "p", "div", "li", "tr", "h1", "h2", "h3", "h4", "h5", "h6"])
