"""Recognize figures, missing values and dates in table cells."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import NamedTuple

MAX_LENGTH = 40
"""Longest figure in characters; longer cells are text."""

_MAX_PLAIN_DIGITS = 9
_SIGNS = "-+−－＋±﹣﹢"
_RISES, _FALLS = "+＋﹢↑▲⬆🔺", "-−－﹣↓▼⬇🔻"
_MINUS = "-−－﹣"
_ARROWS = "↑↓▲▼△▽⬆⬇🔺🔻"
_CODES = "USD|EUR|CNY|RMB|HKD|GBP|JPY|KRW|SGD|AUD|CAD|CHF|TWD|NTD|INR|NZD|Rs\\.?"
_CURRENCY = rf"(?:[A-Z]{{0,3}}[$￥¥€£₩₹＄￡]|{_CODES})"
_DIGITS = (
    r"(?:\d{1,3}(?:[,，'’]\d{2,4})+(?:[.．]\d+)?"  # 1,234.5
    r"|\d{1,3}(?:[ \u00a0\u2009\u202f]\d{3})+(?:[.,．]\d+)?"  # 1 234.5
    r"|\d{1,3}(?:\.\d{3})+,\d+"  # 1.234,5
    r"|\d+(?:[.．]\d+|,\d{1,2})?"  # 1234.5
    r"|[.．]\d+)"
    r"(?:[eE][-+−]?\d{1,3})?"
)
_SCALES = (
    *(("万亿", 1e12), ("萬億", 1e12), ("千亿", 1e11), ("百亿", 1e10), ("十亿", 1e9)),
    *(("千万", 1e7), ("百万", 1e6), ("十万", 1e5), ("亿", 1e8), ("億", 1e8), ("万", 1e4)),
    *(("萬", 1e4), ("千", 1e3), ("百", 1e2)),
    *(("trillion", 1e12), ("billion", 1e9), ("million", 1e6), ("thousand", 1e3)),
    *(("tn", 1e12), ("bn", 1e9), ("mn", 1e6), ("mm", 1e6)),
    *(("t", 1e12), ("b", 1e9), ("m", 1e6), ("k", 1e3)),
)
_SCALE_OF = dict(_SCALES)
_PERCENTS = {"%": 1.0, "％": 1.0, "‰": 0.1, "个百分点": 1.0, "個百分點": 1.0, "百分点": 1.0}
_PERCENTS |= {"pct": 1.0, "pp": 1.0, "ppt": 1.0, "percent": 1.0, "bp": 0.01, "bps": 0.01}
_PERCENTS |= {"个基点": 0.01, "基点": 0.01}
_UNITS = (
    "美元|港元|港币|欧元|日元|英镑|人民币|元|圆|股|吨|手|户|倍|家|人|人次|个|只|支|笔|件"
    "|台|辆|套|张|份|次|点|位|项|項|条|座|头|箱|瓶|度|公斤|千克|千瓦|千瓦时|平方米|平方公里|公里|亩|公顷|桶"
    "|x|p|c|times|shares|people|pts|points|tonnes|tons|kg|km|rmb|cents|°c|℃|mw|gw"
)
_SCALE = "|".join(_SCALE_OF)
_PERCENT = f"(?:{'|'.join(_PERCENTS)})"
_UNIT = rf"(?:{_CURRENCY}|{_UNITS})"
_RISE = "增加|增长|上升|上涨|提高|升|涨|up"
_FALL = "减少|下降|下跌|降低|降|跌|down"
_MARK = r"(?:\*{1,3}|[†‡§]|[¹²³⁴-⁹]|[\[(（][\da-z注]{1,2}[\])）]|[①-⑳])"
_SIMPLE_FIGURE = re.compile(r"([-+]?(?:\d{1,3}(?:,\d{3})+|\d+))(?:\.\d+)?%?")
_DIGIT = re.compile(r"\d")
# Compiled on first use, which takes milliseconds.
_FIGURE = (
    rf"[(（\[]?\s?(?:[<>≈约近逾超~～≥≤＜＞]|不超过|不低于|不少于|(?P<rise>{_RISE})|(?P<fall>{_FALL}))?"
    rf"\s?[{_ARROWS}]?\ufe0f?\s?[{_SIGNS}]?\s?{_CURRENCY}?\s?"
    rf"[(（]?[{_SIGNS}]?\s?(?P<digits>{_DIGITS})"
    rf"(?P<suffix>\s?(?:(?P<percent>{_PERCENT})|(?P<scale>{_SCALE})?{_UNIT}?)(?:/[^\W\d_]{{1,4}})?)"
    rf"(?P<range>\s?(?:[-–—~～至]|to)\s?[{_SIGNS}]?{_CURRENCY}?{_DIGITS}"
    rf"\s?(?:(?P<range_percent>{_PERCENT})|(?P<range_scale>{_SCALE})?{_UNIT}?))?"
    rf"(?P<second>\s?[(（][{_SIGNS}]?{_DIGITS}\s?(?:{_PERCENT}|{_UNIT})?[)）])?"  # 1,234 (5.6%)
    rf"\s?[{_ARROWS}]?\ufe0f?\s?[)）\]]?\s?{_MARK}?"
)
_PLACEHOLDER_WORDS = (
    "|n/a|n.a.|na|nm|n.m.|n/m|nil|none|null|nan|tbd|tba|not applicable|not available|not disclosed"
    "|suspended|halted|unchanged|unch|unch.|flat|*|…|...|？|?|不适用|不適用|停牌|暂停|暂停交易|未上市|退市"
    "|无|無|暂无|暫無|不详|未披露|未公布|未知|待定|待公布|待披露|缺|持平|平|平盘|不可比|扭亏|扭亏为盈|扭亏为赢"
    "|转亏|由盈转亏|由亏转盈|减亏|增亏|未分配|免税|休市|空缺|无数据"
)
_PLACEHOLDERS = frozenset(_PLACEHOLDER_WORDS.split("|"))
_DASHES = frozenset("-–—―－─/／\\﹣−_ %％")
_DAY = r"(?:3[01]|[12]\d|0?[1-9])"
_MONTH = r"(?:1[0-2]|0?[1-9])"
_YEAR = r"(?:1[89]|20|21)\d\d"
_MONTH_NAME = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_TIME = r"[0-2]?\d[:：][0-5]\d(?:[:：][0-5]\d)?"
_QUARTER = (
    r"(?:[1-4]\s?[QH]|[QH]\s?[1-4]|[上下]半年|前?[一二三四1-4]季度?|第[一二三四1-4]季度|全年|年度)"
)
_PERIOD = (
    rf"(?:FY\s?)?{_YEAR}(?:[A-Za-z*]|\s?年?度?末?|\s?[/–—-]\s?\d{{2,4}})"
    rf"|{_YEAR}\s?[-/.年]\s?{_MONTH}(?:\s?[-/.月]\s?(?:{_DAY}\s?[日号]?)?)?(?:[T\s]\s?{_TIME})?"
    rf"|{_MONTH}\s?月(?:\s?{_DAY}\s?[日号](?:\s?{_TIME})?)?末?"
    rf"|{_MONTH}/{_DAY}(?:/\d\d(?:\d\d)?)?|{_DAY}/{_MONTH}/{_YEAR}"
    rf"|(?:{_YEAR}\s?年?\s?)?{_QUARTER}(?:\s?['’]?(?:{_YEAR}|\d\d)[EFA]?)?"
    rf"|FY\s?['’]?\d\d(?:\d\d)?[EFA]?"
    rf"|(?:{_DAY}\s)?{_MONTH_NAME}(?:\s{_DAY},?)?(?:[\s-]['’]?(?:{_YEAR}|\d\d))?"
    rf"|{_TIME}|\d{{1,2}}\s?[DWMY]"
)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


class Figure(NamedTuple):
    """Figure in a cell.

    `value` includes scales such as 万 and million; percentages are in percent. `point` is the index
    of its decimal point or end of digits, None for ranges. `direction` is 1 or -1 if a sign or an
    arrow marks it as a rise or fall, else 0.
    """

    value: float
    point: int | None
    direction: int
    is_percent: bool


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


def parse_figure(text: str) -> Figure | None:
    """Parse a figure with sign, currency, unit, brackets and marks; None for other text."""
    if len(text) > MAX_LENGTH or (match := _compiled(_FIGURE).fullmatch(text)) is None:
        return None
    if (
        match["range"] is not None
        and match["digits"][0] == "0"
        and match["digits"][1:2].isdecimal()
    ):
        return None  # a phone number
    start = match.start("digits")
    value, point = _read_digits(match["digits"])
    before, after = text[:start], text[match.end("suffix") :]
    percent = match["percent"] or match["range_percent"]
    scale = match["scale"] or match["range_scale"]
    if percent is not None:
        value *= _PERCENTS[percent.casefold()]
    elif scale is not None:
        value *= _SCALE_OF[scale.casefold()]
    if match["range"] is not None:
        is_negative = any(sign in before for sign in _MINUS)
        return Figure(-value if is_negative else value, None, 0, percent is not None)
    signs = before + after if match["second"] is None else before + match["second"]
    rises, falls = (any(sign in signs for sign in set_) for set_ in (_RISES, _FALLS))
    own_signs = (
        before + after[match.end("second") - match.end("suffix") :] if match["second"] else signs
    )
    is_negative = any(sign in own_signs for sign in _FALLS) or "(" in before or "（" in before
    is_negative = is_negative or match["fall"] is not None
    # Phone numbers have a plus, too.
    is_code = len(match["digits"]) > _MAX_PLAIN_DIGITS and match["digits"].isdecimal()
    direction = int(rises) - int(falls) if value and not is_code else 0
    return Figure(-value if is_negative else value, start + point, direction, percent is not None)


def _read_digits(digits: str) -> tuple[float, int]:
    """Return the value of unsigned digits, and the index of the decimal point or the end."""
    plain = unicodedata.normalize("NFKC", digits)
    number, exponent_mark, exponent = plain.replace("E", "e").partition("e")
    comma, point = number.rfind(","), number.rfind(".")
    is_comma_decimal = comma > point >= 0 or (
        point < 0 and number.count(",") == 1 and len(number) - comma <= 3
    )
    mark = comma if is_comma_decimal else point
    index = mark if mark >= 0 else len(number)
    whole = "".join(filter(str.isdecimal, number[:index]))
    exponent = exponent.replace("−", "-") if exponent_mark else "0"
    return float(f"{whole or 0}.{number[index + 1 :] or 0}e{exponent}"), index


def is_figure(text: str) -> bool:
    """Return whether `parse_figure` accepts a text; faster for common figures."""
    if len(text) > MAX_LENGTH:
        return False
    if _SIMPLE_FIGURE.fullmatch(text):
        return True
    return _DIGIT.search(text) is not None and parse_figure(text) is not None


def point_of(text: str) -> int | None:
    """Return `Figure.point` of a figure; None for ranges and other text."""
    if len(text) > MAX_LENGTH:
        return None
    if match := _SIMPLE_FIGURE.fullmatch(text):
        return match.end(1)
    figure = parse_figure(text) if _DIGIT.search(text) else None
    return figure.point if figure is not None else None


def is_placeholder(text: str) -> bool:
    """Return whether a cell has no value: empty, a dash, `N/A`, 不适用, 停牌."""
    if text.casefold() in _PLACEHOLDERS:
        return True
    return len(text) <= MAX_LENGTH and set(text) <= _DASHES and text.strip("%％ ") != ""


def is_period(text: str) -> bool:
    """Return whether a cell is a date, a time, or a period such as a year or quarter."""
    return len(text) <= MAX_LENGTH and _compiled(_PERIOD).fullmatch(text) is not None


def period_key(text: str) -> tuple[int, ...] | None:
    """Return a key that sorts dates, times and periods; None for other text."""
    if not is_period(text):
        return None
    text = unicodedata.normalize("NFKC", text)
    numbers = [int(number) for number in re.findall(r"\d+", text)]
    month = _compiled(_MONTH_NAME).search(text)
    if month is not None:
        days = [number for number in numbers if number <= 31 and number != numbers[-1]]
        year = numbers[-1] if numbers and numbers[-1] > 31 else 0
        rest = days or [number for number in numbers if number != year]
        return (year, _MONTHS.index(month[0][:3].casefold()) + 1, *rest)
    year = next((number for number in numbers if number > 1000), 0)
    if not year:
        return (0, *numbers)
    return (year, *(number for number in numbers if number != year))
