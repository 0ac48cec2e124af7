"""Labels of articles (category, tag, symbol, author, credit): counts and display names."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import NamedTuple

from finews_tui.model.article import Category, Entry
from finews_tui.model.category_count import CategoryCount
from finews_tui.model.symbol import Symbol
from finews_tui.model.text_folding import fold
from finews_tui.store.database import chunked, placeholders
from finews_tui.store.schema import (
    KIND_AUTHOR,
    KIND_CATEGORY,
    KIND_CREDIT,
    KIND_SYMBOL,
    KIND_TAG,
)

# Removed from tags used as display names of categories (东财滚动新闻 → 东财滚动).
_NAME_SUFFIX = "新闻"

_DERIVED_KINDS = (KIND_SYMBOL, KIND_CREDIT)

LabelKey = tuple[int, str]
"""(kind, folded name)"""


def entry_labels(entry: Entry) -> list[tuple[int, str, str]]:
    """Return the labels of an entry as (kind, name, title), in storage order."""
    names = [(KIND_CATEGORY, name, "") for name in entry.categories]
    names += [(KIND_TAG, name, "") for name in entry.tags]
    names += [(KIND_SYMBOL, symbol.code, symbol.name) for symbol in entry.symbols]
    if entry.author:
        names.append((KIND_AUTHOR, entry.author, ""))
    if entry.credit:
        names.append((KIND_CREDIT, entry.credit, ""))
    return names


def ensure_label_ids(
    connection: sqlite3.Connection, source_id: int, entries: Iterable[Entry]
) -> dict[LabelKey, tuple[int, ...]]:
    """Return the IDs of all labels of entries, creating missing labels.

    A split category (one with commas) has the IDs of its parts.
    """
    labels: dict[LabelKey, tuple[str, str]] = {}
    for entry in entries:
        for kind, name, title in entry_labels(entry):
            labels.setdefault((kind, fold(name)), (name, title))
    ids: dict[LabelKey, tuple[int, ...]] = {}
    for (kind, folded), (name, title) in labels.items():
        ids[kind, folded] = _ensure_label_ids(connection, source_id, kind, folded, name, title)
    return ids


def _ensure_label_ids(
    connection: sqlite3.Connection, source_id: int, kind: int, folded: str, name: str, title: str
) -> tuple[int, ...]:
    row = connection.execute(
        "SELECT id, is_split FROM labels WHERE source_id = ? AND kind = ? AND folded = ?",
        (source_id, kind, folded),
    ).fetchone()
    if row is None:
        cursor = connection.execute(
            "INSERT INTO labels (source_id, kind, folded, name, title) VALUES (?, ?, ?, ?, ?)",
            (source_id, kind, folded, name, title),
        )
        return (int(cursor.lastrowid or 0),)
    if not row[1]:
        return (row[0],)
    parts = [
        _ensure_label_ids(connection, source_id, kind, fold(part), part, "")
        for part in split_at_commas(name)
    ]
    return tuple(dict.fromkeys(label for ids in parts for label in ids))


def entry_label_ids(entry: Entry, ids: dict[LabelKey, tuple[int, ...]]) -> tuple[int, ...]:
    """Return the label IDs of an entry in storage order, without duplicates."""
    groups = (ids[kind, fold(name)] for kind, name, _ in entry_labels(entry))
    return tuple(dict.fromkeys(label for group in groups for label in group))


class LabelledArticle(NamedTuple):
    """Stored article with the securities and the outlet derived by the current rules."""

    number: int
    source_id: int
    label_ids: tuple[int, ...]
    is_read: bool
    symbols: tuple[Symbol, ...]
    credit: str


def update_derived_labels(
    connection: sqlite3.Connection, articles: Sequence[LabelledArticle]
) -> None:
    """Replace labels that differ from those derived from bodies."""
    known: dict[int, LabelKey] = {}
    for chunk in chunked({label for article in articles for label in article.label_ids}):
        rows = connection.execute(
            f"SELECT id, kind, folded FROM labels WHERE id IN ({placeholders(chunk)})", chunk
        )
        known.update((label, (kind, folded)) for label, kind, folded in rows)
    changed = [article for article in articles if _has_other_labels(article, known)]
    for article in changed:
        _replace_derived_labels(connection, article, known)
    if changed:
        connection.execute("INSERT OR REPLACE INTO meta VALUES ('counts_stale', 1)")


def _derived_labels(article: LabelledArticle) -> list[tuple[int, str, str]]:
    names = [(KIND_SYMBOL, symbol.code, symbol.name) for symbol in article.symbols]
    return [*names, (KIND_CREDIT, article.credit, "")] if article.credit else names


def _has_other_labels(article: LabelledArticle, known: Mapping[int, LabelKey]) -> bool:
    labels = [known[label] for label in article.label_ids if label in known]
    derived = [(kind, folded) for kind, folded in labels if kind in _DERIVED_KINDS]
    return derived != [(kind, fold(name)) for kind, name, _ in _derived_labels(article)]


def _replace_derived_labels(
    connection: sqlite3.Connection, article: LabelledArticle, known: Mapping[int, LabelKey]
) -> None:
    kinds = {label: known[label][0] for label in article.label_ids if label in known}
    labels = [label for label, kind in kinds.items() if kind not in _DERIVED_KINDS]
    for kind, name, title in _derived_labels(article):
        ids = _ensure_label_ids(connection, article.source_id, kind, fold(name), name, title)
        kinds.update(dict.fromkeys(ids, kind))
        labels += ids
    labels = sorted(dict.fromkeys(labels), key=kinds.__getitem__)
    connection.executemany(
        "DELETE FROM article_labels WHERE label_id = ? AND number = ?",
        [(label, article.number) for label in set(article.label_ids) - set(labels)],
    )
    connection.executemany(
        "INSERT INTO article_labels VALUES (?, ?, ?)",
        [
            (label, article.number, article.is_read)
            for label in labels
            if label not in article.label_ids
        ],
    )
    connection.execute(
        "UPDATE articles SET labels = ? WHERE number = ?",
        (" ".join(map(str, labels)), article.number),
    )


def count_category_tags(
    connection: sqlite3.Connection, label_lists: Iterable[Sequence[int]], by: int
) -> None:
    """Add `by` to the counts of (category, tag) pairs, and rename the categories.

    Counts only articles with a single tag: several tags describe the article, not its category.
    The article counts of the labels must be up to date.
    """
    lists = list(label_lists)
    kinds = label_kinds(connection, {label for labels in lists for label in labels})
    counts: Counter[tuple[int, int]] = Counter()
    for labels in lists:
        tags = [label for label in labels if kinds.get(label) == KIND_TAG]
        if len(tags) != 1:
            continue
        for label in labels:
            if kinds.get(label) == KIND_CATEGORY:
                counts[label, tags[0]] += by
    connection.executemany(
        "INSERT INTO category_tags VALUES (?1, ?2, ?3) "
        "ON CONFLICT DO UPDATE SET articles = articles + ?3",
        [(category, tag, count) for (category, tag), count in counts.items()],
    )
    update_category_names(
        connection, {label for label, kind in kinds.items() if kind == KIND_CATEGORY}
    )


def update_category_names(connection: sqlite3.Connection, categories: Collection[int]) -> None:
    """Set the display name of categories to the tag of most of their articles."""
    for category in categories:
        row = connection.execute(
            "SELECT t.name, v.articles * 2 > c.articles FROM category_tags v "
            "JOIN labels t ON t.id = v.tag_id JOIN labels c ON c.id = v.category_id "
            "WHERE v.category_id = ? ORDER BY v.articles DESC, t.id LIMIT 1",
            (category,),
        ).fetchone()
        title = category_name(row[0]) if row and row[1] else ""
        connection.execute("UPDATE labels SET title = ? WHERE id = ?", (title, category))


def category_name(tag: str) -> str:
    """Return the display name of a category, derived from its main tag."""
    return tag.removesuffix(_NAME_SUFFIX).rstrip() or tag


def label_kinds(connection: sqlite3.Connection, labels: Collection[int]) -> dict[int, int]:
    """Return the kind of each label."""
    return {row[0]: row[1] for row in _rows(connection, "id, kind", labels)}


def read_labels(
    connection: sqlite3.Connection, labels: Collection[int]
) -> dict[int, tuple[int, Category]]:
    """Return kind, name and display name of each label."""
    return {
        row[0]: (row[1], Category(row[2], row[3] or row[2]))
        for row in _rows(connection, "id, kind, name, title", labels)
    }


def _rows(
    connection: sqlite3.Connection, columns: str, labels: Collection[int]
) -> list[tuple[int, int, str, str]]:
    rows: list[tuple[int, int, str, str]] = []
    for chunk in chunked(labels):
        select = f"SELECT {columns} FROM labels WHERE id IN ({placeholders(chunk)})"
        rows += connection.execute(select, chunk)
    return rows


def category_counts(
    connection: sqlite3.Connection, sources: Collection[str]
) -> list[CategoryCount]:
    """Return the categories of sources with their counts, most recently used first."""
    rows = connection.execute(
        "SELECT l.id, s.name, l.name, l.title, l.articles, l.unread, l.newest, "
        "ifnull(p.pinyin, ''), ifnull(p.initials, '') FROM labels l LEFT JOIN spellings p "
        "ON p.name = CASE WHEN l.title != '' THEN l.title ELSE l.name END "
        f"JOIN sources s ON s.id = l.source_id WHERE s.name IN ({placeholders(sources)}) "
        "AND l.kind = 0 AND l.articles > 0 ORDER BY l.newest DESC, l.name",
        list(sources),
    )
    return [
        CategoryCount(
            number, source, slug, title or slug, articles, unread, newest, (pinyin, initials)
        )
        for number, source, slug, title, articles, unread, newest, pinyin, initials in rows
    ]


def split_at_commas(name: str) -> list[str]:
    """Split a name at commas, ASCII or full-width."""
    return [part.strip() for part in name.replace("，", ",").split(",") if part.strip()]


def comma_categories(connection: sqlite3.Connection, source_id: int) -> list[tuple[int, str]]:
    """Return the categories of a source with commas in their names, as (ID, name)."""
    rows = connection.execute(
        "SELECT id, name FROM labels WHERE source_id = ? AND kind = 0 AND is_split = 0 "
        "AND articles > 0 AND (name LIKE '%,%' OR name LIKE '%，%')",
        (source_id,),
    )
    return [(row[0], row[1]) for row in rows]


def category_slugs(connection: sqlite3.Connection, source_id: int) -> set[str]:
    """Return the folded slugs of a source's categories."""
    return {
        row[0]
        for row in connection.execute(
            "SELECT folded FROM labels WHERE source_id = ? AND kind = 0 AND articles > 0",
            (source_id,),
        )
    }


