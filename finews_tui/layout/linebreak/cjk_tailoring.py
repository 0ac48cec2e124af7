"""What Chinese readers want whole on a line: numbers with sign and unit, web addresses."""

from __future__ import annotations

import re

_UNITS = (
    "美元|港元|欧元|日元|韩元|英镑|卢布|人民币|个百分点|百分点|平方米|立方米|平方公里|公里|千米|厘米|毫米"
    "|公斤|千克|小时|分钟|千瓦时?|兆瓦|吉瓦|个月|季度|基点|"
    "[元角分股吨克斤桶年月日号时点秒岁届期条项个家名位人次倍成辆台部套户亩米升度页层级只支手天周%％℃℉°‰]"
)
# A number is looked for only where one starts, and never given back: linear on any text.
_NUMBER_AND_UNIT = re.compile(
    r"[+\-－＋−±]?(?<![0-9０-９])(?<![0-9０-９][.,])"
    r"[0-9０-９](?:[0-9０-９]|[.,](?=[0-9０-９])|(?<=[０-９])[，．](?=[０-９]))*+"
    rf"(?:[十百千万亿兆]{{1,4}}(?:{_UNITS})?|(?:{_UNITS}))(?:/(?:{_UNITS}))?"
    r"|(?<=[0-9 ])(?:[kKMGT]i?[Bb]|km|m)/[shd](?![A-Za-z0-9/])"
    r"|(?<![０-９])[０-９](?:[０-９]|[，．](?=[０-９]))*+"
)
_ADDRESS = re.compile(
    r"(?:https?|ftp)://[!-~]+|(?<![!-~])www\.[!-~]+"
    r"|(?<![A-Za-z0-9._+-])[A-Za-z0-9._+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+",
    re.IGNORECASE,
)
_OPTION = re.compile(r"(?<![!-~])--[A-Za-z]")  # the standard breaks behind its hyphens
_ADDRESS_SIGNS = ("://", "www.", "WWW.", "@")


def glue_numbers_and_addresses(marks: bytearray, text: str) -> None:
    """Forbid line ends inside numbers with sign and unit (`-1.66亿元`), addresses and options."""
    if not text.isascii():
        _glue(marks, _NUMBER_AND_UNIT, text)
    if any(sign in text for sign in _ADDRESS_SIGNS):
        _glue(marks, _ADDRESS, text)
    if "--" in text:
        _glue(marks, _OPTION, text)


def _glue(marks: bytearray, pattern: re.Pattern[str], text: str) -> None:
    for match in pattern.finditer(text):
        start, end = match.span()
        marks[start + 1 : end] = bytes(end - start - 1)
