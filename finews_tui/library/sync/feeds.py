"""Sync of feeds: concurrent over a few connections, each written atomically."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass
from datetime import datetime, timedelta

from finews_tui.errors import FetchError, SourceError
from finews_tui.library.stores import Stores
from finews_tui.library.subscribe.new_source import is_named_by_address
from finews_tui.library.sync import schedule
from finews_tui.library.sync.feed_writes import (
    FeedUpdate,
    load_feed_states,
    load_known_hashes,
    record_permanent_redirect,
    write_feed_titles,
    write_feed_update,
)
from finews_tui.library.sync.merge import AgeCutoff
from finews_tui.library.sync.outcomes import record_outcome
from finews_tui.library.sync.progress import ReportProgress, SyncProgress
from finews_tui.library.sync.workers import feed_worker_pool, prepare_feed_in_worker
from finews_tui.library.sync.write_queue import WriteQueue
from finews_tui.library.threads import run_in_thread
from finews_tui.model.source import Source, SourceKind
from finews_tui.model.sync_outcome import SyncOutcome, SyncStatus
from finews_tui.sources.folders.posts import limit_warnings
from finews_tui.sources.http.address_policy import HttpError, is_private, parse_target
from finews_tui.sources.http.cache_headers import Validators
from finews_tui.sources.http.client import FetchResult, create_client, fetch
from finews_tui.sources.http.host_limiter import HostLimiter
from finews_tui.sources.http.local_feed import STANDARD_INPUT, fetch_file, is_file_url
from finews_tui.sources.http.request import FetchLimits
from finews_tui.store.sources import FeedState

_NOT_MODIFIED = 304
_WITHOUT_BODY = frozenset({204, _NOT_MODIFIED})
# No overall limit: a feed waiting for a slow host must not block feeds of other hosts.
_UNLIMITED = 1 << 20


@dataclass(frozen=True, slots=True)
class SyncOptions:
    """How feeds are synced.

    `force` ignores pauses and sends unconditional requests; `automatic` skips feeds not due.
    """

    force: bool
    automatic: bool
    report: ReportProgress


async def sync_feeds(
    stores: Stores,
    sources: Sequence[Source],
    cutoffs: Mapping[str, AgeCutoff],
    options: SyncOptions,
) -> list[SyncOutcome]:
    """Sync feeds; return their outcomes in order.

    On cancellation, connections are closed immediately; written articles are not rolled back.

    Raises:
        StoreError: the databases cannot be written.
    """
    feeds = [source for source in stores.config.sources if source.kind is SourceKind.FEED]
    states = await run_in_thread(load_feed_states, stores, feeds)
    async with AsyncExitStack() as stack:
        sync = _FeedsSync(stores, states, cutoffs, options)
        stack.push_async_callback(sync.write_titles)
        await sync.open(stack)
        tasks = [asyncio.ensure_future(sync.sync_feed(source)) for source in sources]
        stack.push_async_callback(_cancel, tasks)
        return list(await asyncio.gather(*tasks))


async def _cancel(tasks: Sequence[asyncio.Future[SyncOutcome]]) -> None:
    """Cancel running tasks: after a database error, nothing else can be written."""
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)


class _FeedsSync:
    """State shared by the feeds of one sync: client, limits, queue, paused hosts."""

    def __init__(
        self,
        stores: Stores,
        states: Mapping[str, FeedState],
        cutoffs: Mapping[str, AgeCutoff],
        options: SyncOptions,
    ) -> None:
        self._stores = stores
        self._states = states
        self._cutoffs = cutoffs
        self._options = options
        self._limits = FetchLimits(deadline_s=stores.config.sync.deadline_s)
        self._pool = feed_worker_pool()
        self._requests = HostLimiter()
        self._hosts = HostLimiter(total=_UNLIMITED)
        self._queue = WriteQueue(stores.cache)
        self._editing_config = asyncio.Lock()
        self._titles: dict[str, str] = {}
        self._client_error: FetchError | None = None
        self._paused_hosts = {} if options.force else self._load_paused_hosts()

    async def open(self, stack: AsyncExitStack) -> None:
        """Open the worker pool and the HTTP client, to be closed by `stack`."""
        stack.enter_context(self._pool)
        try:
            self._client = await stack.enter_async_context(create_client())
        except FetchError as error:
            # Feeds in local files can still be synced.
            self._client_error = error

    async def sync_feed(self, source: Source) -> SyncOutcome:
        """Sync one feed; failures are reported in the outcome."""
        state = self._states[source.name]
        outcome = self._skip(source, state)
        if outcome is None:
            outcome = await self._fetch_and_write(source, state)
        self._report(source, "done", outcome.new)
        return outcome

    async def write_titles(self) -> None:
        """Write the titles of feeds synced for the first time, all in one edit."""
        if self._titles:
            await run_in_thread(write_feed_titles, self._stores, self._titles)

    def _skip(self, source: Source, state: FeedState) -> SyncOutcome | None:
        """Return the outcome of a feed to be skipped; None if it is to be fetched."""
        if source.location == STANDARD_INPUT:
            return SyncOutcome(source.name, SyncStatus.UNCHANGED, unchanged=state.articles)
        if self._options.force:
            return None
        if state.status == SyncStatus.GONE:
            return SyncOutcome(
                source.name, SyncStatus.GONE, error_code=state.error_code, error=state.error
            )
        now = self._now()
        backoff_until = schedule.active_backoff(now, state.backoff_until)
        if backoff_until is not None:
            return _deferred(source, backoff_until)
        every = self._interval(source)
        if self._options.automatic and not schedule.is_due(
            now, every, state.last_sync, state.next_sync
        ):
            return _deferred(source, state.next_sync if every else None)
        return None

    async def _fetch_and_write(self, source: Source, state: FeedState) -> SyncOutcome:
        host = _host(source.location)
        try:
            async with self._hosts.slot(host):
                # Meanwhile, the host may have asked another feed to back off.
                paused_until = self._paused_hosts.get(host)
                if paused_until is not None:
                    return _deferred(source, paused_until)
                self._report(source, "checking")
                response = await self._fetch(source, state)
            self._report(source, "reading")
            return await self._write(source, state, response)
        except SourceError as error:
            return await self._record_failure(source, state, error)

    async def _fetch(self, source: Source, state: FeedState) -> FetchResult:
        validators = Validators(state.etag, state.last_modified)
        if self._options.force:
            validators = Validators()
        if is_file_url(source.location):
            return await run_in_thread(fetch_file, source.location, validators)
        if self._client_error is not None:
            raise FetchError(str(self._client_error))
        return await fetch(
            self._client,
            source.location,
            validators=validators,
            limits=self._limits,
            host_limiter=self._requests,
        )

    async def _write(self, source: Source, state: FeedState, response: FetchResult) -> SyncOutcome:
        """Parse a response and write its entries.

        Raises:
            FeedError: the response is not a feed.
        """
        if response.status in _WITHOUT_BODY:
            update = self._unchanged(source, state, response)
        else:
            update = await self._parse(source, state, response)
        cutoff = self._cutoffs[source.name]
        stores = self._stores
        return await self._queue.write(
            lambda cache, rows: write_feed_update(
                stores, cache, source, state, update, cutoff, rows
            ),
            len(update.changed),
        )

    def _unchanged(self, source: Source, state: FeedState, response: FetchResult) -> FeedUpdate:
        validators = Validators(state.etag, state.last_modified)
        # A 304 to an unconditional request is invalid, so its validators are ignored.
        if response.status == _NOT_MODIFIED and validators != Validators():
            validators = response.validators
        next_sync = self._next_sync(source, fresh_s=response.max_age_s or 0)
        return FeedUpdate(0, (), validators, (), next_sync)

    async def _parse(self, source: Source, state: FeedState, response: FetchResult) -> FeedUpdate:
        known_hashes: dict[int, bytes] = {}
        if state.articles:
            known_hashes = await run_in_thread(load_known_hashes, self._stores, state)
        feed = await prepare_feed_in_worker(self._pool, response, source.name, known_hashes)
        if feed.title and not state.articles and is_named_by_address(source):
            self._titles[source.name] = feed.title
        warnings = [*feed.warnings]
        if response.moved_to and response.moved_to != source.location:
            async with self._editing_config:
                warnings.append(
                    await run_in_thread(
                        record_permanent_redirect, self._stores, source, response.moved_to
                    )
                )
        fresh_s = max(response.max_age_s or 0, 60 * (feed.ttl_min or 0))
        # An empty feed may be a server error, and its validators would hide the recovery.
        old_validators = Validators(state.etag, state.last_modified)
        return FeedUpdate(
            feed.entries,
            feed.changed,
            response.validators if feed.entries else old_validators,
            limit_warnings(warnings),
            self._next_sync(source, fresh_s=fresh_s),
            feed.site,
        )

    async def _record_failure(
        self, source: Source, state: FeedState, error: SourceError
    ) -> SyncOutcome:
        pause_s = error.retry_after_s if isinstance(error, HttpError) else None
        retry_at = None if pause_s is None else self._now() + timedelta(seconds=pause_s)
        if retry_at is not None and not self._options.force:
            self._pause_host(source, retry_at)
        outcome = SyncOutcome(
            source.name,
            SyncStatus.GONE if error.code == "gone" else SyncStatus.FAILED,
            error_code=error.code,
            error=str(error),
            retry_at=retry_at,
        )
        next_sync = self._next_sync(source, failures=state.failures + 1)
        stores = self._stores
        return await self._queue.write(
            lambda cache, _: record_outcome(stores, cache, outcome, next_sync), 0
        )

    def _next_sync(self, source: Source, *, failures: int = 0, fresh_s: int = 0) -> datetime | None:
        every = self._interval(source)
        return schedule.next_sync(self._now(), every, failures=failures, fresh_s=fresh_s)

    def _interval(self, source: Source) -> timedelta | None:
        return schedule.interval(source.every_min, self._stores.config.sync.every_min)

    def _load_paused_hosts(self) -> dict[str, datetime]:
        """Return the end of the pause by host, for public hosts that sent Retry-After."""
        paused: dict[str, datetime] = {}
        for source in self._stores.config.sources:
            state = self._states.get(source.name)
            until = schedule.active_backoff(self._now(), state.backoff_until) if state else None
            host = _host(source.location) if until else ""
            if until and host and not is_private(host):
                paused[host] = max(until, paused.get(host, until))
        return paused

    def _pause_host(self, source: Source, until: datetime) -> None:
        # On a private host, feeds often come from unrelated servers.
        host = _host(source.location)
        if host and not is_private(host):
            self._paused_hosts[host] = until

    def _report(self, source: Source, stage: str, new: int = 0) -> None:
        self._options.report(SyncProgress(source.name, 0, 0, new, stage))

    def _now(self) -> datetime:
        return self._stores.clock()


def _deferred(source: Source, until: datetime | None) -> SyncOutcome:
    return SyncOutcome(source.name, SyncStatus.DEFERRED, retry_at=until)


def _host(location: str) -> str:
    """Return the host of a feed's address, or ""."""
    try:
        return parse_target(location).host
    except FetchError:
        return ""
