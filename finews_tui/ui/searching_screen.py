"""The search bar and the switches of a listing: narrowed while one types, and back again."""

from __future__ import annotations

from dataclasses import replace

from textual import on

from finews_tui.model.query import EMPTY, parse, while_typing
from finews_tui.ui.actions import Pane
from finews_tui.ui.roaming_screen import RoamingScreen
from finews_tui.ui.widgets.search_bar import SearchBar

_TYPING_REST_S = 0.12


class SearchingScreen(RoamingScreen, inherit_bindings=False):
    """Asks for other listings than the place's whole one."""

    @on(SearchBar.Typed)
    def _narrow(self, event: SearchBar.Typed) -> None:
        self.wish = replace(self.wish, typed=while_typing(event.text))
        self.load_listing(rest_s=_TYPING_REST_S)

    @on(SearchBar.Entered)
    def _search(self, event: SearchBar.Entered) -> None:
        typed = parse(event.text)
        if typed.is_empty:
            self.end_search()
        elif typed.mistake is None:
            if typed != self.wish.typed:
                self.wish = replace(self.wish, typed=typed)
                self.load_listing()
            self.desk.go(Pane.LIST)

    @on(SearchBar.Closed)
    def end_search(self) -> None:
        """The listing of before, with the article that was found where it stands there."""
        self.list_column.close_search()
        self.desk.go(Pane.LIST)
        if not self.wish.typed.is_empty:
            self.wish = replace(self.wish, typed=EMPTY)
            self.load_listing(self.article_list.number)

    def action_search(self) -> None:
        self.desk.go(Pane.LIST)
        self.list_column.open_search(f"search in {self.place_name}")

    def action_unread_only(self) -> None:
        self.wish = replace(self.wish, is_unread_only=not self.wish.is_unread_only)
        self.load_listing(self.article_list.number)

    def action_order(self) -> None:
        self.wish = replace(self.wish, is_oldest_first=not self.wish.is_oldest_first)
        self.load_listing()

    def action_show_news(self) -> None:
        self.status.show_news("")
        self.load_listing(is_new=False, top=True)
