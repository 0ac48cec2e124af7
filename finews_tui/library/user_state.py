"""Places, choices and saved queries of the user, kept in state.db."""

from __future__ import annotations

from collections.abc import Iterable

from finews_tui.errors import NotFoundError
from finews_tui.i18n.catalog import tr
from finews_tui.library.stores import Stores
from finews_tui.model.article import Article
from finews_tui.model.saved_query import SavedQuery
from finews_tui.store import user_state as marks


class UserState:
    """The part of the library that is the user's alone, and outlives the cache."""

    def __init__(self, stores: Stores) -> None:
        self.stores = stores

    def mark_of(self, article: Article) -> bool | None:
        """Whether the user read an article, or marked it unread; None where neither happened."""
        with self.stores.state.reading() as state:
            return marks.marks_of(state, article.source, [article.entry]).get(article.entry)

    def position(self, article: Article) -> int:
        """Characters of an article's text before the line at which its reader stopped."""
        with self.stores.state.reading() as state:
            return marks.position(state, (article.source, article.entry))

    def set_position(self, article: Article, offset: int) -> None:
        """Keep where its reader stopped."""
        with self.stores.state.writing() as state:
            marks.set_position(state, (article.source, article.entry), offset)

    def setting(self, key: str, default: str = "") -> str:
        """What was chosen on the screen under `key`."""
        with self.stores.state.reading() as state:
            return marks.setting(state, key, default)

    def set_setting(self, key: str, value: str) -> None:
        """Keep a choice."""
        with self.stores.state.writing() as state:
            marks.set_setting(state, key, value)

    def saved_queries(self) -> list[SavedQuery]:
        """The saved queries in their order."""
        with self.stores.state.reading() as state:
            return marks.saved_queries(state)

    def query_place(self, name: str) -> int | None:
        """Where in their order a saved query stands; None if there is none of that name."""
        with self.stores.state.reading() as state:
            return marks.query_place(state, name)

    def save_query(self, name: str, text: str, place: int | None = None) -> None:
        """Keep a query under a name; a new one stands last, unless it has its place."""
        with self.stores.state.writing() as state:
            marks.save_query(state, SavedQuery(name, text), place)

    def set_queries(self, queries: Iterable[tuple[str, str]]) -> None:
        """Keep these queries, (name, text) in this order, and no other."""
        with self.stores.state.writing() as state:
            marks.set_queries(state, queries)

    def remove_query(self, name: str) -> None:
        """Forget a saved query.

        Raises:
            NotFoundError: none of that name.
        """
        with self.stores.state.writing() as state:
            if not marks.remove_query(state, name):
                raise NotFoundError(
                    tr("{name}: no such query; `finews queries list` shows them", name=name)
                )
