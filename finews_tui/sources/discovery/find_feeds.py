"""From an address that a person pastes to the feeds that it stands for."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from html import unescape
from urllib.parse import urljoin, urlsplit

import httpx

from finews_tui.content.text.decoding import decode_text
from finews_tui.content.text.urls import normalize_url
from finews_tui.errors import FeedError, FetchError
from finews_tui.i18n.catalog import tr
from finews_tui.model.feed_candidate import FeedCandidate
from finews_tui.model.sanitize import clean_line
from finews_tui.model.url_redaction import redact_url
from finews_tui.sources.discovery.known_sites import forms_in_page, known_forms
from finews_tui.sources.discovery.preview import glimpsed
from finews_tui.sources.feeds.parse import Feed, parse_feed
from finews_tui.sources.http.address_policy import HttpError, is_private
from finews_tui.sources.http.client import FetchResult, fetch
from finews_tui.sources.http.host_limiter import HostLimiter
from finews_tui.sources.http.local_feed import fetch_file, is_file_url
from finews_tui.sources.http.request import FetchLimits
from finews_tui.sources.subscriptions.records import without_feed_scheme

USUAL_PATHS = (
    "feed",
    "feed.xml",
    "rss.xml",
    "atom.xml",
    "index.xml",
    "rss",
    "feed.json",
    "feeds/posts/default",
)
"""Where the makers of weblogs (WordPress, Jekyll, Hugo, Ghost, Blogger …) put their feeds."""

MOST_CANDIDATES = 50

_PAGE_ACCEPT = (
    "text/html, application/xhtml+xml, application/rss+xml, application/atom+xml, */*;q=0.5"
)
_SEARCHED = 1 << 20
_ELEMENT = re.compile(r"<(link|a|base)\s([^<>]{1,4096})>([^<>]{0,200})", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"([a-zA-Z-]{1,40})\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))")
_KINDS = {
    "application/rss+xml": "RSS",
    "application/atom+xml": "Atom",
    "application/feed+json": "JSON Feed",
    "application/rdf+xml": "RSS",
    "application/x.atom+xml": "Atom",
    "application/x-rss+xml": "RSS",
    "application/xml": "feed",
    "text/xml": "feed",
}
_FEED_ADDRESS = re.compile(
    r"(?:\.(?:rss|rdf|atom)|/(?:rss|feeds?|atom)(?:/|\.(?:xml|json|php))?|[?&]feed=\w+)$",
    re.IGNORECASE,
)
_OF_COMMENTS = re.compile(r"comment|评论", re.IGNORECASE)
_NO_ANSWER = frozenset({"dns", "connect", "tls", "timeout"})


def links_in_page(html: bytes, url: str) -> tuple[FeedCandidate, ...]:
    """The feeds that a page names: by `link rel=alternate`, else by links that look like feeds.

    Only http and https; a page of the open net names none of a private network. Those of comments
    come last.
    """
    text = decode_text(html[:_SEARCHED]).text
    base = url
    named: dict[str, FeedCandidate] = {}
    linked: dict[str, FeedCandidate] = {}
    for found in _ELEMENT.finditer(text):
        fields = {
            name.lower(): unescape(a or b or c) for name, a, b, c in _ATTRIBUTE.findall(found[2])
        }
        href = fields.get("href", "").strip()
        tag = found[1].lower()
        if tag == "base":
            base = normalize_url(href, url) or url
            continue
        address = normalize_url(without_feed_scheme(href), base)
        if not address or (_is_private_address(address) and not _is_private_address(url)):
            continue
        kind = _KINDS.get(fields.get("type", "").partition(";")[0].strip().lower(), "")
        relations = fields.get("rel", "").lower().split()
        if tag == "link" and kind and "alternate" in relations and "stylesheet" not in relations:
            named.setdefault(
                address, FeedCandidate(address, clean_line(fields.get("title", "")), kind)
            )
        elif tag == "a" and _FEED_ADDRESS.search(address.partition("#")[0]):
            linked.setdefault(
                address, FeedCandidate(address, clean_line(unescape(found[3])), "link")
            )
    candidates = list((named or linked).values())[:MOST_CANDIDATES]
    return tuple(sorted(candidates, key=_is_of_comments))


async def discover(
    client: httpx.AsyncClient,
    address: str,
    *,
    limits: FetchLimits | None = None,
    turns: HostLimiter | None = None,
) -> tuple[FeedCandidate, ...]:
    """The feeds that `address` stands for; one where it is a feed itself, several to choose from.

    Tried in order: the address; what its page names; the known forms of its host; the usual paths.
    An address without a scheme is asked by https, and by http where nobody answers there.

    Raises:
        FetchError: nothing answers.
        FeedError: it is neither a feed nor a page that leads to one.
    """
    if is_file_url(address):
        file = fetch_file(address)
        return (candidate_of(parse_feed(file.body, url=file.url, with_texts=False), file.url),)
    search = _Search(client, limits or FetchLimits(), turns or HostLimiter())
    location = without_feed_scheme(address)
    try:
        location, answer = await search.first_answer(location)
    except FetchError:
        # A host may close its pages to programs and keep its feeds open.
        known = await search.confirmed(known_forms(location), is_enough=False)
        if known:
            return known
        raise
    feed = _feed_of(answer)
    if feed is not None:
        return (candidate_of(feed, answer.moved_to or location),)
    # A known host's page often names one of its feeds, and not the one that people want.
    forms = known_forms(location) or forms_in_page(location, answer.body)
    known = await search.confirmed(forms, is_enough=False)
    named = {candidate.url: candidate for candidate in links_in_page(answer.body, answer.url)}
    found = (*known, *(one for url, one in named.items() if url not in {two.url for two in known}))
    found = found or await search.confirmed(_usual_addresses(answer.url), is_enough=True)
    if found:
        return found
    raise FeedError(
        tr(
            "{location}: neither a feed nor a page that names one; look for «RSS» on the site "
            "and add that address",
            location=redact_url(location),
        )
    )


class _Search:
    """Asks addresses, and says which of them are feeds."""

    def __init__(self, client: httpx.AsyncClient, limits: FetchLimits, turns: HostLimiter) -> None:
        self._client = client
        self._limits = limits
        self._turns = turns

    async def first_answer(self, location: str) -> tuple[str, FetchResult]:
        """What `location` gives, and the address in full."""
        if "://" in location or not _has_host(location):
            return location, await self._get(location)
        try:
            return f"https://{location}", await self._get(f"https://{location}")
        except HttpError as error:
            if error.code not in _NO_ANSWER:
                raise
            try:
                return f"http://{location}", await self._get(f"http://{location}")
            except HttpError:
                raise error from None

    async def confirmed(
        self, addresses: tuple[str, ...], *, is_enough: bool
    ) -> tuple[FeedCandidate, ...]:
        """Those of `addresses` that give a feed; the first alone where one `is_enough`."""
        found: list[FeedCandidate] = []
        for address in addresses:
            try:
                answer = await self._get(address)
            except FetchError:
                continue
            feed = _feed_of(answer)
            if feed is not None:
                found.append(candidate_of(feed, answer.moved_to or address))
                if is_enough:
                    break
        return tuple(found)

    async def _get(self, address: str) -> FetchResult:
        return await fetch(
            self._client,
            address,
            limits=self._limits,
            accept=_PAGE_ACCEPT,
            host_limiter=self._turns,
        )


def candidate_of(feed: Feed, url: str) -> FeedCandidate:
    """A feed that was read, as one to choose: with what it will bring."""
    return glimpsed(FeedCandidate(url, feed.title), feed.entries, datetime.now(UTC))


def _feed_of(answer: FetchResult) -> Feed | None:
    """The feed that an answer is, or None where it is none."""
    try:
        return parse_feed(
            answer.body,
            url=answer.url,
            content_type=answer.content_type,
            has_known_length=answer.has_known_length,
            with_texts=False,
        )
    except FeedError:
        return None


def _usual_addresses(url: str) -> tuple[str, ...]:
    """The usual paths below the page's folder, then below the site."""
    bases = dict.fromkeys((urljoin(url, "."), urljoin(url, "/")))
    return tuple(dict.fromkeys(urljoin(base, path) for base in bases for path in USUAL_PATHS))


def _has_host(location: str) -> bool:
    return re.match(r"[A-Za-z][A-Za-z0-9+-]*:(?!\d)", location) is None


def _is_private_address(address: str) -> bool:
    return is_private(urlsplit(address).hostname or "")


def _is_of_comments(candidate: FeedCandidate) -> bool:
    return _OF_COMMENTS.search(f"{candidate.title} {candidate.url}") is not None
