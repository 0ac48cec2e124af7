"""Sync of feeds: all at once over few connections, each kept whole or not at all."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from finews_tui.errors import FetchError, SourceError
from finews_tui.library.stores import Stores
from finews_tui.library.subscribe.new_source import is_named_by_address
from finews_tui.library.sync import schedule as intervals
from finews_tui.library.sync.feed_writes import (
    FeedUpdate,
    load_feed_states,
    load_known_hashes,
    record_permanent_redirect,
    write_feed_update,
    write_titles,
)
from finews_tui.library.sync.folders import Progress
from finews_tui.library.sync.merge import AgeCutoff
from finews_tui.library.sync.outcomes import record_outcome
from finews_tui.library.sync.workers import feed_worker_pool, parse_feed_response
from finews_tui.library.sync.write_queue import WriteQueue
from finews_tui.library.threads import run_in_thread
from finews_tui.model.source import Source, SourceKind
from finews_tui.model.sync_outcome import SyncOutcome, SyncStatus
from finews_tui.sources.folders.posts import bounded
from finews_tui.sources.http.address_policy import FailedFetch, is_private, target_of
from finews_tui.sources.http.client import Answer, Limits, Validators, get, make_client
from finews_tui.sources.http.host_limiter import Turns
from finews_tui.sources.http.local_feed import STANDARD_INPUT, is_file_address, read_file
from finews_tui.store.sources import FeedState

_NOT_MODIFIED = 304
_WITHOUT_NEWS = frozenset({204, _NOT_MODIFIED})
# Who waits for a slow host takes no turn from the others.
_WAITING_IN_ALL = 1 << 20


@dataclass(frozen=True, slots=True)
class SyncOptions:
    """How a sync was asked for: `force` asks the resting too and sends no validators, `automatic`
    leaves those alone that are not due."""

    force: bool
    automatic: bool
    progress: Callable[[Progress], None]


async def sync_feeds(
    stores: Stores, sources: Sequence[Source], cutoffs: Mapping[str, AgeCutoff], asked: SyncOptions
) -> list[SyncOutcome]:
    """Ask the feeds among `sources` that may be asked now; one outcome for each, in their order.

    Cancelled, it closes its connections at once; what is kept by then stays.

    Raises:
        StoreError: the databases cannot be written.
    """
    feeds = [one for one in stores.config.sources if one.kind is SourceKind.FEED]
    memories = await run_in_thread(load_feed_states, stores, feeds)
    async with AsyncExitStack() as stack:
        sync = _FeedSync(stores, memories, cutoffs, asked)
        stack.push_async_callback(sync.write_titles)
        await sync.open(stack)
        tasks = [asyncio.ensure_future(sync.one(source)) for source in sources]
        stack.push_async_callback(_end, tasks)
        return list(await asyncio.gather(*tasks))


async def _end(tasks: Sequence[asyncio.Future[SyncOutcome]]) -> None:
    """After a failure of the database the others shall not go on."""
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)


class _FeedSync:
    """What the feeds of one sync share: the client, the turns, the parsers, who rests."""

    def __init__(
        self,
        stores: Stores,
        memories: Mapping[str, FeedState],
        cutoffs: Mapping[str, AgeCutoff],
        asked: SyncOptions,
    ) -> None:
        self._stores = stores
        self._memories = memories
        self._cutoffs = cutoffs
        self._asked = asked
        self._limits = Limits(deadline_s=stores.config.sync.deadline_s)
        self._pool = feed_worker_pool()
        self._turns = Turns()
        self._hosts = Turns(in_all=_WAITING_IN_ALL)
        self._queue = WriteQueue(stores.cache)
        self._moving = asyncio.Lock()
        self._titles: dict[str, str] = {}
        self._no_client: FetchError | None = None
        self._resting = {} if asked.force else self._resting_hosts()

    async def open(self, stack: AsyncExitStack) -> None:
        """Make what must be closed again."""
        stack.enter_context(self._pool)
        try:
            self._client = await stack.enter_async_context(make_client())
        except FetchError as error:
            self._no_client = error

    async def one(self, source: Source) -> SyncOutcome:
        """Sync one feed; its failure is a value in the outcome."""
        memory = self._memories[source.name]
        held = self._held(source, memory)
        if held is not None:
            self._asked.progress(Progress(source.name, 0, 0, 0, "done"))
            return held
        host = _host(source.location)
        try:
            async with self._hosts.turn(host):
                until = self._resting.get(host)
                if until is not None:
                    return _waiting(source, until)
                self._tell(source, "looking")
                answer = await self._answer(source, memory)
            self._tell(source, "reading")
            outcome = await self._keep(source, memory, answer)
        except SourceError as error:
            outcome = await self._fail(source, memory, error)
        self._asked.progress(Progress(source.name, 0, 0, outcome.new, "done"))
        return outcome

    async def write_titles(self) -> None:
        """Write the titles that feeds gave at their first sync, all at once."""
        if self._titles:
            await run_in_thread(write_titles, self._stores, self._titles)

    def _held(self, source: Source, memory: FeedState) -> SyncOutcome | None:
        """Why a feed is not asked now, or None where it may be."""
        if source.location == STANDARD_INPUT:
            return SyncOutcome(source.name, SyncStatus.UNCHANGED, unchanged=memory.articles)
        if self._asked.force:
            return None
        if memory.status == SyncStatus.GONE:
            return SyncOutcome(
                source.name, SyncStatus.GONE, error_code=memory.error_code, error=memory.error
            )
        now = self._now()
        until = intervals.active_backoff(now, memory.backoff_until)
        if until is not None:
            return _waiting(source, until)
        every = self._interval(source)
        if self._asked.automatic and not intervals.is_due(
            now, every, memory.last_sync, memory.next_sync
        ):
            return _waiting(source, memory.next_sync if every else None)
        return None

    async def _answer(self, source: Source, memory: FeedState) -> Answer:
        validators = Validators(memory.etag, memory.last_modified)
        if self._asked.force:
            validators = Validators()
        if is_file_address(source.location):
            return await run_in_thread(read_file, source.location, validators)
        if self._no_client is not None:
            raise FetchError(str(self._no_client))
        return await get(
            self._client,
            source.location,
            validators=validators,
            limits=self._limits,
            turns=self._turns,
        )

    async def _keep(self, source: Source, memory: FeedState, answer: Answer) -> SyncOutcome:
        """Keep what an answer brings.

        Raises:
            FeedError: it is no feed.
        """
        validators = Validators(memory.etag, memory.last_modified)
        fresh_s = answer.max_age_s or 0
        news = FeedUpdate(0, (), validators, (), self._next(source, fresh_s=fresh_s))
        if answer.status in _WITHOUT_NEWS:
            # A 304 to a request without conditions tells nothing that could be asked with.
            if answer.status == _NOT_MODIFIED and validators != Validators():
                news = replace(news, validators=answer.validators)
        else:
            known = (
                await run_in_thread(load_known_hashes, self._stores, memory)
                if memory.articles
                else {}
            )
            feed = await parse_feed_response(self._pool, answer, source.name, known)
            if feed.title and not memory.articles and is_named_by_address(source):
                self._titles[source.name] = feed.title
            warnings = [*feed.warnings]
            if answer.moved_to and answer.moved_to != source.location:
                async with self._moving:
                    move = await run_in_thread(
                        record_permanent_redirect, self._stores, source, answer.moved_to
                    )
                warnings.append(move)
            news = FeedUpdate(
                feed.entries,
                feed.changed,
                # A feed without items may be a server's mishap: it is asked for whole again.
                answer.validators if feed.entries else validators,
                bounded(warnings),
                self._next(source, fresh_s=max(fresh_s, 60 * (feed.ttl_min or 0))),
                feed.site,
            )
        cutoff = self._cutoffs[source.name]
        stores = self._stores
        return await self._queue.write(
            lambda cache, rows: write_feed_update(
                stores, cache, source, memory, news, cutoff, rows
            ),
            len(news.changed),
        )

    async def _fail(self, source: Source, memory: FeedState, error: SourceError) -> SyncOutcome:
        pause_s = error.retry_after_s if isinstance(error, FailedFetch) else None
        retry_at = None if pause_s is None else self._now() + timedelta(seconds=pause_s)
        if retry_at is not None and not self._asked.force:
            self._let_host_rest(source, retry_at)
        outcome = SyncOutcome(
            source.name,
            SyncStatus.GONE if error.code == "gone" else SyncStatus.FAILED,
            error_code=error.code,
            error=str(error),
            retry_at=retry_at,
        )
        following = self._next(source, failures=memory.failures + 1)
        stores = self._stores
        return await self._queue.write(
            lambda cache, _: record_outcome(stores, cache, outcome, following), 0
        )

    def _next(self, source: Source, *, failures: int = 0, fresh_s: int = 0) -> datetime | None:
        every = self._interval(source)
        return intervals.next_sync(self._now(), every, failures=failures, fresh_s=fresh_s)

    def _interval(self, source: Source) -> timedelta | None:
        return intervals.interval(source.every_min, self._stores.config.sync.every_min)

    def _resting_hosts(self) -> dict[str, datetime]:
        """The hosts on the open net of which a feed was asked to wait."""
        resting: dict[str, datetime] = {}
        for source in self._stores.config.sources:
            memory = self._memories.get(source.name)
            until = intervals.active_backoff(self._now(), memory.backoff_until) if memory else None
            host = _host(source.location) if until else ""
            if until and host and not is_private(host):
                resting[host] = max(until, resting.get(host, until))
        return resting

    def _let_host_rest(self, source: Source, until: datetime) -> None:
        # On one's own machine or network feeds of one host are often programs of many makers.
        host = _host(source.location)
        if host and not is_private(host):
            self._resting[host] = until

    def _tell(self, source: Source, stage: str) -> None:
        self._asked.progress(Progress(source.name, 0, 0, 0, stage))

    def _now(self) -> datetime:
        return self._stores.clock()


def _waiting(source: Source, until: datetime | None) -> SyncOutcome:
    return SyncOutcome(source.name, SyncStatus.DEFERRED, retry_at=until)


def _host(location: str) -> str:
    """The host of a feed's address, or "" where it has none that can be asked."""
    try:
        return target_of(location).host
    except FetchError:
        return ""
