"""Key modes of the reader."""

from __future__ import annotations

from enum import StrEnum


class ReaderMode(StrEnum):
    """Reading, selecting a link hint, moving the caret, or selecting text."""

    READING = "reading"
    LINKS = "links"
    CARET = "caret"
    SELECTING = "selecting"
