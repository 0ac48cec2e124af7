"""Whether the terminal's ground is light: asked before the screen's imports, read after them.

OSC 11 asks for the ground's colour, DA1 for what every terminal answers: with the second answer
it is known that the first will not come (xterm's control sequences, ctlseqs).
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

_QUESTION = b"\x1b]11;?\x1b\\\x1b[c"
_COLOUR = re.compile(
    rb"\x1b\]11;rgb:([0-9a-f]{2})[0-9a-f]*/([0-9a-f]{2})[0-9a-f]*/([0-9a-f]{2})", re.I
)
_LAST_ANSWER = re.compile(rb"\x1b\[\?[0-9;]*c")
_PATIENCE_S = 0.6
_MOST_BYTES = 4096


class Ground:
    """What the terminal answers. An answer that comes late would be read as keys by the screen."""

    def __init__(self) -> None:
        self._asked_at = 0.0

    def ask(self) -> None:
        """Ask; the answer comes while one does something else."""
        with suppress(OSError):
            os.write(sys.stdout.fileno(), _QUESTION)
            self._asked_at = time.monotonic()

    def is_light(self) -> bool | None:
        """Whether the ground is light; None where the terminal does not tell."""
        if not self._asked_at:
            return None
        answer = b""
        end = self._asked_at + _PATIENCE_S
        while not _LAST_ANSWER.search(answer) and len(answer) < _MOST_BYTES:
            ready, _, _ = select.select([sys.stdin], [], [], max(0.0, end - time.monotonic()))
            if not ready:
                break
            some = os.read(sys.stdin.fileno(), 256)
            if not some:
                break
            answer += some
        return is_light_in(answer)


def is_light_in(answer: bytes) -> bool | None:
    """What an answer to OSC 11 says; None where it is none."""
    found = _COLOUR.search(answer)
    if found is None:
        return None
    red, green, blue = (int(part, 16) for part in found.groups())
    return 299 * red + 587 * green + 114 * blue >= 128_000


def is_to_be_asked(theme: str, environ: Mapping[str, str]) -> bool:
    """Whether the ground decides how finews looks, and nothing has told it yet."""
    is_told = environ.get("COLORFGBG") or "NO_COLOR" in environ
    return theme == "auto" and not is_told


@contextmanager
def unechoed() -> Iterator[None]:
    """The terminal shows nothing of what it answers."""
    descriptor = sys.stdin.fileno()
    try:
        before = termios.tcgetattr(descriptor)
        tty.setcbreak(descriptor, termios.TCSANOW)
    except termios.error:
        yield
        return
    try:
        yield
    finally:
        termios.tcsetattr(descriptor, termios.TCSANOW, before)