def split_category(connection: sqlite3.Connection, source_id: int, label: int, name: str) -> None:
    """Replace a category with commas by its parts, including in stored articles."""
    connection.execute("UPDATE labels SET is_split = 1 WHERE id = ?", (label,))
    parts = _ensure_label_ids(connection, source_id, KIND_CATEGORY, fold(name), name, "")
    rows = connection.execute(
        "SELECT a.number, a.labels, a.is_read FROM article_labels l "
        "JOIN articles a ON a.number = l.number WHERE l.label_id = ?",
        (label,),
    ).fetchall()
    changed = []
    for number, text, is_read in rows:
        labels: list[int] = []
        for label_id in _ids(text):
            labels += parts if label_id == label else (label_id,)
        changed.append((number, tuple(dict.fromkeys(labels)), is_read))
    connection.execute("DELETE FROM article_labels WHERE label_id = ?", (label,))
    connection.executemany(
        "INSERT OR IGNORE INTO article_labels VALUES (?, ?, ?)",
        [(part, number, is_read) for number, _, is_read in changed for part in parts],
    )
    connection.executemany(
        "UPDATE articles SET labels = ? WHERE number = ?",
        [(" ".join(map(str, labels)), number) for number, labels, _ in changed],
    )
    count_category_tags(connection, [_ids(row[1]) for row in rows], -1)
    count_category_tags(connection, [labels for _, labels, _ in changed], 1)


def _ids(text: str) -> list[int]:
    return [int(part) for part in text.split()]
