"""One file of a folder opened with care: regular and of a bounded size, whatever its name says."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from finews_tui.errors import DirectoryError
from finews_tui.i18n.catalog import tr
from finews_tui.model.post_file import Fingerprint
from finews_tui.sources.folders.file_names import shown, words_of

MAX_FILE_BYTES = 16 * 1024 * 1024
"""Bytes of the largest file that is read (security.md §1)."""

# Without O_NONBLOCK a FIFO would wait for a writer for ever; the check is made on the open handle.
_FILE_FLAGS = os.O_RDONLY | os.O_NONBLOCK | os.O_NOFOLLOW | os.O_CLOEXEC
_CHUNK = 1 << 16


def read_bytes(root: Path, path: str) -> tuple[bytes, Fingerprint]:
    """The bytes of a file below `root`, and what it was when it was opened.

    Raises:
        DirectoryError: it is gone, unreadable, too large or no regular file; the text names it.
    """
    try:
        handle = os.open(f"{root}/{path}", _FILE_FLAGS)
        try:
            status = os.fstat(handle)
            if not stat.S_ISREG(status.st_mode):
                raise DirectoryError(
                    tr("{path}: left out, neither a file nor a folder", path=shown(path))
                )
            data = b"" if status.st_size > MAX_FILE_BYTES else _read_all(handle, status.st_size)
        finally:
            os.close(handle)
    except OSError as error:
        raise DirectoryError(
            tr("{place}: {message}", place=shown(path), message=words_of(error))
        ) from error
    if max(status.st_size, len(data)) > MAX_FILE_BYTES:
        limit = MAX_FILE_BYTES // 1024 // 1024
        raise DirectoryError(
            tr("{path}: left out, larger than {limit} MiB", path=shown(path), limit=limit)
        )
    return data, Fingerprint(status.st_mtime_ns, status.st_size, status.st_ino)


def _read_all(handle: int, expected: int) -> bytes:
    """What the file holds now, and no more than a chunk over the limit if it grows meanwhile."""
    chunks: list[bytes] = []
    total = 0
    while total <= MAX_FILE_BYTES:
        chunk = os.read(handle, max(_CHUNK, expected - total + 1))
        if not chunk:
            break
        chunks.append(chunk)
        total += len(chunk)
    return chunks[0] if len(chunks) == 1 else b"".join(chunks)
