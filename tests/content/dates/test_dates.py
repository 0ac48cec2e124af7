"""Date parsing: front matter, file names and feeds."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from finews_tui.content.dates.parse import date_from_file_name, parse_date
from tests.paths import SHARED

SHANGHAI = ZoneInfo("Asia/Shanghai")
CORPUS = SHARED / "corpus" / "feeds" / "dates.json"
# feedparser rejects dates with an unreadable zone; here they keep their day.
READ_DESPITE_ZONE = {"2013-01-28T11:30:00-06:00Textra", "2013-01-28T09:00:00+00:xx"}


@pytest.mark.parametrize(
    ("value", "iso"),
    [
        ("2022-05-18 15:29:52 +0800", "2022-05-18T15:29:52+08:00"),
        ("2022-05-18 15:29:52", "2022-05-18T15:29:52+08:00"),
        ("2022-05-18 15:29:52.123456789 +0000", "2022-05-18T15:29:52+00:00"),
        ("2022-05-18", "2022-05-18T00:00:00+08:00"),
        ("2022-5-8 5:09", "2022-05-08T05:09:00+08:00"),
        ("2021/04/13 20:28:00", "2021-04-13T20:28:00+08:00"),
        ("2011-10-31 16:25", "2011-10-31T16:25:00+08:00"),
        ("2021-01-07\t", "2021-01-07T00:00:00+08:00"),
        ("2021-01-07 #the day it was", "2021-01-07T00:00:00+08:00"),
        ("2016-03-18 13:50:00 -5", "2016-03-18T13:50:00-05:00"),
        ("2022-05-18T15:29:52Z", "2022-05-18T15:29:52+00:00"),
        ("2022-05-18 15:29:52 CST", "2022-05-18T15:29:52+08:00"),
        ("2022年5月18日 下午3:29", "2022-05-18T15:29:00+08:00"),
        ("2022年5月18日", "2022-05-18T00:00:00+08:00"),
        ("Wed, 18 May 2022 15:29:52 GMT", "2022-05-18T15:29:52+00:00"),
        ("18 May 2022", "2022-05-18T00:00:00+08:00"),
        ("May 18, 2022", "2022-05-18T00:00:00+08:00"),
        ("20220518152952", "2022-05-18T15:29:52+08:00"),
        (20220518, "2022-05-18T00:00:00+08:00"),
        (1770000000, "2026-02-02T02:40:00+00:00"),
        (1770000000.5, "2026-02-02T02:40:00.500000+00:00"),
        ("1770000000123", "2026-02-02T02:40:00.123000+00:00"),
        (date(2022, 5, 18), "2022-05-18T00:00:00+08:00"),
        (datetime(2022, 5, 18, 15, 29), "2022-05-18T15:29:00+08:00"),  # noqa: DTZ001
        (datetime(2022, 5, 18, 15, 29, tzinfo=UTC), "2022-05-18T15:29:00+00:00"),
        ("2016-12-31 23:59:60", "2017-01-01T00:00:00+08:00"),
        ("2022-05-18 24:00:00", "2022-05-19T00:00:00+08:00"),
        ("9998-12-31 23:59:59 -14:00", "9998-12-31T23:59:59-14:00"),
        ("1900-01-01 12:00", "1900-01-01T12:00:17+08:06"),
    ],
)
def test_parse_date_reads_format(value: object, iso: str) -> None:
    parsed = parse_date(value, SHANGHAI)
    assert parsed is not None
    assert parsed.isoformat() == iso


@pytest.mark.parametrize(
    "value",
    ["", " ", "+0800", "next tuesday", "2024-13-45", "2022-02-30",
     "99999999999999999999", 10**30, float("nan"), float("inf"), True, None, [], ["2024-01-01"],
     {"a": 1}, "x" * 10_000, "1" * 5000, "2013-01-27-01"],
)  # fmt: skip
def test_parse_date_returns_none_for_invalid_date(value: object) -> None:
    assert parse_date(value, SHANGHAI) is None


def test_parse_date_reads_hour_skipped_by_summer_time() -> None:
    parsed = parse_date("2026-03-29 02:30:00", ZoneInfo("Europe/Berlin"))
    assert parsed is not None
    assert parsed.astimezone(UTC) == datetime(2026, 3, 29, 1, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("stem", "day"),
    [
        ("2022-05-18-NW202205182383543817", "2022-05-18"),
        ("2021-12-01-init", "2021-12-01"),
        ("2021-12-01", "2021-12-01"),
        ("-202205262391921712", "2022-05-26"),
        ("NW202205262391921712", "2022-05-26"),
        ("20220526-notes", "2022-05-26"),
    ],
)
def test_date_from_file_name_reads_date(stem: str, day: str) -> None:
    parsed = date_from_file_name(stem, SHANGHAI)
    assert parsed is not None
    assert parsed.isoformat() == f"{day}T00:00:00+08:00"


@pytest.mark.parametrize(
    "stem", ["readme", "", "2021-13-01-x", "202299992391921712", "1-2-3", "123456"]
)
def test_date_from_file_name_returns_none_without_date(stem: str) -> None:
    assert date_from_file_name(stem, SHANGHAI) is None


ZONES = st.sampled_from(
    [
        UTC,
        SHANGHAI,
        ZoneInfo("America/New_York"),
        timezone(timedelta(hours=14)),
        ZoneInfo("Asia/Kathmandu"),
    ]
)


@given(
    st.one_of(
        st.text(), st.integers(), st.floats(), st.dates(), st.datetimes(),
        st.datetimes(timezones=ZONES),
        st.from_regex(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d)?( ?[+-]\d\d:?\d\d)?", fullmatch=True),
        st.text("0123456789-/:., +TZamp年月日", max_size=30),
    ),
    ZONES,
)  # fmt: skip
def test_parsed_date_is_aware_and_convertible(value: object, zone: ZoneInfo) -> None:
    parsed = parse_date(value, zone)
    if parsed is not None:
        assert parsed.tzinfo is not None
        parsed.astimezone(UTC)
        parsed.timestamp()
        parsed.isoformat()


def _corpus_cases() -> list[dict[str, object]]:
    if not CORPUS.exists():
        return []
    cases: list[dict[str, object]] = json.loads(CORPUS.read_text("utf-8"))
    return cases


@pytest.mark.skipif(not CORPUS.exists(), reason="no corpus of dates")
def test_parse_date_reads_dates_of_feed_corpus() -> None:
    wrong = []
    for case in _corpus_cases():
        parsed = parse_date(case["input"], UTC)
        if "utc" not in case:
            is_right = parsed is not None
        elif case["utc"] is None:
            is_right = (parsed is not None) is (case["input"] in READ_DESPITE_ZONE)
        else:
            expected = datetime.fromisoformat(str(case["utc"]))
            is_right = parsed is not None and parsed.replace(microsecond=0) == expected
        if not is_right:
            wrong.append((case, parsed))
    assert not wrong
