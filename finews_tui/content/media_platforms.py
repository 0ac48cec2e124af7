"""Names of media platforms, and pages of embedded videos."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

VIDEO_PLATFORMS = {
    "youtube.com": "YouTube", "youtube-nocookie.com": "YouTube", "youtu.be": "YouTube",
    "vimeo.com": "Vimeo", "bilibili.com": "Bilibili", "dailymotion.com": "Dailymotion",
}  # fmt: skip
PLATFORMS = {
    **VIDEO_PLATFORMS,
    "v.qq.com": "Tencent Video", "youku.com": "Youku", "ted.com": "TED",
    "spotify.com": "Spotify", "soundcloud.com": "SoundCloud", "codepen.io": "CodePen",
}  # fmt: skip
_YOUTUBE_PLAYER = re.compile(
    r"(?:https?:)?//(?:www\.)?youtube(?:-nocookie)?\.com/(?:embed|v)/([\w-]{3,20})(?=[?&/#]|$)"
)
_PLAYLIST = "videoseries"


def platform_name(url: str, platforms: dict[str, str]) -> str:
    """Return the name of the platform in `platforms` that has the host of a URL, or ""."""
    host = f".{urlsplit(url).hostname or ''}"
    return next((name for domain, name in platforms.items() if host.endswith(f".{domain}")), "")


def watch_page(url: str) -> str:
    """Return the page of a YouTube video for the URL of its player; other URLs unchanged."""
    match = _YOUTUBE_PLAYER.match(url)
    if match is None or match[1] == _PLAYLIST:
        return url
    return f"https://www.youtube.com/watch?v={match[1]}"
