"""What a feed's fetch brought, kept: articles, validators and times in one transaction."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from finews_tui.config_edit import update_source
from finews_tui.errors import ConfigError, NotFoundError, UsageError
from finews_tui.library.changes import Horizon
from finews_tui.library.library import Library
from finews_tui.library.writing import write_entries
from finews_tui.model.article import Entry, article_id
from finews_tui.model.source import Source, SyncOutcome, SyncStatus
from finews_tui.sources.fetch import Validators
from finews_tui.sources.shown import shown_address
from finews_tui.store import saving
from finews_tui.store import sources as source_rows
from finews_tui.store.prepared import Prepared, entry_hash, key_of, prepare
from finews_tui.store.sources import FeedMemory


@dataclass(frozen=True, slots=True)
class FeedNews:
    """What an answer said: entries (none where nothing changed), validators, remarks, the time
    before which an automatic sync shall not ask again."""

    entries: Sequence[Entry]
    validators: Validators
    warnings: tuple[str, ...]
    next_sync: datetime | None


def memories_of(library: Library, sources: Sequence[Source]) -> dict[str, FeedMemory]:
    """What is known of all feeds of the library and of `sources`, each with a row of its own."""
    names = [source.name for source in sources]
    with library.stores.cache.reading() as cache:
        known = source_rows.feed_memories(cache, names)
    new = [name for name in names if name not in known]
    if new:
        with library.stores.cache.writing() as cache:
            for name in new:
                source_rows.source_id(cache, name)
            known |= source_rows.feed_memories(cache, new)
    return known


def keep_news(
    library: Library, source: Source, memory: FeedMemory, news: FeedNews, horizon: Horizon
) -> SyncOutcome:
    """Write what a feed gave: all of it, or nothing.

    Raises:
        StoreError: nothing was written.
    """
    stores = library.stores
    prepared = _changed(library, source, news.entries)
    with stores.cache.writing() as cache:
        written = write_entries(stores, cache, source, memory.source_id, prepared, horizon)
        is_new = bool(written.new or written.updated)
        seen = len(news.entries) or memory.articles
        outcome = SyncOutcome(
            source.name,
            SyncStatus.OK if is_new else SyncStatus.UNCHANGED,
            new=written.new,
            updated=written.updated,
            unchanged=seen - written.new - written.updated,
            read_by_age=written.read_by_age,
            warnings=news.warnings,
        )
        validators = news.validators
        source_rows.keep_validators(
            cache, memory.source_id, validators.etag, validators.last_modified
        )
        source_rows.keep_outcome(cache, outcome, stores.clock(), news.next_sync)
    return outcome


def _changed(library: Library, source: Source, entries: Sequence[Entry]) -> list[Prepared]:
    """The entries that the cache has not as they are: to make one ready takes most of the time."""
    keys = [key_of(article_id(source.name, entry.id)) for entry in entries]
    with library.stores.cache.reading() as cache:
        known = saving.known_articles(cache, keys)
    return [
        prepare(source.name, entry)
        for key, entry in zip(keys, entries, strict=True)
        if key not in known or known[key].entry_hash != entry_hash(entry)
    ]


def keep_failure(library: Library, outcome: SyncOutcome, next_sync: datetime | None) -> None:
    """Note a failure; articles and validators stay as they are.

    Raises:
        StoreError: it cannot be written.
    """
    with library.stores.cache.writing() as cache:
        source_rows.keep_outcome(cache, outcome, library.stores.clock(), next_sync)


def follow_move(library: Library, source: Source, location: str) -> str:
    """Write into the configuration where a feed has moved for good; returns what to tell of it."""
    where = shown_address(location)
    for other in library.config.sources:
        if other.location == location and other.name != source.name:
            return f"has moved for good to {where}, which {other.name} follows too; remove one"
    try:
        library.config = update_source(
            library.paths.config_file, replace(source, location=location)
        )
    except (ConfigError, NotFoundError, UsageError) as error:
        return f"has moved for good to {where}, but that cannot be written: {error}"
    return f"has moved for good to {where}; config.toml says so now"
