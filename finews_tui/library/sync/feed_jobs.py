"""Feeds parsed and prepared for the store, in a worker process."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from finews_tui.model.article import article_id
from finews_tui.store.prepared_entry import PreparedEntry, entry_hash, id_to_key, prepare_entry


@dataclass(frozen=True, slots=True)
class ReadFeed:
    """A parsed feed: the number of its entries, and those that are new or changed.

    `ttl_min` are the minutes for which the feed says not to request it again; `site` is the address
    of the website it belongs to.
    """

    entries: int
    changed: tuple[PreparedEntry, ...]
    warnings: tuple[str, ...]
    ttl_min: int | None
    site: str = ""
    title: str = ""


def read_feed(
    data: bytes,
    url: str,
    content_type: str,
    has_known_length: bool,
    source: str,
    known: Mapping[int, bytes],
) -> ReadFeed:
    """Parse a feed of a source, and prepare entries whose hash differs from the `known` one.

    `known` are entry hashes by article key: preparing an entry takes as long as parsing it.

    Raises:
        FeedError: it is no feed.
    """
    # Imported late: the process that receives the result needs no parser.
    from finews_tui.sources.feeds.parse import parse_feed

    feed = parse_feed(data, url=url, content_type=content_type, has_known_length=has_known_length)
    changed = [
        prepare_entry(source, entry)
        for entry in feed.entries
        if known.get(id_to_key(article_id(source, entry.id))) != entry_hash(entry)
    ]
    return ReadFeed(
        len(feed.entries), tuple(changed), feed.warnings, feed.ttl_min, feed.link, feed.title
    )
