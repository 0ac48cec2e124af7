"""Feeds in files and on standard input."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from finews_tui.errors import FetchError
from finews_tui.sources.http.local_feed import fetch_file, is_file_url


def test_a_file_is_read_and_then_known(tmp_path: Path) -> None:
    path = tmp_path / "my feed.xml"
    path.write_bytes(b"<rss/>")
    address = path.as_uri()
    assert "%20" in address
    first = fetch_file(address)
    second = fetch_file(address, first.validators)
    assert (first.status, first.body, first.has_known_length) == (200, b"<rss/>", True)
    assert (second.status, second.body) == (304, b"")
    path.write_bytes(b"<rss>changed</rss>")
    assert fetch_file(address, first.validators).status == 200


def test_a_link_that_its_user_names_is_followed(tmp_path: Path) -> None:
    (tmp_path / "real.xml").write_bytes(b"<rss/>")
    (tmp_path / "link.xml").symlink_to("real.xml")
    assert fetch_file((tmp_path / "link.xml").as_uri()).body == b"<rss/>"


@pytest.mark.parametrize(
    "address", ["file://elsewhere/etc/passwd", "file:relative.xml", "file:", "file:///a\0b"]
)
def test_addresses_that_name_no_file_of_this_machine(address: str) -> None:
    with pytest.raises(FetchError, match="whole path"):
        fetch_file(address)


def test_what_is_no_regular_file_is_refused_at_once(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for name in ("pipe", "missing", "."):
        with pytest.raises(FetchError):
            fetch_file(f"file://{tmp_path}/{name}")


def test_only_the_scheme_makes_a_file_address() -> None:
    assert is_file_url(" FILE:///x")
    assert not is_file_url("/etc/passwd")
