"""Files that are lists of feeds are told from feeds and from all else by what is in them."""

from __future__ import annotations

from pathlib import Path

import pytest

from finews_tui.library.subscribe.import_file import is_subscription_list


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('<?xml version="1.0"?><opml version="2.0"><body/></opml>', True),
        ("<OPML><BODY><OUTLINE text='a'/></BODY></OPML>", True),
        ("# comment\n\n# another\nhttps://news.example/feed news\n", True),
        ('"query:Unread:unread = \\"yes\\""\n', True),
        ("exec:cat /etc/passwd\n", True),
        ('<?xml version="1.0"?><rss version="2.0"><channel/></rss>', False),
        ('{"version": "https://jsonfeed.org/version/1.1"}', False),
        ("<html><body>https://news.example/</body></html>", False),
        ("# A post\n\nSee https://news.example/ for more.\n", False),
        ("", False),
    ],
)
def test_a_list_is_known_by_what_is_in_it(text: str, expected: bool, tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_text(text, encoding="utf-8")
    assert is_subscription_list(str(path)) is expected


@pytest.mark.parametrize(
    "location", ["/nowhere/at/all", "https://news.example/", "\0", "~nobody/x"]
)
def test_what_is_no_file_is_no_list(location: str) -> None:
    assert not is_subscription_list(location)
