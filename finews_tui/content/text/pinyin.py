"""Pinyin of Chinese names.

Importing pypinyin takes half a second and 57 MB, so call `to_pinyin` in a worker process.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

_HAN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff]")
_LETTERS = re.compile(r"[^\W_]+")


def has_han(name: str) -> bool:
    """Return whether a name contains Chinese characters."""
    return _HAN.search(name) is not None


def to_pinyin(names: Iterable[str]) -> dict[str, tuple[str, str]]:
    """Map each name to its pinyin without spaces or tones, and its initials."""
    from pypinyin import lazy_pinyin

    pinyin = {}
    for name in names:
        syllables = [
            part.casefold() for syllable in lazy_pinyin(name) for part in _LETTERS.findall(syllable)
        ]
        pinyin[name] = ("".join(syllables), "".join(syllable[0] for syllable in syllables))
    return pinyin
