"""Child process of a worker pool: runs functions within limits.

Imports only what startup needs; unpickling a function imports its module.
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
# The pool kills the process at the deadline; the alarm is the fallback if the pool has died.
_ALARM_GRACE_S = 5.0


class Reply(Enum):
    """Kind of reply to a request."""

    RESULT = "result"
    ERROR = "error"
    OUT_OF_MEMORY = "out of memory"


def serve() -> None:
    """Run functions requested on standard input until it is closed.

    A request is a pickled `(function, arguments, deadline_s, memory_bytes)`, a reply a pickled
    `(Reply, value)`. Exceptions other than `FinewsError` and `MemoryError` end the process.
    """
    requests, replies = _take_standard_streams()
    while (request := read_message(requests)) is not None:
        write_message(replies, _run(request))


def read_message(stream: IO[bytes]) -> bytes | None:
    """Read a length-prefixed message. None at the end of the stream."""
    head = stream.read(LENGTH_BYTES)
    length = int.from_bytes(head, "big")
    data = stream.read(length)
    return data if len(head) == LENGTH_BYTES and len(data) == length else None


def write_message(stream: IO[bytes], data: bytes) -> None:
    """Write a length-prefixed message."""
    stream.write(len(data).to_bytes(LENGTH_BYTES, "big"))
    stream.write(data)
    stream.flush()


def limit_memory(memory_bytes: int | None) -> None:
    """Limit the address space of this process, if supported (not on macOS)."""
    # Only the soft limit: the next call may need to raise it.
    with suppress(ValueError, OSError):
        _, hard_limit = resource.getrlimit(resource.RLIMIT_AS)
        soft_limit = hard_limit if memory_bytes is None else memory_bytes
        resource.setrlimit(resource.RLIMIT_AS, (soft_limit, hard_limit))


def _take_standard_streams() -> tuple[IO[bytes], IO[bytes]]:
    """Move the message streams to other descriptors, out of reach of functions."""
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
