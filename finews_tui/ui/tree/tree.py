"""Tree of scopes: built-in ones, saved queries, groups, sources and categories."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rich.segment import Segment
from textual.message import Message
from textual.strip import Strip

from finews_tui.layout.cells import cell_len
from finews_tui.model.source import in_group
from finews_tui.query.ast import Field, Node
from finews_tui.query.query import Query
from finews_tui.ui.painting.cells import fill, grouped
from finews_tui.ui.tree.nodes import (
    SEPARATOR,
    CategoryOrder,
    LibraryCounts,
    NodeKind,
    TreeNode,
    TreeOptions,
    build_nodes,
    enclosing_groups,
    query_terms,
)
from finews_tui.ui.widgets.row_view import NO_ROW, RowView

_ARROWS = {True: "▾", False: "▸", None: " "}
_CATEGORY_KINDS = (NodeKind.SOURCE, NodeKind.CATEGORY)
_TOP_KINDS = (NodeKind.PLACE, NodeKind.SAVED)


class SourceTree(RowView):
    """Tree of scopes with their counts; the list shows the one under the cursor."""

    @dataclass
    class NodeHighlighted(Message):
        """Posted when the user moves the cursor to another node."""

        node: TreeNode

    @dataclass
    class Entered(Message):
        """Posted when the user moves on to the list."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self.counts = LibraryCounts()
        self.order = CategoryOrder.NEWEST
        self.unread_only = False
        self.folded: set[str] = set()
        self.opened: set[str] = set()
        self._rows: list[TreeNode] = []
        self._revealed_source = ""

    @property
    def row_count(self) -> int:
        return len(self._rows)

    @property
    def node(self) -> TreeNode | None:
        """Node under the cursor."""
        return self._rows[self.cursor] if self.cursor != NO_ROW else None

    def show(self, counts: LibraryCounts, scope: Query) -> bool:
        """Show counts, with the cursor on `scope`. Returns False if it no longer exists."""
        self.counts = counts
        self.rebuild()
        if self.node is not None and self.node.terms == query_terms(scope):
            return True
        return self.select(scope) is not None

    def all_categories(self) -> list[TreeNode]:
        """Return all sources and categories, including collapsed ones."""
        sources = frozenset(f"source:{state.source.name}" for state in self.counts.sources)
        nodes = build_nodes(self.counts, (), sources, self._revealed_source)
        return [node for node in nodes if node.kind in _CATEGORY_KINDS]

    def selected_sources(self) -> list[str]:
        """Return the names of the sources at the cursor; empty outside groups and sources."""
        node = self.node
        if node is None or node.kind not in (NodeKind.GROUP, *_CATEGORY_KINDS):
            return []
        if node.source:
            return [node.source]
        sources = [state.source for state in self.counts.sources]
        return [source.name for source in sources if in_group(source.group, node.group)]

    def reveal(self, source: str) -> None:
        """Show a source even if it is hidden; "" hides it again."""
        if source != self._revealed_source:
            self._revealed_source = source
            self.rebuild()

    def select(self, scope: Query) -> TreeNode | None:
        """Move the cursor to a scope, expanding its source. Returns None if not found."""
        terms = query_terms(scope)
        row = self._row_of(terms)
        if row is None and self._expand_source(terms):
            row = self._row_of(terms)
        if row is None:
            return None
        self.place_cursor(row)
        return self._rows[row]

    def _expand_source(self, terms: Sequence[Node]) -> bool:
        """Expand the source that `terms` start with. Returns False if there is none."""
        for state in self.counts.sources:
            source = state.source
            if terms[:1] == (Field("source", source.name),):
                key = TreeNode(NodeKind.SOURCE, "", tuple(terms[:1])).key
                groups = [Field("group", group) for group in enclosing_groups(source.group)]
                self.opened.add(key)
                self.folded -= {
                    key,
                    *(TreeNode(NodeKind.GROUP, "", (group,)).key for group in groups),
                }
                self.rebuild()
                return True
        return False

    def step_category(self, step: int) -> None:
        """Move down by `step` sources or categories, or up if negative."""
        rows: Iterable[int] = range(self.cursor + 1, self.row_count)
        if step < 0:
            rows = range(self.cursor - 1, -1, -1)
        categories = [row for row in rows if self._rows[row].kind in _CATEGORY_KINDS]
        if categories := categories[: abs(step)]:
            self.move(categories[-1])

    def _row_of(self, terms: Sequence[Node]) -> int | None:
        rows = enumerate(self._rows)
        return next(
            (row for row, node in rows if node.terms == tuple(terms) and node is not SEPARATOR),
            None,
        )

    def rebuild(self) -> None:
        """Rebuild the rows. The cursor stays on its node."""
        current = self.node
        options = TreeOptions(
            self.order, self.unread_only, current.terms if current is not None else ()
        )
        self._rows = build_nodes(
            self.counts, self.folded, self.opened, self._revealed_source, options
        )
        self.rows_changed()
        if current is not None and (row := self._row_of(current.terms)) is not None:
            self.cursor = row

    # Movement, expanding and collapsing

    def move(self, row: int) -> None:
        """Move the cursor, skipping the separator."""
        row = max(0, min(row, self.row_count - 1))
        if self._rows and self._rows[row].kind is NodeKind.SEPARATOR:
            row += 1 if row > self.cursor else -1
        super().move(row)

    def cursor_moved(self) -> None:
        if self.node is not None:
            self.post_message(self.NodeHighlighted(self.node))

    def row_clicked(self, row: int, x: int, *, again: bool) -> None:
        node = self._rows[row]
        self.focus()
        if node.is_open is not None and x <= self._indent(node) + 2:
            self._set_open(node, not node.is_open)
        elif again:
            self.post_message(self.Entered())

    def expand_node(self) -> bool:
        """Expand the node under the cursor. Returns False if it has nothing to expand."""
        node = self.node
        if node is None or node.is_open is not False:
            return False
        self._set_open(node, True)
        return True

    def collapse_node(self) -> None:
        """Collapse the node under the cursor, or move to its parent."""
        node = self.node
        if node is None:
            return
        if node.is_open:
            self._set_open(node, False)
            return
        above = range(self.cursor - 1, -1, -1)
        parent = next((row for row in above if self._rows[row].depth < node.depth), None)
        if parent is not None:
            self.move(parent)

    def _set_open(self, node: TreeNode, is_open: bool) -> None:
        if is_open:
            self.folded.discard(node.key)
            self.opened.add(node.key)
        else:
            self.opened.discard(node.key)
            self.folded.add(node.key)
        self.rebuild()
        self.show_cursor()

    # Painting

    def _indent(self, node: TreeNode) -> int:
        return 0 if node.kind in _TOP_KINDS else 1 + 2 * node.depth

    def paint(self, line: int, width: int) -> Strip:
        node, styles = self._rows[line], self.style_set
        style = self.row_style(line)
        if node.kind is NodeKind.SEPARATOR:
            return Strip.blank(width, style)
        count, count_style = "", "dim"
        if node.kind is NodeKind.PLACE and not node.terms:
            count = grouped(node.total)
        elif node.unread:
            count, count_style = grouped(node.unread), "unread"
        elif node.total:
            count = grouped(node.total)
        lead = " " * self._indent(node)
        if node.kind not in _TOP_KINDS:
            lead = lead[:-1] + _ARROWS[node.is_open] + " "
        label_width = width - 1 - len(lead) - cell_len(count) - 2
        label_style = style
        if node.kind in (NodeKind.GROUP, NodeKind.SOURCE):
            label_style += styles["strong"]
        if node.has_failed:
            label_style += styles["failed"]
        return Strip(
            [
                self.bar(line, style),
                Segment(lead, style + styles["dim"]),
                Segment(fill(node.label, max(2, label_width)), label_style),
                Segment(f" {count} ", style + styles[count_style]),
            ]
        ).adjust_cell_length(width, style)
