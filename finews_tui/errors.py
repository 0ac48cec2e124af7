"""The errors of finews: one tree, each a sentence for the user.

FinewsError                     str(error) says what, where and what to do, in one line
├── UsageError                  what was asked cannot be asked so; exit 2
├── ConfigError                 a mistake in config.toml; exit 2
├── NotFoundError               an ID or a SOURCE that is not there; exit 1
├── SourceError                 a source could not be read; a value in a sync's outcome
│   ├── FetchError              network, time-out, too large, not what was asked for
│   ├── FeedError               not a feed, or broken
│   ├── PageError               no text or no picture is to be had from there
│   └── DirectoryError          a folder that is gone or cannot be read
├── BookmarkError               a bookmark's file could not be read or written; exit 3
└── StoreError                  the databases; exit 3
    ├── StoreCorruptError       not a database, or a broken one
    ├── StoreVersionError       made by a newer finews
    ├── StoreFullError          no room, or no right to write
    └── StoreBusyError          another finews is writing; exit 4
"""

from __future__ import annotations


class FinewsError(Exception):
    """A failure that its user can be told of; `code` names it for programs."""

    code = "error"
    exit_status = 1


class UsageError(FinewsError):
    """A request that makes no sense as it stands."""

    code = "usage"
    exit_status = 2


class ConfigError(FinewsError):
    """A mistake in the configuration, with file, line and key in its text."""

    code = "config"
    exit_status = 2


class NotFoundError(FinewsError):
    """No article, source or query of that name."""

    code = "not-found"


class SourceError(FinewsError):
    """A source that could not be read; the others go on."""

    code = "source"


class FetchError(SourceError):
    """An HTTP exchange that gave nothing usable."""

    code = "fetch"


class FeedError(SourceError):
    """Bytes that are no feed, or a broken one."""

    code = "feed"


class PageError(SourceError):
    """A page without text, a picture that is none, or what reads them is not installed."""

    code = "page"


class DirectoryError(SourceError):
    """A folder that is not there, is empty by surprise, or cannot be listed."""

    code = "directory"


class BookmarkError(FinewsError):
    """A bookmark's file that could not be read or written."""

    code = "bookmark"
    exit_status = 3


class StoreError(FinewsError):
    """A database that failed."""

    code = "store"
    exit_status = 3


class StoreCorruptError(StoreError):
    """A file that is no database of ours, or a broken one."""

    code = "corrupt"


class StoreVersionError(StoreError):
    """A database made by a newer finews: left as it is."""

    code = "newer"


class StoreFullError(StoreError):
    """No room on the disk, or no right to write."""

    code = "full"


class StoreBusyError(StoreError):
    """Another process holds the lock."""

    code = "busy"
    exit_status = 4
