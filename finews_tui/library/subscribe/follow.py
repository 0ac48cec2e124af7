"""Adding a feed: discovery from an address, preview, and the configuration entry."""

from __future__ import annotations

from dataclasses import dataclass

from finews_tui.config.editor import add_source
from finews_tui.library.stores import Stores
from finews_tui.library.subscribe.new_source import (
    ensure_not_added,
    feed_address,
    feed_name,
    printable_line,
    taken_names,
)
from finews_tui.library.threads import run_in_thread
from finews_tui.model.feed_candidate import FeedCandidate
from finews_tui.model.source import Source, SourceKind
from finews_tui.sources.discovery.find_feeds import discover, to_candidate
from finews_tui.sources.feeds.worker import parse_feed_in_worker
from finews_tui.sources.http.client import create_client, fetch
from finews_tui.sources.http.request import FetchLimits


@dataclass(frozen=True, slots=True)
class FeedSearch:
    """Feeds discovered at an address, at least one.

    `is_verified` is set if the address is itself the only feed, which has been parsed.
    """

    candidates: tuple[FeedCandidate, ...]
    is_verified: bool


async def find_feeds(stores: Stores, location: str) -> FeedSearch:
    """Discover the feeds at an address or in a file.

    Raises:
        UsageError: it was already added, or is not an address.
        FetchError, FeedError: no feed was found.
    """
    address = feed_address(location)
    ensure_not_added(stores, address)
    async with create_client() as client:
        candidates = await discover(client, address, limits=_limits(stores))
    own_urls = {address, f"https://{address}", f"http://{address}"}
    is_verified = len(candidates) == 1 and candidates[0].url in own_urls
    return FeedSearch(candidates, is_verified)


async def follow_feed(
    stores: Stores,
    candidate: FeedCandidate,
    *,
    name: str = "",
    title: str = "",
    group: str = "",
    is_verified: bool = False,
) -> Source:
    """Add a feed as a source, after a test fetch if not verified.

    Raises:
        UsageError: it was already added, or the name is invalid.
        FetchError, FeedError: it cannot be fetched, or is not a feed.
        ConfigError: the configuration cannot be changed.
    """
    if not is_verified:
        candidate = await preview_feed(stores, candidate)
    ensure_not_added(stores, candidate.url)
    title = title or printable_line(candidate.title)
    taken = taken_names(stores, candidate.url)
    name = name or feed_name(title, candidate.url, taken)
    source = Source(name, SourceKind.FEED, candidate.url, title=title, group=group)
    stores.config = await run_in_thread(add_source, stores.paths.config_file, source)
    return source


async def preview_feed(stores: Stores, candidate: FeedCandidate) -> FeedCandidate:
    """Fetch a feed; return it with its title and newest articles.

    Raises:
        FetchError, FeedError: it cannot be fetched, or is not a feed.
    """
    async with create_client() as client:
        response = await fetch(client, candidate.url, limits=_limits(stores))
    feed = await parse_feed_in_worker(
        response.body,
        url=response.url,
        content_type=response.content_type,
        has_known_length=response.has_known_length,
        with_texts=False,
    )
    return to_candidate(feed, response.moved_to or candidate.url)


def _limits(stores: Stores) -> FetchLimits:
    return FetchLimits(deadline_s=stores.config.sync.deadline_s)
