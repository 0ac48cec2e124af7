"""Links to feeds in the forms in which pages have them."""

from __future__ import annotations

import time

import httpx
import pytest

from finews_tui.errors import FeedError
from finews_tui.sources.discovery.find_feeds import discover
from finews_tui.sources.discovery.page_links import find_page_links
from tests.sources.feed_documents import RSS_ITEM, rss

SITE = "https://harbour.test/"
FEED = rss(RSS_ITEM)
NEWS = "https://harbour.test/news"

DECLARED = [
    '<link rel="alternate" type="application/rss+xml" href="/news">',
    '<link rel="alternate" type="rss+xml" href="/news">',
    '<link rel="alternate" type="application/rss" href="/news">',
    '<link rel="alternate" type="text/rss+xml" href="/news">',
    '<link rel="alternate" type="application/x-atom+xml" href="/news">',
    '<link rel="alternate" type="atom" href="/news">',
    '<link rel="alternative" type="application/atom+xml" href="/news">',
    '<link type="application/rss+xml" href="/news">',
    '<link rel="self" type="application/atom+xml" href="/news">',
    '<link rel="feed" href="/news">',
    '<link rel="alternate feed" href="/news">',
    '<link rel="FEED" type="text/html" href="/news">',
    '<link rel="service.feed" href="/news">',
    "<link href=/news rel=alternate type=text/xml>",
    '<link rel="alternate" type="application/json" title="JSON Feed" href="/news">',
    '<link data-x="a > b" rel="alternate" type="application/rss+xml" href="/news"/>',
    '<link rel="alternate" type="application/rss+xml" title="It\'s new" href="/news">',
]
ANCHORS = [
    '<a type="application/rss+xml" href="/news">News</a>',
    '<a rel="feed" href="/news">News</a>',
]
WORDS = [
    '<a href="/news">RSS</a>', '<a href="/news">RSS订阅</a>', '<a href="/news">订阅</a>',
    '<a href="/news">訂閱本站</a>', '<a href="/news">Atom</a>', '<a href="/news">Feed</a>',
    '<a href="/news">XML feed</a>', '<a href="/news">Subscribe (RSS)</a>',
    '<a href="/news"><img src="i.png" alt="RSS"></a>',
    '<a href="/news" title="RSS feed"><i></i></a>', '<a href="/news" title="RSS">News</a>',
    '<a href="/news" aria-label="RSS"></a>', '<a href="/news"><i class="fa fa-rss"></i></a>',
    '<a href="/news"><span>R</span><b>SS feed</b></a>', '<A HREF=/news>rss 2.0</A>',
    '<a href="/news">RSSフィード</a>', '<area href="/news" title="RSS">',
]  # fmt: skip
OTHERS = [
    '<!-- <link rel="alternate" type="application/rss+xml" href="/news"> -->',
    "<script>x = '<link rel=\"alternate\" type=\"application/rss+xml\" href=\"/news\">'</script>",
    '<script>document.write("<a href=/news>RSS</a>")</script>',
    '<template><a href="/news">RSS</a></template>',
    '<style>/* <a href="/news">RSS</a> */</style>',
    '<textarea><a href="/news">RSS</a></textarea>',
    '<link rel="stylesheet" type="application/rss+xml" href="/news">',
    '<link rel="preload" type="application/rss+xml" href="/news">',
    '<link rel="alternate" type="application/json" href="/wp-json/wp/v2/pages/9">',
    '<link rel="alternate" type="application/json+oembed" href="/news">',
    '<link rel="EditURI" type="application/rsd+xml" href="/news">',
    '<link rel="search" type="application/opensearchdescription+xml" href="/news">',
    '<link rel="alternate" hreflang="zh" href="/news">',
    '<a href="/news">News</a>', '<a href="#rss">RSS</a>',
    '<a href="mailto:rss@harbour.test">RSS</a>', '<a class="feed-item" href="/news">News</a>',
    '<a href="javascript:rss()">RSS</a>', '<a>RSS</a>', '<a href="/grass">Grass</a>',
    '<a href="/news">Anatomy</a>', "<p>RSS</p>",
]  # fmt: skip
HEADERS = [
    '</news>; rel="alternate"; type="application/rss+xml"',
    "</news>; rel=alternate; type=application/atom+xml",
    '</x.css>; rel=preload, </news>; rel="alternate"; type="application/rss+xml"; title="a, b; c"',
    "<https://harbour.test/news>;rel=feed",
    '</news>; title*=UTF-8\'\'x; type="application/feed+json"; rel="alternate"',
    '</a>; rel=next, </news> ; type="rss+xml" ; rel="alternate"',
]


