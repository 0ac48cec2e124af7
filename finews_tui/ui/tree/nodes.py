"""Build the rows of the tree from the counts of the library."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from finews_tui.i18n.catalog import tr
from finews_tui.model.category_count import CategoryCount
from finews_tui.model.source import GROUP_SEPARATOR, SourceState
from finews_tui.query.ast import And, ArticleState, Field, HasState, Node, conjunction
from finews_tui.query.query import Query, parse
from finews_tui.ui.painting.cells import grouped


class NodeKind(StrEnum):
    """Kind of a tree row."""

    PLACE = "place"
    SAVED = "saved"
    SEPARATOR = "separator"
    GROUP = "group"
    SOURCE = "source"
    CATEGORY = "category"


class CategoryOrder(StrEnum):
    """Sort order of the categories of a source."""

    NEWEST = "newest"
    NAME = "name"
    COUNT = "count"


def category_order_text(order: CategoryOrder) -> str:
    """Return the status message for an order."""
    if order is CategoryOrder.NAME:
        return tr("Categories sorted by name")
    if order is CategoryOrder.COUNT:
        return tr("Categories sorted by number of articles")
    return tr("Categories sorted by newest article")


def category_order_named(name: str) -> CategoryOrder:
    """Return the order called `name`, or the default if there is none."""
    return CategoryOrder(name) if name in list(CategoryOrder) else CategoryOrder.NEWEST


@dataclass(frozen=True, slots=True)
class TreeOptions:
    """Options for building the tree.

    `unread_only` hides sources and categories without unread articles, except the node with the
    terms `always_shown`.
    """

    order: CategoryOrder = CategoryOrder.NEWEST
    unread_only: bool = False
    always_shown: tuple[Node, ...] = ()

    def ordered(self, categories: Sequence[CategoryCount]) -> Sequence[CategoryCount]:
        """Return `categories`, which are sorted newest first, in this order."""
        if self.order is CategoryOrder.NAME:
            return sorted(
                categories, key=lambda category: category.spelling[0] or category.name.casefold()
            )
        if self.order is CategoryOrder.COUNT:
            return sorted(categories, key=lambda category: -category.articles)
        return categories

    def shows(self, node: TreeNode) -> bool:
        """Return whether to show a node."""
        return not self.unread_only or node.unread > 0 or node.terms == self.always_shown


class TreeNode(NamedTuple):
    """A row of the tree, identified by `terms`, the conditions of its query.

    `is_open` is None for a node without children. Query and key are computed on demand: there are
    thousands of nodes, and they are rebuilt whenever a count changes.
    """

    kind: NodeKind
    label: str
    terms: tuple[Node, ...] = ()
    depth: int = 0
    total: int = 0
    unread: int = 0
    is_open: bool | None = None
    has_failed: bool = False
    source: str = ""
    spelling: tuple[str, str] = ("", "")
    group: str = ""

    @property
    def query(self) -> Query:
        """Query for the articles of the node."""
        return Query(conjunction(self.terms))

    @property
    def names(self) -> tuple[str, ...]:
        """Names to match: label, query text with the slug, pinyin and initials."""
        return (self.label, self.key, *self.spelling)

    @property
    def is_saved_query(self) -> bool:
        """Whether the node is a saved query."""
        return self.kind is NodeKind.SAVED

    @property
    def key(self) -> str:
        """Query text, used as the key for stored state."""
        return self.query.text


SEPARATOR = TreeNode(NodeKind.SEPARATOR, "")


def node_choice(node: TreeNode, label: str) -> tuple[str, TreeNode, str, str, tuple[str, ...]]:
    """Return the fields of a picker row for a node, with its article counts."""
    count = grouped(node.total)
    if node.unread:
        count = tr("{unread} unread of {total}", unread=grouped(node.unread), total=count)
    return label, node, "", count, (label, *node.names)


class SavedQueryNode(NamedTuple):
    """A saved query with its article and unread counts."""

    name: str
    text: str
    articles: int = 0
    unread: int = 0


@dataclass(frozen=True, slots=True)
class LibraryCounts:
    """Snapshot of everything the tree shows."""

    articles: int = 0
    unread: int = 0
    bookmarks: int = 0
    sources: tuple[SourceState, ...] = ()
    categories: tuple[CategoryCount, ...] = ()
    saved: tuple[SavedQueryNode, ...] = ()


def query_terms(query: Query) -> tuple[Node, ...]:
    """Return the top-level conditions of a query, as in `TreeNode.terms`."""
    root = query.root
    if root is None:
        return ()
    return root.children if isinstance(root, And) else (root,)


def build_nodes(
    counts: LibraryCounts,
    folded: Collection[str],
    opened: Collection[str],
    revealed: str = "",
    options: TreeOptions = TreeOptions(),
) -> list[TreeNode]:
    """Return the visible rows, from top to bottom.

    Groups are expanded unless in `folded`, and so is a source without siblings; other sources are
    expanded if in `opened`. The hidden source called `revealed` is shown too.
    """
    rows = [
        _place(tr("All"), (), counts.articles, counts.unread),
        _place(tr("Unread"), (HasState(ArticleState.UNREAD),), 0, counts.unread),
        _place(tr("Bookmarks"), (HasState(ArticleState.BOOKMARKED),), counts.bookmarks, 0),
        *(_saved_query(saved) for saved in counts.saved),
    ]
    states = counts.sources
    visible = [
        state for state in states if not state.source.hidden or state.source.name == revealed
    ]
    if not visible:
        return rows
    rows.append(SEPARATOR)
    categories: dict[str, list[CategoryCount]] = {}
    for category in counts.categories:
        categories.setdefault(category.source, []).append(category)
    names = frozenset(state.source.name for state in visible)
    ordered = {name: options.ordered(below) for name, below in categories.items()}
    visibility = _Visibility(names, ordered, len(visible) == 1, folded, opened)
    children = _children("", 0, states, visibility)
    rows.extend(node for node in children if options.shows(node))
    return rows


class _Visibility(NamedTuple):
    """State that decides which rows of a group are visible."""

    sources: Collection[str]
    categories: Mapping[str, Sequence[CategoryCount]]
    is_only_source: bool
    folded: Collection[str]
    opened: Collection[str]


def _children(
    group: str, depth: int, states: Sequence[SourceState], visibility: _Visibility
) -> Iterable[TreeNode]:
    """Yield the rows inside a group, or at the top level.

    Groups come first, in order of first mention, then sources. A group counts its hidden sources
    too, because its list contains their articles.
    """
    subgroups: dict[str, list[SourceState]] = {}
    ungrouped: list[SourceState] = []
    start = len(group) + len(GROUP_SEPARATOR) if group else 0
    for state in states:
        name = state.source.group[start:].partition(GROUP_SEPARATOR)[0]
        if name:
            subgroups.setdefault(name, []).append(state)
        else:
            ungrouped.append(state)
    for name, members in subgroups.items():
        if not any(state.source.name in visibility.sources for state in members):
            continue
        path = f"{group}{GROUP_SEPARATOR}{name}" if group else name
        node = _group(path, name, depth, members, visibility.folded)
        yield node
        if node.is_open:
            yield from _children(path, depth + 1, members, visibility)
    for state in ungrouped:
        if state.source.name in visibility.sources:
            yield from _source(state, depth, visibility)


def _place(label: str, terms: tuple[Node, ...], total: int, unread: int) -> TreeNode:
    return TreeNode(NodeKind.PLACE, label, terms, 0, total, unread)


def _saved_query(saved: SavedQueryNode) -> TreeNode:
    terms = query_terms(parse(saved.text))
    return TreeNode(NodeKind.SAVED, saved.name, terms, 0, saved.articles, saved.unread)


def _group(
    path: str, name: str, depth: int, states: Sequence[SourceState], folded: Collection[str]
) -> TreeNode:
    total = sum(state.articles for state in states)
    unread = sum(state.unread for state in states)
    terms = (Field("group", path),)
    node = TreeNode(NodeKind.GROUP, name, terms, depth, total, unread, group=path)
    return node._replace(is_open=node.key not in folded)


def enclosing_groups(group: str) -> list[str]:
    """Return a group and its parents, outermost first: `A`, `A/B`."""
    names = group.split(GROUP_SEPARATOR) if group else []
    return [GROUP_SEPARATOR.join(names[: count + 1]) for count in range(len(names))]


def _source(state: SourceState, depth: int, visibility: _Visibility) -> Iterable[TreeNode]:
    """Yield a source and, if expanded, its categories. A single category gets no row."""
    name = state.source.name
    source_term = Field("source", name)
    node = TreeNode(
        NodeKind.SOURCE,
        state.source.label,
        (source_term,),
        depth,
        state.articles,
        state.unread,
        has_failed=bool(state.last_error),
        source=name,
    )
    categories = visibility.categories.get(name, ())
    if not categories or (len(categories) == 1 and categories[0].articles >= state.articles):
        yield node
        return
    is_opened = visibility.is_only_source or node.key in visibility.opened
    is_open = is_opened and node.key not in visibility.folded
    yield node._replace(is_open=is_open)
    for category in categories if is_open else ():
        yield TreeNode(
            NodeKind.CATEGORY,
            category.name or category.slug,
            (source_term, Field("category", category.slug)),
            depth + 1,
            category.articles,
            category.unread,
            source=name,
            spelling=category.spelling,
        )
