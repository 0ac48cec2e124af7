"""Text becomes the terms of the full-text index, and a query's words the same terms.

Chinese, Japanese, Korean, Thai and their like are written without spaces: a run of them becomes
overlapping pairs and its last character alone (`降准了` → `降准 准了 了`). So a run of two or more
characters is a phrase of pairs, one character is a prefix, and the lone last character keeps pairs
of two runs from standing side by side. All else is words.
"""

from __future__ import annotations

import re
import unicodedata

TERMS_VERSION = 1

# Scripts whose words are not parted by spaces: Thai to Khmer, Hangul, kana, bopomofo, Han.
_UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u1100-\u11ff\u3005-\u3007\u3021-\u3029"
    "\u3031-\u3035\u303b\u303c\u3041-\u3096\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff\u3105-\u312f\u3131-\u318e"
    "\u31a0-\u31bf\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\ua960-\ua97f\uac00-\ud7ff\uf900-\ufaff"
    "\U0001b000-\U0001b16f\U00020000-\U0003fffd"
)
_RUNS = re.compile(f"([{_UNSPACED}]+)|([^\\W_{_UNSPACED}]+)")
# Accents of Latin, Greek, Cyrillic; not the voicing marks of kana or the vowels of Indic scripts.
_ACCENTS = re.compile("[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]+")
_PLAIN = re.compile(r"[\u0000-\u007f\u3000-\u3002\u3008-\u3011\u4e00-\u9fff\u2018-\u201d]*")


def fold(text: str) -> str:
    """`text` without what a search overlooks: width, case, compatibility forms, accents."""
    if _PLAIN.fullmatch(text):
        return text.lower()
    decomposed = unicodedata.normalize("NFKD", text).casefold()
    return unicodedata.normalize("NFC", _ACCENTS.sub("", decomposed))


def index_terms(text: str) -> str:
    """The terms of a text in their order, parted by blanks, as the index is fed."""
    terms: list[str] = []
    extend = terms.extend
    for run, word in _RUNS.findall(fold(text)):
        if word:
            terms.append(word)
        else:
            extend([run[i : i + 2] for i in range(len(run))])
    return " ".join(terms)


def phrase_terms(text: str) -> tuple[list[str], bool]:
    """The terms that stand side by side where `text` occurs, and whether the last is a prefix.

    A single trailing character of an unspaced script can begin any pair, so it is a prefix.
    Without any letter or digit the list is empty.
    """
    terms: list[str] = []
    is_prefix = False
    for run, word in _RUNS.findall(fold(text)):
        if word:
            terms.append(word)
            is_prefix = False
        else:
            terms.extend(run[i : i + 2] for i in range(len(run)))
            is_prefix = True
    if (
        is_prefix
        and len(terms[-1]) == 1
        and len(terms) > 1
        and len(terms[-2]) == 2
        and terms[-2][1] == terms[-1]
    ):
        terms.pop()
        is_prefix = False
    return terms, is_prefix
