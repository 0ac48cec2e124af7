"""Listing: mapping between lines and articles, days and months."""

from __future__ import annotations

from array import array
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from finews_tui.query.ast import Sort
from finews_tui.ui.articles.listing import Listing, build_listing, next_listed, with_number
from finews_tui.ui.painting.periods import Granularity
from tests.ui.article_numbers import newest_first, number_on


def test_index_on_and_line_of_are_inverse() -> None:
    numbers = newest_first(
        *(number_on(2024, 3, day, hour) for day in (1, 2, 3) for hour in (1, 2, 3))
    )
    listing = build_listing(numbers, Sort.NEWEST, UTC)
    assert listing.granularity is Granularity.DAY
    assert listing.height == 12
    assert [listing.index_on(line) for line in range(13)] == [
        *(None, 0, 1, 2),
        *(None, 3, 4, 5),
        *(None, 6, 7, 8),
        None,
    ]
    assert [listing.line_of(index) for index in range(9)] == [1, 2, 3, 5, 6, 7, 9, 10, 11]


@pytest.mark.parametrize("sort", [Sort.NEWEST, Sort.RELEVANCE])
def test_both_lines_of_a_two_line_row_map_to_its_index(sort: Sort) -> None:
    numbers = newest_first(
        *(number_on(2024, 3, day, hour) for day in (1, 2, 3) for hour in (1, 2, 3))
    )
    listing = replace(build_listing(numbers, sort, UTC), row_height=2)
    periods = len(listing.starts)
    assert listing.height == 18 + periods
    lines = [listing.index_on(line) for line in range(listing.height + 1)]
    assert lines.count(None) == periods + 1
    for index in range(9):
        first = listing.line_of(index)
        assert lines[first : first + 2] == [index, index]


def test_sparse_listing_is_divided_into_months() -> None:
    numbers = newest_first(*(number_on(2024, month, 1) for month in range(1, 13)))
    listing = build_listing(numbers, Sort.NEWEST, UTC)
    assert listing.granularity is Granularity.MONTH
    assert len(listing.starts) == 12
    assert build_listing(numbers, Sort.NEWEST, UTC, Granularity.DAY).granularity is Granularity.DAY


def test_listing_by_relevance_has_no_periods() -> None:
    listing = build_listing(array("q", [5, 9, 7]), Sort.RELEVANCE, UTC)
    assert listing.height == 3
    assert listing.find(7) == 2
    assert listing.find(8) is None
    assert listing.index_on(2) == 2


def test_nearest_returns_insertion_point_of_missing_article() -> None:
    newest = Listing(array("q", [90, 70, 50]), Sort.NEWEST)
    assert newest.find(70) == 1
    assert newest.find(60) is None
    assert newest.nearest(60) == 2
    oldest = Listing(array("q", [50, 70, 90]), Sort.OLDEST)
    assert oldest.find(90) == 2
    assert oldest.nearest(60) == 1


def test_with_number_inserts_article_in_sort_order() -> None:
    assert list(with_number(array("q", [90, 50]), 70, Sort.NEWEST)) == [90, 70, 50]
    assert list(with_number(array("q", [50, 90]), 70, Sort.OLDEST)) == [50, 70, 90]
    assert list(with_number(array("q", [90, 70]), 70, Sort.NEWEST)) == [90, 70]


@pytest.mark.parametrize(
    ("index", "step", "number"),
    [(0, 1, 80), (1, 1, 60), (2, 1, None), (2, -1, 60), (1, -1, 80), (0, -1, None)],
)
def test_next_listed_skips_the_current_article(index: int, step: int, number: int | None) -> None:
    listing = Listing(array("q", [90, 70, 50]), Sort.NEWEST)
    assert next_listed([80, 60], listing, index, step) == number


def test_first_in_returns_first_index_of_time_range() -> None:
    numbers = newest_first(*(number_on(2024, 3, day, 12) for day in (1, 2, 3)))
    start = int(datetime(2024, 3, 2, tzinfo=UTC).timestamp())
    newest = Listing(numbers, Sort.NEWEST)
    assert newest.first_in((start, start + 86_400)) == 1
    oldest = Listing(array("q", reversed(numbers)), Sort.OLDEST)
    assert oldest.first_in((start, start + 86_400)) == 1
    assert newest.first_in((start, None)) == 0


@pytest.mark.parametrize("sort", [Sort.NEWEST, Sort.OLDEST])
def test_has_any_in_detects_articles_in_time_range(sort: Sort) -> None:
    numbers = newest_first(number_on(2024, 3, 1, 12), number_on(2024, 3, 3, 12))
    ordered = numbers if sort is Sort.NEWEST else array("q", reversed(numbers))
    listing = Listing(ordered, sort)
    starts = [int(datetime(2024, 3, day, tzinfo=UTC).timestamp()) for day in range(1, 6)]
    days = [(start, start + 86_400) for start in starts]
    assert [listing.has_any_in(day) for day in days] == [True, False, True, False, False]
    assert listing.newest == datetime(2024, 3, 3, 12, tzinfo=UTC)
    assert Listing(ordered, Sort.RELEVANCE).newest is None
