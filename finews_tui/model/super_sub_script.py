"""Superscripts and subscripts as plain text: `10³⁰`, `H₂O`, else `x^{a,b}`."""

from __future__ import annotations

import re

from finews_tui.model.text_style import TextStyle

SCRIPTS = TextStyle.SUPERSCRIPT | TextStyle.SUBSCRIPT

_SUPERSCRIPT = str.maketrans(
    "0123456789+-−=()abcdefghijklmnoprstuvwxyzABDEGHIJKLMNOPRTUVW",
    "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻᴬᴮᴰᴱᴳᴴᴵᴶᴷᴸᴹᴺᴼᴾᴿᵀᵁⱽᵂ",
)
_SUBSCRIPT = str.maketrans(
    "0123456789+-−=()aehijklmnoprstuvx",
    "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ",
)
_HAN = re.compile("[\u4e00-\u9fff]")
_BRACKETS = {"[": "]", "［": "］", "〔": "〕", "【": "】", "（": "）"}
# Longer texts are small print, which would be hard to read in superscript characters.
_MAX_LENGTH = 12


def to_script(text: str, style: TextStyle) -> str:
    """Return `²` or `₂`, else `^{…}` or `_{…}`, a single character without braces.

    A Chinese superscript is a note mark: `[注]`.

    Text that reads the same on the line is returned unchanged: signs such as `®` and marks in
    brackets such as `[2]`.
    """
    return "".join(script_parts([text], style)) if style & SCRIPTS else text


def script_parts(texts: list[str], style: TextStyle, *, is_attached: bool = True) -> list[str]:
    """Return the parts of one superscript or subscript as plain text.

    `is_attached`: it follows a word without a space. Otherwise several words, or a long one, are
    small print and returned unchanged.
    """
    table, sign = (_SUPERSCRIPT, "^") if style & TextStyle.SUPERSCRIPT else (_SUBSCRIPT, "_")
    text = "".join(texts).strip()
    if not text or _BRACKETS.get(text[0]) == text[-1]:
        return texts
    is_long = len(text) > _MAX_LENGTH or len(text.split()) > 1
    if is_long and any(map(str.isalpha, text)):
        if not is_attached:
            return texts
    elif all(ord(character) in table or character.isspace() for character in text):
        return [part.translate(table) for part in texts]
    if not any(map(_is_ordinary, text)):
        return texts
    start, end = f"{sign}{{", "}"
    if sign == "^" and _HAN.search(text):
        start, end = "[", "]"
    elif len(text) == 1:
        return [f"{sign}{part}" if part.strip() else part for part in texts]
    parts = [f"{start}{texts[0]}", *texts[1:]]
    parts[-1] += end
    return parts


def _is_ordinary(character: str) -> bool:
    """Return whether a character is a letter or digit, but not one such as `①` or `²`."""
    return character.isalnum() and (character.isalpha() or character.isdecimal())
