"""Writing fetched feeds to the cache, and titles and redirects to config.toml."""

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
from finews_tui.library.sync.stored_ids import assign_stored_ids
from finews_tui.model.source import Source
from finews_tui.model.sync_outcome import SyncOutcome, SyncStatus
from finews_tui.model.url_redaction import redact_url
from finews_tui.sources.http.cache_headers import Validators
from finews_tui.store.article_writes import IndexRow, newest_entry_hashes
from finews_tui.store.database import Connection
from finews_tui.store.prepared_entry import PreparedEntry
from finews_tui.store.source_metadata import set_site
from finews_tui.store.sources import FeedState, ensure_source_id, feed_states, store_validators

_log = logging.getLogger(__name__)
_MAX_KNOWN_HASHES = 500


@dataclass(frozen=True, slots=True)
class FeedUpdate:
    """Result of a fetch of a feed.

    `entries` is the number of entries, 0 if the feed did not change; `changed` are those that may
    be new or changed. Automatic syncs skip the feed until `next_sync`. `site` is the URL of the
    feed's website.
    """

    entries: int
    changed: Sequence[PreparedEntry]
    validators: Validators
    warnings: tuple[str, ...]
    next_sync: datetime | None
    site: str = ""


def load_feed_states(stores: Stores, sources: Sequence[Source]) -> dict[str, FeedState]:
    """Return the stored state of feeds by name; new feeds are added to the cache."""
    names = [source.name for source in sources]
    with stores.cache.reading() as cache:
        states = feed_states(cache, names)
    new = [name for name in names if name not in states]
    if new:
        with stores.cache.writing() as cache:
            for name in new:
                ensure_source_id(cache, name)
            states |= feed_states(cache, new)
    return states


def load_known_hashes(stores: Stores, state: FeedState) -> dict[int, bytes]:
    """Return the entry hashes of a feed's newest articles, by key."""
    with stores.cache.reading() as cache:
        return newest_entry_hashes(cache, state.source_id, _MAX_KNOWN_HASHES)


def write_feed_update(
    stores: Stores,
    cache: Connection,
    source: Source,
    state: FeedState,
    update: FeedUpdate,
    cutoff: AgeCutoff,
    unindexed: list[IndexRow],
) -> SyncOutcome:
    """Write a feed update inside the caller's transaction on the cache.

    Terms for the full-text index are appended to `unindexed`.
    """
    with stores.state.reading() as connection:
        changed = assign_stored_ids(connection, cache, source.name, state.source_id, update.changed)
    written = write_entries(stores, cache, source, state.source_id, changed, cutoff, unindexed)
    is_changed = bool(written.new or written.updated)
    entries = update.entries or state.articles
    outcome = SyncOutcome(
        source.name,
        SyncStatus.OK if is_changed else SyncStatus.UNCHANGED,
        new=written.new,
        updated=written.updated,
        unchanged=entries - written.new - written.updated,
        read_by_age=written.read_by_age,
        warnings=update.warnings,
    )
    validators = update.validators
    store_validators(cache, state.source_id, validators.etag, validators.last_modified)
    set_site(cache, source.name, update.site)
    return record_outcome(stores, cache, outcome, update.next_sync)


def write_feed_titles(stores: Stores, titles: Mapping[str, str]) -> None:
    """Write titles, by source name, to the configuration for sources without one.

    If the configuration cannot be changed, the sources are still shown by name.
    """
    try:
        # Read from the file, which the user may have edited since the sync started.
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
    """Write the new address of a feed to the configuration; return a warning about it."""
    new_address = redact_url(location)
    for other in stores.config.sources:
        if other.location == location and other.name != source.name:
            return tr(
                "moved permanently to {address}, which is also the address of {name}; remove one",
                address=new_address,
                name=other.name,
            )
    try:
        moved = replace(stores.source(source.name), location=location)
        stores.config = update_source(stores.paths.config_file, moved)
    except (ConfigError, NotFoundError, UsageError) as error:
        return tr(
            "moved permanently to {address}, but config.toml cannot be updated: {error}",
            address=new_address,
            error=error,
        )
    return tr("moved permanently to {address}; config.toml was updated", address=new_address)
