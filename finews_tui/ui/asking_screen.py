"""What the screen asks in dialogs: a date, a place, a heading, a name."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from textual import on

from finews_tui.i18n.catalog import tr
from finews_tui.layout.page import OutlineEntry
from finews_tui.library.changes.saved_queries import (
    change_query,
    move_query,
    remove_query,
    save_query,
)
from finews_tui.query.ast import Sort
from finews_tui.query.query import EMPTY
from finews_tui.ui.commands.command import Pane
from finews_tui.ui.fuzzy import best
from finews_tui.ui.painting.periods import Span
from finews_tui.ui.saved_position import USED_SETTING, used_places, with_use
from finews_tui.ui.services.sync import SyncingScreen
from finews_tui.ui.tree.nodes import Branch, Kind, names_of
from finews_tui.ui.tree.tree import SourceTree


class AskingScreen(SyncingScreen, inherit_bindings=False):
    """Opens dialogs, each imported when it is first wanted, and does what they give back."""

    def choose_place(self, branch: Branch, *, rest_s: float = 0) -> None:
        """Show a place; a search belongs to the place that it was made in."""
        self.list_column.close_search()
        self.wish = replace(self.wish, place=branch.query, typed=EMPTY)
        self.show_place()
        self.load_listing(rest_s=rest_s)

    def action_date(self, text: str = "") -> None:
        """Go to a date, asked for where none is given."""
        from finews_tui.ui.dialogs.date_input import DateInput, span_of

        listing = self.article_list.listing
        now, newest = datetime.now(UTC).astimezone(listing.zone), listing.newest
        if not text:
            self.app.push_screen(DateInput(now, newest), self._go_to_date)
        elif (span := span_of(text, now, newest)) is not None:
            self._go_to_date(span)
        else:
            self.status.notice(tr("{text} is no date", text=text))

    def _go_to_date(self, span: Span | None) -> None:
        listing = self.article_list.listing
        if span is not None and listing.sort is Sort.RELEVANCE:
            self.status.notice(tr("Best hits first have no dates to go to"))
        elif span is not None and len(listing):
            self.article_list.move(listing.first_in(span))
            if not listing.has_any_in(span):
                self.status.notice(tr("No articles of that time here; these are the nearest"))

    def action_category(self, name: str = "") -> None:
        """Go to the place that answers best to a name, asked for where none is given."""
        from finews_tui.ui.dialogs.category_picker import CategoryPicker

        places = self.source_tree.places()
        if not name:
            used = used_places(self.library.state.setting(USED_SETTING))
            self.app.push_screen(CategoryPicker(places, used), self._go_to_category)
        elif found := best(name, places, names_of):
            self.go_to_place(found[0])
        else:
            self.status.notice(tr("There is no place {name}", name=name))

    def _go_to_category(self, branch: Branch | None) -> None:
        if branch is not None:
            used = used_places(self.library.state.setting(USED_SETTING))
            self.keep_setting(USED_SETTING, with_use(used, branch.key))
            self.go_to_place(branch)

    def go_to_place(self, branch: Branch | None) -> None:
        """Show a place that was chosen by its name."""
        if branch is not None and (found := self.source_tree.choose(branch.query)) is not None:
            self.choose_place(found)

    def action_outline(self) -> None:
        headings = self.reader.page.outline
        if not headings or not self.desk.is_seen(Pane.READER):
            self.status.notice(tr("No headings on the page"))
            return
        from finews_tui.ui.dialogs.outline_picker import OutlinePicker

        top = self.reader.scroll_offset.y
        passed = sum(heading.line <= top + 1 for heading in headings)
        self.app.push_screen(OutlinePicker(headings, max(0, passed - 1)), self._go_to_heading)

    def _go_to_heading(self, heading: OutlineEntry | None) -> None:
        if heading is not None:
            self.desk.go(Pane.READER)
            self.reader.jump(heading.line)

    def action_save_query(self) -> None:
        """Save the present query; on a saved one in the tree, change that."""
        branch = self.source_tree.branch
        is_old = branch is not None and branch.kind is Kind.SAVED and self.wish.typed.is_empty
        name = branch.label if branch is not None and is_old else ""
        text = self.source_tree.saved_text(name) or self.wish.query.text
        if not name and (self.wish.query.error is not None or self.wish.query.is_empty):
            self.status.notice(tr("Search or choose a place first: that is the query to save"))
            return
        from finews_tui.ui.dialogs.save_query import SaveQuery

        def save(saved: tuple[str, str] | None) -> None:
            if saved is not None and name:
                self.mark(lambda: change_query(self.library.stores, name, *saved))
            elif saved is not None:
                self.mark(lambda: save_query(self.library.stores, *saved))

        self.app.push_screen(SaveQuery(text, self.source_tree.saved_names(), name), save)

    @on(SourceTree.Reshaped)
    def _tell_shape(self, event: SourceTree.Reshaped) -> None:
        self.status.notice(event.text)

    @on(SourceTree.MoveWanted)
    def _move_query(self, event: SourceTree.MoveWanted) -> None:
        if event.branch.kind is Kind.SAVED:
            name, step = event.branch.label, event.step
            self.mark(lambda: move_query(self.library.stores, name, step))
        else:
            self.status.notice(tr("Only saved queries are moved here"))

    @on(SourceTree.RemovalWanted)
    def _remove_query(self, event: SourceTree.RemovalWanted) -> None:
        name = event.branch.label
        if event.branch.kind is Kind.SAVED:
            self.mark(lambda: remove_query(self.library.stores, name))
        elif event.branch.kind is Kind.SOURCE:
            self.remove_source(event.branch.source)
        else:
            self.status.notice(tr("A source or a saved query is removed here"))

    def remove_source(self, name: str) -> None:
        """Follow a source no more, until that is undone."""
        from finews_tui.library.changes.sources import unfollow

        self.mark(lambda: unfollow(self.library.stores, name))
