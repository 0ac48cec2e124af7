"""Baseline: fill the full-text index from texts in memory, in one process.

Tokenizes, inserts and merges like finews, without files, front matter, articles and marks.
"""

from __future__ import annotations

import sqlite3
import sys
import time
from pathlib import Path

from finews_tui.store import fulltext_index as index
from finews_tui.store.tokenizer import index_terms

_TRANSACTION = 10_000


def fill(texts: list[tuple[int, str, str]], path: Path) -> float:
    """Index (number, title, text) rows. Returns the time in seconds."""
    path.unlink(missing_ok=True)
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = NORMAL")
    connection.execute(
        "CREATE VIRTUAL TABLE search USING fts5 (text, title, content='', tokenize='ascii')"
    )
    connection.execute("INSERT INTO search (search, rank) VALUES ('hashsize', 67108864)")
    index.tune_for_bulk(connection)
    start_time = time.perf_counter()
    index.begin_bulk(connection)
    for start in range(0, len(texts), _TRANSACTION):
        connection.execute("BEGIN")
        connection.executemany(
            "INSERT INTO search (rowid, text, title) VALUES (?, ?, ?)",
            (
                (number, index_terms(text), index_terms(title))
                for number, title, text in texts[start : start + _TRANSACTION]
            ),
        )
        connection.execute("COMMIT")
    index.end_bulk(connection)
    is_first = True
    while index.merge_step(connection, is_first=is_first):
        is_first = False
    seconds = time.perf_counter() - start_time
    connection.close()
    return seconds


if __name__ == "__main__":
    with sqlite3.connect(sys.argv[1]) as source:
        rows = source.execute("SELECT number, title, text FROM texts ORDER BY number").fetchall()
    sys.stdout.write(f"{fill(rows, Path(sys.argv[2]))}\n")
