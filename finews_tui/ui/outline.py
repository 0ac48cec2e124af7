"""The rows of the tree: places to read, made of what the library counts."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from finews_tui.model.query import EMPTY, Field, Is, Node, Query, State, parse
from finews_tui.model.query_nodes import all_of
from finews_tui.model.source import CategoryCount, SourceState


class Kind(StrEnum):
    """What a row of the tree stands for."""

    PLACE = "place"
    GAP = "gap"
    GROUP = "group"
    SOURCE = "source"
    CATEGORY = "category"


@dataclass(frozen=True, slots=True)
class Branch:
    """One row. `key` is the text of its query, which is also its identity.

    `is_open` is None for a row that has nothing below it.
    """

    kind: Kind
    label: str
    key: str = ""
    query: Query = EMPTY
    depth: int = 0
    total: int = 0
    unread: int = 0
    is_open: bool | None = None
    has_failed: bool = False
    source: str = ""


GAP = Branch(Kind.GAP, "")


@dataclass(frozen=True, slots=True)
class Counts:
    """What the library tells at one moment."""

    articles: int = 0
    unread: int = 0
    bookmarks: int = 0
    sources: tuple[SourceState, ...] = ()
    categories: tuple[CategoryCount, ...] = ()
    saved: tuple[tuple[str, str], ...] = ()


def query_of(*nodes: Node) -> Query:
    """The query of all these together."""
    return Query(all_of(nodes))


def branches(counts: Counts, folded: Collection[str], opened: Collection[str]) -> list[Branch]:
    """The rows that are to be seen, from top to bottom.

    Groups are open unless `folded`. So is a source that stands alone; of several, a source shows
    its categories when it is in `opened`.
    """
    rows = [
        _place("All", EMPTY, counts.articles, counts.unread),
        _place("Unread", query_of(Is(State.UNREAD)), 0, counts.unread),
        _place("Bookmarks", query_of(Is(State.BOOKMARKED)), counts.bookmarks, 0),
        *(_place(name, parse(text), 0, 0) for name, text in counts.saved),
    ]
    shown = [state for state in counts.sources if not state.source.hidden]
    if not shown:
        return rows
    rows.append(GAP)
    categories: dict[str, list[CategoryCount]] = {}
    for category in counts.categories:
        categories.setdefault(category.source, []).append(category)
    is_alone = len(shown) == 1
    for group, states in _by_group(shown):
        depth = 0
        if group:
            node = _group(group, states, folded)
            rows.append(node)
            depth = 1
            if not node.is_open:
                continue
        for state in states:
            below = categories.get(state.source.name, [])
            rows.extend(_source(state, below, depth, is_alone, folded, opened))
    return rows


def _place(label: str, query: Query, total: int, unread: int) -> Branch:
    return Branch(Kind.PLACE, label, query.text, query, 0, total, unread)


def _by_group(states: Sequence[SourceState]) -> Iterable[tuple[str, list[SourceState]]]:
    """Sources by group, in the order in which groups are first named; the others at the end."""
    groups: dict[str, list[SourceState]] = {}
    for state in states:
        groups.setdefault(state.source.group, []).append(state)
    alone = groups.pop("", [])
    yield from groups.items()
    if alone:
        yield "", alone


def _group(name: str, states: Sequence[SourceState], folded: Collection[str]) -> Branch:
    query = query_of(Field("group", name))
    total = sum(state.articles for state in states)
    unread = sum(state.unread for state in states)
    is_open = query.text not in folded
    return Branch(Kind.GROUP, name, query.text, query, 0, total, unread, is_open)


def _source(
    state: SourceState,
    below: Sequence[CategoryCount],
    depth: int,
    is_alone: bool,
    folded: Collection[str],
    opened: Collection[str],
) -> Iterable[Branch]:
    name = state.source.name
    of_source = Field("source", name)
    query = query_of(of_source)
    has_rows = len(below) > 1 or (len(below) == 1 and below[0].articles < state.articles)
    is_open = (is_alone or query.text in opened) and query.text not in folded
    yield Branch(
        Kind.SOURCE,
        state.source.label,
        query.text,
        query,
        depth,
        state.articles,
        state.unread,
        is_open if has_rows else None,
        bool(state.last_error),
        name,
    )
    if not has_rows or not is_open:
        return
    for category in below:
        own = query_of(of_source, Field("category", category.slug))
        yield Branch(
            Kind.CATEGORY,
            category.name or category.slug,
            own.text,
            own,
            depth + 1,
            category.articles,
            category.unread,
            source=name,
        )
