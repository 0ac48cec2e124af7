"""The sources view: every source with how it is, and the whole story of the one at the cursor."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from textual import on
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from finews_tui.config.loader import SyncConfig
from finews_tui.i18n.catalog import ntr, tr
from finews_tui.model.source import SourceState
from finews_tui.model.url_redaction import redact_url
from finews_tui.ui.commands.keymap import Keymap
from finews_tui.ui.painting import source_descriptions as words
from finews_tui.ui.sources.rows import Order, SourceRow, Told, source_rows
from finews_tui.ui.sources.table import SourceTable
from finews_tui.ui.widgets.pane_title import PaneTitle
from finews_tui.ui.widgets.search_bar import SearchBar

FIND_ID = "sources-find"


class SourcesColumn(Vertical):
    """Shows what is told of sources; the screen tells it, and does what its keys ask."""

    def __init__(self, keymap: Keymap) -> None:
        self.title = PaneTitle(tr("Sources"), id="sources-title")
        self.table = SourceTable(id="sources")
        self._bar = SearchBar(id=FIND_ID, has_star=False)
        self._story = Static(id="source-story", markup=False)
        super().__init__(self.title, self._bar, self.table, self._story, id="sources-column")
        self._keymap = keymap
        self._told: Told | None = None
        self._order = Order.GROUPS

    @property
    def row(self) -> SourceRow | None:
        """What the cursor stands on."""
        return self.table.row

    @property
    def state(self) -> SourceState | None:
        """The source that the cursor stands on; None on a group."""
        row = self.row
        states = self._told.states if self._told is not None else ()
        if row is None:
            return None
        return next((one for one in states if one.source.name == row.name), None)

    @property
    def names(self) -> list[str]:
        """The names of the source at the cursor, or of the sources of its group."""
        row = self.row
        if row is None or self._told is None:
            return []
        if not row.is_group:
            return [row.name]
        return [one.source.name for one in self._told.states if one.source.group == row.group]

    def show(
        self,
        states: Sequence[SourceState],
        paces: Mapping[str, float],
        stages: Mapping[str, tuple[str, bool]],
        sync: SyncConfig,
        now: datetime,
    ) -> None:
        """Show how sources are; nothing moves under the cursor."""
        self._told = Told(states, paces, stages, sync, now)
        self._show_rows()

    def _show_rows(self) -> None:
        if self._told is None:
            return
        rows = source_rows(self._told, self._bar.text, self._order)
        states = self._told.states
        self.table.empty_text = (
            tr("No source of this name.\n\nEsc shows all.")
            if states
            else tr("Nothing is followed yet: add a site, a folder or a list.")
        )
        self.table.show(rows)
        parts = [tr("Sources"), f"{len(states):,}"]
        failing = sum(bool(state.last_error) for state in states)
        if failing:
            parts.append(ntr("{count} fails", "{count} fail", failing))
        if self._order is Order.TROUBLE:
            parts.append(tr("trouble first"))
        width = self.table.scrollable_content_region.width
        self.title.show(" · ".join(parts), self.table.head(width).strip())

    def on_resize(self) -> None:
        self._show_rows()

    # The one at the cursor

    @on(SourceTable.CursorMoved)
    def _tell(self, event: SourceTable.CursorMoved) -> None:
        event.stop()
        self._story.update(self._story_of(self.state))

    def _story_of(self, state: SourceState | None) -> Content:
        told = self._told
        row = self.row
        if row is not None and row.is_group:
            return self._story_of_group(row)
        if state is None or told is None:
            return Content("")
        lines = [
            Content.assemble((state.source.label, "bold"), f"   {words.about(state)}"),
        ]
        address = redact_url(state.source.location)
        if address not in state.last_error:
            lines.append(Content(address))
        mend = words.mend(state, told.sync, self._keymap, told.now)
        if mend:
            lines.append(Content.styled(state.last_error, "$finews-error"))
            if state.failures > 1:
                mend += "  " + tr("({count} times in a row)", count=f"{state.failures:,}")
            lines.append(Content(f"→ {mend}"))
        else:
            lines.append(Content(words.well(state, told.now)))
        return Content("\n").join(lines)

    def _story_of_group(self, row: SourceRow) -> Content:
        keys = {name: self._keymap.first(f"sources.{name}") for name in ("edit", "move")}
        sync = self._keymap.first("source.sync")
        what = tr("{sync} syncs its sources; {move} moves them to another group", sync=sync, **keys)
        if row.group:
            what += tr("; {edit} gives it another name", **keys)
        return Content.assemble((row.title, "bold"), f"   {row.trouble}\n{what}")

    # Finding and ordering

    @on(SourceTable.FindWanted)
    def _open_find(self, event: SourceTable.FindWanted) -> None:
        event.stop()
        self._bar.open(tr("find a source"), self._bar.text)

    @on(SearchBar.Typed)
    def _narrow(self, event: SearchBar.Typed) -> None:
        event.stop()
        self._show_rows()

    @on(SearchBar.Entered)
    def _leave_find(self, event: SearchBar.Entered) -> None:
        event.stop()
        self.table.focus()

    @on(SearchBar.Closed)
    def _end_find(self, event: SearchBar.Closed) -> None:
        event.stop()
        self.close_find()

    @on(SearchBar.ScopeWanted)
    @on(SearchBar.EarlierWanted)
    def _nothing(self, event: SearchBar.ScopeWanted | SearchBar.EarlierWanted) -> None:
        event.stop()

    def close_find(self) -> bool:
        """Show all again; False where all are shown."""
        was_open = self._bar.is_open
        self._bar.close()
        if was_open:
            self._show_rows()
            self.table.focus()
        return was_open

    @on(SourceTable.OrderWanted)
    def _order_otherwise(self, event: SourceTable.OrderWanted) -> None:
        event.stop()
        is_by_groups = self._order is Order.GROUPS
        self._order = Order.TROUBLE if is_by_groups else Order.GROUPS
        self._show_rows()
        self.table.show_cursor()
