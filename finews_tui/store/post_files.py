"""Post files of a folder, as of its last sync."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterable

from finews_tui.model.post_file import PostFile


def stored_files(connection: sqlite3.Connection, source_id: int) -> dict[str, PostFile]:
    """Return the files of a source by path.

    `entry_id` is "" if it can be derived from the path.
    """
    rows = connection.execute(
        "SELECT path, mtime_ns, size, inode, content_hash, ifnull(entry, ''), warning FROM files "
        "WHERE source_id = ?",
        (source_id,),
    )
    files = {}
    for path, mtime_ns, size, inode, content_hash, entry_id, warning in rows:
        name = os.fsdecode(path)
        warnings = tuple(warning.split("\n")) if warning else ()
        files[name] = PostFile(name, mtime_ns, size, inode, content_hash, entry_id, warnings)
    return files


def file_count(connection: sqlite3.Connection, source_id: int) -> int:
    """Return the number of files of a source, duplicates of posts excluded."""
    row = connection.execute("SELECT count(*) FROM files WHERE source_id = ?", (source_id,))
    return int(row.fetchone()[0])


def file_warnings(connection: sqlite3.Connection, source_id: int, limit: int) -> list[str]:
    """Return the warnings of at most `limit` files of a source."""
    rows = connection.execute(
        "SELECT warning FROM files WHERE source_id = ? AND warning IS NOT NULL LIMIT ?",
        (source_id, limit),
    )
    return [warning for row in rows for warning in row[0].split("\n")]


def store_files(connection: sqlite3.Connection, source_id: int, files: Iterable[PostFile]) -> None:
    """Insert or update files. See `stored_files` for `entry_id`."""
    connection.executemany(
        "INSERT OR REPLACE INTO files VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        [
            (
                source_id,
                os.fsencode(file.path),
                file.mtime_ns,
                file.size,
                file.inode,
                file.content_hash,
                file.entry_id or None,
                "\n".join(file.warnings) or None,
            )
            for file in files
        ],
    )


def forget_files(connection: sqlite3.Connection, source_id: int, paths: Iterable[str]) -> None:
    """Delete rows of files, but not their articles."""
    connection.executemany(
        "DELETE FROM files WHERE source_id = ? AND path = ?",
        [(source_id, os.fsencode(path)) for path in paths],
    )


def path_of_entry(
    connection: sqlite3.Connection, source_id: int, entry_id: str, own_id: Callable[[str], str]
) -> str:
    """Return the path of an entry's file, "" if unknown.

    `own_id` derives the entry ID from a path.
    """
    rows = connection.execute(
        "SELECT path, entry FROM files WHERE source_id = ? AND (entry = ? OR instr(path, ?))",
        (source_id, entry_id, os.fsencode(entry_id)),
    )
    for path, stored_id in rows:
        name = os.fsdecode(path)
        if (stored_id or own_id(name)) == entry_id:
            return name
    return ""
