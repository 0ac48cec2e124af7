"""Media of stored articles: page, outputs, full-text index and bookmarks."""

from __future__ import annotations

from pathlib import Path

import pytest

from finews_tui.cli.output.html_writer import to_html
from finews_tui.layout.markdown_writer import to_markdown
from finews_tui.layout.page import LayoutOptions, Page
from finews_tui.layout.page_layout import lay_out
from finews_tui.library.library import Library
from finews_tui.model.article import Article
from finews_tui.query.query import parse
from tests.layout.page_text import page_lines
from tests.library.json_feed import JsonFeedFile, sync_feed
from tests.library.post_folder import titles

AUDIO = {
    "url": "https://harbour.test/bells.mp3",
    "mime_type": "audio/mpeg",
    "title": "Foghorn concert",
    "duration_in_seconds": 3723,
    "size_in_bytes": 123_456,
}


@pytest.fixture
def feed(tmp_path: Path, library: Library) -> JsonFeedFile:
    made = JsonFeedFile(tmp_path / "feed.json")
    made.write(a={"attachments": [AUDIO], "image": "https://harbour.test/quay.jpg"})  # type: ignore[dict-item]
    made.follow(library)
    sync_feed(library)
    return made


def article(library: Library) -> Article:
    (found,) = library.articles.get_many(library.articles.listing(parse("")))
    return found


def page(library: Library) -> Page:
    return lay_out(library.articles.document(article(library)), 60, LayoutOptions())


@pytest.mark.usefixtures("feed")
def test_page_has_media_before_the_text(library: Library) -> None:
    laid_out = page(library)
    lines = [line.strip() for line in page_lines(laid_out) if line.strip()]
    assert lines == [
        "▣ quay.jpg",
        "♪ Foghorn concert · 1:02:03 · 123 kB",
        "Nothing was seen.",
    ]
    assert [image.address for image in laid_out.images] == ["https://harbour.test/quay.jpg"]
    assert laid_out.links == ("https://harbour.test/quay.jpg", "https://harbour.test/bells.mp3")


@pytest.mark.usefixtures("feed")
def test_outputs_have_media(library: Library) -> None:
    document = library.articles.document(article(library))
    assert to_markdown(document).split("\n\n") == [
        "![quay.jpg](https://harbour.test/quay.jpg)",
        "♪ [Foghorn concert](https://harbour.test/bells.mp3) · 1:02:03 · 123 kB",
        "Nothing was seen.",
    ]
    assert '<img src="https://harbour.test/quay.jpg" alt="quay.jpg">' in to_html(document)
    assert '<a href="https://harbour.test/bells.mp3">Foghorn concert</a>' in to_html(document)
    text = library.articles.text(article(library))
    assert text.split("\n")[1:] == [
        "Foghorn concert · 1:02:03 · 123 kB",
        "Nothing was seen.",
    ]


def test_words_of_media_are_found_until_the_feed_removes_them(
    library: Library, feed: JsonFeedFile
) -> None:
    assert titles(library, "foghorn") == ["About a"]
    feed.write(a={})
    assert sync_feed(library, force=True).updated == 1
    assert titles(library, "foghorn") == []
    assert titles(library, "nothing seen") == ["About a"]
    assert article(library).enclosures == ()


@pytest.mark.usefixtures("feed")
def test_bookmark_keeps_media_without_the_cache(library: Library) -> None:
    before = article(library)
    library.set_bookmark(before.number, True)
    (file,) = library.paths.bookmarks_directory.iterdir()
    assert "bells.mp3" in file.read_text()
    assert article(library).enclosures == before.enclosures
    assert library.articles.source_revision(article(library)) is None
    assert sync_feed(library, force=True).updated == 0


@pytest.mark.usefixtures("feed")
def test_index_is_intact_after_deletion(library: Library) -> None:
    assert {one.level for one in library.doctor() if one.subject in ("counts", "index")} <= {"ok"}
