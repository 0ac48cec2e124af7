"""Parsing of posts in worker processes, and crashes of a process."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

import pytest

from finews_tui.library.sync import workers
from finews_tui.library.sync.post_jobs import PostFolder, PreparedPost, prepare_posts
from finews_tui.model.post_file import PostFile


def prepare_posts_or_crash(folder: PostFolder, files: Sequence[PostFile]) -> list[PreparedPost]:
    if any(file.entry_id == "killer" for file in files):
        os._exit(3)
    return prepare_posts(folder, files)


def test_post_that_crashes_its_process_is_skipped_with_warning(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workers, "prepare_posts", prepare_posts_or_crash)
    names = [*(f"post-{number}" for number in range(20)), "killer"]
    files = []
    for name in names:
        (tmp_path / f"{name}.md").write_text(f"---\ntitle: {name}\n---\n\nText.\n")
        files.append(PostFile(f"{name}.md", 0, 0, 0, entry_id=name))
    folder = PostFolder("wire", tmp_path, "UTC", include_drafts=False)
    with workers.post_worker_pool() as pool:
        jobs = workers.prepare_posts_in_workers(pool, folder, [files[:4], files[4:]])
        posts = {file.entry_id: (file, prepared) for job in jobs for file, prepared in job}
    assert set(posts) == set(names)
    killer, prepared = posts.pop("killer")
    assert prepared is None
    assert killer.warnings == ("killer: parser crashed, post skipped",)
    assert all(prepared is not None and not file.warnings for file, prepared in posts.values())
