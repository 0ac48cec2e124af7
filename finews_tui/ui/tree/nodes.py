"""The rows of the tree: places to read, made of what the library counts."""

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


class Kind(StrEnum):
    """What a row of the tree stands for."""

    PLACE = "place"
    SAVED = "saved"
    GAP = "gap"
    GROUP = "group"
    SOURCE = "source"
    CATEGORY = "category"


class Order(StrEnum):
    """The order of the categories of a source."""

    NEWEST = "newest"
    NAME = "name"
    COUNT = "count"


def order_text(order: Order) -> str:
    """An order in words."""
    if order is Order.NAME:
        return tr("Categories by their names")
    if order is Order.COUNT:
        return tr("Categories: those of most articles first")
    return tr("Categories: those with the newest news first")


def order_of(name: str) -> Order:
    """The order of a name; the newest first where there is none such."""
    return Order(name) if name in list(Order) else Order.NEWEST


@dataclass(frozen=True, slots=True)
class Shape:
    """How the tree is shown. `is_unread_only` hides sources and categories without unread articles,
    but for the one that `kept` asks for."""

    order: Order = Order.NEWEST
    is_unread_only: bool = False
    kept: tuple[Node, ...] = ()

    def ordered(self, categories: Sequence[CategoryCount]) -> Sequence[CategoryCount]:
        """The categories of a source, which come with the newest first, in this order."""
        if self.order is Order.NAME:
            return sorted(categories, key=lambda one: one.spelling[0] or one.name.casefold())
        if self.order is Order.COUNT:
            return sorted(categories, key=lambda one: -one.articles)
        return categories

    def shows(self, branch: Branch) -> bool:
        """Whether a row is to be seen."""
        return not self.is_unread_only or branch.unread > 0 or branch.nodes == self.kept


class Branch(NamedTuple):
    """One row; `nodes` is what its query asks for, all of it, and its identity.

    `is_open` is None for a row that has nothing below it. There are thousands of rows, and they
    are made anew whenever a count changes: what few of them are asked for is worked out then.
    """

    kind: Kind
    label: str
    nodes: tuple[Node, ...] = ()
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
        """What the list shows for it."""
        return Query(conjunction(self.nodes))

    @property
    def key(self) -> str:
        """Its query as text."""
        return self.query.text


GAP = Branch(Kind.GAP, "")


def names_of(branch: Branch) -> tuple[str, ...]:
    """What a few letters may mean a row by: its name, its query with the slug, its spelling."""
    return (branch.label, branch.key, *branch.spelling)


class Saved(NamedTuple):
    """A saved query, how many articles it finds, and how many of them are unread."""

    name: str
    text: str
    articles: int = 0
    unread: int = 0


@dataclass(frozen=True, slots=True)
class Counts:
    """What the library tells at one moment."""

    articles: int = 0
    unread: int = 0
    bookmarks: int = 0
    sources: tuple[SourceState, ...] = ()
    categories: tuple[CategoryCount, ...] = ()
    saved: tuple[Saved, ...] = ()


def nodes_of(query: Query) -> tuple[Node, ...]:
    """What a query asks for, as `Branch.nodes` has it."""
    root = query.root
    if root is None:
        return ()
    return root.children if isinstance(root, And) else (root,)


