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
    ("aug", "aou", "ago", "agu", "авг", "αυγ"),
    ("sep", "set", "szept", "сен", "σεπ"),
    ("oct", "okt", "ott", "out", "окт", "οκτ"),
    ("nov", "ноя", "νοε"),
    ("dec", "dez", "dic", "des", "дек", "δεκ"),
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
    "acst": 570, "aest": 600, "aedt": 660, "nzst": 720, "nzdt": 780, "bjt": 480, "pht": 480,
    "北京时间": 480, "北京時間": 480, "中国标准时间": 480, "中國標準時間": 480, "香港时间": 480,
    "香港時間": 480, "台北时间": 480, "台北時間": 480, "日本标准时间": 540, "日本標準時": 540,
    "日本時間": 540, "한국 표준시": 540, "협정 세계시": 0, "格林尼治标准时间": 0, "世界标准时间": 0,
}  # fmt: skip
_CHINA_MIN = 480
MERIDIEMS = "上午|下午|中午|晚上|凌晨|早上|早晨|清晨|傍晚|夜间|夜間|深夜|오전|오후|午前|午後"
_AFTERNOON = ("pm", "下午", "晚上", "傍晚", "夜间", "夜間", "오후", "午後")
_MORNING = ("am", "上午", "凌晨", "早上", "早晨", "清晨", "오전", "午前")
_LAST_PLACEHOLDER_YEAR = 1970
_PLACEHOLDERS = frozenset(
    datetime.fromisoformat(f"{time}+00:00")
    for time in (
        "1601-01-01T00:00:00",
        "1899-12-30T00:00:00",
        "1899-12-31T00:00:00",
        "1900-01-01T00:00:00",
        "1969-12-31T23:59:59",
        "1970-01-01T00:00:00",
        # Local time in China, without an offset.
        "1970-01-01T08:00:00",
    )
)

# Text after an offset repeats it (+0800 CST, +0300 +03) or is noise.
_OFFSET = re.compile(
    r"(?:gmt|utc?|z)?\s*([+−-])\s?(\d{1,2})(?:[:.]?(\d{2}))?(?:\s*z|(?![\d:.]).*)",
    re.IGNORECASE,
)
_REGION = re.compile(r"[A-Za-z]+(?:/[A-Za-z0-9_+-]+){1,2}")
_PARENTHESES = re.compile(r"\s*\([^()]*\)\s*$")
_CHINESE = re.compile(r"[\u4e00-\u9fff]")


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
    text = _PARENTHESES.sub("", text.strip()) or text.strip("() \t")
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


def zone_of_chinese_text(text: str, zone: tzinfo) -> tzinfo:
    """Return `zone`, or that of China if `text` has CST and Chinese words."""
    is_china = "CST" in text and _CHINESE.search(text) is not None
    return timezone(timedelta(minutes=_CHINA_MIN)) if is_china else zone


def to_24_hours(hour: int, meridiem: str) -> int | None:
    """Apply am, p.m., 上午 or 오후 to an hour. Return None if it is over 24."""
    meridiem = meridiem.lower().replace(".", "")
    if meridiem in _AFTERNOON and hour < 12:
        return hour + 12
    if meridiem == "中午" and hour < 6:
        return hour + 12
    if meridiem in _MORNING and hour == 12:
        return 0
    return hour if hour <= 24 else None


def is_placeholder(value: datetime) -> bool:
    """Return whether a date is a placeholder for a missing one.

    These are the limits of calendars in languages and databases: the years 1 and 9999 (.NET, Go),
    1601 (Windows), 1899 and 1900 (spreadsheets), 0 and -1 in Unix time.
    """
    if value.year in (1, 9999):
        return True
    if value.year > _LAST_PLACEHOLDER_YEAR:
        return False
    return not _PLACEHOLDERS.isdisjoint((value.astimezone(UTC), value.replace(tzinfo=UTC)))


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
