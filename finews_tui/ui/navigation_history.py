"""Back and forward navigation through visited articles, as in a browser."""

from __future__ import annotations

from dataclasses import dataclass

from finews_tui.ui.articles.list_query import ListQuery

_MAX_VISITS = 500


@dataclass(frozen=True, slots=True)
class Visit:
    """Visited article, and the query of the list it was read in."""

    number: int
    query: ListQuery


class NavigationHistory:
    """List of visits with a current position."""

    def __init__(self) -> None:
        self._visits: list[Visit] = []
        self._index = -1

    def add(self, visit: Visit) -> None:
        """Add a visit and drop the forward ones. The current article is not added again."""
        if self._index >= 0 and self._visits[self._index].number == visit.number:
            return
        del self._visits[self._index + 1 :]
        self._visits.append(visit)
        del self._visits[:-_MAX_VISITS]
        self._index = len(self._visits) - 1

    def step(self, step: int, number: int | None) -> Visit | None:
        """Go one step back or forward. Returns None at the end.

        If `number`, the shown article, is not the current visit, the first step back goes to that.
        """
        is_elsewhere = self._index >= 0 and self._visits[self._index].number != number
        index = self._index if step < 0 and is_elsewhere else self._index + step
        if not 0 <= index < len(self._visits):
            return None
        self._index = index
        return self._visits[index]
