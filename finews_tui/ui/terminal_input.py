"""Terminal input without late replies, and with Alt and digits.

A reply to a query that finews sent before it reads keys (OSC 11, DA1) arrives late over a slow
connection. Textual does not know these sequences, and would pass on their characters as keys.

Textual reads Alt with a digit as the character that it types on a Mac: Alt-1 as `¡`.
"""

from __future__ import annotations

import re
import time
from collections.abc import Iterable

from textual._xterm_parser import XTermParser
from textual.message import Message

# Replies to queries of colours and other properties (OSC), of the device (DA1, DA2, DA3,
# XTVERSION, DECRQSS) and of images (kitty). No key sends these (xterm control sequences, ctlseqs).
_REPLY = re.compile(
    r"\x1b\][0-9]+;[^\x07\x1b]*(?:\x07|\x1b\\)"
    r"|\x1b\[[?>=][0-9;]*c"
    r"|\x1bP[01!>][^\x1b]*\x1b\\"
    r"|\x1b_G[^\x1b]*\x1b\\"
)
_BEGINNING = re.compile(
    r"(?:\x1b\][0-9]+(?:;[^\x07\x1b]*\x1b?)?"
    r"|\x1b\[(?:[?>=][0-9;]*)?"
    r"|\x1bP[01!>][^\x1b]*\x1b?"
    r"|\x1b_G[^\x1b]*\x1b?)\Z"
)
_ALT_KEY = re.compile(r"\x1b([0-9=-])")
_MAX_REPLY_SIZE = 4096
_TIMEOUT_S = 0.3


class InputParser(XTermParser):
    """Parser of keys and other input that leaves out replies."""

    def __init__(self, debug: bool = False) -> None:
        super().__init__(debug)
        self._beginning = ""  # of a reply that has not arrived completely
        self._held_since = 0.0

    def feed(self, data: str) -> Iterable[Message]:
        """Parse input; "" is its end."""
        rest = _ALT_KEY.sub(_unambiguous_alt_key, self._without_replies(data)) if data else ""
        return super().feed(rest) if rest or not data else ()

    def _without_replies(self, data: str) -> str:
        data = _REPLY.sub("", self._beginning + data)
        match = _BEGINNING.search(data, max(0, data.rfind("\x1b", 0, -1)))
        self._beginning = ""
        if match is None or len(match[0]) > _MAX_REPLY_SIZE:
            return data
        self._beginning, self._held_since = match[0], time.monotonic()
        return data[: match.start()]

    def tick(self) -> Iterable[Message]:
        """Parse input that turned out not to be a reply."""
        if self._beginning and time.monotonic() - self._held_since > _TIMEOUT_S:
            held, self._beginning = self._beginning, ""
            yield from super().feed(held)
        yield from super().tick()


def _unambiguous_alt_key(match: re.Match[str]) -> str:
    """Return Alt and a character in the keyboard protocol of kitty."""
    return f"\x1b[{ord(match[1])};3u"
