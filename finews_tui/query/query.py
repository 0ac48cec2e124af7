"""Parsed queries, shared by the list, the search bar and the command line."""

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
    """Filter and sort order of a list.

    Without a root, the query matches every article; with an error, the root matches none.
    `explicit_sort` is None if the text has no `sort:`.
    """

    root: Node | None = None
    explicit_sort: Sort | None = None
    error: QueryError | None = None

    @property
    def sort(self) -> Sort:
        """Sort order; by relevance for `like:`, newest first otherwise."""
        nodes = self.root.children if isinstance(self.root, And) else (self.root,)
        is_like = any(isinstance(node, Field) and node.name == LIKE for node in nodes)
        return self.explicit_sort or (Sort.RELEVANCE if is_like else Sort.NEWEST)

    @property
    def is_empty(self) -> bool:
        """Whether the query matches every article."""
        return self.root is None

    @property
    def text(self) -> str:
        """Normal form, which parses to this query; with an error, the text as typed."""
        if self.error is not None:
            return self.error.text
        root = "" if self.root is None else format_node(self.root)
        order = "" if self.explicit_sort is None else f"sort:{self.explicit_sort}"
        if root and order and isinstance(self.root, Or):
            root = f"({root})"
        return f"{root} {order}".strip()


EMPTY = Query()


@dataclass(frozen=True, slots=True)
class PartialQuery:
    """Query that is still being typed.

    `query` is the query to run meanwhile. `incomplete` is set if the text is not valid yet but can
    become valid: an unfinished last term (`date:20`, `newer:`, `is:unr`, `a OR`) is left out of
    `query`, an open phrase or group is used as far as typed. Errors that typing on cannot fix
    (`date:99`, `foo:bar`) are in `query.error`. Never both.
    """

    query: Query
    incomplete: QueryError | None = None


def parse(text: str) -> Query:
    """Parse a query. Never raises: errors are in `Query.error`."""
    return _parse(text, is_partial=False).query


def parse_partial(text: str) -> PartialQuery:
    """Parse a query that is being typed, with the cursor at its end. Never raises.

    The last word matches as a prefix (as with `*`) if it is bare, Latin and not excluded.
    """
    return _parse(text, is_partial=True)


def _parse(text: str, *, is_partial: bool) -> PartialQuery:
    if len(text) > MAX_LENGTH:
        return PartialQuery(Query(NOTHING, None, length_error(text)))
    parser = Parser(clean(text), is_partial=is_partial)
    try:
        root = parser.parse()
    except QuerySyntaxError as error:
        return PartialQuery(Query(NOTHING, None, error.error))
    return PartialQuery(Query(root, parser.sort), parser.incomplete)


def intersect(a: Query, b: Query) -> Query:
    """Return a query for articles that match both, sorted as in `b`, else as in `a`."""
    for query in (a, b):
        if query.error is not None:
            return query
    root = conjunction(query.root for query in (a, b) if query.root is not None)
    return Query(root, b.explicit_sort or a.explicit_sort)


def positive_words(query: Query) -> tuple[Words, ...]:
    """Return words and phrases that are not negated, without duplicates."""
    return tuple(dict.fromkeys(_positive_words(query.root)))


def _positive_words(node: Node | None) -> Iterator[Words]:
    if isinstance(node, Words):
        yield node
    elif isinstance(node, And | Or):
        for child in node.children:
            yield from _positive_words(child)
