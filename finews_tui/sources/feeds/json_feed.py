"""Parse JSON Feed 1.0 and 1.1, tolerating wrong types."""

from __future__ import annotations

import json
from typing import Any

from finews_tui.errors import FeedError
from finews_tui.i18n.catalog import tr
from finews_tui.sources.feeds.raw_feed import RawEnclosure, RawFeed, RawItem, RawText


def parse_json_feed(text: str) -> RawFeed:
    """Parse a JSON Feed.

    Raises:
        FeedError: invalid JSON, or not a JSON Feed.
    """
    try:
        # parse_int: int() raises a ValueError for more than 4,300 digits.
        feed = json.loads(text, parse_int=_parse_int, strict=False)
    except (ValueError, RecursionError) as error:
        raise FeedError(tr("invalid or truncated JSON; try again later")) from error
    if not isinstance(feed, dict) or not isinstance(feed.get("items"), list):
        raise FeedError(tr("not a JSON Feed; check the address"))
    feed_authors = _authors(feed)
    return RawFeed(
        version="json",
        items=tuple(
            _to_item(item, feed_authors) for item in feed["items"] if isinstance(item, dict)
        ),
        title=RawText(_text(feed.get("title")), is_literal=True),
        link=_text(feed.get("home_page_url")),
        description=RawText(_text(feed.get("description")), is_literal=True),
        authors=feed_authors,
    )


def _to_item(item: dict[str, Any], feed_authors: tuple[str, ...]) -> RawItem:
    html, text = _text(item.get("content_html")), _text(item.get("content_text"))
    contents = (RawText(html), RawText(text, is_literal=True))
    return RawItem(
        id=_text(item.get("id")),
        title=RawText(_text(item.get("title")), is_literal=True),
        links=(_text(item.get("url")), _text(item.get("external_url"))),
        # JSON Feed 1.1: items without authors have those of the feed.
        authors=_authors(item) or feed_authors,
        published=_text(item.get("date_published")),
        updated=_text(item.get("date_modified")),
        contents=tuple(content for content in contents if content.value),
        summary=RawText(_text(item.get("summary")), is_literal=True),
        tags=tuple(_text(tag) for tag in _list(item.get("tags"))),
        enclosures=_enclosures(item),
    )


def _enclosures(item: dict[str, Any]) -> tuple[RawEnclosure, ...]:
    """Return the main image and the attachments of an item."""
    image = _text(item.get("image"))
    images = (RawEnclosure(image, medium="image"),) if image else ()
    return images + tuple(
        RawEnclosure(
            _text(attachment.get("url")),
            _text(attachment.get("mime_type")),
            _size(attachment.get("size_in_bytes")),
            title=_text(attachment.get("title")),
            duration=_text(attachment.get("duration_in_seconds")),
        )
        for attachment in _list(item.get("attachments"))
        if isinstance(attachment, dict)
    )


def _authors(record: dict[str, Any]) -> tuple[str, ...]:
    """Return the `authors` of version 1.1 and the `author` of version 1.0."""
    people = [*_list(record.get("authors")), record.get("author")]
    names = (
        _text(person.get("name")) if isinstance(person, dict) else _text(person)
        for person in people
    )
    return tuple(name for name in names if name.strip())


def _text(value: object) -> str:
    """Return a string; numbers are converted, because ids are often numbers."""
    if isinstance(value, str):
        return value
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return str(value) if is_number else ""


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


def _size(value: object) -> int:
    return value if isinstance(value, int) and 0 <= value < 1 << 60 else 0


def _parse_int(digits: str) -> int | str:
    return int(digits) if len(digits) < 20 else digits
