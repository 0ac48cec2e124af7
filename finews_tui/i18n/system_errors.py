"""Why the system refused, in the reader's language: its own words are English everywhere."""

from __future__ import annotations

from finews_tui.i18n.catalog import later, tr

# What it says most, for the catalogue.
COMMON = (
    later("No such file or directory"),
    later("Permission denied"),
    later("No space left on device"),
    later("Disk quota exceeded"),
    later("Read-only file system"),
    later("Is a directory"),
    later("Not a directory"),
    later("File exists"),
    later("File name too long"),
    later("Input/output error"),
    later("Too many levels of symbolic links"),
    later("Too many open files"),
    later("Operation not permitted"),
    later("Device or resource busy"),
)


def reason_of(error: OSError) -> str:
    """The system's words for a failure, without a file's name; its kind where it has none."""
    return tr(error.strerror) if error.strerror else type(error).__name__
