"""What is done with the library on the screen: marks, copies, the browser."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

from rich.cells import cell_len
from textual import on, work

from finews_tui.i18n.catalog import ntr, tr
from finews_tui.library.changes.change import Change
from finews_tui.library.changes.sources import SourceChange
from finews_tui.library.library import Library
from finews_tui.model.article import Article
from finews_tui.system.browser import Browser
from finews_tui.ui.articles import targets as bulk
from finews_tui.ui.articles.list import ArticleList
from finews_tui.ui.articles.targets import Targets
from finews_tui.ui.commands.command import Pane
from finews_tui.ui.commands.keymap import Keymap
from finews_tui.ui.library_screen import LibraryScreen
from finews_tui.ui.painting.cells import grouped
from finews_tui.ui.reader import loader as loading
from finews_tui.ui.services.changes import Marks

_ROOM_BESIDE = 30  # cells of the status line that a notice leaves to where one is


class ActingScreen(LibraryScreen, inherit_bindings=False):
    """Adds to what is shown what can be done with it."""

    def __init__(self, library: Library, keymap: Keymap, browser: Browser) -> None:
        super().__init__(library, keymap)
        self._marks = Marks(library)
        self._browser = browser

    # Marks

    def mark_entered(self, number: int) -> None:
        """Mark an article read because its reader is in it; `u` is for what the user marks."""
        headline = self.article_list.headline(number)
        if headline is None or not headline.is_read:
            self.article_list.change([number], is_read=True)
            self.mark(lambda: self.library.mark_read([number], True), is_remembered=False)

    @work(group="marks", exit_on_error=False)
    async def mark(self, deed: Callable[[], Change], *, is_remembered: bool = True) -> None:
        """Make a mark, tell it, and show what it changed."""
        await self.make(deed, is_remembered=is_remembered)

    async def make(self, deed: Callable[[], Change], *, is_remembered: bool = True) -> None:
        """Make a change, tell it, and show it."""
        marked = await self._marks.make(deed, is_remembered=is_remembered)
        if is_remembered:
            key = self.keymap.first("undo")
            told = tr("{done} · {key} undoes", done=marked.label, key=key)
            self.status.notice(told if marked.count else marked.label)
        self.show_change(marked)

    def show_change(self, change: Change) -> None:
        """Show what a change, or its undoing, made other."""
        self.show_marks()
        if isinstance(change, SourceChange):
            self.load_listing(self.article_list.number)

    @work(group="marks", exit_on_error=False)
    async def turn_back(self, *, is_redo: bool = False) -> None:
        """Undo, or do again what was undone."""
        marked = await self._marks.turn_back(is_redo=is_redo)
        if marked is None:
            self.status.notice(tr("Nothing to do again") if is_redo else tr("Nothing to undo"))
            return
        told = tr("Again: {what}") if is_redo else tr("Undone: {what}")
        self.status.notice(told.format(what=marked.label))
        self.show_change(marked)

    @property
    def targets(self) -> Targets:
        """What an action is done to: in the tree the whole place, in the list the picked rows,
        else the article under the cursor."""
        branch = self.source_tree.branch
        if self.desk.pane is Pane.TREE and branch is not None:
            return Targets(place=branch.query)
        number = self.article_list.number
        return Targets(self.article_list.picked or ([] if number is None else [number]))

    def _take_targets(self) -> Targets:
        """What an action is done to; with that nothing is picked any more."""
        targets = self.targets
        self.article_list.unpick()
        return targets

    def action_toggle_read(self) -> None:
        targets = self._take_targets()
        if targets.place is None and len(targets.numbers) == 1:
            headline = self.article_list.headline(targets.numbers[0])
            is_read = headline is None or not headline.is_read
            self.stop_read_timer()
            self.article_list.change(targets.numbers, is_read=is_read)
            self.mark(lambda: self.library.mark_read(targets.numbers, is_read))
        else:
            self.mark(lambda: bulk.toggle_read(self.library, targets))

    def action_bookmark(self) -> None:
        targets = self._take_targets()
        if targets.place is None and len(targets.numbers) == 1:
            (number,) = targets.numbers
            headline = self.article_list.headline(number)
            is_kept = headline is None or not headline.is_bookmarked
            self.article_list.change([number], is_bookmarked=is_kept)
            self.mark(lambda: self.library.set_bookmark(number, is_kept))
        else:
            self.mark(lambda: bulk.toggle_bookmarks(self.library, targets))

    def action_read_all(self) -> None:
        query = self.wish.query
        self.mark(lambda: self.library.mark_query_read(query, True))

    def action_undo(self) -> None:
        self.turn_back()

    def action_redo(self) -> None:
        self.turn_back(is_redo=True)

    def action_browse(self) -> None:
        self.use(self.browse, self._browse_all)

    def action_copy_link(self) -> None:
        self.use(self.copy_link, self._copy_links)

    def action_copy_text(self) -> None:
        self.use(self.copy_text, self._copy_texts)

    def action_export(self, name: str = "") -> None:
        if name:
            self.export(name)
        else:
            self.status.notice(tr(":article.export FILE writes what is picked, or this article"))

    def use(
        self,
        use_one: Callable[[Article], Awaitable[None]],
        use_all: Callable[[Targets], Awaitable[None]],
    ) -> None:
        """Do something with the article under the cursor, or with all that is meant."""
        targets = self._take_targets()
        if targets.place is None and len(targets.numbers) <= 1:
            self.use_article(use_one)
        else:
            self.use_targets(use_all, targets)

    @property
    def is_among_hits(self) -> bool:
        """Whether `n` and `N` go through the hits on the page."""
        column = self.reader_column
        return column.is_finding or (self.desk.pane is Pane.READER and column.has_hits)

    @work(exclusive=True, group="seek", exit_on_error=False)
    async def seek_unread(self, step: int, *, is_reading_on: bool = False) -> None:
        """Go to the next unread article; reading on, to the next at all where none is unread."""
        listing, index, query = self.article_list.listing, self.article_list.cursor, self.wish.query
        number = await asyncio.to_thread(
            loading.unread_beyond, self.library, query, listing, index, step
        )
        if number is None and is_reading_on and index + 1 < len(listing):
            number = listing.numbers[index + 1]
        if number is None:
            self.status.notice(
                tr("The end of the list") if is_reading_on else tr("Nothing more unread")
            )
        elif self.article_list.go_to(number):
            self.show_under_cursor()
            if is_reading_on:
                self.mark_entered(number)

    @work(group="settings", exit_on_error=False)
    async def keep_setting(self, key: str, value: str) -> None:
        """Keep a choice, out of the way of the keys."""
        await asyncio.to_thread(self.library.state.set_setting, key, value)

    # What leaves the terminal

    @work(group="outside", exit_on_error=False)
    async def open_address(self, address: str) -> None:
        """Hand an address to the browser, and say which."""
        self.tell_address(address)
        await asyncio.to_thread(self._browser.open, address)

    def tell_address(self, address: str) -> None:
        """Show an address whole, also where the status line has no room for it."""
        self.status.notice(address)
        if cell_len(address) > self.size.width - _ROOM_BESIDE:
            self.notify(address, markup=False, timeout=8)

    @work(group="outside", exit_on_error=False)
    async def use_article(self, use: Callable[[Article], Awaitable[None]]) -> None:
        """Do something with the whole article that the cursor stands on."""
        opened, number = self.reader_column.opened, self.article_list.number
        if opened is not None and opened.article.number == number:
            await use(opened.article)
        elif number is not None:
            await use(await asyncio.to_thread(self.library.articles.get, number))

    async def browse(self, article: Article) -> None:
        """Open the article where it was published."""
        if article.link:
            self.open_address(article.link)
        else:
            self.status.notice(tr("This article has no address"))

    async def copy_link(self, article: Article) -> None:
        """Put the article's address on the clipboard."""
        if article.link:
            self.app.copy_to_clipboard(article.link)
        self.status.notice(
            tr("Copied: {link}", link=article.link) if article.link else tr("No address to copy")
        )

    async def copy_text(self, article: Article) -> None:
        """Put the article on the clipboard as Markdown."""
        text = await asyncio.to_thread(loading.markdown_of_article, self.library, article)
        self.app.copy_to_clipboard(text)
        self.status.notice(tr("Copied as Markdown: {count} characters", count=grouped(len(text))))

    # All that is meant

    @work(group="outside", exit_on_error=False)
    async def use_targets(
        self, use: Callable[[Targets], Awaitable[None]], targets: Targets
    ) -> None:
        """Do something with several articles."""
        await use(targets)

    async def _browse_all(self, targets: Targets) -> None:
        links = await asyncio.to_thread(bulk.links, self.library, targets, bulk.MOST_PAGES)
        for link in links:
            await asyncio.to_thread(self._browser.open, link)
        self.status.notice(ntr("{count} page opened", "{count} pages opened", len(links)))

    async def _copy_links(self, targets: Targets) -> None:
        links = await asyncio.to_thread(bulk.links, self.library, targets)
        self.app.copy_to_clipboard("\n".join(links))
        self.status.notice(ntr("{count} link copied", "{count} links copied", len(links)))

    async def _copy_texts(self, targets: Targets) -> None:
        text = await asyncio.to_thread(bulk.markdown, self.library, targets)
        self.app.copy_to_clipboard(text)
        self.status.notice(tr("Copied as Markdown: {count} characters", count=grouped(len(text))))

    @work(group="outside", exit_on_error=False)
    async def export(self, name: str) -> None:
        """Write what is meant to a file."""
        targets = self._take_targets()
        count = await asyncio.to_thread(bulk.export, self.library, targets, name)
        self.status.notice(
            ntr("{count} article in {file}", "{count} articles in {file}", count, file=name)
        )

    @on(ArticleList.PicksChanged)
    def _tell_picks(self) -> None:
        self.show_position()
