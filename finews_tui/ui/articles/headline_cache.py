"""Least-recently-used cache of headlines, and search snippets."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Container, Sequence

from finews_tui.model.article import Headline

_MAX_HEADLINES = 3_000


class HeadlineCache:
    """Headlines by article number; None for articles that no longer exist."""

    def __init__(self) -> None:
        self._headlines: OrderedDict[int, Headline | None] = OrderedDict()
        self.snippets: dict[int, str] = {}

    def __contains__(self, number: int) -> bool:
        return number in self._headlines

    def get(self, number: int) -> Headline | None:
        """Return the headline of an article, or None if not cached."""
        return self._headlines.get(number)

    def fill(self, numbers: Sequence[int], headlines: Sequence[Headline]) -> None:
        """Store headlines. Articles without one no longer exist."""
        by_number = {headline.number: headline for headline in headlines}
        for number in numbers:
            self._headlines[number] = by_number.get(number)
            self._headlines.move_to_end(number)
        while len(self._headlines) > _MAX_HEADLINES:
            self._headlines.popitem(last=False)

    def change(self, number: int, is_read: bool | None, is_bookmarked: bool | None) -> bool:
        """Update the state of an article. Returns False if it is not cached."""
        headline = self._headlines.get(number)
        if headline is None:
            return False
        if is_read is not None:
            headline = headline._replace(is_read=is_read)
        if is_bookmarked is not None:
            headline = headline._replace(is_bookmarked=is_bookmarked)
        self._headlines[number] = headline
        return True

    def forget_others(self, numbers: Container[int]) -> None:
        """Drop all headlines except these."""
        for number in [number for number in self._headlines if number not in numbers]:
            del self._headlines[number]
