"""Sync of folders with added, changed, moved and deleted posts."""

from __future__ import annotations

import asyncio
import shutil
import threading
from collections.abc import Sequence
from pathlib import Path

import pytest

from finews_tui.errors import NotFoundError, StoreBusyError, UsageError
from finews_tui.library.library import Library
from finews_tui.library.sync import folders, post_jobs
from finews_tui.library.sync.lock import sync_lock
from finews_tui.library.sync.progress import SyncProgress
from finews_tui.library.sync.run import sync
from finews_tui.model.post_file import PostFile
from finews_tui.model.sync_outcome import SyncStatus
from finews_tui.query.query import parse
from finews_tui.store import fulltext_index, integrity
from finews_tui.system.paths import Paths
from tests.library.post_folder import PostFolder, open_library, sync_folder, titles


def _add_folder(library: Library, folder: PostFolder) -> None:
    library.sources.add_directory(str(folder.root), name="wire")


def test_folder_sync_lists_posts_newest_first_with_categories(
    library: Library, folder: PostFolder
) -> None:
    folder.write("_posts/2026-03-08-a.md", "早一天", date="2026-03-08 08:00:00 +0800")
    folder.write("_posts/2026-03-09-b.md", "晚一天")
    _add_folder(library, folder)
    outcome = sync_folder(library)
    assert (outcome.status, outcome.new, outcome.read_by_age) == (SyncStatus.OK, 2, 0)
    assert titles(library) == ["晚一天", "早一天"]
    (category,) = library.sources.categories()
    assert (category.slug, category.name, category.articles) == ("wire", "通讯", 2)
    assert library.sources.totals() == (2, 2, 0)


