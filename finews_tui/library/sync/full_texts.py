"""Full texts: web pages of articles, fetched on request or during a sync."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from finews_tui.errors import FetchError, NotFoundError, PageError, SourceError
from finews_tui.i18n.catalog import tr
from finews_tui.library.articles import Articles
from finews_tui.library.bookmark_indexing import save_full_text
from finews_tui.library.plain_text import plain_text
from finews_tui.library.stores import Stores
from finews_tui.library.sync.outcomes import add_warnings
from finews_tui.library.sync.progress import ReportProgress, SyncProgress
from finews_tui.library.threads import run_in_thread
from finews_tui.library.user_state import UserState
from finews_tui.model.article import Article, BodyFormat
from finews_tui.model.source import Source, SourceKind
from finews_tui.model.sync_outcome import SyncOutcome, SyncStatus
from finews_tui.sources.article_pages import PageFetcher
from finews_tui.sources.http.address_policy import parse_target
from finews_tui.sources.http.host_limiter import HostLimiter
from finews_tui.sources.http.request import FetchLimits
from finews_tui.store.full_texts import PendingPage, pending_pages, record_failure
from finews_tui.store.sources import find_source_id

MAX_PAGES_PER_SYNC = 30
"""Pages fetched for one source in one sync; the next syncs fetch more."""
_MAX_HOST_FAILURES = 3
# Errors that will also affect the next page of the same host.
_HOST_ERRORS = frozenset({"timeout", "dns", "connect", "tls", "busy", "proxy"})
# No overall limit: a page waiting for a slow host must not block pages of other hosts.
_UNLIMITED = 1 << 20
_SYNCED = (SyncStatus.OK, SyncStatus.UNCHANGED)
# A page with less than this share of the feed's text is probably a paywall.
_MIN_TEXT_SHARE = 0.5


async def fetch_full_text(stores: Stores, number: int) -> Article:
    """Fetch and store the full text of an article; return the updated article.

    Raises:
        NotFoundError: the article was deleted, or has no link.
        FetchError, PageError: the page cannot be fetched, or has no text.
        BookmarkError: the article is a bookmark, and its file cannot be written.
    """
    article = await run_in_thread(Articles(stores).get, number)
    async with _page_fetcher(stores) as pages:
        await _fetch_and_store(stores, pages, article)
    return await run_in_thread(Articles(stores).get, number)


async def fetch_full_texts(stores: Stores, numbers: Sequence[int]) -> list[str]:
    """Fetch missing full texts of articles; return an error message for each failure.

    Raises:
        BookmarkError: an article is a bookmark, and its file cannot be written.
    """
    articles = await run_in_thread(Articles(stores).get_many, numbers)
    missing = [article for article in articles if not article.full_text]
    if not missing:
        return []
    try:
        async with _page_fetcher(stores) as pages:
            fetches = [_fetch_and_store(stores, pages, article) for article in missing]
            results = await asyncio.gather(*fetches, return_exceptions=True)
    except SourceError as error:
        return [str(error)]
    failures = [result for result in results if result is not None]
    for failure in failures:
        if not isinstance(failure, SourceError | NotFoundError):
            raise failure
    return [str(failure) for failure in failures]


async def _fetch_and_store(stores: Stores, pages: PageFetcher, article: Article) -> None:
    if not article.link:
        raise NotFoundError(
            tr("{title}: cannot fetch full text: article has no link", title=article.title)
        )
    linked_from = host_of(stores, article.source) or "localhost"
    page = await pages.fetch(article.link, linked_from=linked_from)
    await run_in_thread(_store, stores, article, page.html)


def _page_fetcher(stores: Stores) -> PageFetcher:
    return PageFetcher(FetchLimits(deadline_s=stores.config.sync.deadline_s))


def _store(stores: Stores, article: Article, html: str) -> None:
    """Store the text of a page, unless the feed has more text."""
    length = len(plain_text(html, BodyFormat.HTML, article.link))
    if length < _MIN_TEXT_SHARE * len(plain_text(article.body, article.format, article.link)):
        raise PageError(
            tr(
                "{title}: the page has less text than the feed; it may require a subscription",
                title=article.title,
            )
        )
    save_full_text(stores, article, html)
    state = UserState(stores)
    if not article.full_text and state.position(article):
        # The reading position refers to the shorter text.
        state.set_position(article, 0)


def host_of(stores: Stores, source: str) -> str:
    """Return the host of a feed; "" for other sources."""
    location = next((s.location for s in stores.config.sources if s.name == source), "")
    try:
        return parse_target(location).host
    except FetchError:
        return ""


@dataclass(slots=True)
class _SourceProgress:
    """Progress of the pages of one source, and warnings about failures."""

    total: int
    new: int
    done: int = 0
    warnings: list[str] = field(default_factory=list)


async def sync_full_texts(
    stores: Stores,
    sources: Sequence[Source],
    outcomes: Mapping[str, SyncOutcome],
    report: ReportProgress,
) -> dict[str, SyncOutcome]:
    """Fetch full texts of sources with this option, newest first; return outcomes.

    A failed page becomes a warning and is retried by a later sync. On cancellation, stored texts
    are not rolled back.

    Raises:
        StoreError: the cache cannot be written.
    """
    synced = [
        source
        for source in sources
        if source.full_text
        and (outcome := outcomes.get(source.name)) is not None
        and outcome.status in _SYNCED
    ]
    pending = await run_in_thread(_load_pending, stores, synced)
    if not pending:
        return {}
    progress = {
        name: _SourceProgress(len(pages), outcomes[name].new) for name, pages in pending.items()
    }
    try:
        async with _page_fetcher(stores) as pages:
            sync = _FullTextSync(stores, pages, progress, report)
            tasks = [
                asyncio.ensure_future(sync.sync_page(source, page))
                for source in synced
                for page in pending.get(source.name, ())
            ]
            try:
                await asyncio.gather(*tasks)
            finally:
                for task in tasks:
                    task.cancel()
                await asyncio.gather(*tasks, return_exceptions=True)
    except SourceError as error:
        for source_progress in progress.values():
            source_progress.warnings.append(str(error))
    return await run_in_thread(_with_warnings, stores, outcomes, progress)


def _load_pending(stores: Stores, sources: Sequence[Source]) -> dict[str, list[PendingPage]]:
    now = stores.clock()
    pending = {}
    with stores.cache.reading() as cache:
        for source in sources:
            source_id = find_source_id(cache, source.name)
            if source_id is None:
                continue
            if pages := pending_pages(cache, source_id, now, MAX_PAGES_PER_SYNC):
                pending[source.name] = pages
    return pending


def _with_warnings(
    stores: Stores, outcomes: Mapping[str, SyncOutcome], progress: Mapping[str, _SourceProgress]
) -> dict[str, SyncOutcome]:
    return {
        name: add_warnings(stores, outcomes[name], source_progress.warnings)
        for name, source_progress in progress.items()
    }


class _FullTextSync:
    """State shared by the pages of one sync: progress by source, unresponsive hosts."""

    def __init__(
        self,
        stores: Stores,
        pages: PageFetcher,
        progress: Mapping[str, _SourceProgress],
        report: ReportProgress,
    ) -> None:
        self._stores = stores
        self._pages = pages
        self._progress = progress
        self._report = report
        self._failures: dict[str, int] = {}
        self._hosts = HostLimiter(total=_UNLIMITED)
        self._writing = asyncio.Lock()

    async def sync_page(self, source: Source, page: PendingPage) -> None:
        """Fetch and store the text of one page."""
        progress = self._progress[source.name]
        try:
            await self._fetch_and_store(source, page)
        except SourceError as error:
            progress.warnings.append(
                tr("cannot fetch full text of “{title}”: {error}", title=page.title, error=error)
            )
            await self._record_failure(page.number)
        progress.done += 1
        stage = "fetching pages" if progress.done < progress.total else "done"
        self._report(SyncProgress(source.name, progress.done, progress.total, progress.new, stage))

    async def _fetch_and_store(self, source: Source, page: PendingPage) -> None:
        host = parse_target(page.link).host
        # Others may write the posts of a folder, so their links must not reach the local network.
        is_feed = source.kind is SourceKind.FEED
        linked_from = (host_of(self._stores, source.name) or "localhost") if is_feed else "a folder"
        async with self._hosts.slot(host):
            if self._failures.get(host, 0) >= _MAX_HOST_FAILURES:
                return
            try:
                fetched = await self._pages.fetch(page.link, linked_from=linked_from)
            except FetchError as error:
                if error.code in _HOST_ERRORS:
                    self._failures[host] = self._failures.get(host, 0) + 1
                raise
            self._failures.pop(host, None)
        async with self._writing:
            try:
                article = await run_in_thread(Articles(self._stores).get, page.number)
            except NotFoundError:
                return
            await run_in_thread(_store, self._stores, article, fetched.html)

    async def _record_failure(self, number: int) -> None:
        def record() -> None:
            with self._stores.cache.writing() as cache:
                record_failure(cache, number, self._stores.clock())

        async with self._writing:
            await run_in_thread(record)
