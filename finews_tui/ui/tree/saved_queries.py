"""Save, edit, move and remove saved queries."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import App

from finews_tui.ui.services.session import Session
from finews_tui.ui.tree.nodes import SavedQueryNode


def save_query(
    app: App[None], session: Session, text: str, saved: Sequence[SavedQueryNode]
) -> None:
    """Ask for a name and save a query under it."""
    from finews_tui.library.changes import saved_queries as changes
    from finews_tui.ui.dialogs.save_query import SaveQuery

    stores = session.library.stores

    def save(answer: tuple[str, str] | None) -> None:
        if answer is not None:
            session.changes.start(lambda: changes.save_query(stores, *answer))

    app.push_screen(SaveQuery(text, _names(saved)), save)


def edit_saved_query(
    app: App[None], session: Session, saved: Sequence[SavedQueryNode], name: str
) -> None:
    """Edit the name and text of a saved query in a dialog."""
    from finews_tui.library.changes import saved_queries as changes
    from finews_tui.ui.dialogs.save_query import SaveQuery

    stores = session.library.stores
    text = next((query.text for query in saved if query.name == name), "")

    def change(answer: tuple[str, str] | None) -> None:
        if answer is not None:
            session.changes.start(lambda: changes.change_query(stores, name, *answer))

    app.push_screen(SaveQuery(text, _names(saved), name), change)


def move_saved_query(session: Session, name: str, step: int) -> None:
    """Move a saved query up or down."""
    from finews_tui.library.changes import saved_queries as changes

    stores = session.library.stores
    session.changes.start(lambda: changes.move_query(stores, name, step))


def remove_saved_query(session: Session, name: str) -> None:
    """Remove a saved query."""
    from finews_tui.library.changes import saved_queries as changes

    stores = session.library.stores
    session.changes.start(lambda: changes.remove_query(stores, name))


def _names(saved: Sequence[SavedQueryNode]) -> frozenset[str]:
    return frozenset(query.name for query in saved)
