"""File lock that allows one sync at a time, released when its process dies."""

from __future__ import annotations

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from finews_tui.errors import StoreBusyError, StoreFullError
from finews_tui.i18n.catalog import tr
from finews_tui.i18n.system_errors import describe_os_error
from finews_tui.system.paths import PRIVATE_FILE_MODE, home_relative, make_private_directory

WAIT_SECONDS = 5.0
_STEP_SECONDS = 0.05


@contextmanager
def sync_lock(path: Path, wait_seconds: float = WAIT_SECONDS) -> Iterator[None]:
    """Hold the lock, waiting up to `wait_seconds` for another process to release it.

    Raises:
        StoreBusyError: another process holds it; the message has its process id.
        StoreFullError: the lock file cannot be created.
    """
    try:
        make_private_directory(path.parent)
        handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, PRIVATE_FILE_MODE)
    except OSError as error:
        raise StoreFullError(
            tr(
                "cannot create {path}: {reason}; check the permissions of its folder",
                path=home_relative(path),
                reason=describe_os_error(error),
            )
        ) from error
    try:
        _wait(handle, path, wait_seconds)
        os.ftruncate(handle, 0)
        os.pwrite(handle, str(os.getpid()).encode(), 0)
        yield
    finally:
        os.close(handle)


def _wait(handle: int, path: Path, wait_seconds: float) -> None:
    end = time.monotonic() + wait_seconds
    while True:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() >= end:
                holder = os.pread(handle, 20, 0).decode("ascii", "replace") or "unknown"
                raise StoreBusyError(
                    tr(
                        "another sync is running (process {holder}); try again when it is done",
                        holder=holder,
                    )
                ) from None
            # flock has no timeout, so it is polled. Callers are never in the event loop.
            time.sleep(_STEP_SECONDS)
        else:
            return
