"""Convert dates of different languages and generators to one notation."""

from __future__ import annotations

import re
import unicodedata
from html import unescape

_MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
_NUMERALS = {character: str(number) for number, character in enumerate("〇一二三四五六七八九")}
_NUMERALS["零"] = "0"
_ERAS = {"民国": 1911, "民國": 1911, "令和": 2018, "平成": 1988, "昭和": 1925}

_CJK_NUMBER = re.compile(r"[〇零一二三四五六七八九十廿卅]{1,4}(?=\s?[年月日号號时時点點分秒])")
_ERA_YEAR = re.compile(r"(民国|民國|令和|平成|昭和)\s?(\d{1,3}|元)\s?年")
_CJK_WEEKDAY = re.compile(
    r"\s?\(?(?:(?:星期|礼拜|禮拜|周|週)[一二三四五六日天]|[月火水木金土日]曜日?|[월화수목금토일]요일)\)?,?"
    r"|\s?\([一二三四五六日天月火水木金土월화수목금토일]\),?"
    r"|^[一二三四五六日天月火水木金土월화수목금토일](?:\s*[,.]\s*|\s+)"
)
_ENGLISH_WEEKDAY = re.compile(
    r"\(?\b(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\b[).,]{0,2}",
    re.IGNORECASE,
)
_CJK_MONTH = re.compile(r"(?<!\d)(1[0-2]|0?[1-9])\s?[月월](?!曜)")
_CJK_DAY = re.compile(r"(\d)\s?[日号號일]")
# Java appends the region: 2024-03-05T14:30+08:00[Asia/Shanghai].
_REGION_IN_BRACKETS = re.compile(r"\[([A-Za-z_]+(?:/[A-Za-z_+-]+){0,2})\]$")
_ENDS_WITH_OFFSET = re.compile(r"(?:Z|[+-]\d{2}:?\d{2})$")
# Go adds the reading of the monotonic clock: m=+0.000012.
_MONOTONIC_CLOCK = re.compile(r"\sm=[+-]\d[\d.]*$")
# In a query string, a plus sign means a blank.
_LOST_PLUS = re.compile(
    r"(?<=:\d\d)(\.\d{1,9})?\s(?:(GMT|UTC)\s)?(0\d|1[0-4]):?(00|30|45)$", re.IGNORECASE
)


def normalize_date(text: str) -> str:
    """Return `text` with plain digits and signs, without weekdays and noise.

    Dates with 年 keep their order; month names such as 三月 become English in all others.
    """
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text).replace("−", "-").replace("–", "-")
        text = _CJK_WEEKDAY.sub(" ", text)
        text = _CJK_NUMBER.sub(_to_digits, text)
        text = _ERA_YEAR.sub(_to_common_year, text)
        if not re.search("[年년]", text):
            text = _CJK_DAY.sub(r"\1 ", _CJK_MONTH.sub(_to_english_month, text))
    if "&" in text or "%" in text:
        # html/template in Go writes a plus sign as &#43;.
        text = unescape(text).replace("%2B", "+").replace("%2b", "+")
    text = _MONOTONIC_CLOCK.sub("", _ENGLISH_WEEKDAY.sub(" ", text))
    text = _without_region(text.strip(" \t\r\n,"))
    return _LOST_PLUS.sub(r"\1 +\3\4", text)


def _without_region(text: str) -> str:
    region = _REGION_IN_BRACKETS.search(text)
    if region is None:
        return text
    time = text[: region.start()]
    return time if _ENDS_WITH_OFFSET.search(time) else f"{time} {region[1]}"


def _to_digits(match: re.Match[str]) -> str:
    """Return 12 for 十二, 31 for 三十一 and 2024 for 二〇二四."""
    text = match[0].replace("廿", "二十").replace("卅", "三十")
    tens, ten, ones = text.partition("十")
    digits = "".join(_NUMERALS.get(character, "") for character in ones if character != "十")
    if not ten:
        return "".join(_NUMERALS[character] for character in text)
    return (_NUMERALS.get(tens, "") or "1") + (digits or "0")


def _to_common_year(match: re.Match[str]) -> str:
    year = 1 if match[2] == "元" else int(match[2])
    return f"{_ERAS[match[1]] + year}年"


def _to_english_month(match: re.Match[str]) -> str:
    start, end = match.span()
    before = " " if start and match.string[start - 1].isalnum() else ""
    after = " " if match.string[end : end + 1].isalnum() else ""
    return f"{before}{_MONTHS[int(match[1]) - 1]}{after}"
