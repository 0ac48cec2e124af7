"""Rebuild of an outdated index at the next sync, in one transaction."""

from __future__ import annotations

import pytest

from finews_tui.library.library import Library
from finews_tui.library.sync.reindex import rebuild_index_if_outdated
from finews_tui.store import fulltext_index
from tests.library.post_folder import PostFolder, sync_folder, titles


@pytest.fixture
def followed(library: Library, folder: PostFolder) -> Library:
    """A library with two articles."""
    folder.write("_posts/2026-03-08-a.md", "潮汐表")
    folder.write("_posts/2026-03-09-b.md", "渡口")
    library.sources.add_directory(str(folder.root), name="wire")
    sync_folder(library)
    return library


def _make_outdated(library: Library, version: int | None) -> None:
    with library.stores.cache.writing() as cache:
        cache.execute("DELETE FROM meta WHERE key = 'terms'")
        if version is not None:
            cache.execute("INSERT INTO meta VALUES ('terms', ?)", (version,))
        cache.execute("INSERT INTO search (search) VALUES ('delete-all')")


def test_first_sync_stores_index_version(followed: Library) -> None:
    progress: list[tuple[int, int]] = []
    assert rebuild_index_if_outdated(followed.stores, lambda *step: progress.append(step)) == 0
    assert progress == []


@pytest.mark.parametrize("version", [None, 1], ids=["missing", "older"])
def test_sync_rebuilds_index_of_other_version(
    followed: Library, folder: PostFolder, version: int | None
) -> None:
    _make_outdated(followed, version)
    assert titles(followed, "潮汐") == []
    folder.write("_posts/2026-03-10-c.md", "潮汐又来")
    sync_folder(followed)
    assert titles(followed, "潮汐") == ["潮汐又来", "潮汐表"]
    folder.write("_posts/2026-03-08-a.md", "改了标题")
    sync_folder(followed)
    assert titles(followed, "潮汐") == ["潮汐又来"]


def test_interrupted_rebuild_is_rolled_back(
    followed: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    with followed.stores.cache.writing() as cache:
        cache.execute("UPDATE meta SET value = 1 WHERE key = 'terms'")

    def interrupt(*_: object) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr(fulltext_index, "rebuild_step", interrupt)
    with pytest.raises(KeyboardInterrupt):
        rebuild_index_if_outdated(followed.stores)
    assert titles(followed, "潮汐") == ["潮汐表"]
    monkeypatch.undo()
    assert rebuild_index_if_outdated(followed.stores) == 2
    with followed.stores.cache.reading() as cache:
        assert fulltext_index.count_indexed_articles(cache) == 2
    assert titles(followed, "潮汐") == ["潮汐表"]


def test_removing_source_rebuilds_outdated_index_first(followed: Library) -> None:
    _make_outdated(followed, 1)
    followed.sources.remove("wire")
    with followed.stores.cache.reading() as cache:
        assert cache.execute("SELECT count(*) FROM search_docsize").fetchone() == (0,)
