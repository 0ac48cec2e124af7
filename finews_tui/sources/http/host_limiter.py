"""Whose turn it is to ask: few connections to one host, and few in all."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

CONNECTIONS_PER_HOST = 2
CONNECTIONS_IN_ALL = 10


@dataclass(slots=True)
class _Gate:
    """The slots of one host, and who holds or waits for one."""

    slots: asyncio.Semaphore
    users: int = field(default=0)


class Turns:
    """Hands out turns to ask a host; one object for each sync."""

    def __init__(
        self, per_host: int = CONNECTIONS_PER_HOST, in_all: int = CONNECTIONS_IN_ALL
    ) -> None:
        self._per_host = per_host
        self._all = asyncio.Semaphore(in_all)
        self._gates: dict[str, _Gate] = {}

    @asynccontextmanager
    async def turn(self, host: str) -> AsyncIterator[float]:
        """Wait for a turn at `host` and hold it; gives the seconds that were waited.

        The host's slot comes first: who waits for a slow host holds no slot that others need.
        """
        loop = asyncio.get_running_loop()
        began = loop.time()
        gate = self._gates.setdefault(host, _Gate(asyncio.Semaphore(self._per_host)))
        gate.users += 1
        try:
            async with gate.slots, self._all:
                yield loop.time() - began
        finally:
            gate.users -= 1
            if not gate.users:
                self._gates.pop(host, None)
