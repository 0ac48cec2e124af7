"""Sources the user follows, with their stored state."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

GROUP_SEPARATOR = "/"
"""Separator of nested groups: `Papers/Local` is inside `Papers`."""


def in_group(group: str, outer: str) -> bool:
    """Return whether a group is `outer`, or nested in it."""
    return group == outer or group.startswith(outer + GROUP_SEPARATOR)


class SourceKind(StrEnum):
    """Kind of source: a feed (on the web or in a file) or a directory of posts."""

    FEED = "feed"
    DIRECTORY = "directory"


@dataclass(frozen=True, slots=True)
class Source:
    """Source as configured. `name` identifies it on the command line and in databases."""

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
        """Display name: the title if set, otherwise the name."""
        return self.title or self.name


@dataclass(frozen=True, slots=True)
class SourceState:
    """Source with its counts and the result of its last sync.

    `status` is a `SyncStatus`, empty before the first sync. `next_sync` delays automatic syncs.
    `backoff_until`, set at the server's request, delays all but forced syncs.
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
