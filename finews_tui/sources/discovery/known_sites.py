"""Feed URLs of popular sites."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, quote, urlsplit

_YOUTUBE = "https://www.youtube.com/feeds/videos.xml"
_CHANNEL = re.compile(
    rb'(?:itemprop="(?:identifier|channelId)"\s+content="|"(?:externalId|channelId)":"|/channel/)'
    rb"(UC[\w-]{22})"
)
_GITEA_HOSTS = frozenset({"codeberg.org", "gitea.com"})
_REPOSITORY_NAME = re.compile(r"[A-Za-z0-9][\w.-]{0,99}")
# GitHub pages whose URLs look like user profiles.
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


def feed_urls_in_page(url: str, html: bytes) -> tuple[str, ...]:
    """Return the feed URL of a YouTube channel, from the channel id in its page."""
    try:
        host = (urlsplit(url).hostname or "").removeprefix("www.").lower()
    except ValueError:
        return ()
    channel = _CHANNEL.search(html) if host in ("youtube.com", "m.youtube.com") else None
    return (f"{_YOUTUBE}?channel_id={channel[1].decode()}",) if channel else ()


def known_feed_urls(url: str) -> tuple[str, ...]:
    """Return the feed URLs of a page on a known host, derived from its URL."""
    try:
        parts = urlsplit(url)
        host = (parts.hostname or "").removeprefix("www.").lower()
    except ValueError:
        return ()
    segments = [quote(segment, safe="@%") for segment in parts.path.split("/") if segment]
    match host:
        case "github.com":
            return _github(segments)
        case "gitlab.com" if len(segments) >= 2 and "-" not in segments:
            return (f"https://gitlab.com/{'/'.join(segments)}/-/tags?format=atom",)
        case "youtube.com" | "m.youtube.com":
            return _youtube(segments, parse_qs(parts.query))
        case "reddit.com" | "old.reddit.com" | "new.reddit.com":
            return _reddit(segments)
        case "medium.com" if segments and segments[0] != "feed":
            return (f"https://medium.com/feed/{segments[0]}",)
        case "bsky.app" if len(segments) >= 2 and segments[0] == "profile":
            return (f"https://bsky.app/profile/{segments[1]}/rss",)
        case "stackoverflow.com" if segments[:2] == ["questions", "tagged"] and len(segments) == 3:
            return (f"https://stackoverflow.com/feeds/tag/{segments[2]}",)
        case "news.ycombinator.com" if not segments:
            return ("https://news.ycombinator.com/rss",)
        case "vimeo.com" if len(segments) == 1:
            return (f"https://vimeo.com/{segments[0]}/videos/rss",)
    if host in _GITEA_HOSTS and len(segments) >= 2:
        return (f"https://{host}/{segments[0]}/{segments[1]}/releases.rss",)
    return _fediverse(parts.scheme, parts.netloc, segments)


def _github(segments: list[str]) -> tuple[str, ...]:
    if (
        not segments
        or segments[0] in _GITHUB_PAGES
        or not all(map(_REPOSITORY_NAME.fullmatch, segments[:2]))
    ):
        return ()
    if len(segments) == 1:
        return (f"https://github.com/{segments[0]}.atom",)
    repository = f"https://github.com/{segments[0]}/{segments[1].removesuffix('.git')}"
    return tuple(f"{repository}/{name}.atom" for name in ("releases", "tags", "commits"))


def _youtube(segments: list[str], query: dict[str, list[str]]) -> tuple[str, ...]:
    playlists = query.get("list", [])
    if playlists:
        return (f"{_YOUTUBE}?playlist_id={quote(playlists[0], safe='')}",)
    if len(segments) >= 2 and segments[0] == "channel":
        return (f"{_YOUTUBE}?channel_id={segments[1]}",)
    if len(segments) >= 2 and segments[0] == "user":
        return (f"{_YOUTUBE}?user={segments[1]}",)
    return ()


def _reddit(segments: list[str]) -> tuple[str, ...]:
    if len(segments) >= 2 and segments[0] in ("r", "user", "u"):
        kind = "user" if segments[0] == "u" else segments[0]
        return (f"https://www.reddit.com/{kind}/{segments[1]}/.rss",)
    return () if segments else ("https://www.reddit.com/.rss",)


def _fediverse(scheme: str, authority: str, segments: list[str]) -> tuple[str, ...]:
    """Return the feed URL of a Mastodon profile, `host/@name`."""
    if segments and re.fullmatch(r"@\w[\w.-]{0,99}", segments[0]):
        return (f"{scheme}://{authority.rpartition('@')[2]}/{segments[0]}.rss",)
    return ()
