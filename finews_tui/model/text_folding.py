"""Text folding for search (case, width, accents) and word splitting."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import cache

# Scripts without spaces between words: Thai to Khmer, Hangul, kana, bopomofo, Han.
UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u1100-\u11ff\u3005-\u3007\u3021-\u3029"
    "\u3031-\u3035\u303b\u303c\u3041-\u3096\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff\u3105-\u312f\u3131-\u318e"
    "\u31a0-\u31bf\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\ua960-\ua97f\uac00-\ud7ff\uf900-\ufaff"
    "\U0001b000-\U0001b16f\U00020000-\U0003fffd"
)
# Accents of Latin, Greek and Cyrillic, but not kana voicing marks or Indic vowel signs.
_ACCENTS = re.compile("[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]+")
_PLAIN = re.compile(r"[\u0000-\u007f\u3000-\u3002\u3008-\u3011\u4e00-\u9fff\u2018-\u201d]*")

# A raised number after a digit is an exponent, after a word a note mark: both are words of their
# own, and so is the fraction of `2½`. After one or two letters it belongs to a unit (`m²`).
_SIGNS = "⁰¹²³⁴-⁹⁺⁻¼-¾⅐-⅞①-⑳"
_RAISED = re.compile(f"[{_SIGNS}](?:(?<=[0-9][{_SIGNS}])|(?<=[^\\W\\d_{_SIGNS}]{{3}}[{_SIGNS}]))")


@cache
def word_pattern() -> re.Pattern[str]:
    """Return a pattern: group 1 is a run of unspaced scripts, group 2 another word.

    Compiled on first use: compilation takes 5 ms.
    """
    return re.compile(f"([{UNSPACED}]+)|([^\\W_{UNSPACED}]+)")


def fold(text: str) -> str:
    """Fold case, width, compatibility forms and accents."""
    if _PLAIN.fullmatch(text):
        return text.lower()
    text = _RAISED.sub(r"^\g<0>", text)
    decomposed = unicodedata.normalize("NFKD", text).casefold()
    return unicodedata.normalize("NFC", _ACCENTS.sub("", decomposed))


def fold_with_offsets(text: str) -> tuple[str, Sequence[int]]:
    """Fold `text`; return it with the offset in `text` of each folded character.

    An additional last offset is the length of `text`.
    """
    if _PLAIN.fullmatch(text):
        return text.lower(), range(len(text) + 1)
    cache: dict[str, str] = {}
    parts: list[str] = []
    offsets: list[int] = []
    raised = {match.start() for match in _RAISED.finditer(text)}
    for offset, character in enumerate(text):
        folded = cache.get(character)
        if folded is None:
            folded = cache[character] = fold(character)
        if offset in raised:
            folded = f"^{folded}"
        parts.append(folded)
        offsets.extend([offset] * len(folded))
    offsets.append(len(text))
    return "".join(parts), offsets


def alphanumeric(text: str) -> str:
    """Return the letters and digits of a text, case-folded, for comparison."""
    return "".join(filter(str.isalnum, text)).casefold()
