"""Related articles: those that share rare terms, with a bonus for a close date."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from math import log

from finews_tui.library.plain_text import plain_text
from finews_tui.model.article import Article
from finews_tui.model.source import Source
from finews_tui.store.database import Connection
from finews_tui.store.search import articles_with_terms
from finews_tui.store.sources import count_totals
from finews_tui.store.tokenizer import index_terms

MAX_RELATED = 60
"""Maximum number of articles returned, including the article itself."""

_MAX_TERMS = 100
# Terms found in more articles are skipped.
_MAX_TERM_ARTICLES = 150
# In a small collection, terms found in more than 1 of this many articles are skipped.
_COMMON_SHARE = 2
_TITLE_WEIGHT = 3
_MIN_SIMILARITY = 0.08
_MIN_SHARED_TERMS = 3
_NEAR_S = 3 * 86_400
# Only this many characters at the beginning of a text are compared.
_MAX_TEXT = 20_000


def find_related(cache: Connection, article: Article, sources: Sequence[Source]) -> list[int]:
    """Return the numbers of the most similar articles, the article itself first.

    A shared term weighs more if fewer articles have it. Articles published within days of each
    other score up to twice as high as those years apart.
    """
    total = count_totals(cache, sources).articles
    limit = min(_MAX_TERM_ARTICLES, max(_MIN_SHARED_TERMS, total // _COMMON_SHARE))
    scores: defaultdict[int, float] = defaultdict(float)
    shared: Counter[int] = Counter()
    max_score = 0.0
    for numbers in articles_with_terms(cache, _significant_terms(article), limit):
        weight = log(1 + total / max(1, len(numbers)))
        max_score += weight
        for number in numbers:
            scores[number] += weight
            shared[number] += 1
    similar = {
        number: score * _proximity(number, article.number)
        for number, score in scores.items()
        if shared[number] >= _MIN_SHARED_TERMS and score >= max_score * _MIN_SIMILARITY
    }
    similar.pop(article.number, None)
    best = sorted(similar, key=lambda number: (-similar[number], -number))
    return [article.number, *best[: MAX_RELATED - 1]]


def _significant_terms(article: Article) -> list[str]:
    """Return the most frequent terms of an article; title terms weigh more."""
    text = plain_text(article.body, article.format, article.link)[:_MAX_TEXT]
    counts = Counter(index_terms(text).split())
    for term in index_terms(article.title).split():
        counts[term] += _TITLE_WEIGHT
    terms = [term for term in counts if len(term) > 1]
    return sorted(terms, key=lambda term: -counts[term])[:_MAX_TERMS]


def _proximity(number: int, other: int) -> float:
    """Return a factor from 2 for the same date down to 1 for distant dates."""
    return 1 + 1 / (1 + abs(number - other) / _NEAR_S)
