"""Metadata of sources: publishing rate, website, description, removal."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import NamedTuple

from finews_tui.model.timestamps import EPOCH_NUMBER, unix_seconds

_DAY_S = 86400
_RATE_ARTICLES = 30
_REMOVED = "removed"
_SITE = "site "
_DESCRIPTION = "description "


def publishing_rates(
    connection: sqlite3.Connection, names: Iterable[str], now: datetime
) -> dict[str, float]:
    """Return articles per day, by source.

    Computed from the newest 30 articles and the time since the oldest of these, at least one day.
    Sources with fewer than two dated articles are omitted.
    """
    rates = {}
    present = unix_seconds(now)
    for name in names:
        row = connection.execute(
            "SELECT count(*), min(number) FROM (SELECT number FROM articles "
            "WHERE source_id = (SELECT id FROM sources WHERE name = ?) AND number BETWEEN ? AND ? "
            "ORDER BY number DESC LIMIT ?)",
            (name, EPOCH_NUMBER, EPOCH_NUMBER + present, _RATE_ARTICLES),
        ).fetchone()
        if row[0] > 1:
            rates[name] = row[0] * _DAY_S / max(present - (row[1] - EPOCH_NUMBER), _DAY_S)
    return rates


def site(connection: sqlite3.Connection, name: str) -> str:
    """Return the website URL given in a feed or subscription list, "" if none."""
    return _text(connection, _SITE + name)


def set_site(connection: sqlite3.Connection, name: str, address: str) -> None:
    """Store the website URL of a feed."""
    if address:
        _set_text(connection, _SITE + name, address)


def description(connection: sqlite3.Connection, name: str) -> str:
    """Return the description of a feed in the subscription list it was imported from, or ""."""
    return _text(connection, _DESCRIPTION + name)


def set_description(connection: sqlite3.Connection, name: str, text: str) -> None:
    """Store the description of a feed."""
    _set_text(connection, _DESCRIPTION + name, text)


def _text(connection: sqlite3.Connection, key: str) -> str:
    row = connection.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
    return str(row[0]) if row else ""


def _set_text(connection: sqlite3.Connection, key: str, text: str) -> None:
    if text != _text(connection, key):
        connection.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (key, text))


class SourceRemoval(NamedTuple):
    """Removal of a source: time (Unix seconds) and location."""

    at: int
    location: str


def source_removals(connection: sqlite3.Connection) -> dict[str, SourceRemoval]:
    """Return removed sources whose articles are still stored, by name."""
    row = connection.execute("SELECT value FROM meta WHERE key = ?", (_REMOVED,)).fetchone()
    removals = json.loads(row[0]) if row else {}
    return {name: SourceRemoval(*removal) for name, removal in removals.items()}


def set_source_removals(
    connection: sqlite3.Connection, removals: Mapping[str, SourceRemoval]
) -> None:
    """Store removed sources, by name."""
    if removals:
        text = json.dumps(dict(removals), ensure_ascii=False)
        connection.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (_REMOVED, text))
    else:
        connection.execute("DELETE FROM meta WHERE key = ?", (_REMOVED,))
