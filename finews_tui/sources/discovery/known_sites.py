"""Where popular hosts keep the feeds of their pages."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, quote, urlsplit

_YOUTUBE = "https://www.youtube.com/feeds/videos.xml"
_CHANNEL = re.compile(
    rb'(?:itemprop="(?:identifier|channelId)"\s+content="|"(?:externalId|channelId)":"|/channel/)'
    rb"(UC[\w-]{22})"
)
_FORGES = frozenset({"codeberg.org", "gitea.com"})
_NAME = re.compile(r"[A-Za-z0-9][\w.-]{0,99}")
# Pages of GitHub that have the form of a user's.
_GITHUB_PAGES = frozenset(
    {
        "about",
        "apps",
        "explore",
        "features",
        "issues",
        "login",
        "orgs",
        "search",
        "topics",
        "trending",
    }
)


def forms_in_page(url: str, html: bytes) -> tuple[str, ...]:
    """The same for pages whose address does not name what the feed's needs: YouTube's `@name`."""
    try:
        host = (urlsplit(url).hostname or "").removeprefix("www.").lower()
    except ValueError:
        return ()
    channel = _CHANNEL.search(html) if host in ("youtube.com", "m.youtube.com") else None
    return (f"{_YOUTUBE}?channel_id={channel[1].decode()}",) if channel else ()


def known_forms(url: str) -> tuple[str, ...]:
    """The addresses where the host of `url` keeps feeds of that page; none for unknown hosts."""
    try:
        parts = urlsplit(url)
        host = (parts.hostname or "").removeprefix("www.").lower()
    except ValueError:
        return ()
    steps = [quote(step, safe="@%") for step in parts.path.split("/") if step]
    match host:
        case "github.com":
            return _github(steps)
        case "gitlab.com" if len(steps) >= 2 and "-" not in steps:
            return (f"https://gitlab.com/{'/'.join(steps)}/-/tags?format=atom",)
        case "youtube.com" | "m.youtube.com":
            return _youtube(steps, parse_qs(parts.query))
        case "reddit.com" | "old.reddit.com" | "new.reddit.com":
            return _reddit(steps)
        case "medium.com" if steps and steps[0] != "feed":
            return (f"https://medium.com/feed/{steps[0]}",)
        case "bsky.app" if len(steps) >= 2 and steps[0] == "profile":
            return (f"https://bsky.app/profile/{steps[1]}/rss",)
        case "stackoverflow.com" if steps[:2] == ["questions", "tagged"] and len(steps) == 3:
            return (f"https://stackoverflow.com/feeds/tag/{steps[2]}",)
        case "news.ycombinator.com" if not steps:
            return ("https://news.ycombinator.com/rss",)
        case "vimeo.com" if len(steps) == 1:
            return (f"https://vimeo.com/{steps[0]}/videos/rss",)
    if host in _FORGES and len(steps) >= 2:
        return (f"https://{host}/{steps[0]}/{steps[1]}/releases.rss",)
    return _fediverse(parts.scheme, parts.netloc, steps)


def _github(steps: list[str]) -> tuple[str, ...]:
    if not steps or steps[0] in _GITHUB_PAGES or not all(map(_NAME.fullmatch, steps[:2])):
        return ()
    if len(steps) == 1:
        return (f"https://github.com/{steps[0]}.atom",)
    repository = f"https://github.com/{steps[0]}/{steps[1].removesuffix('.git')}"
    return tuple(f"{repository}/{name}.atom" for name in ("releases", "tags", "commits"))


def _youtube(steps: list[str], query: dict[str, list[str]]) -> tuple[str, ...]:
    playlists = query.get("list", [])
    if playlists:
        return (f"{_YOUTUBE}?playlist_id={quote(playlists[0], safe='')}",)
    if len(steps) >= 2 and steps[0] == "channel":
        return (f"{_YOUTUBE}?channel_id={steps[1]}",)
    if len(steps) >= 2 and steps[0] == "user":
        return (f"{_YOUTUBE}?user={steps[1]}",)
    return ()


def _reddit(steps: list[str]) -> tuple[str, ...]:
    if len(steps) >= 2 and steps[0] in ("r", "user", "u"):
        kind = "user" if steps[0] == "u" else steps[0]
        return (f"https://www.reddit.com/{kind}/{steps[1]}/.rss",)
    return () if steps else ("https://www.reddit.com/.rss",)


def _fediverse(scheme: str, place: str, steps: list[str]) -> tuple[str, ...]:
    """Mastodon and its kin: `host/@name`."""
    if steps and re.fullmatch(r"@\w[\w.-]{0,99}", steps[0]):
        return (f"{scheme}://{place.rpartition('@')[2]}/{steps[0]}.rss",)
    return ()
