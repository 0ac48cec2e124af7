"""Which articles share a term of the full-text index; a term that many share is told by that."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator


def sharing(connection: sqlite3.Connection, terms: Iterable[str], most: int) -> Iterator[list[int]]:
    """For each term the numbers of the articles that have it; one of more than `most` is left out.

    No more than `most` and one rows are read for a term, however many articles have it.
    """
    for term in terms:
        rows = connection.execute(
            "SELECT rowid FROM search WHERE search MATCH ? LIMIT ?", (f'"{term}"', most + 1)
        ).fetchall()
        if len(rows) <= most:
            yield [row[0] for row in rows]
