"""Counts of saved queries, cached and updated by matching changed articles only."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from finews_tui.config.loader import Config
from finews_tui.content.text.chinese_variants import expand_variants
from finews_tui.library.stores import Stores
from finews_tui.model.saved_query import QueryCount
from finews_tui.query.ast import (
    And,
    ArticleState,
    CalendarPeriod,
    Field,
    HasState,
    Newer,
    Node,
    Not,
    Older,
    Or,
    Published,
    RelativePeriod,
    Weekday,
)
from finews_tui.query.code_variants import expand_codes
from finews_tui.query.query import Query, intersect, parse
from finews_tui.store import query_counts, search
from finews_tui.store.database import Connection

_UNREAD = Query(HasState(ArticleState.UNREAD))
_NONE = QueryCount(0, 0)

Count = Callable[[Query], int]


def count_queries(
    stores: Stores, texts: Sequence[str], now: datetime, count: Count
) -> dict[str, QueryCount]:
    """Return the number of articles and unread articles of each query, by its text.

    Counts are cached and updated by matching only articles that changed. Queries that depend on the
    current time, on read state or on similarity are counted by `count` each time. Invalid queries
    count as 0.
    """
    config = stores.config
    queries = {text: parse(text) for text in texts}
    cacheable = {text: query for text, query in queries.items() if _is_cacheable(query)}
    cacheable = {text: expand_codes(query) for text, query in cacheable.items()}
    if config.search.fold_variants:
        cacheable = {text: expand_variants(query) for text, query in cacheable.items()}
    with stores.cache.writing() as cache:
        counts = _updated_counts(cache, cacheable, config, now)
    for text, query in queries.items():
        if query.error is not None:
            counts[text] = _NONE
        elif text not in cacheable:
            counts[text] = QueryCount(count(query), count(intersect(query, _UNREAD)))
        elif text not in counts:
            counts[text] = _count_and_store(stores, text, cacheable[text], now)
    return counts


def _updated_counts(
    cache: Connection, queries: Mapping[str, Query], config: Config, now: datetime
) -> dict[str, QueryCount]:
    """Apply changed articles to the cached counts; delete the counts of other queries."""
    sources = config.sources
    source_fields = [(source.name, source.title, source.group) for source in sources]
    signature = json.dumps([config.search.fold_variants, *source_fields])
    if query_counts.are_stale(cache, signature):
        query_counts.reset_counts(cache, signature)
        return {}
    cached = query_counts.cached_counts(cache)
    query_counts.delete_counts(cache, cached.keys() - queries.keys())
    counts = {text: cached[text] for text in queries if text in cached}
    changed = {article.number: article for article in query_counts.take_changed_articles(cache)}
    for text, before in counts.items() if changed else ():
        articles, unread = before
        for number in search.filter_numbers(cache, queries[text], sources, now, changed.keys()):
            article = changed[number]
            articles += article.unread_before is None
            unread += article.is_unread - (article.unread_before or 0)
        if (articles, unread) != before:
            counts[text] = QueryCount(articles, unread)
            query_counts.store_count(cache, text, counts[text])
    return counts


def _count_and_store(stores: Stores, text: str, query: Query, now: datetime) -> QueryCount:
    """Count a query and cache the count, in one transaction so that no change is lost."""
    sources = stores.config.sources
    with stores.cache.writing() as cache:
        unread = search.count_articles(cache, intersect(query, _UNREAD), sources, now)
        count = QueryCount(search.count_articles(cache, query, sources, now), unread)
        query_counts.store_count(cache, text, count)
    return count


def _is_cacheable(query: Query) -> bool:
    """Return whether the result of a query changes only when articles change."""
    return query.error is None and (query.root is None or _is_node_cacheable(query.root))


def _is_node_cacheable(node: Node) -> bool:
    match node:
        case HasState() | Newer() | Older() | Field(name="like"):
            return False
        case Published(period=RelativePeriod() | Weekday() | CalendarPeriod(year=None)):
            return False
        case Not(child=child):
            return _is_node_cacheable(child)
        case And(children=children) | Or(children=children):
            return all(map(_is_node_cacheable, children))
        case _:
            return True
