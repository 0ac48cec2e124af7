"""Files of posts, and how a changed one is recognized."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """What tells a changed file from an unchanged one without opening it."""

    mtime_ns: int
    size: int
    inode: int


class PostFile(NamedTuple):
    """A post's file, as a scan found it or as it was read.

    `path` is relative to the folder, in the form of `os.fsdecode`. `content_hash` is blake2b of the
    bytes that were read last, empty if there are none; `entry_id` is the id of the entry in it.

    A tuple with flat fields: a folder may have 300,000 of them.
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
        """How the file is recognized without opening it."""
        return Fingerprint(self.mtime_ns, self.size, self.inode)
