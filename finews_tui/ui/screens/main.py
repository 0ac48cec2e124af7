"""The one screen, seen from the user: hears the panes' messages and does what the keys ask."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.message import Message

from finews_tui.errors import FinewsError
from finews_tui.i18n.catalog import tr
from finews_tui.library.library import Library
from finews_tui.query.ast import Field
from finews_tui.query.query import Query, parse
from finews_tui.system.browser import Browser
from finews_tui.ui.articles.list import ArticleList
from finews_tui.ui.articles.listing import Wish
from finews_tui.ui.commands.command import Pane
from finews_tui.ui.commands.keymap import Keymap
from finews_tui.ui.pane_layout import Desk
from finews_tui.ui.reader.loader import FIRST, import_readers, read_listing
from finews_tui.ui.reader.pane import ReaderColumn
from finews_tui.ui.reader.reader_pane import ReaderPane
from finews_tui.ui.services.news_notifier import NotifyingScreen
from finews_tui.ui.tree.tree import SourceTree
from finews_tui.ui.widgets.welcome_bar import WelcomeBar

_TREE_REST_S = 0.1
_IDLE_S = 0.3


class MainScreen(NotifyingScreen, inherit_bindings=False):
    """Three panes over one library."""

    @dataclass
    class Finished(Message):
        """The user goes out at the top."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+c,super+c", "screen.copy_text", "Copy what is selected"),
    ]

    def __init__(
        self,
        library: Library,
        keymap: Keymap,
        browser: Browser,
        *,
        query: str = "",
        new_sources: Sequence[str] = (),
        is_guide: bool = False,
        is_first: bool = False,
    ) -> None:
        super().__init__(library, keymap, browser)
        self._query = query
        self._new_sources = list(new_sources)
        self.is_guide = is_guide
        self._is_first = is_first

    def compose(self) -> ComposeResult:
        yield self.status
        if self._is_first:
            yield WelcomeBar(self.keymap.first("source.add"), "⏎")
        yield self.desk
        yield self.key_bar

    # Opening

    def on_mount(self) -> None:
        """Show the first rows: before anything is painted a thread would only wait its turn."""
        self._say_where()
        try:
            self._begin()
        except FinewsError as error:
            self.tell_error(str(error))
        self.call_after_refresh(self._open)

    def _say_where(self) -> None:
        resting = tr("{key} help", key=self.keymap.first("help"))
        if self.is_guide and not self._is_first:
            resting = tr("{key} adds your own news", key=self.keymap.first("source.add"))
        self.status.show_name(tr("finews guide") if self.is_guide else "finews", resting)

    def _begin(self) -> None:
        """What was shown last, or what was asked for on the command line."""
        keep = None
        self.desk.go(Pane.LIST)
        if self._query:
            self.wish = Wish(typed=parse(self._query))
        elif self._new_sources:
            self.wish = _wish_for(self._new_sources)
        else:
            keep = self.restore_place()
        if self.wish.query.error is None:
            first = read_listing(self.library, self.wish.query, limit=FIRST)
            keep = self.begin_listing(first, self.wish, keep)
            if not first.is_whole:
                self.load_listing(keep, is_new=False)

    @work(group="open", exit_on_error=False)
    async def _open(self) -> None:
        """What the first rows need not wait for."""
        await self.prepare()
        if self.pane_left is not Pane.LIST:
            self.desk.go(self.pane_left)
        if self._query:
            self.list_column.open_search(self.scope_text, self._query, focus=False)
            self.load_listing()
        self.load_counts(0)
        if self._new_sources:
            self.run_sync(self._new_sources)
        elif self.library.config.sync.on_start and not self.is_guide:
            self.run_sync(is_asked=False)
        if not self.is_guide:
            self.keep_syncing()
        if not self.desk.is_seen(Pane.READER):
            self.set_timer(_IDLE_S, self._import_ahead)

    @work(group="ahead", exit_on_error=False)
    async def _import_ahead(self) -> None:
        """Where no article is shown yet, the first shall not wait for what reads it."""
        await asyncio.to_thread(import_readers)

    def welcome(self, sources: Sequence[str]) -> None:
        """Show sources that were just added, and sync them."""
        if self.is_tending:
            self.go_to_source(sources[0])
        else:
            self.wish = _wish_for(sources)
            self.load_listing()
        self.load_counts(0)
        self.keep_syncing()
        self.run_sync(sources)

    # What the panes tell

    @on(SourceTree.PlaceChosen)
    def _follow_tree(self, event: SourceTree.PlaceChosen) -> None:
        self.choose_place(event.branch, rest_s=_TREE_REST_S)

    @on(SourceTree.Entered)
    def _go_to_list(self) -> None:
        self.desk.go(Pane.LIST)

    @on(ArticleList.CursorMoved)
    def _follow_cursor(self) -> None:
        self.show_under_cursor()

    @on(ArticleList.HeadlinesMissed)
    def _bring_headlines(self, event: ArticleList.HeadlinesMissed) -> None:
        self.load_headlines(event.numbers)

    @on(ArticleList.Opened)
    def _go_to_reader(self, event: ArticleList.Opened) -> None:
        self.desk.go(Pane.READER)
        self.show_under_cursor(0)
        # The mark is written while one reads already.
        self.call_after_refresh(self.mark_entered, event.number)

    @on(ArticleList.Left)
    def _leave_list(self) -> None:
        if self.list_column.is_searching:
            self.end_search()
        else:
            self.desk.go(Pane.TREE)

    @on(ReaderPane.Left)
    def _leave_reader(self) -> None:
        if self.reader_column.is_finding:
            self.reader_column.close_find()
        else:
            self.desk.go(Pane.LIST)

    @on(ReaderPane.Resized)
    def _set_page_again(self) -> None:
        # Widths may follow each other quickly; an article that came into sight is waited for.
        self.show_under_cursor(0)

    @on(Desk.PaneChanged)
    @on(ReaderColumn.FindEnded)
    def _show_hints_of_pane(self) -> None:
        self._keys.forget()
        self.show_hints()

    # Keys: moving

    def action_read_on(self) -> None:
        """A page down; at the end of the article the next unread one, else the next."""
        number = self.article_list.number
        opened = self.reader_column.opened
        if number is None:
            return
        if not self.desk.is_seen(Pane.READER):
            self.desk.go(Pane.READER)
            self.show_under_cursor(0)
        elif (
            opened is not None
            and opened.article.number == number
            and not self.reader.page_on()
            # The end of a part is not the end of the article.
            and not opened.is_part
        ):
            self.seek_unread(1, is_reading_on=True)
        self.mark_entered(number)

    def action_read_back(self) -> None:
        self.reader.action_page_up()

    def action_next(self, step: int) -> None:
        if self.is_among_hits:
            self.reader_column.step_hit(step)
        else:
            self.seek_unread(step)

    def action_step(self, step: int) -> None:
        self.article_list.move(self.article_list.cursor + step)

    def action_neighbour(self, step: int) -> None:
        self.source_tree.step_category(step)

    def action_back(self) -> None:
        """One step back; at the top out."""
        if self.is_tending:
            self.step_out_of_sources()
        elif self.reader_column.is_finding:
            self.reader_column.close_find()
        elif self.desk.is_zoomed:
            self.desk.zoom(False)
        elif self.desk.pane is Pane.READER:
            self.desk.go(Pane.LIST)
        elif self.list_column.is_searching:
            self.end_search()
        elif self.desk.pane is Pane.LIST and self.desk.came_from_tree:
            self.desk.go(Pane.TREE)
        else:
            self.post_message(self.Finished())

    # Keys: sources and the program

    def action_sync_here(self, name: str = "") -> None:
        self._start_sync([name] if name else self.sources_here)

    def action_sync_all(self) -> None:
        self._start_sync([])

    def _start_sync(self, names: list[str]) -> None:
        if self.is_guide:
            self.status.notice(
                tr("{key} adds a source to sync", key=self.keymap.first("source.add"))
            )
        else:
            self.run_sync(names)


def _wish_for(sources: Sequence[str]) -> Wish:
    """The news of one source; of several the news of all there are."""
    return Wish(Query(Field("source", sources[0]))) if len(sources) == 1 else Wish()
