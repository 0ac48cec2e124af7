"""Listings: the numbers that a query yields, in its order, and how many."""

from __future__ import annotations

import sqlite3
from array import array
from collections.abc import Collection, Sequence
from datetime import datetime

from finews_tui.model.source import Source
from finews_tui.query.ast import Sort
from finews_tui.query.query import Query
from finews_tui.store.query_compiler import Conditions, FindSimilar, QueryCompiler, no_similar

# Rows fetched between two chances for other threads to run: about a millisecond.
_FETCH = 2000
_FEW = 20  # numbers that are looked up one by one


def list_numbers(
    connection: sqlite3.Connection,
    query: Query,
    sources: Sequence[Source],
    now: datetime,
    limit: int | None = None,
    *,
    like: FindSimilar = no_similar,
) -> array[int]:
    """The numbers of the articles that `query` finds, in its order, at most `limit`."""
    found: array[int] = array("q")
    if query.error is not None:
        return found
    conditions = QueryCompiler(connection, sources, now, like).conditions(query.root)
    origin, where, parameters = _parts(conditions)
    is_ranked = query.sort is Sort.RELEVANCE and conditions.ranking and not conditions.match
    text = f"SELECT {origin} WHERE {where} ORDER BY {_order(query, conditions)}"
    if limit is not None and not is_ranked:
        text += f" LIMIT {int(limit)}"
    cursor = connection.execute(text, parameters)
    while rows := cursor.fetchmany(_FETCH):
        found.extend([row[0] for row in rows])
    if is_ranked:
        there = set(found)
        best = [number for number in conditions.ranking if number in there]
        return array("q", best[:limit])
    return found


def count_articles(
    connection: sqlite3.Connection,
    query: Query,
    sources: Sequence[Source],
    now: datetime,
    *,
    like: FindSimilar = no_similar,
) -> int:
    """How many articles `query` finds, exactly."""
    if query.error is not None:
        return 0
    conditions = QueryCompiler(connection, sources, now, like).conditions(query.root)
    kept = _kept_count(connection, conditions)
    if kept is not None:
        return kept
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
    """Those of `numbers` that `query` finds, without a look at others that lie far from them."""
    if query.error is not None or not numbers:
        return set()
    conditions = QueryCompiler(connection, sources, now).conditions(query.root)
    origin, where, parameters = _parts(conditions)
    few = len(numbers) <= _FEW
    near = f"IN ({','.join(map(str, numbers))})" if few else "BETWEEN ? AND ?"
    text = f"SELECT {origin} WHERE {where} AND {conditions.number} {near}"
    limits = [] if few else [min(numbers), max(numbers)]
    found = {row[0] for row in connection.execute(text, [*parameters, *limits])}
    return found.intersection(numbers)


def _kept_count(connection: sqlite3.Connection, conditions: Conditions) -> int | None:
    """The counts that are kept as articles change: of all, or of one label."""
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
    """Column and table that lead the way, the WHERE clause, and its parameters."""
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
        # A hit in a title weighs as much as eight in the text.
        return f"bm25(search, 1.0, 8.0), {conditions.number} DESC"
    return f"{conditions.number} {'ASC' if query.sort is Sort.OLDEST else 'DESC'}"
