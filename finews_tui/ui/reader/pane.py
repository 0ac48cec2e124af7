"""Reader pane: the open article, its reading position, find bar and images."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from contextlib import aclosing
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from textual import on, work
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.timer import Timer
from textual.widgets import Static

from finews_tui.config.loader import UiConfig
from finews_tui.errors import FinewsError, SourceError
from finews_tui.i18n.catalog import ntr, tr
from finews_tui.layout.page import ImagePosition, LayoutOptions
from finews_tui.model.article import Article
from finews_tui.query.highlighting import TextMatcher, substring_matcher
from finews_tui.ui.error_boundary import ErrorBoundary, report_error
from finews_tui.ui.painting.cells import cut, grouped
from finews_tui.ui.reader.find import PageMatch, find_matches
from finews_tui.ui.reader.loader import OpenArticle, read_article, relayout
from finews_tui.ui.reader.modes import ReaderMode
from finews_tui.ui.reader.page_view import PageView
from finews_tui.ui.reader.table_cursor import TableFormat
from finews_tui.ui.services.session import Session
from finews_tui.ui.widgets.pane_title import PaneTitle
from finews_tui.ui.widgets.search_bar import SearchBar
from finews_tui.ui.widgets.status_bar import Notice

if TYPE_CHECKING:
    from finews_tui.ui.reader.image_protocol import ImageProtocol

_CURSOR_DELAY_S = 0.03
"""Debounce: articles are loaded once the cursor stays on them."""

_MIN_TIMER_S = 0.001
"""Textual timers fail with an interval of 0."""

_MAX_PREFETCHED_IMAGES = 20
_MAX_NAME_CELLS = 30


class ReaderPane(ErrorBoundary, Vertical):
    """Reader of one article; call `show` to open another."""

    @dataclass
    class ArticleRead(Message):
        """Posted when an article was visible long enough to count as read."""

        number: int

    @dataclass
    class LinkFollowed(Message):
        """Posted when the user follows a link to another page."""

        url: str

    @dataclass
    class TextCopied(Message):
        """Posted when the user copies text. `notice` is the message, "" for the default."""

        text: str
        notice: str = ""

    @dataclass
    class ModeChanged(Message):
        """Posted when the key mode changes."""

        mode: ReaderMode

    class FindClosed(Message):
        """Posted when the find bar closes: `n` and `N` step through articles again."""

    class Left(Message):
        """Posted when the user goes back to the list."""

    def __init__(self, session: Session) -> None:
        super().__init__(id="reader-column", classes="column")
        self.session = session
        self.title = PaneTitle(tr("Article"))
        self.page = PageView(id="reader")
        self.number: int | None = None  # article to show, which may still be loading
        self.opened: OpenArticle | None = None
        self.options = _layout_options(session.settings.ui)
        self._url = Static(id="address", markup=False)
        self._find_bar = SearchBar(id="find", is_query=False)
        self._search_matcher = TextMatcher()  # words searched for in the list
        self._matcher = TextMatcher()  # words highlighted on the page
        self._is_search = False  # false for the words of a saved query, which are only highlighted
        self._matches: Sequence[PageMatch] = ()
        self._match_index = 0
        self._read_timer: Timer | None = None
        self._fetching: set[int] = set()
        self._image_protocol: ImageProtocol | None = None

    def on_mount(self) -> None:
        self.session.settings.changed.subscribe(self, self._settings_changed)

    async def prepare(self) -> None:
        """Mount the widgets that are not needed to show the first list rows."""
        await self.mount(self.title, self.page, self._find_bar, self._url)

    @property
    def is_visible(self) -> bool:
        """Whether the pane is visible."""
        return bool(self.display) and self.size.width > 0

    @property
    def shown_article(self) -> Article | None:
        """Article on the page, or None if the pane is hidden."""
        return self.opened.article if self.opened is not None and self.is_visible else None

    def _settings_changed(self, ui: UiConfig) -> None:
        self.options = replace(
            _layout_options(ui),
            details=self.options.details,
            table_orders=self.options.table_orders,
        )
        self.show_again()

    # Opening articles

    def set_search(self, matcher: TextMatcher, *, is_search: bool) -> None:
        """Set the words to highlight. With `is_search`, open articles at the first match."""
        self._search_matcher, self._is_search = matcher, is_search

    def show(self, number: int | None, delay_s: float = _CURSOR_DELAY_S) -> None:
        """Open an article after a delay, or clear the page."""
        self.number = number
        if number is None:
            self.clear()
        else:
            self._load(number, delay_s)

    def show_again(self) -> None:
        """Lay out the open article again, after a change of width or options."""
        if self.number is not None:
            self._load(self.number, 0.0)

    def clear(self) -> None:
        """Close the article and clear the page."""
        self.stop_read_timer()
        self.close_find()
        self.opened = None
        self._matches = ()
        self.page.clear()

    @work(exclusive=True, group="article", exit_on_error=False)
    async def _load(self, number: int, delay_s: float) -> None:
        """Open an article, and start the timer that marks it as read."""
        self.stop_read_timer()
        opened = self.opened
        is_other = opened is None or opened.article.number != number
        if is_other:
            self.options = replace(self.options, table_orders=())
            self.store_position()
        await asyncio.sleep(delay_s if is_other else _CURSOR_DELAY_S)
        width = self.page.text_width
        if width <= 0:
            return
        await self._open(number, width, None if is_other else opened)
        if self.is_visible:
            self._read_timer = self.set_timer(
                max(_MIN_TIMER_S, self.session.settings.ui.mark_read_after_s),
                lambda: self.post_message(self.ArticleRead(number)),
            )

    async def _open(self, number: int, width: int, opened: OpenArticle | None) -> None:
        """Lay out an article; show the visible part of a long one first."""
        library, options, matcher = self.session.library, self.options, self._search_matcher
        if opened is None:
            opened = await asyncio.to_thread(
                read_article,
                library,
                number,
                width,
                options,
                self.session.key_text("article.full_text"),
                hidden_key=self.session.key_text("article.hidden"),
                allow_part=True,
            )
            self._show(opened, matcher, opened.offset)
        elif (opened.page.width, opened.options, self._matcher) != (width, options, matcher):
            offset = self.page.text_offset
            opened = await asyncio.to_thread(relayout, opened, width, options, part_at=offset)
            self._show(opened, matcher, self.page.text_offset)
        if opened.is_part:
            opened = await asyncio.to_thread(relayout, opened, width, options)
            self._show(opened, matcher, self.page.text_offset)

    def _show(self, opened: OpenArticle, matcher: TextMatcher, offset: int) -> None:
        """Show a page from `offset`, or from the first match if opened from a search."""
        earlier = self.opened
        is_other = earlier is None or earlier.article.number != opened.article.number
        is_sorted = (
            earlier is not None
            and earlier.document is opened.document
            and earlier.options != opened.options
            and replace(earlier.options, table_orders=())
            == replace(opened.options, table_orders=())
            and len(earlier.page.lines) == len(opened.page.lines)
        )
        if is_other:
            self.close_find()
            self.page.forget_jumps()
            self._match_index = 0
        go_to_match = (
            is_other or matcher != self._matcher or (self.page.is_unscrolled and not is_sorted)
        )
        self.opened, self._matcher = opened, matcher
        if is_sorted:
            self.page.show_sorted(opened.page)
        else:
            self.page.show(opened.page, offset)
        if self.is_find_open:
            self._find(self._find_bar.text, move=False)
            return
        self._matches = find_matches(opened.page.lines, matcher)
        self._match_index = min(self._match_index, max(0, len(self._matches) - 1))
        self.page.show_matches(self._matches, None)
        if self._matches and go_to_match and self._is_search:
            self.page.start_at_match(self._matches, self._match_index)
        self._update_position()

    def stop_read_timer(self) -> None:
        """Cancel marking the open article as read."""
        if self._read_timer is not None:
            self._read_timer.stop()

    def toggle_details(self) -> None:
        """Show or hide the article details above the text."""
        if self.shown_article is not None:
            self.options = replace(self.options, details=not self.options.details)
            self.page.move_top()
            self.show_again()

    @on(PageView.WidthChanged)
    def _width_changed(self, event: PageView.WidthChanged) -> None:
        event.stop()
        self.show_again()

    @on(PageView.Scrolled)
    def _show_title(self, event: PageView.Scrolled) -> None:
        """Show the article title in the pane title when it is scrolled away."""
        event.stop()
        if self.opened is None:
            self.title.show(tr("Article"), "")
        else:
            self.title.show(tr("Article") if event.is_at_top else self.opened.article.title)
            self._update_position()

    def _update_position(self) -> None:
        """Show the reading progress and, after a search, the current match."""
        end = f"{self.page.percent}%"
        if self.has_search_matches and not self.is_find_open:
            here, count = self._match_index + 1, len(self._matches)
            end = tr("match {here} of {count}", here=here, count=count) + f" · {end}"
        self.title.show(end=end)

    # Reading position

    @property
    def position_to_store(self) -> tuple[Article, int] | None:
        """Article and reading position, or None if the stored position is current.

        Positions refer to the text that the article opens with.
        """
        opened, offset = self.opened, self.page.text_offset
        if opened is None or opened.is_other_text or offset == opened.offset:
            return None
        return opened.article, offset

    def store_position(self) -> None:
        """Store the reading position in the background."""
        if (position := self.position_to_store) is not None:
            self._store_position(*position)

    @work(group="positions", exit_on_error=False)
    async def _store_position(self, article: Article, offset: int) -> None:
        await asyncio.to_thread(self.session.library.state.set_position, article, offset)

    def leave(self) -> None:
        """Close the find bar, or go back to the list."""
        if self.is_find_open:
            self.close_find()
        else:
            self.post_message(self.Left())

    # Find

    @property
    def is_find_open(self) -> bool:
        """Whether the find bar is open."""
        return self._find_bar.is_open

    @property
    def has_search_matches(self) -> bool:
        """Whether the page has matches of the list search."""
        return bool(self._matches) and self._is_search

    def open_find(self) -> None:
        """Open the find bar."""
        if self.opened is not None:
            self._find_bar.open(tr("find"), self._find_bar.text)

    def close_find(self) -> None:
        """Close the find bar, and highlight the search words again."""
        if not self.is_find_open:
            return
        self._find_bar.close()
        lines = self.opened.page.lines if self.opened is not None else ()
        self._matches = find_matches(lines, self._matcher)
        self._match_index = self.page.first_visible_match(self._matches)
        self.page.show_matches(self._matches, None)
        self._update_position()
        self.page.focus()
        self.post_message(self.FindClosed())

    def step_match(self, step: int) -> None:
        """Go to the next or previous match, wrapping around."""
        if self._matches:
            self._match_index = (self._match_index + step) % len(self._matches)
            self._show_match()

    @on(SearchBar.Changed)
    def _find_typed(self, event: SearchBar.Changed) -> None:
        event.stop()
        self._find(event.text, move=True)

    def _find(self, text: str, *, move: bool) -> None:
        lines = self.opened.page.lines if self.opened is not None else ()
        self._matches = find_matches(lines, substring_matcher(text))
        if move:
            self._match_index = self.page.first_visible_match(self._matches)
        self._match_index = min(self._match_index, max(0, len(self._matches) - 1))
        self._show_match()

    def _show_match(self) -> None:
        self.page.show_matches(self._matches, self._match_index if self._matches else None)
        self._update_position()
        if self._matches:
            count = f"{grouped(self._match_index + 1)}/{grouped(len(self._matches))}"
        else:
            count = tr("not found") if self._find_bar.text.strip() else ""
        self._find_bar.show_result(count)

    @on(SearchBar.Submitted)
    def _go_to_page(self, event: SearchBar.Submitted) -> None:
        event.stop()
        if event.text.strip():
            self.page.focus()
        else:
            self.close_find()

    @on(SearchBar.ScopeToggled)
    @on(SearchBar.HistoryRequested)
    def _leave_find_bar(self, event: Message) -> None:
        """Focus the page: finding has no scopes and no history."""
        event.stop()
        self.page.focus()

    @on(SearchBar.Closed)
    def _close_find(self, event: SearchBar.Closed) -> None:
        event.stop()
        self.close_find()

    # Links and modes

    @on(PageView.LinkPointed)
    def _show_url(self, event: PageView.LinkPointed) -> None:
        """Show the full URL of a link before it is opened."""
        event.stop()
        self._url.update(Content(event.url))
        self._url.display = bool(event.url)

    @on(PageView.LinkFollowed)
    def _follow_link(self, event: PageView.LinkFollowed) -> None:
        event.stop()
        self.post_message(self.LinkFollowed(event.url))

    @on(PageView.TextCopied)
    def _copy_text(self, event: PageView.TextCopied) -> None:
        event.stop()
        self.post_message(self.TextCopied(event.text))

    @on(PageView.ModeChanged)
    def _change_mode(self, event: PageView.ModeChanged) -> None:
        event.stop()
        self.post_message(self.ModeChanged(event.mode))

    # Tables

    @on(PageView.TableSorted)
    def _sort_table(self, event: PageView.TableSorted) -> None:
        """Sort a table by a column; again: reversed; a third time: in its own order."""
        from finews_tui.layout.table_rows import next_order, table_rows

        event.stop()
        if self.opened is None or self.opened.is_part:
            return
        table, orders = event.table, self.options.table_orders
        current = next((order for order in orders if order.offset == table.offset), None)
        order = next_order(table.table, table.offset, event.column, current)
        others = tuple(other for other in orders if other is not current)
        self.options = replace(self.options, table_orders=others + ((order,) if order else ()))
        self.show_again()
        name = table_rows(table.table).column_name(event.column)
        name = cut(name, _MAX_NAME_CELLS) or tr("column {number}", number=event.column + 1)
        if order is None:
            self.notify_user(tr("Original order restored"))
        elif order.is_descending:
            self.notify_user(tr("Sorted by {column}, descending", column=name))
        else:
            self.notify_user(tr("Sorted by {column}, ascending", column=name))

    @on(PageView.TableCopied)
    def _copy_table(self, event: PageView.TableCopied) -> None:
        from finews_tui.layout.table_rows import table_rows, to_csv, to_tsv

        event.stop()
        table, orders = event.table, self.options.table_orders
        order = next((order for order in orders if order.offset == table.offset), None)
        rows = table_rows(table.table, order)
        is_tsv = event.table_format is TableFormat.TSV
        count = len(rows.rows) - rows.header_rows
        notice = ntr(
            "Copied table: {count} row as {format}",
            "Copied table: {count} rows as {format}",
            count,
            format=event.table_format.value,
        )
        self.post_message(self.TextCopied(to_tsv(rows) if is_tsv else to_csv(rows), notice))

    @property
    def mode(self) -> ReaderMode:
        """Current key mode."""
        return self.page.mode

    # Full text

    def toggle_full_text(self, number: int) -> None:
        """Switch between feed text and full text; fetch the full text if not stored."""
        opened = self.opened
        if opened is not None and opened.article.number == number and opened.article.full_text:
            self._show_text(number, full_text=not opened.article.is_full)
        else:
            self._fetch_full_text(number)

    def toggle_hidden_text(self) -> None:
        """Show or hide text that a web page would hide."""
        opened = self.opened
        if opened is None:
            return
        if not opened.shows_hidden and not opened.document.hidden:
            self.notify_user(tr("Nothing is hidden in this article"))
            return
        is_feed_text = bool(opened.article.full_text) and not opened.article.is_full
        self._show_text(
            opened.article.number, full_text=not is_feed_text, hidden=not opened.shows_hidden
        )

    @work(exclusive=True, group="article", exit_on_error=False)
    async def _show_text(self, number: int, *, full_text: bool, hidden: bool = False) -> None:
        self.store_position()
        self.options = replace(self.options, table_orders=())
        opened = await asyncio.to_thread(
            read_article,
            self.session.library,
            number,
            max(1, self.page.text_width),
            self.options,
            self.session.key_text("article.full_text"),
            hidden_key=self.session.key_text("article.hidden"),
            show_full_text=full_text,
            show_hidden=hidden,
        )
        self._show(opened, self._search_matcher, 0 if opened.is_other_text else opened.offset)

    @work(group="full text", exit_on_error=False)
    async def _fetch_full_text(self, number: int) -> None:
        """Fetch the full text, and show it if the article is still open."""
        if number in self._fetching:
            self.notify_user(tr("Full text is already being fetched"))
            return
        self._fetching.add(number)
        library = self.session.library
        try:
            article = await asyncio.to_thread(library.articles.get, number)
            if not article.full_text:
                self.notify_user(tr("Fetching full text…"))
                # Importing the HTTP client takes 0.2 s and would block key presses.
                await asyncio.to_thread(_import_full_texts)
                from finews_tui.library.sync.full_texts import fetch_full_text

                article = await fetch_full_text(library.stores, number)
                self.notify_user(tr("Full text saved"))
        except FinewsError:
            self.notify_user("")
            raise
        finally:
            self._fetching.discard(number)
        if self.number == article.number:
            self._show_text(article.number, full_text=True)

    def notify_user(self, text: str) -> None:
        """Show a message in the status bar."""
        self.post_message(Notice(text))

    # Images

    def choose_image(self) -> None:
        """Show the visible image, or show hints if there are several."""
        images = self.page.page.images
        if self.page.show_image_hints() > 1:
            return
        self.page.end_modes()
        middle = self.page.scroll_offset.y + self.page.size.height // 2
        # If an image is visible, it is the one closest to the middle.
        closest = min(images, key=lambda image: abs(image.line - middle))
        self.show_images([closest])

    @on(PageView.ImageChosen)
    def _show_chosen_image(self, event: PageView.ImageChosen) -> None:
        event.stop()
        self.show_images([self.page.page.images[event.index]])

    @work(exclusive=True, group="images", exit_on_error=False)
    async def show_images(self, images: Sequence[ImagePosition]) -> None:
        """Fetch images of the article and show each as soon as it arrives."""
        opened = self.opened
        if opened is None:
            return
        self.notify_user(tr("Fetching images…"))
        captions = {image.address: image.alt for image in images}
        viewer = None
        try:
            await asyncio.to_thread(_import_images)
            from finews_tui.library.images import fetch_images
            from finews_tui.ui.dialogs.image_viewer import ImageViewer
            from finews_tui.ui.reader.image_protocol import detect_protocol

            stores = self.session.library.stores
            async with aclosing(fetch_images(stores, opened.article, list(captions))) as fetched:
                async for address, image in fetched:
                    if isinstance(image, SourceError):
                        report_error(self, image)
                    elif viewer is None:
                        if self._image_protocol is None:
                            self._image_protocol = detect_protocol(self.app)
                        viewer = ImageViewer(self._image_protocol)
                        viewer.add(image, captions[address])
                        await self.app.push_screen(viewer)
                    elif viewer.is_attached:
                        viewer.add(image, captions[address])
                    else:
                        break
        finally:
            self.notify_user("")

    @work(exclusive=True, group="prefetched images", exit_on_error=False)
    async def prefetch_images(self) -> None:
        """Fetch the images of the open article for offline reading, if configured."""
        opened = self.opened
        if opened is None or self.session.library.config.ui.pictures != "auto":
            return
        addresses = [image.address for image in opened.page.images][:_MAX_PREFETCHED_IMAGES]
        if addresses:
            await asyncio.to_thread(_import_images)
            from finews_tui.library.images import fetch_images

            async for _ in fetch_images(self.session.library.stores, opened.article, addresses):
                pass


def _layout_options(ui: UiConfig) -> LayoutOptions:
    return LayoutOptions(ui.measure, ui.indent, ui.ambiguous_width, gains=ui.gains)


def _import_full_texts() -> None:
    from finews_tui.library.sync import full_texts  # noqa: F401


def _import_images() -> None:
    from finews_tui.library import images  # noqa: F401
