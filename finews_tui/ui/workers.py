"""Starts work that goes on while the user does something else."""

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
    """Run a coroutine function without arguments; a failure is reported, and the program goes on.

    It is called when its turn comes: `exclusive` may cancel it before, and a coroutine made here
    would then never be awaited.
    """
    _: Worker[object] = node.run_worker(work, group=group, exclusive=exclusive, exit_on_error=False)
