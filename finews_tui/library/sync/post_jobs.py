"""Posts of a folder: what is asked of a reader, and what it answers."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from zoneinfo import ZoneInfo

from finews_tui.sources.folders.posts import FoundFile, read_file
from finews_tui.store.prepared_entry import Prepared, prepare


@dataclass(frozen=True, slots=True)
class Folder:
    """A directory source, as those who read its posts must know it."""

    source: str
    root: Path
    zone_name: str
    include_drafts: bool


@dataclass(frozen=True, slots=True)
class PostFile:
    """A post to be read: where, under which entry id, and the hash that it had ("" if new)."""

    found: FoundFile
    entry_id: str
    known_hash: bytes = b""


@dataclass(frozen=True, slots=True)
class ReadPost:
    """A post as read; `prepared` is None where its bytes are as before or give no article."""

    post: PostFile
    content_hash: bytes
    prepared: Prepared | None
    warnings: tuple[str, ...] = ()


def read_post_file(folder: Folder, post: PostFile) -> ReadPost:
    """Read one post in this process."""
    read = read_file(
        folder.root,
        post.found,
        ZoneInfo(folder.zone_name),
        include_drafts=folder.include_drafts,
        entry_id=post.entry_id,
    )
    found = FoundFile(
        read.path, read.fingerprint.mtime_ns, read.fingerprint.size, read.fingerprint.inode
    )
    is_same = bool(post.known_hash) and read.content_hash == post.known_hash
    prepared = prepare(folder.source, read.entry) if read.entry and not is_same else None
    return ReadPost(
        PostFile(found, post.entry_id, post.known_hash),
        read.content_hash,
        prepared,
        read.warnings,
    )
