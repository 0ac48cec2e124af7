"""The query language: one for the list, the search bar, saved queries and the command line."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from finews_tui.query.ast import (
    NOTHING,
    And,
    Field,
    Node,
    Or,
    QueryError,
    Sort,
    Words,
    conjunction,
)
from finews_tui.query.fields import LIKE
from finews_tui.query.formatting import format_node
from finews_tui.query.parser import MAX_LENGTH, Parser, QuerySyntaxError, clean, length_error


@dataclass(frozen=True, slots=True)
class Query:
    """What narrows a list. Without a root it finds all; with an error its root finds nothing.

    `chosen_sort` is None where the text names no order.
    """

    root: Node | None = None
    explicit_sort: Sort | None = None
    error: QueryError | None = None

    @property
    def sort(self) -> Sort:
        """The order to list in; what is like an article is listed best first."""
        nodes = self.root.children if isinstance(self.root, And) else (self.root,)
        is_like = any(isinstance(node, Field) and node.name == LIKE for node in nodes)
        return self.explicit_sort or (Sort.RELEVANCE if is_like else Sort.NEWEST)

    @property
    def is_empty(self) -> bool:
        """Whether it finds every article."""
        return self.root is None

    @property
    def text(self) -> str:
        """The normal form, which parses to this query; where there is an error, what was typed."""
        if self.error is not None:
            return self.error.text
        root = "" if self.root is None else format_node(self.root)
        order = "" if self.explicit_sort is None else f"sort:{self.explicit_sort}"
        if root and order and isinstance(self.root, Or):
            root = f"({root})"
        return f"{root} {order}".strip()


EMPTY = Query()


def parse(text: str) -> Query:
    """The query that `text` is. Raises nothing: an error is a value in it."""
    return _parsed(text, is_typing=False)


def while_typing(text: str) -> Query:
    """The query that `text` is on its way to.

    The last word, if it is bare, Latin and not excluded, stands as if it had a `*`; a last term
    that is no whole one yet (`is:unr`, `title:`, `a OR`) does not count.
    """
    query = _parsed(text, is_typing=True)
    if query.error is None or not query.error.is_unfinished:
        return query
    return _parsed(query.error.text[: query.error.start], is_typing=True)


def _parsed(text: str, *, is_typing: bool) -> Query:
    if len(text) > MAX_LENGTH:
        return Query(NOTHING, None, length_error(text))
    parser = Parser(clean(text), is_typing=is_typing)
    try:
        root = parser.parse()
    except QuerySyntaxError as found:
        return Query(NOTHING, None, found.error)
    return Query(root, parser.sort)


def intersect(a: Query, b: Query) -> Query:
    """What `a` and `b` both find, in the order of `b` if it names one, else of `a`."""
    for query in (a, b):
        if query.error is not None:
            return query
    root = conjunction(query.root for query in (a, b) if query.root is not None)
    return Query(root, b.explicit_sort or a.explicit_sort)


def positive_words(query: Query) -> tuple[Words, ...]:
    """The words and phrases that an article may be found by, once each."""
    return tuple(dict.fromkeys(_positive(query.root)))


def _positive(node: Node | None) -> Iterator[Words]:
    if isinstance(node, Words):
        yield node
    elif isinstance(node, And | Or):
        for child in node.children:
            yield from _positive(child)


def highlight_terms(query: Query) -> tuple[str, ...]:
    """The words and phrases to mark in a text, without their `*`."""
    return tuple(dict.fromkeys(words.text for words in positive_words(query)))
