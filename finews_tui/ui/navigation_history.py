"""What was read, in order, to go back and forward through as a browser does."""

from __future__ import annotations

from dataclasses import dataclass, replace

from finews_tui.query.ast import ArticleState, HasState
from finews_tui.query.query import EMPTY
from finews_tui.ui.articles.listing import Wish

_LONGEST = 500


@dataclass(frozen=True, slots=True)
class Visit:
    """An article, and the listing that it was read in."""

    number: int
    wish: Wish

    @property
    def wish_with_it(self) -> Wish:
        """That listing without what may have dropped the article since: that it is read now."""
        is_of_unread = self.wish.place.root == HasState(ArticleState.UNREAD)
        place = EMPTY if is_of_unread else self.wish.place
        return replace(self.wish, place=place, is_unread_only=False)


class History:
    """The articles read, and where among them one is."""

    def __init__(self) -> None:
        self._visits: list[Visit] = []
        self._here = -1

    def add(self, visit: Visit) -> None:
        """Go on to an article; what lay forward is forgotten. One that one is at counts once."""
        if self._here >= 0 and self._visits[self._here].number == visit.number:
            return
        del self._visits[self._here + 1 :]
        self._visits.append(visit)
        del self._visits[:-_LONGEST]
        self._here = len(self._visits) - 1

    def step(self, step: int, number: int | None) -> Visit | None:
        """Go a step back or forward; None at the end.

        Where `number`, the article on the page, is not the one that history is at, back leads to
        that one first.
        """
        is_beside = self._here >= 0 and self._visits[self._here].number != number
        place = self._here if step < 0 and is_beside else self._here + step
        if not 0 <= place < len(self._visits):
            return None
        self._here = place
        return self._visits[place]
