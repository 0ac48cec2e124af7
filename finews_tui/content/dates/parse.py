"""One parser for the dates of front matter, file names and feeds."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo

from finews_tui.content.dates.components import (
    make_datetime,
    parse_zone,
    to_24_hours,
    with_fixed_offset,
)
from finews_tui.content.dates.free_form import parse_free_form_date

_DATE_LIMIT = 120
"""Characters; what is longer is no date."""
_KOREA = timezone(timedelta(hours=9))
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

# RFC 3339, ISO 8601, front matter, Chinese, Japanese and Korean dates.
_YEAR_FIRST = re.compile(
    r"""(?ix)
    (?P<year>\d{4}) (?: (?P<mark>[-/.]) 0?(?P<month>\d{1,2}) (?P=mark) 0?(?P<day>\d{1,2})
        | \s*[年년]\s*(?P<cmonth>\d{1,2})\s*[月월]\s*(?P<cday>\d{1,2})\s*[日일號号]? )
    (?: (?: [T\s,，]+ | (?<=[日일號号]) )
        (?P<half>上午|下午|中午|晚上|凌晨|오전|오후|午前|午後)?\s*
        (?P<hour>\d{1,2}) [:：时時시]\s* (?P<minute>\d{2})
        (?: [:：分분]\s* (?P<second>\d{2}) (?:[.,]\d+)? )? [分秒분초]?
        \s* (?P<after>[ap]\.?m\.?(?![a-z]))?
        \s* (?P<zone>[^\d\s].*)? )?
    """
)
_YEAR_MONTH = re.compile(r"(\d{4})(?:-(\d{2}))?")
# ISO 8601 of 1988 and what old weblogs made of it: a year of two digits, or none.
_SHORT_ISO = re.compile(r"-(\d{2})-?(\d{2})|(\d{2})-(\d{2})-(\d{2})")
_COMMENT = re.compile(r"\s+#.*$", re.DOTALL)
_NAME_DATE = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?!\d)")
_NAME_COMPACT = re.compile(r"(?<!\d)((?:19|20)\d{2})(\d{2})(\d{2})(?:\d{10})?(?!\d)")


def parse_date(value: object, zone: tzinfo) -> datetime | None:
    """An aware time in the publisher's own offset (`zone` where none is said), or None.

    Takes text, dates, times, and Unix seconds or milliseconds. What comes back can be turned into
    UTC and printed, whatever year it is in.
    """
    if isinstance(value, str):
        return _of_text(value, zone)
    if isinstance(value, datetime):
        return with_fixed_offset(value, zone)
    if isinstance(value, date):
        return make_datetime((value.year, value.month, value.day), (0, 0, 0), zone)
    if isinstance(value, int | float) and not isinstance(value, bool):
        return _of_number(value, zone)
    return None


def date_from_file_name(stem: str, zone: tzinfo) -> datetime | None:
    """Midnight of the day that a file name begins with, or that its long digits hold."""
    match = _NAME_DATE.match(stem) or _NAME_COMPACT.search(stem)
    if match is None:
        return None
    return make_datetime((int(match[1]), int(match[2]), int(match[3])), (0, 0, 0), zone)


def _of_text(value: str, zone: tzinfo) -> datetime | None:
    text = value.strip()
    if len(text) > _DATE_LIMIT:
        return None
    if "#" in text:
        text = _COMMENT.sub("", text)
    match = _YEAR_FIRST.fullmatch(text)
    if match is not None:
        return _of_year_first(match, zone)
    if text.isascii() and text.isdigit():
        return _of_digits(text, zone)
    match = _YEAR_MONTH.fullmatch(text)
    if match is not None:
        return make_datetime((int(match[1]), int(match[2] or 1), 1), (0, 0, 0), zone)
    match = _SHORT_ISO.fullmatch(text)
    if match is not None:
        short_year, month, *whole = match.groups()
        if short_year:
            return make_datetime((2000 + int(short_year), int(month), 1), (0, 0, 0), zone)
        return make_datetime((2000 + int(whole[0]), int(whole[1]), int(whole[2])), (0, 0, 0), zone)
    return parse_free_form_date(text, zone) if text else None


def _of_year_first(match: re.Match[str], zone: tzinfo) -> datetime | None:
    year, _, month, day, chinese_month, chinese_day, half, hour, minute, second, after, where = (
        match.groups()
    )
    ymd = (int(year), int(month or chinese_month), int(day or chinese_day))
    if hour is None:
        return make_datetime(ymd, (0, 0, 0), zone)
    place: tzinfo | None = zone
    if where:
        place = parse_zone(where, zone)
    elif half in ("오전", "오후") or "년" in match.string:
        place = _KOREA
    whole_hour = to_24_hours(int(hour), half or after or "")
    if place is None or whole_hour is None:
        return None
    return make_datetime(ymd, (whole_hour, int(minute), int(second or 0)), place)


def _of_number(value: float, zone: tzinfo) -> datetime | None:
    if isinstance(value, int) and 1 <= value < 10**14:
        return _of_digits(str(value), zone)
    return _of_seconds(value)


def _of_digits(digits: str, zone: tzinfo) -> datetime | None:
    """20220518, 20220518152952, a Unix time, or ISO's bare year and day of the year."""
    number = int(digits) if len(digits) <= 20 else None
    midnight = (0, 0, 0)
    match len(digits):
        case 4:
            return make_datetime((int(digits), 1, 1), midnight, zone)
        case 5 if digits[0] == "0" and 1 <= int(digits[2:]) <= 366:
            day_of_year = timedelta(days=int(digits[2:]) - 1)
            start = datetime(2000 + int(digits[:2]), 1, 1, tzinfo=zone)
            return with_fixed_offset(start + day_of_year, zone)
        case 6:
            ymd = (2000 + int(digits[:2]), int(digits[2:4]), int(digits[4:]))
            return make_datetime(ymd, midnight, zone)
        case 8 | 12 | 14:
            ymd = (int(digits[:4]), int(digits[4:6]), int(digits[6:8]))
            time = (int(digits[8:10] or 0), int(digits[10:12] or 0), int(digits[12:] or 0))
            return make_datetime(ymd, time, zone) if ymd[0] >= 1900 else None
        case length if length >= 9 and number is not None:
            return _of_seconds(number)
    return None


def _of_seconds(value: float) -> datetime | None:
    # Ten digits are seconds until the year 2286, thirteen are milliseconds, sixteen microseconds.
    for limit in (10**11, 10**14, 10**17):
        if abs(value) < limit:
            try:
                return _EPOCH + timedelta(seconds=value * 10**11 / limit)
            except (OverflowError, ValueError):
                return None
    return None
