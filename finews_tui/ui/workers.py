"""Start background workers."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from typing import Any

from textual.app import App
from textual.screen import Screen
from textual.worker import Worker


def start(
    node: App[Any] | Screen[Any],
    work: Callable[[], Coroutine[None, None, object]],
    *,
    group: str,
    exclusive: bool = False,
) -> None:
    """Run a coroutine function in a worker. An error is reported and does not end the app.

    It takes a function because `exclusive` can cancel the worker before it starts, and a coroutine
    object would then never be awaited.
    """
    _: Worker[object] = node.run_worker(work, group=group, exclusive=exclusive, exit_on_error=False)
