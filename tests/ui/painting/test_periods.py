"""Division of a list into days and months."""

from __future__ import annotations

from array import array
from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from finews_tui.i18n.catalog import CHINESE, LANGUAGE_VARIABLE
from finews_tui.ui.painting.periods import (
    Granularity,
    period_label,
    period_starts,
    time_in_period,
)
from tests.ui.article_numbers import BEIJING, newest_first, number_on


def test_days_start_at_midnight_in_the_time_zone() -> None:
    numbers = newest_first(
        number_on(2024, 3, 2, 1),
        number_on(2024, 3, 1, 23),
        number_on(2024, 3, 1, 15),
        number_on(2024, 2, 29, 17),
    )
    assert list(period_starts(numbers, UTC, Granularity.DAY)) == [0, 1, 3]
    assert list(period_starts(numbers, BEIJING, Granularity.DAY)) == [0, 2]
    assert list(period_starts(numbers, UTC, Granularity.MONTH)) == [0, 3]


def test_undated_articles_form_one_period_at_the_end() -> None:
    numbers = array("q", [number_on(2024, 3, 2), -5, -6, -7])
    assert list(period_starts(numbers, UTC, Granularity.DAY)) == [0, 1]
    ascending = array("q", reversed(numbers))
    assert list(period_starts(ascending, UTC, Granularity.DAY, is_ascending=True)) == [0, 3]


def test_periods_of_an_ascending_listing() -> None:
    numbers = array(
        "q", [number_on(2024, 2, 28, 9), number_on(2024, 2, 28, 23), number_on(2024, 3, 1, 0)]
    )
    assert list(period_starts(numbers, UTC, Granularity.DAY, is_ascending=True)) == [0, 2]
    assert list(period_starts(numbers, UTC, Granularity.MONTH, is_ascending=True)) == [0, 2]


def test_first_and_last_year_of_the_calendar_have_periods() -> None:
    numbers = array("q", [number_on(9999, 12, 31, 23), number_on(1, 1, 1, 0)])
    for zone in (UTC, BEIJING, timezone(timedelta(hours=-8))):
        for granularity in (Granularity.DAY, Granularity.MONTH):
            assert next(iter(period_starts(numbers, zone, granularity))) == 0
            ascending = array("q", reversed(numbers))
            starts = period_starts(ascending, zone, granularity, is_ascending=True)
            assert next(iter(starts)) == 0


@pytest.mark.parametrize(
    ("day", "granularity", "label"),
    [
        (date(2022, 5, 18), Granularity.DAY, "Wednesday 18 May 2022"),
        (date(2024, 3, 2), Granularity.DAY, "Today · Saturday 2 March 2024"),
        (date(2024, 3, 1), Granularity.DAY, "Yesterday · Friday 1 March 2024"),
        (date(2022, 5, 18), Granularity.MONTH, "May 2022"),
        (None, Granularity.DAY, "Undated"),
    ],
)
def test_period_label(day: date | None, granularity: Granularity, label: str) -> None:
    assert period_label(day, granularity, date(2024, 3, 2)) == label


def test_time_in_period_is_time_of_day_or_day_of_month() -> None:
    moment = int(datetime(2022, 5, 18, 7, 29, tzinfo=UTC).timestamp())
    assert time_in_period(moment, Granularity.DAY, BEIJING) == "15:29"
    assert time_in_period(moment, Granularity.MONTH, BEIJING) == "Wed 18"


def test_period_labels_in_chinese(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(LANGUAGE_VARIABLE, CHINESE)
    day = date(2022, 5, 18)
    assert period_label(day, Granularity.DAY) == "2022年5月18日 星期三"
    assert period_label(day, Granularity.DAY, day) == "今天 · 2022年5月18日 星期三"
    assert period_label(day, Granularity.MONTH) == "2022年5月"
    moment = int(datetime(2022, 5, 18, 7, 29, tzinfo=UTC).timestamp())
    assert time_in_period(moment, Granularity.MONTH, BEIJING) == "周三 18"
