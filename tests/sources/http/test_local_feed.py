"""Feeds in local files."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from finews_tui.errors import FetchError
from finews_tui.sources.http.local_feed import fetch_file, is_file_url


def test_fetch_file_reads_file_and_detects_change(tmp_path: Path) -> None:
    path = tmp_path / "my feed.xml"
    path.write_bytes(b"<rss/>")
    url = path.as_uri()
    assert "%20" in url
    first = fetch_file(url)
    second = fetch_file(url, first.validators)
    assert (first.status, first.body, first.has_known_length) == (200, b"<rss/>", True)
    assert (second.status, second.body) == (304, b"")
    path.write_bytes(b"<rss>changed</rss>")
    assert fetch_file(url, first.validators).status == 200


def test_fetch_file_follows_symbolic_link(tmp_path: Path) -> None:
    (tmp_path / "real.xml").write_bytes(b"<rss/>")
    (tmp_path / "link.xml").symlink_to("real.xml")
    assert fetch_file((tmp_path / "link.xml").as_uri()).body == b"<rss/>"


@pytest.mark.parametrize(
    "url", ["file://elsewhere/etc/passwd", "file:relative.xml", "file:", "file:///a\0b"]
)
def test_file_url_of_another_machine_is_rejected(url: str) -> None:
    with pytest.raises(FetchError, match="absolute path"):
        fetch_file(url)


def test_fetch_file_rejects_fifo_and_directory(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for name in ("pipe", "missing", "."):
        with pytest.raises(FetchError):
            fetch_file(f"file://{tmp_path}/{name}")


def test_is_file_url() -> None:
    assert is_file_url(" FILE:///x")
    assert not is_file_url("/etc/passwd")
