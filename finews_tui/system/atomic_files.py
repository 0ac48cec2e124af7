"""Atomic file writes: after a crash, either the old or the new file exists."""

from __future__ import annotations

import fcntl
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from finews_tui.system.paths import PRIVATE_FILE_MODE


def write_atomically(path: Path, data: bytes) -> os.stat_result:
    """Replace the content of `path`: write a temporary file, fsync, rename, fsync.

    The last fsync is for the directory: the data is on disk when this returns. The file is
    readable only by its owner. Returns the status of the written file, even if another program
    has replaced it since.

    Raises:
        OSError: Writing failed; the old file is unchanged.
    """
    handle, temporary = tempfile.mkstemp(
        prefix=f".{path.name[:40]}.", suffix=".tmp", dir=path.parent
    )
    try:
        with os.fdopen(handle, "wb") as file:
            os.fchmod(file.fileno(), PRIVATE_FILE_MODE)
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
            status = os.fstat(file.fileno())
        Path(temporary).replace(path)
    except BaseException:  # even on KeyboardInterrupt: leave no temporary file
        Path(temporary).unlink(missing_ok=True)
        raise
    sync_directory(path.parent)
    return status


def remove_durably(path: Path) -> None:
    """Delete a file if it exists, and sync its directory to disk."""
    path.unlink(missing_ok=True)
    sync_directory(path.parent)


def sync_directory(path: Path) -> None:
    """Sync a directory to disk so that renames and unlinks survive a power failure."""
    handle = os.open(path, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def lock_directory(directory: Path) -> Iterator[None]:
    """Hold an exclusive lock on a directory. Other threads and processes wait.

    Has no effect if the directory does not exist or its file system does not support locks.
    """
    try:
        handle = os.open(directory, os.O_RDONLY | os.O_CLOEXEC)
    except OSError:
        yield
        return
    try:
        with suppress(OSError):
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)
