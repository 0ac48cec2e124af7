"""Tolerance for malformed response headers, which h11 rejects with the whole response."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from typing import Any

MAX_HEAD_BYTES = 100 * 1024
"""Longer heads are passed on unchanged; h11 rejects them."""

_HEAD_END = re.compile(rb"\n\r?\n")
_HEAD_START = re.compile(rb"HTTP/1\.\d (\d{3})")
# RFC 9110: a token, and a value without control characters other than tab.
_NAME = re.compile(rb"[!#$%&'*+.^_`|~0-9A-Za-z-]++")
_VALUE = re.compile(rb"[\t\x20-\x7e\x80-\xff]*+")
_PROTOCOL = b"HTTP/1."
_START_BYTES = len("HTTP/1.1 200")
_SWITCHING_PROTOCOLS = b"101"
# A second such line is an error for h11 even if it is equal.
_SINGLE_HEADERS = frozenset({b"transfer-encoding"})


def repair_head(head: bytes) -> bytes:
    """Return a response head without malformed lines.

    A blank between name and colon is removed (RFC 9112, 5.1), unless the header also occurs in its
    right form. The status line is not changed.
    """
    status_line, *lines = head.split(b"\n")
    rows: list[tuple[bytes, bytes, bool]] = []
    is_dropped = True
    for line in lines:
        text = line.removesuffix(b"\r")
        if text[:1] in (b" ", b"\t"):
            # A folded line belongs to the header before it.
            if not is_dropped and text.strip() and _VALUE.fullmatch(text):
                rows.append((b"", line, True))
            continue
        name, colon, value = text.partition(b":")
        token = name.rstrip(b" \t")
        is_dropped = not colon or not _NAME.fullmatch(token) or not _VALUE.fullmatch(value)
        is_dropped = is_dropped or _is_identity(token, value)
        if not is_dropped:
            is_exact = token == name
            rows.append((token.lower(), line if is_exact else token + colon + value, is_exact))
    exact = {name for name, _, is_exact in rows if is_exact}
    repaired = [status_line]
    seen: set[bytes] = set()
    for name, line, is_exact in rows:
        if (not is_exact and name in exact) or (name in _SINGLE_HEADERS and name in seen):
            continue
        seen.add(name)
        repaired.append(line.removesuffix(b"\r") + b"\r")
    return b"\n".join((*repaired, b"\r", b""))


def _is_identity(name: bytes, value: bytes) -> bool:
    """Return whether a header is `Transfer-Encoding: identity`, which has no effect."""
    return name.lower() == b"transfer-encoding" and value.strip().lower() in (b"identity", b"")


class HeadRepair:
    """Network stream that repairs response heads and passes bodies through."""

    def __init__(
        self,
        read: Callable[..., Awaitable[bytes]],
        write: Callable[..., Awaitable[None]],
    ) -> None:
        self._read = read
        self._write = write
        self._expects_head = True
        self._head = bytearray()

    async def write(self, *arguments: Any, **options: Any) -> None:
        """Send a part of a request; the next bytes are the head of its response."""
        self._expects_head = True
        await self._write(*arguments, **options)

    async def read(self, *arguments: Any, **options: Any) -> bytes:
        """Return the next bytes of a response; b"" at its end."""
        while self._expects_head:
            data = await self._read(*arguments, **options)
            self._head += data
            if not data or (ready := self._take_heads()):
                break
        else:
            return await self._read(*arguments, **options)
        if not data:
            ready, self._expects_head = bytes(self._head), False
            self._head.clear()
        return ready

    def _take_heads(self) -> bytes:
        """Return the repaired heads received so far, and the data after the last one."""
        ready = b""
        while self._expects_head:
            start = _HEAD_START.match(self._head)
            may_start = len(self._head) < _START_BYTES and _PROTOCOL.startswith(self._head[:7])
            if len(self._head) > MAX_HEAD_BYTES or (start is None and not may_start):
                # Too long, or not HTTP: an error message is made elsewhere.
                self._expects_head = False
                break
            end = _HEAD_END.search(self._head)
            if start is None or end is None:
                return ready
            # Another head follows an interim response, such as 103 Early Hints.
            self._expects_head = start[1][:1] == b"1" and start[1] != _SWITCHING_PROTOCOLS
            ready += repair_head(bytes(self._head[: end.start() + 1]))
            del self._head[: end.end()]
        ready += self._head
        self._head.clear()
        return ready


def accept_malformed_headers(stream: Any) -> None:
    """Repair the response heads that are read from a network stream of httpcore.

    httpx has no option for this, and does not let callers choose the network backend of clients
    that use proxies from the environment.
    """
    repair = HeadRepair(stream.read, stream.write)
    stream.read, stream.write = repair.read, repair.write
