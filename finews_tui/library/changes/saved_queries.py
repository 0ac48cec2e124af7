"""Saving, editing, moving and removing saved queries."""

from __future__ import annotations

from dataclasses import dataclass

from finews_tui.i18n.catalog import tr
from finews_tui.library.stores import Stores
from finews_tui.model.saved_query import SavedQuery
from finews_tui.store import user_state

QueryPairs = tuple[tuple[str, str], ...]
"""Saved queries as (name, text), in the user's order."""


@dataclass(frozen=True, slots=True)
class SavedQueryChange:
    """Sets the text of the saved query `name`, or removes it if `text` is None.

    `previous_text` is the text it replaces. `place` is the sort key of a restored query; None means
    at the end.
    """

    label: str
    name: str
    text: str | None
    previous_text: str | None
    place: int | None = None

    @property
    def count(self) -> int:
        """1 if it changes anything, else 0."""
        return int(self.text != self.previous_text)

    def apply(self, stores: Stores) -> SavedQueryChange:
        """Save or remove the query."""
        return _set_query(stores, self.name, self.text, self.label, self.place)


@dataclass(frozen=True, slots=True)
class SavedQueriesChange:
    """Replaces all saved queries; `previous` are the replaced ones."""

    label: str
    queries: QueryPairs
    previous: QueryPairs

    @property
    def count(self) -> int:
        """1 if it changes anything, else 0."""
        return int(self.queries != self.previous)

    def apply(self, stores: Stores) -> SavedQueriesChange:
        """Replace the queries."""
        return _replace_all(stores, self.label, _all_queries(stores), self.queries)


def save_query(stores: Stores, name: str, text: str) -> SavedQueryChange:
    """Save a query, replacing an existing one with the same name."""
    return _set_query(stores, name, text, tr("Saved query “{name}”", name=name))


def remove_query(stores: Stores, name: str) -> SavedQueryChange:
    """Remove a saved query."""
    return _set_query(stores, name, None, tr("Removed query “{name}”", name=name))


def change_query(stores: Stores, name: str, new_name: str, text: str) -> SavedQueriesChange:
    """Change name and text of a saved query; an existing query `new_name` is replaced."""
    before = _all_queries(stores)
    after = [query for query in before if query[0] not in (name, new_name)]
    index = [query[0] for query in before if query[0] == name or query[0] != new_name].index(name)
    after.insert(index, (new_name, text))
    return _replace_all(stores, tr("Edited query “{name}”", name=new_name), before, tuple(after))


def move_query(stores: Stores, name: str, step: int) -> SavedQueriesChange:
    """Move a saved query by `step` positions."""
    before = _all_queries(stores)
    index = [query[0] for query in before].index(name)
    after = [query for query in before if query[0] != name]
    after.insert(max(0, index + step), before[index])
    return _replace_all(stores, tr("Moved query “{name}”", name=name), before, tuple(after))


def _all_queries(stores: Stores) -> QueryPairs:
    with stores.state.reading() as state:
        return tuple((query.name, query.text) for query in user_state.saved_queries(state))


def _replace_all(
    stores: Stores, label: str, before: QueryPairs, after: QueryPairs
) -> SavedQueriesChange:
    with stores.state.writing() as state:
        user_state.replace_queries(state, after)
    return SavedQueriesChange(label, queries=before, previous=after)


def _set_query(
    stores: Stores, name: str, text: str | None, label: str, place: int | None = None
) -> SavedQueryChange:
    with stores.state.writing() as state:
        queries = {query.name: query.text for query in user_state.saved_queries(state)}
        before, place_before = queries.get(name), user_state.query_place(state, name)
        if text is not None:
            user_state.store_query(state, SavedQuery(name, text), place)
        else:
            user_state.delete_query(state, name)
    place = place if before is None else place_before
    return SavedQueryChange(label, name, text=before, previous_text=text, place=place)
