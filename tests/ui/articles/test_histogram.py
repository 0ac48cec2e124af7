"""Histogram of a listing, and steps between days."""

from __future__ import annotations

import random
from array import array
from collections import Counter
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any, cast

import pytest

from finews_tui.query.ast import Sort
from finews_tui.ui.articles.histogram import Histogram, histogram
from finews_tui.ui.articles.listing import Listing, build_listing
from finews_tui.ui.painting.periods import Granularity, day_of, number_at, same_days
from tests.ui.article_numbers import BEIJING


def numbers_of(*moments: datetime, sort: Sort = Sort.NEWEST) -> array[int]:
    ascending = sorted(number_at(int(moment.timestamp())) for moment in moments)
    return array("q", ascending if sort is Sort.OLDEST else ascending[::-1])


class CountedNumbers(Sequence[int]):
    """Sequence of numbers that counts element accesses."""

    def __init__(self, numbers: range) -> None:
        self._numbers = numbers
        self.accesses = 0

    def __len__(self) -> int:
        return len(self._numbers)

    def __getitem__(self, index: Any) -> Any:
        self.accesses += 1
        return self._numbers[index]


def moments(count: int, days: int) -> list[datetime]:
    choose = random.Random(days)
    start = datetime(2019, 3, 7, tzinfo=UTC)
    return [start + timedelta(seconds=choose.randrange(days * 86400)) for _ in range(count)]


@pytest.mark.parametrize("sort", [Sort.NEWEST, Sort.OLDEST])
@pytest.mark.parametrize("days", [4, 30, 200, 900, 9_000, 90_000])
def test_bars_count_the_articles_of_their_periods(days: int, sort: Sort) -> None:
    numbers = numbers_of(*moments(500, days), sort=sort)
    result = histogram(build_listing(numbers, sort, BEIJING), 40)
    assert 3 <= len(result.counts) <= 40
    assert sum(result.counts) == 500
    expected = Counter(result.bar_of(number) for number in numbers)
    assert result.counts == tuple(expected[bar] for bar in range(len(result.counts)))
    assert len(result.bars()) == len(result.counts)


def test_monthly_bars_start_on_the_first_day() -> None:
    numbers = numbers_of(
        datetime(2022, 1, 31, 15, 59, tzinfo=UTC),
        datetime(2022, 1, 31, 16, 0, tzinfo=UTC),
        datetime(2022, 6, 1, tzinfo=UTC),
    )
    result = histogram(build_listing(numbers, Sort.NEWEST, BEIJING), 10)
    assert result.counts == (1, 1, 0, 0, 0, 1)
    assert (result.first, result.last) == ("2022-01", "2022-06")
    assert result.bars() == "██   █"


def test_undated_articles_are_skipped() -> None:
    dated = numbers_of(*(datetime(2022, 1, day, tzinfo=UTC) for day in (1, 2, 3)))
    numbers = dated + array("q", [-5, -6])
    assert histogram(build_listing(numbers, Sort.NEWEST, UTC), 10).counts == (1, 1, 1)
    ascending = array("q", [-6, -5]) + dated[::-1]
    assert histogram(build_listing(ascending, Sort.OLDEST, UTC), 10).counts == (1, 1, 1)
    alone = Listing(array("q", [-5]), Sort.NEWEST, UTC, Granularity.DAY, array("q", [0]))
    assert histogram(alone, 10) == Histogram()


@pytest.mark.parametrize("width", [0, 2])
def test_histogram_without_room_is_empty(width: int) -> None:
    listing = build_listing(numbers_of(*moments(50, 50)), Sort.NEWEST, UTC)
    assert histogram(listing, width) == Histogram()


def test_histogram_of_one_day_or_by_relevance_is_empty() -> None:
    assert histogram(build_listing(numbers_of(*moments(9, 1)), Sort.NEWEST, UTC), 40) == Histogram()
    best = build_listing(numbers_of(*moments(9, 90)), Sort.RELEVANCE, UTC)
    assert histogram(best, 40) == Histogram()


def test_histogram_of_a_million_rows_uses_binary_search() -> None:
    start = number_at(1_000_000_000)
    numbers = CountedNumbers(range(start + 1_000_000_000, start, -1000))
    listing = Listing(cast("array[int]", numbers), Sort.NEWEST, UTC)
    assert sum(histogram(listing, 60).counts) == len(numbers) == 1_000_000
    assert numbers.accesses < 5_000


@pytest.mark.parametrize("sort", [Sort.NEWEST, Sort.OLDEST])
def test_step_period_follows_time_in_both_sort_orders(sort: Sort) -> None:
    numbers = numbers_of(
        *(datetime(2022, 5, day, hour, tzinfo=UTC) for day in (1, 4, 9) for hour in (1, 2, 3)),
        sort=sort,
    )
    listing = build_listing(numbers, sort, UTC)
    middle = 4
    for step, day in ((-1, 1), (1, 9)):
        index = listing.step_period(middle, step)
        assert index is not None
        assert day_of(numbers[index], UTC) == date(2022, 5, day)
        assert index in listing.starts
    oldest, newest = (0, 8) if sort is Sort.OLDEST else (8, 0)
    assert listing.step_period(oldest, -1) is None
    assert listing.step_period(newest, 1) is None


@pytest.mark.parametrize(
    ("day", "first", "last", "expected"),
    [
        (
            date(2022, 5, 18),
            date(2019, 5, 19),
            date(2022, 5, 18),
            ["2022-05-18", "2021-05-18", "2020-05-18"],
        ),
        (
            date(2022, 5, 31),
            date(2022, 1, 1),
            date(2022, 6, 1),
            ["2022-05-31", "2022-03-31", "2022-01-31"],
        ),
        (date(2020, 2, 29), date(2015, 1, 1), date(2021, 1, 1), ["2020-02-29", "2016-02-29"]),
        (date(2022, 5, 18), date(2022, 5, 18), date(2022, 5, 18), ["2022-05-18"]),
    ],
)
def test_same_days_of_other_years_or_months(
    day: date, first: date, last: date, expected: list[str]
) -> None:
    assert [str(same) for same in same_days(day, first, last)] == expected
