"""Feed discovery from an address."""

from __future__ import annotations

from pathlib import Path

import httpx
import pytest

from finews_tui.errors import FeedError, FetchError
from finews_tui.model.feed_candidate import FeedCandidate
from finews_tui.sources.discovery.find_feeds import discover
from finews_tui.sources.discovery.known_sites import feed_urls_in_page, known_feed_urls
from finews_tui.sources.discovery.page_links import find_page_links
from tests.sources.feed_documents import RSS_ITEM, rss

SITE = "https://harbour.test/"
FEED = rss(RSS_ITEM)


def find_feed_links(html: bytes, url: str) -> tuple[FeedCandidate, ...]:
    return find_page_links(html, url).feeds


def page(*lines: str) -> bytes:
    return f"<html><head>{''.join(lines)}</head><body>Hello</body></html>".encode()


def test_find_feed_links_from_link_elements() -> None:
    html = page(
        '<link rel="alternate" type="application/rss+xml" title="Comments" href="/comments/feed">',
        "<LINK REL='home alternate' TYPE='application/atom+xml; charset=x' HREF='news.atom'>",
        '<link href=feed.json title="Tom &amp; Bo" type=application/feed+json rel=alternate>',
        '<link rel="alternate" type="application/json" href="/wp-json/posts/1">',
        '<link rel="alternate" hreflang="de" href="/de">',
        '<link rel="stylesheet" type="text/css" href="/x.css">',
    )
    assert find_feed_links(html, "https://harbour.test/a/") == (
        FeedCandidate("https://harbour.test/a/news.atom", "", "Atom"),
        FeedCandidate("https://harbour.test/a/feed.json", "Tom & Bo", "JSON Feed"),
        FeedCandidate("https://harbour.test/comments/feed", "Comments", "RSS"),
    )


def test_find_feed_links_uses_base_element() -> None:
    html = page(
        '<base href="https://quay.test/b/">', '<link rel=alternate type=text/xml href="f.xml">'
    )
    assert [feed.url for feed in find_feed_links(html, SITE)] == ["https://quay.test/b/f.xml"]


def test_find_feed_links_falls_back_to_anchors() -> None:
    html = b'<a href="/about">About</a> <a href="/rss.xml">Our feed</a> <a href="/feeding">Fish</a>'
    assert find_feed_links(html, SITE) == (
        FeedCandidate("https://harbour.test/rss.xml", "Our feed", "link"),
    )


@pytest.mark.parametrize(
    "href",
    [
        *("file:///etc/passwd", "javascript:alert(1)", "feed:file:///etc/passwd", ""),
        *("http://127.0.0.1/feed", "http://192.168.1.1/feed", "http://router.local/feed"),
    ],
)
def test_public_page_cannot_link_to_private_feed(href: str) -> None:
    html = page(f'<link rel="alternate" type="application/rss+xml" href="{href}">')
    assert find_feed_links(html, SITE) == ()


def test_local_page_may_link_to_local_feed() -> None:
    html = page('<link rel="alternate" type="application/rss+xml" href="feed:http://localhost/f">')
    assert [feed.url for feed in find_feed_links(html, "http://127.0.0.1/")] == [
        "http://localhost/f"
    ]


@pytest.mark.parametrize("junk", ["<link " * 50_000, "<link a='" * 50_000, "<a href=" * 50_000])
def test_find_feed_links_is_linear(junk: str) -> None:
    assert find_feed_links(junk.encode(), SITE) == ()


@pytest.mark.parametrize(
    ("url", "first"),
    [
        ("https://github.com/o/r", "https://github.com/o/r/releases.atom"),
        ("https://github.com/o/r.git", "https://github.com/o/r/releases.atom"),
        ("https://www.github.com/o/r/tree/main/x", "https://github.com/o/r/releases.atom"),
        ("https://github.com/o", "https://github.com/o.atom"),
        ("https://github.com/features", None),
        ("https://gitlab.com/g/s/r", "https://gitlab.com/g/s/r/-/tags?format=atom"),
        ("https://codeberg.org/o/r", "https://codeberg.org/o/r/releases.rss"),
        (
            "https://www.youtube.com/channel/UC1/videos",
            "https://www.youtube.com/feeds/videos.xml?channel_id=UC1",
        ),
        (
            "https://youtube.com/playlist?list=PL1",
            "https://www.youtube.com/feeds/videos.xml?playlist_id=PL1",
        ),
        ("https://www.youtube.com/@name", None),
        ("https://old.reddit.com/r/boats/top", "https://www.reddit.com/r/boats/.rss"),
        ("https://www.reddit.com/u/ann", "https://www.reddit.com/user/ann/.rss"),
        ("https://social.test/@ann", "https://social.test/@ann.rss"),
        ("https://social.test/@ann@other.test/1", None),
        ("https://medium.com/@ann/a-title", "https://medium.com/feed/@ann"),
        ("https://harbour.test/news", None),
        ("http://[::1", None),
    ],
)
def test_known_feed_urls(url: str, first: str | None) -> None:
    assert next(iter(known_feed_urls(url)), None) == first


