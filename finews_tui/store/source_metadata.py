"""What is known of sources besides their rows: their pace, their site, and which were removed."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import NamedTuple

from finews_tui.model.timestamps import EPOCH_NUMBER, unix_seconds

_DAY_S = 86400
_LATEST = 30
_REMOVED = "removed"
_SITE = "site "


def publishing_rates(
    connection: sqlite3.Connection, names: Iterable[str], now: datetime
) -> dict[str, float]:
    """Articles a day, by source: its latest 30, over the time from the first of them until `now`.

    A source with less than two dated articles is left out. What came within less than a day counts
    as the news of one day.
    """
    found = {}
    present = unix_seconds(now)
    for name in names:
        row = connection.execute(
            "SELECT count(*), min(number) FROM (SELECT number FROM articles "
            "WHERE source_id = (SELECT id FROM sources WHERE name = ?) AND number BETWEEN ? AND ? "
            "ORDER BY number DESC LIMIT ?)",
            (name, EPOCH_NUMBER, EPOCH_NUMBER + present, _LATEST),
        ).fetchone()
        if row[0] > 1:
            found[name] = row[0] * _DAY_S / max(present - (row[1] - EPOCH_NUMBER), _DAY_S)
    return found


def site(connection: sqlite3.Connection, name: str) -> str:
    """The address of the pages that a feed says it is about; empty where it says none."""
    row = connection.execute("SELECT value FROM meta WHERE key = ?", (_SITE + name,)).fetchone()
    return str(row[0]) if row else ""


def set_site(connection: sqlite3.Connection, name: str, address: str) -> None:
    """Note what a feed says that it is about."""
    if address and address != site(connection, name):
        connection.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (_SITE + name, address))


class SourceRemoval(NamedTuple):
    """When a source was removed (unix seconds), and what its location was."""

    at: int
    location: str


def source_removals(connection: sqlite3.Connection) -> dict[str, SourceRemoval]:
    """The sources removed whose articles are still here."""
    row = connection.execute("SELECT value FROM meta WHERE key = ?", (_REMOVED,)).fetchone()
    return (
        {name: SourceRemoval(*noted) for name, noted in json.loads(row[0]).items()} if row else {}
    )


def set_source_removals(
    connection: sqlite3.Connection, sources: Mapping[str, SourceRemoval]
) -> None:
    """Note which sources were removed; none is noted as nothing."""
    if sources:
        text = json.dumps(dict(sources), ensure_ascii=False)
        connection.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (_REMOVED, text))
    else:
        connection.execute("DELETE FROM meta WHERE key = ?", (_REMOVED,))
