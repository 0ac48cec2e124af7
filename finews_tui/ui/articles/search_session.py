"""State of a search: where it started, and the view to restore when it ends."""

from __future__ import annotations

from dataclasses import dataclass, replace

from finews_tui.query.query import EMPTY, Query
from finews_tui.ui.articles.list_query import ListQuery


@dataclass(frozen=True, slots=True)
class SearchEnd:
    """View to restore after a search.

    `cursor` is an article, or None to keep the current one. `is_search` is true for an interrupted
    search, whose bar stays open.
    """

    query: ListQuery
    cursor: int | None = None
    is_search: bool = False


class SearchSession:
    """Stores the scope and the article that a search was started from."""

    def __init__(self) -> None:
        self._origin_scope = EMPTY  # scope before the search was widened to all
        self._origin_article: int | None = None
        self._interrupted: tuple[Query, ListQuery] | None = None

    def start(self) -> None:
        """Start a search in the scope of the list."""
        self._origin_scope, self._origin_article = EMPTY, None

    def widen(self, query: ListQuery, article: int | None = None) -> ListQuery:
        """Return the query with all articles as its scope; `end` returns to `article`."""
        if self._origin_scope.is_empty:
            self._origin_scope = query.scope
        self._origin_article = article
        return replace(query, scope=EMPTY)

    def toggle_scope(self, query: ListQuery) -> ListQuery | None:
        """Switch between all articles and the original scope; None if there is none."""
        if not query.scope.is_empty:
            return self.widen(query)
        if self._origin_scope.is_empty:
            return None
        scope, self._origin_scope = self._origin_scope, EMPTY
        return replace(query, scope=scope)

    def interrupt(
        self, query: ListQuery, article: int, search: Query, *, is_search: bool
    ) -> ListQuery:
        """Return `query` replaced by `search` in all articles; `end` returns to `article`."""
        if self._interrupted is not None and self._interrupted[0] == query.search:
            query = self._interrupted[1]
        widened = self.widen(query, article)
        self._interrupted = (search, query) if is_search else None
        return replace(widened, search=search)

    def end(self, query: ListQuery) -> SearchEnd:
        """Return the view to restore after the search in `query`."""
        article, self._origin_article = self._origin_article, None
        if self._interrupted is not None and self._interrupted[0] == query.search:
            earlier, self._interrupted = self._interrupted[1], None
            self._origin_scope = EMPTY
            return SearchEnd(earlier, article, is_search=True)
        scope = query.scope if self._origin_scope.is_empty else self._origin_scope
        self._origin_scope = EMPTY
        return SearchEnd(replace(query, scope=scope, search=EMPTY), article)
