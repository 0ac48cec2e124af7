"""The search bar and the switches of a listing: narrowed while one types, and back again."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import replace

from textual import on, work

from finews_tui.i18n.catalog import tr
from finews_tui.library.library import Library
from finews_tui.query.completion import (
    NAME_FIELDS,
    IncompleteTerm,
    incomplete_term,
    static_completions,
)
from finews_tui.query.fields import canonical_field
from finews_tui.query.query import EMPTY, Query, parse, parse_partial
from finews_tui.system.browser import Browser
from finews_tui.ui.articles.list import ArticleList
from finews_tui.ui.articles.listing import Wish
from finews_tui.ui.articles.search_history import Asked
from finews_tui.ui.commands.command import Pane
from finews_tui.ui.commands.keymap import Keymap
from finews_tui.ui.roaming_screen import RoamingScreen
from finews_tui.ui.widgets.search_bar import SearchBar

_TYPING_REST_S = 0.12
_PROPOSING_REST_S = 0.05
_SCROLLING_REST_S = 0.04
ASKED_SETTING = "search.asked"


class SearchingScreen(RoamingScreen, inherit_bindings=False):
    """Asks for other listings than the place's whole one."""

    def __init__(self, library: Library, keymap: Keymap, browser: Browser) -> None:
        super().__init__(library, keymap, browser)
        self._narrow_place = EMPTY  # where a search that was expand_variants to everything began
        self._began_at: int | None = None  # the article that it began at, if at one
        self._left: tuple[Query, Wish] | None = None  # what a search of alikes was begun from
        self._asked: Asked | None = None

    @on(SearchBar.Typed)
    def _narrow(self, event: SearchBar.Typed) -> None:
        """A name that is being typed narrows once it is one; till then what stands before it."""
        text, term = event.text, incomplete_term(event.text)
        is_name = term is not None and canonical_field(term.field) in NAME_FIELDS
        known = text[: term.start] if term is not None and is_name else text
        self.wish = replace(self.wish, typed=parse_partial(known).query)
        self.load_listing(rest_s=_TYPING_REST_S)
        if term is not None:
            self.load_proposals(text, term)
        else:
            self.list_column.propose(text, None, ())

    @work(exclusive=True, group="proposals", exit_on_error=False)
    async def load_proposals(self, text: str, term: IncompleteTerm) -> None:
        """Propose what the term at the end of the bar may become."""
        await asyncio.sleep(_PROPOSING_REST_S)
        proposed, field = static_completions(term), canonical_field(term.field)
        names = self.library.sources.complete_names
        if not field or field in NAME_FIELDS:
            proposed += await asyncio.to_thread(names, field, term.prefix)
        self.list_column.propose(text, term, [one for one in proposed if one.text != text])
        if field in NAME_FIELDS:
            name = parse(text[term.start :])
            if await asyncio.to_thread(self.library.articles.count, name):
                self.wish = replace(self.wish, typed=parse_partial(text).query)
                self.load_listing()

    @on(SearchBar.Entered)
    def _search(self, event: SearchBar.Entered) -> None:
        typed = parse(event.text)
        if typed.is_empty:
            self.end_search()
        elif typed.error is None:
            if typed != self.wish.typed:
                self.wish = replace(self.wish, typed=typed)
                self.load_listing()
            self._remember(typed.text)
            self.desk.go(Pane.LIST)

    @on(SearchBar.Closed)
    def end_search(self) -> None:
        """The listing of before, with the article that was found where it stands there."""
        if self._left is not None and self._left[0] == self.wish.typed:
            self._return_to(self._left[1])
            return
        self.list_column.close_search()
        self.desk.go(Pane.LIST)
        is_widened = not self._narrow_place.is_empty
        if is_widened:
            self._choose_scope(self._narrow_place)
        if is_widened or not self.wish.typed.is_empty:
            self.wish = replace(self.wish, typed=EMPTY)
            number = self.article_list.number
            self.load_listing(number if self._began_at is None else self._began_at)
        self._began_at = None

    def _return_to(self, wish: Wish) -> None:
        """The search of before, at the article from which it was left."""
        number, self._began_at, self._left = self._began_at, None, None
        self._choose_scope(wish.place)
        self.wish = replace(self.wish, typed=wish.typed)
        self.list_column.open_search(self.scope_text, wish.typed.text, focus=False)
        self.desk.go(Pane.LIST)
        self.load_listing(number)

    def search_like(self, number: int, text: str) -> None:
        """Ask for what is like an article, everywhere; the end of it leads back to a search."""
        wish = self.wish
        if self._left is not None and self._left[0] == wish.typed:
            wish = self._left[1]
        is_search = self.list_column.is_searching and not wish.typed.is_empty
        self.widen(number)
        self._left = (parse(text), wish) if is_search else None
        self.search_for(text, is_remembered=False)

    def search_for(self, text: str, *, is_remembered: bool = True) -> None:
        """Ask a query as if it had been typed."""
        self.wish = replace(self.wish, typed=parse(text))
        self.list_column.open_search(self.scope_text, text, focus=False)
        if is_remembered:
            self._remember(text)
        self.desk.go(Pane.LIST)
        self.load_listing()

    def action_search(self, text: str = "") -> None:
        """Open the search bar; a text that is given is searched for at once."""
        if not self.list_column.is_searching:
            self._narrow_place, self._began_at = EMPTY, None
        if text:
            self.search_for(text)
            return
        self.desk.go(Pane.LIST)
        self.list_column.open_search(self.scope_text)

    # Sentences that matched

    @on(ArticleList.SnippetsMissed)
    def _bring_snippets(self, event: ArticleList.SnippetsMissed) -> None:
        self.load_snippets(event.numbers)

    @work(exclusive=True, group="snippets", exit_on_error=False)
    async def load_snippets(self, numbers: Sequence[int]) -> None:
        """Bring the sentences that matched of the rows in sight."""
        await asyncio.sleep(_SCROLLING_REST_S)
        typed = self.wish.typed
        snippets = await asyncio.to_thread(
            self.library.articles.snippets, numbers, typed, always=True
        )
        if typed == self.wish.typed:
            self.article_list.fill_snippets(dict.fromkeys(numbers, "") | snippets)

    # Where is searched

    @property
    def scope_text(self) -> str:
        """The prompt of the bar: where is searched."""
        return tr("search in {place}", place=self.place_name)

    @on(SearchBar.ScopeWanted)
    def _switch_scope(self) -> None:
        """From the place to everything, and back to it."""
        if self.wish.place.is_empty:
            if self._narrow_place.is_empty:
                return
            self._choose_scope(self._narrow_place)
        else:
            self.widen()
        self.list_column.open_search(self.scope_text)
        self.load_listing()

    def widen(self, number: int | None = None) -> None:
        """Search everything from here on; the end of the search leads back to where one is."""
        place = self.wish.place if self._narrow_place.is_empty else self._narrow_place
        self._choose_scope(EMPTY)
        self._narrow_place, self._began_at = place, number

    def _choose_scope(self, place: Query) -> None:
        self._narrow_place = EMPTY
        self.wish = replace(self.wish, place=place)
        self.source_tree.choose(place)
        self.show_place()

    # What was asked before

    @on(SearchBar.EarlierWanted)
    def _recall(self, event: SearchBar.EarlierWanted) -> None:
        text = self._asked_before.step(event.step, event.text)
        if text is not None:
            self.list_column.put_search(text, is_last=self._asked_before.is_at_end)
            self.wish = replace(self.wish, typed=parse(text))
            self.load_listing()

    @property
    def _asked_before(self) -> Asked:
        if self._asked is None:
            self._asked = Asked.from_setting(self.library.state.setting(ASKED_SETTING))
        return self._asked

    def _remember(self, text: str) -> None:
        if self._asked_before.add(text):
            setting = self._asked_before.setting
            self.keep_setting(ASKED_SETTING, setting)

    # Switches

    def action_unread_only(self) -> None:
        self.wish = replace(self.wish, is_unread_only=not self.wish.is_unread_only)
        self.load_listing(self.article_list.number)

    def action_order(self) -> None:
        self.wish = replace(self.wish, is_oldest_first=not self.wish.is_oldest_first)
        self.load_listing()

    def action_show_news(self) -> None:
        self.status.show_news("")
        self.load_listing(is_new=False, top=True)
