"""Leaving on a signal, also where the terminal takes no more output."""

from __future__ import annotations

import asyncio
import os
import signal
import threading
from collections.abc import Callable
from types import FrameType

_SIGNAL_STATUS = 128
_PATIENCE_S = 2.0


def leave_on_signals(leave: Callable[[int], None], keep: Callable[[], None]) -> None:
    """Call `leave` with the exit status on SIGTERM, SIGHUP, SIGINT; call this in the event loop.

    A terminal that is gone can block the writes of a screen for ever: then `keep` is called from
    another thread after a moment, and the process ends there.
    """
    loop = asyncio.get_running_loop()

    def end_anyway(status: int) -> None:
        try:
            keep()
        finally:
            os._exit(status)

    def handle(number: int, _: FrameType | None) -> None:
        status = _SIGNAL_STATUS + number
        last_resort = threading.Timer(_PATIENCE_S, end_anyway, (status,))
        last_resort.daemon = True
        last_resort.start()
        loop.call_soon_threadsafe(leave, status)

    for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGINT):
        signal.signal(number, handle)
