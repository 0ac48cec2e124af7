"""What the user changes, one after the other, each change to be undone."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from finews_tui.library.changes.change import Change
from finews_tui.library.library import Library


class Marks:
    """Makes changes and takes them back, in the order in which they were asked for."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._turn = asyncio.Lock()

    async def make(self, deed: Callable[[], Change], *, is_remembered: bool = True) -> Change:
        """Do it in a thread. What the program marks by itself is not remembered."""
        async with self._turn:
            return await asyncio.to_thread(self._make, deed, is_remembered)

    def _make(self, deed: Callable[[], Change], is_remembered: bool) -> Change:
        change = deed()
        if is_remembered and change.count:
            self._library.record(change)
        return change

    async def turn_back(self, *, is_redo: bool = False) -> Change | None:
        """Take the last change back, or make again the one taken back last; None where none is."""
        async with self._turn:
            return await asyncio.to_thread(self._library.redo if is_redo else self._library.undo)
