"""Preparation of feed entries with an unknown hash."""

from __future__ import annotations

import pytest

from finews_tui.errors import FeedError
from finews_tui.library.sync.feed_jobs import PreparedFeed, prepare_feed

URL = "http://news.example/feed.xml"
_ITEM = "<item><guid>{}</guid><title>{}</title><description>{}</description></item>"
_ITEMS = {
    "one": _ITEM.format("one", "Quay opens", "At noon."),
    "two": _ITEM.format("two", "Fog", "All day."),
}


def _prepare(
    *items: str, known: dict[int, bytes] | None = None, source: str = "news"
) -> PreparedFeed:
    text = f'<rss version="2.0"><channel><title>News</title>{"".join(items)}</channel></rss>'
    return prepare_feed(text.encode(), URL, "", True, source, known or {})


def test_unknown_entry_is_prepared() -> None:
    feed = _prepare(*_ITEMS.values())
    assert feed.entries == 2
    assert [entry.entry.title for entry in feed.changed] == ["Quay opens", "Fog"]
    assert feed.changed[1].text_terms == "all day"


def test_known_entry_is_prepared_only_if_changed() -> None:
    known = {entry.key: entry.entry_hash for entry in _prepare(*_ITEMS.values()).changed}
    assert _prepare(*_ITEMS.values(), known=known) == PreparedFeed(2, (), (), None, title="News")
    edited = _ITEMS["two"].replace("All day", "Until noon")
    (changed,) = _prepare(_ITEMS["one"], edited, known=known).changed
    assert changed.entry.id == "two"


def test_same_entry_of_other_source_is_another_article() -> None:
    known = {entry.key: entry.entry_hash for entry in _prepare(_ITEMS["one"]).changed}
    assert len(_prepare(_ITEMS["one"], known=known, source="other").changed) == 1


def test_html_document_is_rejected() -> None:
    with pytest.raises(FeedError, match="not a feed"):
        prepare_feed(b"<html><body>words</body></html>", URL, "", True, "news", {})
