"""Tokenizer of the full-text index, for texts and queries.

Scripts without spaces (Chinese, Japanese, Korean, Thai, …) are indexed as bigrams: the overlapping
pairs of a run and its last character (`降准了` → `降准 准了 了`). A search for two or more
characters is a phrase of pairs, a search for a single character a prefix. The last character
prevents pairs of different runs from being adjacent. Everything else is indexed as words.
"""

from __future__ import annotations

from finews_tui.model.text_folding import fold, word_pattern

TERMS_VERSION = 2


def index_terms(text: str) -> str:
    """Return the terms of a text in order, separated by spaces."""
    terms: list[str] = []
    extend = terms.extend
    for run, word in word_pattern().findall(fold(text)):
        if word:
            terms.append(word)
        else:
            extend([run[i : i + 2] for i in range(len(run))])
    return " ".join(terms)


def phrase_terms(text: str) -> tuple[list[str], bool]:
    """Return the terms of a phrase, and whether the last one is a prefix.

    A single last character of a script without spaces is a prefix because it can start any pair.
    The list is empty if there are no letters or digits.
    """
    terms: list[str] = []
    is_prefix = False
    for run, word in word_pattern().findall(fold(text)):
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
