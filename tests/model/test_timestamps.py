"""Dates without a time, and their day in every time zone."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta, timezone

import pytest

from finews_tui.model.timestamps import format_time, is_day, local_midnight

BEIJING = timezone(timedelta(hours=8))


def test_midnight_is_a_day() -> None:
    assert is_day(datetime(2022, 5, 18, tzinfo=BEIJING))
    assert not is_day(datetime(2022, 5, 18, 0, 0, 1, tzinfo=BEIJING))
    assert format_time(datetime(2022, 5, 18, tzinfo=BEIJING)) == "2022-05-18"
    assert format_time(datetime(2022, 5, 18, 7, 5, tzinfo=UTC)) == "2022-05-18 07:05"


@pytest.mark.parametrize("zone", ["UTC", "America/New_York", "Asia/Shanghai", "Pacific/Auckland"])
def test_local_midnight_is_on_the_publishers_day(
    zone: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TZ", zone)
    time.tzset()
    try:
        for offset in (-11, 0, 8, 14):
            published = datetime(2022, 5, 18, tzinfo=timezone(timedelta(hours=offset)))
            assert local_midnight(published).astimezone().date() == published.date()
    finally:
        monkeypatch.undo()
        time.tzset()


def test_first_day_of_calendar_has_a_midnight() -> None:
    first = datetime(1, 1, 1, tzinfo=BEIJING)
    assert local_midnight(first).year == 1
