"""Preparation of feeds for the store, in a worker process."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from finews_tui.model.article import Entry, article_id
from finews_tui.store.prepared_entry import PreparedEntry, entry_hash, id_to_key, prepare_entry


@dataclass(frozen=True, slots=True)
class PreparedFeed:
    """Parsed feed: the number of entries, and the new or changed ones.

    `ttl_min` is the feed's minimum time between fetches in minutes, `site` the URL of its website.
    """

    entries: int
    changed: tuple[PreparedEntry, ...]
    warnings: tuple[str, ...]
    ttl_min: int | None
    site: str = ""
    title: str = ""


def prepare_feed(
    data: bytes,
    url: str,
    content_type: str,
    has_known_length: bool,
    source: str,
    known_hashes: Mapping[int, bytes],
) -> PreparedFeed:
    """Parse the feed of a source, and prepare the entries whose hash is unknown.

    `known_hashes` are by article key. Preparing an entry takes as long as parsing it.

    Raises:
        FeedError: the data is not a feed.
    """
    # Imported lazily: only the worker process needs the parsers.
    from finews_tui.sources.feeds.identity import base_id, normalize_address
    from finews_tui.sources.feeds.parse import parse_feed

    feed = parse_feed(data, url=url, content_type=content_type, has_known_length=has_known_length)
    bases = [normalize_address(base_id(entry.id)) for entry in feed.entries]
    counts = Counter(bases)
    changed = [
        prepare_entry(source, entry)
        for entry, base in zip(feed.entries, bases, strict=True)
        # Articles that share an id are matched together with stored ones.
        if counts[base] > 1 or not _is_known(source, entry, known_hashes)
    ]
    return PreparedFeed(
        len(feed.entries), tuple(changed), feed.warnings, feed.ttl_min, feed.link, feed.title
    )


def _is_known(source: str, entry: Entry, known_hashes: Mapping[int, bytes]) -> bool:
    """Return whether an entry is stored unchanged, under its id or one that counts as the same."""
    if not known_hashes:
        return False
    from finews_tui.sources.feeds.identity import derived_id, id_variants

    new_hash = entry_hash(entry)
    if known_hashes.get(id_to_key(article_id(source, entry.id))) == new_hash:
        return True
    variants = id_variants(entry.id)
    others = [*variants[1:], *(derived_id(variant, entry) for variant in variants)]
    keys = (id_to_key(article_id(source, other)) for other in others)
    return any(known_hashes.get(key) == new_hash for key in keys)
