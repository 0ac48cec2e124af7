"""Numbers of list items in the style that the author chose: `1.`, `a.`, `IV.`, `三、`."""

from __future__ import annotations

from enum import StrEnum


class NumberStyle(StrEnum):
    """How the items of a list are numbered, named as in CSS. NONE: no number and no bullet."""

    DECIMAL = "decimal"
    LEADING_ZERO = "decimal-leading-zero"
    LOWER_ALPHA = "lower-alpha"
    UPPER_ALPHA = "upper-alpha"
    LOWER_ROMAN = "lower-roman"
    UPPER_ROMAN = "upper-roman"
    LOWER_GREEK = "lower-greek"
    CHINESE = "cjk-decimal"
    NONE = "none"


_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"),
    (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_MAX_ROMAN = 3999
_LATIN = "abcdefghijklmnopqrstuvwxyz"
_GREEK = "αβγδεζηθικλμνξοπρστυφχψω"
_CHINESE_DIGITS = "〇一二三四五六七八九"
_MAX_CHINESE = 99


def number_label(number: int, style: NumberStyle) -> str:
    """Return the number of an item with the sign that follows it; "" for NONE.

    A number that a style cannot express is decimal, as in CSS.
    """
    if style is NumberStyle.NONE:
        return ""
    if style is NumberStyle.CHINESE and 0 < number <= _MAX_CHINESE:
        return f"{_chinese(number)}、"
    return f"{_styled(number, style)}."


def _styled(number: int, style: NumberStyle) -> str:
    match style:
        case NumberStyle.LOWER_ALPHA if number > 0:
            return _letters(number, _LATIN)
        case NumberStyle.UPPER_ALPHA if number > 0:
            return _letters(number, _LATIN).upper()
        case NumberStyle.LOWER_GREEK if number > 0:
            return _letters(number, _GREEK)
        case NumberStyle.LOWER_ROMAN if 0 < number <= _MAX_ROMAN:
            return _roman(number)
        case NumberStyle.UPPER_ROMAN if 0 < number <= _MAX_ROMAN:
            return _roman(number).upper()
        case NumberStyle.LEADING_ZERO:
            return f"{number:02}"
        case _:
            return str(number)


def _letters(number: int, alphabet: str) -> str:
    letters = ""
    while number > 0:
        number, index = divmod(number - 1, len(alphabet))
        letters = alphabet[index] + letters
    return letters


def _roman(number: int) -> str:
    text = ""
    for value, letters in _ROMAN:
        count, number = divmod(number, value)
        text += letters * count
    return text


def _chinese(number: int) -> str:
    tens, ones = divmod(number, 10)
    text = "" if tens == 0 else "十" if tens == 1 else f"{_CHINESE_DIGITS[tens]}十"
    return text + (_CHINESE_DIGITS[ones] if ones else "")
