"""Categories with their article counts, as the tree shows them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class CategoryCount:
    """Category of a source with its counts.

    `number` is its key in the store, `newest` the number of its newest article, `spelling` its
    name in Latin letters: in full, and the initial letters of the syllables.
    """

    number: int
    source: str
    slug: str
    name: str
    articles: int
    unread: int
    newest: int
    spelling: tuple[str, str] = ("", "")
