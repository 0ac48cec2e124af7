"""A cache.db of newsboat with test data."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

TABLES = """
CREATE TABLE rss_feed (rssurl PRIMARY KEY NOT NULL, url NOT NULL, title NOT NULL,
    lastmodified INTEGER NOT NULL DEFAULT 0, is_rtl INTEGER NOT NULL DEFAULT 0,
    etag NOT NULL DEFAULT '');
CREATE TABLE rss_item (id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, guid NOT NULL,
    title NOT NULL, author NOT NULL, url NOT NULL, feedurl NOT NULL, pubDate INTEGER NOT NULL,
    content NOT NULL, unread INTEGER NOT NULL, enclosure_url, enclosure_type,
    enqueued INTEGER NOT NULL DEFAULT 0, flags, deleted INTEGER NOT NULL DEFAULT 0,
    base NOT NULL DEFAULT '');
CREATE INDEX idx_feedurl ON rss_item (feedurl);
"""
DAY = 1_700_000_000
HARBOUR, METALS = "https://harbour.example/feed.xml", "https://metals.example/rss"


@contextmanager
def create_cache(folder: Path, *statements: str) -> Iterator[sqlite3.Connection]:
    """Create a cache.db with two feeds; yield it for adding items."""
    with closing(sqlite3.connect(folder / "cache.db")) as database, database:
        database.executescript(TABLES)
        for statement in statements:
            database.execute(statement)
        database.executemany(
            "INSERT INTO rss_feed VALUES (?, ?, ?, ?, 0, ?)",
            [
                (HARBOUR, "https://harbour.example/", "The harbour log", DAY, '"first"'),
                (METALS, "https://metals.example/", "Metals", 0, ""),
            ],
        )
        yield database


def insert_item(database: sqlite3.Connection, guid: str, **fields: Any) -> None:
    """Insert an item; by default it is read and has no flags."""
    row = {
        "guid": guid,
        "title": f"About {guid}",
        "author": "",
        "url": f"https://harbour.example/{guid}",
        "feedurl": HARBOUR,
        "pubDate": DAY,
        "content": f"<p>The text of {guid}.</p>",
        "unread": 0,
        **fields,
    }
    names = ", ".join(row)
    placeholders = ", ".join("?" * len(row))
    database.execute(f"INSERT INTO rss_item ({names}) VALUES ({placeholders})", list(row.values()))
