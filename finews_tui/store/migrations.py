"""Database migrations. Never change a released migration."""

from __future__ import annotations

CACHE_2 = """
CREATE TABLE full_texts (
    key INTEGER PRIMARY KEY,               -- of the article
    data BLOB,                             -- zlib: text of its page as HTML; NULL: none yet
    entry_hash BLOB NOT NULL,              -- of the entry for which the page was fetched last
    failures INTEGER NOT NULL DEFAULT 0,
    next_try INTEGER                       -- unix seconds; NULL after failures: never again
)
"""

CACHE_3 = """
CREATE TABLE spellings (                   -- pinyin of names
    name TEXT PRIMARY KEY,
    pinyin TEXT NOT NULL,                  -- without spaces or tones
    initials TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE query_counts (                -- of saved queries, updated as articles change
    text TEXT PRIMARY KEY,
    articles INTEGER NOT NULL,
    unread INTEGER NOT NULL
) WITHOUT ROWID
"""

CACHE_4 = """
CREATE TABLE source_versions (             -- revisions of bookmarked articles
    key INTEGER PRIMARY KEY,
    entry_hash BLOB NOT NULL,
    seen INTEGER NOT NULL,                 -- unix seconds
    data BLOB NOT NULL                     -- zlib: a line of JSON; empty if the text is the same
)
"""

# Records changes for `query_counts`; without cached counts nothing is recorded.
CACHE_5 = """
CREATE TABLE touched (number INTEGER PRIMARY KEY, unread_before INTEGER);

CREATE TRIGGER touched_added AFTER INSERT ON articles
WHEN EXISTS (SELECT 1 FROM query_counts) BEGIN
    INSERT OR IGNORE INTO touched VALUES (new.number, NULL);
END;

CREATE TRIGGER touched_marked AFTER UPDATE OF is_read ON articles
WHEN new.is_read != old.is_read AND EXISTS (SELECT 1 FROM query_counts) BEGIN
    INSERT OR IGNORE INTO touched VALUES (new.number, old.is_read = 0);
END;

CREATE TRIGGER touched_removed AFTER DELETE ON articles
WHEN EXISTS (SELECT 1 FROM query_counts) BEGIN
    INSERT OR REPLACE INTO meta SELECT 'counts_stale', 1 WHERE NOT EXISTS
        (SELECT 1 FROM touched WHERE number = old.number AND unread_before IS NULL);
    DELETE FROM touched WHERE number = old.number;
END;

CREATE TRIGGER touched_renamed AFTER UPDATE OF title, is_split ON labels
WHEN (new.title != old.title OR new.is_split != old.is_split)
    AND EXISTS (SELECT 1 FROM query_counts) BEGIN
    INSERT OR REPLACE INTO meta VALUES ('counts_stale', 1);
END
"""

# `first_seen` is in Unix seconds, NULL if unknown; `enclosures` is JSON, empty if there are none.
# The index has the articles that share an id of their feed (see `DERIVED_MARK`).
CACHE_6 = """
ALTER TABLE articles ADD COLUMN first_seen INTEGER;

ALTER TABLE bodies ADD COLUMN enclosures TEXT NOT NULL DEFAULT '';

CREATE INDEX articles_with_derived_id ON articles (source_id, entry) WHERE instr(entry, '#~') > 0
"""

STATE_2 = """
CREATE TABLE unwanted (                    -- entries that a sync must not add
    source TEXT NOT NULL,
    entry TEXT NOT NULL,
    PRIMARY KEY (source, entry)
) WITHOUT ROWID
"""

STATE_3 = """
CREATE TABLE changes (                     -- undo log; the last record has the greatest id
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    is_undone INTEGER NOT NULL,
    size INTEGER NOT NULL,
    data BLOB NOT NULL
)
"""

CACHE_MIGRATIONS = (CACHE_2, CACHE_3, CACHE_4, CACHE_5, CACHE_6)
STATE_MIGRATIONS = (STATE_2, STATE_3)
