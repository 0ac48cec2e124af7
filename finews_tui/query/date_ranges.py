"""Dates and ages in queries: parsing, formatting, and conversion to Unix seconds."""

from __future__ import annotations

import re
from datetime import MINYEAR, date, datetime, time, timedelta

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

_MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_UNIT_WORDS = {
    TimeUnit.DAY: "day",
    TimeUnit.WEEK: "week",
    TimeUnit.MONTH: "month",
    TimeUnit.YEAR: "year",
}
_UNITS = {
    **{"h": TimeUnit.HOUR, "hour": TimeUnit.HOUR, "小时": TimeUnit.HOUR, "个小时": TimeUnit.HOUR},
    **{"d": TimeUnit.DAY, "day": TimeUnit.DAY, "天": TimeUnit.DAY, "日": TimeUnit.DAY},
    **{
        "w": TimeUnit.WEEK,
        "week": TimeUnit.WEEK,
        "周": TimeUnit.WEEK,
        "个星期": TimeUnit.WEEK,
        "星期": TimeUnit.WEEK,
    },
    **{"m": TimeUnit.MONTH, "month": TimeUnit.MONTH, "月": TimeUnit.MONTH, "个月": TimeUnit.MONTH},
    **{"y": TimeUnit.YEAR, "year": TimeUnit.YEAR, "年": TimeUnit.YEAR},
}
_CHINESE_PERIODS = {
    "今天": RelativePeriod(TimeUnit.DAY, 0),
    "今日": RelativePeriod(TimeUnit.DAY, 0),
    "昨天": RelativePeriod(TimeUnit.DAY, 1),
    "昨日": RelativePeriod(TimeUnit.DAY, 1),
    "前天": RelativePeriod(TimeUnit.DAY, 2),
    "本周": RelativePeriod(TimeUnit.WEEK, 0),
    "上周": RelativePeriod(TimeUnit.WEEK, 1),
    "本月": RelativePeriod(TimeUnit.MONTH, 0),
    "上月": RelativePeriod(TimeUnit.MONTH, 1),
    "上个月": RelativePeriod(TimeUnit.MONTH, 1),
    "今年": RelativePeriod(TimeUnit.YEAR, 0),
    "去年": RelativePeriod(TimeUnit.YEAR, 1),
    "前年": RelativePeriod(TimeUnit.YEAR, 2),
}
_MONTH_WORD = "|".join(f"{name[:3]}(?:{name[3:]})?" for name in _MONTHS)
# Dates and ages of several words that need no quotes, although their first word is not a date.
# Strings, compiled and cached by `re` on first use: most runs parse no dates.
DATE_PHRASE = (
    r"(?i)(?:this|last)[ ]+[a-z]+"
    r"|[0-9]{1,3}[ ]+[a-z]+(?:[ ]+(?:ago|[0-9]{4})(?![\w-]))?"
    rf"|(?:{_MONTH_WORD})[ ]+[0-9]{{1,2}}(?:,?[ ]+[0-9]{{4}})?(?![\w-])"
    rf"|(?:{_MONTH_WORD})[ ]+[0-9]{{4}}(?![\w-])"
)
AGE_PHRASE = r"(?i)[0-9]{1,4}[ ]+(?:hour|day|week|month|year)s?(?!\w)"

_AGE = r"([0-9]{1,4})\s*([a-z]+?|[^\W\d_a-z]+)s?"
_AGO = r"([0-9]{1,4})\s*(?:(day|week|month|year)s?\s+ago|([天日周月年]|个月|个?星期)前)"
_THIS_OR_LAST = r"(this|last)[\s-]+(day|week|month|year)"
_NUMBERED = (
    r"(?P<year>[0-9]{4})",
    r"(?P<year>[0-9]{4})(?P<month>[0-9]{2})(?P<day>[0-9]{2})?",
    r"(?P<year>[0-9]{4})(?P<mark>[-/.])(?P<month>[0-9]{1,2})(?:(?P=mark)(?P<day>[0-9]{1,2}))?",
    r"(?P<month>[0-9]{1,2})[-/.](?P<day>[0-9]{1,2})",
    r"(?:(?P<year>[0-9]{4})年)?(?P<month>[0-9]{1,2})月(?:(?P<day>[0-9]{1,2})[日号]?)?",
    r"(?P<year>[0-9]{4})年",
    rf"(?:(?P<day>[0-9]{{1,2}})\s+)?(?P<name>{_MONTH_WORD})(?:\s+(?P<year>[0-9]{{4}}))?",
    rf"(?P<name>{_MONTH_WORD})\s+(?P<day>[0-9]{{1,2}})(?:,?\s+(?P<year>[0-9]{{4}}))?",
)
_LEAP_YEAR = 2000

