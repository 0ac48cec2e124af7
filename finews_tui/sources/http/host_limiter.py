"""Limits for concurrent connections, per host and in total."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

MAX_CONNECTIONS_PER_HOST = 2
MAX_CONNECTIONS = 10


@dataclass(slots=True)
class _HostSlots:
    """Connection slots of one host, and the number of tasks that use or await them."""

    semaphore: asyncio.Semaphore
    users: int = field(default=0)


class HostLimiter:
    """Connection slots, shared by all requests of a sync."""

    def __init__(
        self, per_host: int = MAX_CONNECTIONS_PER_HOST, total: int = MAX_CONNECTIONS
    ) -> None:
        self._per_host = per_host
        self._total_slots = asyncio.Semaphore(total)
        self._host_slots: dict[str, _HostSlots] = {}

    @asynccontextmanager
    async def slot(self, host: str) -> AsyncIterator[float]:
        """Acquire a connection slot for `host`; yields the seconds waited.

        The per-host slot is acquired first, so that slow hosts do not block others.
        """
        loop = asyncio.get_running_loop()
        started_at = loop.time()
        slots = self._host_slots.setdefault(host, _HostSlots(asyncio.Semaphore(self._per_host)))
        slots.users += 1
        try:
            async with slots.semaphore, self._total_slots:
                yield loop.time() - started_at
        finally:
            slots.users -= 1
            if not slots.users:
                self._host_slots.pop(host, None)
