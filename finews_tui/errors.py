"""Exceptions of finews, with messages for the user.

FinewsError                     str(error) is one line: what failed, where, and what to do
├── UsageError                  invalid arguments or request; exit status 2
├── ConfigError                 invalid config.toml; exit status 2
├── NotFoundError               unknown ID, source or query; exit status 1
├── SourceError                 cannot read a source; part of a sync outcome
│   ├── FetchError              network error, timeout, too large, unexpected content
│   ├── FeedError               not a feed, or an invalid one
│   ├── PageError               no text or image found on a page
│   └── DirectoryError          folder missing or unreadable
├── BookmarkError               cannot read or write a bookmark file; exit status 3
└── StoreError                  database error; exit status 3
    ├── StoreCorruptError       not a finews database, or a corrupt one
    ├── StoreVersionError       created by a newer version
    ├── StoreFullError          disk full, or no write permission
    └── StoreBusyError          locked by another process; exit status 4
"""

from __future__ import annotations


class FinewsError(Exception):
    """Base class of errors that are reported to the user.

    `code` identifies the error in JSON output; `exit_status` is the exit status of the command.
    """

    code = "error"
    exit_status = 1


class UsageError(FinewsError):
    """Invalid arguments, or a request that is not possible in the current state."""

    code = "usage"
    exit_status = 2


class ConfigError(FinewsError):
    """Invalid configuration; the message includes file, line and key."""

    code = "config"
    exit_status = 2


class NotFoundError(FinewsError):
    """Unknown article, source or query."""

    code = "not-found"


class SourceError(FinewsError):
    """Cannot read a source; other sources are not affected."""

    code = "source"


class FetchError(SourceError):
    """HTTP request failed or returned nothing usable."""

    code = "fetch"


class FeedError(SourceError):
    """Data is not a feed, or not a valid one."""

    code = "feed"


class PageError(SourceError):
    """Page without text, invalid image, or missing optional dependency."""

    code = "page"


class DirectoryError(SourceError):
    """Folder is missing, unreadable, or unexpectedly empty."""

    code = "directory"


class BookmarkError(FinewsError):
    """Cannot read or write a bookmark file."""

    code = "bookmark"
    exit_status = 3


class StoreError(FinewsError):
    """Database operation failed."""

    code = "store"
    exit_status = 3


class StoreCorruptError(StoreError):
    """File is not a finews database, or is corrupt."""

    code = "corrupt"


class StoreVersionError(StoreError):
    """Database was created by a newer version or another program; it is not modified."""

    code = "newer"


class StoreFullError(StoreError):
    """Disk is full, or the database is not writable."""

    code = "full"


class StoreBusyError(StoreError):
    """Database or sync is locked by another process."""

    code = "busy"
    exit_status = 4