_DATE_PHRASES = (
    *("today", "yesterday", *_WEEKDAYS, *_MONTHS, *_CHINESE_PERIODS),
    *(f"{which} {unit}" for which in ("this", "last") for unit in _UNIT_WORDS.values()),
    *(f"{week}{day}" for week in ("周", "星期", "礼拜") for day in "一二三四五六日天"),
)
_AGO_PHRASES = tuple(f"{unit}{s} ago" for unit in _UNIT_WORDS.values() for s in ("", "s"))
_MAX_DAY = 31
# Prefixes of `_NUMBERED` and `_AGO` that are not dates yet; years start with 1 or 2.
_PARTIAL_DATE = (
    r"[12][0-9]{0,2}|0[1-9]?|3[01]?|[4-9]"
    r"|[12][0-9]{3}(?:[01]|(?:0[1-9]|1[0-2])[0-3])"
    r"|[12][0-9]{3}(?P<mark>[-/.])(?:(?:0?[1-9]|1[0-2])(?P=mark))?0?"
    r"|(?:0?[1-9]|1[0-2])[-/.]0?"
    r"|(?:[12][0-9]{3}年)?(?:0|(?:0?[1-9]|1[0-2])(?:月0)?)"
    r"|[0-9]{1,4}(?:[天日周月年]|个(?:月|星期?)?|星期?)"
)


def parse_period(value: str) -> Period | None:
    """Parse a period (`2022-05`, `5月18日`, `last week`). None if it is invalid."""
    words = " ".join(value.casefold().split())
    if words in ("today", "yesterday"):
        return RelativePeriod(TimeUnit.DAY, int(words == "yesterday"))
    if words in _CHINESE_PERIODS:
        return _CHINESE_PERIODS[words]
    if match := re.fullmatch(_THIS_OR_LAST, words):
        return RelativePeriod(_UNITS[match[2]], int(match[1] == "last"))
    if match := re.fullmatch(_AGO, words):
        return RelativePeriod(_UNITS[match[2] or match[3]], int(match[1]))
    return _parse_weekday(words) or _parse_calendar(words)


def is_partial_period(value: str) -> bool:
    """Return whether `value` is the start of a period: `202`, `2022-0`, `last w`."""
    text = re.sub(r"\s+", " ", value.casefold())
    if any(phrase.startswith(text) for phrase in _DATE_PHRASES):
        return True
    if match := re.fullmatch(r"([0-9]{1,3}) (.*)", text):
        phrases = _AGO_PHRASES + (_MONTHS if int(match[1]) <= _MAX_DAY else ())
        return any(phrase.startswith(match[2]) for phrase in phrases)
    return re.fullmatch(_PARTIAL_DATE, text) is not None


def _parse_weekday(words: str) -> Weekday | None:
    for day, name in enumerate(_WEEKDAYS):
        if words in (name, name[:3]):
            return Weekday(day)
    match = re.fullmatch(r"(?:周|星期|礼拜)([一二三四五六日天])", words)
    return Weekday(min("一二三四五六日天".index(match[1]), 6)) if match else None


def _parse_calendar(words: str) -> CalendarPeriod | None:
    for pattern in _NUMBERED:
        match = re.fullmatch(pattern, words)
        if match is None:
            continue
        groups = match.groupdict()
        year, month, day = (
            int(groups[part]) if groups.get(part) else None for part in ("year", "month", "day")
        )
        if name := groups.get("name"):
            month = next(i for i, full in enumerate(_MONTHS, 1) if full.startswith(name[:3]))
        try:
            date(
                _LEAP_YEAR if year is None else year,
                1 if month is None else month,
                1 if day is None else day,
            )
        except ValueError:
            return None
        return CalendarPeriod(year, month, day)
    return None


def parse_age(value: str) -> tuple[int, TimeUnit] | None:
    """Parse an age (`3d`, `2 weeks`, `5天`). None if it is invalid."""
    match = re.fullmatch(_AGE, value.casefold().strip())
    unit = _UNITS.get(match[2]) if match else None
    return (int(match[1]), unit) if match and unit else None


def is_partial_age(value: str) -> bool:
    """Return whether `value` is the start of an age: `3`, `3 da`, `2个`."""
    match = re.fullmatch(r"[0-9]{1,4}\s*(.*)", value.casefold())
    return match is not None and any(unit.startswith(match[1]) for unit in _UNITS)


