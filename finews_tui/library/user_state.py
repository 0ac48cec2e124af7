"""User data in state.db: read marks, reading positions, settings, saved queries."""

from __future__ import annotations

from finews_tui.errors import NotFoundError
from finews_tui.i18n.catalog import tr
from finews_tui.library.stores import Stores
from finews_tui.model.article import Article
from finews_tui.model.saved_query import SavedQuery
from finews_tui.store import user_state


class UserState:
    """User data that survives deletion of the cache."""

    def __init__(self, stores: Stores) -> None:
        self._stores = stores

    def read_mark(self, article: Article) -> bool | None:
        """Return the user's read mark of an article; None if they never marked it."""
        with self._stores.state.reading() as state:
            return user_state.read_marks(state, article.source, [article.entry]).get(article.entry)

    def position(self, article: Article) -> int:
        """Return the reading position: the number of characters before the top line."""
        with self._stores.state.reading() as state:
            return user_state.position(state, (article.source, article.entry))

    def set_position(self, article: Article, offset: int) -> None:
        """Store the reading position in an article."""
        with self._stores.state.writing() as state:
            user_state.set_position(state, (article.source, article.entry), offset)

    def setting(self, key: str, default: str = "") -> str:
        """Return the value stored under `key`."""
        with self._stores.state.reading() as state:
            return user_state.setting(state, key, default)

    def set_setting(self, key: str, value: str) -> None:
        """Store a value under `key`."""
        with self._stores.state.writing() as state:
            user_state.set_setting(state, key, value)

    def saved_queries(self) -> list[SavedQuery]:
        """Return the saved queries in the user's order."""
        with self._stores.state.reading() as state:
            return user_state.saved_queries(state)

    def query_place(self, name: str) -> int | None:
        """Return the sort key of a saved query; None if it does not exist."""
        with self._stores.state.reading() as state:
            return user_state.query_place(state, name)

    def save_query(self, name: str, text: str, place: int | None = None) -> None:
        """Save a query; a new one is inserted at `place`, by default at the end."""
        with self._stores.state.writing() as state:
            user_state.store_query(state, SavedQuery(name, text), place)

    def remove_query(self, name: str) -> None:
        """Delete a saved query.

        Raises:
            NotFoundError: no saved query has this name.
        """
        with self._stores.state.writing() as state:
            if not user_state.delete_query(state, name):
                raise NotFoundError(
                    tr(
                        "query not found: {name}; list queries with `finews queries list`",
                        name=name,
                    )
                )
