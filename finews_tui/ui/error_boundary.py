"""Base class of widgets and screens that survive exceptions in handlers."""

from __future__ import annotations

import logging
from collections.abc import Callable
from functools import partial
from typing import Any

from textual._callback import invoke
from textual.events import Event
from textual.message import Message
from textual.message_pump import MessagePump
from textual.worker import Worker, WorkerState

from finews_tui.errors import FinewsError
from finews_tui.i18n.catalog import tr

_log = logging.getLogger(__name__)

ERROR_TIMEOUT_S = 8.0
"""Duration of an error notification."""


class ErrorBoundary(MessagePump):
    """Log and show exceptions of handlers, callbacks, timers and workers of a node.

    Textual ends the message loop of a node if a handler raises, so exceptions are caught around the
    handler. Timers and `call_later` arrive as events and are covered too.
    """

    async def on_event(self, event: Event) -> None:
        try:
            await super().on_event(event)
        except Exception as error:
            report_error(self, error)

    async def _on_message(self, message: Message) -> None:
        try:
            await super()._on_message(message)
        except Exception as error:
            report_error(self, error)

    def call_next(self, callback: Callable[..., Any], *args: Any, **kwargs: Any) -> None:
        super().call_next(self._guard, partial(callback, *args, **kwargs))

    def call_after_refresh(self, callback: Callable[..., Any], *args: Any, **kwargs: Any) -> bool:
        return super().call_after_refresh(self._guard, partial(callback, *args, **kwargs))

    async def _guard(self, callback: Callable[[], Any]) -> None:
        try:
            await invoke(callback)
        except Exception as error:
            report_error(self, error)

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        if event.state is WorkerState.ERROR and event.worker.error is not None:
            report_error(self, event.worker.error)


def report_error(node: MessagePump, error: BaseException) -> None:
    """Log an error and show a notification. Unexpected errors are logged with traceback."""
    if isinstance(error, FinewsError):
        text = str(error)
        _log.warning("%s", text)
    else:
        text = tr("Unexpected error ({name}); see the log", name=type(error).__name__)
        _log.error("Unexpected error in %s", type(node).__name__, exc_info=error)
    node.app.notify(text, severity="error", markup=False, timeout=ERROR_TIMEOUT_S)
