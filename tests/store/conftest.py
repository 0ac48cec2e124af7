"""Fixtures for databases and their content."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from finews_tui.model.article import Entry
from finews_tui.store import article_writes, sources
from finews_tui.store.article_writes import NewArticle
from finews_tui.store.database import Database
from finews_tui.store.prepared_entry import prepare_entry
from finews_tui.store.schema import cache_database, state_database
from tests.store.entries import NOW, Fill


@pytest.fixture
def cache(tmp_path: Path) -> Iterator[Database]:
    database = cache_database(tmp_path / "cache" / "cache.db")
    yield database
    database.close()


@pytest.fixture
def state(tmp_path: Path) -> Iterator[Database]:
    database = state_database(tmp_path / "data" / "state.db")
    yield database
    database.close()


@pytest.fixture
def fill(cache: Database) -> Fill:
    """Return a function that stores entries of a source and returns their numbers."""

    def write(*entries: Entry, source: str = "wire", is_read: bool = False) -> list[int]:
        with cache.writing() as connection:
            source_id = sources.ensure_source_id(connection, source)
            articles = [NewArticle(prepare_entry(source, entry), is_read) for entry in entries]
            return article_writes.add_articles(connection, source_id, articles, NOW)

    return write
