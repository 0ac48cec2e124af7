"""Retention: deletion of expired articles."""

from __future__ import annotations

from pathlib import Path

import pytest

from finews_tui.library.library import Library
from finews_tui.library.sync import retention
from finews_tui.query.query import parse
from finews_tui.system.paths import Paths
from tests.library.json_feed import JsonFeedFile, sync_feed
from tests.library.post_folder import PostFolder, open_library, sync_folder, titles

# The clock of the library is at 10 March 2026.
ITEMS = {
    "new": {"date_published": "2026-03-09T08:00:00Z"},
    "old": {"date_published": "2026-02-01T08:00:00Z"},
    "older": {"date_published": "2020-01-01T08:00:00Z"},
    "undated": {"date_published": ""},
    "ahead": {"date_published": "2036-01-01T08:00:00Z"},
}


@pytest.fixture
def feed(tmp_path: Path) -> JsonFeedFile:
    feed = JsonFeedFile(tmp_path / "feed.json")
    feed.write(**ITEMS)
    return feed


def test_nothing_expires_by_default(library: Library, feed: JsonFeedFile) -> None:
    feed.follow(library)
    assert (sync_feed(library).new, sync_feed(library).pruned) == (5, 0)
    assert len(titles(library)) == 5


def test_expired_articles_are_deleted_and_not_added_again(
    library: Library, feed: JsonFeedFile
) -> None:
    feed.follow(library)
    sync_feed(library)
    feed.follow(library, keep_days=20)
    assert sync_feed(library).pruned == 2
    assert set(titles(library)) == {"About ahead", "About new", "About undated"}
    for force in (False, True):
        outcome = sync_feed(library, force=force)
        assert (outcome.new, outcome.pruned) == (0, 0)
    assert library.stats().articles == 3
    assert {result.level for result in library.doctor() if result.subject == "counts"} == {"ok"}
    assert titles(library, "nothing") == titles(library)


def test_expired_entries_are_not_added(library: Library, feed: JsonFeedFile) -> None:
    feed.follow(library, keep_days=20)
    outcome = sync_feed(library)
    assert (outcome.new, outcome.unchanged, outcome.pruned) == (3, 2, 0)


def test_bookmarks_never_expire(library: Library, feed: JsonFeedFile) -> None:
    feed.follow(library)
    sync_feed(library)
    (number,) = library.articles.listing(parse("title:older"))
    library.set_bookmark(number, is_bookmarked=True)
    feed.follow(library, keep_days=1)
    sync_feed(library)
    assert "About older" in titles(library)
    assert [article.title for article in library.bookmarks.all()] == ["About older"]


def test_expired_articles_are_deleted_in_batches(
    library: Library, feed: JsonFeedFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(retention, "_BATCH", 2)
    long_text = " ".join(map(str, range(5000)))
    dates = {f"n{day}": f"2025-01-{day:02}T08:00:00Z" for day in range(1, 8)}
    feed.write(
        **{
            name: {"date_published": date, "content_text": long_text}
            for name, date in dates.items()
        }
    )
    feed.follow(library)
    assert sync_feed(library).new == 7
    feed.follow(library, keep_days=30)
    assert sync_feed(library).pruned == 7
    assert titles(library) == []
    with library.stores.cache.reading() as cache:
        assert cache.execute("PRAGMA freelist_count").fetchone()[0] == 0


def test_posts_of_folders_never_expire(paths: Paths, folder: PostFolder) -> None:
    folder.write("_posts/2020-01-01-old.md", "Old", date="2020-01-01 08:00:00 +0800")
    paths.config_directory.mkdir(parents=True)
    paths.config_file.write_text("[sync]\nkeep_days = 1\n")
    with open_library(paths) as library:
        library.sources.add_directory(str(folder.root))
        outcome = sync_folder(library)
        assert (outcome.new, outcome.pruned) == (1, 0)
        assert sync_folder(library).pruned == 0
        assert titles(library) == ["Old"]
