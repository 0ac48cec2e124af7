"""Articles pane: article list, timeline and search bar."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from textual import on, work
from textual.containers import Vertical
from textual.message import Message
from textual.reactive import reactive
from textual.widget import AwaitMount

from finews_tui.config.loader import UiConfig
from finews_tui.i18n.catalog import tr
from finews_tui.query.ast import QueryError, Sort
from finews_tui.query.completion import (
    NAME_FIELDS,
    IncompleteTerm,
    incomplete_term,
    static_completions,
)
from finews_tui.query.fields import canonical_field
from finews_tui.query.highlighting import word_matcher
from finews_tui.query.query import Query, parse, parse_partial, positive_words
from finews_tui.ui import messages
from finews_tui.ui.articles import search_history
from finews_tui.ui.articles.list import ArticleList
from finews_tui.ui.articles.list_query import ListQuery
from finews_tui.ui.articles.loader import FIRST_ROWS, ListingPage, next_unread, read_listing
from finews_tui.ui.articles.search_history import SearchHistory
from finews_tui.ui.articles.search_session import SearchSession
from finews_tui.ui.articles.timeline import Timeline
from finews_tui.ui.error_boundary import ErrorBoundary
from finews_tui.ui.painting.periods import TimeRange
from finews_tui.ui.services.changes import LibraryChanged
from finews_tui.ui.services.session import Session
from finews_tui.ui.services.sync import RunProgress, SyncArrivals, SyncResult
from finews_tui.ui.widgets.search_bar import SearchBar

_TYPING_DELAY_S = 0.12
_COMPLETION_DELAY_S = 0.05
_SNIPPETS_DELAY_S = 0.04


class ArticlesPane(ErrorBoundary, Vertical):
    """Article list. Assign `list_query` to load another listing."""

    list_query: reactive[ListQuery] = reactive(ListQuery(), init=False, repaint=False)

    @dataclass
    class ArticleHighlighted(Message):
        """Posted when the cursor moves to another article, or to none."""

        number: int | None

    @dataclass
    class ArticleOpened(Message):
        """Posted when the user opens an article."""

        number: int

    @dataclass
    class ListingShown(Message):
        """Posted when another listing, or the rest of it, is shown."""

    @dataclass
    class PositionChanged(Message):
        """Posted when the cursor or the selection changes; `text` describes the position."""

        text: str

    @dataclass
    class ScopeChanged(Message):
        """Posted when the search switches to another scope."""

        scope: Query

    @dataclass
    class NewArticles(Message):
        """Posted when new articles arrive that are not listed yet; 0 once they are."""

        count: int

    @dataclass
    class Focused(Message):
        """Posted to request the focus for the list."""

    @dataclass
    class Left(Message):
        """Posted when the user goes back to the tree."""

    def __init__(self, session: Session) -> None:
        self.title = Timeline(tr("Articles"))
        self.list = ArticleList(id="list")
        super().__init__(self.title, self.list, id="list-column", classes="column")
        self.session = session
        self.scope_label = tr("All")
        self._articles = session.library.articles
        self._row_height = 1
        self._count = 0
        self._cursor_wanted: int | None = None
        self._loading_delay_s = 0.0
        self._first_sync_rows = False
        self._search = SearchSession()
        self._incomplete: QueryError | None = None
        self._search_history: SearchHistory | None = None
        self._bar = SearchBar(id="search")
        self._bar_mount: AwaitMount | None = None
        self.apply_settings(session.settings.ui)
        self.name_sources()

    def on_mount(self) -> None:
        self.session.changes.changed.subscribe(self, self._library_changed)
        self.session.sync.arrived.subscribe(self, self._articles_arrived)
        self.session.sync.finished.subscribe(self, self._sync_finished)
        self.session.sync.progressed.subscribe(self, self._sync_progressed)
        self.session.settings.changed.subscribe(self, self._settings_changed)

    async def prepare(self) -> None:
        """Mount the widgets that are not needed to show the first rows."""
        await self._mounted_bar()

    def apply_settings(self, ui: UiConfig) -> None:
        """Apply the settings for rows and dates."""
        today = datetime.now(UTC).astimezone().date()
        self.list.today = today if ui.date == "relative" else None
        self.list.columns = frozenset(ui.columns.split())
        self._row_height = ui.rows

    def _settings_changed(self, ui: UiConfig) -> None:
        self.apply_settings(ui)
        self.reload_from_start(self.list.number)

    def name_sources(self) -> None:
        """Show the labels of sources instead of their names."""
        sources = self.session.library.config.sources
        self.list.name_sources({source.name: source.label for source in sources})

    # Listing

    @property
    def number(self) -> int | None:
        """Number of the article under the cursor."""
        return self.list.number

    @property
    def is_search(self) -> bool:
        """Whether a search filters the list."""
        return not self.list_query.search.is_empty

    def show(self, query: ListQuery, *, cursor: int | None = None, delay_s: float = 0.0) -> None:
        """Load a query, with the cursor on an article or at the top.

        Reloads the listing if the query is the current one.
        """
        self._cursor_wanted, self._loading_delay_s = cursor, delay_s
        if query == self.list_query:
            self.watch_list_query()
        else:
            self.list_query = query

    def show_first(self, query: ListQuery, cursor: int | None) -> None:
        """Load a query at startup, without a thread.

        Before the first frame, a thread would only compete with the event loop for the CPU.
        """
        self.set_reactive(ArticlesPane.list_query, query)
        if query.query.error is not None:
            return
        first = read_listing(self.session.library, query.query, limit=FIRST_ROWS)
        cursor = self._show_beginning(first, cursor)
        if not first.is_whole:
            self._load_rest(cursor)

    def reload(self, *, top: bool = False) -> None:
        """Reload the listing. The cursor stays on its article, or goes to the top."""
        self._load_rest(None, top=top)

    def reload_from_start(self, cursor: int | None) -> None:
        """Reload the query as if it were new, with the cursor on an article."""
        self.show(self.list_query, cursor=cursor)

    def watch_list_query(self) -> None:
        """Load the new query."""
        cursor, delay_s = self._cursor_wanted, self._loading_delay_s
        self._cursor_wanted, self._loading_delay_s = None, 0.0
        self._load(cursor, delay_s)

    @work(exclusive=True, group="listing", exit_on_error=False)
    async def _load(self, cursor: int | None, delay_s: float) -> None:
        """Show the first rows immediately, then all of them."""
        await asyncio.sleep(delay_s)
        query = self.list_query.query
        if query.error is not None:
            if self._bar.is_open:
                self._bar.show_error(query.error)
            return
        first = await asyncio.to_thread(read_listing, self.session.library, query, limit=FIRST_ROWS)
        cursor = self._show_beginning(first, cursor)
        if not first.is_whole:
            await self._show_rest(cursor)

    @work(exclusive=True, group="listing", exit_on_error=False)
    async def _load_rest(self, cursor: int | None, *, top: bool = False) -> None:
        if self.list_query.query.error is None:
            await self._show_rest(cursor, is_reload=True, top=top)

    def _show_beginning(self, first: ListingPage, cursor: int | None) -> int | None:
        """Show the first rows, unless the cursor belongs further down.

        Returns the article to look for in the rest, if any.
        """
        if cursor is None or first.is_whole or first.listing.find(cursor) is not None:
            self._show_page(first, cursor, top=cursor is None)
            return None
        if not self.list.row_count:
            self._show_page(first, None, top=True)
        return cursor

    async def _show_rest(
        self, cursor: int | None, *, is_reload: bool = False, top: bool = False
    ) -> None:
        """Show the whole listing.

        Keeps the granularity of the beginning so that rows don't move while the user reads.
        """
        number = self.list.number
        page = await asyncio.to_thread(
            read_listing,
            self.session.library,
            self.list_query.query,
            keep=number if is_reload else None,
            granularity=self.list.listing.granularity,
        )
        current = self.list.number
        target = cursor if cursor is not None and current == number else current
        self._show_page(page, None if top else target, top=top)

    def _show_page(self, page: ListingPage, cursor: int | None, *, top: bool) -> None:
        self._update_empty_text()
        self._count = page.count
        articles = self.list
        articles.highlight_words(
            word_matcher(positive_words(self._articles.with_variants(self.list_query.query)))
        )
        labels = {headline.category or headline.source for headline in page.headlines}
        articles.shows_categories = len(labels) > 1
        articles.fill([headline.number for headline in page.headlines], page.headlines)
        has_snippets = bool(positive_words(self.list_query.search))
        listing = replace(page.listing, row_height=2 if has_snippets else self._row_height)
        articles.show(listing, cursor, top=top)
        if page.is_whole:
            self.title.show_listing(listing)
        if self._bar.is_open and self._incomplete is not None:
            self._bar.show_result(self._incomplete.message)
        elif self._bar.is_open:
            self._bar.show_result(messages.found_text(page.count))
        self.post_message(self.ListingShown())

    def _update_empty_text(self) -> None:
        self.list.empty_text = messages.empty_list(
            self.list_query,
            self.session.key_text,
            self.scope_label,
            is_syncing=self.session.sync.is_running,
        )
        self.list.refresh()

    def _sync_progressed(self, progress: RunProgress | None) -> None:
        if not self.list.row_count:
            self._update_empty_text()

    def set_scope_label(self, label: str) -> None:
        """Set the scope name shown in messages and the search prompt."""
        if label != self.scope_label:
            self.scope_label = label
            self._update_empty_text()
            self._bar.set_prompt(self._prompt)

    # Changes and new articles

    def _library_changed(self, event: LibraryChanged) -> None:
        self.list.reload_headlines()
        if event.has_changed_sources:
            self.name_sources()
            self.reload_from_start(self.list.number)

    def _articles_arrived(self, arrivals: SyncArrivals) -> None:
        """Fill an empty list as articles arrive; never move the rows of a filled one."""
        if not arrivals.has_more:
            return
        self._first_sync_rows = self._first_sync_rows or not self.list.row_count
        if self._first_sync_rows:
            self.reload(top=self.list.cursor <= 0)
        else:
            self.post_message(self.NewArticles(arrivals.new))

    def _sync_finished(self, result: SyncResult) -> None:
        new = sum(outcome.new for outcome in result.outcomes)
        if new:
            self._articles_arrived(SyncArrivals(new, has_more=True, is_running=False))
        self._first_sync_rows = False
        if not self.list.row_count:
            self.reload_from_start(None)

    def show_new_articles(self) -> None:
        """List new articles, with the cursor at the top."""
        self.post_message(self.NewArticles(0))
        self.reload(top=True)

    # Rows

    @on(ArticleList.HeadlinesRequested)
    @work(group="headlines", exit_on_error=False)
    async def _load_headlines(self, event: ArticleList.HeadlinesRequested) -> None:
        headlines = await asyncio.to_thread(self._articles.headlines, event.numbers)
        self.list.fill(event.numbers, headlines)

    @on(ArticleList.SnippetsRequested)
    @work(exclusive=True, group="snippets", exit_on_error=False)
    async def _load_snippets(self, event: ArticleList.SnippetsRequested) -> None:
        await asyncio.sleep(_SNIPPETS_DELAY_S)
        search, numbers = self.list_query.search, event.numbers
        snippets = await asyncio.to_thread(self._articles.snippets, numbers, search, always=True)
        if search == self.list_query.search:
            self.list.fill_snippets(dict.fromkeys(numbers, "") | snippets)

    @on(ArticleList.CursorMoved)
    def _cursor_moved(self, event: ArticleList.CursorMoved) -> None:
        event.stop()
        self.post_message(self.ArticleHighlighted(event.number))
        self.post_position()

    @on(ArticleList.SelectionChanged)
    def post_position(self) -> None:
        """Post the cursor position and the number of selected rows."""
        articles = self.list
        selected = len(articles.selected)
        self.post_message(
            self.PositionChanged(
                messages.position_text(articles.cursor, articles.row_count, self._count, selected)
            )
        )

    @on(ArticleList.Opened)
    def open_article(self) -> None:
        """Open the article under the cursor."""
        if self.list.number is not None:
            self.post_message(self.ArticleOpened(self.list.number))

    async def leave(self) -> None:
        """Clear the selection, end the search, or go back to the tree."""
        if self.list.clear_selection():
            return
        if self.is_search_open:
            await self.end_search()
        else:
            self.post_message(self.Left())

    @on(ArticleList.VisibleRangeChanged)
    def _show_period(self, event: ArticleList.VisibleRangeChanged) -> None:
        """Show the period in the title when its heading is scrolled away."""
        event.stop()
        title = messages.list_title(event.period, self.list_query)
        self.title.show(title, event.newest, event.oldest)

    @on(Timeline.MomentChosen)
    def _go_to_moment(self, event: Timeline.MomentChosen) -> None:
        event.stop()
        listing = self.list.listing
        index = listing.nearest(event.number - 1)
        if listing.sort is Sort.OLDEST and index and index >= len(listing):
            index = len(listing) - 1
        self.list.move(index)

    def move_by(self, rows: int) -> None:
        """Move the cursor as if the list had the focus."""
        self.list.move(self.list.cursor + rows)

    async def find_unread(self, step: int, *, or_next: bool = False) -> int | None:
        """Return the next unread article.

        With `or_next`, return the next article if all are read.
        """
        listing, index = self.list.listing, self.list.cursor
        number = await asyncio.to_thread(
            next_unread, self.session.library, self.list_query.query, listing, index, step
        )
        if number is None and or_next and index + 1 < len(listing):
            return listing.numbers[index + 1]
        return number

    def go_to_time(self, time_range: TimeRange) -> str:
        """Move to the first article in a time range. Returns a message if there is none."""
        listing = self.list.listing
        if listing.sort is Sort.RELEVANCE:
            return tr("Cannot jump to a date while sorting by relevance")
        if not len(listing):
            return ""
        self.list.move(listing.first_in(time_range))
        if listing.has_any_in(time_range):
            return ""
        return tr("No articles on that date; showing the closest")

    # Switches

    def toggle_unread_only(self) -> None:
        """Toggle between unread and all articles. The cursor stays on its article."""
        query = replace(self.list_query, unread_only=not self.list_query.unread_only)
        self.show(query, cursor=self.number)

    def toggle_order(self) -> None:
        """Toggle between newest first and oldest first."""
        self.show(replace(self.list_query, oldest_first=not self.list_query.oldest_first))

    # Searching

    @property
    def is_search_open(self) -> bool:
        """Whether the search bar is shown."""
        return self._bar.is_open

    @property
    def _prompt(self) -> str:
        return tr("search in {place}", place=self.scope_label)

    async def _mounted_bar(self) -> SearchBar:
        """Return the search bar, mounting it on first use."""
        if self._bar_mount is None:
            self._bar_mount = self.mount(self._bar, after=self.title)
        await self._bar_mount
        return self._bar

    async def open_search(self) -> None:
        """Open and focus the search bar."""
        if not self._bar.is_open:
            self._search.start()
        bar = await self._mounted_bar()
        bar.open(self._prompt, bar.text)

    async def search_for(self, text: str, *, remember: bool = True) -> None:
        """Search as if `text` had been typed and submitted."""
        if not self._bar.is_open:
            self._search.start()
        await self._show_search(replace(self.list_query, search=parse(text)), text)
        if remember:
            self._remember(text)

    async def search_related(self, number: int, text: str) -> None:
        """Search everywhere for `text`; ending the search returns to article `number`."""
        is_search = self._bar.is_open and self.is_search
        query = self._search.interrupt(self.list_query, number, parse(text), is_search=is_search)
        if query.scope != self.list_query.scope:
            self.post_message(self.ScopeChanged(query.scope))
        await self._show_search(query, text)

    async def show_visited(self, query: ListQuery, number: int) -> None:
        """Restore the listing an article was opened from, including its search bar."""
        if query.search.is_empty:
            self._bar.close()
            self.show(query, cursor=number)
        else:
            await self._show_search(query, query.search.text, cursor=number)

    async def _show_search(self, query: ListQuery, text: str, *, cursor: int | None = None) -> None:
        bar = await self._mounted_bar()
        bar.open(self._prompt, text, focus=False)
        self.post_message(self.Focused())
        self.show(query, cursor=cursor)

    async def open_on_query(self, text: str) -> None:
        """Show the search bar over a list that was opened with a query."""
        bar = await self._mounted_bar()
        bar.open(self._prompt, text, focus=False)
        self.reload_from_start(None)

    @on(SearchBar.Changed)
    def _narrow(self, event: SearchBar.Changed) -> None:
        """Search while typing. An incomplete name does not filter until it is complete."""
        event.stop()
        text, term = event.text, incomplete_term(event.text)
        is_name = term is not None and canonical_field(term.field) in NAME_FIELDS
        partial = parse_partial(text[: term.start] if term is not None and is_name else text)
        self._incomplete = partial.incomplete
        self.show(replace(self.list_query, search=partial.query), delay_s=_TYPING_DELAY_S)
        if term is not None:
            self._load_completions(text, term)
        else:
            self._bar.show_completions(None, ())

    @work(exclusive=True, group="completions", exit_on_error=False)
    async def _load_completions(self, text: str, term: IncompleteTerm) -> None:
        await asyncio.sleep(_COMPLETION_DELAY_S)
        completions, field = static_completions(term), canonical_field(term.field)
        library = self.session.library
        if not field or field in NAME_FIELDS:
            completions += await asyncio.to_thread(
                library.sources.complete_names, field, term.prefix
            )
        if self._bar.is_open and self._bar.text == text:
            self._bar.show_completions(
                term, [completion for completion in completions if completion.text != text]
            )
        name = parse(text[term.start :])
        if field in NAME_FIELDS and await asyncio.to_thread(self._articles.count, name) > 0:
            self.show(replace(self.list_query, search=parse_partial(text).query))

    @on(SearchBar.Submitted)
    async def _submit(self, event: SearchBar.Submitted) -> None:
        event.stop()
        self._incomplete = None
        search = parse(event.text)
        if search.error is not None:
            self._bar.show_error(search.error)
        elif search.is_empty:
            await self.end_search()
        else:
            if search != self.list_query.search:
                self.show(replace(self.list_query, search=search))
            self._remember(search.text)
            self.post_message(self.Focused())

    @on(SearchBar.Closed)
    async def _close(self, event: SearchBar.Closed) -> None:
        event.stop()
        await self.end_search()

    async def end_search(self) -> None:
        """Return to the list before the search; keep the cursor on its article if listed."""
        before = self.list_query
        end = self._search.end(before)
        if end.query.scope != before.scope:
            self.post_message(self.ScopeChanged(end.query.scope))
        if end.is_search:
            await self._show_search(end.query, end.query.search.text, cursor=end.cursor)
            return
        self.close_search()
        self.post_message(self.Focused())
        if end.query != before:
            self.show(end.query, cursor=self.list.number if end.cursor is None else end.cursor)

    def close_search(self) -> None:
        """Hide the search bar."""
        self._incomplete = None
        self._bar.close()

    @on(SearchBar.ScopeToggled)
    def _toggle_scope(self, event: SearchBar.ScopeToggled) -> None:
        event.stop()
        query = self._search.toggle_scope(self.list_query)
        if query is not None:
            self.post_message(self.ScopeChanged(query.scope))
            self.show(query)

    # Search history

    @property
    def _history(self) -> SearchHistory:
        if self._search_history is None:
            stored = self.session.screen_state.get(search_history.SETTING)
            self._search_history = SearchHistory.deserialize(stored)
        return self._search_history

    @on(SearchBar.HistoryRequested)
    def _recall(self, event: SearchBar.HistoryRequested) -> None:
        event.stop()
        text = self._history.step(event.step, event.text)
        if text is not None:
            self._bar.set_text(text, in_history=not self._history.is_at_end)
            self.show(replace(self.list_query, search=parse(text)))

    def _remember(self, text: str) -> None:
        if self._history.add(text):
            self.session.screen_state.store(search_history.SETTING, self._history.serialize())
