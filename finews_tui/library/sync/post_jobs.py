"""Preparation of posts for the store, in this process or a worker process."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from zoneinfo import ZoneInfo

from finews_tui.model.post_file import PostFile
from finews_tui.sources.folders.posts import read_post_file
from finews_tui.store.prepared_entry import PreparedEntry, prepare_entry

PreparedPost = tuple[PostFile, PreparedEntry | None]
"""Current file of a post, and its entry; None if unchanged or not an article."""


@dataclass(frozen=True, slots=True)
class PostFolder:
    """Settings of a directory source, as input for worker processes."""

    source: str
    root: Path
    zone_name: str
    include_drafts: bool


def prepare_posts(folder: PostFolder, files: Sequence[PostFile]) -> list[PreparedPost]:
    """Read posts and prepare their entries."""
    return [prepare_post(folder, file) for file in files]


def prepare_post(folder: PostFolder, file: PostFile) -> PreparedPost:
    """Read a post. `file.content_hash` is the hash at the last sync, or empty."""
    new_file, entry = read_post_file(
        folder.root, file, ZoneInfo(folder.zone_name), include_drafts=folder.include_drafts
    )
    is_unchanged = bool(file.content_hash) and new_file.content_hash == file.content_hash
    if entry is None or is_unchanged:
        return new_file, None
    return new_file, prepare_entry(folder.source, entry)
