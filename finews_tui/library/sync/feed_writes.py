"""What a feed's fetch brought, kept: articles, validators and times in one transaction."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from finews_tui.config.editor import update_source, update_sources
from finews_tui.config.loader import load
from finews_tui.errors import ConfigError, NotFoundError, UsageError
from finews_tui.i18n.catalog import tr
from finews_tui.library.stores import Stores
from finews_tui.library.subscribe.new_source import printable_line
from finews_tui.library.sync.entry_writes import write_entries
from finews_tui.library.sync.merge import AgeCutoff
from finews_tui.library.sync.outcomes import record_outcome
from finews_tui.model.source import Source
from finews_tui.model.sync_outcome import SyncOutcome, SyncStatus
from finews_tui.model.url_redaction import redact_url
from finews_tui.sources.http.client import Validators
from finews_tui.store import article_writes as saving
from finews_tui.store import source_metadata as source_notes
from finews_tui.store import sources as source_rows
from finews_tui.store.article_writes import IndexRow
from finews_tui.store.database import Connection
from finews_tui.store.prepared_entry import PreparedEntry
from finews_tui.store.sources import FeedState

_log = logging.getLogger(__name__)
_HASHES_KNOWN = 500


@dataclass(frozen=True, slots=True)
class FeedUpdate:
    """What an answer said: how many entries (none where nothing changed), those that may be news,
    validators, remarks, the time before which an automatic sync shall not ask again, and the
    address of the pages that the feed is about."""

    entries: int
    changed: Sequence[PreparedEntry]
    validators: Validators
    warnings: tuple[str, ...]
    next_sync: datetime | None
    site: str = ""


def load_feed_states(stores: Stores, sources: Sequence[Source]) -> dict[str, FeedState]:
    """What is known of all feeds of the library and of `sources`, each with a row of its own."""
    names = [source.name for source in sources]
    with stores.cache.reading() as cache:
        known = source_rows.feed_states(cache, names)
    new = [name for name in names if name not in known]
    if new:
        with stores.cache.writing() as cache:
            for name in new:
                source_rows.ensure_source_id(cache, name)
            known |= source_rows.feed_states(cache, new)
    return known


def load_known_hashes(stores: Stores, memory: FeedState) -> dict[int, bytes]:
    """The hashes of a feed's newest articles by key; of older ones its next answer has few."""
    with stores.cache.reading() as cache:
        return saving.newest_entry_hashes(cache, memory.source_id, _HASHES_KNOWN)


def write_feed_update(
    stores: Stores,
    cache: Connection,
    source: Source,
    memory: FeedState,
    news: FeedUpdate,
    cutoff: AgeCutoff,
    unindexed: list[IndexRow],
) -> SyncOutcome:
    """Write what a feed gave inside the caller's transaction on the cache; its articles' terms are
    left in `unindexed`."""
    written = write_entries(
        stores, cache, source, memory.source_id, news.changed, cutoff, unindexed
    )
    is_new = bool(written.new or written.updated)
    seen = news.entries or memory.articles
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
    source_rows.store_validators(cache, memory.source_id, validators.etag, validators.last_modified)
    source_notes.set_site(cache, source.name, news.site)
    return record_outcome(stores, cache, outcome, news.next_sync)


def write_titles(stores: Stores, titles: Mapping[str, str]) -> None:
    """Write titles of feeds into the configuration, by source; those that have one keep it.

    If the configuration cannot be changed the sources keep showing their names.
    """
    try:
        # From the file: its user may have edited it since the sync began.
        untitled = [source for source in load(stores.paths.config_file).sources if not source.title]
        sources = [
            replace(source, title=printable_line(titles[source.name]))
            for source in untitled
            if source.name in titles
        ]
        if sources:
            stores.config = update_sources(stores.paths.config_file, sources)
    except (ConfigError, NotFoundError, UsageError) as error:
        _log.warning("titles of %s feeds were not written: %s", len(titles), error)


def record_permanent_redirect(stores: Stores, source: Source, location: str) -> str:
    """Write into the configuration where a feed has moved for good; returns what to tell of it."""
    where = redact_url(location)
    for other in stores.config.sources:
        if other.location == location and other.name != source.name:
            return tr(
                "has moved for good to {where}, which {name} follows too; remove one",
                where=where,
                name=other.name,
            )
    try:
        moved = replace(stores.source(source.name), location=location)
        stores.config = update_source(stores.paths.config_file, moved)
    except (ConfigError, NotFoundError, UsageError) as error:
        return tr(
            "has moved for good to {where}, but that cannot be written: {error}",
            where=where,
            error=error,
        )
    return tr("has moved for good to {where}; config.toml says so now", where=where)
