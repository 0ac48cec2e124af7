"""Detection of a light or dark terminal background.

The query is sent before the user interface is imported; the answer is read afterwards. It consists
of OSC 11 (background colour) and DA1, which every terminal answers: if the answer to DA1 arrives
first, OSC 11 is not supported (xterm control sequences, ctlseqs).
"""

from __future__ import annotations

import os
import re
import select
import sys
import termios
import time
import tty
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress

_QUERY = b"\x1b]11;?\x1b\\\x1b[c"
_COLOUR = re.compile(
    rb"\x1b\]11;rgb:([0-9a-f]{2})[0-9a-f]*/([0-9a-f]{2})[0-9a-f]*/([0-9a-f]{2})", re.I
)
_DA1_ANSWER = re.compile(rb"\x1b\[\?[0-9;]*c")
_COLOUR_ANSWER = re.compile(rb"\x1b\]11;[^\x1b\x07]*(?:\x1b\\|\x07)?")
_KEY_SEQUENCE = re.compile(rb"\x1b(?:\[[0-?]*[ -/]*[@-~]|O[@-~]|.)?")
_TIMEOUT_S = 0.6
_MAX_ANSWER_SIZE = 4096
_LIGHT_LUMA = 128_000


class BackgroundQuery:
    """Query for the background. Read the answer before the screen starts to read keys.

    `typed` is the text that the user typed in the meantime.
    """

    def __init__(self) -> None:
        self.typed = ""
        self._sent_at = 0.0

    def send(self) -> None:
        """Send the query without waiting for the answer."""
        with suppress(OSError):
            os.write(sys.stdout.fileno(), _QUERY)
            self._sent_at = time.monotonic()

    def is_light(self) -> bool | None:
        """Wait for the answer; return whether the background is light, None if unknown."""
        if not self._sent_at:
            return None
        answer = b""
        deadline = self._sent_at + _TIMEOUT_S
        while not _DA1_ANSWER.search(answer) and len(answer) < _MAX_ANSWER_SIZE:
            timeout = max(0.0, deadline - time.monotonic())
            ready, _, _ = select.select([sys.stdin], [], [], timeout)
            if not ready:
                break
            data = os.read(sys.stdin.fileno(), 256)
            if not data:
                break
            answer += data
        self.typed = typed_text(answer)
        return parse_answer(answer)


def parse_answer(answer: bytes) -> bool | None:
    """Return whether an answer to OSC 11 is a light colour; None if it is not an answer."""
    match = _COLOUR.search(answer)
    if match is None:
        return None
    red, green, blue = (int(part, 16) for part in match.groups())
    return 299 * red + 587 * green + 114 * blue >= _LIGHT_LUMA


def typed_text(data: bytes) -> str:
    """Return typed text without answers of the terminal and escape sequences of keys."""
    for answer in (_COLOUR_ANSWER, _DA1_ANSWER, _KEY_SEQUENCE):
        data = answer.sub(b"", data)
    return data.decode("utf-8", "ignore")


def should_query(theme: str, environ: Mapping[str, str]) -> bool:
    """Return whether the theme depends on a background that no variable describes."""
    is_known = environ.get("COLORFGBG") or "NO_COLOR" in environ
    return theme == "auto" and not is_known


@contextmanager
def no_echo() -> Iterator[None]:
    """Turn off echo, so that answers of the terminal are not printed."""
    descriptor = sys.stdin.fileno()
    try:
        attributes = termios.tcgetattr(descriptor)
        tty.setcbreak(descriptor, termios.TCSANOW)
    except termios.error:
        yield
        return
    try:
        yield
    finally:
        termios.tcsetattr(descriptor, termios.TCSANOW, attributes)
