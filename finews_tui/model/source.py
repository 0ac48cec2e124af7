"""What is followed: sources, what is known of them, and what a sync brought."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

GROUP_SEPARATOR = "/"
"""A group lies in another where its name says so: `Papers/Local`."""


def in_group(group: str, outer: str) -> bool:
    """Whether a group is `outer`, or lies in it."""
    return group == outer or group.startswith(outer + GROUP_SEPARATOR)


class SourceKind(StrEnum):
    """A feed on the web (or in a file), or a directory of posts."""

    FEED = "feed"
    DIRECTORY = "directory"


@dataclass(frozen=True, slots=True)
class Source:
    """A place followed, as the configuration names it. `name` is its handle and key."""

    name: str
    kind: SourceKind
    location: str
    title: str = ""
    group: str = ""
    every_min: int | None = None
    full_text: bool = False
    hidden: bool = False

    @property
    def label(self) -> str:
        """What people see: the title, else the name."""
        return self.title or self.name


@dataclass(frozen=True, slots=True)
class RemovedSource:
    """A `[[source]]` that was taken out of the configuration: its lines, and where they stood:
    `gap` lines below the end of the source `follows`, or of the file's beginning where it was the
    first."""

    lines: tuple[str, ...]
    follows: str
    gap: int


@dataclass(frozen=True, slots=True)
class Candidate:
    """A feed that an address may stand for; `kind` is RSS, Atom, JSON Feed, feed or link.

    The other fields are known of a feed that was fetched: its number of articles, the date of the
    newest, the titles and dates of the latest few, and its frequency.
    """

    url: str
    title: str = ""
    kind: str = "feed"
    articles: int = 0
    newest: datetime | None = None
    latest: tuple[tuple[str, datetime | None], ...] = ()
    articles_per_day: float | None = None


@dataclass(frozen=True, slots=True)
class SourceState:
    """A source with what the store knows of it.

    `status` is the `SyncStatus` of the last sync, empty before the first; until `backoff_until` its
    server asked to be left alone.
    """

    source: Source
    articles: int = 0
    unread: int = 0
    last_sync: datetime | None = None
    last_error: str = ""
    error_code: str = ""
    failures: int = 0
    next_sync: datetime | None = None
    warnings: tuple[str, ...] = ()
    status: str = ""
    backoff_until: datetime | None = None


@dataclass(frozen=True, slots=True)
class CategoryCount:
    """A category of a source with its counts; `number` is its key in the store.

    `spelling` is its name in Latin letters: whole, and the first of each syllable.
    """

    number: int
    source: str
    slug: str
    name: str
    articles: int
    unread: int
    newest: int
    spelling: tuple[str, str] = ("", "")


class SyncStatus(StrEnum):
    """How a source's sync ended."""

    OK = "ok"
    UNCHANGED = "unchanged"
    FAILED = "failed"
    WAITING = "waiting"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class SyncOutcome:
    """What a sync did for one source; a failure is a value in it, never the end of the others.

    `read_by_age` counts new articles that count as read for they are older than the horizon,
    `dropped` those that retention took away.
    """

    source: str
    status: SyncStatus
    new: int = 0
    updated: int = 0
    unchanged: int = 0
    read_by_age: int = 0
    warnings: tuple[str, ...] = ()
    error_code: str = ""
    error: str = ""
    retry_at: datetime | None = None
    dropped: int = 0


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """How a file is known without opening it."""

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
