"""Tables of cache.db and state.db.

The `number` of an article is its position in time: its date in seconds since year 1 (UTC), or the
next free number if several articles share a second. Every index, including the full-text index,
is thus sorted by date, and a page of the newest results is a single range scan. Undated articles
are numbered by the time they were first seen; those stored by versions before schema 6 have numbers
below all others.
"""

from __future__ import annotations

from pathlib import Path

from finews_tui.store.database import Database
from finews_tui.store.migrations import CACHE_MIGRATIONS, STATE_MIGRATIONS

CACHE_APPLICATION_ID = 0x66696E63  # "finc"
STATE_APPLICATION_ID = 0x66696E73  # "fins"

KIND_CATEGORY = 0
KIND_TAG = 1
KIND_SYMBOL = 2
KIND_AUTHOR = 3
KIND_CREDIT = 4
LABEL_KINDS = {
    "category": KIND_CATEGORY,
    "tag": KIND_TAG,
    "symbol": KIND_SYMBOL,
    "author": KIND_AUTHOR,
    "credit": KIND_CREDIT,
}
"""Kind of label, by query field."""

FIELD_KINDS = {field: (kind,) for field, kind in LABEL_KINDS.items()} | {
    "author": (KIND_AUTHOR, KIND_CREDIT)
}
"""Kinds of labels that a query field finds: `author:` also finds the outlet."""

_CACHE_1 = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value) WITHOUT ROWID;

CREATE TABLE sources (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    articles INTEGER NOT NULL DEFAULT 0,
    unread INTEGER NOT NULL DEFAULT 0,
    bookmarks INTEGER NOT NULL DEFAULT 0,
    last_sync INTEGER,
    next_sync INTEGER,                     -- unix seconds: no automatic sync before it
    rests_until INTEGER,                   -- unix seconds: no sync at all before it, unless forced
    status TEXT NOT NULL DEFAULT '',
    error_code TEXT NOT NULL DEFAULT '',
    error TEXT NOT NULL DEFAULT '',
    failures INTEGER NOT NULL DEFAULT 0,
    warnings TEXT NOT NULL DEFAULT '[]',
    digest BLOB NOT NULL DEFAULT x'',      -- of a folder's files at the last complete sync
    etag BLOB NOT NULL DEFAULT x'',
    last_modified BLOB NOT NULL DEFAULT x''
);

CREATE TABLE articles (
    number INTEGER PRIMARY KEY,
    key INTEGER NOT NULL UNIQUE,           -- the article's id: 12 hex digits as an integer
    source_id INTEGER NOT NULL REFERENCES sources (id),
    entry TEXT NOT NULL,
    title TEXT NOT NULL,
    link TEXT NOT NULL,
    author TEXT NOT NULL,
    published INTEGER,                     -- unix seconds
    published_offset INTEGER,              -- minutes east of UTC, as published
    updated INTEGER,
    updated_offset INTEGER,
    story TEXT NOT NULL,
    labels TEXT NOT NULL,                  -- label ids in their order, separated by spaces
    entry_hash BLOB NOT NULL,
    is_read INTEGER NOT NULL,
    is_bookmarked INTEGER NOT NULL DEFAULT 0
);

-- All numbers in order, without the rows: lists all articles in a tenth of the time (measured).
CREATE INDEX articles_in_time ON articles (number);

CREATE INDEX articles_by_source ON articles (source_id, number);

CREATE INDEX articles_unread ON articles (number) WHERE is_read = 0;

CREATE INDEX articles_unread_by_source ON articles (source_id, number) WHERE is_read = 0;

CREATE INDEX articles_bookmarked ON articles (number) WHERE is_bookmarked = 1;

CREATE TABLE bodies (
    number INTEGER PRIMARY KEY,
    format TEXT NOT NULL,
    data BLOB NOT NULL                     -- zlib: summary, NUL, body
);

CREATE TABLE labels (
    id INTEGER PRIMARY KEY,
    source_id INTEGER NOT NULL REFERENCES sources (id),
    kind INTEGER NOT NULL,
    folded TEXT NOT NULL,
    name TEXT NOT NULL,
    title TEXT NOT NULL DEFAULT '',        -- a category's display name, a symbol's company
    articles INTEGER NOT NULL DEFAULT 0,
    unread INTEGER NOT NULL DEFAULT 0,
    newest INTEGER NOT NULL DEFAULT 0,
    is_split INTEGER NOT NULL DEFAULT 0,   -- a category with commas, replaced by its parts
    UNIQUE (source_id, kind, folded)
);

CREATE INDEX labels_by_name ON labels (kind, folded);

CREATE TABLE article_labels (
    label_id INTEGER NOT NULL,
    number INTEGER NOT NULL,
    is_read INTEGER NOT NULL,
    PRIMARY KEY (label_id, number)
) WITHOUT ROWID;

