"""What is brought on the user's wish alone: the text of an article's page, and its pictures."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable, Sequence
from contextlib import aclosing
from typing import TYPE_CHECKING

from textual import on, work

from finews_tui.errors import FinewsError, SourceError
from finews_tui.i18n.catalog import tr
from finews_tui.layout.page import ImagePosition
from finews_tui.library.library import Library
from finews_tui.library.stores import Stores
from finews_tui.model.article import Article
from finews_tui.system.browser import Browser
from finews_tui.ui.commands.command import Pane
from finews_tui.ui.commands.keymap import Keymap
from finews_tui.ui.finding_screen import FindingScreen
from finews_tui.ui.reader import loader as loading
from finews_tui.ui.reader.reader_pane import ReaderPane

if TYPE_CHECKING:
    from finews_tui.model.image import DecodedImage
    from finews_tui.ui.dialogs.picture_view import PictureView
    from finews_tui.ui.reader.image_protocol import Way

    PictureFetcher = Callable[
        [Stores, Article, Sequence[str]],
        AsyncGenerator[tuple[str, DecodedImage | SourceError], None],
    ]

_MOST_KEPT = 20  # pictures of one article that are fetched unasked


class FetchingScreen(FindingScreen, inherit_bindings=False):
    """Fetches what the news only names, and shows it in the reader."""

    def __init__(self, library: Library, keymap: Keymap, browser: Browser) -> None:
        super().__init__(library, keymap, browser)
        self._fetched: set[int] = set()
        self._way: Way | None = None

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
            self.layout_options,
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
            article = await asyncio.to_thread(self.library.articles.get, number)
            if not article.full_text:
                self.status.notice(tr("Fetching the page of this article"))
                fetch = await asyncio.to_thread(_fetcher)
                article = await fetch(self.library.stores, number)
                self.status.notice(tr("The text of the page is kept with the article"))
        except FinewsError:
            self.status.notice("")
            raise
        finally:
            self._fetched.discard(number)
        if self.article_list.number == article.number:
            self.show_text(article.number, is_full=True)

    # Pictures

    def action_picture(self) -> None:
        images = self.reader.page.images
        if not self._has_page() or not images:
            self.status.notice(tr("No picture on the page"))
            return
        self.desk.go(Pane.READER)
        count = self.reader.mark_pictures()
        if count > 1:
            return
        self.reader.end_modes()
        top = self.reader.scroll_offset.y
        middle = top + self.reader.size.height // 2
        # One that is in sight is nearer to its middle than any other.
        nearest = min(range(len(images)), key=lambda index: abs(images[index].line - middle))
        self.show_pictures([images[nearest]])

    def action_pictures(self) -> None:
        if not self._has_page() or not self.reader.page.images:
            self.status.notice(tr("No picture on the page"))
        else:
            self.show_pictures(self.reader.page.images)

    @on(ReaderPane.PictureChosen)
    def _show_chosen(self, event: ReaderPane.PictureChosen) -> None:
        self.show_pictures([self.reader.page.images[event.index]])

    def _has_page(self) -> bool:
        return self.desk.is_seen(Pane.READER) and self.reader_column.opened is not None

    @work(exclusive=True, group="pictures", exit_on_error=False)
    async def show_pictures(self, images: Sequence[ImagePosition]) -> None:
        """Fetch pictures of the article and show them, the first as soon as it is there."""
        opened = self.reader_column.opened
        if opened is None:
            return
        self.status.notice(tr("Fetching the picture"))
        names = {image.address: image.alt for image in images}
        view: PictureView | None = None
        try:
            fetch = await asyncio.to_thread(_picture_fetcher)
            async with aclosing(
                fetch(self.library.stores, opened.article, list(names))
            ) as pictures:
                async for address, found in pictures:
                    if isinstance(found, SourceError):
                        self.tell_error(str(found))
                    elif view is None:
                        view = await self._open_view(found, names[address])
                    elif view.is_attached:
                        view.add(found, names[address])
                    else:
                        break
        finally:
            self.status.notice("")

    async def _open_view(self, picture: DecodedImage, name: str) -> PictureView:
        from finews_tui.ui.dialogs.picture_view import PictureView
        from finews_tui.ui.reader.image_protocol import find_way

        if self._way is None:
            self._way = find_way(self.app)
        view = PictureView(self._way)
        view.add(picture, name)
        await self.app.push_screen(view)
        return view

    def mark_entered(self, number: int) -> None:
        """What one has read for a moment has its pictures fetched, for those who want that."""
        super().mark_entered(number)
        opened = self.reader_column.opened
        if self.library.config.ui.pictures == "auto" and opened is not None:
            self.keep_pictures(opened.article, [image.address for image in opened.page.images])

    @work(exclusive=True, group="kept pictures", exit_on_error=False)
    async def keep_pictures(self, article: Article, addresses: Sequence[str]) -> None:
        """Fetch pictures of an article, so that they are there when they are wanted."""
        if addresses:
            fetch = await asyncio.to_thread(_picture_fetcher)
            async for _ in fetch(self.library.stores, article, addresses[:_MOST_KEPT]):
                pass


def _picture_fetcher() -> PictureFetcher:
    from finews_tui.library.images import fetch_images

    return fetch_images


def _fetcher() -> Callable[[Stores, int], Awaitable[Article]]:
    """Imported in a thread: the network's library takes a fifth of a second, and keys wait."""
    from finews_tui.library.sync.full_texts import fetch_full_text

    return fetch_full_text
