"""JSON Feed 1.0 and 1.1, read with tolerance for wrong types."""

from __future__ import annotations

import json
from typing import Any

from finews_tui.errors import FeedError
from finews_tui.i18n.catalog import tr
from finews_tui.sources.feeds.raw_feed import Enclosure, Part, RawFeed, RawItem


def read_json(text: str) -> RawFeed:
    """The JSON Feed in `text`.

    Raises:
        FeedError: broken JSON, or JSON that is no feed.
    """
    try:
        # parse_int: Python refuses integers of more than 4,300 digits with a ValueError.
        found = json.loads(text, parse_int=_integer, strict=False)
    except (ValueError, RecursionError) as error:
        raise FeedError(tr("broken JSON, perhaps cut off; try again later")) from error
    if not isinstance(found, dict) or not isinstance(found.get("items"), list):
        raise FeedError(tr("JSON, but not a JSON Feed; check the address"))
    return RawFeed(
        version="json",
        items=tuple(_item(item) for item in found["items"] if isinstance(item, dict)),
        title=Part(_text(found.get("title")), is_literal=True),
        link=_text(found.get("home_page_url")),
        description=Part(_text(found.get("description")), is_literal=True),
        authors=_authors(found),
    )


def _item(item: dict[str, Any]) -> RawItem:
    html, text = _text(item.get("content_html")), _text(item.get("content_text"))
    parts = (Part(html), Part(text, is_literal=True))
    return RawItem(
        id=_text(item.get("id")),
        title=Part(_text(item.get("title")), is_literal=True),
        links=(_text(item.get("url")), _text(item.get("external_url"))),
        authors=_authors(item),
        published=_text(item.get("date_published")),
        updated=_text(item.get("date_modified")),
        contents=tuple(part for part in parts if part.value),
        summary=Part(_text(item.get("summary")), is_literal=True),
        tags=tuple(_text(tag) for tag in _list(item.get("tags"))),
        enclosures=tuple(
            Enclosure(
                _text(attachment.get("url")),
                _text(attachment.get("mime_type")),
                _size(attachment.get("size_in_bytes")),
            )
            for attachment in _list(item.get("attachments"))
            if isinstance(attachment, dict)
        ),
    )


def _authors(found: dict[str, Any]) -> tuple[str, ...]:
    """Version 1.1 has a list `authors`, version 1.0 one `author`."""
    people = [*_list(found.get("authors")), found.get("author")]
    return tuple(_text(person.get("name")) for person in people if isinstance(person, dict))


def _text(value: object) -> str:
    """A string, or a number as its digits: ids are often numbers."""
    if isinstance(value, str):
        return value
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return str(value) if is_number else ""


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


def _size(value: object) -> int:
    return value if isinstance(value, int) and 0 <= value < 1 << 60 else 0


def _integer(digits: str) -> int | str:
    return int(digits) if len(digits) < 20 else digits
