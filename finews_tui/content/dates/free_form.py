"""Parse free-form dates: RFC 822, asctime and variants."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import datetime, tzinfo

from finews_tui.content.dates.components import (
    MERIDIEMS,
    make_datetime,
    parse_month,
    parse_zone,
    to_24_hours,
)

_TOKEN = re.compile(
    r"""(?ix)
    (?P<parenthesis>\([^()]*\))
    | (?P<region>[A-Z]+/[A-Z_/]+(?:[+-]\d{1,2})?)
    | (?P<named_offset>(?:GMT|UTC?)\s*[+-]\s?\d{1,2}(?::?\d{2})?(?!\d))
    | (?P<time>(?<![\d:])\d{1,2}:\d{1,2}(?::\d{1,2}(?:[.,]\d+)?)?(?![\d:]))
    | (?P<offset>(?<=[\d\s])[+-]\s?\d{1,4}(?::\d{2})?(?!\d)Z?)
    | (?P<date>\d{1,4}(?P<separator>[-/.])\d{1,2}(?P=separator)\d{1,4}(?![\d/.]))
    | (?P<meridiem>[ap]\.m\.|[ap]m\b|MERIDIEMS)
    | (?P<year_first>(?P<y_year>\d{4})-(?P<y_month>[^\W\d_]+)-(?P<y_day>\d{1,2})T?)
    | (?P<day_first>(?P<d_day>\d{1,2})-(?P<d_month>[^\W\d_]+)-(?P<d_year>\d{2,4}))
    | (?P<number>\d{1,4})(?:st|nd|rd|th|er|º)?(?![\w:])
    | (?P<word>[^\W\d_]+\.?)
    | (?P<space>[\s,]+|-(?=\s)|(?<=\d)T(?=\d)|\.(?=\s))
    """.replace("MERIDIEMS", MERIDIEMS)
)
_FILLER_WORDS = {"at", "um", "à", "de", "du", "le", "of", "the", "t", "den"}
_MAX_UNKNOWN_WORDS = 4
_SHORT_YEAR_PIVOT = 69  # POSIX: 69 to 99 are the 1900s


@dataclass(slots=True)
class _DateParts:
    """Date components parsed so far."""

    numbers: list[str] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    day: tuple[str, str, str] | None = None
    time: str = ""
    meridiem: str = ""
    offset: tzinfo | None = None
    named_zone: tzinfo | None = None
    unknown_words: int = 0

    @property
    def has_day(self) -> bool:
        """Return whether there is a day, perhaps without its month or year."""
        return self.day is not None or len(self.numbers) > 1


def parse_free_form_date(text: str, zone: tzinfo) -> datetime | None:
    """Parse a date with components in any order; None if invalid.

    `zone` is the default time zone.
    """
    parts = _DateParts()
    position = 0
    while position < len(text):
        token = _TOKEN.match(text, position)
        if token is None or not _add_token(token, parts, zone):
            return None
        position = token.end()
    day = _resolve_day(parts)
    time = _resolve_time(parts)
    if day is None or time is None:
        return None
    return make_datetime(day, time, parts.offset or parts.named_zone or zone)


def _add_token(token: re.Match[str], parts: _DateParts, zone: tzinfo) -> bool:
    """Add a token to `parts`. Return False if it is invalid or a duplicate."""
    # `lastgroup` is the last group to close: the inner one for dates.
    kind, text = token.lastgroup, token.group()
    match kind:
        case "time" if not parts.time:
            parts.time = text
        case "meridiem":
            parts.meridiem = text
        case "named_offset" | "offset" if parts.time or len(text) > len("+0800") - 1:
            # The first offset wins: a name after it repeats it. An unreadable one is ignored.
            parts.offset = parts.offset or parse_zone(text, zone)
        case "region":
            parts.named_zone = parts.named_zone or parse_zone(text, zone)
        case "number":
            parts.numbers.append(token["number"])
        case "separator" | "date" if parts.day is None:
            first, second, third = text.split(token["separator"])
            # Slashes mean the American order, month first, unless that is over 12.
            is_american = token["separator"] == "/" and len(first) < 3 and int(first) <= 12
            parts.day = (second, first, third) if is_american else (first, second, third)
        case "y_day" | "year_first" if parts.day is None:
            parts.day = (token["y_year"], token["y_month"], token["y_day"])
        case "d_year" | "day_first" if parts.day is None:
            parts.day = (token["d_day"], token["d_month"], token["d_year"])
        case "word":
            return _add_word(text, parts, zone)
        case "space" | "parenthesis":
            pass
        case _:
            return False
    return True


def _add_word(word: str, parts: _DateParts, zone: tzinfo) -> bool:
    if parts.time or parts.has_day:
        named_zone = parse_zone(word.rstrip("."), zone)
        if named_zone is not None:
            parts.named_zone = parts.named_zone or named_zone
            return True
    if word.lower() in _FILLER_WORDS:
        return True
    has_month = parts.day is not None or any(map(parse_month, parts.words))
    if parts.time and (has_month or parse_month(word) is None):
        # Probably the name of an unknown time zone.
        parts.unknown_words += 1
        return parts.unknown_words <= _MAX_UNKNOWN_WORDS
    parts.words.append(word)
    return True


def _resolve_day(parts: _DateParts) -> tuple[int, int, int] | None:
    """Return (year, month, day). Only a weekday may precede the month."""
    if parts.day is not None:
        if len(parts.words) > 1 or parts.numbers:
            return None
        return _to_year_month_day(*parts.day)
    months = [
        (index, month)
        for index, word in enumerate(parts.words)
        if (month := parse_month(word)) is not None
    ]
    if not months and not parts.words[1:] and len(parts.numbers) == 3:
        return _to_year_month_day(parts.numbers[0], parts.numbers[1], parts.numbers[2])
    if not months or len(parts.words) > 2 or months[-1][0] != len(parts.words) - 1:
        return None
    month_number = str(months[-1][1])
    match parts.numbers:
        case [year] if len(year) == 4:
            return _to_year_month_day(year, month_number, "1")
        case [first, second]:
            return _to_year_month_day(first, month_number, second)
    return None


def _to_year_month_day(first: str, second: str, third: str) -> tuple[int, int, int] | None:
    """Identify year, month and day by their length and value."""
    month = int(second) if second.isdigit() else parse_month(second)
    if month is None:
        return None
    if len(first) == 4:
        return int(first), month, int(third)
    if len(third) not in (2, 4):
        return None
    day = int(first)
    if month > 12:  # 10/30/23
        day, month = month, day
    return _four_digit_year(third), month, day


def _four_digit_year(text: str) -> int:
    year = int(text)
    if len(text) == 4:
        return year
    return year + (1900 if year >= _SHORT_YEAR_PIVOT else 2000)


def _resolve_time(parts: _DateParts) -> tuple[int, int, int] | None:
    """Return (hour, minute, second); midnight if there is no time."""
    if not parts.time:
        return (0, 0, 0)
    hour, minute, *second = re.split(r"[:.,]", parts.time)[:3]
    hour_of_day = to_24_hours(int(hour), parts.meridiem)
    if hour_of_day is None:
        return None
    return hour_of_day, int(minute), int(second[0]) if second else 0
