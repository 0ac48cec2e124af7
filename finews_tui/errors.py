"""Exceptions of finews; each message is one sentence for the user.

FinewsError                     str(error) says what failed, where, and what to do, in one line
├── UsageError                  invalid arguments or request; exit 2
├── ConfigError                 invalid config.toml; exit 2
├── NotFoundError               unknown ID, source or query; exit 1
├── SourceError                 a source cannot be read; a value in the outcome of a sync
│   ├── FetchError              network error, timeout, too large, unexpected content
│   ├── FeedError               not a feed, or a broken one
│   ├── PageError               no text or no image on a page
│   └── DirectoryError          a folder is missing or unreadable
├── BookmarkError               a bookmark file cannot be read or written; exit 3
└── StoreError                  a database failed; exit 3
    ├── StoreCorruptError       not a database of finews, or damaged
    ├── StoreVersionError       created by a newer version
    ├── StoreFullError          disk full, or no write permission
    └── StoreBusyError          locked by another process; exit 4
"""

from __future__ import annotations


class FinewsError(Exception):
    """Base of all failures that are shown to the user.

    `code` identifies the failure in JSON; `exit_status` is that of the command line.
    """

    code = "error"
    exit_status = 1


class UsageError(FinewsError):
    """Invalid arguments, or a request that makes no sense in the current state."""

    code = "usage"
    exit_status = 2


class ConfigError(FinewsError):
    """Invalid configuration; the message has file, line and key."""

    code = "config"
    exit_status = 2


class NotFoundError(FinewsError):
    """No article, source or query of that name."""

    code = "not-found"


class SourceError(FinewsError):
    """A source cannot be read; other sources are not affected."""

    code = "source"


class FetchError(SourceError):
    """An HTTP exchange failed or returned nothing usable."""

    code = "fetch"


class FeedError(SourceError):
    """Data that is not a feed, or a broken one."""

    code = "feed"


class PageError(SourceError):
    """A page without text, an invalid image, or a missing optional dependency to read them."""

    code = "page"


class DirectoryError(SourceError):
    """A folder that is missing, unexpectedly empty, or unreadable."""

    code = "directory"


class BookmarkError(FinewsError):
    """A bookmark file cannot be read or written."""

    code = "bookmark"
    exit_status = 3


class StoreError(FinewsError):
    """A database operation failed."""

    code = "store"
    exit_status = 3


class StoreCorruptError(StoreError):
    """A file that is not a database of finews, or damaged."""

    code = "corrupt"


class StoreVersionError(StoreError):
    """A database created by a newer version; it is left unchanged."""

    code = "newer"


class StoreFullError(StoreError):
    """The disk is full, or the database is not writable."""

    code = "full"


class StoreBusyError(StoreError):
    """Another process holds the lock."""

    code = "busy"
    exit_status = 4
