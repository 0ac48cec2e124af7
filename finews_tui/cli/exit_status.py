"""Exit statuses, and a clean exit on signals."""

from __future__ import annotations

import signal
from types import FrameType

OK = 0
FAILED = 1
USAGE = 2
STORAGE = 3
INTERRUPTED = 128 + signal.SIGINT

ENDING_SIGNALS = (signal.SIGTERM, signal.SIGHUP)


class SignalExit(BaseException):
    """Exit because of a signal; `status` is 128 plus its number, as in a shell."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.status = 128 + number


def handle_signals() -> None:
    """Raise SignalExit for SIGTERM and SIGHUP, unless they are ignored, as under `nohup`."""
    for number in ENDING_SIGNALS:
        if signal.getsignal(number) is signal.SIG_DFL:
            signal.signal(number, _raise_signal_exit)


def ignore_signals() -> None:
    """Ignore signals during exit: they would only change the exit status."""
    for number in (signal.SIGINT, *ENDING_SIGNALS):
        signal.signal(number, signal.SIG_IGN)


def _raise_signal_exit(number: int, _: FrameType | None) -> None:
    raise SignalExit(number)
