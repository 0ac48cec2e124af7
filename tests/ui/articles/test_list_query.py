"""Combined query of the article list."""

from __future__ import annotations

from finews_tui.query.ast import Sort
from finews_tui.query.query import EMPTY, parse
from finews_tui.ui.articles.list_query import ListQuery


def test_scope_search_and_switches_are_combined() -> None:
    query = ListQuery(parse("source:market"), parse("fog"), unread_only=True, oldest_first=True)
    assert query.query.text == "source:market fog is:unread sort:oldest"


def test_sort_order_in_search_overrides_the_switch() -> None:
    query = ListQuery(EMPTY, parse("fog sort:relevance"), oldest_first=True)
    assert query.query.sort is Sort.RELEVANCE
