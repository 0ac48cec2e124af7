"""The query language: one for the list, the search bar, saved queries and the command line."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from finews_tui.query.ast import (
    NOTHING,
    Ago,
    All,
    Any,
    Calendar,
    Edge,
    Field,
    Is,
    Mistake,
    Newer,
    Node,
    Not,
    Older,
    Period,
    Published,
    Sort,
    State,
    Unit,
    Weekday,
    Words,
    all_of,
)
from finews_tui.query.date_ranges import bounds
from finews_tui.query.fields import FIELDS, LIKE
from finews_tui.query.formatting import node_text
from finews_tui.query.parser import LONGEST, MistakeFound, Parser, cleaned, too_long

__all__ = [
    "EMPTY",
    "FIELDS",
    "NOTHING",
    "Ago",
    "All",
    "Any",
    "Calendar",
    "Edge",
    "Field",
    "Is",
    "Mistake",
    "Newer",
    "Node",
    "Not",
    "Older",
    "Period",
    "Published",
    "Query",
    "Sort",
    "State",
    "Unit",
    "Weekday",
    "Words",
    "both",
    "bounds",
    "highlights",
    "parse",
    "positive_words",
    "while_typing",
]


@dataclass(frozen=True, slots=True)
class Query:
    """What narrows a list. Without a root it finds all; with a mistake its root finds nothing.

    `chosen_sort` is None where the text names no order.
    """

    root: Node | None = None
    chosen_sort: Sort | None = None
    mistake: Mistake | None = None

    @property
    def sort(self) -> Sort:
        """The order to list in; what is like an article is listed best first."""
        nodes = self.root.children if isinstance(self.root, All) else (self.root,)
        is_like = any(isinstance(node, Field) and node.name == LIKE for node in nodes)
        return self.chosen_sort or (Sort.RELEVANCE if is_like else Sort.NEWEST)

    @property
    def is_empty(self) -> bool:
        """Whether it finds every article."""
        return self.root is None

    @property
    def text(self) -> str:
        """The normal form, which parses to this query; where there is a mistake, what was typed."""
        if self.mistake is not None:
            return self.mistake.text
        root = "" if self.root is None else node_text(self.root)
        order = "" if self.chosen_sort is None else f"sort:{self.chosen_sort}"
        if root and order and isinstance(self.root, Any):
            root = f"({root})"
        return f"{root} {order}".strip()


EMPTY = Query()


def parse(text: str) -> Query:
    """The query that `text` is. Raises nothing: a mistake is a value in it."""
    return _parsed(text, is_typing=False)


def while_typing(text: str) -> Query:
    """The query that `text` is on its way to.

    The last word, if it is bare, Latin and not excluded, stands as if it had a `*`; a last term
    that is no whole one yet (`is:unr`, `title:`, `a OR`) does not count.
    """
    query = _parsed(text, is_typing=True)
    if query.mistake is None or not query.mistake.is_unfinished:
        return query
    return _parsed(query.mistake.text[: query.mistake.start], is_typing=True)


def _parsed(text: str, *, is_typing: bool) -> Query:
    if len(text) > LONGEST:
        return Query(NOTHING, None, too_long(text))
    parser = Parser(cleaned(text), is_typing=is_typing)
    try:
        root = parser.parse()
    except MistakeFound as found:
        return Query(NOTHING, None, found.mistake)
    return Query(root, parser.sort)


def both(a: Query, b: Query) -> Query:
    """What `a` and `b` both find, in the order of `b` if it names one, else of `a`."""
    for query in (a, b):
        if query.mistake is not None:
            return query
    root = all_of(query.root for query in (a, b) if query.root is not None)
    return Query(root, b.chosen_sort or a.chosen_sort)


def positive_words(query: Query) -> tuple[Words, ...]:
    """The words and phrases that an article may be found by, once each."""
    return tuple(dict.fromkeys(_positive(query.root)))


def _positive(node: Node | None) -> Iterator[Words]:
    if isinstance(node, Words):
        yield node
    elif isinstance(node, All | Any):
        for child in node.children:
            yield from _positive(child)


def highlights(query: Query) -> tuple[str, ...]:
    """The words and phrases to mark in a text, without their `*`."""
    return tuple(dict.fromkeys(words.text for words in positive_words(query)))
