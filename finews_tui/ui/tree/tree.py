"""The tree of places to read: all, unread, bookmarks, groups, sources and their categories."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rich.cells import cell_len
from rich.segment import Segment
from textual.message import Message
from textual.strip import Strip

from finews_tui.i18n.catalog import tr
from finews_tui.model.source import in_group
from finews_tui.query.ast import Field, Node
from finews_tui.query.query import Query
from finews_tui.ui.painting.cells import fill, grouped
from finews_tui.ui.tree.nodes import (
    GAP,
    Branch,
    Counts,
    Kind,
    Order,
    Saved,
    Shape,
    branches,
    groups_around,
    nodes_of,
    order_text,
)
from finews_tui.ui.widgets.row_view import NO_ROW, RowView

_ARROWS = {True: "▾", False: "▸", None: " "}
_CATEGORY_KINDS = (Kind.SOURCE, Kind.CATEGORY)
_TOP_KINDS = (Kind.PLACE, Kind.SAVED)


class SourceTree(RowView):
    """Places with their counts; where the cursor rests is what the list shows."""

    @dataclass
    class PlaceChosen(Message):
        """The cursor stands on another place."""

        branch: Branch

    @dataclass
    class Entered(Message):
        """The user goes on to the list."""

    @dataclass
    class EditWanted(Message):
        """The user wants to change what a place is."""

        branch: Branch

    @dataclass
    class RemovalWanted(Message):
        """The user wants a place to be gone."""

        branch: Branch

    @dataclass
    class MoveWanted(Message):
        """The user wants a place to stand further up or down."""

        branch: Branch
        step: int

    @dataclass
    class Reshaped(Message):
        """Other places are shown, or in another order; `text` says so."""

        text: str

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._counts = Counts()
        self._branches: list[Branch] = []
        self.order = Order.NEWEST
        self.is_unread_only = False
        self.folded: set[str] = set()
        self.opened: set[str] = set()
        self._revealed = ""

    @property
    def row_count(self) -> int:
        return len(self._branches)

    @property
    def branch(self) -> Branch | None:
        """The place under the cursor."""
        return self._branches[self.cursor] if self.cursor != NO_ROW else None

    def show(self, counts: Counts, place: Query) -> bool:
        """Show these counts, the cursor standing on `place`; False where that is there no more."""
        self._counts = counts
        self._rebuild()
        if self.branch is not None and self.branch.nodes == nodes_of(place):
            return True
        return self.choose(place) is not None

    def places(self) -> list[Branch]:
        """Every source and category, seen or not."""
        rows = branches(self._counts, (), frozenset(self._source_keys()), self._revealed)
        return [branch for branch in rows if branch.kind in _CATEGORY_KINDS]

    def saved(self) -> Sequence[Saved]:
        """The saved queries."""
        return self._counts.saved

    def saved_text(self, name: str) -> str:
        """The text of a saved query; "" where there is none of that name."""
        return next((saved.text for saved in self._counts.saved if saved.name == name), "")

    def saved_names(self) -> frozenset[str]:
        """The names that stand for a query."""
        return frozenset(saved.name for saved in self._counts.saved)

    def sources_here(self) -> list[str]:
        """The names of the sources below the cursor; none where it is on a place of all."""
        branch = self.branch
        if branch is None or branch.kind not in (Kind.GROUP, *_CATEGORY_KINDS):
            return []
        if branch.source:
            return [branch.source]
        sources = [state.source for state in self._counts.sources]
        return [source.name for source in sources if in_group(source.group, branch.group)]

    def reveal(self, name: str) -> None:
        """Let a source have a row even if it is hidden; with an empty name none has."""
        if name != self._revealed:
            self._revealed = name
            self._rebuild()

    def choose(self, place: Query) -> Branch | None:
        """Put the cursor on a place, unfolding its source; None if there is none such."""
        nodes = nodes_of(place)
        row = self._row_of(nodes)
        if row is None and self._unfold(nodes):
            row = self._row_of(nodes)
        if row is None:
            return None
        self.place_cursor(row)
        return self._branches[row]

    def _unfold(self, nodes: tuple[Node, ...]) -> bool:
        """Show what lies below the source that `nodes` begin with; False if there is none."""
        for state in self._counts.sources:
            source = state.source
            if nodes[:1] == (Field("source", source.name),):
                key = Branch(Kind.SOURCE, "", nodes[:1]).key
                groups = [Field("group", group) for group in groups_around(source.group)]
                self.opened.add(key)
                self.folded -= {key, *(Branch(Kind.GROUP, "", (one,)).key for one in groups)}
                self._rebuild()
                return True
        return False

    def step_category(self, step: int) -> None:
        """Go so many sources and categories down or up, as far as there are any."""
        rows = range(self.cursor + 1, self.row_count)
        if step < 0:
            rows = range(self.cursor - 1, -1, -1)
        found = [row for row in rows if self._branches[row].kind in _CATEGORY_KINDS][: abs(step)]
        if found:
            self.move(found[-1])

    def _source_keys(self) -> Iterable[str]:
        return (f"source:{state.source.name}" for state in self._counts.sources)

    def _row_of(self, nodes: tuple[Node, ...]) -> int | None:
        rows = enumerate(self._branches)
        return next((row for row, one in rows if one.nodes == nodes and one is not GAP), None)

    def _rebuild(self) -> None:
        here = self.branch
        kept = here.nodes if here is not None else ()
        shape = Shape(self.order, self.is_unread_only, kept)
        self._branches = branches(self._counts, self.folded, self.opened, self._revealed, shape)
        self.rows_changed()
        if here is not None and (row := self._row_of(here.nodes)) is not None:
            self.cursor = row

    # The cursor

    def move(self, row: int) -> None:
        """Move as the user wishes, over the gap."""
        row = max(0, min(row, self.row_count - 1))
        if self._branches and self._branches[row].kind is Kind.GAP:
            row += 1 if row > self.cursor else -1
        super().move(row)

    def cursor_moved(self) -> None:
        if self.branch is not None:
            self.post_message(self.PlaceChosen(self.branch))

    def row_clicked(self, row: int, x: int, *, again: bool) -> None:
        branch = self._branches[row]
        self.focus()
        if branch.is_open is not None and x <= self._indent(branch) + 2:
            self._fold(branch, not branch.is_open)
        elif again:
            self.action_enter()

    def action_enter(self) -> None:
        self.post_message(self.Entered())

    def action_into(self) -> None:
        branch = self.branch
        if branch is not None and branch.is_open is False:
            self._fold(branch, True)
        else:
            self.post_message(self.Entered())

    def action_remove(self) -> None:
        if self.branch is not None:
            self.post_message(self.RemovalWanted(self.branch))

    def action_edit(self) -> None:
        if self.branch is not None:
            self.post_message(self.EditWanted(self.branch))

    def action_order(self) -> None:
        orders = list(Order)
        self.order = orders[(orders.index(self.order) + 1) % len(orders)]
        self._reshape(order_text(self.order))

    def action_unread_only(self) -> None:
        self.is_unread_only = not self.is_unread_only
        is_less = self.is_unread_only
        self._reshape(tr("Places with unread articles only") if is_less else tr("All places"))

    def _reshape(self, text: str) -> None:
        self._rebuild()
        self.show_cursor()
        self.post_message(self.Reshaped(text))

    def action_move_query(self, step: int) -> None:
        if self.branch is not None:
            self.post_message(self.MoveWanted(self.branch, step))

    def action_out(self) -> None:
        branch = self.branch
        if branch is None:
            return
        if branch.is_open:
            self._fold(branch, False)
            return
        above = (row for row in range(self.cursor - 1, -1, -1))
        parent = next((r for r in above if self._branches[r].depth < branch.depth), None)
        if parent is not None:
            self.move(parent)

    def _fold(self, branch: Branch, is_open: bool) -> None:
        if is_open:
            self.folded.discard(branch.key)
            self.opened.add(branch.key)
        else:
            self.opened.discard(branch.key)
            self.folded.add(branch.key)
        self._rebuild()
        self.show_cursor()

    # Painting

    def _indent(self, branch: Branch) -> int:
        return 0 if branch.kind in _TOP_KINDS else 1 + 2 * branch.depth

    def paint(self, line: int, width: int) -> Strip:
        branch = self._branches[line]
        style = self.row_style(line)
        if branch.kind is Kind.GAP:
            return Strip.blank(width, style)
        count, count_style = "", "dim"
        if branch.unread:
            count, count_style = grouped(branch.unread), "unread"
        elif branch.total:
            count = grouped(branch.total)
        if branch.kind is Kind.PLACE and not branch.nodes:
            count, count_style = grouped(branch.total), "dim"
        lead = " " * self._indent(branch)
        if branch.kind not in _TOP_KINDS:
            lead = lead[:-1] + _ARROWS[branch.is_open] + " "
        room = width - 1 - len(lead) - cell_len(count) - 2
        label_style = style
        if branch.kind in (Kind.GROUP, Kind.SOURCE):
            label_style += self.looks["strong"]
        if branch.has_failed:
            label_style += self.looks["failed"]
        return Strip(
            [
                self.bar(line, style),
                Segment(lead, style + self.looks["dim"]),
                Segment(fill(branch.label, max(2, room)), label_style),
                Segment(f" {count} ", style + self.looks[count_style]),
            ]
        ).adjust_cell_length(width, style)