CREATE INDEX article_labels_unread ON article_labels (label_id, number) WHERE is_read = 0;

CREATE TABLE category_tags (
    category_id INTEGER NOT NULL,
    tag_id INTEGER NOT NULL,
    articles INTEGER NOT NULL,
    PRIMARY KEY (category_id, tag_id)
) WITHOUT ROWID;

CREATE TABLE files (
    source_id INTEGER NOT NULL,
    path BLOB NOT NULL,                    -- bytes: a file name need not be valid text
    mtime_ns INTEGER NOT NULL,
    size INTEGER NOT NULL,
    inode INTEGER NOT NULL,
    content_hash BLOB NOT NULL,
    entry TEXT,                            -- NULL if it is what the path alone gives
    warning TEXT,
    PRIMARY KEY (source_id, path)
) WITHOUT ROWID;

CREATE TABLE bookmark_files (
    name TEXT PRIMARY KEY,
    mtime_ns INTEGER NOT NULL,
    size INTEGER NOT NULL,
    inode INTEGER NOT NULL,
    key INTEGER NOT NULL,
    bookmarked_at TEXT NOT NULL,
    warning TEXT NOT NULL
) WITHOUT ROWID;

CREATE VIRTUAL TABLE search USING fts5 (text, title, content='', tokenize='ascii');

INSERT INTO search (search, rank) VALUES ('hashsize', 67108864);

CREATE TRIGGER article_added AFTER INSERT ON articles BEGIN
    UPDATE sources SET articles = articles + 1, unread = unread + (new.is_read = 0),
        bookmarks = bookmarks + new.is_bookmarked WHERE id = new.source_id;
END;

CREATE TRIGGER article_removed AFTER DELETE ON articles BEGIN
    UPDATE sources SET articles = articles - 1, unread = unread - (old.is_read = 0),
        bookmarks = bookmarks - old.is_bookmarked WHERE id = old.source_id;
END;

CREATE TRIGGER article_marked AFTER UPDATE OF is_read, is_bookmarked ON articles BEGIN
    UPDATE sources SET unread = unread + (new.is_read = 0) - (old.is_read = 0),
        bookmarks = bookmarks + new.is_bookmarked - old.is_bookmarked WHERE id = new.source_id;
END;

CREATE TRIGGER label_added AFTER INSERT ON article_labels BEGIN
    UPDATE labels SET articles = articles + 1, unread = unread + (new.is_read = 0),
        newest = max(newest, new.number) WHERE id = new.label_id;
END;

CREATE TRIGGER label_removed AFTER DELETE ON article_labels BEGIN
    UPDATE labels SET articles = articles - 1, unread = unread - (old.is_read = 0)
        WHERE id = old.label_id;
END;

CREATE TRIGGER label_marked AFTER UPDATE OF is_read ON article_labels BEGIN
    UPDATE labels SET unread = unread + (new.is_read = 0) - (old.is_read = 0)
        WHERE id = new.label_id;
END
"""

_STATE_1 = """
CREATE TABLE sequence (value INTEGER NOT NULL);

INSERT INTO sequence VALUES (0);

CREATE TABLE marks (
    source TEXT NOT NULL,
    entry TEXT NOT NULL,
    is_read INTEGER NOT NULL,
    sequence INTEGER NOT NULL,
    PRIMARY KEY (source, entry)
) WITHOUT ROWID;

CREATE INDEX marks_by_sequence ON marks (sequence);

CREATE TABLE horizons (
    source TEXT PRIMARY KEY,
    read_before INTEGER NOT NULL           -- unix seconds: older articles count as read
) WITHOUT ROWID;

CREATE TABLE positions (
    source TEXT NOT NULL,
    entry TEXT NOT NULL,
    place INTEGER NOT NULL,                -- characters of the text before the line being read
    PRIMARY KEY (source, entry)
) WITHOUT ROWID;

CREATE TABLE queries (
    name TEXT PRIMARY KEY,
    text TEXT NOT NULL,
    place INTEGER NOT NULL
) WITHOUT ROWID;

CREATE TABLE settings (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID
"""


def cache_database(path: Path) -> Database:
    """Return cache.db: articles, bodies and indexes. Can be deleted at any time."""
    return Database(
        path,
        application_id=CACHE_APPLICATION_ID,
        migrations=(_CACHE_1, *CACHE_MIGRATIONS),
        synchronous="NORMAL",
    )


def state_database(path: Path) -> Database:
    """Return state.db: user data such as read marks, saved queries and settings."""
    return Database(
        path,
        application_id=STATE_APPLICATION_ID,
        migrations=(_STATE_1, *STATE_MIGRATIONS),
        synchronous="FULL",
    )
