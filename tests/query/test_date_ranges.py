"""Dates and ages in queries: parsing, formatting, conversion to Unix seconds."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from finews_tui.query.ast import (
    CalendarPeriod,
    DateOperator,
    Newer,
    Older,
    Period,
    Published,
    RelativePeriod,
    TimeUnit,
    Weekday,
)
from finews_tui.query.date_ranges import parse_age, parse_period, time_bounds
from finews_tui.query.query import parse

BEIJING = timezone(timedelta(hours=8))
NOW = datetime(2022, 5, 18, 15, 29, 52, tzinfo=BEIJING)  # a Wednesday


@pytest.mark.parametrize(
    ("value", "period", "text"),
    [
        ("2022", CalendarPeriod(2022), "2022"),
        ("2022年", CalendarPeriod(2022), "2022"),
        ("2022-05", CalendarPeriod(2022, 5), "2022-05"),
        ("2022/5", CalendarPeriod(2022, 5), "2022-05"),
        ("202205", CalendarPeriod(2022, 5), "2022-05"),
        ("2022年5月", CalendarPeriod(2022, 5), "2022-05"),
        ("May 2022", CalendarPeriod(2022, 5), "2022-05"),
        ("2022-05-18", CalendarPeriod(2022, 5, 18), "2022-05-18"),
        ("2022.5.18", CalendarPeriod(2022, 5, 18), "2022-05-18"),
        ("20220518", CalendarPeriod(2022, 5, 18), "2022-05-18"),
        ("2022年5月18日", CalendarPeriod(2022, 5, 18), "2022-05-18"),
        ("18 May 2022", CalendarPeriod(2022, 5, 18), "2022-05-18"),
        ("May 18, 2022", CalendarPeriod(2022, 5, 18), "2022-05-18"),
        ("5月18日", CalendarPeriod(None, 5, 18), "05-18"),
        ("5-18", CalendarPeriod(None, 5, 18), "05-18"),
        ("18 May", CalendarPeriod(None, 5, 18), "05-18"),
        ("5月", CalendarPeriod(None, 5), '"may"'),
        ("may", CalendarPeriod(None, 5), '"may"'),
        ("Sept", None, ""),
        ("02-29", CalendarPeriod(None, 2, 29), "02-29"),
        ("today", RelativePeriod(TimeUnit.DAY, 0), "today"),
        ("今天", RelativePeriod(TimeUnit.DAY, 0), "today"),
        ("Yesterday", RelativePeriod(TimeUnit.DAY, 1), "yesterday"),
        ("前天", RelativePeriod(TimeUnit.DAY, 2), "2 days ago"),
        ("this week", RelativePeriod(TimeUnit.WEEK, 0), "this week"),
        ("last-week", RelativePeriod(TimeUnit.WEEK, 1), "last week"),
        ("上周", RelativePeriod(TimeUnit.WEEK, 1), "last week"),
        ("last month", RelativePeriod(TimeUnit.MONTH, 1), "last month"),
        ("去年", RelativePeriod(TimeUnit.YEAR, 1), "last year"),
        ("3 weeks ago", RelativePeriod(TimeUnit.WEEK, 3), "3 weeks ago"),
        ("3个月前", RelativePeriod(TimeUnit.MONTH, 3), "3 months ago"),
        ("3天前", RelativePeriod(TimeUnit.DAY, 3), "3 days ago"),
        ("wed", Weekday(2), "wednesday"),
        ("周日", Weekday(6), "sunday"),
        ("星期天", Weekday(6), "sunday"),
        ("2023-02-29", None, ""),
        ("2022-13", None, ""),
        ("0000", None, ""),
        ("22-05-18", None, ""),
        ("2022-05-1８", None, ""),
        ("3 hours ago", None, ""),
        ("", None, ""),
    ],
)
def test_parse_period(value: str, period: Period | None, text: str) -> None:
    assert parse_period(value) == period
    if period is not None:
        query = parse(f'date:"{value}"')
        assert query.text == f"date:{text}"
        assert parse(query.text) == query


@pytest.mark.parametrize(
    ("value", "age"),
    [
        ("3d", (3, TimeUnit.DAY)),
        ("12 hours", (12, TimeUnit.HOUR)),
        ("2weeks", (2, TimeUnit.WEEK)),
        ("1month", (1, TimeUnit.MONTH)),
        ("3个月", (3, TimeUnit.MONTH)),
        ("5天", (5, TimeUnit.DAY)),
        ("1y", (1, TimeUnit.YEAR)),
        ("3", None),
        ("d", None),
        ("-3d", None),
        ("3 moons", None),
        ("12345d", None),
    ],
)
def test_parse_age(value: str, age: tuple[int, TimeUnit] | None) -> None:
    assert parse_age(value) == age


def _local(year: int, month: int = 1, day: int = 1, hour: int = 0, minute: int = 0) -> int:
    return int(datetime(year, month, day, hour, minute, tzinfo=BEIJING).timestamp())


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("date:2022", _local(2022), _local(2023)),
        ("date:2022-05", _local(2022, 5), _local(2022, 6)),
        ("date:2021-12", _local(2021, 12), _local(2022)),
        ("date:2022-05-18", _local(2022, 5, 18), _local(2022, 5, 19)),
        ("date:2021-12-31", _local(2021, 12, 31), _local(2022)),
        ("date:05-18", _local(2022, 5, 18), _local(2022, 5, 19)),
        ("date:05-19", _local(2021, 5, 19), _local(2021, 5, 20)),
        ("date:02-29", _local(2020, 2, 29), _local(2020, 3, 1)),
        ("date:may", _local(2022, 5), _local(2022, 6)),
        ("date:june", _local(2021, 6), _local(2021, 7)),
        ("date:today", _local(2022, 5, 18), _local(2022, 5, 19)),
        ("date:yesterday", _local(2022, 5, 17), _local(2022, 5, 18)),
        ("date:this week", _local(2022, 5, 16), _local(2022, 5, 23)),
        ("date:last week", _local(2022, 5, 9), _local(2022, 5, 16)),
        ("date:3 weeks ago", _local(2022, 4, 25), _local(2022, 5, 2)),
        ("date:last month", _local(2022, 4), _local(2022, 5)),
        ("date:6 months ago", _local(2021, 11), _local(2021, 12)),
        ("date:this year", _local(2022), _local(2023)),
        ("date:last year", _local(2021), _local(2022)),
        ("date:wednesday", _local(2022, 5, 18), _local(2022, 5, 19)),
        ("date:thursday", _local(2022, 5, 12), _local(2022, 5, 13)),
        ("after:2022-05-01", _local(2022, 5), None),
        ("after:2022-05", _local(2022, 5), None),
        ("before:2022-06-01", None, _local(2022, 6)),
        ("before:today", None, _local(2022, 5, 18)),
        ("newer:3h", int(NOW.timestamp()) - 3 * 3600, None),
        ("newer:3d", int(NOW.timestamp()) - 3 * 86400, None),
        ("older:2w", None, int(NOW.timestamp()) - 14 * 86400),
        ("date:9999", _local(9999), None),
        ("date:9999-12-31", _local(9999, 12, 31), None),
        ("before:0001", None, _local(1)),
        ("newer:9999y", _local(1, 1, 18, 15, 29) + 52, None),
        ("date:999 years ago", _local(1023), _local(1024)),
    ],
)
def test_time_bounds(text: str, start: int | None, end: int | None) -> None:
    node = parse(text).root
    assert isinstance(node, Published | Newer | Older)
    assert time_bounds(node, NOW) == (start, end)


@pytest.mark.parametrize(
    ("now", "months", "expected"),
    [
        (datetime(2022, 3, 31, 12, tzinfo=UTC), 1, datetime(2022, 2, 28, 12, tzinfo=UTC)),
        (datetime(2022, 1, 31, 12, tzinfo=UTC), 2, datetime(2021, 11, 30, 12, tzinfo=UTC)),
        (datetime(2024, 2, 29, 12, tzinfo=UTC), 12, datetime(2023, 2, 28, 12, tzinfo=UTC)),
    ],
)
def test_month_subtraction_clamps_day(now: datetime, months: int, expected: datetime) -> None:
    assert time_bounds(Newer(months, TimeUnit.MONTH), now) == (int(expected.timestamp()), None)


def test_days_start_at_local_midnight_across_dst() -> None:
    now = datetime(2022, 3, 30, 12, tzinfo=ZoneInfo("Europe/Berlin"))
    start, end = time_bounds(Published(DateOperator.DURING, CalendarPeriod(2022, 3, 27)), now)
    assert start == int(datetime(2022, 3, 26, 23, tzinfo=UTC).timestamp())
    assert end == int(datetime(2022, 3, 27, 22, tzinfo=UTC).timestamp())


AGES = st.builds(
    lambda kind, n, unit: kind(n, unit),
    st.sampled_from([Newer, Older]),
    st.integers(0, 9999),
    st.sampled_from(TimeUnit),
)
PERIODS = st.one_of(
    st.dates().map(lambda d: CalendarPeriod(d.year, d.month, d.day)),
    st.dates().map(lambda d: CalendarPeriod(None, d.month, d.day)),
    st.integers(1, 9999).map(CalendarPeriod),
    st.integers(1, 12).map(lambda month: CalendarPeriod(None, month)),
    st.integers(0, 6).map(Weekday),
    st.builds(
        RelativePeriod,
        st.sampled_from([TimeUnit.DAY, TimeUnit.WEEK, TimeUnit.MONTH, TimeUnit.YEAR]),
        st.integers(0, 9999),
    ),
)
MOMENTS = st.datetimes(timezones=st.sampled_from([UTC, BEIJING, timezone(timedelta(hours=-11))]))


@given(st.one_of(AGES, st.builds(Published, st.sampled_from(DateOperator), PERIODS)), MOMENTS)
def test_any_date_and_time_has_bounds(node: Published | Newer | Older, now: datetime) -> None:
    start, end = time_bounds(node, now)
    assert start is not None or end is not None
    assert start is None or end is None or start < end