def branches(
    counts: Counts,
    folded: Collection[str],
    opened: Collection[str],
    revealed: str = "",
    shape: Shape = Shape(),
) -> list[Branch]:
    """The rows that are to be seen, from top to bottom.

    Groups are open unless `folded`. So is a source that stands alone; of several, a source shows
    its categories when it is in `opened`. A hidden source is to be seen where it is `revealed`.
    """
    rows = [
        _place(tr("All"), (), counts.articles, counts.unread),
        _place(tr("Unread"), (HasState(ArticleState.UNREAD),), 0, counts.unread),
        _place(tr("Bookmarks"), (HasState(ArticleState.BOOKMARKED),), counts.bookmarks, 0),
        *(_saved(saved) for saved in counts.saved),
    ]
    states = counts.sources
    shown = [one for one in states if not one.source.hidden or one.source.name == revealed]
    if not shown:
        return rows
    rows.append(GAP)
    categories: dict[str, list[CategoryCount]] = {}
    for category in counts.categories:
        categories.setdefault(category.source, []).append(category)
    seen_names = frozenset(one.source.name for one in shown)
    ordered = {name: shape.ordered(below) for name, below in categories.items()}
    seen = _Seen(seen_names, ordered, len(shown) == 1, folded, opened)
    rows.extend(branch for branch in _below("", 0, states, seen) if shape.shows(branch))
    return rows


class _Seen(NamedTuple):
    """What decides which rows below a group are to be seen."""

    sources: Collection[str]
    categories: Mapping[str, Sequence[CategoryCount]]
    is_alone: bool
    folded: Collection[str]
    opened: Collection[str]


def _below(group: str, depth: int, states: Sequence[SourceState], seen: _Seen) -> Iterable[Branch]:
    """What lies in a group (or at the top): its groups first, in the order in which they are first
    named, then its sources.

    A group counts its hidden sources too, whose articles its listing has.
    """
    inner: dict[str, list[SourceState]] = {}
    own: list[SourceState] = []
    start = len(group) + len(GROUP_SEPARATOR) if group else 0
    for state in states:
        name = state.source.group[start:].partition(GROUP_SEPARATOR)[0]
        if name:
            inner.setdefault(name, []).append(state)
        else:
            own.append(state)
    for name, some in inner.items():
        if not any(state.source.name in seen.sources for state in some):
            continue
        path = f"{group}{GROUP_SEPARATOR}{name}" if group else name
        branch = _group(path, name, depth, some, seen.folded)
        yield branch
        if branch.is_open:
            yield from _below(path, depth + 1, some, seen)
    for state in own:
        if state.source.name not in seen.sources:
            continue
        below = seen.categories.get(state.source.name, ())
        yield from _source(state, below, depth, seen.is_alone, seen.folded, seen.opened)


def _place(label: str, nodes: tuple[Node, ...], total: int, unread: int) -> Branch:
    return Branch(Kind.PLACE, label, nodes, 0, total, unread)


def _saved(saved: Saved) -> Branch:
    nodes = nodes_of(parse(saved.text))
    return Branch(Kind.SAVED, saved.name, nodes, 0, saved.articles, saved.unread)


def _group(
    path: str, name: str, depth: int, states: Sequence[SourceState], folded: Collection[str]
) -> Branch:
    node = Field("group", path)
    total = sum(state.articles for state in states)
    unread = sum(state.unread for state in states)
    branch = Branch(Kind.GROUP, name, (node,), depth, total, unread, group=path)
    return branch._replace(is_open=branch.key not in folded)


def groups_around(group: str) -> list[str]:
    """A group and those that it lies in, from the outermost: `A`, `A/B`."""
    names = group.split(GROUP_SEPARATOR) if group else []
    return [GROUP_SEPARATOR.join(names[: count + 1]) for count in range(len(names))]


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
    branch = Branch(
        Kind.SOURCE,
        state.source.label,
        (of_source,),
        depth,
        state.articles,
        state.unread,
        has_failed=bool(state.last_error),
        source=name,
    )
    if not below or (len(below) == 1 and below[0].articles >= state.articles):
        yield branch
        return
    is_open = (is_alone or branch.key in opened) and branch.key not in folded
    yield branch._replace(is_open=is_open)
    if not is_open:
        return
    for category in below:
        yield Branch(
            Kind.CATEGORY,
            category.name or category.slug,
            (of_source, Field("category", category.slug)),
            depth + 1,
            category.articles,
            category.unread,
            source=name,
            spelling=category.spelling,
        )
