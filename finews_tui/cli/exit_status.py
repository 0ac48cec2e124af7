"""How a command ends: exit statuses, and signals that end it with everything closed."""

from __future__ import annotations

import signal
from types import FrameType

OK = 0
FAILED = 1
USAGE = 2
STORAGE = 3
INTERRUPTED = 128 + signal.SIGINT

ENDING_SIGNALS = (signal.SIGTERM, signal.SIGHUP)


class Stopped(BaseException):
    """A signal asked for the end; `status` is 128 and its number, as a shell tells it."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.status = 128 + number


def heed_signals() -> None:
    """Let SIGTERM and SIGHUP unwind the program; one that is ignored (`nohup`) stays ignored."""
    for number in ENDING_SIGNALS:
        if signal.getsignal(number) is signal.SIG_DFL:
            signal.signal(number, _stop)


def heed_no_more() -> None:
    """All is closed: a signal that comes now would only spoil the exit status."""
    for number in (signal.SIGINT, *ENDING_SIGNALS):
        signal.signal(number, signal.SIG_IGN)


def _stop(number: int, _: FrameType | None) -> None:
    raise Stopped(number)
