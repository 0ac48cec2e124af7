"""Full texts: the pages of articles fetched on the user's wish, and kept beside what came."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from finews_tui.errors import FetchError, NotFoundError, PageError, SourceError
from finews_tui.i18n.catalog import tr
from finews_tui.library.articles import Articles
from finews_tui.library.bookmark_indexing import save_full_text
from finews_tui.library.plain_text import plain_text
from finews_tui.library.stores import Stores
from finews_tui.library.sync.folders import Progress
from finews_tui.library.sync.outcomes import add_warnings
from finews_tui.library.threads import run_in_thread
from finews_tui.library.user_state import UserState
from finews_tui.model.article import Article, BodyFormat
from finews_tui.model.source import Source, SourceKind
from finews_tui.model.sync_outcome import SyncOutcome, SyncStatus
from finews_tui.sources.article_pages import PageFetcher
from finews_tui.sources.http.address_policy import target_of
from finews_tui.sources.http.client import Limits
from finews_tui.sources.http.host_limiter import Turns
from finews_tui.store import full_texts
from finews_tui.store import sources as source_rows
from finews_tui.store.full_texts import PendingPage

PAGES_A_SYNC = 30
"""Pages of one source in one sync; the others come with the next ones."""
_FAILURES_OF_A_HOST = 3
# Faults that the next page of the same host will have too.
_OF_THE_HOST = frozenset({"timeout", "dns", "connect", "tls", "busy", "proxy"})
# Who waits for a slow host takes no turn from the others.
_WAITING_IN_ALL = 1 << 20
_SYNCED = (SyncStatus.OK, SyncStatus.UNCHANGED)
# A page with less than this share of the text that came with the news shows something else.
_LEAST_SHARE = 0.5


async def fetch_full_text(stores: Stores, number: int) -> Article:
    """Fetch an article's page and keep its text; the article as it is then.

    Raises:
        NotFoundError: the article is gone, or has no address.
        FetchError, PageError: the page cannot be had, or has no text.
        BookmarkError: the article is a bookmark, and its file cannot be written.
    """
    article = await run_in_thread(Articles(stores).get, number)
    async with _pages(stores) as pages:
        await _fetch(stores, pages, article)
    return await run_in_thread(Articles(stores).get, number)


async def fetch_full_texts(stores: Stores, numbers: Sequence[int]) -> list[str]:
    """Fetch the pages of those articles that have no full text; what went wrong, a line each.

    Raises:
        BookmarkError: one is a bookmark, and its file cannot be written.
    """
    articles = await run_in_thread(Articles(stores).get_many, numbers)
    missing = [article for article in articles if not article.full_text]
    if not missing:
        return []
    try:
        async with _pages(stores) as pages:
            fetches = [_fetch(stores, pages, article) for article in missing]
            results = await asyncio.gather(*fetches, return_exceptions=True)
    except SourceError as error:
        return [str(error)]
    failures = [result for result in results if result is not None]
    for failure in failures:
        if not isinstance(failure, SourceError | NotFoundError):
            raise failure
    return [str(failure) for failure in failures]


async def _fetch(stores: Stores, pages: PageFetcher, article: Article) -> None:
    if not article.link:
        raise NotFoundError(
            tr("{title}: it has no address, so there is no page to fetch", title=article.title)
        )
    found_at = host_of(stores, article.source) or "localhost"
    page = await pages.fetch(article.link, found_at=found_at)
    await run_in_thread(_keep, stores, article, page.html)


def _pages(stores: Stores) -> PageFetcher:
    return PageFetcher(Limits(deadline_s=stores.config.sync.deadline_s))


def _keep(stores: Stores, article: Article, html: str) -> None:
    """Keep the text of a page, unless the source gave more of it."""
    length = len(plain_text(html, BodyFormat.HTML, article.link))
    if length < _LEAST_SHARE * len(plain_text(article.body, article.format, article.link)):
        raise PageError(
            tr(
                "{title}: its page shows less text than came with the news; it may want a "
                "subscription",
                title=article.title,
            )
        )
    save_full_text(stores, article, html)
    state = UserState(stores)
    if not article.full_text and state.position(article):
        # The place was one in another text.
        state.set_position(article, 0)


def host_of(stores: Stores, source: str) -> str:
    """The host of a feed; "" where the source is none."""
    location = next((s.location for s in stores.config.sources if s.name == source), "")
    try:
        return target_of(location).host
    except FetchError:
        return ""


@dataclass(slots=True)
class _Tally:
    """How far the pages of one source have come."""

    total: int
    new: int
    done: int = 0
    warnings: list[str] = field(default_factory=list)


async def sync_full_texts(
    stores: Stores,
    sources: Sequence[Source],
    outcomes: Mapping[str, SyncOutcome],
    tell: Callable[[Progress], None],
) -> dict[str, SyncOutcome]:
    """Fetch the pages that the sources with full texts want, newest first; their outcomes then.

    A page that fails is a warning, and is asked for again by a later sync. Cancelled, it leaves
    what is kept.

    Raises:
        StoreError: the cache cannot be written.
    """
    asked = [
        source
        for source in sources
        if source.full_text
        and (outcome := outcomes.get(source.name)) is not None
        and outcome.status in _SYNCED
    ]
    wanted = await run_in_thread(_wanted, stores, asked)
    if not wanted:
        return {}
    tallies = {name: _Tally(len(some), outcomes[name].new) for name, some in wanted.items()}
    try:
        async with _pages(stores) as pages:
            run = _Run(stores, pages, tallies, tell)
            tasks = [
                asyncio.ensure_future(run.one(source, one))
                for source in asked
                for one in wanted.get(source.name, ())
            ]
            try:
                await asyncio.gather(*tasks)
            finally:
                for task in tasks:
                    task.cancel()
                await asyncio.gather(*tasks, return_exceptions=True)
    except SourceError as error:
        for tally in tallies.values():
            tally.warnings.append(str(error))
    return await run_in_thread(_with_warnings, stores, outcomes, tallies)


def _wanted(stores: Stores, sources: Sequence[Source]) -> dict[str, list[PendingPage]]:
    now = stores.clock()
    found = {}
    with stores.cache.reading() as cache:
        for source in sources:
            key = source_rows.find_source_id(cache, source.name)
            if key is not None and (
                some := full_texts.pending_pages(cache, key, now, PAGES_A_SYNC)
            ):
                found[source.name] = some
    return found


def _with_warnings(
    stores: Stores, outcomes: Mapping[str, SyncOutcome], tallies: Mapping[str, _Tally]
) -> dict[str, SyncOutcome]:
    return {
        name: add_warnings(stores, outcomes[name], tally.warnings)
        for name, tally in tallies.items()
    }


class _Run:
    """The pages of one sync: what has come, and which hosts do not answer."""

    def __init__(
        self,
        stores: Stores,
        pages: PageFetcher,
        tallies: Mapping[str, _Tally],
        tell: Callable[[Progress], None],
    ) -> None:
        self._stores = stores
        self._pages = pages
        self._tallies = tallies
        self._tell = tell
        self._failures: dict[str, int] = {}
        self._hosts = Turns(in_all=_WAITING_IN_ALL)
        self._writing = asyncio.Lock()

    async def one(self, source: Source, wanted: PendingPage) -> None:
        """Fetch and keep the text of one page."""
        tally = self._tallies[source.name]
        try:
            await self._fetch(source, wanted)
        except SourceError as error:
            tally.warnings.append(
                tr("no full text of “{title}”: {error}", title=wanted.title, error=error)
            )
            await self._keep_failure(wanted.number)
        tally.done += 1
        stage = "pages" if tally.done < tally.total else "done"
        self._tell(Progress(source.name, tally.done, tally.total, tally.new, stage))

    async def _fetch(self, source: Source, wanted: PendingPage) -> None:
        host = target_of(wanted.link).host
        # Of a folder that others write, no page of the local network is fetched unasked.
        is_feed = source.kind is SourceKind.FEED
        found_at = (host_of(self._stores, source.name) or "localhost") if is_feed else "a folder"
        async with self._hosts.turn(host):
            if self._failures.get(host, 0) >= _FAILURES_OF_A_HOST:
                return
            try:
                page = await self._pages.fetch(wanted.link, found_at=found_at)
            except FetchError as error:
                if error.code in _OF_THE_HOST:
                    self._failures[host] = self._failures.get(host, 0) + 1
                raise
            self._failures.pop(host, None)
        async with self._writing:
            try:
                article = await run_in_thread(Articles(self._stores).get, wanted.number)
            except NotFoundError:
                return
            await run_in_thread(_keep, self._stores, article, page.html)

    async def _keep_failure(self, number: int) -> None:
        def keep() -> None:
            with self._stores.cache.writing() as cache:
                full_texts.record_failure(cache, number, self._stores.clock())

        async with self._writing:
            await run_in_thread(keep)
