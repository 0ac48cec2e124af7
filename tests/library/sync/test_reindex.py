"""An index made by other rules is made anew at the next sync, whole or not at all."""

from __future__ import annotations

import pytest

from finews_tui.library.library import Library
from finews_tui.library.sync.reindex import rebuild_index_if_outdated
from finews_tui.store import fulltext_index as index
from tests.library.made import Folder, synced, titles


@pytest.fixture
def followed(library: Library, folder: Folder) -> Library:
    """A library with two articles whose index knows other terms than today's rules give."""
    folder.write("_posts/2026-03-08-a.md", "潮汐表")
    folder.write("_posts/2026-03-09-b.md", "渡口")
    library.sources.add_directory(str(folder.root), name="wire")
    synced(library)
    return library


def _make_old(library: Library, version: int | None) -> None:
    with library.stores.cache.writing() as cache:
        cache.execute("DELETE FROM meta WHERE key = 'terms'")
        if version is not None:
            cache.execute("INSERT INTO meta VALUES ('terms', ?)", (version,))
        cache.execute("INSERT INTO search (search) VALUES ('delete-all')")


def test_a_first_sync_notes_the_rules(followed: Library) -> None:
    told: list[tuple[int, int]] = []
    assert (
        rebuild_index_if_outdated(followed.stores, lambda done, total: told.append((done, total)))
        == 0
    )
    assert told == []


@pytest.mark.parametrize("version", [None, 1], ids=["not noted", "older"])
def test_the_next_sync_makes_it_anew(
    followed: Library, folder: Folder, version: int | None
) -> None:
    _make_old(followed, version)
    assert titles(followed, "潮汐") == []
    folder.write("_posts/2026-03-10-c.md", "潮汐又来")
    synced(followed)
    assert titles(followed, "潮汐") == ["潮汐又来", "潮汐表"]
    folder.write("_posts/2026-03-08-a.md", "改了标题")
    synced(followed)
    assert titles(followed, "潮汐") == ["潮汐又来"]


def test_what_breaks_off_leaves_the_index_of_before(
    followed: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    with followed.stores.cache.writing() as cache:
        cache.execute("UPDATE meta SET value = 1 WHERE key = 'terms'")

    def breaks(*_: object) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr(index, "rebuild_step", breaks)
    with pytest.raises(KeyboardInterrupt):
        rebuild_index_if_outdated(followed.stores)
    assert titles(followed, "潮汐") == ["潮汐表"]
    monkeypatch.undo()
    assert rebuild_index_if_outdated(followed.stores) == 2
    with followed.stores.cache.reading() as cache:
        assert index.article_count(cache) == 2
    assert titles(followed, "潮汐") == ["潮汐表"]


def test_a_source_is_forgotten_by_the_terms_of_today(followed: Library) -> None:
    _make_old(followed, 1)
    followed.sources.remove("wire")
    with followed.stores.cache.reading() as cache:
        assert cache.execute("SELECT count(*) FROM search_docsize").fetchone() == (0,)
