"""A bookmark keeps its text when its source changes; the revision is stored."""

from __future__ import annotations

from pathlib import Path

import pytest

from finews_tui.library.library import Library
from finews_tui.model.article import Article
from finews_tui.query.query import parse
from tests.library.json_feed import JsonFeedFile, sync_feed

FIRST = {"content_text": "The first text.", "title": "One"}
SECOND = {"content_text": "The second text.", "title": "One, corrected"}


@pytest.fixture
def feed(tmp_path: Path, library: Library) -> JsonFeedFile:
    """A feed whose only article is read and bookmarked."""
    made = JsonFeedFile(tmp_path / "feed.json")
    made.write(one=FIRST, other={})
    made.follow(library)
    sync_feed(library)
    article = the_one(library)
    library.mark_read([article.number], is_read=True)
    library.set_bookmark(article.number, is_bookmarked=True)
    return made


def the_one(library: Library) -> Article:
    (number,) = library.articles.listing(parse("One"))
    return library.articles.get(number)


def current(library: Library) -> str | None:
    version = library.articles.source_revision(the_one(library))
    return library.articles.text(version.article) if version else None


def test_bookmark_without_change_has_no_revision(library: Library, feed: JsonFeedFile) -> None:
    assert current(library) is None
    assert sync_feed(library, force=True).updated == 0
    assert current(library) is None


def test_changed_bookmark_has_both_texts(library: Library, feed: JsonFeedFile) -> None:
    before = the_one(library)
    feed.write(one=SECOND, other={})
    assert sync_feed(library).updated == 1
    after = the_one(library)
    assert after == before
    version = library.articles.source_revision(after)
    assert version is not None
    assert (version.article.title, version.article.id) == ("One, corrected", before.id)
    assert (version.article.number, version.article.is_read) == (before.number, True)
    assert library.articles.text(version.article) == "The second text."
    (file,) = library.paths.bookmarks_directory.iterdir()
    assert "The first text." in file.read_text()
    assert sync_feed(library, force=True).updated == 0
    feed.write(one={**SECOND, "content_text": "A third one."}, other={})
    assert sync_feed(library).updated == 1
    assert current(library) == "A third one."


def test_reverted_change_removes_revision(library: Library, feed: JsonFeedFile) -> None:
    feed.write(one=SECOND, other={})
    sync_feed(library)
    feed.write(one=FIRST, other={})
    assert sync_feed(library).updated == 0
    assert current(library) is None


def test_change_of_markup_alone_is_no_revision(library: Library, feed: JsonFeedFile) -> None:
    html = {"content_text": "", "content_html": "<p>The <i>first</i> text.</p>", "title": "One"}
    feed.write(one=html, other={})
    assert sync_feed(library).updated == 0
    assert current(library) is None


def test_removed_bookmark_gets_text_of_its_source(library: Library, feed: JsonFeedFile) -> None:
    feed.write(one=SECOND, other={})
    sync_feed(library)
    removed = library.set_bookmark(the_one(library).number, is_bookmarked=False)
    now = the_one(library)
    assert (now.title, library.articles.text(now), now.is_read) == (
        "One, corrected",
        "The second text.",
        True,
    )
    assert current(library) is None
    assert sync_feed(library, force=True).updated == 0
    removed.apply(library.stores)
    assert library.articles.text(the_one(library)) == "The first text."
    assert current(library) == "The second text."


def test_bookmark_edited_by_hand_keeps_revision_of_source(
    library: Library, feed: JsonFeedFile
) -> None:
    (file,) = library.paths.bookmarks_directory.iterdir()
    file.write_text(file.read_text().replace("The first text.", "My own words."))
    library.bookmarks.index_files()
    assert library.articles.text(the_one(library)) == "My own words."
    sync_feed(library, force=True)
    assert library.articles.text(the_one(library)) == "My own words."
    assert current(library) == "The first text."


def test_stored_counts_stay_consistent(library: Library, feed: JsonFeedFile) -> None:
    feed.write(one=SECOND, other={"content_text": "Another."})
    assert sync_feed(library).updated == 2
    assert {one.level for one in library.doctor() if one.subject == "counts"} == {"ok"}
