"""The column of the list: its title, the search bar while one searches, and the articles."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from textual import on
from textual.containers import Vertical

from finews_tui.i18n.catalog import tr
from finews_tui.query.ast import QueryError
from finews_tui.query.completion import Completion, IncompleteTerm
from finews_tui.query.highlighting import word_matcher
from finews_tui.query.query import Query, positive_words
from finews_tui.ui import messages as captions
from finews_tui.ui.articles.list import ArticleList
from finews_tui.ui.articles.listing import Wish
from finews_tui.ui.articles.timeline import Timeline
from finews_tui.ui.reader.loader import Loaded
from finews_tui.ui.widgets.search_bar import SearchBar

SEARCH_ID = "search"


def _as_it_is(query: Query) -> Query:
    return query


class ListColumn(Vertical):
    """Shows listings, and says where one is in them.

    `widen` gives a query in all the spellings that are looked for, and so marked.
    """

    def __init__(self, widen: Callable[[Query], Query] = _as_it_is) -> None:
        self.title = Timeline(tr("Articles"))
        self.article_list = ArticleList(id="list")
        super().__init__(self.title, self.article_list, id="list-column", classes="column")
        self.row_height = 1
        self._wish = Wish()
        self._count = 0
        self._widen = widen
        self._bar = SearchBar(id=SEARCH_ID)

    @property
    def is_searching(self) -> bool:
        """Whether the bar is there."""
        return self._bar.is_open

    def show(self, loaded: Loaded, wish: Wish, keep: int | None, *, top: bool) -> None:
        """Show a listing, with the cursor on `keep` or at the top."""
        self._wish, self._count = wish, loaded.count
        self.article_list.look_for(word_matcher(positive_words(self._widen(wish.query))))
        is_of_search = bool(positive_words(wish.typed))
        labels = {headline.category or headline.source for headline in loaded.headlines}
        self.article_list.has_labels = len(labels) > 1
        self.article_list.fill([headline.number for headline in loaded.headlines], loaded.headlines)
        listing = replace(loaded.listing, row_height=2 if is_of_search else self.row_height)
        self.article_list.show(listing, keep, top=top)
        if loaded.is_whole:
            self.title.show_listing(listing)
        if self.is_searching:
            self._bar.show_result(captions.found_text(loaded.count))

    @property
    def position(self) -> str:
        """Which row the cursor is on, of how many."""
        rows = self.article_list
        picked = len(rows.picked)
        return captions.position_text(rows.cursor, rows.row_count, self._count, picked)

    @on(ArticleList.PeriodChanged)
    def _show_period(self, event: ArticleList.PeriodChanged) -> None:
        """A day or month stands in the title once its own line has gone out of sight."""
        event.stop()
        self.title.show(captions.list_title(event.label, self._wish), event.newest, event.oldest)

    # Searching

    async def prepare(self) -> None:
        """Make the bar, once the first rows are shown: a start has no use for it, `/` needs it."""
        await self.mount(self._bar, after=self.title)

    def open_search(self, prompt: str, text: str = "", *, focus: bool = True) -> None:
        """Show the bar with `text`, or with what stood in it; as soon as it is there."""
        if not self._bar.is_attached:
            self.call_after_refresh(self.open_search, prompt, text, focus=focus)
            return
        self._bar.open(prompt, text or self._bar.text, focus=focus)

    def put_search(self, text: str, *, is_last: bool) -> None:
        """Put another search into the bar."""
        self._bar.set_text(text, is_last=is_last)

    def propose(
        self, text: str, term: IncompleteTerm | None, proposed: Sequence[Completion]
    ) -> None:
        """Propose in the bar, if `text` still stands there."""
        if self.is_searching and self._bar.text == text:
            self._bar.propose(term, proposed)

    def close_search(self) -> None:
        """Take the bar away."""
        self._bar.close()

    def show_mistake(self, mistake: QueryError) -> None:
        """Say below the bar what is wrong, and where."""
        if self.is_searching:
            self._bar.show_result("", mistake.message, mistake.start, mistake.hint)
