"""Categories with article counts, for the tree."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class CategoryCount:
    """Category of a source with its counts.

    `number` is its key in the store, `newest` the number of its newest article, `spelling` the
    pinyin of its name and the initials of the syllables.
    """

    number: int
    source: str
    slug: str
    name: str
    articles: int
    unread: int
    newest: int
    spelling: tuple[str, str] = ("", "")
