"""Parse dates in front matter, file names and feeds."""

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

_MAX_LENGTH = 120
_KOREA = timezone(timedelta(hours=9))
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

# RFC 3339, ISO 8601, front matter, Chinese, Japanese and Korean dates.
_YEAR_FIRST = re.compile(
    r"""(?ix)
    (?P<year>\d{4}) (?: (?P<separator>[-/.]) 0?(?P<month>\d{1,2}) (?P=separator) 0?(?P<day>\d{1,2})
        | \s*[年년]\s*(?P<cjk_month>\d{1,2})\s*[月월]\s*(?P<cjk_day>\d{1,2})\s*[日일號号]? )
    (?: (?: [T\s,，]+ | (?<=[日일號号]) )
        (?P<cjk_meridiem>上午|下午|中午|晚上|凌晨|오전|오후|午前|午後)?\s*
        (?P<hour>\d{1,2}) [:：时時시]\s* (?P<minute>\d{2})
        (?: [:：分분]\s* (?P<second>\d{2}) (?:[.,]\d+)? )? [分秒분초]?
        \s* (?P<meridiem>[ap]\.?m\.?(?![a-z]))?
        \s* (?P<zone>[^\d\s].*)? )?
    """
)
_YEAR_MONTH = re.compile(r"(\d{4})(?:-(\d{2}))?")
# ISO 8601:1988 allowed two-digit years; old weblogs also omitted the day.
_SHORT_ISO = re.compile(r"-(\d{2})-?(\d{2})|(\d{2})-(\d{2})-(\d{2})")
_COMMENT = re.compile(r"\s+#.*$", re.DOTALL)
_FILE_NAME_DATE = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?!\d)")
_COMPACT_FILE_NAME_DATE = re.compile(r"(?<!\d)((?:19|20)\d{2})(\d{2})(\d{2})(?:\d{10})?(?!\d)")


def parse_date(value: object, zone: tzinfo) -> datetime | None:
    """Return an aware datetime in the publisher's offset, or None.

    `value` is text, a date, a datetime, or Unix seconds or milliseconds. `zone` is the time zone
    of times without an offset. The result can always be converted to UTC.
    """
    if isinstance(value, str):
        return _parse_text(value, zone)
    if isinstance(value, datetime):
        return with_fixed_offset(value, zone)
    if isinstance(value, date):
        return make_datetime((value.year, value.month, value.day), (0, 0, 0), zone)
    if isinstance(value, int | float) and not isinstance(value, bool):
        return _parse_number(value, zone)
    return None


def date_from_file_name(stem: str, zone: tzinfo) -> datetime | None:
    """Return midnight of the date in a file name, or None."""
    match = _FILE_NAME_DATE.match(stem) or _COMPACT_FILE_NAME_DATE.search(stem)
    if match is None:
        return None
    return make_datetime((int(match[1]), int(match[2]), int(match[3])), (0, 0, 0), zone)


def _parse_text(value: str, zone: tzinfo) -> datetime | None:
    text = value.strip()
    if len(text) > _MAX_LENGTH:
        return None
    if "#" in text:
        text = _COMMENT.sub("", text)
    match = _YEAR_FIRST.fullmatch(text)
    if match is not None:
        return _from_year_first(match, zone)
    if text.isascii() and text.isdigit():
        return _parse_digits(text, zone)
    match = _YEAR_MONTH.fullmatch(text)
    if match is not None:
        return make_datetime((int(match[1]), int(match[2] or 1), 1), (0, 0, 0), zone)
    match = _SHORT_ISO.fullmatch(text)
    if match is not None:
        year, month, *full = match.groups()
        if year:
            return make_datetime((2000 + int(year), int(month), 1), (0, 0, 0), zone)
        return make_datetime((2000 + int(full[0]), int(full[1]), int(full[2])), (0, 0, 0), zone)
    return parse_free_form_date(text, zone) if text else None


def _from_year_first(match: re.Match[str], zone: tzinfo) -> datetime | None:
    month, day = match["month"] or match["cjk_month"], match["day"] or match["cjk_day"]
    ymd = (int(match["year"]), int(month), int(day))
    if match["hour"] is None:
        return make_datetime(ymd, (0, 0, 0), zone)
    own_zone: tzinfo | None = zone
    if match["zone"]:
        own_zone = parse_zone(match["zone"], zone)
    elif match["cjk_meridiem"] in ("오전", "오후") or "년" in match.string:
        own_zone = _KOREA
    meridiem = match["cjk_meridiem"] or match["meridiem"] or ""
    hour = to_24_hours(int(match["hour"]), meridiem)
    if own_zone is None or hour is None:
        return None
    return make_datetime(ymd, (hour, int(match["minute"]), int(match["second"] or 0)), own_zone)


def _parse_number(value: float, zone: tzinfo) -> datetime | None:
    if isinstance(value, int) and 1 <= value < 10**14:
        return _parse_digits(str(value), zone)
    return _from_unix_time(value)


def _parse_digits(digits: str, zone: tzinfo) -> datetime | None:
    """Parse 20220518, 20220518152952, a Unix time, a year or an ordinal date."""
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
            return _from_unix_time(number)
    return None


def _from_unix_time(value: float) -> datetime | None:
    # 10 digits are seconds (until the year 2286), 13 milliseconds, 16 microseconds.
    for limit in (10**11, 10**14, 10**17):
        if abs(value) < limit:
            try:
                return _EPOCH + timedelta(seconds=value * 10**11 / limit)
            except (OverflowError, ValueError):
                return None
    return None
