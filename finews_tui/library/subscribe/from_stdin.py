"""Add a feed whose document is read from standard input: `curl … | finews add -`."""

from __future__ import annotations

from typing import BinaryIO

from finews_tui.config.editor import add_source
from finews_tui.errors import FetchError
from finews_tui.i18n.catalog import tr
from finews_tui.library.stores import Stores
from finews_tui.library.subscribe.new_source import feed_name, printable_line, taken_names
from finews_tui.library.sync.age_cutoffs import load_age_cutoffs
from finews_tui.library.sync.feed_writes import FeedUpdate, load_feed_states, write_feed_update
from finews_tui.library.sync.lock import sync_lock
from finews_tui.library.threads import run_in_thread
from finews_tui.model.source import Source, SourceKind
from finews_tui.model.sync_outcome import SyncOutcome
from finews_tui.sources.feeds.worker import parse_feed_in_worker
from finews_tui.sources.folders.safe_read import MAX_FILE_BYTES
from finews_tui.sources.http.cache_headers import Validators
from finews_tui.sources.http.local_feed import STANDARD_INPUT
from finews_tui.store.article_writes import IndexRow, add_to_index
from finews_tui.store.prepared_entry import prepare_entry


def read_feed_stream(stream: BinaryIO) -> bytes:
    """Read a feed from standard input.

    Raises:
        FetchError: it exceeds the size limit of feed files.
    """
    data = stream.read(MAX_FILE_BYTES + 1)
    if len(data) > MAX_FILE_BYTES:
        raise FetchError(
            tr("standard input is too large (limit: {size} MiB)", size=MAX_FILE_BYTES >> 20)
        )
    return data


async def follow_feed_data(
    stores: Stores, data: bytes, *, name: str = "", title: str = "", group: str = ""
) -> tuple[Source, SyncOutcome]:
    """Add the feed in `data` as a source, named after its title by default.

    If a feed from standard input already has this name, its new articles are added to it.

    Raises:
        FeedError: the data is not a feed; nothing was added.
        UsageError: another source has this name.
        ConfigError: the configuration cannot be changed.
        StoreBusyError: a sync is running.
    """
    feed = await parse_feed_in_worker(data, url="")
    title = title or printable_line(feed.title)
    source = _find_source(stores, name or feed_name(title, "", ()))
    if source is None:
        name = name or feed_name(title, "", taken_names(stores, ""))
        source = Source(name, SourceKind.FEED, STANDARD_INPUT, title=title, group=group)
        stores.config = await run_in_thread(add_source, stores.paths.config_file, source)
    entries = [prepare_entry(source.name, entry) for entry in feed.entries]
    update = FeedUpdate(len(entries), entries, Validators(), feed.warnings, None)
    return source, await run_in_thread(_store, stores, source, update)


def _find_source(stores: Stores, name: str) -> Source | None:
    for source in stores.config.sources:
        if source.name == name and source.location == STANDARD_INPUT:
            return source
    return None


def _store(stores: Stores, source: Source, update: FeedUpdate) -> SyncOutcome:
    with sync_lock(stores.paths.cache_directory / "sync.lock"):
        cutoff = load_age_cutoffs(stores, [source])[source.name]
        state = load_feed_states(stores, [source])[source.name]
        rows: list[IndexRow] = []
        with stores.cache.writing() as cache:
            outcome = write_feed_update(stores, cache, source, state, update, cutoff, rows)
            add_to_index(cache, rows)
    return outcome
