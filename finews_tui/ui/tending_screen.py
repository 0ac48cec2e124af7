"""Sources looked after: the view of all of them, and what is done with one."""

from __future__ import annotations

import asyncio
from datetime import UTC
from typing import TYPE_CHECKING

from textual import work
from textual.timer import Timer
from textual.widget import Widget

from finews_tui.i18n.catalog import ntr, tr
from finews_tui.library.library import Library
from finews_tui.model.source import Source
from finews_tui.query.ast import Field
from finews_tui.query.query import Query
from finews_tui.system.browser import Browser
from finews_tui.ui.commands.command import Action, Pane, works_in
from finews_tui.ui.commands.keymap import Keymap
from finews_tui.ui.fetching_screen import FetchingScreen
from finews_tui.ui.tree.nodes import Branch, Counts, Kind

if TYPE_CHECKING:
    from finews_tui.ui.sources.column import SourcesColumn
    from finews_tui.ui.sources.table import SourceTable

_STAGES_EVERY_S = 0.15


class TendingScreen(FetchingScreen, inherit_bindings=False):
    """Shows how sources are, and changes what is followed."""

    def __init__(self, library: Library, keymap: Keymap, browser: Browser) -> None:
        super().__init__(library, keymap, browser)
        self.is_guide = False
        self._sources: SourcesColumn | None = None
        self._counts = Counts()
        self._paces: dict[str, float] = {}
        self._new_one = ""
        self._showing_stages: Timer | None = None

    # The view

    @property
    def is_tending(self) -> bool:
        """Whether the sources view is open."""
        return self.has_class("-sources")

    async def action_sources(self) -> None:
        if self.is_tending:
            self.close_sources()
        elif self.is_guide:
            key = self.keymap.first("source.add")
            self.status.notice(tr("{key} adds a source: then they are shown here", key=key))
        else:
            await self._open_sources()

    async def _open_sources(self) -> None:
        if self._sources is None:
            from finews_tui.ui.sources.column import SourcesColumn

            self._sources = SourcesColumn(self.keymap)
            await self.mount(self._sources, before=self.key_bar)
        branch = self.source_tree.branch
        self.stop_read_timer()
        self.add_class("-sources")
        self._show_sources()
        if branch is not None and branch.source:
            self._sources.table.go_to(branch.source)
        self.set_focus(self._sources.table)
        self.show_hints()
        self.key_bar.show_end("")
        self.load_paces()

    def close_sources(self) -> None:
        """Go back to the news."""
        self.remove_class("-sources")
        self.desk.go(self.desk.pane)
        self.show_hints()
        self.show_under_cursor()

    def step_out_of_sources(self) -> None:
        """End a search in the view, or leave it."""
        if self._sources is None or not self._sources.close_find():
            self.close_sources()

    def on_descendant_focus(self) -> None:
        if self.is_tending:
            self.show_hints()

    # These are heard by their names: a start has no use for the module of the table.

    def on_source_table_left(self) -> None:
        """The user goes back to the news."""
        self.step_out_of_sources()

    def on_source_table_entered(self, event: SourceTable.Entered) -> None:
        """The user goes on to the articles of a source or a group."""
        row = event.row
        if row.is_group and not row.group:
            self.status.notice(tr("These are in no group: choose one of them"))
            return
        node = Field("group", row.group) if row.is_group else Field("source", row.name)
        self.close_sources()
        self.source_tree.reveal(row.name)
        place = self.source_tree.choose(Query(node))
        if place is not None:
            self.desk.go(Pane.LIST)
            self.choose_place(place)

    def _show_counts(self, counts: Counts) -> None:
        super()._show_counts(counts)
        self._counts = counts
        failing = sum(bool(state.last_error) for state in counts.sources)
        key = self.keymap.first("sources.show")
        text = ntr("{count} source fails", "{count} sources fail", failing)
        whole = f"✗ {text} · " + tr("{key} shows why", key=key)
        wordings = (whole, f"✗ {text} · {key}", f"✗ {text}", f"✗ {failing} {key}")
        self.status.show_failing(*(wordings if failing else ()))
        self._show_sources()

    def show_stages(self) -> None:
        if self.is_tending and self._showing_stages is None:
            self._showing_stages = self.set_timer(_STAGES_EVERY_S, self._show_stages)

    def _show_stages(self) -> None:
        self._showing_stages = None
        self._show_sources()
        if not self.is_syncing:
            self.load_paces()

    def _show_sources(self) -> None:
        if self._sources is not None and self.is_tending:
            config = self.library.config
            now = self.library.stores.clock().astimezone(UTC)
            states = self._counts.sources
            self._sources.show(states, self._paces, self.stages, config.sync, now)
            if self._sources.table.go_to(self._new_one):
                self._new_one = ""

    def go_to_source(self, name: str) -> None:
        """Put the view's cursor on a source once it is there."""
        self._new_one = name

    @work(exclusive=True, group="paces", exit_on_error=False)
    async def load_paces(self) -> None:
        """Bring how often sources publish."""
        self._paces = await asyncio.to_thread(self.library.sources.publishing_rates)
        self._show_sources()

    def show_position(self) -> None:
        if not self.is_tending:
            super().show_position()

    # Keys that are another's there

    @property
    def pane_here(self) -> Pane:
        """The pane whose keys work."""
        return Pane.SOURCES if self.is_tending else self.desk.pane

    def target(self, pane: Pane) -> Widget:
        """What answers to the keys of a pane."""
        is_here = pane is Pane.SOURCES or (pane is Pane.EACH and self.is_tending)
        return self._sources.table if self._sources and is_here else self.desk.target(pane)

    async def make_room_for(self, action: Action) -> None:
        """Open the view for what is done in it, and close it for what is done behind it."""
        if action.pane is Pane.SOURCES and not self.is_tending:
            await self.action_sources()
        elif self.is_tending and not works_in(action, Pane.SOURCES):
            self.close_sources()

    def show_hints(self) -> None:
        """Tell of the keys that work here."""
        raise NotImplementedError

    def go_to_place(self, branch: Branch | None) -> None:
        if self.is_tending and branch is not None:
            self.close_sources()
        super().go_to_place(branch)

    # What is under the cursor

    @property
    def sources_here(self) -> list[str]:
        """The names of the sources at the cursor; none where it is on a place of all."""
        if self.is_tending and self._sources is not None:
            return self._sources.names
        return self.source_tree.sources_here()

    @property
    def source_here(self) -> Source | None:
        """The one source at the cursor, not a group of them."""
        if self.is_tending and self._sources is not None:
            state = self._sources.state
            return state.source if state is not None else None
        branch = self.source_tree.branch
        name = branch.source if branch is not None else ""
        followed = self.library.config.sources
        return next((source for source in followed if source.name == name), None)

    @property
    def group_here(self) -> str:
        """The group at the cursor; empty where it is on none."""
        if self.is_tending and self._sources is not None:
            row = self._sources.row
            return row.group if row is not None and row.is_group else ""
        branch = self.source_tree.branch
        return branch.group if branch is not None and branch.kind is Kind.GROUP else ""
