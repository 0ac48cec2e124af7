"""Completion of category, source, tag and company names, also by pinyin."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from enum import IntEnum
from typing import NamedTuple

from finews_tui.config.loader import Config
from finews_tui.model.symbol import Symbol
from finews_tui.model.text_folding import fold
from finews_tui.query.completion import Completion, name_completion
from finews_tui.store.database import Connection
from finews_tui.store.name_pinyin import NamePinyin, matching_labels, read_pinyin
from finews_tui.store.schema import LABEL_KINDS

_MAX_COMPLETIONS = 8
# Fields that complete a word without a field, and the number of completions for each.
_BARE_FIELDS = ("category", "symbol", "source")
_MAX_PER_BARE_FIELD = 3
# Shorter words are prefixes of too many stock codes.
_MIN_SYMBOL_LENGTH = 3


class _Rank(IntEnum):
    """How well a name matches, best first."""

    EXACT = 0
    PREFIX = 1
    PART = 2


class _Candidate(NamedTuple):
    rank: _Rank
    articles: int
    completion: Completion


def complete_names(cache: Connection, config: Config, field: str, part: str) -> list[Completion]:
    """Return terms of a field whose names contain `part`, best match first.

    If `field` is empty, `part` is a bare word and only names that start with it are returned.
    """
    if field:
        candidates = list(_candidates(cache, config, field, part))
    else:
        candidates = []
        for bare_field in _BARE_FIELDS:
            if bare_field == "symbol" and len(part) < _MIN_SYMBOL_LENGTH:
                continue
            prefixed = [
                candidate
                for candidate in _candidates(cache, config, bare_field, part)
                if candidate.rank is not _Rank.PART
            ]
            candidates += sorted(prefixed, key=_sort_key)[:_MAX_PER_BARE_FIELD]
    best = sorted(candidates, key=_sort_key)
    return [candidate.completion for candidate in best[:_MAX_COMPLETIONS]]


def _sort_key(candidate: _Candidate) -> tuple[int, int]:
    return candidate.rank, -candidate.articles


def _candidates(cache: Connection, config: Config, field: str, part: str) -> Iterator[_Candidate]:
    if field in LABEL_KINDS:
        for label in matching_labels(cache, field, part):
            rank = _rank(part, (label.value, label.title, *label.pinyin))
            value, note = label.title, f"{label.articles:,}"
            if field == "symbol" and not Symbol(label.value).is_sector:
                value, note = label.value, label.title if label.title != label.value else note
            elif field == "symbol" and label.title == label.value:
                continue  # a sector without a name
            yield _Candidate(rank, label.articles, name_completion(field, value, note))
        return
    if field not in ("source", "group"):
        return
    titles = {source.name: source.label for source in config.sources}
    if field == "group":
        titles = {source.group: source.group for source in config.sources if source.group}
    pinyin = read_pinyin(cache, list(titles.values()))
    for name, title in titles.items():
        names = (name, title, *pinyin.get(title, NamePinyin("", "")))
        if any(fold(part) in fold(other) for other in names):
            note = title if title != name else ""
            yield _Candidate(_rank(part, names), 0, name_completion(field, name, note))


def _rank(part: str, names: Iterable[str]) -> _Rank:
    """Return the rank of the best match of `part` among alternative names."""
    folded_part = fold(part)
    folded_names = [fold(name) for name in names if name]
    if folded_part in folded_names:
        return _Rank.EXACT
    if any(name.startswith(folded_part) for name in folded_names):
        return _Rank.PREFIX
    return _Rank.PART
