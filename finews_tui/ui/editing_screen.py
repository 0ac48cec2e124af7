"""What is done with a source: edited, moved, removed, asked anew, its site opened."""

from __future__ import annotations

import asyncio

from textual import on, work

from finews_tui.errors import FinewsError
from finews_tui.i18n.catalog import tr
from finews_tui.library.changes.change import Change
from finews_tui.model.source import Source, SourceKind
from finews_tui.ui.tending_screen import TendingScreen
from finews_tui.ui.tree.nodes import Kind
from finews_tui.ui.tree.tree import SourceTree


class EditingScreen(TendingScreen, inherit_bindings=False):
    """Changes what is followed, in the tree and in the sources view."""

    def show_change(self, change: Change) -> None:
        super().show_change(change)
        self.keep_syncing()

    @on(SourceTree.EditWanted)
    def action_edit_source(self) -> None:
        source, group, branch = self.source_here, self.group_here, self.source_tree.branch
        if source is not None:
            self._ask_of_source(source, source)
        elif group:
            self._ask_of_group(group)
        elif branch is not None and branch.kind is Kind.SAVED:
            self.action_save_query()
        else:
            self.status.notice(tr("Choose a source or a group: it is edited here"))

    def _groups(self) -> list[str]:
        return list(dict.fromkeys(one.group for one in self.library.config.sources if one.group))

    def _ask_of_source(self, source: Source, wish: Source, mistake: str = "") -> None:
        from finews_tui.ui.dialogs.edit_source import EditSource

        def edit(wanted: Source | None) -> None:
            if wanted is not None:
                self._edit(source, wanted)

        general = self.library.config.sync.every_min
        self.app.push_screen(EditSource(wish, self._groups(), general, mistake), edit)

    @work(group="marks", exit_on_error=False)
    async def _edit(self, source: Source, wanted: Source) -> None:
        """Edit a source; where that cannot be, ask again with what was typed."""
        from finews_tui.library.changes.sources import edit_source

        try:
            await self.make(lambda: edit_source(self.library.stores, wanted))
        except FinewsError as error:
            self._ask_of_source(source, wanted, str(error))

    def _ask_of_group(self, group: str) -> None:
        from finews_tui.library.changes.sources import rename_group
        from finews_tui.ui.dialogs.group_picker import GroupName

        def rename(name: str | None) -> None:
            if name is not None and name != group:
                self.mark(lambda: rename_group(self.library.stores, group, name))

        self.app.push_screen(GroupName(group), rename)

    def action_move_source(self) -> None:
        names = self.sources_here
        if not names:
            self.status.notice(tr("Choose a source: it is moved from here"))
            return
        from finews_tui.library.changes.sources import move_sources
        from finews_tui.ui.dialogs.group_picker import GroupPicker

        def move(group: str | None) -> None:
            if group is not None:
                self.mark(lambda: move_sources(self.library.stores, names, group))

        self.app.push_screen(GroupPicker(self._groups()), move)

    def action_remove_source(self) -> None:
        source = self.source_here
        if source is not None:
            self.remove_source(source.name)
        else:
            edit = self.keymap.first("sources.edit")
            self.status.notice(
                tr("Sources are removed one by one; {edit} renames a group", edit=edit)
            )

    def action_force_source(self) -> None:
        if names := self.sources_here:
            self.run_sync(names, force=True)

    @work(group="outside", exit_on_error=False)
    async def action_open_site(self) -> None:
        source = self.source_here
        if source is None:
            return
        address = await asyncio.to_thread(self.library.sources.site, source)
        if address:
            self.open_address(address)
        elif source.kind is SourceKind.DIRECTORY:
            self.status.notice(tr("A folder has no site"))
        else:
            self.status.notice(tr("This feed names no site"))
