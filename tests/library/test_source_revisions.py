"""Revisions of bookmarked articles that change in their source."""

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
    """A feed with a read and bookmarked article."""
    feed = JsonFeedFile(tmp_path / "feed.json")
    feed.write(one=FIRST, other={})
    feed.follow(library)
    sync_feed(library)
    article = bookmark(library)
    library.mark_read([article.number], is_read=True)
    library.set_bookmark(article.number, is_bookmarked=True)
    return feed


def bookmark(library: Library) -> Article:
    (number,) = library.articles.listing(parse("One"))
    return library.articles.get(number)


def revision_text(library: Library) -> str | None:
    revision = library.articles.source_revision(bookmark(library))
    return library.articles.text(revision.article) if revision else None


def test_bookmark_without_change_has_no_revision(library: Library, feed: JsonFeedFile) -> None:
    assert revision_text(library) is None
    assert sync_feed(library, force=True).updated == 0
    assert revision_text(library) is None


def test_changed_bookmark_has_revision_and_original_text(
    library: Library, feed: JsonFeedFile
) -> None:
    before = bookmark(library)
    feed.write(one=SECOND, other={})
    assert sync_feed(library).updated == 1
    after = bookmark(library)
    assert after == before
    revision = library.articles.source_revision(after)
    assert revision is not None
    assert (revision.article.title, revision.article.id) == ("One, corrected", before.id)
    assert (revision.article.number, revision.article.is_read) == (before.number, True)
    assert library.articles.text(revision.article) == "The second text."
    (file,) = library.paths.bookmarks_directory.iterdir()
    assert "The first text." in file.read_text()
    assert sync_feed(library, force=True).updated == 0
    feed.write(one={**SECOND, "content_text": "A third one."}, other={})
    assert sync_feed(library).updated == 1
    assert revision_text(library) == "A third one."


def test_reverted_change_removes_revision(library: Library, feed: JsonFeedFile) -> None:
    feed.write(one=SECOND, other={})
    sync_feed(library)
    feed.write(one=FIRST, other={})
    assert sync_feed(library).updated == 0
    assert revision_text(library) is None


def test_change_of_markup_alone_is_no_revision(library: Library, feed: JsonFeedFile) -> None:
    html = {"content_text": "", "content_html": "<p>The <i>first</i> text.</p>", "title": "One"}
    feed.write(one=html, other={})
    assert sync_feed(library).updated == 0
    assert revision_text(library) is None


def test_removed_bookmark_is_replaced_by_revision(library: Library, feed: JsonFeedFile) -> None:
    feed.write(one=SECOND, other={})
    sync_feed(library)
    removed = library.set_bookmark(bookmark(library).number, is_bookmarked=False)
    article = bookmark(library)
    assert (article.title, library.articles.text(article), article.is_read) == (
        "One, corrected",
        "The second text.",
        True,
    )
    assert revision_text(library) is None
    assert sync_feed(library, force=True).updated == 0
    removed.apply(library.stores)
    assert library.articles.text(bookmark(library)) == "The first text."
    assert revision_text(library) == "The second text."


def test_bookmark_edited_by_hand_has_revision(library: Library, feed: JsonFeedFile) -> None:
    (file,) = library.paths.bookmarks_directory.iterdir()
    file.write_text(file.read_text().replace("The first text.", "My own words."))
    library.bookmarks.index_files()
    assert library.articles.text(bookmark(library)) == "My own words."
    sync_feed(library, force=True)
    assert library.articles.text(bookmark(library)) == "My own words."
    assert revision_text(library) == "The first text."


def test_stored_counts_are_consistent(library: Library, feed: JsonFeedFile) -> None:
    feed.write(one=SECOND, other={"content_text": "Another."})
    assert sync_feed(library).updated == 2
    assert {result.level for result in library.doctor() if result.subject == "counts"} == {"ok"}


def test_media_removed_from_the_text_are_not_a_revision(
    library: Library, feed: JsonFeedFile
) -> None:
    address = "https://harbour.test/a.mp3"
    old = f'<p>Listen.</p><p><a href="{address}">a.mp3</a> (audio/mpeg, 2 MB)</p>'
    feed.write(podcast={"title": "Bells", "content_html": old, "content_text": ""})
    sync_feed(library)
    (number,) = library.articles.listing(parse("Bells"))
    library.set_bookmark(number, is_bookmarked=True)
    new = {"content_html": "<p>Listen.</p>", "content_text": "", "attachments": [{"url": address}]}
    feed.write(podcast={"title": "Bells", **new})  # type: ignore[dict-item]
    sync_feed(library)
    assert library.articles.source_revision(library.articles.get(number)) is None
