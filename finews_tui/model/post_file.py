"""Post files, and detection of changed ones."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """File status, to detect changes without opening the file."""

    mtime_ns: int
    size: int
    inode: int


class PostFile(NamedTuple):
    """File of a post, as scanned or as read.

    `path` is relative to the folder, decoded by `os.fsdecode`. `content_hash` is the blake2b hash
    of the bytes last read, empty if not read. `entry_id` is the ID of the entry in the file.

    A flat tuple to save memory: a folder may have 300,000 files.
    """

    path: str
    mtime_ns: int
    size: int
    inode: int
    content_hash: bytes = b""
    entry_id: str = ""
    warnings: tuple[str, ...] = ()

    @property
    def fingerprint(self) -> Fingerprint:
        """File status, for change detection."""
        return Fingerprint(self.mtime_ns, self.size, self.inode)
