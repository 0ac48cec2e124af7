"""Dates that people and old programs wrote: RFC 822, asctime, and forty near misses."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import datetime, tzinfo

from finews_tui.content.dates.components import make_datetime, parse_month, parse_zone, to_24_hours

_PIECE = re.compile(
    r"""(?ix)
    (?P<parenthesis>\([^()]*\))
    | (?P<region>[A-Z]+/[A-Z_/]+)
    | (?P<named_offset>(?:GMT|UTC)\s*[+-]\d{1,2}:?\d{2})
    | (?P<time>(?<![\d:])\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?(?![\d:]))
    | (?P<offset>(?<=[\d\s])[+-]\d{2}:?\d{2}(?!\d)Z?)
    | (?P<date>\d{1,4}(?P<mark>[-/.])\d{1,2}(?P=mark)\d{1,4}(?![\d/.]))
    | (?P<half>[ap]\.m\.|[ap]m\b)
    | (?P<named_day>(?P<the_year>\d{4})-(?P<the_month>[^\W\d_]+)-(?P<the_day>\d{1,2})T?)
    | (?P<short>(?P<a_day>\d{1,2})-(?P<a_month>[^\W\d_]+)-(?P<a_year>\d{2,4}))
    | (?P<number>\d{1,4})(?:st|nd|rd|th|er|º)?(?![\w:])
    | (?P<word>[^\W\d_]+\.?)
    | (?P<space>[\s,]+|-(?=\s)|(?<=\d)T(?=\d)|\.(?=\s))
    """
)
_FILLERS = {"at", "um", "à", "de", "du", "le", "of", "the", "t", "den"}
_SHORT_YEAR_PIVOT = 69  # POSIX: 69 to 99 are the 1900s


@dataclass(slots=True)
class _Parts:
    """What was found of a date so far."""

    numbers: list[str] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    day: tuple[str, str, str] | None = None
    time: str = ""
    half: str = ""
    zone: tzinfo | None = None


def parse_free_form_date(text: str, zone: tzinfo) -> datetime | None:
    """The time that a free form says; None where any part of it is not understood."""
    parts = _Parts()
    at = 0
    while at < len(text):
        piece = _PIECE.match(text, at)
        if piece is None or not _take(piece, parts, zone):
            return None
        at = piece.end()
    day = _day_of(parts)
    time = _time_of(parts)
    if day is None or time is None:
        return None
    return make_datetime(day, time, parts.zone or zone)


def _take(piece: re.Match[str], parts: _Parts, zone: tzinfo) -> bool:
    """Notes one piece; False where it contradicts what is there."""
    kind, text = piece.lastgroup, piece.group()
    match kind:
        case "time" if not parts.time:
            parts.time = text
        case "half":
            parts.half = text
        case "named_offset" | "offset" | "region":
            parts.zone = parse_zone(text, zone)
            return parts.zone is not None
        case "number":
            parts.numbers.append(piece["number"])
        case "mark" | "date" if parts.day is None:
            first, second, third = text.split(piece["mark"])
            # With slashes the month comes first (America), unless it cannot.
            is_american = piece["mark"] == "/" and len(first) < 3 and int(first) <= 12
            parts.day = (second, first, third) if is_american else (first, second, third)
        case "the_day" | "named_day" if parts.day is None:
            parts.day = (piece["the_year"], piece["the_month"], piece["the_day"])
        case "a_year" | "short" if parts.day is None:
            parts.day = (piece["a_day"], piece["a_month"], piece["a_year"])
        case "word":
            return _take_word(text, parts, zone)
        case "space" | "parenthesis":
            pass
        case _:
            return False
    return True


def _take_word(word: str, parts: _Parts, zone: tzinfo) -> bool:
    has_date = bool(parts.time or parts.day or len(parts.numbers) > 1)
    if has_date and (named := parse_zone(word.rstrip("."), zone)) is not None:
        parts.zone = named
        return True
    if word.lower() in _FILLERS:
        return True
    parts.words.append(word)
    return True


def _day_of(parts: _Parts) -> tuple[int, int, int] | None:
    """Year, month and day; a weekday may stand before them, and nothing else."""
    if parts.day is not None:
        if len(parts.words) > 1 or parts.numbers:
            return None
        return _ordered(*parts.day)
    months = [(place, parse_month(word)) for place, word in enumerate(parts.words)]
    known = [(place, month) for place, month in months if month is not None]
    if not known and not parts.words[1:] and len(parts.numbers) == 3:
        return _ordered(parts.numbers[0], parts.numbers[1], parts.numbers[2])
    if not known or len(parts.words) > 2 or known[-1][0] != len(parts.words) - 1:
        return None
    month = str(known[-1][1])
    match parts.numbers:
        case [year] if len(year) == 4:
            return _ordered(year, month, "1")
        case [first, second]:
            return _ordered(first, month, second)
    return None


def _ordered(first: str, second: str, third: str) -> tuple[int, int, int] | None:
    """Which of three is the year, the month and the day, by length and by size."""
    month = int(second) if second.isdigit() else parse_month(second)
    if month is None:
        return None
    if len(first) == 4:
        return int(first), month, int(third)
    day = int(first)
    if month > 12:  # 10/30/23
        day, month = month, day
    return _whole_year(third), month, day


def _whole_year(text: str) -> int:
    year = int(text)
    if len(text) == 4:
        return year
    return year + (1900 if year >= _SHORT_YEAR_PIVOT else 2000)


def _time_of(parts: _Parts) -> tuple[int, int, int] | None:
    if not parts.time:
        return (0, 0, 0)
    hour, minute, *second = re.split(r"[:.,]", parts.time)[:3]
    whole_hour = to_24_hours(int(hour), parts.half)
    if whole_hour is None:
        return None
    return whole_hour, int(minute), int(second[0]) if second else 0
