"""Names found by a few of their letters."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeVar

Item = TypeVar("Item")


def rank(typed: str, text: str) -> int | None:
    """How well `text` answers to `typed`, small is good; None where letters are not there."""
    wanted, given = typed.casefold(), text.casefold()
    place = given.find(wanted)
    if place >= 0:
        return min(place, 50)
    first = start = given.find(wanted[:1])
    for letter in wanted:
        start = given.find(letter, start)
        if start < 0:
            return None
        start += 1
    return 100 + start - first


def best(typed: str, items: Iterable[Item], names: Callable[[Item], Iterable[str]]) -> list[Item]:
    """The items one of whose names answers to `typed`, best first, else in the order given."""
    typed = typed.strip()
    if not typed:
        return list(items)
    ranked: list[tuple[int, int, Item]] = []
    for order, item in enumerate(items):
        ranks = [found for name in names(item) if (found := rank(typed, name)) is not None]
        if ranks:
            ranked.append((min(ranks), order, item))
    ranked.sort(key=lambda entry: entry[:2])
    return [item for _, _, item in ranked]
