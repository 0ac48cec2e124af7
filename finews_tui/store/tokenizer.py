"""Text becomes the terms of the full-text index, and a query's words the same terms.

Chinese, Japanese, Korean, Thai and their like are written without spaces: a run of them becomes
overlapping pairs and its last character alone (`降准了` → `降准 准了 了`). So a run of two or more
characters is a phrase of pairs, one character is a prefix, and the lone last character keeps pairs
of two runs from standing side by side. All else is words.
"""

from __future__ import annotations

from finews_tui.model.text_folding import fold, word_pattern

TERMS_VERSION = 1


def index_terms(text: str) -> str:
    """The terms of a text in their order, parted by blanks, as the index is fed."""
    terms: list[str] = []
    extend = terms.extend
    for run, word in word_pattern().findall(fold(text)):
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
