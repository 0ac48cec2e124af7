"""Dates in queries: read, printed, and resolved to seconds in the reader's time zone."""

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
# Patterns are compiled, by `re` and once, when a date is read: no start without one pays for them.
# A value of several words that needs no quotes; what it begins with is no date by itself.
SPOKEN_DATE = (
    r"(?i)(?:this|last)[ ]+[a-z]+"
    r"|[0-9]{1,3}[ ]+[a-z]+(?:[ ]+(?:ago|[0-9]{4})(?![\w-]))?"
    rf"|(?:{_MONTH_WORD})[ ]+[0-9]{{1,2}}(?:,?[ ]+[0-9]{{4}})?(?![\w-])"
    rf"|(?:{_MONTH_WORD})[ ]+[0-9]{{4}}(?![\w-])"
)
SPOKEN_AGE = r"(?i)[0-9]{1,4}[ ]+(?:hour|day|week|month|year)s?(?!\w)"

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


def parse_period(value: str) -> Period | None:
    """The period that `value` names: `2022-05`, `5月18日`, `last week`; None if none."""
    spoken = " ".join(value.casefold().split())
    if spoken in ("today", "yesterday"):
        return RelativePeriod(TimeUnit.DAY, int(spoken == "yesterday"))
    if spoken in _CHINESE_PERIODS:
        return _CHINESE_PERIODS[spoken]
    if match := re.fullmatch(_THIS_OR_LAST, spoken):
        return RelativePeriod(_UNITS[match[2]], int(match[1] == "last"))
    if match := re.fullmatch(_AGO, spoken):
        return RelativePeriod(_UNITS[match[2] or match[3]], int(match[1]))
    return _weekday(spoken) or _calendar(spoken)


def _weekday(spoken: str) -> Weekday | None:
    for day, name in enumerate(_WEEKDAYS):
        if spoken in (name, name[:3]):
            return Weekday(day)
    match = re.fullmatch(r"(?:周|星期|礼拜)([一二三四五六日天])", spoken)
    return Weekday(min("一二三四五六日天".index(match[1]), 6)) if match else None


def _calendar(spoken: str) -> CalendarPeriod | None:
    for pattern in _NUMBERED:
        match = re.fullmatch(pattern, spoken)
        if match is None:
            continue
        found = match.groupdict()
        year, month, day = (
            int(found[part]) if found.get(part) else None for part in ("year", "month", "day")
        )
        if name := found.get("name"):
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
    """The age that `value` names: `3d`, `2 weeks`, `5天`; None if none."""
    match = re.fullmatch(_AGE, value.casefold().strip())
    unit = _UNITS.get(match[2]) if match else None
    return (int(match[1]), unit) if match and unit else None


def format_period(period: Period) -> str:
    """A period as `period` reads it."""
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
    """From when (taken in) until when (left out) `node` reaches, in unix seconds; None is no bound.

    `now` is aware: days, weeks and months begin at midnight of its time zone.
    """
    match node:
        case Newer(amount=amount, unit=unit):
            return _seconds(_before(now, amount, unit)), None
        case Older(amount=amount, unit=unit):
            return None, _seconds(_before(now, amount, unit))
        case Published(operator=operator, period=period):
            first, end = _days(period, now.date())
            start = _midnight(first, now)
            if operator is DateOperator.BEFORE:
                return None, start
            return start, _midnight(end, now) if end and operator is DateOperator.DURING else None


def _midnight(day: date, now: datetime) -> int:
    return _seconds(datetime.combine(day, time(), tzinfo=now.tzinfo))


def _seconds(moment: datetime) -> int:
    return int(moment.timestamp())


def _before(now: datetime, amount: int, unit: TimeUnit) -> datetime:
    """`now` less an age; months and years keep the day where the month is long enough."""
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
    """The first of the month that lies `months` before; never before the first year there is."""
    count = max(day.year * 12 + day.month - 1 - months, MINYEAR * 12)
    return date(count // 12, count % 12 + 1, 1)


def _days(period: Period, today: date) -> tuple[date, date | None]:
    """The first day of a period and the day after its last (None after the end of the calendar)."""
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
                _latest(month or 1, day or 1, today)
                if year is None
                else date(year, month or 1, day or 1)
            )
            if day:
                return first, _days_after(first, 1)
            return first, _months_after(first, 1 if month else 12)


def _latest(month: int, day: int, today: date) -> date:
    """The latest such day that is not to come; 29 February goes back to a leap year."""
    for year in range(today.year, max(today.year - 9, MINYEAR - 1), -1):
        try:
            found = date(year, month, day)
        except ValueError:
            continue
        if found <= today:
            return found
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
