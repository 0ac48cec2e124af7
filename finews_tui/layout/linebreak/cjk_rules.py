"""Additional rules for Chinese: do not break numbers with units, and URLs."""

from __future__ import annotations

import re

_UNITS = (
    "美元|港元|欧元|日元|韩元|英镑|卢布|人民币|个百分点|百分点|平方米|立方米|平方公里|公里|千米|厘米|毫米"
    "|公斤|千克|小时|分钟|千瓦时?|兆瓦|吉瓦|个月|季度|基点|"
    "[元角分股吨克斤桶年月日号时点秒岁届期条项个家名位人次倍成辆台部套户亩米升度页层级只支手天周%％℃℉°‰]"
)
# Linear on any text: matched only at the start of a number, with possessive quantifiers.
_NUMBER_AND_UNIT = re.compile(
    r"[+\-－＋−±]?(?<![0-9０-９])(?<![0-9０-９][.,])"
    r"[0-9０-９](?:[0-9０-９]|[.,](?=[0-9０-９])|(?<=[０-９])[，．](?=[０-９]))*+"
    rf"(?:[十百千万亿兆]{{1,4}}(?:{_UNITS})?|(?:{_UNITS}))(?:/(?:{_UNITS}))?"
    r"|(?<=[0-9 ])(?:[kKMGT]i?[Bb]|km|m)/[shd](?![A-Za-z0-9/])"
    r"|(?<![０-９])[０-９](?:[０-９]|[，．](?=[０-９]))*+"
)
_URL = re.compile(
    r"(?:https?|ftp)://[!-~]+|(?<![!-~])www\.[!-~]+"
    r"|(?<![A-Za-z0-9._+-])[A-Za-z0-9._+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+",
    re.IGNORECASE,
)
# UAX #14 allows a break after the hyphens of a command line option.
_OPTION = re.compile(r"(?<![!-~])--[A-Za-z]")
_URL_HINTS = ("://", "www.", "WWW.", "@")


def forbid_breaks_in_numbers_and_urls(breaks: bytearray, text: str) -> None:
    """Forbid breaks in numbers with sign and unit (`-1.66亿元`), URLs and options."""
    if not text.isascii():
        _forbid_breaks_in(breaks, _NUMBER_AND_UNIT, text)
    if any(hint in text for hint in _URL_HINTS):
        _forbid_breaks_in(breaks, _URL, text)
    if "--" in text:
        _forbid_breaks_in(breaks, _OPTION, text)


def _forbid_breaks_in(breaks: bytearray, pattern: re.Pattern[str], text: str) -> None:
    for match in pattern.finditer(text):
        start, end = match.span()
        breaks[start + 1 : end] = bytes(end - start - 1)
