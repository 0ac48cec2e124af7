"""Generated feeds, deterministic: RSS 2.0, every fourth Atom 1.0."""

from __future__ import annotations

import html
from email.utils import format_datetime

from tests.benchmarks.generated_posts import GeneratedPost, generate_post

ENTRIES = 50


def generate_feed(number: int, entries: int = ENTRIES) -> bytes:
    """Generate feed number `number`. Feeds have no articles in common."""
    posts = [generate_post(number * entries + index) for index in range(entries)]
    return (_atom if number % 4 == 3 else _rss)(number, posts).encode()


def _rss(number: int, posts: list[GeneratedPost]) -> str:
    items = "".join(
        f"<item><title>{html.escape(post.title)}</title><link>{_link(number, post)}</link>"
        f'<guid isPermaLink="false">{post.stem}</guid><category>{post.category}</category>'
        f"<pubDate>{format_datetime(post.when)}</pubDate>"
        f"<description><![CDATA[{post.body}]]></description></item>\n"
        for post in posts
    )
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<rss version="2.0"><channel>'
        f"<title>Feed {number:03d}</title><link>http://feed{number}.example/</link>"
        f"<description>Generated for benchmarks</description>\n{items}</channel></rss>\n"
    )


def _atom(number: int, posts: list[GeneratedPost]) -> str:
    items = "".join(
        f'<entry><title>{html.escape(post.title)}</title><link href="{_link(number, post)}"/>'
        f"<id>tag:feed{number}.example,2026:{post.number}</id>"
        f"<updated>{post.when.isoformat()}</updated>"
        f"<published>{post.when.isoformat()}</published><author><name>Author</name></author>"
        f'<content type="html">{html.escape(post.body)}</content></entry>\n'
        for post in posts
    )
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom">'
        f'<title>Feed {number:03d}</title><link href="http://feed{number}.example/"/>'
        f"<id>tag:feed{number}.example,2026:feed</id><updated>2026-01-01T00:00:00Z</updated>\n"
        f"{items}</feed>\n"
    )


def _link(number: int, post: GeneratedPost) -> str:
    return f"http://feed{number}.example/n/{post.number}.html"
