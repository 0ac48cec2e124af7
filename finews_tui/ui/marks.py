"""What the user changes, one after the other, each change to be undone."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from finews_tui.library.library import Library
from finews_tui.library.marking import Marked
from finews_tui.ui.saved import SavedChange, undo_saved

Change = Marked | SavedChange


class Marks:
    """Two stacks of what was done and what was undone; a new change forgets what was undone."""

    _DEPTH = 200

    def __init__(self, library: Library) -> None:
        self._library = library
        self._done: list[Change] = []
        self._undone: list[Change] = []
        self._turn = asyncio.Lock()  # marks are made in the order in which they were asked for

    async def make(self, deed: Callable[[], Change], *, is_remembered: bool = True) -> Change:
        """Do it in a thread. What the program marks by itself is not remembered."""
        async with self._turn:
            marked = await asyncio.to_thread(deed)
            if is_remembered and marked.count:
                self._done.append(marked)
                del self._done[: -self._DEPTH]
                self._undone.clear()
            return marked

    async def undo(self) -> Change | None:
        """Take the last mark back; None where there is none."""
        return await self._turn_back(self._done, self._undone)

    async def redo(self) -> Change | None:
        """Make again the mark that was taken back last."""
        return await self._turn_back(self._undone, self._done)

    async def _turn_back(self, source: list[Change], target: list[Change]) -> Change | None:
        async with self._turn:
            if not source:
                return None
            marked = source[-1]
            target.append(await asyncio.to_thread(self._take_back, marked))
            source.pop()
            return marked

    def _take_back(self, change: Change) -> Change:
        if isinstance(change, SavedChange):
            return undo_saved(self._library, change)
        return self._library.undo(change)
