"""Child process of a worker pool: runs functions within limits.

Imports only what it needs to start: the functions bring their own modules.
"""

from __future__ import annotations

import os
import pickle
import resource
import signal
from contextlib import suppress
from enum import Enum
from typing import IO

from finews_tui.errors import FinewsError

LENGTH_BYTES = 8
# After its deadline the pool kills the process; the alarm is for a process whose pool has died.
_ALARM_GRACE_S = 5.0


class Reply(Enum):
    """Kinds of reply to a request."""

    RESULT = "result"
    ERROR = "error"
    OUT_OF_MEMORY = "out of memory"


def serve() -> None:
    """Run the functions requested on standard input until it ends.

    A request is a pickled `(function, arguments, deadline_s, memory_bytes)`, a reply a pickled
    `(Reply, value)`. Any exception but a `FinewsError` or a `MemoryError` ends the process.
    """
    requests, replies = _take_standard_streams()
    while (request := read_message(requests)) is not None:
        write_message(replies, _run(request))


def read_message(stream: IO[bytes]) -> bytes | None:
    """Read a message with its length in front of it. None at the end of the stream."""
    head = stream.read(LENGTH_BYTES)
    length = int.from_bytes(head, "big")
    data = stream.read(length)
    return data if len(head) == LENGTH_BYTES and len(data) == length else None


def write_message(stream: IO[bytes], data: bytes) -> None:
    """Write a message with its length in front of it."""
    stream.write(len(data).to_bytes(LENGTH_BYTES, "big"))
    stream.write(data)
    stream.flush()


def limit_memory(memory_bytes: int | None) -> None:
    """Limit the address space of this process, if the system can (macOS cannot)."""
    # Only the soft limit, so that the next call can raise it.
    with suppress(ValueError, OSError):
        _, hard_limit = resource.getrlimit(resource.RLIMIT_AS)
        soft_limit = hard_limit if memory_bytes is None else memory_bytes
        resource.setrlimit(resource.RLIMIT_AS, (soft_limit, hard_limit))


def _take_standard_streams() -> tuple[IO[bytes], IO[bytes]]:
    """Move the message streams away, so that functions cannot use them."""
    requests = os.fdopen(os.dup(0), "rb")
    replies = os.fdopen(os.dup(1), "wb")
    null = os.open(os.devnull, os.O_RDWR)
    os.dup2(null, 0)
    os.dup2(null, 1)
    os.close(null)
    return requests, replies


def _run(request: bytes) -> bytes:
    try:
        function, arguments, deadline_s, memory_bytes = pickle.loads(request)
        limit_memory(memory_bytes)
        signal.setitimer(signal.ITIMER_REAL, deadline_s + _ALARM_GRACE_S if deadline_s else 0)
        reply = pickle.dumps((Reply.RESULT, function(*arguments)), pickle.HIGHEST_PROTOCOL)
    except FinewsError as error:
        reply = pickle.dumps((Reply.ERROR, error))
    except MemoryError:
        reply = pickle.dumps((Reply.OUT_OF_MEMORY, None))
    signal.setitimer(signal.ITIMER_REAL, 0)
    return reply
