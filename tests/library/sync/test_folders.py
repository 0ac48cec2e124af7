"""A folder's posts come, change, move and go; what is known of them stays right."""

from __future__ import annotations

import asyncio
import shutil
import threading
from collections.abc import Sequence
from pathlib import Path

import pytest

from finews_tui.errors import NotFoundError, StoreBusyError, UsageError
from finews_tui.library.library import Library
from finews_tui.library.sync import folders as collecting
from finews_tui.library.sync import post_jobs as posts
from finews_tui.library.sync.lock import sync_lock
from finews_tui.library.sync.progress import SyncProgress
from finews_tui.library.sync.run import sync
from finews_tui.model.post_file import PostFile
from finews_tui.model.sync_outcome import SyncStatus
from finews_tui.query.query import parse
from finews_tui.store import fulltext_index as index
from finews_tui.store import integrity as checks
from finews_tui.system.paths import Paths
from tests.library.made import Folder, open_library, synced, titles


def _follow(library: Library, folder: Folder) -> None:
    library.sources.add_directory(str(folder.root), name="wire")


def test_posts_come_newest_first_with_their_categories(library: Library, folder: Folder) -> None:
    folder.write("_posts/2026-03-08-a.md", "早一天", date="2026-03-08 08:00:00 +0800")
    folder.write("_posts/2026-03-09-b.md", "晚一天")
    _follow(library, folder)
    outcome = synced(library)
    assert (outcome.status, outcome.new, outcome.read_by_age) == (SyncStatus.OK, 2, 0)
    assert titles(library) == ["晚一天", "早一天"]
    (category,) = library.sources.categories()
    assert (category.slug, category.name, category.articles) == ("wire", "通讯", 2)
    assert library.sources.totals() == (2, 2, 0)