def page(*lines: str) -> bytes:
    return f"<html><head>{''.join(lines)}</head><body>Hello</body></html>".encode()


@pytest.mark.parametrize("html", DECLARED + ANCHORS)
def test_declared_feed_is_found(html: str) -> None:
    assert [feed.url for feed in find_page_links(page(html), SITE).feeds] == [NEWS]


@pytest.mark.parametrize("html", WORDS)
def test_link_with_word_for_feed_is_possible(html: str) -> None:
    links = find_page_links(page(html), SITE)
    assert links.feeds == ()
    assert [feed.url for feed in links.possible] == [NEWS]


@pytest.mark.parametrize("html", OTHERS)
def test_other_element_is_not_a_feed(html: str) -> None:
    links = find_page_links(page(html), SITE)
    assert (links.feeds, links.possible) == ((), ())


@pytest.mark.parametrize("header", HEADERS)
def test_feed_in_link_header_is_found(header: str) -> None:
    assert [feed.url for feed in find_page_links(b"<p>", SITE, header).feeds] == [NEWS]


@pytest.mark.parametrize("header", ["", "</news>", "<", "a, b", '</x>; rel="preload"', "<a;b>;rel"])
def test_other_link_header_is_not_a_feed(header: str) -> None:
    assert find_page_links(b"<p>", SITE, header).feeds == ()


@pytest.mark.parametrize("host", ["127.0.0.1", "10.0.0.7", "router.local", "[::1]"])
def test_public_page_names_no_private_feed(host: str) -> None:
    html = page(f'<a href="http://{host}/news">RSS</a>', f'<link rel=feed href="http://{host}/">')
    links = find_page_links(html, SITE, f"<http://{host}/news>; rel=feed")
    assert (links.feeds, links.possible) == ((), ())


@pytest.mark.parametrize(
    "junk",
    ["<a href=x>rss " * 60_000, "<a href='" * 90_000, "<!--" * 200_000, "<script>" * 90_000,
     '<a b="' * 90_000, "<a " + "x " * 400_000, "</x>;a=b" * 90_000],
)  # fmt: skip
def test_hostile_page_is_searched_in_linear_time(junk: str) -> None:
    started_at = time.process_time()
    find_page_links(junk.encode(), SITE, junk)
    assert time.process_time() - started_at < 5


async def find(pages: dict[str, httpx.Response]) -> list[str]:
    def handler(request: httpx.Request) -> httpx.Response:
        return pages.get(str(request.url), httpx.Response(404))

    async with httpx.AsyncClient(transport=httpx.MockTransport(handler)) as client:
        return [feed.url for feed in await discover(client, SITE)]


def response(body: bytes, headers: dict[str, str] | None = None) -> httpx.Response:
    return httpx.Response(200, headers=headers, stream=httpx.ByteStream(body))


async def test_possible_feed_is_fetched() -> None:
    html = page(
        '<a href="/letter">订阅邮件</a>', '<a href="/news">RSS</a>', '<a href="/x">Feed us</a>'
    )
    pages = {SITE: response(html), NEWS: response(FEED), f"{SITE}letter": response(page())}
    assert await find(pages) == [NEWS]


async def test_possible_link_that_is_not_a_feed_is_not_offered() -> None:
    pages = {SITE: response(page('<a href="/news">RSS</a>')), NEWS: response(page())}
    with pytest.raises(FeedError, match="no feed found"):
        await find(pages)


async def test_link_header_is_read() -> None:
    headers = {"Link": '</news>; rel="alternate"; type="application/rss+xml"'}
    assert await find({SITE: response(page(), headers)}) == [NEWS]
