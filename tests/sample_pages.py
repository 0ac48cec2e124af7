"""Sample web pages and feeds of a newspaper, with typical boilerplate."""

from __future__ import annotations

FIRST = (
    "The strike in the harbour ended on Friday after <a href='/talks'>eleven days of talks</a> "
    "between the crews and the port authority, who agreed on <em>shorter</em> shifts and on a "
    "<strong>bonus</strong> for the work by night that nobody had wanted to do."
)
REST = (
    "Three points stand in the paper that both sides signed in the town hall, and each of them had "
    "been refused twice before the mediator came from the capital with a suitcase of old maps.",
    "On Saturday morning the first ship went out with the tide, and half of the town stood on the "
    "quay to see it go, with coffee in their hands and the gulls above them in the cold light.",
)
CHINESE = (
    "港口的罢工在星期五结束，经过十一天的谈判，双方就缩短班次和夜班补贴达成一致，码头重新亮起了灯。",
    "协议共三条，每一条此前都被拒绝过两次，直到调解人带着一箱旧地图从首都赶来，大家才重新坐下。",
    "星期六早晨，第一艘船随潮水出港，半个镇子的人站在码头上，手里捧着咖啡，看着它慢慢走远。",
)


def page(*paragraphs: str, title: str = "Harbour strike ends", extra: str = "") -> str:
    """Return an article page: menus, share button, text, comments, sidebar, footer."""
    text = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    return f"""<!doctype html><html><head><meta charset="utf-8"><title>{title} | The Gull</title>
<script>var tracker = "never shown";</script></head><body>
<header><nav><a href="/">Front page</a><a href="/sport">Sport</a></nav></header>
<main><article><h1>{title}</h1><div class="share"><a href="/share">Share this</a></div>
{text}{extra}</article>
<section class="comments"><h3>Comments</h3><p>First! I liked this a lot.</p></section></main>
<aside><h3>Most read</h3><ul><li><a href="/a">Another story</a></li></ul></aside>
<footer><p>Copyright The Gull. Subscribe to our newsletter.</p></footer></body></html>"""


def feed(*items: tuple[str, str, str], title: str = "The Gull") -> str:
    """Return an RSS feed of (title, link, description) items, newest first.

    The guid of an item is its title.
    """
    entries = "".join(
        f"<item><title>{name}</title><link>{link}</link><guid isPermaLink='false'>{name}</guid>"
        f"<description>{text}</description>"
        f"<pubDate>Mon, 09 Mar 2026 {20 - index:02}:00:00 +0000</pubDate></item>"
        for index, (name, link, text) in enumerate(items)
    )
    return f"<rss version='2.0'><channel><title>{title}</title>{entries}</channel></rss>"
