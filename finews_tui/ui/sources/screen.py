"""Sources screen: a table of sources, and details of the one at the cursor."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.timer import Timer
from textual.widgets import Static

from finews_tui.i18n.catalog import ntr, tr
from finews_tui.model.source import Source, SourceState
from finews_tui.model.url_redaction import redact_url
from finews_tui.ui.commands.command import Context
from finews_tui.ui.commands.dispatcher import Dispatcher
from finews_tui.ui.painting import source_descriptions as descriptions
from finews_tui.ui.screens.base import BaseScreen
from finews_tui.ui.services.changes import LibraryChanged
from finews_tui.ui.services.session import Session
from finews_tui.ui.services.sync import RunProgress, SyncArrivals, SyncResult
from finews_tui.ui.sources.progress import progress_texts
from finews_tui.ui.sources.rows import SourceOrder, SourceRow, SourcesSnapshot, source_rows
from finews_tui.ui.sources.table import SourceTable
from finews_tui.ui.widgets.pane_title import PaneTitle
from finews_tui.ui.widgets.search_bar import SearchBar

_PROGRESS_EVERY_S = 0.15


class SourcesScreen(BaseScreen, inherit_bindings=False):
    """Screen to manage sources, with the cursor on `selected` at the start.

    `on_close` is called with the row whose articles to list, or None.
    """

    HORIZONTAL_BREAKPOINTS = [(0, "-tiny"), (40, "-wide")]  # noqa: RUF012
    VERTICAL_BREAKPOINTS = [(0, "-low"), (10, "-high")]  # noqa: RUF012

    def __init__(
        self,
        session: Session,
        dispatcher: Dispatcher,
        on_close: Callable[[SourceRow | None], None],
        selected: str = "",
    ) -> None:
        super().__init__(session, dispatcher)
        self._on_close = on_close
        self.title_bar = PaneTitle(tr("Sources"), id="sources-title")
        self.table = SourceTable(id="sources")
        self._find_bar = SearchBar(id="sources-find", is_query=False)
        self._details = Static(id="source-details", markup=False)
        self._selected = selected
        self._states: tuple[SourceState, ...] = ()
        self._rates: Mapping[str, float] = {}
        self._snapshot: SourcesSnapshot | None = None
        self._order = SourceOrder.GROUPS
        self._updating: Timer | None = None

    @property
    def key_context(self) -> Context:
        return Context.SOURCES

    def compose(self) -> ComposeResult:
        yield self.status
        with Vertical(id="sources-column"):
            yield self.title_bar
            yield self._find_bar
            yield self.table
            yield self._details
        yield self.key_bar
        yield Static(tr("Terminal too small (minimum 40 x 10)"), id="too-small")

    def on_mount(self) -> None:
        session = self.session
        session.changes.changed.subscribe(self, self._library_changed)
        session.sync.progressed.subscribe(self, self._sync_progressed)
        session.sync.arrived.subscribe(self, self._articles_arrived)
        session.sync.finished.subscribe(self, self._sync_finished)
        self.status.show_name("finews", tr("{key} help", key=session.key_text("help")))
        self.set_focus(self.table)
        self.load()

    def on_descendant_focus(self) -> None:
        self.show_key_hints()

    # Content

    @work(exclusive=True, group="sources", exit_on_error=False)
    async def load(self) -> None:
        """Read states and publishing rates."""
        sources = self.session.library.sources
        self._states = tuple(await asyncio.to_thread(sources.states))
        self._update()
        self._rates = await asyncio.to_thread(sources.publishing_rates)
        self._update()

    def select(self, name: str) -> None:
        """Move the cursor to a source as soon as it is in the table."""
        self._selected = name
        self._update()

    def _update(self) -> None:
        stores = self.session.library.stores
        self._snapshot = SourcesSnapshot(
            self._states,
            self._rates,
            progress_texts(self.session.sync.stages),
            stores.config.sync,
            stores.clock(),
        )
        self._show_rows()
        if self.table.go_to(self._selected):
            self._selected = ""

    def _show_rows(self) -> None:
        if self._snapshot is None:
            return
        states = self._snapshot.states
        self.table.empty_text = (
            tr("No matching sources.\n\nPress Esc to show all.")
            if states
            else tr("No sources yet. Add a website, a folder or a subscription list.")
        )
        self.table.show(source_rows(self._snapshot, self._find_bar.text, self._order))
        parts = [tr("Sources"), f"{len(states):,}"]
        failing = sum(bool(state.last_error) for state in states)
        if failing:
            parts.append(ntr("{count} failing", "{count} failing", failing))
        if self._order is SourceOrder.FAILING_FIRST:
            parts.append(tr("errors first"))
        width = self.table.scrollable_content_region.width
        self.title_bar.show(" · ".join(parts), self.table.header(width).strip())

    def on_resize(self) -> None:
        self._show_rows()

    def _library_changed(self, event: LibraryChanged) -> None:
        self.load()

    def _articles_arrived(self, arrivals: SyncArrivals) -> None:
        self.load()

    def _sync_finished(self, result: SyncResult) -> None:
        self.load()

    def _sync_progressed(self, progress: RunProgress | None) -> None:
        if self._updating is None:
            self._updating = self.set_timer(_PROGRESS_EVERY_S, self._show_progress_texts)

    def _show_progress_texts(self) -> None:
        self._updating = None
        self._update()

    # The source at the cursor

    @property
    def state(self) -> SourceState | None:
        """Source at the cursor; None on a group."""
        row = self.table.row
        if row is None:
            return None
        return next((state for state in self._states if state.source.name == row.name), None)

    @property
    def source(self) -> Source | None:
        """Source at the cursor; None on a group."""
        return self.state.source if self.state is not None else None

    @property
    def group(self) -> str:
        """Group at the cursor; "" on a source."""
        row = self.table.row
        return row.group if row is not None and row.is_group else ""

    @property
    def source_names(self) -> list[str]:
        """Names of the source at the cursor, or of all sources in the group."""
        row = self.table.row
        if row is None:
            return []
        if not row.is_group:
            return [row.name]
        sources = (state.source for state in self._states)
        return [source.name for source in sources if source.group == row.group]

    @on(SourceTable.CursorMoved)
    def _show_details(self, event: SourceTable.CursorMoved) -> None:
        event.stop()
        row, state = self.table.row, self.state
        if row is not None and row.is_group:
            self._details.update(self._group_details(row))
        elif state is not None and self._snapshot is not None:
            self._details.update(self._source_details(state, self._snapshot))
        else:
            self._details.update(Content(""))

    def _source_details(self, state: SourceState, snapshot: SourcesSnapshot) -> Content:
        label, summary = state.source.label, descriptions.summary(state)
        lines = [Content.assemble((label, "bold"), f"   {summary}")]
        url = redact_url(state.source.location)
        if url not in state.last_error:
            lines.append(Content(url))
        key_text, now = self.session.key_text, snapshot.now
        remedy = descriptions.remedy(state, snapshot.sync, key_text, now)
        if remedy:
            lines.append(Content.styled(state.last_error, "$finews-error"))
            if state.failures > 1:
                remedy += "  " + tr("({count} times in a row)", count=f"{state.failures:,}")
            lines.append(Content(f"→ {remedy}"))
        else:
            lines.append(Content(descriptions.health(state, now)))
        return Content("\n").join(lines)

    def _group_details(self, row: SourceRow) -> Content:
        keys = {name: self.session.key_text(f"sources.{name}") for name in ("edit", "move")}
        sync = self.session.key_text("source.sync")
        text = tr(
            "Press {sync} to sync these sources, {move} to move them to another group",
            sync=sync,
            **keys,
        )
        if row.group:
            text += tr(", {edit} to rename the group", **keys)
        return Content.assemble((row.title, "bold"), f"   {row.note}\n{text}")

    # Closing

    @on(SourceTable.Entered)
    def show_articles(self) -> None:
        """Close the screen and list the articles of the source or group at the cursor."""
        row = self.table.row
        if row is None:
            return
        if row.is_group and not row.group:
            self.show_message(tr("These sources have no group. Select one of them."))
            return
        self.close_screen(row)

    def step_back(self) -> None:
        """Clear the filter, or close the screen."""
        if not self.close_find():
            self.close_screen(None)

    def close_screen(self, row: SourceRow | None) -> None:
        """Close the screen and list `row`, if any."""
        if self.is_current:
            self.app.pop_screen()
            self._on_close(row)

    # Filter and order

    def open_find(self) -> None:
        """Open the filter bar."""
        self._find_bar.open(tr("find source"), self._find_bar.text)

    def close_find(self) -> bool:
        """Clear the filter. Returns False if there was none."""
        was_open = self._find_bar.is_open
        self._find_bar.close()
        if was_open:
            self._show_rows()
            self.table.focus()
        return was_open

    def toggle_order(self) -> None:
        """Toggle between sorting by group and failing sources first."""
        by_groups = self._order is SourceOrder.GROUPS
        self._order = SourceOrder.FAILING_FIRST if by_groups else SourceOrder.GROUPS
        self._show_rows()
        self.table.show_cursor()

    @on(SearchBar.Changed)
    def _narrow(self) -> None:
        self._show_rows()

    @on(SearchBar.Submitted)
    def _leave_find_bar(self) -> None:
        self.table.focus()

    @on(SearchBar.Closed)
    def _close_find(self) -> None:
        self.close_find()
