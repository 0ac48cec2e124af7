"""Made feeds: RSS 2.0 and every fourth Atom 1.0, the same bytes each time."""

from __future__ import annotations

import html
from email.utils import format_datetime

from tests.benchmarks.made_posts import MadePost, made_post

ENTRIES = 50


def made_feed(number: int, entries: int = ENTRIES) -> bytes:
    """The feed of that number, with articles that no other has."""
    posts = [made_post(number * entries + place) for place in range(entries)]
    return (_atom if number % 4 == 3 else _rss)(number, posts).encode()


def _rss(number: int, posts: list[MadePost]) -> str:
    items = "".join(
        f"<item><title>{html.escape(post.title)}</title><link>{_link(number, post)}</link>"
        f'<guid isPermaLink="false">{post.stem}</guid><category>{post.category}</category>'
        f"<pubDate>{format_datetime(post.when)}</pubDate>"
        f"<description><![CDATA[{post.body}]]></description></item>\n"
        for post in posts
    )
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<rss version="2.0"><channel>'
        f"<title>Made {number:03d}</title><link>http://made{number}.example/</link>"
        f"<description>Made for measuring</description>\n{items}</channel></rss>\n"
    )


def _atom(number: int, posts: list[MadePost]) -> str:
    items = "".join(
        f'<entry><title>{html.escape(post.title)}</title><link href="{_link(number, post)}"/>'
        f"<id>tag:made{number}.example,2026:{post.number}</id>"
        f"<updated>{post.when.isoformat()}</updated>"
        f"<published>{post.when.isoformat()}</published><author><name>Made</name></author>"
        f'<content type="html">{html.escape(post.body)}</content></entry>\n'
        for post in posts
    )
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom">'
        f'<title>Made {number:03d}</title><link href="http://made{number}.example/"/>'
        f"<id>tag:made{number}.example,2026:feed</id><updated>2026-01-01T00:00:00Z</updated>\n"
        f"{items}</feed>\n"
    )


def _link(number: int, post: MadePost) -> str:
    return f"http://made{number}.example/n/{post.number}.html"
