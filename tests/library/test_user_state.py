"""Marks, bookmarks and positions: storage, undo, and recovery after cache loss."""

from __future__ import annotations

import shutil
import sqlite3
from pathlib import Path

import pytest

from finews_tui.errors import NotFoundError
from finews_tui.library.library import Library
from finews_tui.query.query import parse
from finews_tui.store import integrity, user_state
from finews_tui.store.user_state import ReadMark
from finews_tui.system.paths import Paths
from tests.library.post_folder import PostFolder, open_library, sync_folder, titles


@pytest.fixture
def read_library(library: Library, folder: PostFolder) -> Library:
    """A library with three articles, oldest first: 甲, 乙, 丙."""
    for day, title in ((7, "甲"), (8, "乙"), (9, "丙")):
        folder.write(f"2026-03-0{day}-{title}.md", title, f"{title}的正文。", f"2026-03-0{day}")
    library.sources.add_directory(str(folder.root), name="wire")
    sync_folder(library)
    return library


def test_marks_are_undone_and_redone(read_library: Library) -> None:
    numbers = read_library.articles.listing(parse(""))
    first = read_library.mark_read(numbers[:1], True)
    assert first.count == 1
    remaining = read_library.mark_query_read(parse(""), True)
    assert (remaining.count, remaining.label) == (2, "Marked 2 articles as read")
    assert read_library.sources.totals().unread == 0
    redo = remaining.apply(read_library.stores)
    assert titles(read_library, "is:unread") == ["乙", "甲"]
    redo.apply(read_library.stores)
    assert read_library.sources.totals().unread == 0
    assert read_library.mark_read(numbers, True).count == 0


def test_missing_marks_are_copied_into_cache_at_start(read_library: Library, paths: Paths) -> None:
    with read_library.stores.state.writing() as state:
        user_state.set_read_marks(state, [ReadMark("wire", "2026-03-08-乙.md", True)])
    assert read_library.sources.totals().unread == 3
    read_library.close()
    with open_library(paths) as reopened:
        assert titles(reopened, "is:read") == ["乙"]
        with reopened.stores.cache.reading() as cache:
            assert integrity.check_counts(cache) == ""


def test_marks_bookmarks_and_positions_survive_loss_of_cache(
    read_library: Library, paths: Paths
) -> None:
    newest, middle, _ = read_library.articles.listing(parse(""))
    read_library.mark_read([newest], True)
    read_library.set_bookmark(middle, True)
    read_library.state.set_position(read_library.articles.get(newest), 42)
    before = read_library.articles.get(middle)
    read_library.close()
    shutil.rmtree(paths.cache_directory)
    with open_library(paths) as reopened:
        assert titles(reopened) == ["乙"]
        assert reopened.articles.get(reopened.articles.number(before.id)).body == before.body
        sync_folder(reopened)
        assert titles(reopened) == ["丙", "乙", "甲"]
        assert titles(reopened, "is:read") == ["丙"]
        assert titles(reopened, "is:bookmarked") == ["乙"]
        assert reopened.state.position(reopened.articles.get(newest)) == 42
        assert reopened.articles.get(middle).bookmarked_at == before.bookmarked_at


def test_bookmark_is_a_file_and_undo_restores_it(read_library: Library, paths: Paths) -> None:
    number = read_library.articles.listing(parse("乙"))[0]
    added = read_library.set_bookmark(number, True)
    (file,) = paths.bookmarks_directory.glob("*.md")
    text = file.read_text()
    assert "乙的正文。" in text
    removed = read_library.set_bookmark(number, False)
    assert (added.count, removed.count) == (1, 1)
    assert not file.exists()
    assert read_library.sources.totals().bookmarks == 0
    removed.apply(read_library.stores)
    assert file.read_text() == text
    assert titles(read_library, "is:bookmarked") == ["乙"]


