"""Links followed, inside finews where it has their target, and the way back."""

from __future__ import annotations

import asyncio
from dataclasses import replace

from textual import on, work

from finews_tui.i18n.catalog import tr
from finews_tui.library.library import Library
from finews_tui.system.browser import Browser
from finews_tui.ui import messages as captions
from finews_tui.ui.articles.listing import Wish
from finews_tui.ui.asking_screen import AskingScreen
from finews_tui.ui.commands.command import Pane
from finews_tui.ui.commands.keymap import Keymap
from finews_tui.ui.navigation_history import History, Visit
from finews_tui.ui.painting.cells import grouped
from finews_tui.ui.reader.link_resolver import article_at
from finews_tui.ui.reader.modes import Mode
from finews_tui.ui.reader.reader_pane import ReaderPane


class RoamingScreen(AskingScreen, inherit_bindings=False):
    """Goes from article to article by their links, back and forward."""

    def __init__(self, library: Library, keymap: Keymap, browser: Browser) -> None:
        super().__init__(library, keymap, browser)
        self._history = History()

    def mark_entered(self, number: int) -> None:
        """What is read has its place in the history."""
        super().mark_entered(number)
        self._history.add(Visit(number, self.wish))

    def remember_visit(self, number: int) -> None:
        """Let the way back lead to an article in the listing that is shown."""
        self._history.add(Visit(number, self.wish))

    def action_links(self) -> None:
        if not self.desk.is_seen(Pane.READER) or self.reader_column.opened is None:
            self.status.notice(tr("Open an article first: its links are on its page"))
            return
        self.desk.go(Pane.READER)
        if not self.reader.mark_links():
            self.status.notice(tr("No links in sight"))

    @on(ReaderPane.LinkChosen)
    def _follow(self, event: ReaderPane.LinkChosen) -> None:
        self.follow(event.address)

    @work(exclusive=True, group="follow", exit_on_error=False)
    async def follow(self, address: str) -> None:
        """Go to the article that an address leads to, or else hand it to the browser."""
        self.tell_address(address)
        number = await asyncio.to_thread(article_at, self.library, address)
        if number is None:
            self.open_address(address)
            return
        opened = self.reader_column.opened
        if opened is not None and opened.article.number == number:
            self.reader.jump_to_place(address.partition("#")[2])
            return
        if opened is not None:
            self._history.add(Visit(opened.article.number, self.wish))
        visit = Visit(number, self.wish)
        if self.article_list.listing.find(number) is None:
            visit = Visit(number, Wish(is_oldest_first=self.wish.is_oldest_first))
        self._history.add(visit)
        self._go_to(visit)

    @on(ReaderPane.ModeChanged)
    def _show_keys_of_mode(self, event: ReaderPane.ModeChanged) -> None:
        """Below the page stand the keys that are for it at the moment."""
        if event.mode is Mode.READING:
            self.desk.tell_pane()
        else:
            self.key_bar.show(captions.hints_of_mode(event.mode))

    @on(ReaderPane.Copied)
    def _copy(self, event: ReaderPane.Copied) -> None:
        self.app.copy_to_clipboard(event.text)
        count = grouped(len(event.text))
        self.status.notice(tr("Copied: {count} characters", count=count))

    def action_details(self) -> None:
        """Tell all that is known of the article above its text, or no longer."""
        if self.desk.is_seen(Pane.READER) and self.reader_column.opened is not None:
            self.layout_options = replace(
                self.layout_options, details=not self.layout_options.details
            )
            self.reader.action_top()
            self.load_article(self.reader_column.opened.article.number)

    def action_travel(self, step: int) -> None:
        if step < 0 and self.desk.pane is Pane.READER and self.reader.jump_back():
            return
        visit = self._history.step(step, self.article_list.number)
        if visit is None:
            self.status.notice(
                tr("Nothing was read before") if step < 0 else tr("Nothing lies forward")
            )
        else:
            self._go_to(visit)

    def _go_to(self, visit: Visit) -> None:
        """Show an article in the listing that it was read in."""
        self.desk.go(Pane.READER)
        if visit.wish == self.wish and self.article_list.go_to(visit.number):
            self.show_under_cursor()
            return
        self.wish = visit.wish_with_it
        self.source_tree.choose(self.wish.place)
        self.show_place()
        if self.wish.typed.is_empty:
            self.list_column.close_search()
        else:
            prompt = tr("search in {place}", place=self.place_name)
            self.list_column.open_search(prompt, self.wish.typed.text, focus=False)
        self.load_listing(visit.number)
