"""A feed's answer read and made ready for the store, in a process of the sync's parsers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from finews_tui.model.article import article_id
from finews_tui.store.prepared_entry import PreparedEntry, entry_hash, id_to_key, prepare_entry


@dataclass(frozen=True, slots=True)
class ReadFeed:
    """What an answer held: how many entries, those that may be news, remarks, the minutes for
    which the feed asks to be left alone, the address of the pages that it is about, its title."""

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
    came_whole: bool,
    source: str,
    known: Mapping[int, bytes],
) -> ReadFeed:
    """Parse a feed of a source and prepare the entries whose hash is not the `known` one of its
    article: to make one ready takes as long as to parse it.

    Raises:
        FeedError: as of `parse_feed`.
    """
    # Whoever takes what another process read needs no parser.
    from finews_tui.sources.feeds.parse import parse_feed

    feed = parse_feed(data, url=url, content_type=content_type, came_whole=came_whole)
    changed = [
        prepare_entry(source, entry)
        for entry in feed.entries
        if known.get(id_to_key(article_id(source, entry.id))) != entry_hash(entry)
    ]
    return ReadFeed(
        len(feed.entries), tuple(changed), feed.warnings, feed.ttl_min, feed.link, feed.title
    )
