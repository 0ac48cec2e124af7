"""Multi-selection of articles: single rows and a range."""

from __future__ import annotations

from collections.abc import Sequence

from finews_tui.ui.articles.listing import Listing


class ArticleSelection:
    """Selected article numbers, kept while the list changes."""

    def __init__(self) -> None:
        self._numbers: set[int] = set()
        self._anchor: int | None = None  # article where the range starts

    @property
    def has_range(self) -> bool:
        """Whether a range ends at the cursor."""
        return self._anchor is not None

    def toggle(self, number: int) -> None:
        """Select or deselect an article."""
        self._numbers ^= {number}

    def begin_range(self, number: int) -> None:
        """Start a range at `number`; the cursor is its other end."""
        self._anchor = number

    def end_range(self, listing: Listing, cursor: int) -> None:
        """Add the articles in the range to the selection, and end the range."""
        self._numbers.update(listing.numbers[row] for row in self._range(listing, cursor))
        self._anchor = None

    def add(self, numbers: Sequence[int]) -> None:
        """Select articles."""
        self._numbers.update(numbers)

    def clear(self) -> bool:
        """Deselect all. Returns False if nothing was selected."""
        had_selection = bool(self._numbers) or self.has_range
        self._numbers.clear()
        self._anchor = None
        return had_selection

    def holds(self, listing: Listing, row: int, cursor: int) -> bool:
        """Return whether the article on a row is selected."""
        return listing.numbers[row] in self._numbers or row in self._range(listing, cursor)

    def numbers(self, listing: Listing, cursor: int) -> list[int]:
        """Return the selected articles in listing order, without unlisted ones."""
        if not self._numbers and not self.has_range:
            return []
        selected = self._numbers.union(listing.numbers[row] for row in self._range(listing, cursor))
        return [number for number in listing.numbers if number in selected]

    def _range(self, listing: Listing, cursor: int) -> range:
        start = listing.find(self._anchor) if self._anchor is not None else None
        if start is None or cursor < 0:
            return range(0)
        return range(min(start, cursor), max(start, cursor) + 1)
