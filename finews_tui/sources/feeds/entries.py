"""Build entries from raw items: id, sanitized fields, text."""

from __future__ import annotations

import hashlib
import re
from dataclasses import replace
from datetime import UTC
from html import escape
from pathlib import PurePosixPath

from finews_tui.content.body import parse_body
from finews_tui.content.dates.parse import parse_date
from finews_tui.content.refine import add_symbols
from finews_tui.content.text.urls import normalize_url
from finews_tui.i18n.catalog import ntr
from finews_tui.model.article import BodyFormat, Entry
from finews_tui.model.document import Document, document_text
from finews_tui.model.enclosure import Enclosure, file_name
from finews_tui.model.sanitize import clean_line
from finews_tui.sources.feeds.base64_text import decode_base64
from finews_tui.sources.feeds.enclosures import build_enclosures
from finews_tui.sources.feeds.identity import with_distinct_ids
from finews_tui.sources.feeds.raw_feed import RawFeed, RawItem, RawText
from finews_tui.sources.feeds.text import author_name, build_body, to_plain_line

MAX_ID_BYTES = 1024
"""Longer guids are replaced by their hash."""

_RELATIVE_URL = re.compile(
    r"\b(?:href|src)\s*=\s*[\"']?(?![\"'#]|[A-Za-z][A-Za-z0-9+.-]*:)", re.IGNORECASE
)
_MAX_TAGS = 100
_MAX_NAME_LENGTH = 200
_MAX_SUMMARY_BYTES = 2000
_MAX_DERIVED_TITLE = 100


def build_entries(
    feed: RawFeed, url: str, *, with_texts: bool
) -> tuple[tuple[Entry, ...], list[str]]:
    """Build the entries of the feed at `url`, with unique ids. Returns warnings, too.

    Without `with_texts`, entries have no text and no symbols; parsing bodies takes most of the
    time.
    """
    base = normalize_url(feed.link, url) or url
    entries = with_distinct_ids(
        [build_entry(item, base, with_texts=with_texts) for item in feed.items]
    )
    duplicates = len(feed.items) - len(entries)
    if not duplicates:
        return tuple(entries), []
    warning = ntr(
        "skipped {count} item with a duplicate id",
        "skipped {count} items with duplicate ids",
        duplicates,
    )
    return tuple(entries), [warning]


def explicit_id(item: RawItem, base: str) -> str:
    """Return the id of an item from its guid, link or enclosure, or ""."""
    return _explicit_id(item, _link(item, base), build_enclosures(item.enclosures, base))


def build_entry(item: RawItem, base: str, *, with_texts: bool) -> Entry:
    """Build an entry. Relative URLs are resolved against `base`."""
    item = _without_base64(item)
    link, enclosures = _link(item, base), build_enclosures(item.enclosures, base)
    content, summary = _content_and_summary(item)
    body, body_format = build_body(content)
    if not link and body_format is BodyFormat.HTML and _RELATIVE_URL.search(body):
        # Bodies are parsed with the article's link as base; without a link the body needs its own.
        body = f'<base href="{escape(base)}">{body}'
    title = to_plain_line(item.title)
    needs_text = with_texts or not title or bool(summary.value.strip())
    document = parse_body(body, body_format, link) if needs_text else Document()
    text = document_text(document)
    authors = dict.fromkeys(filter(None, map(author_name, item.authors)))
    published, updated = parse_date(item.published, UTC), parse_date(item.updated, UTC)
    return Entry(
        id=_entry_id(item, link, body, enclosures),
        title=title or _derive_title(content, text, enclosures) or link,
        body=body,
        format=body_format,
        text=text if with_texts else "",
        summary=_summary_line(summary, text),
        link=link,
        author=", ".join(authors)[:_MAX_NAME_LENGTH],
        published=published or updated,
        updated=updated if updated != published else None,
        tags=_clean_tags(item.tags),
        symbols=add_symbols(document.symbols, title) if with_texts else (),
        credit=document.credit,
        enclosures=enclosures,
    )


def _without_base64(item: RawItem) -> RawItem:
    """Return the item with decoded base64 texts; other base64 data is left out."""
    return replace(
        item,
        title=replace(item.title, value=decode_base64(item.title.value)),
        summary=replace(item.summary, value=decode_base64(item.summary.value)),
        contents=tuple(
            replace(content, value=decode_base64(content.value)) for content in item.contents
        ),
    )


def _entry_id(item: RawItem, link: str, body: str, enclosures: tuple[Enclosure, ...]) -> str:
    """Return the explicit id, else a hash of title and date, or of the body."""
    parts = (item.title.value, item.published or item.updated)
    return _explicit_id(item, link, enclosures) or (_hash(*parts) if any(parts) else _hash(body))


def _explicit_id(item: RawItem, link: str, enclosures: tuple[Enclosure, ...]) -> str:
    """Return the guid, else the link or the URL of the first enclosure, or "".

    The guid is neither resolved nor repaired: a different feed URL or a corrected error would make
    all articles new.
    """
    guid = clean_line(item.id, MAX_ID_BYTES + 4)
    if guid and len(guid.encode()) <= MAX_ID_BYTES:
        return guid
    if item.id.strip():
        return _hash(item.id)
    return link or (enclosures[0].url if enclosures else "")


def _hash(*parts: str) -> str:
    data = "\0".join(parts).encode("utf-8", "surrogatepass")
    return f"hash:{hashlib.blake2b(data, digest_size=16).hexdigest()}"


def _link(item: RawItem, base: str) -> str:
    """Return the first valid URL of the item's page, or ""."""
    for link in item.links:
        if url := normalize_url(link, base):
            return url
    return ""


def _content_and_summary(item: RawItem) -> tuple[RawText, RawText]:
    """Return content and summary; without content, the summary becomes the content.

    A literal content that is shorter than the summary is a blurb (`itunes:summary`).
    """
    contents = [content for content in item.contents if content.value.strip()]
    markup_contents = [content for content in contents if not content.is_literal]
    if markup_contents:
        return max(markup_contents, key=_length), item.summary
    literal = max(contents, key=_length, default=None)
    if literal is None or len(literal.value) < len(item.summary.value):
        return item.summary, RawText("")
    return literal, item.summary


def _length(text: RawText) -> int:
    return len(text.value)


def _summary_line(summary: RawText, text: str) -> str:
    """Return the summary as one line, or "" if the text contains it."""
    line = clean_line(to_plain_line(summary), _MAX_SUMMARY_BYTES)
    return "" if line and line in " ".join(text.split()) else line


def _derive_title(content: RawText, text: str, enclosures: tuple[Enclosure, ...]) -> str:
    """Derive a title from the start of the text, or from the name of the enclosure."""
    if enclosures and not content.value.strip():
        name = PurePosixPath(file_name(enclosures[0].url)).stem
        return enclosures[0].title or clean_line(name)
    line = clean_line(text.partition("\n")[0])
    if len(line) <= _MAX_DERIVED_TITLE:
        return line
    return line[: _MAX_DERIVED_TITLE - 1].rstrip() + "…"


def _clean_tags(tags: tuple[str, ...]) -> tuple[str, ...]:
    names = (to_plain_line(RawText(tag))[:_MAX_NAME_LENGTH] for tag in tags[:_MAX_TAGS])
    return tuple(dict.fromkeys(name for name in names if name))
