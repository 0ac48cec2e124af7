"""Import of newsboat's state: articles and their read, flagged and deleted marks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from finews_tui.errors import UsageError
from finews_tui.i18n.catalog import ntr, tr
from finews_tui.library.articles import Articles
from finews_tui.library.changes.bookmarks import add_bookmark
from finews_tui.library.changes.read_marks import mark_read
from finews_tui.library.stores import Stores
from finews_tui.library.subscribe.newsboat.items import (
    base_url,
    entry_id,
    feed_validators,
    raw_item,
)
from finews_tui.library.sync.age_cutoffs import load_age_cutoffs
from finews_tui.library.sync.entry_writes import store_read_marks, write_entries
from finews_tui.library.sync.lock import sync_lock
from finews_tui.library.sync.merge import needs_mark
from finews_tui.library.sync.progress import ReportProgress, SyncProgress
from finews_tui.model.article import article_id
from finews_tui.model.source import Source, SourceKind
from finews_tui.model.url_redaction import redact_url
from finews_tui.sources.feeds.entries import build_entry
from finews_tui.sources.feeds.raw_feed import RawItem
from finews_tui.sources.subscriptions.newsboat_urls import COMMANDS, link_from_generated_guid
from finews_tui.sources.subscriptions.records import normalize_feed_url
from finews_tui.store import articles, user_state
from finews_tui.store.article_writes import stored_articles
from finews_tui.store.newsboat_import import (
    NewsboatCache,
    NewsboatFeed,
    NewsboatItem,
    is_database,
    open_newsboat_cache,
)
from finews_tui.store.prepared_entry import PreparedEntry, id_to_key, prepare_entry
from finews_tui.store.sources import ensure_source_id, feed_states, store_validators
from finews_tui.store.user_state import ReadMark
from finews_tui.system.paths import home_relative

_BATCH_ITEMS = 250


@dataclass(frozen=True, slots=True)
class ReadStateImport:
    """Number of articles added, marked as read, bookmarked, and suppressed as deleted.

    `refused` has a line for each skipped feed or file.
    """

    articles: int
    read: int
    bookmarks: int
    deleted: int
    refused: tuple[str, ...]


def import_read_state(stores: Stores, path: Path, report: ReportProgress) -> ReadStateImport:
    """Import a newsboat cache.db, or a list of guids written by `newsboat -E`.

    Raises:
        UsageError: the file is in neither format, or damaged.
        StoreBusyError: newsboat or a sync is running.
        StoreError: the databases cannot be written.
        BookmarkError: a bookmark cannot be written.
    """
    if is_database(path):
        return _import_cache(stores, path, report)
    return _import_guids(stores, _read_guids(path))


def feed_titles(path: Path) -> dict[str, str]:
    """Return feed titles in newsboat's cache by address; empty for a list of guids.

    Raises:
        UsageError: the file is in neither format, or damaged.
        StoreBusyError: newsboat is running.
    """
    if not is_database(path):
        _read_guids(path)
        return {}
    with open_newsboat_cache(path) as cache:
        return {
            normalize_feed_url(feed.address): feed.title for feed in cache.feeds() if feed.title
        }


def _import_guids(stores: Stores, data: bytes) -> ReadStateImport:
    """Mark stored articles in a list of guids as read, unless the user marked them."""
    lines = data.decode("utf-8", "replace").splitlines()
    guids = {guid for line in lines if (guid := line.strip())}
    entry_ids = guids | {link for guid in guids if (link := link_from_generated_guid(guid))}
    unread: dict[str, dict[str, int]] = {}
    with stores.cache.reading() as cache:
        for number, (source, entry) in articles.unread_entries(cache):
            if entry in entry_ids:
                unread.setdefault(source, {})[entry] = number
    numbers: list[int] = []
    with stores.state.reading() as state:
        for source, entries in unread.items():
            marks = user_state.read_marks(state, source, entries)
            numbers += [number for entry, number in entries.items() if entry not in marks]
    read = mark_read(stores, numbers, is_read=True).count
    hint = tr("no stored article matches the list; sync first, then import it again")
    return ReadStateImport(0, read, 0, 0, () if read else (hint,))


def _import_cache(stores: Stores, path: Path, report: ReportProgress) -> ReadStateImport:
    """Import the articles of configured feeds from a cache.db.

    Texts of stored articles and marks made in finews are not changed. Each batch is one
    transaction, so an interrupted import can be resumed, and importing twice changes nothing.
    """
    with open_newsboat_cache(path) as cache, sync_lock(stores.paths.cache_directory / "sync.lock"):
        importer = _CacheImport(stores, cache)
        total, done = cache.count(), 0
        for batch in _batches(cache):
            importer.import_items(batch)
            done += len(batch)
            report(SyncProgress("newsboat", done, total, importer.new, "reading"))
        importer.store_validators()
    return importer.result()


def _batches(cache: NewsboatCache) -> Iterator[list[NewsboatItem]]:
    after = ("", 0)
    while batch := cache.items(after, _BATCH_ITEMS):
        after = (batch[-1].feed, batch[-1].number)
        yield batch


@dataclass(frozen=True, slots=True)
class _IdentifiedItem:
    """An item in the form of its feed, with its entry id and article key in finews."""

    original: NewsboatItem
    raw: RawItem
    base: str
    id: str
    key: int

    @property
    def is_read(self) -> bool:
        """Whether the user read or deleted it in newsboat."""
        return self.original.is_deleted or not self.original.is_unread


def _identify(source: Source, feed: NewsboatFeed, item: NewsboatItem) -> _IdentifiedItem:
    raw, base = raw_item(item), base_url(item, feed)
    own_id = entry_id(raw, base)
    return _IdentifiedItem(item, raw, base, own_id, id_to_key(article_id(source.name, own_id)))


class _CacheImport:
    """Import of one cache.db: its configured feeds, and counts of imported articles."""

    def __init__(self, stores: Stores, cache: NewsboatCache) -> None:
        self._stores = stores
        self._feeds = {feed.address: feed for feed in cache.feeds()}
        feeds = {source.location: source for source in stores.config.sources if _is_feed(source)}
        self._sources = {
            address: feeds[location]
            for address in self._feeds
            for location in (address, normalize_feed_url(address))
            if location in feeds
        }
        self._cutoffs = load_age_cutoffs(stores, list(self._sources.values()))
        self._skipped: Counter[str] = Counter()
        self.new = self._read = self._bookmarks = self._deleted = 0

    def import_items(self, batch: Sequence[NewsboatItem]) -> None:
        """Import a batch, source by source."""
        by_feed: dict[str, list[NewsboatItem]] = {}
        for item in batch:
            by_feed.setdefault(item.feed, []).append(item)
        for address, items in by_feed.items():
            source = self._sources.get(address)
            if source is None:
                self._skipped[address] += len(items)
            else:
                self._import_feed(source, self._feeds[address], items)

    def store_validators(self) -> None:
        """Store validators, so that first syncs send conditional requests."""
        feeds = {source.name: self._feeds[address] for address, source in self._sources.items()}
        with self._stores.cache.writing() as cache:
            for name, state in feed_states(cache, feeds).items():
                if state.last_sync is None and state.articles:
                    store_validators(cache, state.source_id, *feed_validators(feeds[name]))

    def result(self) -> ReadStateImport:
        """Return the counts and skipped feeds."""
        refused = [
            _skipped_feed(address, count) for address, count in sorted(self._skipped.items())
        ]
        return ReadStateImport(self.new, self._read, self._bookmarks, self._deleted, tuple(refused))

    def _import_feed(
        self, source: Source, feed: NewsboatFeed, items: Sequence[NewsboatItem]
    ) -> None:
        stores, name = self._stores, source.name
        identified = [_identify(source, feed, item) for item in items]
        ids = [item.id for item in identified]
        with stores.cache.reading() as cache:
            stored = stored_articles(cache, [item.key for item in identified])
        with stores.state.reading() as state:
            marks = user_state.read_marks(state, name, ids)
            suppressed = user_state.suppressed_entries(state, name, ids)
        missing = [
            item for item in identified if item.key not in stored and item.id not in suppressed
        ]
        self._suppress(name, {item.id for item in missing if item.original.is_deleted})
        self._add(source, [item for item in missing if not item.original.is_deleted], marks)
        read = [
            stored[item.key].number
            for item in identified
            if item.key in stored and item.id not in marks and item.is_read
        ]
        self._read += mark_read(stores, read, is_read=True).count
        for item in identified:
            if item.original.flags and not item.original.is_deleted:
                self._bookmark(item.key, item.original.flags)

    def _suppress(self, name: str, deleted: set[str]) -> None:
        """Prevent syncs from adding articles that were deleted in newsboat."""
        if deleted:
            with self._stores.state.writing() as state:
                user_state.suppress_entries(state, name, deleted)
            self._deleted += len(deleted)

    def _add(
        self, source: Source, items: Sequence[_IdentifiedItem], marks: Mapping[str, bool]
    ) -> None:
        """Write articles that are not stored yet, with their read state in newsboat."""
        stores, cutoff = self._stores, self._cutoffs[source.name]
        prepared: dict[str, PreparedEntry] = {}
        new_marks: dict[str, ReadMark] = {}
        for item in items:
            entry = replace(build_entry(item.raw, item.base, with_texts=True), id=item.id)
            prepared[item.id] = prepare_entry(source.name, entry)
            if item.id not in marks and needs_mark(prepared[item.id], item.is_read, cutoff):
                new_marks[item.id] = ReadMark(source.name, item.id, item.is_read)
        if not prepared:
            return
        with stores.cache.writing() as cache:
            store_read_marks(stores, cache, list(new_marks.values()))
            source_id = ensure_source_id(cache, source.name)
            entries = list(prepared.values())
            self.new += write_entries(stores, cache, source, source_id, entries, cutoff).new

    def _bookmark(self, key: int, flags: str) -> None:
        """Bookmark a flagged article; its flags become tags."""
        with self._stores.cache.reading() as cache:
            number = articles.numbers_by_key(cache, [key]).get(key)
        for article in Articles(self._stores).get_many([] if number is None else [number]):
            if not article.is_bookmarked:
                tags = (*article.tags, *(f"flag:{flag}" for flag in sorted(set(flags))))
                add_bookmark(self._stores, replace(article, tags=tags))
                self._bookmarks += 1


def _skipped_feed(address: str, count: int) -> str:
    feed = redact_url(address) or tr("(no address)")
    articles = ntr("{count} article", "{count} articles", count)
    if address.startswith(COMMANDS):
        return tr("{feed}: runs a command; {articles} skipped", feed=feed, articles=articles)
    return tr(
        "{feed}: not one of your sources; {articles} skipped. Add it and import again",
        feed=feed,
        articles=articles,
    )


def _read_guids(path: Path) -> bytes:
    try:
        data = path.read_bytes()
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise UsageError(
            tr("cannot read {path}: {reason}", path=home_relative(path), reason=reason)
        ) from error
    if b"\0" in data:
        raise UsageError(
            tr(
                "{file}: neither a newsboat cache.db nor a `newsboat -E` list",
                file=home_relative(path),
            )
        )
    return data


def _is_feed(source: Source) -> bool:
    return source.kind is SourceKind.FEED
