"""Rebuild of an outdated index at the next sync, in one transaction."""

from __future__ import annotations

import asyncio

import pytest

from finews_tui.library.library import Library
from finews_tui.library.sync import reindex
from finews_tui.library.sync.progress import SyncProgress
from finews_tui.library.sync.reindex import rebuild_index_if_outdated
from finews_tui.library.sync.run import sync
from finews_tui.model.symbol import Symbol
from finews_tui.query.query import parse
from finews_tui.store import fulltext_index
from finews_tui.store.database import Connection
from finews_tui.store.integrity import check_counts
from finews_tui.store.labels import LabelledArticle, update_derived_labels
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


def test_reindexing_updates_securities_and_outlet(library: Library, folder: PostFolder) -> None:
    body = '<p>某酒(600519.SH)上涨</p><p class="em_media">（文章来源：晨光报）</p>'
    folder.write("_posts/2026-03-08-a.md", "潮汐表", body)
    folder.write("_posts/2026-03-09-b.md", "渡口")
    library.sources.add_directory(str(folder.root), name="wire")
    sync_folder(library)
    library.mark_read(library.articles.listing(parse("潮汐")), True)
    with library.stores.cache.writing() as cache:
        _label_as_before(cache)
    _make_outdated(library, 2002)
    assert titles(library, "symbol:BK0473") == ["潮汐表", "渡口"]
    assert titles(library, "credit:晨光") == titles(library, "symbol:600519") == []
    outcome = sync_folder(library)
    assert (outcome.new, outcome.updated) == (0, 0)
    assert titles(library, "symbol:BK0473") == []
    assert titles(library, "symbol:600519 is:read") == ["潮汐表"]
    assert titles(library, "author:晨光") == ["潮汐表"]
    assert titles(library, "tag:通讯新闻 category:wire") == ["潮汐表", "渡口"]
    (article,) = library.articles.get_many(library.articles.listing(parse("潮汐")))
    assert article.credit == "晨光报"
    assert article.symbols == ("600519.SH",)
    with library.stores.cache.reading() as cache:
        rows = "SELECT name, articles, unread FROM labels WHERE kind IN (2, 4) AND articles > 0"
        assert sorted(cache.execute(rows)) == [("600519.SH", 1, 0), ("晨光报", 1, 0)]
        assert check_counts(cache) == ""


def _label_as_before(cache: Connection) -> None:
    """Give all articles the symbol that an earlier version found in the names of papers."""
    articles = cache.execute("SELECT number, source_id, labels, is_read FROM articles").fetchall()
    update_derived_labels(
        cache,
        [
            LabelledArticle(
                number,
                source_id,
                tuple(map(int, labels.split())),
                bool(is_read),
                (Symbol("BK0473", "证券"),),
                "",
            )
            for number, source_id, labels, is_read in articles
        ],
    )
