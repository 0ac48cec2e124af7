"""Query, parsed from the text that the list, the search bar and the command line share."""

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
    """Filter and order of a list.

    Without a root it matches every article; with an error the root matches none. `explicit_sort`
    is None if the text names no order.
    """

    root: Node | None = None
    explicit_sort: Sort | None = None
    error: QueryError | None = None

    @property
    def sort(self) -> Sort:
        """The order to list in; articles similar to one are listed best match first."""
        nodes = self.root.children if isinstance(self.root, And) else (self.root,)
        is_like = any(isinstance(node, Field) and node.name == LIKE for node in nodes)
        return self.explicit_sort or (Sort.RELEVANCE if is_like else Sort.NEWEST)

    @property
    def is_empty(self) -> bool:
        """Whether it matches every article."""
        return self.root is None

    @property
    def text(self) -> str:
        """The normal form, which parses to this query; with an error, the text as typed."""
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
    """Query of a text that is still being typed.

    `query` is what to list meanwhile. `incomplete` is set if the text is not a query yet but can
    become one: a last term that cannot be searched for (`date:20`, `newer:`, `is:unr`, `a OR`) is
    left out of `query`, an open phrase or group counts as far as it is typed. An error that no
    more characters can correct (`date:99`, `foo:bar`) is `query.error`; both are never set.
    """

    query: Query
    incomplete: QueryError | None = None


def parse(text: str) -> Query:
    """Parse a query. Never raises: an error is a value of the query."""
    return _parse(text, is_partial=False).query


def parse_partial(text: str) -> PartialQuery:
    """Parse a query that is being typed, with the cursor at its end. Never raises.

    The last word, if it is bare, Latin and not excluded, matches as a prefix, as with a `*`.
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
    """Return the query for articles that match both, in the order of `b` if it names one."""
    for query in (a, b):
        if query.error is not None:
            return query
    root = conjunction(query.root for query in (a, b) if query.root is not None)
    return Query(root, b.explicit_sort or a.explicit_sort)


def positive_words(query: Query) -> tuple[Words, ...]:
    """Return the words and phrases that are not excluded, without duplicates."""
    return tuple(dict.fromkeys(_positive_words(query.root)))


def _positive_words(node: Node | None) -> Iterator[Words]:
    if isinstance(node, Words):
        yield node
    elif isinstance(node, And | Or):
        for child in node.children:
            yield from _positive_words(child)


def highlight_terms(query: Query) -> tuple[str, ...]:
    """Return the texts of `positive_words`, without their `*`."""
    return tuple(dict.fromkeys(words.text for words in positive_words(query)))
