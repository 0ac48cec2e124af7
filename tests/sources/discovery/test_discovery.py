"""From what a person pastes to the feeds behind it."""

from __future__ import annotations

from pathlib import Path

import httpx
import pytest

from finews_tui.errors import FeedError, FetchError
from finews_tui.model.feed_candidate import FeedCandidate
from finews_tui.sources.discovery.find_feeds import discover, links_in_page
from finews_tui.sources.discovery.known_sites import forms_in_page, known_forms
from tests.sources.feeds_made import RSS_ITEM, rss

SITE = "https://harbour.test/"
FEED = rss(RSS_ITEM)


def page(*lines: str) -> bytes:
    return f"<html><head>{''.join(lines)}</head><body>Hello</body></html>".encode()


def test_feeds_that_a_page_names() -> None:
    html = page(
        '<link rel="alternate" type="application/rss+xml" title="Comments" href="/comments/feed">',
        "<LINK REL='home alternate' TYPE='application/atom+xml; charset=x' HREF='news.atom'>",
        '<link href=feed.json title="Tom &amp; Bo" type=application/feed+json rel=alternate>',
        '<link rel="alternate" type="application/json" href="/wp-json/posts/1">',
        '<link rel="alternate" hreflang="de" href="/de">',
        '<link rel="stylesheet" type="text/css" href="/x.css">',
    )
    assert links_in_page(html, "https://harbour.test/a/") == (
        FeedCandidate("https://harbour.test/a/news.atom", "", "Atom"),
        FeedCandidate("https://harbour.test/a/feed.json", "Tom & Bo", "JSON Feed"),
        FeedCandidate("https://harbour.test/comments/feed", "Comments", "RSS"),
    )


def test_a_page_may_say_what_its_links_start_from() -> None:
    html = page(
        '<base href="https://quay.test/b/">', '<link rel=alternate type=text/xml href="f.xml">'
    )
    assert [found.url for found in links_in_page(html, SITE)] == ["https://quay.test/b/f.xml"]


def test_links_in_the_text_count_where_the_head_names_none() -> None:
    html = b'<a href="/about">About</a> <a href="/rss.xml">Our feed</a> <a href="/feeding">Fish</a>'
    assert links_in_page(html, SITE) == (
        FeedCandidate("https://harbour.test/rss.xml", "Our feed", "link"),
    )


@pytest.mark.parametrize(
    "href",
    [
        *("file:///etc/passwd", "javascript:alert(1)", "feed:file:///etc/passwd", ""),
        *("http://127.0.0.1/feed", "http://192.168.1.1/feed", "http://router.local/feed"),
    ],
)
def test_a_page_of_the_open_net_names_nothing_within(href: str) -> None:
    html = page(f'<link rel="alternate" type="application/rss+xml" href="{href}">')
    assert links_in_page(html, SITE) == ()


def test_a_page_of_this_machine_may_name_its_own() -> None:
    html = page('<link rel="alternate" type="application/rss+xml" href="feed:http://localhost/f">')
    assert [found.url for found in links_in_page(html, "http://127.0.0.1/")] == [
        "http://localhost/f"
    ]


@pytest.mark.parametrize("junk", ["<link " * 50_000, "<link a='" * 50_000, "<a href=" * 50_000])
def test_junk_is_looked_through_in_time(junk: str) -> None:
    assert links_in_page(junk.encode(), SITE) == ()


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
def test_known_forms_of_popular_hosts(url: str, first: str | None) -> None:
    assert next(iter(known_forms(url)), None) == first


class Site:
    """Pages by address; everything else is missing."""

    def __init__(self, pages: dict[str, bytes | httpx.Response | Exception]) -> None:
        self.pages = pages
        self.asked: list[str] = []

    def __call__(self, request: httpx.Request) -> httpx.Response:
        self.asked.append(str(request.url))
        found = self.pages.get(self.asked[-1], httpx.Response(404))
        if isinstance(found, Exception):
            raise found
        if isinstance(found, bytes):
            length = {"Content-Length": str(len(found))}
            return httpx.Response(200, headers=length, stream=httpx.ByteStream(found))
        return found


async def linked_from(address: str, site: Site) -> tuple[FeedCandidate, ...]:
    async with httpx.AsyncClient(transport=httpx.MockTransport(site)) as client:
        return await discover(client, address)