def test_second_sync_opens_only_new_files(
    library: Library, folder: PostFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder.write("_posts/2026-03-09-a.md", "一")
    _add_folder(library, folder)
    sync_folder(library)
    folder.write("_posts/2026-03-09-b.md", "二")
    parsed: list[str] = []

    def record(
        folder: post_jobs.PostFolder, files: Sequence[PostFile]
    ) -> list[post_jobs.PreparedPost]:
        parsed.extend(file.entry_id for file in files)
        return post_jobs.prepare_posts(folder, files)

    monkeypatch.setattr(folders, "prepare_posts", record)
    assert sync_folder(library).new == 1
    assert parsed == ["2026-03-09-b"]
    outcome = sync_folder(library)
    assert (outcome.status, outcome.unchanged) == (SyncStatus.UNCHANGED, 2)
    assert len(parsed) == 1


def test_moved_post_has_same_article_and_mark(library: Library, folder: PostFolder) -> None:
    post = folder.write("_posts/2026-03-09-a.md", "一")
    _add_folder(library, folder)
    sync_folder(library)
    (number,) = library.articles.listing(parse(""))
    library.mark_read([number], True)
    post.unlink()
    folder.write("old_post/2026-03-09-a.md", "一", body="正文。 ")
    outcome = sync_folder(library)
    assert (outcome.new, outcome.updated) == (0, 0)
    (headline,) = library.articles.headlines(library.articles.listing(parse("")))
    assert headline.is_read


def test_changed_post_is_updated_and_reindexed(library: Library, folder: PostFolder) -> None:
    folder.write("a.md", "一", body="旧的句子。")
    _add_folder(library, folder)
    sync_folder(library)
    library.mark_read(library.articles.listing(parse("")), True)
    folder.write("a.md", "一改", body="新的句子，更长。")
    assert sync_folder(library).updated == 1
    assert titles(library) == ["一改"]
    assert titles(library, "旧的") == []
    assert titles(library, "更长 is:read") == ["一改"]
    with library.stores.cache.reading() as cache:
        assert integrity.check_counts(cache) == ""


def test_article_of_deleted_file_is_not_deleted(library: Library, folder: PostFolder) -> None:
    folder.write("a.md", "一")
    folder.write("b.md", "二")
    _add_folder(library, folder)
    sync_folder(library)
    (folder.root / "a.md").unlink()
    assert sync_folder(library).status is SyncStatus.UNCHANGED
    assert len(titles(library)) == 2


@pytest.mark.parametrize("is_emptied", [True, False])
def test_missing_or_empty_folder_is_an_error_and_deletes_nothing(
    library: Library, folder: PostFolder, is_emptied: bool
) -> None:
    folder.write("a.md", "一")
    _add_folder(library, folder)
    sync_folder(library)
    shutil.rmtree(folder.root)
    if is_emptied:
        folder.root.mkdir()
    outcome = sync_folder(library)
    assert (outcome.status, outcome.error_code) == (SyncStatus.FAILED, "directory")
    assert library.sources.state("wire").failures == 1
    assert titles(library) == ["一"]
    folder.write("a.md", "一")
    sync_folder(library)
    assert titles(library) == ["一"]
    assert library.sources.state("wire").last_error == ""


def test_old_posts_are_marked_read_also_after_loss_of_cache(
    library: Library, folder: PostFolder, paths: Paths
) -> None:
    folder.write("old.md", "旧", date="2025-12-01")
    folder.write("new.md", "新")
    _add_folder(library, folder)
    assert sync_folder(library).read_by_age == 1
    assert titles(library, "is:unread") == ["新"]
    folder.write("late.md", "晚来的旧闻", date="2026-02-08")
    assert sync_folder(library).read_by_age == 1
    library.close()
    shutil.rmtree(paths.cache_directory)
    with open_library(paths) as reopened:
        sync_folder(reopened)
        assert titles(reopened, "is:unread") == ["新"]


def test_age_cutoff_of_zero_marks_nothing_read(paths: Paths, folder: PostFolder) -> None:
    paths.config_directory.mkdir(parents=True)
    paths.config_file.write_text("[sync]\nunread_horizon_days = 0\n")
    folder.write("old.md", "旧", date="1999-12-01")
    with open_library(paths) as library:
        _add_folder(library, folder)
        assert sync_folder(library).read_by_age == 0
        assert titles(library, "is:unread") == ["旧"]


def test_many_posts_are_parsed_in_worker_processes(library: Library, folder: PostFolder) -> None:
    for number in range(1100):
        folder.write(f"_posts/2026-03-09-{number:04}.md", f"第{number}条", body=f"词{number}语。")
    _add_folder(library, folder)
    steps: list[SyncProgress] = []
    (outcome,) = asyncio.run(sync(library.stores, progress=steps.append))
    assert outcome.new == 1100
    assert steps[0].stage == "checking"
    assert [step.stage for step in steps[-2:]] == ["indexing", "done"]
    assert titles(library, "词777语") == ["第777条"]
    with library.stores.cache.reading() as cache:
        assert integrity.check_integrity(cache) == ""
        assert integrity.check_counts(cache) == ""
        assert cache.execute("PRAGMA freelist_count").fetchone()[0] == 0


def test_next_sync_finishes_bulk_load_after_crash(library: Library, folder: PostFolder) -> None:
    folder.write("a.md", "一")
    _add_folder(library, folder)
    with library.stores.cache.writing() as cache:
        fulltext_index.begin_bulk(cache)
        assert fulltext_index.is_bulk_unfinished(cache)
    sync_folder(library)
    with library.stores.cache.reading() as cache:
        assert not fulltext_index.is_bulk_unfinished(cache)
    assert titles(library, "正文") == ["一"]


def test_cancelled_folder_sync_is_resumed(library: Library, folder: PostFolder) -> None:
    for number in range(900):
        folder.write(f"{number:04}.md", f"第{number}条")
    _add_folder(library, folder)
    has_written = threading.Event()

    def report(step: SyncProgress) -> None:
        if step.new:
            has_written.set()

    async def cancel() -> None:
        task = asyncio.ensure_future(sync(library.stores, progress=report))
        await asyncio.to_thread(has_written.wait, 30)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task

    asyncio.run(cancel())
    assert library.sources.totals().articles > 0
    sync_folder(library)
    assert library.sources.totals().articles == 900


def test_category_with_comma_is_split_only_if_parts_exist(
    library: Library, folder: PostFolder
) -> None:
    for name, category in (("a", "OAuth2, Login"), ("b", "Login"), ("c", "Career, In one")):
        file = folder.write(f"{name}.md", name)
        file.write_text(file.read_text().replace("categories: wire", f'categories: "{category}"'))
    _add_folder(library, folder)
    sync_folder(library)
    assert {row.slug for row in library.sources.categories()} == {
        "OAuth2",
        "Login",
        "Career, In one",
    }


def test_warning_of_file_is_repeated_by_each_sync(library: Library, folder: PostFolder) -> None:
    folder.write("good.md", "好")
    (folder.root / "bad.md").write_text('---\ntitle: "a" b"\n---\n正文。')
    _add_folder(library, folder)
    for _ in range(2):
        (warning,) = sync_folder(library).warnings
        assert warning.startswith("bad.md: ")
    assert library.sources.state("wire").warnings == (warning,)


def test_drafts_are_included_if_configured(paths: Paths, folder: PostFolder) -> None:
    file = folder.write("a.md", "草稿")
    file.write_text(file.read_text().replace("---\n", "---\ndraft: true\n", 1))
    with open_library(paths) as library:
        _add_folder(library, folder)
        assert sync_folder(library).new == 0
    text = paths.config_file.read_text()
    paths.config_file.write_text(f"[sync]\ninclude_drafts = true\n{text}")
    with open_library(paths) as library:
        assert sync_folder(library).new == 1


def test_second_sync_waits_for_the_lock(tmp_path: Path) -> None:
    lock = tmp_path / "cache" / "sync.lock"
    with sync_lock(lock), pytest.raises(StoreBusyError, match=r"process \d+"), sync_lock(lock, 0.0):
        pass
    with sync_lock(lock, 0.0):
        pass


def test_removing_source_deletes_all_but_bookmarks(library: Library, folder: PostFolder) -> None:
    folder.write("a.md", "一")
    folder.write("b.md", "二")
    _add_folder(library, folder)
    with pytest.raises(UsageError):
        _add_folder(library, folder)
    sync_folder(library)
    library.set_bookmark(library.articles.listing(parse(""))[0], True)
    assert library.sources.remove("wire") == 1
    assert library.sources.states() == []
    assert len(titles(library)) == 1
    with pytest.raises(NotFoundError):
        library.sources.remove("wire")
