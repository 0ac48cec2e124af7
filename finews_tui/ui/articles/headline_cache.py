"""The headlines and the sentences that matched which a list keeps: those it was last asked for."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Container, Sequence

from finews_tui.model.article import Headline

_MOST = 3_000


class KeptHeadlines:
    """By number; None for an article that is gone."""

    def __init__(self) -> None:
        self._kept: OrderedDict[int, Headline | None] = OrderedDict()
        self.snippets: dict[int, str] = {}

    def __contains__(self, number: int) -> bool:
        return number in self._kept

    def get(self, number: int) -> Headline | None:
        """What is known of an article."""
        return self._kept.get(number)

    def fill(self, numbers: Sequence[int], headlines: Sequence[Headline]) -> None:
        """Keep headlines; numbers without one are gone."""
        here = {headline.number: headline for headline in headlines}
        for number in numbers:
            self._kept[number] = here.get(number)
            self._kept.move_to_end(number)
        while len(self._kept) > _MOST:
            self._kept.popitem(last=False)

    def change(self, number: int, is_read: bool | None, is_bookmarked: bool | None) -> bool:
        """Change the state of an article; False where nothing is known of it."""
        headline = self._kept.get(number)
        if headline is None:
            return False
        if is_read is not None:
            headline = headline._replace(is_read=is_read)
        if is_bookmarked is not None:
            headline = headline._replace(is_bookmarked=is_bookmarked)
        self._kept[number] = headline
        return True

    def forget_others(self, numbers: Container[int]) -> None:
        """Keep these alone."""
        for number in [number for number in self._kept if number not in numbers]:
            del self._kept[number]
