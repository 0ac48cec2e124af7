"""The first text of a bookmarked article is kept, and what its source has since is to be had."""

from __future__ import annotations

from pathlib import Path

import pytest

from finews_tui.library.library import Library
from finews_tui.model.article import Article
from finews_tui.query.query import parse
from tests.library.made_feed import MadeFeed, outcome_of

FIRST = {"content_text": "The first text.", "title": "One"}
SECOND = {"content_text": "The second text.", "title": "One, corrected"}


@pytest.fixture
def feed(tmp_path: Path, library: Library) -> MadeFeed:
    """A feed whose one article is read and bookmarked."""
    made = MadeFeed(tmp_path / "feed.json")
    made.write(one=FIRST, other={})
    made.follow(library)
    outcome_of(library)
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


def test_nothing_changed(library: Library, feed: MadeFeed) -> None:
    assert current(library) is None
    assert outcome_of(library, force=True).updated == 0
    assert current(library) is None


def test_both_texts_are_to_be_had(library: Library, feed: MadeFeed) -> None:
    before = the_one(library)
    feed.write(one=SECOND, other={})
    assert outcome_of(library).updated == 1
    after = the_one(library)
    assert after == before
    version = library.articles.source_revision(after)
    assert version is not None
    assert (version.article.title, version.article.id) == ("One, corrected", before.id)
    assert (version.article.number, version.article.is_read) == (before.number, True)
    assert library.articles.text(version.article) == "The second text."
    (file,) = library.paths.bookmarks_directory.iterdir()
    assert "The first text." in file.read_text()
    assert outcome_of(library, force=True).updated == 0
    feed.write(one={**SECOND, "content_text": "A third one."}, other={})
    assert outcome_of(library).updated == 1
    assert current(library) == "A third one."


def test_a_change_that_is_taken_back(library: Library, feed: MadeFeed) -> None:
    feed.write(one=SECOND, other={})
    outcome_of(library)
    feed.write(one=FIRST, other={})
    assert outcome_of(library).updated == 0
    assert current(library) is None


def test_other_markup_is_no_other_text(library: Library, feed: MadeFeed) -> None:
    html = {"content_text": "", "content_html": "<p>The <i>first</i> text.</p>", "title": "One"}
    feed.write(one=html, other={})
    assert outcome_of(library).updated == 0
    assert current(library) is None


def test_without_its_bookmark_the_article_is_as_its_source_has_it(
    library: Library, feed: MadeFeed
) -> None:
    feed.write(one=SECOND, other={})
    outcome_of(library)
    removed = library.set_bookmark(the_one(library).number, is_bookmarked=False)
    now = the_one(library)
    assert (now.title, library.articles.text(now), now.is_read) == (
        "One, corrected",
        "The second text.",
        True,
    )
    assert current(library) is None
    assert outcome_of(library, force=True).updated == 0
    removed.apply(library.stores)
    assert library.articles.text(the_one(library)) == "The first text."
    assert current(library) == "The second text."


def test_a_bookmark_edited_by_hand_leaves_the_sources_text(
    library: Library, feed: MadeFeed
) -> None:
    (file,) = library.paths.bookmarks_directory.iterdir()
    file.write_text(file.read_text().replace("The first text.", "My own words."))
    library.bookmarks.index_files()
    assert library.articles.text(the_one(library)) == "My own words."
    outcome_of(library, force=True)
    assert library.articles.text(the_one(library)) == "My own words."
    assert current(library) == "The first text."


def test_counts_stay_in_step(library: Library, feed: MadeFeed) -> None:
    feed.write(one=SECOND, other={"content_text": "Another."})
    assert outcome_of(library).updated == 2
    assert {one.level for one in library.doctor() if one.subject == "counts"} == {"ok"}
