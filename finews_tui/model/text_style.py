"""Style flags of text; a module of its own because the screen starts without a document."""

from __future__ import annotations

from enum import IntFlag


class TextStyle(IntFlag):
    """How a span of text looks; flags can be combined."""

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