async def test_an_address_of_a_feed_is_that_feed() -> None:
    site = Site({"https://harbour.test/f": FEED})
    for address in ("https://harbour.test/f", "feed:https://harbour.test/f", "harbour.test/f"):
        (found,) = await linked_from(address, site)
        assert (found.url, found.title) == ("https://harbour.test/f", "Harbour News")
        # What it will bring.
        assert (found.articles, f"{found.newest:%Y-%m-%d}") == (1, "2026-03-02")
    assert set(site.asked) == {"https://harbour.test/f"}


async def test_an_address_without_scheme_falls_back_to_http() -> None:
    site = Site(
        {
            "https://harbour.test:8080/f": httpx.ConnectError("refused"),
            "http://harbour.test:8080/f": FEED,
        }
    )
    (found,) = await linked_from("harbour.test:8080/f", site)
    assert found.url == "http://harbour.test:8080/f"


async def test_a_feed_that_moved_for_good_is_known_by_its_new_address() -> None:
    moved = httpx.Response(301, headers={"Location": "/new"})
    site = Site({"https://harbour.test/old": moved, "https://harbour.test/new": FEED})
    assert (await linked_from("https://harbour.test/old", site))[
        0
    ].url == "https://harbour.test/new"


async def test_a_page_gives_a_choice_without_asking_for_it() -> None:
    link = '<link rel="alternate" type="application/rss+xml" title="{0}" href="/{0}">'
    site = Site({SITE: page(link.format("all"), link.format("ships"))})
    found = await linked_from("harbour.test/", site)
    assert [each.title for each in found] == ["all", "ships"]
    assert site.asked == [SITE]


async def test_the_known_form_of_a_host_is_tried_even_where_its_page_is_closed() -> None:
    page_of_host = "https://www.reddit.com/r/boats"
    site = Site({page_of_host: httpx.Response(403), f"{page_of_host}/.rss": FEED})
    assert [each.url for each in await linked_from(page_of_host, site)] == [f"{page_of_host}/.rss"]


async def test_the_known_forms_stand_before_what_the_page_names() -> None:
    repository = "https://github.com/o/r"
    named = '<link rel="alternate" type="application/atom+xml" href="/o/r/{0}.atom">'
    site = Site(
        {
            repository: page(named.format("commits/main"), named.format("tags")),
            f"{repository}/releases.atom": FEED,
            f"{repository}/tags.atom": FEED,
        }
    )
    assert [each.url for each in await linked_from(repository, site)] == [
        f"{repository}/releases.atom",
        f"{repository}/tags.atom",
        f"{repository}/commits/main.atom",
    ]


async def test_the_handle_of_a_channel_leads_to_its_feed() -> None:
    handle, number = "https://www.youtube.com/@name", "UC" + "a1B2-_" * 3 + "abcd"
    feed = f"https://www.youtube.com/feeds/videos.xml?channel_id={number}"
    site = Site({handle: page(f'<script>{{"externalId":"{number}"}}</script>'), feed: FEED})
    assert [each.url for each in await linked_from(handle, site)] == [feed]
    assert forms_in_page("https://other.test/@name", f'"channelId":"{number}"'.encode()) == ()


async def test_the_usual_paths_come_last_and_the_first_is_enough() -> None:
    site = Site({"https://harbour.test/blog/x": page(), "https://harbour.test/blog/atom.xml": FEED})
    (found,) = await linked_from("https://harbour.test/blog/x", site)
    assert found.url == "https://harbour.test/blog/atom.xml"
    assert len(site.asked) <= 6


async def test_a_page_without_a_feed_says_so() -> None:
    site = Site({SITE: page()})
    with pytest.raises(FeedError, match="neither a feed nor a page that names one"):
        await linked_from(SITE, site)
    assert len(site.asked) <= 10


async def test_a_site_that_does_not_answer_says_why() -> None:
    with pytest.raises(FetchError, match="404"):
        await linked_from("https://harbour.test/gone", Site({}))


async def test_a_file_is_a_feed_too(tmp_path: Path) -> None:
    path = tmp_path / "feed.xml"
    path.write_bytes(FEED)
    (found,) = await linked_from(path.as_uri(), Site({}))
    assert (found.url, found.title, found.articles) == (path.as_uri(), "Harbour News", 1)
