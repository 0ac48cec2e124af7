"""Forms of dates that people, generators and servers write, and texts that are not dates."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from finews_tui.content.dates.parse import parse_date

# Each is 10:00 in UTC on 7 June 2025, a Saturday.
MORNING = [
    # Go: time.Time.String()
    "2025-06-07 18:00:00 +0800 CST",
    "2025-06-07 18:00:00.25 +0800 CST",
    "2025-06-07 18:00:00.123456789 +0800 CST m=+0.004217",
    "2025-06-07 18:00:00 +0800 +0800",
    "2025-06-07 13:00:00 +0300 +03",
    "2025-06-07 10:00:00 +0000 UTC",
    "2025-06-07 05:00:00 -0500 EST",
    # RFC 822 with Chinese, Japanese and Korean names
    "周六, 07 6月 2025 18:00:00 +0800",
    "星期六, 07 六月 2025 18:00:00 +0800",
    "礼拜六, 7 六月 2025 18:00:00 +0800",
    "週六, 07 6月 2025 18:00:00 +0800",
    "六, 07  6月 2025 18:00:00 +0800",
    "Sat, 07 六月 2025 18:00:00 +0800",
    "星期六, 07-6月-2025 18:00:00 +0800",
    "土, 07 6月 2025 19:00:00 +0900",
    "土 6月  7 19:00:00 JST 2025",
    "토, 07 6월 2025 19:00:00 +0900",
    "2025年 06月 07日 星期六 18:00:00 CST",
    "2025年06月07日 星期六 18时00分00秒 +0800",
    "星期六 六月 7 18:00:00 CST 2025",
    "６月７日 2025 １８:００ +0800",
    # offsets
    "Sat, 7 Jun 2025 18:00:00 GMT+8",
    "Sat, 7 Jun 2025 18:00:00 GMT+08:00",
    "Sat, 7 Jun 2025 18:00:00 UTC+8",
    "Sat, 7 Jun 2025 18:00:00 UTC +0800",
    "Sat, 7 Jun 2025 18:00:00 GMT +0800",
    "Sat, 7 Jun 2025 18:00:00 +8",
    "Sat, 7 Jun 2025 18:00:00 +08",
    "Sat, 7 Jun 2025 18:00:00 +800",
    "Sat, 7 Jun 2025 18:00:00 +08:00",
    "Sat, 7 Jun 2025 18:00:00 +8:00",
    "Sat, 7 Jun 2025 18:00:00 +0800 (CST)",
    "Sat, 7 Jun 2025 18:00:00 0800",
    "Sat, 7 Jun 2025 18:00:00 &#43;0800",
    "Sat, 7 Jun 2025 05:00:00 -5",
    "Sat, 7 Jun 2025 05:00:00 −0500",
    "Sat Jun 07 2025 18:00:00 GMT+0800 (中国标准时间)",
    "2025-06-07T18:00:00 08:00",
    "2025-06-07T18:00:00 0800",
    "2025-06-07T18:00:00.000 08:00",
    "2025-06-07T18:00:00%2B08:00",
    "2025-06-07T18:00:00+0800",
    "2025-06-07T18:00:00+8",
    "2025-06-07T18:00+08:00",
    "2025-06-07T18:00:00GMT+8",
    "2025-06-07 18:00 北京时间",
    "2025年6月7日 18:00（北京时间）",
    "2025-06-07T18:00+08:00[Asia/Shanghai]",
    "2025-06-07T18:00[Asia/Shanghai]",
    "2025-06-07 18:00:00 Asia/Shanghai",
    "7 Jun 2025 18:00 Etc/GMT-8",
    # compact and loose forms of ISO 8601
    "20250607T100000Z",
    "20250607T100000.000Z",
    "20250607T1000Z",
    "20250607T180000+0800",
    "20250607T180000 +08:00",
    "20250607 100000",
    "20250607T10:00:00Z",
    "2025-6-7 10:0:0",
    "2025-6-7T10:0",
    "2025/6/7 10:0:0",
    "2025.6.7 10:00",
    "2025. 6. 7. 10:00",
    "2025-06-07, 10:00",
    "2025-06-07 - 10:00",
    "2025-06-07_10:00",
    "Saturday, 2025-06-07 10:00",
    "2025-06-07 (Sat) 10:00:00",
    "2025-06-07 Sat 10:00:00",
    "10:00 2025-06-07",
    "Sat, 7 Jun 2025 10:0:0 GMT",
    # Chinese, Japanese and Korean
    "2025年6月7日（土） 10:00",
    "2025年6月7日(土)10:00",
    "2025年6月7日（土曜日） 10:00",
    "2025年6月7日 土曜日 10時00分",
    "2025年6月7日 星期六 10:00",
    "2025年6月7日（星期六）上午10:00",
    "2025年6月7日周六10点00分",
    "2025年6月7日10时",
    "二〇二五年六月七日 10:00",
    "２０２５年６月７日　１０：００",
    "令和7年6月7日 10:00",
    "民國114年6月7日 10:00",
    "2025년 6월 7일 토요일 오후 7:00",
    "2025년 6월 7일 (토) 19:00",
    "2025-06-07 上午 10:00",
    "2025-06-07 早上10:00",
]
# Each is midnight of 7 June 2025.
DAYS = [
    "2025年6月7日",
    "2025年6月7日（土）",
    "2025年6月7日 星期六",
    "2025-6-7",
    "2025.06.07",
    "2025. 6. 7.",
    "二〇二五年六月七日",
    "07 六月 2025",
    "6月7日, 2025",
    "星期六, 2025/6/7",
    "2025-W23-6",
]
# The time is read in the default zone.
UNKNOWN_ZONES = [
    "Sat, 7 Jun 2025 10:00:00 XYZT",
    "Sat, 7 Jun 2025 10:00:00 Mars Standard Time",
    "Sat, 7 Jun 2025 10:00:00 Uhr",
    "Sat, 7 Jun 2025 10:00:00 +9900",
    "Sat, 7 Jun 2025 10:00:00 GMT+99",
    "Sat, 7 Jun 2025 10:00:00 Atlantis/Capital",
    "2025-06-07T10:00:00+99:99",
    "2025-06-07T10:00:00 LOCAL",
    "2025-06-07 10:00:00 (unknown)",
    "2025-06-07 10:00:00 +0860",
    "2025-06-07T10:00:00+--:--",
    "20250607T100000 NOWHERE",
    "2025年6月7日 10:00 某地时间",
]
NOT_DATES = [
    "",
    "Tuesday",
    "星期二",
    "周二",
    "3月",
    "六月",
    "6月7日",
    "14:30",
    "下午3:00",
    "yesterday",
    "昨天 14:30",
    "3小时前",
    "2 days ago",
    "第3期",
    "2024年度报告",
    "2024年3月5日会议纪要",
    "13/13/2024",
    "2024-13-05",
    "2024年13月5日",
    "2024-02-30",
    "二月三十日",
    "5:99",
    "1.2.3",
    "192.168.1.1",
    "v2.10",
    "+0800",
    "GMT+8",
    "Spring 2024",
    "Mar-a-Lago 2024",
    "20241399T000000Z",
    "2024-W60-1",
    "2024-03-05 25:00",
    "13800138000",
    "600519.SH",
    "$5 and $10",
    "2024-2025",
    "not yet published",
]
PLACEHOLDERS = [
    "0001-01-01T00:00:00Z",
    "0001-01-01T00:00:00",
    "0001-01-01 00:00:00 +0000 UTC",
    "Mon, 01 Jan 0001 00:00:00 GMT",
    "Mon, 01 Jan 0001 00:00:00 +0000",
    "0001-01-01T08:05:43+08:05",
    "1970-01-01T00:00:00Z",
    "Thu, 01 Jan 1970 00:00:00 GMT",
    "1970-01-01T08:00:00+08:00",
    "1970-01-01 08:00:00",
    "1970-01-01",
    "Wed, 31 Dec 1969 19:00:00 -0500",
    "Wed, 31 Dec 1969 23:59:59 +0000",
    "1970年1月1日",
    "1900-01-01T00:00:00Z",
    "1900-01-01",
    "1899-12-30T00:00:00",
    "1601-01-01T00:00:00Z",
    "9999-12-31T23:59:59.9999999",
    "0000-00-00 00:00:00",
    "-0001-11-30T00:00:00+00:00",
    "0",
    0,
    0.0,
    -1,
]
REAL_OLD_DATES = [
    ("1970-01-02", "1970-01-02T00:00:00+00:00"),
    ("1970-01-01T12:34:56Z", "1970-01-01T12:34:56+00:00"),
    ("1969-07-20T20:17:40Z", "1969-07-20T20:17:40+00:00"),
    ("1900-01-02", "1900-01-02T00:00:00+00:00"),
    ("1949年10月1日", "1949-10-01T00:00:00+00:00"),
    ("Sun, 06 Nov 1994 08:49:37 GMT", "1994-11-06T08:49:37+00:00"),
]


@pytest.mark.parametrize("text", MORNING)
def test_parse_date_reads_form(text: str) -> None:
    parsed = parse_date(text, UTC)
    assert parsed is not None
    assert parsed.astimezone(UTC).replace(microsecond=0) == datetime(2025, 6, 7, 10, tzinfo=UTC)


@pytest.mark.parametrize("text", DAYS)
def test_parse_date_reads_form_of_day(text: str) -> None:
    assert parse_date(text, UTC) == datetime(2025, 6, 7, tzinfo=UTC)


@pytest.mark.parametrize("text", UNKNOWN_ZONES)
def test_unreadable_zone_does_not_lose_the_day(text: str) -> None:
    assert parse_date(text, UTC) == datetime(2025, 6, 7, 10, tzinfo=UTC)


@pytest.mark.parametrize("text", NOT_DATES)
def test_parse_date_returns_none_for_other_text(text: str) -> None:
    assert parse_date(text, UTC) is None


@pytest.mark.parametrize("value", PLACEHOLDERS)
def test_parse_date_returns_none_for_placeholder(value: object) -> None:
    assert parse_date(value, UTC) is None


@pytest.mark.parametrize(("text", "iso"), REAL_OLD_DATES)
def test_parse_date_reads_old_date(text: str, iso: str) -> None:
    parsed = parse_date(text, UTC)
    assert parsed is not None
    assert parsed.isoformat() == iso


def test_cst_is_american_without_chinese_words() -> None:
    parsed = parse_date("Sat, 7 Jun 2025 04:00:00 CST", UTC)
    assert parsed == datetime(2025, 6, 7, 10, tzinfo=UTC)
