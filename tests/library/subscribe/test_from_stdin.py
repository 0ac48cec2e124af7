"""Feeds on standard input."""

from __future__ import annotations

import io

import pytest

from finews_tui.errors import FetchError
from finews_tui.library.subscribe.from_stdin import read_feed_stream
from finews_tui.sources.folders.safe_read import MAX_FILE_BYTES


def test_feed_on_standard_input_has_size_limit() -> None:
    assert read_feed_stream(io.BytesIO(b"<rss/>")) == b"<rss/>"
    with pytest.raises(FetchError, match="too large"):
        read_feed_stream(io.BytesIO(bytes(MAX_FILE_BYTES + 1)))
