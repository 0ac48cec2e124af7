"""What is brought on the user's wish alone: the text of an article's page."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

from textual import work

from finews_tui.browser import Browser
from finews_tui.errors import FinewsError
from finews_tui.language import tr
from finews_tui.library.library import Library
from finews_tui.model.article import Article
from finews_tui.ui import loading
from finews_tui.ui.actions import Pane
from finews_tui.ui.finding_screen import FindingScreen
from finews_tui.ui.keys import Keymap


class FetchingScreen(FindingScreen, inherit_bindings=False):
    """Fetches what the news only names, and shows it in the reader."""

    def __init__(self, library: Library, keymap: Keymap, browser: Browser) -> None:
        super().__init__(library, keymap, browser)
        self._fetched: set[int] = set()

    def action_full_text(self) -> None:
        number, opened = self.article_list.number, self.reader_column.opened
        if number is None:
            return
        self.desk.go(Pane.READER)
        if opened is not None and opened.article.number == number and opened.article.full_text:
            self.show_text(number, is_full=not opened.article.is_full)
        else:
            self.fetch_full_text(number)

    @work(exclusive=True, group="article", exit_on_error=False)
    async def show_text(self, number: int, *, is_full: bool) -> None:
        """Show one of an article's texts."""
        self.keep_reading_place()
        width = max(1, self.reader.text_width)
        opened = await asyncio.to_thread(
            loading.read_article,
            self.library,
            number,
            width,
            self.taste,
            self.text_key,
            is_full=is_full,
        )
        offset = 0 if opened.is_other_text else opened.offset
        self.reader_column.show(opened, self.article_list.words, offset)

    @work(group="full text", exit_on_error=False)
    async def fetch_full_text(self, number: int) -> None:
        """Fetch an article's page unless its text is kept, and show that if one is still there."""
        if number in self._fetched:
            self.status.notice(tr("The page of this article is being fetched"))
            return
        self._fetched.add(number)
        try:
            article = await asyncio.to_thread(self.library.article, number)
            if not article.full_text:
                self.status.notice(tr("Fetching the page of this article"))
                fetch = await asyncio.to_thread(_fetcher)
                article = await fetch(self.library, number)
                self.status.notice(tr("The text of the page is kept with the article"))
        except FinewsError:
            self.status.notice("")
            raise
        finally:
            self._fetched.discard(number)
        if self.article_list.number == article.number:
            self.show_text(article.number, is_full=True)


def _fetcher() -> Callable[[Library, int], Awaitable[Article]]:
    """Imported in a thread: the network's library takes a fifth of a second, and keys wait."""
    from finews_tui.library.full_texts import fetch_full_text

    return fetch_full_text
