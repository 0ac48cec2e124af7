"""Marks that the user makes, one after the other, each to be undone."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from finews_tui.library.library import Library
from finews_tui.library.marking import Marked


class Marks:
    """Two stacks of what was done and what was undone; a new mark forgets what was undone."""

    _DEPTH = 200

    def __init__(self, library: Library) -> None:
        self._library = library
        self._done: list[Marked] = []
        self._undone: list[Marked] = []
        self._turn = asyncio.Lock()  # marks are made in the order in which they were asked for

    async def make(self, deed: Callable[[], Marked], *, is_remembered: bool = True) -> Marked:
        """Do it in a thread. What the program marks by itself is not remembered."""
        async with self._turn:
            marked = await asyncio.to_thread(deed)
            if is_remembered and marked.count:
                self._done.append(marked)
                del self._done[: -self._DEPTH]
                self._undone.clear()
            return marked

    async def undo(self) -> Marked | None:
        """Take the last mark back; None where there is none."""
        return await self._turn_back(self._done, self._undone)

    async def redo(self) -> Marked | None:
        """Make again the mark that was taken back last."""
        return await self._turn_back(self._undone, self._done)

    async def _turn_back(self, source: list[Marked], target: list[Marked]) -> Marked | None:
        async with self._turn:
            if not source:
                return None
            marked = source[-1]
            target.append(await asyncio.to_thread(self._library.undo, marked))
            source.pop()
            return marked
