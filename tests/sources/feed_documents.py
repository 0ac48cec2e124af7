"""Feed documents for tests."""

from __future__ import annotations

from finews_tui.model.article import Entry
from finews_tui.sources.feeds.parse import Feed, parse_feed

URL = "https://harbour.test/news/feed.xml"
MODULES = (
    'xmlns:content="http://purl.org/rss/1.0/modules/content/" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:media="http://search.yahoo.com/mrss/" '
    'xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd"'
)


def rss(items: str, head: str = "") -> bytes:
    return (
        f'<?xml version="1.0" encoding="utf-8"?><rss version="2.0" {MODULES}><channel>'
        f"<title>Harbour News</title><link>https://harbour.test/</link>{head}{items}</channel></rss>"
    ).encode()


def atom(entries: str, head: str = "") -> bytes:
    return (
        '<feed xmlns="http://www.w3.org/2005/Atom"><title>Harbour Notes</title>'
        f'<link href="https://harbour.test/"/>{head}{entries}</feed>'
    ).encode()


def parse(data: bytes, **options: object) -> Feed:
    return parse_feed(data, url=URL, **options)  # type: ignore[arg-type]


def parse_entry(data: bytes) -> Entry:
    """Parse a feed with a single entry."""
    (entry,) = parse(data).entries
    return entry


RSS_ITEM = (
    "<item><title>Ferry &amp;amp; fog</title><link>/2026/ferry</link>"
    '<guid isPermaLink="false">ferry-7</guid><pubDate>Mon, 02 Mar 2026 18:30:00 +0800</pubDate>'
    "<dc:creator>Lin Mei</dc:creator><category>Harbour</category><category>Fog</category>"
    "<category>Fog</category><description>In short.</description>"
    "<content:encoded><![CDATA[<p>The ferry waits.</p><p>So do we.</p>]]></content:encoded></item>"
)
