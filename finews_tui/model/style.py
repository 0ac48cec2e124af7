"""What a span of a document looks like: apart from it, for the screen begins without a document."""

from __future__ import annotations

from enum import IntFlag


class Style(IntFlag):
    """What a span looks like; several may hold at once."""

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
