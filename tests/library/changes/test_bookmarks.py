"""Indexing of bookmarks without reading their files back."""

from __future__ import annotations

import pytest

from finews_tui.bookmarks import files
from finews_tui.library.bookmark_indexing import save_full_text
from finews_tui.library.bookmark_watch import bookmarks_changed
from finews_tui.library.library import Library
from finews_tui.query.query import parse
from tests.library.post_folder import PostFolder, sync_folder, titles


@pytest.fixture
def wire(library: Library, folder: PostFolder) -> Library:
    folder.write("2026-03-09-a.md", "码头")
    library.sources.add_directory(str(folder.root), name="wire")
    sync_folder(library)
    return library


def fail_on_read(*_: object) -> tuple[bytes, object]:
    raise AssertionError("a bookmark file was read")


def test_bookmark_is_indexed_without_reading_its_file(
    wire: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    (number,) = wire.articles.listing(parse(""))
    with monkeypatch.context() as patch:
        patch.setattr(files, "read_bytes", fail_on_read)
        wire.set_bookmark(number, True)
    assert titles(wire, "is:bookmarked") == ["码头"]
    assert not bookmarks_changed(wire.stores)
    (bookmark,), _ = files.read_changed_bookmarks(wire.paths.bookmarks_directory, {})
    assert bookmark.article.title == "码头"
    assert bookmark.article.bookmarked_at == wire.bookmarks.all()[0].bookmarked_at


def test_restored_bookmark_is_indexed_without_reading_its_file(
    wire: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    (number,) = wire.articles.listing(parse(""))
    wire.set_bookmark(number, True)
    removal = wire.set_bookmark(number, False)
    with monkeypatch.context() as patch:
        patch.setattr(files, "read_bytes", fail_on_read)
        removal.apply(wire.stores)
    assert titles(wire, "is:bookmarked") == ["码头"]
    assert not bookmarks_changed(wire.stores)


def test_full_text_is_added_to_bookmark_file_and_index(wire: Library) -> None:
    (number,) = wire.articles.listing(parse(""))
    wire.set_bookmark(number, True)
    save_full_text(wire.stores, wire.articles.get(number), "<p>The whole story.</p>")
    assert not bookmarks_changed(wire.stores)
    (bookmark,), _ = files.read_changed_bookmarks(wire.paths.bookmarks_directory, {})
    assert bookmark.article.full_text == wire.articles.get(number).full_text
    assert bookmark.article.full_text == "<p>The whole story.</p>"
    assert titles(wire, "story") == ["码头"]
