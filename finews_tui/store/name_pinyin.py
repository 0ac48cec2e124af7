"""Pinyin of names, to find Chinese labels and sources with Latin letters."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from finews_tui.model.text_folding import fold
from finews_tui.store.database import chunked, placeholders
from finews_tui.store.schema import FIELD_KINDS, KIND_AUTHOR

_DISPLAY_NAME = "CASE WHEN l.title != '' THEN l.title ELSE l.name END"
_MAX_LABELS = 200


class NamePinyin(NamedTuple):
    """Pinyin of a name, and the initials of its syllables."""

    pinyin: str
    initials: str


class NamedLabel(NamedTuple):
    """Label with its display name and number of articles."""

    value: str
    title: str
    articles: int
    pinyin: NamePinyin


def names_without_pinyin(connection: sqlite3.Connection, names: Iterable[str]) -> list[str]:
    """Return those of `names` and of all label names without pinyin."""
    rows = connection.execute(
        f"SELECT DISTINCT {_DISPLAY_NAME} FROM labels l WHERE l.kind != ? AND l.articles > 0",
        (KIND_AUTHOR,),
    )
    all_names = {row[0] for row in rows} | set(names)
    known = {row[0] for row in connection.execute("SELECT name FROM spellings")}
    return sorted(all_names - known)


def has_pinyin(connection: sqlite3.Connection) -> bool:
    """Return whether any pinyin is stored."""
    return connection.execute("SELECT 1 FROM spellings LIMIT 1").fetchone() is not None


def store_pinyin(connection: sqlite3.Connection, pinyin: Mapping[str, NamePinyin]) -> None:
    """Store pinyin by name."""
    connection.executemany(
        "INSERT OR REPLACE INTO spellings VALUES (?, ?, ?)",
        [(name, *letters) for name, letters in pinyin.items()],
    )


def read_pinyin(connection: sqlite3.Connection, names: Sequence[str]) -> dict[str, NamePinyin]:
    """Return stored pinyin, by name."""
    pinyin_by_name: dict[str, NamePinyin] = {}
    for chunk in chunked(names):
        select = f"SELECT * FROM spellings WHERE name IN ({placeholders(chunk)})"
        rows = connection.execute(select, chunk)
        pinyin_by_name.update(
            (name, NamePinyin(pinyin, initials)) for name, pinyin, initials in rows
        )
    return pinyin_by_name


def matching_labels(connection: sqlite3.Connection, field: str, part: str) -> list[NamedLabel]:
    """Return labels whose name, display name or pinyin contains `part`.

    Sorted by number of articles, descending.
    """
    escaped = fold(part).replace("!", "!!").replace("%", "!%").replace("_", "!_")
    kinds = ",".join(map(str, FIELD_KINDS[field]))
    rows = connection.execute(
        f"SELECT l.name, {_DISPLAY_NAME}, sum(l.articles), "
        "ifnull(s.pinyin, ''), ifnull(s.initials, '') "
        f"FROM labels l LEFT JOIN spellings s ON s.name = {_DISPLAY_NAME} "
        f"WHERE l.kind IN ({kinds}) AND l.articles > 0 AND (l.folded LIKE ?1 ESCAPE '!' "
        "OR l.title LIKE ?1 ESCAPE '!' OR s.pinyin LIKE ?2 ESCAPE '!' "
        "OR s.initials LIKE ?1 ESCAPE '!') "
        "GROUP BY l.folded ORDER BY 3 DESC, l.folded LIMIT ?3",
        (f"%{escaped}%", f"{escaped}%", _MAX_LABELS),
    )
    return [NamedLabel(row[0], row[1], row[2], NamePinyin(row[3], row[4])) for row in rows]
