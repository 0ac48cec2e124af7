"""New, corrupt, foreign, newer and unwritable databases."""

from __future__ import annotations

import sqlite3
import stat
from pathlib import Path

import pytest

from finews_tui.errors import (
    StoreCorruptError,
    StoreError,
    StoreFullError,
    StoreVersionError,
)
from finews_tui.store import article_writes, articles
from finews_tui.store.database import Database
from finews_tui.store.migrations import CACHE_MIGRATIONS
from finews_tui.store.prepared_entry import pack_body
from finews_tui.store.schema import (
    _CACHE_1,
    CACHE_APPLICATION_ID,
    cache_database,
    state_database,
)


def _open_cache(path: Path) -> Database:
    database = cache_database(path)
    with database.reading() as connection:
        connection.execute("SELECT count(*) FROM articles")
    return database


def test_new_database_is_private(tmp_path: Path) -> None:
    path = tmp_path / "a" / "b" / "cache.db"
    _open_cache(path).close()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert stat.S_IMODE(path.parent.parent.stat().st_mode) == 0o700


@pytest.mark.parametrize(
    "content",
    [b"not a database, but a text of sufficient length " * 50, b"\x89PNG\r\n\x1a\n" + bytes(2000)],
)
def test_corrupt_database_is_renamed(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "cache.db"
    path.write_bytes(content)
    with pytest.raises(StoreCorruptError, match=r"cache\.db: database is corrupt"):
        _open_cache(path)
    (renamed,) = tmp_path.glob("cache.db.corrupt-*")
    assert renamed.read_bytes() == content
    _open_cache(path).close()


def test_database_with_corrupt_page_is_renamed(tmp_path: Path) -> None:
    path = tmp_path / "cache.db"
    _open_cache(path).close()
    data = bytearray(path.read_bytes())
    data[100:4096] = b"\xff" * 3996
    path.write_bytes(data)
    with pytest.raises(StoreCorruptError):
        _open_cache(path)
    assert list(tmp_path.glob("cache.db.corrupt-*"))


def test_empty_file_becomes_database(tmp_path: Path) -> None:
    path = tmp_path / "cache.db"
    path.touch()
    _open_cache(path).close()


@pytest.mark.parametrize("pragma", ["user_version=99", "application_id=4711"])
def test_database_of_newer_version_or_other_program_is_not_modified(
    tmp_path: Path, pragma: str
) -> None:
    path = tmp_path / "cache.db"
    _open_cache(path).close()
    connection = sqlite3.connect(path)
    connection.execute(f"PRAGMA {pragma}")
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    before = path.read_bytes()
    with pytest.raises(StoreVersionError, match=r"cache\.db"):
        _open_cache(path)
    assert path.read_bytes() == before


def test_tables_of_other_program_are_rejected(tmp_path: Path) -> None:
    path = tmp_path / "state.db"
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE theirs (x)")
    connection.close()
    database = state_database(path)
    with pytest.raises(StoreVersionError, match="another program"), database.reading():
        pass


def test_uncreatable_directory_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(StoreFullError, match="cannot create file"):
        _open_cache(tmp_path / "file" / "cache.db")


def test_full_disk_is_an_error_without_partial_write(tmp_path: Path) -> None:
    database = _open_cache(tmp_path / "cache.db")
    with database.writing() as connection:
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
        connection.execute(f"PRAGMA max_page_count={pages}")
    rows = [(str(number), "x" * 1000) for number in range(1000)]
    with (
        pytest.raises(StoreFullError, match="cannot write to database"),
        database.writing() as connection,
    ):
        connection.executemany("INSERT INTO meta VALUES (?, ?)", rows)
    with database.reading() as connection:
        assert connection.execute("SELECT count(*) FROM meta").fetchone()[0] == 0
    database.close()


def test_failed_statement_rolls_back(tmp_path: Path) -> None:
    database = _open_cache(tmp_path / "cache.db")
    with pytest.raises(StoreError), database.writing() as connection:
        connection.executemany("INSERT INTO meta VALUES (?, 1)", [("a",), ("a",)])
    with database.reading() as connection:
        assert connection.execute("SELECT count(*) FROM meta").fetchone()[0] == 0
    database.close()


def test_old_cache_is_migrated_and_keeps_its_articles(tmp_path: Path) -> None:
    path = tmp_path / "cache.db"
    old = Database(
        path,
        application_id=CACHE_APPLICATION_ID,
        migrations=(_CACHE_1, *CACHE_MIGRATIONS[:4]),
        synchronous="NORMAL",
    )
    with old.writing() as connection:
        connection.execute("INSERT INTO sources (name) VALUES ('wire')")
        for number, entry in enumerate(("0", "0#~0123456789abcdef")):
            connection.execute(
                "INSERT INTO articles (number, key, source_id, entry, title, link, author, story, "
                "labels, entry_hash, is_read) VALUES (?, ?, 1, ?, 'Fog', '', '', '', '', x'', 0)",
                (number, number, entry),
            )
            data = pack_body("", "<p>Fog</p>")
            connection.execute("INSERT INTO bodies VALUES (?, 'html', ?)", (number, data))
    old.close()
    database = cache_database(path)
    with database.reading() as connection:
        before, after = articles.read_articles(connection, [0, 1])
        assert (before.entry, before.body, after.title) == ("0", "<p>Fog</p>", "Fog")
        derived = article_writes.derived_articles(connection, 1, "0")
        assert [known.entry for known in derived] == ["0#~0123456789abcdef"]
        assert article_writes.has_derived_articles(connection, 1)
        plan = connection.execute(
            "EXPLAIN QUERY PLAN SELECT 1 FROM articles WHERE source_id = 1 "
            "AND instr(entry, '#~') > 0 AND entry >= '0' AND entry < '1'"
        ).fetchone()
        assert "articles_with_derived_id" in plan[-1]
    database.close()
