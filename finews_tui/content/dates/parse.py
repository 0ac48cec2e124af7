"""Parse dates in front matter, file names and feeds."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo

from finews_tui.content.dates.components import (
    MERIDIEMS,
    is_placeholder,
    make_datetime,
    parse_zone,
    to_24_hours,
    with_fixed_offset,
    zone_of_chinese_text,
)
from finews_tui.content.dates.free_form import parse_free_form_date
from finews_tui.content.dates.normalize import normalize_date

_MAX_LENGTH = 120
_KOREA = timezone(timedelta(hours=9))
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

# RFC 3339, ISO 8601, front matter, Chinese, Japanese and Korean dates.
_YEAR_FIRST = re.compile(
    rf"""(?ix)
    (?P<year>\d{{4}})
    (?: (?P<separator>[-/.]) \s? 0?(?P<month>\d{{1,2}}) (?P=separator) \s? 0?(?P<day>\d{{1,2}}) \.?
        | \s*[年년]\s*(?P<cjk_month>\d{{1,2}})\s*[月월]\s*(?P<cjk_day>\d{{1,2}})\s*[日일號号]? )
    (?: (?: [T\s,_@|]+ (?:-\s+)? | - | (?<=[日일號号]) )
        (?P<cjk_meridiem>{MERIDIEMS})?\s*
        (?P<hour>\d{{1,2}})
        (?: \s?[:时時点點시]\s* (?P<minute>\d{{1,2}})
            (?: \s?[:分분]\s* (?P<second>\d{{1,2}}) (?:[.,]\d*)? )? \s?[分秒분초]?
            | \s?[时時点點시] (?:整|정각)? )
        \s* (?P<meridiem>[ap]\.?m\.?(?![a-z]))?
        \s* (?P<zone>[^\d\s].*)? )?
    """
)
_COMPACT = re.compile(
    r"""(?ix)
    (\d{4})(\d{2})(\d{2}) [T\s_-] (\d{2}):?(\d{2})(?::?(\d{2})(?:[.,]\d+)?)? \s*
    (?P<zone>[^\d\s.:].*)?
    """
)
_CJK_YEAR_MONTH = re.compile(r"(\d{4})\s?[年년]\s?(?:(\d{1,2})\s?[月월])?")
_WEEK_DATE = re.compile(r"\d{4}-?W\d{2}(?:-?\d)?")
_YEAR_MONTH = re.compile(r"(\d{4})(?:-(\d{2}))?")
# ISO 8601:1988 allowed two-digit years; old weblogs also omitted the day.
_SHORT_ISO = re.compile(r"-(\d{2})-?(\d{2})|(\d{2})-(\d{2})-(\d{2})")
_COMMENT = re.compile(r"\s+#.*$", re.DOTALL)
_FILE_NAME_DATE = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?!\d)")
_COMPACT_FILE_NAME_DATE = re.compile(r"(?<!\d)((?:19|20)\d{2})(\d{2})(\d{2})(?:\d{10})?(?!\d)")


def parse_date(value: object, zone: tzinfo) -> datetime | None:
    """Return an aware datetime in the publisher's offset, or None.

    `value` is text, a date, a datetime, or Unix seconds or milliseconds. `zone` is the time zone
    of times without an offset, or with an unreadable one. Placeholders such as 0001-01-01 are no
    date. The result can always be converted to UTC.
    """
    parsed = _parse_value(value, zone)
    return None if parsed is None or is_placeholder(parsed) else parsed


def _parse_value(value: object, zone: tzinfo) -> datetime | None:
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
    if text.isascii() and text.isdigit():
        return _parse_digits(text, zone)
    if "#" in text:
        text = _COMMENT.sub("", text)
    if text.isascii():
        # Most dates need no rewriting, which takes longer than parsing.
        match = _YEAR_FIRST.fullmatch(text)
        if match is not None and (not match["zone"] or parse_zone(match["zone"], zone)):
            return _from_year_first(match, zone)
        parsed = parse_free_form_date(text, zone) if match is None and " " in text else None
        if parsed is not None:
            return parsed
    return _parse_normalized(normalize_date(text), zone_of_chinese_text(text, zone))


def _parse_normalized(text: str, zone: tzinfo) -> datetime | None:
    match = _YEAR_FIRST.fullmatch(text)
    if match is not None:
        return _from_year_first(match, zone)
    match = _COMPACT.fullmatch(text)
    if match is not None:
        return _from_compact(match, zone)
    match = _YEAR_MONTH.fullmatch(text) or _CJK_YEAR_MONTH.fullmatch(text)
    if match is not None:
        return make_datetime((int(match[1]), int(match[2] or 1), 1), (0, 0, 0), zone)
    match = _SHORT_ISO.fullmatch(text)
    if match is not None:
        year, month, *full = match.groups()
        if year:
            return make_datetime((2000 + int(year), int(month), 1), (0, 0, 0), zone)
        return make_datetime((2000 + int(full[0]), int(full[1]), int(full[2])), (0, 0, 0), zone)
    if _WEEK_DATE.fullmatch(text) is not None:
        return _from_week_date(text, zone)
    return parse_free_form_date(text, zone) if text else None


def _from_year_first(match: re.Match[str], zone: tzinfo) -> datetime | None:
    month, day = match["month"] or match["cjk_month"], match["day"] or match["cjk_day"]
    ymd = (int(match["year"]), int(month), int(day))
    if match["hour"] is None:
        return make_datetime(ymd, (0, 0, 0), zone)
    if match["cjk_meridiem"] in ("오전", "오후") or "년" in match.string:
        zone = _KOREA
    meridiem = match["cjk_meridiem"] or match["meridiem"] or ""
    hour = to_24_hours(int(match["hour"]), meridiem)
    if hour is None:
        return None
    time = (hour, int(match["minute"] or 0), int(match["second"] or 0))
    return make_datetime(ymd, time, _own_zone(match, zone))


def _from_compact(match: re.Match[str], zone: tzinfo) -> datetime | None:
    year, month, day, hour, minute, second = match.groups()[:6]
    time = (int(hour), int(minute), int(second or 0))
    return make_datetime((int(year), int(month), int(day)), time, _own_zone(match, zone))


def _own_zone(match: re.Match[str], zone: tzinfo) -> tzinfo:
    """Return the time zone in the text, or `zone` if it is missing or unreadable."""
    return (parse_zone(match["zone"], zone) if match["zone"] else None) or zone


def _from_week_date(text: str, zone: tzinfo) -> datetime | None:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return make_datetime((day.year, day.month, day.day), (0, 0, 0), zone)


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
        # 11 digits are a phone number: as seconds, they are after the year 2286.
        case length if length >= 9 and length != 11 and number is not None:
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
