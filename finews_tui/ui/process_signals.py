"""Leaving on a signal, at any moment, also where the terminal takes no more output."""

from __future__ import annotations

import asyncio
import os
import signal
import threading
from collections.abc import Callable
from types import FrameType, TracebackType

_SIGNAL_STATUS = 128
_PATIENCE_S = 3.0
_STANDARD_INPUT = 0
_SIGNALS = (signal.SIGTERM, signal.SIGHUP, signal.SIGINT)


class Leaving:
    """While it is entered, SIGTERM, SIGHUP and SIGINT call `leave` with the exit status.

    A screen that is not there yet cannot be left: a signal that comes before `ready` waits for
    it. A terminal that is gone can block the writes of a screen for ever: then `keep` is called
    from another thread after a moment, and the process ends there.
    """

    def __init__(self, leave: Callable[[int], None], keep: Callable[[], None]) -> None:
        self._leave = leave
        self._keep = keep
        self._loop: asyncio.AbstractEventLoop | None = None
        self._status = 0
        self._before = {number: signal.getsignal(number) for number in _SIGNALS}

    def __enter__(self) -> Leaving:
        for number in _SIGNALS:
            signal.signal(number, self._handle)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        for number, handler in self._before.items():
            signal.signal(number, handler)

    def ready(self) -> None:
        """The screen is there; call this in its event loop."""
        self._loop = asyncio.get_running_loop()
        if self._status:
            self._leave(self._status)

    def look_at_terminal(self) -> None:
        """Leave as on SIGHUP if the terminal is gone: who started finews may have kept the signal.

        `make` does; and Textual reads a terminal that is gone round and round.
        """
        if not os.isatty(_STANDARD_INPUT):
            self._handle(signal.SIGHUP, None)

    def _handle(self, number: int, _: FrameType | None) -> None:
        if self._status:
            return
        self._status = _SIGNAL_STATUS + number
        last_resort = threading.Timer(_PATIENCE_S, self._end_anyway)
        last_resort.daemon = True
        last_resort.start()
        if self._loop is not None:
            self._loop.call_soon_threadsafe(self._leave, self._status)

    def _end_anyway(self) -> None:
        try:
            self._keep()
        finally:
            os._exit(self._status)
