"""Titles, names and bodies of feeds: what is markup, and what it says."""

from __future__ import annotations

import re
from html import escape, unescape
from urllib.parse import unquote

from finews_tui.model.article import BodyFormat
from finews_tui.model.sanitize import clean_line, clean_text
from finews_tui.sources.feeds.raw_feed import Enclosure, Part
from finews_tui.sources.feeds.xml_repair import (
    MARKUP_NAMES,
    is_surely_html,
    looks_like_html,
    mended_value,
)

_MARKUP = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9]*)(?:\s[^<>]*)?/?>|<!--.*?-->", re.DOTALL)
_UNSEEN = re.compile(r"<(script|style|template)\b[^>]*>.*?</\1\s*>", re.DOTALL | re.IGNORECASE)
# «<video>» is the name of a tag; what is nothing but a picture says nothing.
_LONE_TAG = re.compile(r"<[A-Za-z][A-Za-z0-9]*>")
_LONGEST_TITLE = 100_000
# RSS 2.0 asks for «mail (name)»; Atom's readers write «name (mail)», mail programs «name <mail>».
_MAIL = r"[^\s@<>()]+@[^\s@<>()]+"
_MAIL_FIRST = re.compile(rf"(?:mailto:)?{_MAIL}\s*\((?P<name>[^()]+)\)")
_MAIL_LAST = re.compile(rf"(?P<name>[^<>()@]+?)\s*[<(](?:mailto:)?{_MAIL}[>)]")


def line_of(part: Part) -> str:
    """A text that is one line: its markup is taken out, its characters are decoded once."""
    text = mended_value(part.value[:_LONGEST_TITLE])
    if part.is_literal or not looks_like_html(text):
        return clean_line(text)
    bare = _MARKUP.sub(_without_tag, _UNSEEN.sub(" ", text))
    line = clean_line(unescape(bare))
    return line or (clean_line(text) if _LONE_TAG.fullmatch(text.strip()) else "")


def person(author: str) -> str:
    """The name of an author, without the mail address beside it."""
    author = mended_value(author.strip())
    found = _MAIL_FIRST.fullmatch(author) or _MAIL_LAST.fullmatch(author)
    return line_of(Part(found["name"] if found else author))


def body_of(part: Part, enclosures: tuple[Enclosure, ...]) -> tuple[str, BodyFormat]:
    """An item's text with the files that come with it, and what it is written in."""
    text = mended_value(part.value).strip()
    files = [file for file in enclosures if file.address and file.address not in text]
    is_html = is_surely_html(text) if part.is_literal else looks_like_html(text)
    if not is_html and not files:
        return clean_text(text), BodyFormat.TEXT
    if not is_html:
        text = "".join(
            f"<p>{escape(line.strip(), quote=False)}</p>"
            for line in text.split("\n")
            if line.strip()
        )
    return text + "".join(map(_file_line, files)), BodyFormat.HTML


def file_name(file: Enclosure) -> str:
    """The last part of a file's address."""
    path = file.address.partition("?")[0].partition("#")[0]
    return unquote(path.rstrip("/").rpartition("/")[2]) or file.address


def _file_line(file: Enclosure) -> str:
    address = escape(file.address)
    if file.type.lower().startswith("image/"):
        return f'\n<p><img src="{address}" alt=""></p>'
    facts = ", ".join(fact for fact in (file.type.partition(";")[0], _size(file.length)) if fact)
    facts = f" ({escape(facts)})" if facts else ""
    return f'\n<p><a href="{address}">{escape(file_name(file))}</a>{facts}</p>'


def _size(length: int) -> str:
    if length >= 1_000_000:
        return f"{length / 1_000_000:.1f} MB"
    return f"{length / 1000:.0f} kB" if length >= 1000 else ""


def _without_tag(found: re.Match[str]) -> str:
    name = (found[2] or "").lower()
    if name and name not in MARKUP_NAMES:
        return found[0]
    return " " if name in _BREAKING else ""


_BREAKING = frozenset(["br", "p", "div", "li", "tr", "h1", "h2", "h3", "h4", "h5", "h6"])