def test_bookmark_file_edited_by_hand_is_indexed(read_library: Library, paths: Paths) -> None:
    read_library.set_bookmark(read_library.articles.listing(parse("乙"))[0], True)
    (file,) = paths.bookmarks_directory.glob("*.md")
    file.write_text(file.read_text().replace("乙的正文", "我改过的正文，很长"))
    (paths.bookmarks_directory / "mine.md").write_text("# 自己的笔记\n\n从别处抄来。\n")
    read_library.close()
    with open_library(paths) as reopened:
        assert titles(reopened, "改过 is:bookmarked") == ["乙"]
        assert titles(reopened, "抄来") == ["自己的笔记"]
        sync_folder(reopened, force=True)
        assert titles(reopened, "改过") == ["乙"]


def test_faulty_bookmark_file_is_reported_and_not_overwritten(
    read_library: Library, paths: Paths
) -> None:
    paths.bookmarks_directory.mkdir(parents=True)
    bad = paths.bookmarks_directory / "broken.md"
    bad.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8)
    before = bad.read_bytes()
    read_library.close()
    with open_library(paths) as reopened:
        assert len(reopened.bookmarks.all()) == 1
        assert any("broken.md" in result.message for result in reopened.doctor())
    assert bad.read_bytes() == before


def test_bookmarks_are_exported_and_imported_unchanged(
    read_library: Library, tmp_path: Path, paths: Paths
) -> None:
    for number in read_library.articles.listing(parse("")):
        read_library.set_bookmark(number, True)
    before = {article.id: article.body for article in read_library.bookmarks.all()}
    assert read_library.bookmarks.export(tmp_path / "out.jsonl") == 3
    with (tmp_path / "out.jsonl").open("a") as file:
        file.write("not json\n")
    other = Paths(*(tmp_path / "other" / name for name in ("config", "cache", "data", "log")))
    with open_library(other) as empty:
        count, refused = empty.bookmarks.import_file(tmp_path / "out.jsonl")
        assert (count, len(refused)) == (3, 1)
        assert {article.id: article.body for article in empty.bookmarks.all()} == before
        assert empty.bookmarks.import_file(tmp_path / "out.jsonl")[0] == 0
        with pytest.raises(NotFoundError):
            empty.bookmarks.import_file(tmp_path / "nothing.jsonl")


def test_article_is_found_by_unique_prefix_of_id(read_library: Library) -> None:
    article = read_library.articles.get(read_library.articles.listing(parse(""))[0])
    assert read_library.articles.number(article.id[:6]) == article.number
    for prefix in ("", article.id[:3], "zzzz", "0" * 13):
        with pytest.raises(NotFoundError):
            read_library.articles.number(prefix)


def test_doctor_reports_inconsistent_counts(read_library: Library, paths: Paths) -> None:
    assert {result.level for result in read_library.doctor()} == {"ok"}
    connection = sqlite3.connect(paths.cache_database)
    connection.execute("UPDATE sources SET unread = 7")
    connection.commit()
    connection.close()
    (error,) = [result for result in read_library.doctor() if result.level == "error"]
    assert error.subject == "counts"


def test_snippet_is_the_matching_sentence(read_library: Library) -> None:
    numbers = read_library.articles.listing(parse("乙的"))
    assert read_library.articles.snippets(numbers, parse("乙的")) == {numbers[0]: "乙的正文。"}


def test_saved_queries_and_settings_are_stored(read_library: Library) -> None:
    read_library.state.save_query("央行", "央行 is:unread")
    read_library.state.save_query("a", "b")
    read_library.state.save_query("央行", "央行")
    assert [tuple(query) for query in read_library.state.saved_queries()] == [
        ("央行", "央行"),
        ("a", "b"),
    ]
    read_library.state.remove_query("a")
    with pytest.raises(NotFoundError):
        read_library.state.remove_query("a")
    read_library.state.set_setting("theme", "paper")
    assert read_library.state.setting("theme") == "paper"
    assert read_library.state.setting("other", "x") == "x"
