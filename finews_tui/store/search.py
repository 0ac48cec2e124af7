"""Run queries: matching articles in sort order, and their number."""

from __future__ import annotations

import sqlite3
from array import array
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import datetime

from finews_tui.model.source import Source
from finews_tui.query.ast import Sort
from finews_tui.query.query import Query
from finews_tui.store.query_compiler import Conditions, FindSimilar, QueryCompiler, no_similar

# Rows per fetch, about a millisecond: lets other threads run in between.
_FETCH_ROWS = 2000
# Maximum number of articles to look up individually.
_MAX_LOOKUPS = 20


def list_numbers(
    connection: sqlite3.Connection,
    query: Query,
    sources: Sequence[Source],
    now: datetime,
    limit: int | None = None,
    *,
    like: FindSimilar = no_similar,
) -> array[int]:
    """Return the numbers of matching articles, in sort order."""
    numbers: array[int] = array("q")
    if query.error is not None:
        return numbers
    conditions = QueryCompiler(connection, sources, now, like).conditions(query.root)
    origin, where, parameters = _parts(conditions)
    is_ranked = query.sort is Sort.RELEVANCE and conditions.ranking and not conditions.match
    text = f"SELECT {origin} WHERE {where} ORDER BY {_order(query, conditions)}"
    if limit is not None and not is_ranked:
        text += f" LIMIT {int(limit)}"
    cursor = connection.execute(text, parameters)
    while rows := cursor.fetchmany(_FETCH_ROWS):
        numbers.extend([row[0] for row in rows])
    if is_ranked:
        matching = set(numbers)
        best = [number for number in conditions.ranking if number in matching]
        return array("q", best[:limit])
    return numbers


def count_articles(
    connection: sqlite3.Connection,
    query: Query,
    sources: Sequence[Source],
    now: datetime,
    *,
    like: FindSimilar = no_similar,
) -> int:
    """Return the exact number of matching articles."""
    if query.error is not None:
        return 0
    conditions = QueryCompiler(connection, sources, now, like).conditions(query.root)
    stored = _stored_count(connection, conditions)
    if stored is not None:
        return stored
    origin, where, parameters = _parts(conditions)
    inner = f"SELECT {origin} WHERE {where}"
    return int(connection.execute(f"SELECT count(*) FROM ({inner})", parameters).fetchone()[0])


def filter_numbers(
    connection: sqlite3.Connection,
    query: Query,
    sources: Sequence[Source],
    now: datetime,
    numbers: Collection[int],
) -> set[int]:
    """Return those of `numbers` that match, scanning only articles near them."""
    if query.error is not None or not numbers:
        return set()
    conditions = QueryCompiler(connection, sources, now).conditions(query.root)
    origin, where, parameters = _parts(conditions)
    few = len(numbers) <= _MAX_LOOKUPS
    near = f"IN ({','.join(map(str, numbers))})" if few else "BETWEEN ? AND ?"
    text = f"SELECT {origin} WHERE {where} AND {conditions.number} {near}"
    limits = [] if few else [min(numbers), max(numbers)]
    matches = {row[0] for row in connection.execute(text, [*parameters, *limits])}
    return matches.intersection(numbers)


def articles_with_terms(
    connection: sqlite3.Connection, terms: Iterable[str], limit: int
) -> Iterator[list[int]]:
    """Yield the articles with each term, skipping terms in more than `limit` articles.

    Reads at most `limit` + 1 rows per term, so common terms are cheap.
    """
    for term in terms:
        rows = connection.execute(
            "SELECT rowid FROM search WHERE search MATCH ? LIMIT ?", (f'"{term}"', limit + 1)
        ).fetchall()
        if len(rows) <= limit:
            yield [row[0] for row in rows]


def _stored_count(connection: sqlite3.Connection, conditions: Conditions) -> int | None:
    """Return the stored count of all articles or of a label. None if there is none."""
    if conditions.clauses or conditions.match:
        return None
    column = "unread" if conditions.unread_only else "articles"
    if conditions.label is None:
        row = connection.execute(f"SELECT ifnull(sum({column}), 0) FROM sources").fetchone()
    else:
        row = connection.execute(
            f"SELECT {column} FROM labels WHERE id = ?", (conditions.label,)
        ).fetchone()
    return int(row[0])


def _parts(conditions: Conditions) -> tuple[str, str, list[object]]:
    """Return the column and table to scan, the WHERE clause and its parameters."""
    clauses: list[str] = []
    parameters: list[object] = []
    table = conditions.number.partition(".")[0]
    if conditions.match:
        clauses.append("search MATCH ?")
        parameters.append(conditions.match)
        if conditions.label is not None:
            clauses.append(
                "EXISTS (SELECT 1 FROM article_labels WHERE label_id = ? AND number = search.rowid)"
            )
            parameters.append(conditions.label)
    elif conditions.label is not None:
        clauses.append("label_id = ?")
        parameters.append(conditions.label)
    if conditions.unread_only:
        lookup = "EXISTS (SELECT 1 FROM articles WHERE number = search.rowid AND is_read = 0)"
        clauses.append(lookup if conditions.match else "is_read = 0")
    clauses += [f"({clause})" for clause in conditions.clauses]
    parameters += conditions.parameters
    return f"{conditions.number} FROM {table}", " AND ".join(clauses) or "1", parameters


def _order(query: Query, conditions: Conditions) -> str:
    if query.sort is Sort.RELEVANCE and conditions.match:
        # A match in the title counts eight times as much as one in the text.
        return f"bm25(search, 1.0, 8.0), {conditions.number} DESC"
    return f"{conditions.number} {'ASC' if query.sort is Sort.OLDEST else 'DESC'}"
