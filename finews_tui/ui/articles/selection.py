"""Which rows of a list are picked, one by one and as a range, for the next action."""

from __future__ import annotations

from collections.abc import Sequence

from finews_tui.ui.articles.listing import Listing


class Picked:
    """Articles by their numbers: what is picked stays so while the list changes around it."""

    def __init__(self) -> None:
        self._numbers: set[int] = set()
        self._anchor: int | None = None  # the article at which the range began

    @property
    def has_range(self) -> bool:
        """Whether a range follows the cursor."""
        return self._anchor is not None

    def toggle(self, number: int) -> None:
        """Pick an article, or let go of it."""
        self._numbers ^= {number}

    def begin_range(self, number: int) -> None:
        """Pick all from this article to wherever the cursor goes."""
        self._anchor = number

    def end_range(self, listing: Listing, cursor: int) -> None:
        """The range follows the cursor no more; what it held stays picked."""
        self._numbers.update(listing.numbers[row] for row in self._range(listing, cursor))
        self._anchor = None

    def add(self, numbers: Sequence[int]) -> None:
        """Pick all of these."""
        self._numbers.update(numbers)

    def clear(self) -> bool:
        """Pick nothing; False where nothing was picked."""
        had_some = bool(self._numbers) or self.has_range
        self._numbers.clear()
        self._anchor = None
        return had_some

    def holds(self, listing: Listing, row: int, cursor: int) -> bool:
        """Whether the article on a row is picked."""
        return listing.numbers[row] in self._numbers or row in self._range(listing, cursor)

    def numbers(self, listing: Listing, cursor: int) -> list[int]:
        """What is picked, in the order of the listing; what it does not list is left out."""
        if not self._numbers and not self.has_range:
            return []
        chosen = self._numbers.union(listing.numbers[row] for row in self._range(listing, cursor))
        return [number for number in listing.numbers if number in chosen]

    def _range(self, listing: Listing, cursor: int) -> range:
        start = listing.find(self._anchor) if self._anchor is not None else None
        if start is None or cursor < 0:
            return range(0)
        return range(min(start, cursor), max(start, cursor) + 1)