class Site:
    """Mock site: responses by URL, 404 for everything else."""

    def __init__(self, pages: dict[str, bytes | httpx.Response | Exception]) -> None:
        self.pages = pages
        self.requests: list[str] = []

    def __call__(self, request: httpx.Request) -> httpx.Response:
        self.requests.append(str(request.url))
        response = self.pages.get(self.requests[-1], httpx.Response(404))
        if isinstance(response, Exception):
            raise response
        if isinstance(response, bytes):
            length = {"Content-Length": str(len(response))}
            return httpx.Response(200, headers=length, stream=httpx.ByteStream(response))
        return response


async def discover_on(address: str, site: Site) -> tuple[FeedCandidate, ...]:
    async with httpx.AsyncClient(transport=httpx.MockTransport(site)) as client:
        return await discover(client, address)


async def test_discover_returns_feed_itself() -> None:
    site = Site({"https://harbour.test/f": FEED})
    for address in ("https://harbour.test/f", "feed:https://harbour.test/f", "harbour.test/f"):
        (candidate,) = await discover_on(address, site)
        assert (candidate.url, candidate.title) == ("https://harbour.test/f", "Harbour News")
        assert (candidate.articles, f"{candidate.newest:%Y-%m-%d}") == (1, "2026-03-02")
    assert set(site.requests) == {"https://harbour.test/f"}


async def test_discover_falls_back_to_http() -> None:
    site = Site(
        {
            "https://harbour.test:8080/f": httpx.ConnectError("refused"),
            "http://harbour.test:8080/f": FEED,
        }
    )
    (candidate,) = await discover_on("harbour.test:8080/f", site)
    assert candidate.url == "http://harbour.test:8080/f"


async def test_discover_returns_new_url_of_moved_feed() -> None:
    moved = httpx.Response(301, headers={"Location": "/new"})
    site = Site({"https://harbour.test/old": moved, "https://harbour.test/new": FEED})
    assert (await discover_on("https://harbour.test/old", site))[
        0
    ].url == "https://harbour.test/new"


async def test_discover_does_not_fetch_linked_feeds() -> None:
    link = '<link rel="alternate" type="application/rss+xml" title="{0}" href="/{0}">'
    site = Site({SITE: page(link.format("all"), link.format("ships"))})
    candidates = await discover_on("harbour.test/", site)
    assert [candidate.title for candidate in candidates] == ["all", "ships"]
    assert site.requests == [SITE]


async def test_discover_tries_known_url_if_page_is_blocked() -> None:
    subreddit = "https://www.reddit.com/r/boats"
    site = Site({subreddit: httpx.Response(403), f"{subreddit}/.rss": FEED})
    assert [feed.url for feed in await discover_on(subreddit, site)] == [f"{subreddit}/.rss"]


async def test_discover_lists_known_feeds_before_linked_ones() -> None:
    repository = "https://github.com/o/r"
    link = '<link rel="alternate" type="application/atom+xml" href="/o/r/{0}.atom">'
    site = Site(
        {
            repository: page(link.format("commits/main"), link.format("tags")),
            f"{repository}/releases.atom": FEED,
            f"{repository}/tags.atom": FEED,
        }
    )
    assert [feed.url for feed in await discover_on(repository, site)] == [
        f"{repository}/releases.atom",
        f"{repository}/tags.atom",
        f"{repository}/commits/main.atom",
    ]


async def test_discover_finds_feed_of_youtube_handle() -> None:
    handle, channel_id = "https://www.youtube.com/@name", "UC" + "a1B2-_" * 3 + "abcd"
    feed = f"https://www.youtube.com/feeds/videos.xml?channel_id={channel_id}"
    site = Site({handle: page(f'<script>{{"externalId":"{channel_id}"}}</script>'), feed: FEED})
    assert [feed.url for feed in await discover_on(handle, site)] == [feed]
    assert (
        feed_urls_in_page("https://other.test/@name", f'"channelId":"{channel_id}"'.encode()) == ()
    )


async def test_discover_tries_common_paths_until_first_feed() -> None:
    site = Site({"https://harbour.test/blog/x": page(), "https://harbour.test/blog/atom.xml": FEED})
    (candidate,) = await discover_on("https://harbour.test/blog/x", site)
    assert candidate.url == "https://harbour.test/blog/atom.xml"
    assert len(site.requests) <= 6


async def test_discover_raises_for_page_without_feed() -> None:
    site = Site({SITE: page()})
    with pytest.raises(FeedError, match="no feed found"):
        await discover_on(SITE, site)
    assert len(site.requests) <= 10


async def test_discover_raises_for_unreachable_site() -> None:
    with pytest.raises(FetchError, match="404"):
        await discover_on("https://harbour.test/gone", Site({}))


async def test_discover_accepts_file_url(tmp_path: Path) -> None:
    path = tmp_path / "feed.xml"
    path.write_bytes(FEED)
    (candidate,) = await discover_on(path.as_uri(), Site({}))
    assert (candidate.url, candidate.title, candidate.articles) == (
        path.as_uri(),
        "Harbour News",
        1,
    )
