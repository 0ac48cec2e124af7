"""Why the system refused, in the reader's language: its own words are English everywhere."""

from __future__ import annotations

from finews_tui.i18n.catalog import mark, tr

# What it says most, for the catalogue.
COMMON = (
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
    """The system's words for a failure, without a file's name; its kind where it has none."""
    return tr(error.strerror) if error.strerror else type(error).__name__
