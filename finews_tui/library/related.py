"""The articles that are most like one: by the rare words they share with it, near in time first."""

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
"""How many are found at most, the article itself among them."""

_TERMS = 100  # of the article that are looked for
_RARE = 150  # a term that more articles have says little of any
_COMMON_SHARE = 2  # of all articles, one in so many
_TITLE_WEIGHT = 3
_LEAST_LIKENESS = 0.08
_FEWEST_SHARED = 3
_NEAR_S = 3 * 86_400
_TEXT = 20_000  # characters of a text that tell what it is about


def find_related(cache: Connection, article: Article, sources: Sequence[Source]) -> list[int]:
    """The numbers of the articles that are most like this one, itself first.

    A term weighs by how few articles have it. What is published within days of the article counts
    up to twice as much as what is years away.
    """
    everything = count_totals(cache, sources).articles
    common = min(_RARE, max(_FEWEST_SHARED, everything // _COMMON_SHARE))
    scores: defaultdict[int, float] = defaultdict(float)
    shared: Counter[int] = Counter()
    whole = 0.0
    for numbers in articles_with_terms(cache, _terms(article), common):
        weight = log(1 + everything / max(1, len(numbers)))
        whole += weight
        for number in numbers:
            scores[number] += weight
            shared[number] += 1
    alike = {
        number: score * _nearness(number, article.number)
        for number, score in scores.items()
        if shared[number] >= _FEWEST_SHARED and score >= whole * _LEAST_LIKENESS
    }
    alike.pop(article.number, None)
    best = sorted(alike, key=lambda number: (-alike[number], -number))
    return [article.number, *best[: MAX_RELATED - 1]]


def _terms(article: Article) -> list[str]:
    """The terms that say most of what an article is about, those of its title first."""
    title = index_terms(article.title).split()
    text = plain_text(article.body, article.format, article.link)[:_TEXT]
    counted = Counter(index_terms(text).split())
    for term in title:
        counted[term] += _TITLE_WEIGHT
    telling = {term: count for term, count in counted.items() if len(term) > 1}
    return sorted(telling, key=lambda term: -telling[term])[:_TERMS]


def _nearness(number: int, other: int) -> float:
    return 1 + 1 / (1 + abs(number - other) / _NEAR_S)
