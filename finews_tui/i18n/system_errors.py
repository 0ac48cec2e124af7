"""Translated messages of `OSError`."""

from __future__ import annotations

from finews_tui.i18n.catalog import mark, tr

# Common strerror(3) messages, for extraction into the catalog.
COMMON_MESSAGES = (
    mark("No such file or directory"),
    mark("Permission denied"),
    mark("No space left on device"),
    mark("Disk quota exceeded"),
    mark("Read-only file system"),
    mark("Is a directory"),
    mark("Not a directory"),
    mark("File exists"),
    mark("File name too long"),
    mark("Input/output error"),
    mark("Too many levels of symbolic links"),
    mark("Too many open files"),
    mark("Operation not permitted"),
    mark("Device or resource busy"),
)


def describe_os_error(error: OSError) -> str:
    """Return the translated system message for an error, without the file name."""
    return tr(error.strerror) if error.strerror else type(error).__name__
