"""Which file of a folder an article is from."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable


def path_of_entry(
    connection: sqlite3.Connection, source: int, entry: str, own_id: Callable[[str], str]
) -> str:
    """The path of an entry's file in its directory, "" where none is known.

    `own_id` gives the entry that a path stands for by itself.
    """
    rows = connection.execute(
        "SELECT path, entry FROM files WHERE source_id = ? AND (entry = ? OR instr(path, ?))",
        (source, entry, os.fsencode(entry)),
    )
    for path, own in rows:
        decoded = os.fsdecode(path)
        if (own or own_id(decoded)) == entry:
            return decoded
    return ""
