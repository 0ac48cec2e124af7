"""Exit on signals, even if the terminal no longer accepts output."""

from __future__ import annotations

import asyncio
import os
import signal
import threading
from collections.abc import Callable
from types import FrameType, TracebackType

_SIGNAL_STATUS = 128
_GRACE_PERIOD_S = 3.0
_STANDARD_INPUT = 0
_SIGNALS = (signal.SIGTERM, signal.SIGHUP, signal.SIGINT)


class SignalHandler:
    """Context manager in which SIGTERM, SIGHUP and SIGINT call `leave` with the exit status.

    A signal that arrives before `ready` is handled there, because there is no screen yet. Writes to
    a closed terminal can block forever: then another thread calls `save` after a grace period of
    3 s and ends the process.
    """

    def __init__(self, leave: Callable[[int], None], save: Callable[[], None]) -> None:
        self._leave = leave
        self._save = save
        self._loop: asyncio.AbstractEventLoop | None = None
        self._status = 0
        self._earlier_handlers = {number: signal.getsignal(number) for number in _SIGNALS}

    def __enter__(self) -> SignalHandler:
        for number in _SIGNALS:
            signal.signal(number, self._handle)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        for number, handler in self._earlier_handlers.items():
            signal.signal(number, handler)

    def ready(self) -> None:
        """Declare the screen ready. Must be called in its event loop."""
        self._loop = asyncio.get_running_loop()
        if self._status:
            self._leave(self._status)

    def check_terminal(self) -> None:
        """Exit as on SIGHUP if the terminal has been closed.

        The parent process may not forward the signal (`make` does not), and Textual reads from a
        closed terminal in a busy loop.
        """
        if not os.isatty(_STANDARD_INPUT):
            self._handle(signal.SIGHUP, None)

    def _handle(self, number: int, _: FrameType | None) -> None:
        if self._status:
            return
        self._status = _SIGNAL_STATUS + number
        last_resort = threading.Timer(_GRACE_PERIOD_S, self._force_exit)
        last_resort.daemon = True
        last_resort.start()
        if self._loop is not None:
            self._loop.call_soon_threadsafe(self._leave, self._status)

    def _force_exit(self) -> None:
        try:
            self._save()
        finally:
            os._exit(self._status)
