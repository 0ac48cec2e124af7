"""Run worker calls in the test process, without child processes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from finews_tui.system.worker_pool import WorkerPool


def run_workers_in_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """Patch `WorkerPool.call` to call the function directly."""

    async def call(
        _pool: WorkerPool, function: Callable[..., Any], arguments: tuple[Any, ...], **_limits: Any
    ) -> Any:
        return function(*arguments)

    monkeypatch.setattr(WorkerPool, "call", call)
