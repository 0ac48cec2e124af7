"""Posts read and prepared for the store, in any process."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from zoneinfo import ZoneInfo

from finews_tui.model.post_file import PostFile
from finews_tui.sources.folders.posts import read_file
from finews_tui.store.prepared_entry import PreparedEntry, prepare_entry

ReadPost = tuple[PostFile, PreparedEntry | None]
"""A post's file as it is now, and what to write; None if nothing changed or it is no article."""


@dataclass(frozen=True, slots=True)
class Folder:
    """What is needed to read the posts of a directory source."""

    source: str
    root: Path
    zone_name: str
    include_drafts: bool


def read_posts(folder: Folder, files: Sequence[PostFile]) -> list[ReadPost]:
    """Read some posts."""
    return [read_post(folder, file) for file in files]


def read_post(folder: Folder, file: PostFile) -> ReadPost:
    """Read a post; `file.content_hash` is the hash of its bytes at the last sync, if any."""
    read, entry = read_file(
        folder.root, file, ZoneInfo(folder.zone_name), include_drafts=folder.include_drafts
    )
    is_unchanged = bool(file.content_hash) and read.content_hash == file.content_hash
    return read, prepare_entry(folder.source, entry) if entry and not is_unchanged else None
