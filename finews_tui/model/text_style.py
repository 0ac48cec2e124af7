"""Text style flags. Separate from `document`, which is not needed at startup."""

from __future__ import annotations

from enum import IntFlag


class TextStyle(IntFlag):
    """Style of a span. Flags can be combined."""

    PLAIN = 0
    STRONG = 1
    EMPHASIS = 2
    CODE = 4
    STRIKE = 8
    UNDERLINE = 16
    SUPERSCRIPT = 32
    SUBSCRIPT = 64
    MARK = 128
    SMALL = 256
    KEYBOARD = 512
