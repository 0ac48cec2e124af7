"""Chinese names in Latin letters, by pypinyin: it imports in half a second and takes 57 MB.

So it is imported in a process of its own, and never by the screen.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

_HAN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff]")
_KEPT = re.compile(r"[^\W_]+")


def has_spelling(name: str) -> bool:
    """Whether a name has a character that is said otherwise than it is written."""
    return _HAN.search(name) is not None


def spelled(names: Iterable[str]) -> dict[str, tuple[str, str]]:
    """Each name's pinyin without blanks or tones, and its initials; both in small letters."""
    from pypinyin import lazy_pinyin

    found = {}
    for name in names:
        syllables = [
            part.casefold() for syllable in lazy_pinyin(name) for part in _KEPT.findall(syllable)
        ]
        found[name] = ("".join(syllables), "".join(part[0] for part in syllables))
    return found
