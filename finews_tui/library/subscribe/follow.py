"""Follow a feed: find it from an address, preview it, add it to the configuration."""

from __future__ import annotations

from dataclasses import dataclass

from finews_tui.config.editor import add_source
from finews_tui.library.stores import Stores
from finews_tui.library.subscribe.new_source import (
    feed_address,
    feed_name,
    printable_line,
    refuse_followed,
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
    """The feeds an address leads to, at least one.

    `is_verified`: the address is itself the only feed, and was read.
    """

    candidates: tuple[FeedCandidate, ...]
    is_verified: bool


async def find_feeds(stores: Stores, location: str) -> FeedSearch:
    """Find the feeds that an address or a file leads to.

    Raises:
        UsageError: it is followed already, or is no address.
        FetchError, FeedError: it leads to no feed.
    """
    address = feed_address(location)
    refuse_followed(stores, address)
    async with create_client() as client:
        candidates = await discover(client, address, limits=_limits(stores))
    own = {address, f"https://{address}", f"http://{address}"}
    return FeedSearch(candidates, is_verified=len(candidates) == 1 and candidates[0].url in own)


async def follow_feed(
    stores: Stores,
    candidate: FeedCandidate,
    *,
    name: str = "",
    title: str = "",
    group: str = "",
    is_verified: bool = False,
) -> Source:
    """Follow a feed; its articles come with the next sync. It is read first if not verified.

    Raises:
        UsageError: it is followed already, or the name is invalid.
        FetchError, FeedError: it is no feed.
        ConfigError: the configuration cannot be changed.
    """
    if not is_verified:
        candidate = await preview_feed(stores, candidate)
    refuse_followed(stores, candidate.url)
    title = title or printable_line(candidate.title)
    taken = taken_names(stores, candidate.url)
    name = name or feed_name(title, candidate.url, taken)
    source = Source(name, SourceKind.FEED, candidate.url, title=title, group=group)
    stores.config = await run_in_thread(add_source, stores.paths.config_file, source)
    return source


async def preview_feed(stores: Stores, candidate: FeedCandidate) -> FeedCandidate:
    """Read a feed that a page links to; return it with its title and newest articles.

    Raises:
        FetchError, FeedError: it is no feed.
    """
    async with create_client() as client:
        answer = await fetch(client, candidate.url, limits=_limits(stores))
    feed = await parse_feed_in_worker(
        answer.body,
        url=answer.url,
        content_type=answer.content_type,
        has_known_length=answer.has_known_length,
        with_texts=False,
    )
    return to_candidate(feed, answer.moved_to or candidate.url)


def _limits(stores: Stores) -> FetchLimits:
    return FetchLimits(deadline_s=stores.config.sync.deadline_s)