def test_a_second_sync_opens_nothing(
    library: Library, folder: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder.write("_posts/2026-03-09-a.md", "一")
    _follow(library, folder)
    synced(library)
    folder.write("_posts/2026-03-09-b.md", "二")
    read: list[str] = []

    def noted(place: posts.PostFolder, files: Sequence[PostFile]) -> list[posts.PreparedPost]:
        read.extend(file.entry_id for file in files)
        return posts.prepare_posts(place, files)

    monkeypatch.setattr(collecting, "prepare_posts", noted)
    assert synced(library).new == 1
    assert read == ["2026-03-09-b"]
    outcome = synced(library)
    assert (outcome.status, outcome.unchanged) == (SyncStatus.UNCHANGED, 2)
    assert len(read) == 1


def test_a_moved_and_rewritten_post_stays_one_article_with_its_mark(
    library: Library, folder: Folder
) -> None:
    post = folder.write("_posts/2026-03-09-a.md", "一")
    _follow(library, folder)
    synced(library)
    (number,) = library.articles.listing(parse(""))
    library.mark_read([number], True)
    post.unlink()
    folder.write("old_post/2026-03-09-a.md", "一", body="正文。 ")
    outcome = synced(library)
    assert (outcome.new, outcome.updated) == (0, 0)
    (headline,) = library.articles.headlines(library.articles.listing(parse("")))
    assert headline.is_read


def test_a_changed_post_is_updated_in_place_and_found_by_its_new_words(
    library: Library, folder: Folder
) -> None:
    folder.write("a.md", "一", body="旧的句子。")
    _follow(library, folder)
    synced(library)
    library.mark_read(library.articles.listing(parse("")), True)
    folder.write("a.md", "一改", body="新的句子，更长。")
    assert synced(library).updated == 1
    assert titles(library) == ["一改"]
    assert titles(library, "旧的") == []
    assert titles(library, "更长 is:read") == ["一改"]
    with library.stores.cache.reading() as cache:
        assert checks.check_counts(cache) == ""


def test_an_article_whose_file_went_away_stays(library: Library, folder: Folder) -> None:
    folder.write("a.md", "一")
    folder.write("b.md", "二")
    _follow(library, folder)
    synced(library)
    (folder.root / "a.md").unlink()
    assert synced(library).status is SyncStatus.UNCHANGED
    assert len(titles(library)) == 2


@pytest.mark.parametrize("is_emptied", [True, False])
def test_a_folder_that_is_gone_or_empty_is_an_error_and_loses_nothing(
    library: Library, folder: Folder, is_emptied: bool
) -> None:
    folder.write("a.md", "一")
    _follow(library, folder)
    synced(library)
    shutil.rmtree(folder.root)
    if is_emptied:
        folder.root.mkdir()
    outcome = synced(library)
    assert (outcome.status, outcome.error_code) == (SyncStatus.FAILED, "directory")
    assert library.sources.state("wire").failures == 1
    assert titles(library) == ["一"]
    folder.write("a.md", "一")
    synced(library)
    assert titles(library) == ["一"]
    assert library.sources.state("wire").last_error == ""


def test_what_is_older_than_the_horizon_counts_as_read_also_after_the_cache_was_lost(
    library: Library, folder: Folder, paths: Paths
) -> None:
    folder.write("old.md", "旧", date="2025-12-01")
    folder.write("new.md", "新")
    _follow(library, folder)
    assert synced(library).read_by_age == 1
    assert titles(library, "is:unread") == ["新"]
    folder.write("late.md", "晚来的旧闻", date="2026-02-08")
    assert synced(library).read_by_age == 1
    library.close()
    shutil.rmtree(paths.cache_directory)
    again = open_library(paths)
    synced(again)
    assert titles(again, "is:unread") == ["新"]
    again.close()


def test_a_horizon_of_zero_leaves_all_unread(paths: Paths, folder: Folder) -> None:
    paths.config_directory.mkdir(parents=True)
    paths.config_file.write_text("[sync]\nunread_horizon_days = 0\n")
    folder.write("old.md", "旧", date="1999-12-01")
    with open_library(paths) as library:
        _follow(library, folder)
        assert synced(library).read_by_age == 0
        assert titles(library, "is:unread") == ["旧"]


def test_many_posts_are_read_by_processes(library: Library, folder: Folder) -> None:
    for number in range(1100):
        folder.write(f"_posts/2026-03-09-{number:04}.md", f"第{number}条", body=f"词{number}语。")
    _follow(library, folder)
    seen: list[SyncProgress] = []
    (outcome,) = asyncio.run(sync(library.stores, progress=seen.append))
    assert outcome.new == 1100
    assert seen[0].stage == "looking"
    assert [step.stage for step in seen[-2:]] == ["indexing", "done"]
    assert titles(library, "词777语") == ["第777条"]
    with library.stores.cache.reading() as cache:
        assert checks.check_integrity(cache) == ""
        assert checks.check_counts(cache) == ""
        assert cache.execute("PRAGMA freelist_count").fetchone()[0] == 0


def test_a_bulk_that_a_crash_left_open_is_ended_by_the_next_sync(
    library: Library, folder: Folder
) -> None:
    folder.write("a.md", "一")
    _follow(library, folder)
    with library.stores.cache.writing() as cache:
        index.begin_bulk(cache)
        assert index.is_bulk_unfinished(cache)
    synced(library)
    with library.stores.cache.reading() as cache:
        assert not index.is_bulk_unfinished(cache)
    assert titles(library, "正文") == ["一"]


def test_a_cancelled_sync_keeps_what_it_wrote_and_is_taken_up_again(
    library: Library, folder: Folder
) -> None:
    for number in range(900):
        folder.write(f"{number:04}.md", f"第{number}条")
    _follow(library, folder)
    has_begun = threading.Event()

    def begin(step: SyncProgress) -> None:
        if step.new:
            has_begun.set()

    async def cancel() -> None:
        task = asyncio.ensure_future(sync(library.stores, progress=begin))
        await asyncio.to_thread(has_begun.wait, 30)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task

    asyncio.run(cancel())
    some = library.sources.totals().articles
    assert some > 0
    synced(library)
    assert library.sources.totals().articles == 900


def test_a_comma_splits_a_category_only_where_other_posts_say_so(
    library: Library, folder: Folder
) -> None:
    for name, category in (("a", "OAuth2, Login"), ("b", "Login"), ("c", "Career, In one")):
        file = folder.write(f"{name}.md", name)
        file.write_text(file.read_text().replace("categories: wire", f'categories: "{category}"'))
    _follow(library, folder)
    synced(library)
    assert {row.slug for row in library.sources.categories()} == {
        "OAuth2",
        "Login",
        "Career, In one",
    }


def test_a_warning_stays_while_its_file_does(library: Library, folder: Folder) -> None:
    folder.write("good.md", "好")
    (folder.root / "bad.md").write_text('---\ntitle: "a" b"\n---\n正文。')
    _follow(library, folder)
    for _ in range(2):
        (warning,) = synced(library).warnings
        assert warning.startswith("bad.md: ")
    assert library.sources.state("wire").warnings == (warning,)


def test_drafts_come_when_they_are_asked_for(paths: Paths, folder: Folder) -> None:
    file = folder.write("a.md", "草稿")
    file.write_text(file.read_text().replace("---\n", "---\ndraft: true\n", 1))
    with open_library(paths) as library:
        _follow(library, folder)
        assert synced(library).new == 0
    text = paths.config_file.read_text()
    paths.config_file.write_text(f"[sync]\ninclude_drafts = true\n{text}")
    with open_library(paths) as library:
        assert synced(library).new == 1


def test_one_sync_at_a_time(tmp_path: Path) -> None:
    lock = tmp_path / "cache" / "sync.lock"
    with sync_lock(lock), pytest.raises(StoreBusyError, match=r"process \d+"), sync_lock(lock, 0.0):
        pass
    with sync_lock(lock, 0.0):
        pass


def test_sources_are_added_once_and_removed_with_their_articles(
    library: Library, folder: Folder
) -> None:
    folder.write("a.md", "一")
    folder.write("b.md", "二")
    _follow(library, folder)
    with pytest.raises(UsageError):
        _follow(library, folder)
    synced(library)
    library.set_bookmark(library.articles.listing(parse(""))[0], True)
    assert library.sources.remove("wire") == 1
    assert library.sources.states() == []
    assert len(titles(library)) == 1
    with pytest.raises(NotFoundError):
        library.sources.remove("wire")
