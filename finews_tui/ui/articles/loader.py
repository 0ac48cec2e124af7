"""Library queries of the article pane. Call them in a thread."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import dataclass

from finews_tui.library.library import Library
from finews_tui.model.article import Headline
from finews_tui.query.query import Query, intersect
from finews_tui.ui.articles.list import PAGE_SIZE
from finews_tui.ui.articles.list_query import UNREAD
from finews_tui.ui.articles.listing import Listing, build_listing, next_listed, with_number
from finews_tui.ui.painting.periods import Granularity, local_zone

FIRST_ROWS = 500
"""Number of articles to show before the whole listing is loaded."""

_NEARBY_PAGES = 5
"""Pages of headlines to scan before querying the library for all unread articles."""


@dataclass(frozen=True, slots=True)
class ListingPage:
    """A listing with the headlines of its first page.

    `count` is exact even if only the beginning is listed (`is_whole` is false).
    """

    listing: Listing
    headlines: list[Headline]
    count: int
    is_whole: bool


def read_listing(
    library: Library,
    query: Query,
    *,
    limit: int | None = None,
    keep: int | None = None,
    granularity: Granularity | None = None,
) -> ListingPage:
    """Return the listing of a query, divided by `granularity`.

    Lists at most `limit` articles. Article `keep` is listed even if it does not match the query.
    """
    articles = library.articles
    numbers = articles.listing(query, limit=limit)
    is_whole = limit is None or len(numbers) < limit
    count = len(numbers) if is_whole else articles.count(query)
    # The number of an article changes with its date: `keep` may no longer exist.
    if keep is not None and articles.headlines([keep]):
        numbers = with_number(numbers, keep, query.sort)
    first = articles.headlines(numbers[:PAGE_SIZE])
    listing = build_listing(numbers, query.sort, local_zone(), granularity)
    return ListingPage(listing, first, count, is_whole)


def next_unread(
    library: Library, query: Query, listing: Listing, index: int, step: int
) -> int | None:
    """Return the closest unread article after `index`, or before it if `step` is -1."""
    near = _nearby(listing, index, step)
    for start in range(0, len(near), PAGE_SIZE):
        for headline in library.articles.headlines(near[start : start + PAGE_SIZE]):
            if not headline.is_read:
                return headline.number
    if len(near) < PAGE_SIZE * _NEARBY_PAGES:
        return None
    return next_listed(library.articles.listing(intersect(query, UNREAD)), listing, index, step)


def _nearby(listing: Listing, index: int, step: int) -> Sequence[int]:
    reach = PAGE_SIZE * _NEARBY_PAGES
    if step > 0:
        return listing.numbers[index + 1 : index + 1 + reach]
    before = array("q", listing.numbers[max(0, index - reach) : max(0, index)])
    before.reverse()
    return before
