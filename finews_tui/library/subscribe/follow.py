"""Feeds followed: found from an address, taken over from another reader, given away."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from finews_tui.config.editor import add_source, add_sources
from finews_tui.config.schema import MAX_TEXT_LENGTH
from finews_tui.content.text.decoding import decode_text
from finews_tui.i18n.catalog import tr
from finews_tui.library.stores import Stores
from finews_tui.library.subscribe.import_queries import import_saved_queries
from finews_tui.library.subscribe.new_source import (
    add_directory,
    feed_address,
    feed_name,
    is_directory,
    printable_line,
    refuse_followed,
    taken_names,
)
from finews_tui.library.threads import run_in_thread
from finews_tui.model.feed_candidate import FeedCandidate
from finews_tui.model.source import Source, SourceKind
from finews_tui.model.url_redaction import redact_url
from finews_tui.sources.discovery.find_feeds import candidate_of, discover
from finews_tui.sources.feeds.worker import parse_feed_in_worker
from finews_tui.sources.http.client import Limits, get, make_client
from finews_tui.sources.subscriptions import newsboat_urls as newsboat
from finews_tui.sources.subscriptions import opml
from finews_tui.sources.subscriptions.records import ListedFeed, NamedFeed, label

Choose = Callable[[Sequence[FeedCandidate]], Awaitable[FeedCandidate]]
"""Asks which of several feeds is meant; may raise a FinewsError of its own."""

_OPML = re.compile(r"<(?:\?xml|!doctype|opml|outline)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class FeedSearch:
    """The feeds that an address leads to; `is_sure`: it is itself the only one, and was read."""

    candidates: tuple[FeedCandidate, ...]
    is_sure: bool


@dataclass(frozen=True, slots=True)
class ImportResult:
    """What came of a list: sources added, how many were followed already, saved queries added, and
    what was not taken over, a line each."""

    added: tuple[Source, ...]
    known: int
    queries: tuple[str, ...]
    refused: tuple[str, ...]


async def follow(
    stores: Stores,
    location: str,
    *,
    name: str = "",
    title: str = "",
    group: str = "",
    choose: Choose,
) -> Source:
    """Follow a folder, a file, or the feed that an address leads to; news comes with a sync.

    Where it leads to several, `choose` says which.

    Raises:
        UsageError: it is followed already, or cannot be.
        FetchError, FeedError: the address leads to no feed.
        ConfigError: the configuration cannot be changed.
    """
    if is_directory(location):
        return await run_in_thread(
            add_directory, stores, location, name=name, title=title, group=group
        )
    found = await find_feeds(stores, location)
    several = len(found.candidates) > 1
    chosen = await choose(found.candidates) if several else found.candidates[0]
    return await follow_feed(
        stores, chosen, name=name, title=title, group=group, is_sure=found.is_sure
    )


async def find_feeds(stores: Stores, location: str) -> FeedSearch:
    """The feeds that an address or a file leads to, one at least.

    Raises:
        UsageError: it is followed already, or is no address.
        FetchError, FeedError: it leads to no feed.
    """
    address = feed_address(location)
    refuse_followed(stores, address)
    async with make_client() as client:
        candidates = await discover(client, address, limits=_limits(stores))
    own = {address, f"https://{address}", f"http://{address}"}
    return FeedSearch(candidates, is_sure=len(candidates) == 1 and candidates[0].url in own)


async def follow_feed(
    stores: Stores,
    candidate: FeedCandidate,
    *,
    name: str = "",
    title: str = "",
    group: str = "",
    is_sure: bool = False,
) -> Source:
    """Follow a feed that was found; unless that `is_sure`, it is looked at first.

    Raises:
        UsageError: it is followed already, or its name cannot be.
        FetchError, FeedError: it is no feed.
        ConfigError: the configuration cannot be changed.
    """
    if not is_sure:
        candidate = await preview_feed(stores, candidate)
    refuse_followed(stores, candidate.url)
    title = title or printable_line(candidate.title)
    taken = taken_names(stores, candidate.url)
    name = name or feed_name(title, candidate.url, taken)
    source = Source(name, SourceKind.FEED, candidate.url, title=title, group=group)
    stores.config = await run_in_thread(add_source, stores.paths.config_file, source)
    return source


async def preview_feed(stores: Stores, candidate: FeedCandidate) -> FeedCandidate:
    """A feed as it shows itself, with what it will bring: a page only says that there is one.

    Raises:
        FetchError, FeedError: it is no feed.
    """
    async with make_client() as client:
        answer = await get(client, candidate.url, limits=_limits(stores))
    feed = await parse_feed_in_worker(
        answer.body,
        url=answer.url,
        content_type=answer.content_type,
        came_whole=answer.came_whole,
        with_texts=False,
    )
    return candidate_of(feed, answer.moved_to or candidate.url)


def _limits(stores: Stores) -> Limits:
    return Limits(deadline_s=stores.config.sync.deadline_s)


def import_subscriptions(
    stores: Stores, data: bytes, titles: Mapping[str, str] = MappingProxyType({})
) -> ImportResult:
    """Follow the feeds that OPML or newsboat's `urls` lists; fetches nothing, runs nothing.

    What is followed already, and a query whose name is taken, stays as it is. `titles` by address
    are for feeds that the list gives none. A tag beyond the first that several feeds have becomes a
    saved query.

    Raises:
        UsageError: the file is neither, or built to do harm.
        ConfigError: the configuration cannot be changed; nothing was added.
    """
    read = opml.read if _OPML.search(decode_text(data).text, 0, 65536) else newsboat.read
    listed = read(data)
    refused = list(listed.refused)
    followed = {source.location: source for source in stores.config.sources}
    added: list[Source] = []
    named: list[NamedFeed] = []
    for feed in listed.sources:
        source = followed.get(feed.location)
        if source is None and len(feed.location) > MAX_TEXT_LENGTH:
            refused.append(
                tr(
                    "{feed}: its address is too long",
                    feed=feed.title or redact_url(feed.location),
                )
            )
            continue
        if source is None:
            taken = [*taken_names(stores, feed.location), *(one.name for one in added)]
            source = _source_of(feed, titles.get(feed.location, ""), taken)
            added.append(source)
        named.append(_named(feed, source))
    if added:
        stores.config = add_sources(stores.paths.config_file, added)
    queries = import_saved_queries(stores, listed.queries, named, refused)
    known = len(named) - len(added)
    return ImportResult(tuple(added), known, queries, tuple(refused))


def export_opml(stores: Stores, *, with_secrets: bool = False) -> str:
    """The feeds followed as OPML, without credentials and tokens unless they are asked for."""
    return opml.write(stores.config.sources, with_secrets=with_secrets).decode()


def _source_of(feed: ListedFeed, title: str, taken: Collection[str]) -> Source:
    title = printable_line(feed.title or label(title))
    return Source(
        feed_name(title, feed.location, taken),
        SourceKind.FEED,
        feed.location,
        title=title,
        group=printable_line(feed.group),
        hidden=feed.hidden,
    )


def _named(feed: ListedFeed, source: Source) -> NamedFeed:
    """A listed feed as it is followed: here it may lie in another group than in the list."""
    tags = tuple(filter(None, (feed.group, *feed.tags)))
    return NamedFeed(source.name, source.title, source.location, source.group, tags)
