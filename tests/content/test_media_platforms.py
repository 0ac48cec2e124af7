"""Names of media platforms, and pages of embedded videos."""

import pytest

from finews_tui.content.media_platforms import (
    PLATFORMS,
    VIDEO_PLATFORMS,
    platform_name,
    watch_page,
)

WATCH_PAGE = "https://www.youtube.com/watch?v=abcDEF12345"


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("https://www.youtube.com/watch?v=1", "YouTube"),
        ("https://m.youtube.com/watch?v=1", "YouTube"),
        ("https://player.vimeo.com/video/1", "Vimeo"),
        ("https://player.bilibili.com/player.html?bvid=1", "Bilibili"),
        ("https://notyoutube.com/1", ""),
        ("https://open.spotify.com/episode/1", ""),
        ("file.mp4", ""),
    ],
)
def test_video_platform_is_named_by_host(url: str, name: str) -> None:
    assert platform_name(url, VIDEO_PLATFORMS) == name


def test_other_platforms_are_named() -> None:
    assert platform_name("https://open.spotify.com/embed/1", PLATFORMS) == "Spotify"


@pytest.mark.parametrize(
    ("url", "page"),
    [
        ("https://www.youtube.com/embed/abcDEF12345", WATCH_PAGE),
        ("//www.youtube-nocookie.com/embed/abcDEF12345?rel=0", WATCH_PAGE),
        ("http://youtube.com/v/abcDEF12345&fs=1", WATCH_PAGE),
        ("https://www.youtube.com/embed/abcDEF12345?list=PL1", WATCH_PAGE),
        ("https://www.youtube.com/embed/videoseries?list=PL1", None),
        ("https://www.youtube.com/channel/abcDEF12345", None),
        ("https://f.test/embed/abcDEF12345", None),
        ("", None),
    ],
)
def test_player_of_a_video_becomes_its_page(url: str, page: str | None) -> None:
    assert watch_page(url) == (url if page is None else page)
