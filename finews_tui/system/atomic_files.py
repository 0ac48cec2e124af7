"""Files written so that a crash leaves the old one or the new one, never half of one."""

from __future__ import annotations

import fcntl
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from finews_tui.system.paths import PRIVATE_FILE_MODE


def write_atomically(path: Path, data: bytes) -> os.stat_result:
    """Replace `path` by `data`: temporary file, fsync, rename, fsync of the directory.

    The file is readable by its owner alone. When this returns, the data is on the disk. Returns the
    status of the file that was written, even if another program has replaced it since.

    Raises:
        OSError: the old file is as it was.
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
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
    sync_directory(path.parent)
    return status


def remove_durably(path: Path) -> None:
    """Unlink `path` and make the removal durable; a missing file is no error."""
    path.unlink(missing_ok=True)
    sync_directory(path.parent)


def sync_directory(path: Path) -> None:
    """fsync a directory, so that a rename or unlink in it outlives a power cut."""
    handle = os.open(path, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def lock_directory(directory: Path) -> Iterator[None]:
    """Hold the lock of a directory: whoever else wants it, a thread or a process, waits.

    Where there is no such directory, or its file system knows no locks, nothing is held.
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
