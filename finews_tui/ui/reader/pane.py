"""The column of the reader: its title, the page, and the bar to find something on it."""

from __future__ import annotations

from collections.abc import Sequence

from textual import on
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from finews_tui.i18n.catalog import tr
from finews_tui.model.article import Article
from finews_tui.query.highlighting import TextMatcher, substring_matcher
from finews_tui.ui.painting.cells import grouped
from finews_tui.ui.reader.find import Hit, hits
from finews_tui.ui.reader.loader import Opened
from finews_tui.ui.reader.reader_pane import ReaderPane
from finews_tui.ui.widgets.pane_title import PaneTitle
from finews_tui.ui.widgets.search_bar import SearchBar

FIND_ID = "find"


class ReaderColumn(Vertical):
    """Shows an article, and finds what stands in it."""

    class FindEnded(Message):
        """The find was closed: `n` and `N` are for articles again."""

    def __init__(self) -> None:
        self.title = PaneTitle(tr("Article"))
        self.reader = ReaderPane(id="reader")
        super().__init__(id="reader-column", classes="column")
        self.opened: Opened | None = None
        self._bar = SearchBar(id=FIND_ID, has_star=False)
        self._address = Static(id="address", markup=False)
        self._hits: Sequence[Hit] = ()
        self._here = 0
        self.words = TextMatcher()
        self.is_of_search = False  # else the words are those of a saved query: marked, no more

    def show(self, opened: Opened, words: TextMatcher, offset: int) -> None:
        """Show an article from a place in it; one with the words of the search from its first hit.

        All hits are marked.
        """
        before = self.opened
        is_other = before is None or before.article.number != opened.article.number
        if is_other:
            self.close_find()
            self.reader.forget_jumps()
            self._here = 0
        is_at_hit = is_other or words != self.words or self.reader.is_as_shown
        self.opened, self.words = opened, words
        self.reader.show(opened.page, offset)
        if self.is_finding:
            self._find(self._bar.text, is_moving=False)
            return
        self._hits = hits(opened.page.lines, words)
        self._here = min(self._here, max(0, len(self._hits) - 1))
        self.reader.show_hits(self._hits, None)
        if self._hits and is_at_hit and self.is_of_search:
            self.reader.go_to_hit(self._hits, self._here)
        self._show_end()

    @property
    def place_to_keep(self) -> tuple[Article, int] | None:
        """Where its reader is in the article, where that is another place than before.

        A place is one in the text that the article opens with, not in its other one.
        """
        opened, offset = self.opened, self.reader.offset_here
        if opened is None or opened.is_other_text or offset == opened.offset:
            return None
        return opened.article, offset

    def clear(self, text: str) -> None:
        """Show no article, but what to do."""
        self.close_find()
        self.opened = None
        self._hits = ()
        self.reader.clear(text)

    @on(ReaderPane.Scrolled)
    def _show_percent(self, event: ReaderPane.Scrolled) -> None:
        """The title of the article stands above it once its own has gone out of sight."""
        event.stop()
        if self.opened is None:
            self.title.show(tr("Article"), "")
        else:
            self.title.show(tr("Article") if event.is_at_top else self.opened.article.title)
            self._show_end()

    def _show_end(self) -> None:
        """How far one has read and, after a search, which hit one is at."""
        end = f"{self.reader.percent}%"
        if self._hits and self.is_of_search and not self.is_finding:
            hit = tr("hit {here} of {count}", here=self._here + 1, count=len(self._hits))
            end = f"{hit} · {end}"
        self.title.show(end=end)

    # Finding

    @property
    def is_finding(self) -> bool:
        """Whether a find is open."""
        return self._bar.is_open

    async def prepare(self) -> None:
        """Make what stands in the column; the first rows of the list need not wait for it."""
        await self.mount(self.title, self.reader, self._bar, self._address)

    @on(ReaderPane.Pointed)
    def _show_address(self, event: ReaderPane.Pointed) -> None:
        """The whole address of a link is told before it is opened."""
        event.stop()
        self._address.update(Content(event.address))
        self._address.display = bool(event.address)

    @on(ReaderPane.FindWanted)
    def _open_find(self, event: ReaderPane.FindWanted) -> None:
        event.stop()
        if self.opened is not None:
            self._bar.open(tr("find"), self._bar.text)

    @on(SearchBar.Typed)
    def _find_typed(self, event: SearchBar.Typed) -> None:
        event.stop()
        self._find(event.text, is_moving=True)

    @on(SearchBar.Entered)
    def _go_to_page(self, event: SearchBar.Entered) -> None:
        event.stop()
        if event.text.strip():
            self.reader.focus()
        else:
            self.close_find()

    @on(SearchBar.ScopeWanted)
    @on(SearchBar.EarlierWanted)
    def _leave_find(self, event: SearchBar.ScopeWanted | SearchBar.EarlierWanted) -> None:
        """An article has no other scope: these keys go to the page too."""
        event.stop()
        self.reader.focus()

    @on(SearchBar.Closed)
    def _end_find(self, event: SearchBar.Closed) -> None:
        event.stop()
        self.close_find()

    @property
    def has_hits(self) -> bool:
        """Whether there is a hit of a search on the page to go to."""
        return bool(self._hits) and self.is_of_search

    def step_hit(self, step: int) -> None:
        """Go to the next hit, or the one before, round the ends."""
        if self._hits:
            self._here = (self._here + step) % len(self._hits)
            self._show_hits()

    def close_find(self) -> None:
        """End the find."""
        if self.is_finding:
            self._bar.close()
            self._hits = hits(self.opened.page.lines, self.words) if self.opened else ()
            self._here = self.reader.first_hit_in_sight(self._hits)
            self.reader.show_hits(self._hits, None)
            self._show_end()
            self.reader.focus()
            self.post_message(self.FindEnded())

    def _find(self, text: str, *, is_moving: bool) -> None:
        lines = self.opened.page.lines if self.opened is not None else ()
        self._hits = hits(lines, substring_matcher(text))
        if is_moving:
            self._here = self.reader.first_hit_in_sight(self._hits)
        self._here = min(self._here, max(0, len(self._hits) - 1))
        self._show_hits()

    def _show_hits(self) -> None:
        self.reader.show_hits(self._hits, self._here if self._hits else None)
        self._show_end()
        found = f"{grouped(self._here + 1)}/{grouped(len(self._hits))}"
        is_asked = bool(self._bar.text.strip())
        self._bar.show_result(found if self._hits else tr("not found") if is_asked else "")
