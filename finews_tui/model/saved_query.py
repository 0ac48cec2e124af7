"""Saved queries and their article counts."""

from __future__ import annotations

from typing import NamedTuple


class SavedQuery(NamedTuple):
    """Query with a name and a position in the tree."""

    name: str
    text: str


class QueryCount(NamedTuple):
    """Number of articles that match a query, and how many of them are unread."""

    articles: int
    unread: int
