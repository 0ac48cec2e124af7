"""The counts of saved queries: only what changed is matched anew, as far as that tells them."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from datetime import datetime

from finews_tui.config.loader import Config
from finews_tui.content.text.chinese_variants import expand_variants
from finews_tui.library.stores import Stores
from finews_tui.model.saved_query import QueryCount
from finews_tui.model.source import Source
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
from finews_tui.query.query import Query, intersect, parse
from finews_tui.store import query_counts, search
from finews_tui.store.database import Connection

_UNREAD = Query(HasState(ArticleState.UNREAD))
_NONE = QueryCount(0, 0)

Count = Callable[[Query], int]


def count_queries(
    stores: Stores, texts: Sequence[str], now: datetime, count: Count
) -> dict[str, QueryCount]:
    """How many articles each of these queries finds, and how many unread; none for a mistake.

    A query that depends on the present, on marks or on likeness is counted by `count`; so are all
    after articles went away. The others follow what came and what was marked.
    """
    config = stores.config
    queries = {text: parse(text) for text in texts}
    stable = {text: query for text, query in queries.items() if _is_stable(query)}
    if config.search.fold_variants:
        stable = {text: expand_variants(query) for text, query in stable.items()}
    with stores.cache.writing() as cache:
        counts = _brought_up_to_date(cache, stable, config, now)
    for text, query in queries.items():
        if query.error is not None:
            counts[text] = _NONE
        elif text not in stable:
            counts[text] = QueryCount(count(query), count(intersect(query, _UNREAD)))
        elif text not in counts:
            counts[text] = _counted(stores, text, stable[text], config.sources, now)
    return counts


def _brought_up_to_date(
    cache: Connection, queries: dict[str, Query], config: Config, now: datetime
) -> dict[str, QueryCount]:
    """The kept counts with what changed since; those of queries that are no more are forgotten."""
    sources = config.sources
    places = [(one.name, one.title, one.group) for one in sources]
    followed = json.dumps([config.search.fold_variants, *places])
    if query_counts.are_stale(cache, followed):
        query_counts.reset_counts(cache, followed)
        return {}
    kept = query_counts.cached_counts(cache)
    query_counts.delete_counts(cache, kept.keys() - queries.keys())
    counts = {text: kept[text] for text in queries if text in kept}
    touched = {one.number: one for one in query_counts.take_changed_articles(cache)}
    for text, before in counts.items() if touched else ():
        articles, unread = before
        for number in search.filter_numbers(cache, queries[text], sources, now, touched.keys()):
            one = touched[number]
            articles += one.unread_before is None
            unread += one.is_unread - (one.unread_before or 0)
        if (articles, unread) != before:
            counts[text] = QueryCount(articles, unread)
            query_counts.store_count(cache, text, counts[text])
    return counts


def _counted(
    stores: Stores, text: str, query: Query, sources: Sequence[Source], now: datetime
) -> QueryCount:
    """A count made anew and kept, in one transaction: nothing comes between the two."""
    with stores.cache.writing() as cache:
        unread = search.count_articles(cache, intersect(query, _UNREAD), sources, now)
        count = QueryCount(search.count_articles(cache, query, sources, now), unread)
        query_counts.store_count(cache, text, count)
    return count


def _is_stable(query: Query) -> bool:
    """Whether an article that is found stays found as long as nobody changes it."""
    return query.error is None and (query.root is None or _stays(query.root))


def _stays(node: Node) -> bool:
    match node:
        case HasState() | Newer() | Older() | Field(name="like"):
            return False
        case Published(period=RelativePeriod() | Weekday() | CalendarPeriod(year=None)):
            return False
        case Not(child=child):
            return _stays(child)
        case And(children=children) | Or(children=children):
            return all(map(_stays, children))
        case _:
            return True
