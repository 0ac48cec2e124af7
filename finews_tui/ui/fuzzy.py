"""Match names by a few of their letters."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeVar

Item = TypeVar("Item")

_SCATTERED = 100
"""Rank from which letters match in order but not next to each other."""


def match_rank(typed: str, text: str) -> int | None:
    """Return how well `text` matches `typed` (small is good), or None if letters are missing."""
    pattern, name = typed.casefold(), text.casefold()
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
    typed: str, items: Iterable[Item], names: Callable[[Item], Iterable[str]]
) -> list[Item]:
    """Return the items with a matching name, best first, ties in the given order."""
    typed = typed.strip()
    if not typed:
        return list(items)
    ranked: list[tuple[int, int, Item]] = []
    for order, item in enumerate(items):
        ranks = [rank for name in names(item) if (rank := match_rank(typed, name)) is not None]
        if ranks:
            ranked.append((min(ranks), order, item))
    ranked.sort(key=lambda entry: entry[:2])
    return [item for _, _, item in ranked]
