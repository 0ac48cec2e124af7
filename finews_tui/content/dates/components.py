"""Parse date components: month names, time zones and hours."""

from __future__ import annotations

import re
import unicodedata
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

_MAX_OFFSET_MIN = 24 * 60 - 1

# The shortest unambiguous prefixes of month names in feeds, without accents: English, German,
# French, Spanish, Italian, Portuguese, Dutch, Hungarian, Russian and Greek.
_MONTH_STEMS = (
    ("jan", "gen", "ene", "янв", "ιαν"),
    ("feb", "fev", "fevr", "febr", "фев", "φεβ"),
    ("mar", "mrz", "mrt", "maa", "maer", "мар", "μαρ"),
    ("apr", "avr", "abr", "апр", "απρ"),
    ("may", "mai", "mag", "maj", "mei", "май", "мая", "μαι"),
    ("jun", "juin", "giu", "июн", "ιουν"),
    ("jul", "juil", "lug", "июл", "ιουλ"),
    ("aug", "aou", "ago", "авг", "αυγ"),
    ("sep", "set", "szept", "сен", "σεπ"),
    ("oct", "okt", "ott", "out", "окт", "οκτ"),
    ("nov", "ноя", "νοε"),
    ("dec", "dez", "dic", "дек", "δεκ"),
)
_MONTH_NUMBERS = {stem: number for number, stems in enumerate(_MONTH_STEMS, 1) for stem in stems}

# Minutes east of UTC. RFC 822 defines the American names; feeds also use the others.
_ZONE_OFFSETS_MIN = {
    "z": 0, "ut": 0, "utc": 0, "gmt": 0, "wet": 0,
    "nst": -210, "ast": -240, "adt": -180, "at": -240, "est": -300, "edt": -240, "et": -300,
    "cst": -360, "cdt": -300, "ct": -360, "mst": -420, "mdt": -360, "mt": -420,
    "pst": -480, "pdt": -420, "pt": -480, "akst": -540, "akdt": -480, "hst": -600,
    "brt": -180, "art": -180, "bst": 60, "west": 60, "cet": 60, "met": 60, "mez": 60,
    "cest": 120, "mest": 120, "mesz": 120, "eet": 120, "sast": 120, "eest": 180, "msk": 180,
    "ist": 330, "hkt": 480, "sgt": 480, "awst": 480, "jst": 540, "kst": 540,
    "acst": 570, "aest": 600, "aedt": 660, "nzst": 720, "nzdt": 780,
}  # fmt: skip
_CHINA_MIN = 480

_OFFSET = re.compile(r"(?:gmt|utc|z)?\s*([+−-])(\d{1,2})(?::?(\d{2}))?\s*z?", re.IGNORECASE)
_REGION = re.compile(r"[A-Za-z]+(?:/[A-Za-z_+-]+){1,2}")
_PARENTHESES = re.compile(r"\s*\([^()]*\)\s*$")


def parse_month(word: str) -> int | None:
    """Return the month (1 to 12) for its name in a European language, or None."""
    plain = unicodedata.normalize("NFD", word.lower()).rstrip(".")
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter))
    for length in (5, 4, 3):
        month = _MONTH_NUMBERS.get(plain[:length])
        if month is not None:
            return month
    return None


def parse_zone(text: str, local: tzinfo) -> tzinfo | None:
    """Parse `+0800`, `-5`, `GMT-07:00`, `EDT` or `Europe/Brussels`. None if invalid.

    `CST` is China Standard Time if `local` has its offset, else Central Standard Time.
    """
    text = _PARENTHESES.sub("", text.strip())
    match = _OFFSET.fullmatch(text)
    if match is not None:
        minutes = int(match[2]) * 60 + int(match[3] or 0)
        if minutes > _MAX_OFFSET_MIN or int(match[3] or 0) > 59:
            return None
        return timezone(timedelta(minutes=-minutes if match[1] != "+" else minutes))
    name = text.lower()
    if name == "cst" and _standard_offset_min(local) == _CHINA_MIN:
        return timezone(timedelta(minutes=_CHINA_MIN))
    if name in _ZONE_OFFSETS_MIN:
        return timezone(timedelta(minutes=_ZONE_OFFSETS_MIN[name]))
    if _REGION.fullmatch(text) is None:
        return None
    try:
        return ZoneInfo(text)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None


def to_24_hours(hour: int, meridiem: str) -> int | None:
    """Apply am, p.m., 上午 or 오후 to an hour. Return None if it is over 24."""
    meridiem = meridiem.lower().replace(".", "")
    if meridiem in ("pm", "下午", "晚上", "오후", "午後") and hour < 12:
        return hour + 12
    if meridiem in ("am", "上午", "凌晨", "오전", "午前") and hour == 12:
        return 0
    return hour if hour <= 24 else None


def make_datetime(
    day: tuple[int, int, int], time: tuple[int, int, int], zone: tzinfo
) -> datetime | None:
    """Return an aware datetime for (year, month, day) and (hour, minute, second).

    Accepts 24:00:00 and leap seconds (:60), which ISO 8601 allows but `datetime` does not. None if
    invalid.
    """
    hour, minute, second = time
    carry = timedelta(days=1) if time == (24, 0, 0) else timedelta(seconds=second == 60)
    try:
        value = datetime(*day, 0 if carry.days else hour, minute, min(second, 59), tzinfo=zone)
        if second > 60:
            return None
        if carry:
            value += carry
    except (ValueError, OverflowError):
        return None
    return with_fixed_offset(value, zone)


def with_fixed_offset(value: datetime, zone: tzinfo) -> datetime:
    """Return the same time with a fixed offset of whole minutes.

    A naive `value` is interpreted in `zone`. The offset is dropped in the first and last hours of
    the calendar, because conversion to UTC would be out of range.
    """
    if value.tzinfo is None:
        value = value.replace(tzinfo=zone)
    try:
        offset = value.utcoffset() or timedelta()
        if offset.seconds % 60 or offset.microseconds:
            offset = timedelta(minutes=round(offset.total_seconds() / 60))
            value = value.astimezone(timezone(offset))
        value.astimezone(UTC)
    except (ValueError, OverflowError):
        return value.replace(tzinfo=UTC)
    if offset or type(value.tzinfo) is not timezone:
        return value.replace(tzinfo=timezone(offset))
    return value


def _standard_offset_min(zone: tzinfo) -> float:
    offset = datetime(2001, 1, 1, tzinfo=zone).utcoffset() or timedelta()
    return offset.total_seconds() / 60
