"""Rebuild of an outdated index at the next sync, in one transaction."""

from __future__ import annotations

import asyncio

import pytest

from finews_tui.library.library import Library
from finews_tui.library.sync import reindex
from finews_tui.library.sync.progress import SyncProgress
from finews_tui.library.sync.reindex import rebuild_index_if_outdated
from finews_tui.library.sync.run import sync
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


def test_sync_of_old_cache_reports_and_rebuilds_index(
    library: Library, folder: PostFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    notes = "passed $500<sup><a href='#fn29'>[29]</a></sup> million, 10<sup>30</sup> kg"
    for day in range(1, 6):
        folder.write(f"_posts/2026-03-0{day}-post.md", f"Post {day}", f"<p>Day {day} {notes}</p>")
    library.sources.add_directory(str(folder.root), name="wire")
    sync_folder(library)
    _make_outdated(library, 1002)
    monkeypatch.setattr(reindex, "_STEP_ROWS", 2)
    steps: list[SyncProgress] = []
    asyncio.run(sync(library.stores, progress=steps.append))
    reindexing = [(step.done, step.total) for step in steps if step.stage == "re-indexing"]
    assert reindexing == [(0, 5), (2, 5), (4, 5), (5, 5)]
    assert {step.source for step in steps} == {"wire"}
    for query in ("text:500", "text:29", "text:30", '"10 30"', '"10^30"', '"10³⁰"'):
        assert len(titles(library, query)) == 5, query
    for query in ("text:50029", "text:1030"):
        assert titles(library, query) == []
    steps.clear()
    asyncio.run(sync(library.stores, progress=steps.append))
    assert "re-indexing" not in {step.stage for step in steps}


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
