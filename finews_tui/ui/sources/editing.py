"""Dialogs to edit sources and groups, used by the tree and the sources screen."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from textual.app import App

from finews_tui.errors import FinewsError
from finews_tui.model.source import Source
from finews_tui.ui.services.session import Session
from finews_tui.ui.workers import start


def edit_source(app: App[None], session: Session, source: Source) -> None:
    """Edit a source in a dialog, which opens again with the error if this fails."""
    start(app, partial(_edit_source, app, session, source), group="edit source")


async def _edit_source(app: App[None], session: Session, source: Source) -> None:
    from finews_tui.library.changes import sources as changes
    from finews_tui.ui.dialogs.edit_source import EditSource

    stores, edited, error = session.library.stores, source, ""
    while True:
        default_minutes = stores.config.sync.every_min
        dialog = EditSource(edited, group_names(session), default_minutes, error)
        answer = await app.push_screen_wait(dialog)
        if answer is None:
            return
        edited = answer
        try:
            await session.changes.perform(lambda: changes.edit_source(stores, edited))  # noqa: B023
        except FinewsError as failure:
            error = str(failure)
        else:
            return


def rename_group(app: App[None], session: Session, group: str) -> None:
    """Rename a group in a dialog."""
    from finews_tui.library.changes import sources as changes
    from finews_tui.ui.dialogs.group_picker import GroupName

    stores = session.library.stores

    def rename(name: str | None) -> None:
        if name is not None and name != group:
            session.changes.start(lambda: changes.rename_group(stores, group, name))

    app.push_screen(GroupName(group), rename)


def move_sources(app: App[None], session: Session, names: Sequence[str]) -> None:
    """Move sources to a group selected in a dialog."""
    from finews_tui.library.changes import sources as changes
    from finews_tui.ui.dialogs.group_picker import group_picker

    stores = session.library.stores

    def move(group: str | None) -> None:
        if group is not None:
            session.changes.start(lambda: changes.move_sources(stores, names, group))

    app.push_screen(group_picker(group_names(session)), move)


def remove_source(session: Session, name: str) -> None:
    """Remove a source. Its articles are deleted some days later, so this can be undone."""
    from finews_tui.library.changes import sources as changes

    stores = session.library.stores
    session.changes.start(lambda: changes.unfollow(stores, name))


def group_names(session: Session) -> list[str]:
    """Return the names of all groups."""
    groups = (source.group for source in session.library.config.sources if source.group)
    return list(dict.fromkeys(groups))
