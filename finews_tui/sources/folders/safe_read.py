"""Safe file reads: regular files only, up to a size limit."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from finews_tui.errors import DirectoryError
from finews_tui.i18n.catalog import tr
from finews_tui.model.post_file import Fingerprint
from finews_tui.sources.folders.file_names import display_path, os_error_phrase

MAX_FILE_BYTES = 16 * 1024 * 1024

# Without O_NONBLOCK, opening a FIFO would block; the file type is checked after opening.
_OPEN_FLAGS = os.O_RDONLY | os.O_NONBLOCK | os.O_NOFOLLOW | os.O_CLOEXEC
_CHUNK_BYTES = 1 << 16


def read_bytes(root: Path, path: str) -> tuple[bytes, Fingerprint]:
    """Return the content of a file in `root`, and its fingerprint when opened.

    Raises:
        DirectoryError: the file is missing, unreadable, too large or not a regular file.
    """
    try:
        descriptor = os.open(f"{root}/{path}", _OPEN_FLAGS)
        try:
            status = os.fstat(descriptor)
            if not stat.S_ISREG(status.st_mode):
                raise DirectoryError(
                    tr("{path}: not a regular file; skipped", path=display_path(path))
                )
            is_too_large = status.st_size > MAX_FILE_BYTES
            data = b"" if is_too_large else _read_all(descriptor, status.st_size)
        finally:
            os.close(descriptor)
    except OSError as error:
        raise DirectoryError(
            tr("{place}: {message}", place=display_path(path), message=os_error_phrase(error))
        ) from error
    if max(status.st_size, len(data)) > MAX_FILE_BYTES:
        limit = MAX_FILE_BYTES // 1024 // 1024
        raise DirectoryError(
            tr("{path}: larger than {limit} MiB; skipped", path=display_path(path), limit=limit)
        )
    return data, Fingerprint(status.st_mtime_ns, status.st_size, status.st_ino)


def _read_all(descriptor: int, expected_size: int) -> bytes:
    """Read a file; at most one chunk over the limit if it grows while being read."""
    chunks: list[bytes] = []
    total = 0
    while total <= MAX_FILE_BYTES:
        chunk = os.read(descriptor, max(_CHUNK_BYTES, expected_size - total + 1))
        if not chunk:
            break
        chunks.append(chunk)
        total += len(chunk)
    return chunks[0] if len(chunks) == 1 else b"".join(chunks)
