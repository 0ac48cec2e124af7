"""Run changes of the library one at a time, with undo and redo."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from functools import partial

from textual.app import App
from textual.signal import Signal

from finews_tui.library.changes.change import Change
from finews_tui.library.library import Library
from finews_tui.model.source import Source
from finews_tui.ui.workers import start


class ChangeOrigin(StrEnum):
    """Origin of a change."""

    DONE = "done"
    UNDONE = "undone"
    REDONE = "redone"
    AUTOMATIC = "automatic"


@dataclass(frozen=True, slots=True)
class LibraryChanged:
    """The library has changed; `change` is None if the change failed.

    `has_changed_sources` is true if sources were added, edited or removed.
    """

    change: Change | None
    origin: ChangeOrigin
    has_changed_sources: bool


class ChangeService:
    """Run changes one at a time in a thread, and publish each as `changed`."""

    def __init__(self, app: App[None], library: Library) -> None:
        self._app = app
        self._library = library
        self._lock = asyncio.Lock()
        self.changed: Signal[LibraryChanged] = Signal(app, "library changed")

    def start(self, make: Callable[[], Change], *, automatic: bool = False) -> None:
        """Start a change without waiting for it. Automatic changes cannot be undone."""
        start(
            self._app,
            partial(self.perform, make, automatic=automatic),
            group="changes",
        )

    async def perform(self, make: Callable[[], Change], *, automatic: bool = False) -> Change:
        """Perform a change and return it.

        Raises:
            FinewsError: the change failed. This is also published, so that panes reload.
        """
        origin = ChangeOrigin.AUTOMATIC if automatic else ChangeOrigin.DONE
        change: Change | None = None
        async with self._lock:
            sources = self._library.config.sources
            try:
                change = await asyncio.to_thread(self._perform, make, automatic)
            finally:
                self._publish(change, origin, sources)
        return change

    def _perform(self, make: Callable[[], Change], automatic: bool) -> Change:
        change = make()
        if not automatic and change.count:
            self._library.record(change)
        return change

    async def undo(self) -> bool:
        """Undo the last change. Returns False if there is none."""
        return await self._step_back(self._library.undo, ChangeOrigin.UNDONE)

    async def redo(self) -> bool:
        """Redo the last undone change. Returns False if there is none."""
        return await self._step_back(self._library.redo, ChangeOrigin.REDONE)

    async def _step_back(self, step: Callable[[], Change | None], origin: ChangeOrigin) -> bool:
        async with self._lock:
            sources = self._library.config.sources
            change = await asyncio.to_thread(step)
            if change is not None:
                self._publish(change, origin, sources)
        return change is not None

    def _publish(
        self, change: Change | None, origin: ChangeOrigin, sources: tuple[Source, ...]
    ) -> None:
        has_changed_sources = self._library.config.sources != sources
        self.changed.publish(LibraryChanged(change, origin, has_changed_sources))
