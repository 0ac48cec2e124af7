"""What a list shows as one query."""

from __future__ import annotations

from finews_tui.query.ast import Sort
from finews_tui.query.query import EMPTY, parse
from finews_tui.ui.articles.list_query import ListQuery


def test_scope_search_and_switches_are_one_query() -> None:
    query = ListQuery(parse("source:market"), parse("fog"), unread_only=True, oldest_first=True)
    assert query.query.text == "source:market fog is:unread sort:oldest"


def test_typed_order_takes_precedence_over_the_switch() -> None:
    query = ListQuery(EMPTY, parse("fog sort:relevance"), oldest_first=True)
    assert query.query.sort is Sort.RELEVANCE
