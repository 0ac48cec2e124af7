"""Group commit of feed updates, each written atomically."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from finews_tui.errors import StoreError
from finews_tui.library.sync.write_queue import WriteQueue
from finews_tui.model.sync_outcome import SyncOutcome, SyncStatus
from finews_tui.store.article_writes import IndexRow
from finews_tui.store.database import Connection, Database
from finews_tui.store.schema import cache_database


class _Cache:
    """A cache that counts its transactions."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.queue = WriteQueue(database)
        self.batches: list[list[str]] = []
        self._rows: list[list[IndexRow]] = []

    def job(
        self, name: str, number: int = 0
    ) -> Callable[[Connection, list[IndexRow]], SyncOutcome]:
        """Return a job that writes a row and records its transaction in `batches`."""

        def write(cache: Connection, rows: list[IndexRow]) -> SyncOutcome:
            cache.execute("INSERT INTO sources (name) VALUES (?)", (name,))
            rows.append((number, "word", "title"))
            if not any(rows is other for other in self._rows):
                self._rows.append(rows)
                self.batches.append([])
            self.batches[-1].append(name)
            return SyncOutcome(name, SyncStatus.OK)

        return write

    def rows(self, text: str) -> list[object]:
        with self.database.reading() as cache:
            return [row[0] for row in cache.execute(text)]


@pytest.fixture
def cache(tmp_path: Path) -> _Cache:
    return _Cache(cache_database(tmp_path / "cache.db"))


async def test_queued_writes_share_a_transaction(cache: _Cache) -> None:
    names = [f"feed{number}" for number in range(5)]
    outcomes = await asyncio.gather(
        *(cache.queue.write(cache.job(name, 50 - index), 10) for index, name in enumerate(names))
    )
    assert [outcome.source for outcome in outcomes] == names
    assert cache.batches == [names[:1], names[1:]]
    assert cache.rows("SELECT rowid FROM search WHERE search MATCH 'word'") == [46, 47, 48, 49, 50]


async def test_transaction_is_limited_in_entries(cache: _Cache) -> None:
    sizes = {"a": 600, "b": 300, "c": 200, "d": 5000, "e": 1}
    await asyncio.gather(
        *(
            cache.queue.write(cache.job(name, index), size)
            for index, (name, size) in enumerate(sizes.items())
        )
    )
    assert cache.batches == [["a"], ["b", "c"], ["d"], ["e"]]


async def test_failed_transaction_writes_nothing(cache: _Cache) -> None:
    def fail(_cache: Connection, _rows: list[IndexRow]) -> SyncOutcome:
        raise sqlite3.OperationalError("disk full")

    first, *errors = await asyncio.gather(
        cache.queue.write(cache.job("first"), 1),
        cache.queue.write(cache.job("good"), 1),
        cache.queue.write(fail, 1),
        return_exceptions=True,
    )
    assert all(isinstance(error, StoreError) for error in errors)
    assert isinstance(first, SyncOutcome)
    assert cache.rows("SELECT name FROM sources") == ["first"]
    assert (await cache.queue.write(cache.job("later"), 1)).source == "later"


async def test_cancelled_write_is_not_written_later(cache: _Cache) -> None:
    first = asyncio.ensure_future(cache.queue.write(cache.job("first"), 2000))
    second = asyncio.ensure_future(cache.queue.write(cache.job("second"), 1))
    await asyncio.sleep(0)
    second.cancel()
    await asyncio.gather(first, second, return_exceptions=True)
    assert (await cache.queue.write(cache.job("third"), 1)).source == "third"
    assert cache.rows("SELECT name FROM sources ORDER BY id") == ["first", "third"]
