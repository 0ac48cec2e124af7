"""The panes over a library, and the workers that bring into them what the library has."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import replace

from textual import work
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.timer import Timer
from textual.widgets import Static

from finews_tui.errors import NotFoundError
from finews_tui.i18n.catalog import tr
from finews_tui.layout.page import LayoutOptions
from finews_tui.library.library import Library
from finews_tui.model.article import Article
from finews_tui.query.query import EMPTY, parse
from finews_tui.ui import messages as captions
from finews_tui.ui.articles.listing import Wish
from finews_tui.ui.articles.pane import ListColumn
from finews_tui.ui.commands.command import Pane
from finews_tui.ui.commands.keymap import Keymap
from finews_tui.ui.pane_layout import Desk
from finews_tui.ui.reader import loader as loading
from finews_tui.ui.reader.pane import ReaderColumn
from finews_tui.ui.saved_position import SETTING, Place, from_text, to_text
from finews_tui.ui.screens.base import TellingScreen
from finews_tui.ui.tree.nodes import Counts, order_of
from finews_tui.ui.tree.tree import SourceTree
from finews_tui.ui.widgets.key_bar import KeyBar
from finews_tui.ui.widgets.pane_title import PaneTitle
from finews_tui.ui.widgets.status_bar import StatusBar

_CURSOR_REST_S = 0.03


class LibraryScreen(TellingScreen, inherit_bindings=False):
    """Shows places, listings and articles of one library, and keeps where one was in it."""

    HORIZONTAL_BREAKPOINTS = [  # noqa: RUF012
        *((0, "-tiny"), (40, "-narrow"), (70, "-medium"), (110, "-wide"))
    ]
    VERTICAL_BREAKPOINTS = [(0, "-low"), (10, "-high")]  # noqa: RUF012
    AUTO_FOCUS = ""

    def __init__(self, library: Library, keymap: Keymap) -> None:
        super().__init__()
        self.library = library
        self.keymap = keymap
        self.wish = Wish()
        self.place_name = tr("All")
        self.pane_left = Pane.LIST
        self.is_syncing = False
        self._read_timer: Timer | None = None
        ui = library.config.ui
        self.text_key = keymap.first("article.full_text")
        self.layout_options = LayoutOptions(ui.measure, ui.indent, ui.ambiguous_width)
        self._read_after_s = ui.mark_read_after_s
        self.source_tree = SourceTree(id="tree")
        self.tree_column = Vertical(id="tree-column", classes="column")
        self.list_column = ListColumn(library.articles.with_variants)
        self.article_list = self.list_column.article_list
        self.reader_column = ReaderColumn()
        self.reader = self.reader_column.reader
        self.desk = Desk(
            {Pane.TREE: self.source_tree, Pane.LIST: self.article_list, Pane.READER: self.reader},
            (self.tree_column, self.list_column, self.reader_column),
        )
        self._name_sources()
        self.status = StatusBar(id="status")
        self.key_bar = KeyBar(id="keys")

    def compose(self) -> ComposeResult:
        yield self.status
        yield self.desk
        yield self.key_bar

    async def prepare(self) -> None:
        """Make what the first rows of the list need not wait for."""
        await self.mount(Static(tr("finews needs 40 x 10 cells"), id="too-small"))
        await self.tree_column.mount(PaneTitle(tr("Sources")), self.source_tree)
        await self.list_column.prepare()
        await self.reader_column.prepare()

    # The place

    def restore_place(self) -> int | None:
        """Wish for what was shown when one left; returns the article that one was at."""
        place = from_text(self.library.state.setting(SETTING))
        query = parse(place.query)
        self.source_tree.folded, self.source_tree.opened = set(place.folded), set(place.opened)
        self.source_tree.order = order_of(place.tree_order)
        self.source_tree.is_unread_only = place.is_tree_unread_only
        self.wish = Wish(
            query if query.error is None else EMPTY,
            is_unread_only=place.is_unread_only,
            is_oldest_first=place.is_oldest_first,
        )
        self.pane_left = Pane(place.pane)
        return self._number_of(place.article)

    def _number_of(self, article_id: str) -> int | None:
        try:
            return self.library.articles.number(article_id) if article_id else None
        except NotFoundError:
            return None

    def keep_place(self) -> None:
        """Keep where one is, for the next start."""
        number = self.article_list.number
        headline = self.article_list.headline(number) if number is not None else None
        place = Place(
            self.wish.place.text,
            headline.id if headline is not None else "",
            self.desk.pane.value,
            self.wish.is_unread_only,
            self.wish.is_oldest_first,
            tuple(sorted(self.source_tree.folded)),
            tuple(sorted(self.source_tree.opened)),
            *(self.source_tree.order, self.source_tree.is_unread_only),
        )
        self.library.state.set_setting(SETTING, to_text(place))
        if (reading := self.reader_column.place_to_keep) is not None:
            self.library.state.set_position(*reading)

    # Listings

    @work(exclusive=True, group="listing", exit_on_error=False)
    async def load_listing(
        self, keep: int | None = None, *, rest_s: float = 0, is_new: bool = True, top: bool = False
    ) -> None:
        """Show what is wished for.

        A new listing shows its first rows at once, unless it is to be shown from `keep` on and
        that lies further down; the whole follows. The same listing anew keeps what one stands on.
        """
        await asyncio.sleep(rest_s)
        wish = self.wish
        query = wish.query
        if query.error is not None:
            self.list_column.show_mistake(query.error)
            return
        if is_new:
            first = await asyncio.to_thread(
                loading.read_listing, self.library, query, limit=loading.FIRST
            )
            keep = self.begin_listing(first, wish, keep)
            if first.is_whole:
                return
        shown = self.article_list.number
        kept = None if is_new else shown
        # What is shown is parted as its beginning was: nothing may move under the reader.
        grain = self.article_list.listing.grain
        whole = await asyncio.to_thread(
            loading.read_listing, self.library, query, keep=kept, grain=grain
        )
        here = self.article_list.number
        number = keep if keep is not None and here == shown else here
        self._show_listing(whole, wish, None if top else number, top=top)

    def begin_listing(self, first: loading.Loaded, wish: Wish, keep: int | None) -> int | None:
        """Show the first rows of a listing; returns `keep` if that lies further down."""
        if keep is None or first.is_whole or first.listing.find(keep) is not None:
            self._show_listing(first, wish, keep, top=keep is None)
            return None
        if not self.article_list.row_count:
            self._show_listing(first, wish, None, top=True)
        return keep

    def _show_listing(
        self, loaded: loading.Loaded, wish: Wish, keep: int | None, *, top: bool
    ) -> None:
        self.article_list.empty_text = captions.empty_list(
            wish, self.keymap, self.place_name, is_syncing=self.is_syncing
        )
        self.reader_column.is_of_search = not wish.typed.is_empty
        self.list_column.show(loaded, wish, keep, top=top)
        self.show_under_cursor()

    @work(group="headlines", exit_on_error=False)
    async def load_headlines(self, numbers: Sequence[int]) -> None:
        """Bring the headlines of rows that came into sight."""
        headlines = await asyncio.to_thread(self.library.articles.headlines, numbers)
        self.article_list.fill(numbers, headlines)

    @work(exclusive=True, group="counts", exit_on_error=False)
    async def load_counts(self, rest_s: float = 0.05) -> None:
        """Bring the counts of the tree up to date."""
        await asyncio.sleep(rest_s)
        counts = await asyncio.to_thread(loading.read_counts, self.library)
        self._show_counts(counts)
        if counts.saved:
            saved = await asyncio.to_thread(loading.count_saved, self.library)
            if saved != counts.saved:
                self._show_counts(replace(counts, saved=saved))

    def _show_counts(self, counts: Counts) -> None:
        self._name_sources()
        if not self.source_tree.show(counts, self.wish.place):
            self.wish = replace(self.wish, place=EMPTY)
            self.source_tree.choose(EMPTY)
            self.load_listing()
        self.show_place()

    def _name_sources(self) -> None:
        sources = self.library.config.sources
        self.article_list.name_sources({source.name: source.label for source in sources})

    def show_place(self) -> None:
        """Say where one is."""
        branch = self.source_tree.branch
        if branch is not None:
            self.place_name = branch.label
            self.status.show_place(branch.label, captions.counts_text(branch))

    # Reading

    def show_under_cursor(self, rest_s: float = _CURSOR_REST_S) -> None:
        """Let the reader show the article under the cursor, ready to be seen if it is hidden."""
        self.show_position()
        number = self.article_list.number
        if number is None:
            self.reader_column.clear("")
        else:
            self.load_article(number, rest_s)

    def show_position(self) -> None:
        """Say which row of how many the cursor is on."""
        self.key_bar.show_end(self.list_column.position)

    @work(exclusive=True, group="article", exit_on_error=False)
    async def load_article(self, number: int, rest_s: float = _CURSOR_REST_S) -> None:
        """Show an article once the cursor rests on it; after a while on the page it is read."""
        self.stop_read_timer()
        column = self.reader_column
        opened = column.opened
        is_other = opened is None or opened.article.number != number
        if is_other:
            self.keep_reading_place()
        await asyncio.sleep(rest_s if is_other else _CURSOR_REST_S)
        if (width := self.reader.text_width) <= 0:
            return
        await self._show_article(number, width, opened if not is_other else None)
        if self.desk.is_seen(Pane.READER):
            self._read_timer = self.set_timer(self._read_after_s, lambda: self.mark_entered(number))

    async def _show_article(self, number: int, width: int, opened: loading.Opened | None) -> None:
        """Lay an article out; what is seen first of a long text does not wait for the rest."""
        column, words = self.reader_column, self.article_list.words
        if opened is None:
            library, layout_options, key = self.library, self.layout_options, self.text_key
            opened = await asyncio.to_thread(
                loading.read_article, library, number, width, layout_options, key, may_be_part=True
            )
            column.show(opened, words, opened.offset)
        elif (opened.page.width, opened.layout_options, column.words) != (
            width,
            self.layout_options,
            words,
        ):
            place = self.reader.offset_here
            opened = await asyncio.to_thread(
                loading.set_again, opened, width, self.layout_options, part_at=place
            )
            column.show(opened, words, self.reader.offset_here)
        if opened.is_part:
            opened = await asyncio.to_thread(loading.set_again, opened, width, self.layout_options)
            column.show(opened, words, self.reader.offset_here)

    def stop_read_timer(self) -> None:
        """What is on the page does not become read by staying there."""
        if self._read_timer is not None:
            self._read_timer.stop()

    def mark_entered(self, number: int) -> None:
        """The reader is in an article."""
        raise NotImplementedError

    def keep_reading_place(self) -> None:
        """Keep how far the article on the page was read."""
        if (reading := self.reader_column.place_to_keep) is not None:
            self.keep_position(*reading)

    @work(group="places", exit_on_error=False)
    async def keep_position(self, article: Article, offset: int) -> None:
        """Write a reading place down."""
        await asyncio.to_thread(self.library.state.set_position, article, offset)

    def show_marks(self) -> None:
        """Show what a mark changed."""
        self.article_list.forget()
        self.load_counts()
