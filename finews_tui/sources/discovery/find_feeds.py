"""Feed discovery for an address entered by the user."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from urllib.parse import urljoin, urlsplit

import httpx

from finews_tui.errors import FeedError, FetchError
from finews_tui.i18n.catalog import tr
from finews_tui.model.feed_candidate import FeedCandidate
from finews_tui.model.url_redaction import redact_url
from finews_tui.sources.discovery.known_sites import feed_urls_in_page, known_feed_urls
from finews_tui.sources.discovery.page_links import find_page_links
from finews_tui.sources.discovery.preview import with_preview
from finews_tui.sources.feeds.parse import Feed, parse_feed
from finews_tui.sources.http.address_policy import HttpError
from finews_tui.sources.http.client import FetchResult, fetch
from finews_tui.sources.http.host_limiter import HostLimiter
from finews_tui.sources.http.local_feed import fetch_file, is_file_url
from finews_tui.sources.http.request import FetchLimits
from finews_tui.sources.subscriptions.records import strip_feed_scheme

COMMON_FEED_PATHS = (
    "feed",
    "feed.xml",
    "rss.xml",
    "atom.xml",
    "index.xml",
    "rss",
    "feed.json",
    "feeds/posts/default",
)
"""Default feed paths of WordPress, Jekyll, Hugo, Ghost, Blogger and others."""

_PAGE_ACCEPT = (
    "text/html, application/xhtml+xml, application/rss+xml, application/atom+xml, */*;q=0.5"
)
_MAX_POSSIBLE_FEEDS = 5
_CONNECTION_ERRORS = frozenset({"dns", "connect", "tls", "timeout"})


async def discover(
    client: httpx.AsyncClient,
    address: str,
    *,
    limits: FetchLimits | None = None,
    host_limiter: HostLimiter | None = None,
) -> tuple[FeedCandidate, ...]:
    """Return the feeds at `address`: the feed itself, or candidates to choose from.

    Tries the address itself, known feed URLs of its host, links in its page, and common paths, in
    this order. Links that only their words name as feeds are fetched. An address without a scheme
    is fetched with https, then with http if that fails.

    Raises:
        FetchError: the request failed.
        FeedError: no feed found.
    """
    if is_file_url(address):
        file = fetch_file(address)
        return (to_candidate(parse_feed(file.body, url=file.url, with_texts=False), file.url),)
    search = _FeedSearch(client, limits or FetchLimits(), host_limiter or HostLimiter())
    location = strip_feed_scheme(address)
    try:
        location, response = await search.fetch_location(location)
    except FetchError:
        # Some hosts block bots from their pages, but not from their feeds.
        known_feeds = await search.fetch_feeds(known_feed_urls(location), first_only=False)
        if known_feeds:
            return known_feeds
        raise
    feed = _parse_if_feed(response)
    if feed is not None:
        return (to_candidate(feed, response.moved_to or location),)
    # Pages of known hosts often link to a different feed.
    known_urls = known_feed_urls(location) or feed_urls_in_page(location, response.body)
    known_feeds = await search.fetch_feeds(known_urls, first_only=False)
    known = {candidate.url for candidate in known_feeds}
    links = find_page_links(response.body, response.url, response.link_header)
    candidates = (*known_feeds, *(feed for feed in links.feeds if feed.url not in known))
    candidates = candidates or await search.fetch_feeds(
        tuple(link.url for link in links.possible[:_MAX_POSSIBLE_FEEDS]),
        first_only=False,
        linked_from=urlsplit(response.url).hostname or "",
    )
    candidates = candidates or await search.fetch_feeds(
        _common_feed_urls(response.url), first_only=True
    )
    if candidates:
        return candidates
    raise FeedError(
        tr(
            "{location}: no feed found; look for an RSS link on the site and add its address",
            location=redact_url(location),
        )
    )


class _FeedSearch:
    """HTTP requests of a feed discovery."""

    def __init__(
        self, client: httpx.AsyncClient, limits: FetchLimits, host_limiter: HostLimiter
    ) -> None:
        self._client = client
        self._limits = limits
        self._host_limiter = host_limiter

    async def fetch_location(self, location: str) -> tuple[str, FetchResult]:
        """Fetch `location`. Returns it with a scheme, and the response."""
        if "://" in location or _has_scheme(location):
            return location, await self._fetch(location)
        try:
            return f"https://{location}", await self._fetch(f"https://{location}")
        except HttpError as error:
            if error.code not in _CONNECTION_ERRORS:
                raise
            try:
                return f"http://{location}", await self._fetch(f"http://{location}")
            except HttpError:
                raise error from None

    async def fetch_feeds(
        self, urls: tuple[str, ...], *, first_only: bool, linked_from: str = ""
    ) -> tuple[FeedCandidate, ...]:
        """Return the `urls` that are feeds, or only the first.

        `linked_from` is the host of the page that links to them.
        """
        candidates: list[FeedCandidate] = []
        for url in urls:
            try:
                response = await self._fetch(url, linked_from)
            except FetchError:
                continue
            feed = _parse_if_feed(response)
            if feed is not None:
                candidates.append(to_candidate(feed, response.moved_to or url))
                if first_only:
                    break
        return tuple(candidates)

    async def _fetch(self, url: str, linked_from: str = "") -> FetchResult:
        return await fetch(
            self._client,
            url,
            limits=self._limits,
            accept=_PAGE_ACCEPT,
            host_limiter=self._host_limiter,
            linked_from=linked_from,
        )


def to_candidate(feed: Feed, url: str) -> FeedCandidate:
    """Return a feed as a candidate with a preview of its articles."""
    return with_preview(FeedCandidate(url, feed.title), feed.entries, datetime.now(UTC))


def _parse_if_feed(response: FetchResult) -> Feed | None:
    try:
        return parse_feed(
            response.body,
            url=response.url,
            content_type=response.content_type,
            has_known_length=response.has_known_length,
            with_texts=False,
        )
    except FeedError:
        return None


def _common_feed_urls(url: str) -> tuple[str, ...]:
    """Return common feed paths in the folder of the page, then in the site root."""
    bases = dict.fromkeys((urljoin(url, "."), urljoin(url, "/")))
    return tuple(dict.fromkeys(urljoin(base, path) for base in bases for path in COMMON_FEED_PATHS))


def _has_scheme(location: str) -> bool:
    """Return whether `location` starts with a scheme, not with `host:port`."""
    return re.match(r"[A-Za-z][A-Za-z0-9+-]*:(?!\d)", location) is not None
