"""What newsboat knew of articles, taken over: their texts, what was read, flagged and deleted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from finews_tui.errors import UsageError
from finews_tui.i18n.catalog import ntr, tr
from finews_tui.library.articles import Articles
from finews_tui.library.changes.bookmarks import add_bookmark
from finews_tui.library.changes.read_marks import mark_read
from finews_tui.library.stores import Stores
from finews_tui.library.subscribe.newsboat_items import (
    base_url,
    entry_id,
    feed_validators,
    raw_item,
)
from finews_tui.library.sync.entry_writes import store_read_marks, write_entries
from finews_tui.library.sync.folders import Progress
from finews_tui.library.sync.lock import sync_lock
from finews_tui.library.sync.merge import needs_mark
from finews_tui.library.sync.run import age_cutoffs
from finews_tui.model.article import article_id
from finews_tui.model.source import Source, SourceKind
from finews_tui.model.url_redaction import redact_url
from finews_tui.sources.feeds.entries import entry_of
from finews_tui.sources.feeds.raw_feed import RawItem
from finews_tui.sources.subscriptions.newsboat_urls import COMMANDS, made_up_link
from finews_tui.sources.subscriptions.records import feed_location
from finews_tui.store import article_writes as saving
from finews_tui.store import articles
from finews_tui.store import sources as source_rows
from finews_tui.store import user_state as marks
from finews_tui.store.newsboat_import import (
    NewsboatCache,
    NewsboatFeed,
    NewsboatItem,
    is_database,
    open_newsboat_cache,
)
from finews_tui.store.prepared_entry import PreparedEntry, id_to_key, prepare_entry
from finews_tui.store.user_state import ReadMark
from finews_tui.system.paths import home_relative

_BATCH = 250


@dataclass(frozen=True, slots=True)
class ReadStateImport:
    """What came of newsboat's state: articles brought in, articles that were here and are read now,
    bookmarks made, items that will not come since they were deleted, and what was left out."""

    articles: int
    read: int
    bookmarks: int
    deleted: int
    refused: tuple[str, ...]


def import_read_state(
    stores: Stores, path: Path, tell: Callable[[Progress], None]
) -> ReadStateImport:
    """Take over a cache.db of newsboat, or a list of guids that `newsboat -E` wrote.

    Raises:
        UsageError: it is neither, or broken.
        StoreBusyError: newsboat, or a sync, is running.
        StoreError: the databases cannot be written.
        BookmarkError: a bookmark cannot be written.
    """
    if is_database(path):
        return _take_cache(stores, path, tell)
    return _take_list(stores, _read_list(path))


def _take_list(stores: Stores, data: bytes) -> ReadStateImport:
    """Mark as read what is here of a list of guids, one a line; what is marked already stays."""
    guids = {line for one in data.decode("utf-8", "replace").splitlines() if (line := one.strip())}
    wanted = guids | {link for guid in guids if (link := made_up_link(guid))}
    found: dict[str, dict[str, int]] = {}
    with stores.cache.reading() as cache:
        for number, mark in articles.unread(cache):
            if mark.entry in wanted:
                found.setdefault(mark.source, {})[mark.entry] = number
    numbers: list[int] = []
    with stores.state.reading() as state:
        for source, entries in found.items():
            marked = marks.read_marks(state, source, entries)
            numbers += [number for entry, number in entries.items() if entry not in marked]
    read = mark_read(stores, numbers, is_read=True).count
    left = tr("a list of read articles marks those that are here; sync first, and import it again")
    return ReadStateImport(0, read, 0, 0, () if read else (left,))


def _take_cache(stores: Stores, path: Path, tell: Callable[[Progress], None]) -> ReadStateImport:
    """Take over what a cache.db knows of the feeds followed.

    Articles that are here already keep their texts; what finews was told of one stays. Each batch
    is whole: after an interruption the next call goes on from there. A second call does nothing.
    """
    with open_newsboat_cache(path) as cache, sync_lock(stores.paths.cache_directory / "sync.lock"):
        taking = _Taking(stores, cache)
        total, done = cache.count(), 0
        for batch in _batches(cache):
            taking.take(batch)
            done += len(batch)
            tell(Progress("newsboat", done, total, taking.new, "reading"))
        taking.keep_validators()
    return taking.taken()


def feed_titles(path: Path) -> dict[str, str]:
    """The titles that newsboat has seen on feeds, by their addresses; none in a list of guids.

    Raises:
        UsageError: it is neither, or broken.
        StoreBusyError: newsboat is running.
    """
    if not is_database(path):
        _read_list(path)
        return {}
    with open_newsboat_cache(path) as cache:
        return {feed_location(feed.address): feed.title for feed in cache.feeds() if feed.title}


def _batches(cache: NewsboatCache) -> Iterator[list[NewsboatItem]]:
    after = ("", 0)
    while batch := cache.items(after, _BATCH):
        after = (batch[-1].feed, batch[-1].number)
        yield batch


@dataclass(frozen=True, slots=True)
class _One:
    """An item, what it would be in its feed, and under which id and key it is known here."""

    item: NewsboatItem
    raw: RawItem
    base: str
    id: str
    key: int

    @property
    def is_done(self) -> bool:
        """Whether its reader is through with it."""
        return self.item.is_deleted or not self.item.is_unread


def _one(source: Source, feed: NewsboatFeed, item: NewsboatItem) -> _One:
    raw, base = raw_item(item), base_url(item, feed)
    own_id = entry_id(raw, base)
    return _One(item, raw, base, own_id, id_to_key(article_id(source.name, own_id)))


class _Taking:
    """What is counted and known while a cache.db is taken over."""

    def __init__(self, stores: Stores, cache: NewsboatCache) -> None:
        self._stores = stores
        self._feeds = {feed.address: feed for feed in cache.feeds()}
        followed = {one.location: one for one in stores.config.sources if _is_feed(one)}
        self._sources = {
            address: followed[location]
            for address in self._feeds
            for location in (address, feed_location(address))
            if location in followed
        }
        self._cutoffs = age_cutoffs(stores, list(self._sources.values()))
        self._left_out: Counter[str] = Counter()
        self.new = self._read = self._bookmarks = self._deleted = 0

    def take(self, batch: Sequence[NewsboatItem]) -> None:
        """Take a batch over, source by source."""
        by_feed: dict[str, list[NewsboatItem]] = {}
        for item in batch:
            by_feed.setdefault(item.feed, []).append(item)
        for address, items in by_feed.items():
            source = self._sources.get(address)
            if source is None:
                self._left_out[address] += len(items)
            else:
                self._take(source, self._feeds[address], items)

    def _take(self, source: Source, feed: NewsboatFeed, items: Sequence[NewsboatItem]) -> None:
        stores, name = self._stores, source.name
        ones = [_one(source, feed, item) for item in items]
        ids = [one.id for one in ones]
        with stores.cache.reading() as cache:
            known = saving.stored_articles(cache, [one.key for one in ones])
        with stores.state.reading() as state:
            marked = marks.read_marks(state, name, ids)
            unwanted = marks.suppressed_entries(state, name, ids)
        absent = [one for one in ones if one.key not in known and one.id not in unwanted]
        self._keep_away(name, {one.id for one in absent if one.item.is_deleted})
        coming = [one for one in absent if not one.item.is_deleted]
        self._add(source, coming, marked)
        here = [one for one in ones if one.key in known and one.id not in marked]
        read = [known[one.key].number for one in here if one.is_done]
        self._read += mark_read(stores, read, is_read=True).count
        for one in ones:
            if one.item.flags and not one.item.is_deleted:
                self._bookmark(one.key, one.item.flags)

    def _keep_away(self, name: str, deleted: set[str]) -> None:
        """Let what was deleted in newsboat not come with a sync."""
        if deleted:
            with self._stores.state.writing() as state:
                marks.suppress_entries(state, name, deleted)
            self._deleted += len(deleted)

    def _add(self, source: Source, coming: Sequence[_One], marked: Mapping[str, bool]) -> None:
        """Write the articles that are not here, read or unread as they were in newsboat."""
        stores, cutoff = self._stores, self._cutoffs[source.name]
        prepared: dict[str, PreparedEntry] = {}
        needed: dict[str, ReadMark] = {}
        for one in coming:
            entry = replace(entry_of(one.raw, one.base, with_texts=True), id=one.id)
            prepared[one.id] = ready = prepare_entry(source.name, entry)
            if one.id not in marked and needs_mark(ready, one.is_done, cutoff):
                needed[one.id] = ReadMark(source.name, one.id, one.is_done)
        if not prepared:
            return
        with stores.cache.writing() as cache:
            store_read_marks(stores, cache, list(needed.values()))
            source_id = source_rows.ensure_source_id(cache, source.name)
            entries = list(prepared.values())
            self.new += write_entries(stores, cache, source, source_id, entries, cutoff).new

    def _bookmark(self, key: int, flags: str) -> None:
        """Keep a flagged article; its flags are tags of the bookmark."""
        with self._stores.cache.reading() as cache:
            number = articles.numbers_by_key(cache, [key]).get(key)
        for article in Articles(self._stores).get_many([] if number is None else [number]):
            if not article.is_bookmarked:
                tags = (*article.tags, *(f"flag:{flag}" for flag in sorted(set(flags))))
                add_bookmark(self._stores, replace(article, tags=tags))
                self._bookmarks += 1

    def keep_validators(self) -> None:
        """Let the first sync of each feed ask with the validators that newsboat would send."""
        sources = {source.name: self._feeds[one] for one, source in self._sources.items()}
        with self._stores.cache.writing() as cache:
            for name, memory in source_rows.feed_states(cache, sources).items():
                feed = sources[name]
                if memory.last_sync is None and memory.articles:
                    source_rows.store_validators(cache, memory.source_id, *feed_validators(feed))

    def taken(self) -> ReadStateImport:
        """What has come of it."""
        refused = [_not_followed(*one) for one in sorted(self._left_out.items())]
        return ReadStateImport(self.new, self._read, self._bookmarks, self._deleted, tuple(refused))


def _not_followed(address: str, count: int) -> str:
    feed = redact_url(address) or tr("no feed")
    articles = ntr("{count} article", "{count} articles", count)
    if address.startswith(COMMANDS):
        return tr("{feed}: runs a command, {articles} left out", feed=feed, articles=articles)
    return tr(
        "{feed}: not followed, {articles} left out; add it and import again",
        feed=feed,
        articles=articles,
    )


def _read_list(path: Path) -> bytes:
    try:
        data = path.read_bytes()
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise UsageError(
            tr("{file}: cannot be read: {reason}", file=home_relative(path), reason=reason)
        ) from error
    if b"\0" in data:
        raise UsageError(
            tr(
                "{file}: neither a cache.db of newsboat nor a list of `newsboat -E`",
                file=home_relative(path),
            )
        )
    return data


def _is_feed(source: Source) -> bool:
    return source.kind is SourceKind.FEED
