"""Query of an article list: a scope, a search in it, and two switches."""

from __future__ import annotations

from dataclasses import dataclass, replace

from finews_tui.query.ast import ArticleState, HasState, Sort
from finews_tui.query.query import EMPTY, Query, intersect

UNREAD = Query(HasState(ArticleState.UNREAD))


@dataclass(frozen=True, slots=True)
class ListQuery:
    """Query of the list: the tree node as `scope`, the typed `search`, and switches."""

    scope: Query = EMPTY
    search: Query = EMPTY
    unread_only: bool = False
    oldest_first: bool = False

    @property
    def query(self) -> Query:
        """Combined query. A sort order in the search overrides the switch."""
        combined = intersect(self.scope, self.search)
        if self.unread_only:
            combined = intersect(combined, UNREAD)
        if self.oldest_first and combined.explicit_sort is None:
            combined = replace(combined, explicit_sort=Sort.OLDEST)
        return combined

    @property
    def without_read_filter(self) -> ListQuery:
        """Same list, without the filters that hide an article once it is read."""
        scope = EMPTY if self.scope.root == HasState(ArticleState.UNREAD) else self.scope
        return replace(self, scope=scope, unread_only=False)
