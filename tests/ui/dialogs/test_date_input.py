"""Parsing of free-form dates."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from finews_tui.ui.dialogs.date_input import parse_time_range


@pytest.mark.parametrize(
    ("text", "first_day"),
    [
        ("2022-05-18", date(2022, 5, 18)),
        ("5月18日", date(2023, 5, 18)),
        ("yesterday", date(2024, 3, 1)),
        ("2022-05", date(2022, 5, 1)),
    ],
)
def test_parse_time_range(text: str, first_day: date) -> None:
    time_range = parse_time_range(text, datetime(2024, 3, 2, 12, tzinfo=UTC))
    assert time_range is not None
    assert time_range[0] == int(datetime.combine(first_day, datetime.min.time(), UTC).timestamp())


@pytest.mark.parametrize(
    ("text", "first_day"),
    [
        ("5月18日", date(2022, 5, 18)),
        ("18 May", date(2022, 5, 18)),
        ("6月", date(2021, 6, 1)),
        ("2023-05-18", date(2023, 5, 18)),
        ("yesterday", date(2024, 3, 1)),
    ],
)
def test_date_without_year_is_relative_to_newest_article(text: str, first_day: date) -> None:
    now, newest = datetime(2024, 3, 2, 12, tzinfo=UTC), datetime(2022, 5, 30, 14, tzinfo=UTC)
    time_range = parse_time_range(text, now, newest)
    assert time_range is not None
    assert time_range[0] == int(datetime.combine(first_day, datetime.min.time(), UTC).timestamp())


@pytest.mark.parametrize("text", ["", "fog", "2022-13-40", "2022-05-18 fog", "3d"])
def test_invalid_date_returns_none(text: str) -> None:
    assert parse_time_range(text, datetime(2024, 3, 2, tzinfo=UTC)) is None
