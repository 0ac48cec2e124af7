"""Raw items become entries: identity, cleaned fields, one text."""

from __future__ import annotations

import hashlib
import re
from dataclasses import replace
from datetime import UTC
from html import escape
from pathlib import PurePosixPath

from finews_tui.content.body import parse_body
from finews_tui.content.dates.parse import parse_date
from finews_tui.content.text.urls import normalize_url
from finews_tui.i18n.catalog import tr
from finews_tui.model.article import BodyFormat, Entry
from finews_tui.model.document import Document, document_text
from finews_tui.model.sanitize import clean_line
from finews_tui.sources.feeds.raw_feed import Enclosure, Part, RawFeed, RawItem
from finews_tui.sources.feeds.text import body_of, file_name, line_of, person

LONGEST_ID = 1024
"""Bytes; a longer guid is known by its hash."""

_RELATIVE = re.compile(r"\b(?:href|src)\s*=\s*[\"']?(?![\"'#]|[A-Za-z][A-Za-z0-9+.-]*:)", re.I)
_MOST_TAGS = 100
_LONGEST_NAME = 200
_LONGEST_SUMMARY = 2000
_STAND_IN = 100


def entries_of(feed: RawFeed, url: str, *, with_texts: bool) -> tuple[tuple[Entry, ...], list[str]]:
    """The entries of a feed that came from `url`, each id once, and remarks about the rest.

    Laying bodies out to have their text takes most of the time: who does it later says so.
    """
    base = normalize_url(feed.link, url) or url
    entries: dict[str, Entry] = {}
    for item in feed.items:
        entry = entry_of(item, base, with_texts=with_texts)
        entries.setdefault(entry.id, entry)
    repeated = len(feed.items) - len(entries)
    remarks = [tr("{count} items repeat the id of another", count=repeated)] if repeated else []
    return tuple(entries.values()), remarks


def stated_id(item: RawItem, base: str) -> str:
    """The id that an item has by its guid, its link or its file; "" where it has none of them."""
    return _stated_id(item, _link(item, base), _files(item, base))


def entry_of(item: RawItem, base: str, *, with_texts: bool) -> Entry:
    """The entry that an item is; its relative addresses are resolved against `base`."""
    link, files = _link(item, base), _files(item, base)
    main, lead = _texts(item)
    body, body_format = body_of(main, files)
    if not link and body_format is BodyFormat.HTML and _RELATIVE.search(body):
        # A body is laid out from its article's link: where there is none, it says itself.
        body = f'<base href="{escape(base)}">{body}'
    title = line_of(item.title)
    needs_text = with_texts or not title or bool(lead.value.strip())
    document = parse_body(body, body_format, link) if needs_text else Document()
    text = document_text(document)
    published, updated = parse_date(item.published, UTC), parse_date(item.updated, UTC)
    return Entry(
        id=_id(item, link, body, files),
        title=title or _stand_in(main, text, files) or link,
        body=body,
        format=body_format,
        text=text if with_texts else "",
        summary=_summary(lead, text),
        link=link,
        author=", ".join(dict.fromkeys(filter(None, map(person, item.authors))))[:_LONGEST_NAME],
        published=published or updated,
        updated=updated if updated != published else None,
        tags=_tags(item.tags),
        symbols=document.symbols if with_texts else (),
    )


def _id(item: RawItem, link: str, body: str, files: tuple[Enclosure, ...]) -> str:
    """The identity: as stated, else a hash of title and date, or of the body alone."""
    parts = (item.title.value, item.published or item.updated)
    return _stated_id(item, link, files) or (_hash(*parts) if any(parts) else _hash(body))


def _stated_id(item: RawItem, link: str, files: tuple[Enclosure, ...]) -> str:
    """The guid, else link or file.

    The guid is taken as it is written, never resolved: another address of the feed, or a mended
    fault in it, must not make all its articles new.
    """
    guid = clean_line(item.id, LONGEST_ID + 4)
    if guid and len(guid.encode()) <= LONGEST_ID:
        return guid
    if item.id.strip():
        return _hash(item.id)
    return link or (files[0].address if files else "")


def _hash(*parts: str) -> str:
    data = "\0".join(parts).encode("utf-8", "surrogatepass")
    return f"hash:{hashlib.blake2b(data, digest_size=16).hexdigest()}"


def _files(item: RawItem, base: str) -> tuple[Enclosure, ...]:
    """The files that come with an item and have an address of the web."""
    return tuple(
        replace(file, address=address)
        for file in item.enclosures
        if (address := normalize_url(file.address, base))
    )


def _link(item: RawItem, base: str) -> str:
    """The address of the item's page: the first that is one."""
    for link in item.links:
        address = normalize_url(link, base)
        if address:
            return address
    return ""


def _texts(item: RawItem) -> tuple[Part, Part]:
    """The item's text, and the lead that stands beside it: content over summary.

    A literal content beside a longer summary is a blurb (`itunes:summary`).
    """
    contents = [part for part in item.contents if part.value.strip()]
    marked_up = [part for part in contents if not part.is_literal]
    if marked_up:
        return max(marked_up, key=_length), item.summary
    literal = max(contents, key=_length, default=None)
    if literal is None or len(literal.value) < len(item.summary.value):
        return item.summary, Part("")
    return literal, item.summary


def _length(part: Part) -> int:
    return len(part.value)


def _summary(lead: Part, text: str) -> str:
    """The lead as one line, unless the text says the same."""
    line = clean_line(line_of(lead), _LONGEST_SUMMARY)
    return "" if line and line in " ".join(text.split()) else line


def _stand_in(main: Part, text: str, files: tuple[Enclosure, ...]) -> str:
    """A title for an item without one: the beginning of its text, or the name of its file."""
    if files and not main.value.strip():
        return clean_line(PurePosixPath(file_name(files[0])).stem)
    line = clean_line(text.partition("\n")[0])
    return line if len(line) <= _STAND_IN else line[: _STAND_IN - 1].rstrip() + "…"


def _tags(tags: tuple[str, ...]) -> tuple[str, ...]:
    names = (line_of(Part(tag))[:_LONGEST_NAME] for tag in tags[:_MOST_TAGS])
    return tuple(dict.fromkeys(name for name in names if name))
