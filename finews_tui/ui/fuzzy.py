"""Fuzzy matching of names."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeVar

Item = TypeVar("Item")

_SCATTERED = 100
"""Minimum rank of a match whose letters are in order but not adjacent."""


def match_rank(pattern: str, text: str) -> int | None:
    """Return the rank of a match (lower is better), or None if letters are missing."""
    pattern, name = pattern.casefold(), text.casefold()
    position = name.find(pattern)
    if position >= 0:
        return min(position, _SCATTERED // 2)
    first = start = name.find(pattern[:1])
    for letter in pattern:
        start = name.find(letter, start)
        if start < 0:
            return None
        start += 1
    return _SCATTERED + start - first


def best_matches(
    pattern: str, items: Iterable[Item], names: Callable[[Item], Iterable[str]]
) -> list[Item]:
    """Return items with a matching name, best first; ties are in the given order."""
    pattern = pattern.strip()
    if not pattern:
        return list(items)
    ranked: list[tuple[int, int, Item]] = []
    for order, item in enumerate(items):
        ranks = [rank for name in names(item) if (rank := match_rank(pattern, name)) is not None]
        if ranks:
            ranked.append((min(ranks), order, item))
    ranked.sort(key=lambda entry: entry[:2])
    return [item for _, _, item in ranked]
