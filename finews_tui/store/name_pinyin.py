"""How names are said: kept beside the labels, so that a few Latin letters find Chinese ones."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from finews_tui.model.text_folding import fold
from finews_tui.store.schema import KIND_AUTHOR, KIND_CATEGORY, KIND_SYMBOL, KIND_TAG

KINDS = {
    "category": KIND_CATEGORY,
    "tag": KIND_TAG,
    "symbol": KIND_SYMBOL,
    "author": KIND_AUTHOR,
}
_SHOWN = "CASE WHEN l.title != '' THEN l.title ELSE l.name END"
_CANDIDATES = 200


class NamePinyin(NamedTuple):
    """A name in Latin letters: all of them, and the first of each syllable."""

    pinyin: str
    initials: str


class NamedLabel(NamedTuple):
    """A label with its name for people and how many articles have it."""

    value: str
    title: str
    articles: int
    spelling: NamePinyin


def names_without_pinyin(connection: sqlite3.Connection, names: Iterable[str]) -> list[str]:
    """Of the names of labels and these, those whose spelling is not kept."""
    rows = connection.execute(
        f"SELECT DISTINCT {_SHOWN} FROM labels l WHERE l.kind != ? AND l.articles > 0",
        (KIND_AUTHOR,),
    )
    wanted = {row[0] for row in rows} | set(names)
    known = {row[0] for row in connection.execute("SELECT name FROM spellings")}
    return sorted(wanted - known)


def has_pinyin(connection: sqlite3.Connection) -> bool:
    """Whether any name was ever spelled here."""
    return connection.execute("SELECT 1 FROM spellings LIMIT 1").fetchone() is not None


def store_pinyin(connection: sqlite3.Connection, spelled: Mapping[str, NamePinyin]) -> None:
    """Keep how names are said."""
    connection.executemany(
        "INSERT OR REPLACE INTO spellings VALUES (?, ?, ?)",
        [(name, *spelling) for name, spelling in spelled.items()],
    )


def read_pinyin(connection: sqlite3.Connection, names: Sequence[str]) -> dict[str, NamePinyin]:
    """How some names are said, as far as it is known."""
    found: dict[str, NamePinyin] = {}
    for start in range(0, len(names), 500):
        some = names[start : start + 500]
        marks = ",".join("?" * len(some))
        rows = connection.execute(f"SELECT * FROM spellings WHERE name IN ({marks})", some)
        found.update((name, NamePinyin(pinyin, initials)) for name, pinyin, initials in rows)
    return found


def matching_labels(connection: sqlite3.Connection, field: str, part: str) -> list[NamedLabel]:
    """Labels in whose name, name for people or spelling `part` is, those of most articles first."""
    escaped = fold(part).replace("!", "!!").replace("%", "!%").replace("_", "!_")
    rows = connection.execute(
        f"SELECT l.name, {_SHOWN}, sum(l.articles), ifnull(s.pinyin, ''), ifnull(s.initials, '') "
        f"FROM labels l LEFT JOIN spellings s ON s.name = {_SHOWN} "
        "WHERE l.kind = ?1 AND l.articles > 0 AND (l.folded LIKE ?2 ESCAPE '!' "
        "OR l.title LIKE ?2 ESCAPE '!' OR s.pinyin LIKE ?3 ESCAPE '!' "
        "OR s.initials LIKE ?2 ESCAPE '!') "
        "GROUP BY l.folded ORDER BY 3 DESC, l.folded LIMIT ?4",
        (KINDS[field], f"%{escaped}%", f"{escaped}%", _CANDIDATES),
    )
    return [NamedLabel(row[0], row[1], row[2], NamePinyin(row[3], row[4])) for row in rows]