def format_period(period: Period) -> str:
    """Format a period as text that `parse_period` accepts."""
    match period:
        case CalendarPeriod(year=None, month=month, day=None):
            return _MONTHS[(month or 1) - 1]
        case CalendarPeriod(year=None, month=month, day=day):
            return f"{month:02d}-{day:02d}"
        case CalendarPeriod(year=year, month=month, day=day):
            return "-".join([f"{year:04d}"] + [f"{part:02d}" for part in (month, day) if part])
        case RelativePeriod(unit=TimeUnit.DAY, count=(0 | 1) as count):
            return ("today", "yesterday")[count]
        case RelativePeriod(unit=unit, count=(0 | 1) as count):
            return f"{('this', 'last')[count]} {_UNIT_WORDS[unit]}"
        case RelativePeriod(unit=unit, count=count):
            return f"{count} {_UNIT_WORDS[unit]}s ago"
        case Weekday(day=day):
            return _WEEKDAYS[day]


def time_bounds(node: Published | Newer | Older, now: datetime) -> tuple[int | None, int | None]:
    """Return start and end (exclusive) in Unix seconds; None where a bound is missing.

    `now` is timezone-aware: days, weeks and months start at midnight in its time zone.
    """
    match node:
        case Newer(amount=amount, unit=unit):
            return _unix_seconds(_subtract_age(now, amount, unit)), None
        case Older(amount=amount, unit=unit):
            return None, _unix_seconds(_subtract_age(now, amount, unit))
        case Published(operator=operator, period=period):
            first, end = _period_days(period, now.date())
            start = _midnight(first, now)
            if operator is DateOperator.BEFORE:
                return None, start
            return start, _midnight(end, now) if end and operator is DateOperator.DURING else None


def _midnight(day: date, now: datetime) -> int:
    return _unix_seconds(datetime.combine(day, time(), tzinfo=now.tzinfo))


def _unix_seconds(moment: datetime) -> int:
    return int(moment.timestamp())


def _subtract_age(now: datetime, amount: int, unit: TimeUnit) -> datetime:
    """Subtract an age. Months and years clamp the day to the length of the month."""
    try:
        match unit:
            case TimeUnit.HOUR:
                return now - timedelta(hours=amount)
            case TimeUnit.DAY:
                return now - timedelta(days=amount)
            case TimeUnit.WEEK:
                return now - timedelta(weeks=amount)
            case TimeUnit.MONTH | TimeUnit.YEAR:
                first = _months_before(now.date(), amount * (12 if unit is TimeUnit.YEAR else 1))
                last_day = (_months_before(first, -1) - timedelta(days=1)).day
                return now.replace(year=first.year, month=first.month, day=min(now.day, last_day))
    except OverflowError:
        return datetime.combine(date.min, time(), tzinfo=now.tzinfo)


def _months_before(day: date, months: int) -> date:
    """Return the first day of the month `months` earlier, not before year 1."""
    count = max(day.year * 12 + day.month - 1 - months, MINYEAR * 12)
    return date(count // 12, count % 12 + 1, 1)


def _period_days(period: Period, today: date) -> tuple[date, date | None]:
    """Return the first day of a period and the day after it (None if after year 9999)."""
    match period:
        case Weekday(day=weekday):
            first = today - timedelta(days=(today.weekday() - weekday) % 7)
            return first, _days_after(first, 1)
        case RelativePeriod(unit=TimeUnit.DAY, count=count):
            first = _days_before(today, count)
            return first, _days_after(first, 1)
        case RelativePeriod(unit=TimeUnit.WEEK, count=count):
            first = _days_before(today, today.weekday() + 7 * count)
            return first, _days_after(first, 7)
        case RelativePeriod(unit=unit, count=count):
            months = 12 if unit is TimeUnit.YEAR else 1
            start = today.replace(month=1) if unit is TimeUnit.YEAR else today
            first = _months_before(start, months * count)
            return first, _months_after(first, months)
        case CalendarPeriod(year=year, month=month, day=day):
            first = (
                _latest_day(month or 1, day or 1, today)
                if year is None
                else date(year, month or 1, day or 1)
            )
            if day:
                return first, _days_after(first, 1)
            return first, _months_after(first, 1 if month else 12)


def _latest_day(month: int, day: int, today: date) -> date:
    """Return the latest such day up to today (29 February: in a leap year)."""
    for year in range(today.year, max(today.year - 9, MINYEAR - 1), -1):
        try:
            candidate = date(year, month, day)
        except ValueError:
            continue
        if candidate <= today:
            return candidate
    return date.min


def _days_before(day: date, count: int) -> date:
    return date.fromordinal(max(day.toordinal() - count, 1))


def _days_after(day: date, count: int) -> date | None:
    try:
        return day + timedelta(days=count)
    except OverflowError:
        return None


def _months_after(first: date, months: int) -> date | None:
    try:
        return _months_before(first, -months)
    except ValueError:
        return None
