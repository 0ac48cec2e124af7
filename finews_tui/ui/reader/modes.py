"""Key modes of the reader."""

from __future__ import annotations

from enum import StrEnum


class ReaderMode(StrEnum):
    """Reading, selecting a link hint, moving the caret, selecting text, or using a table."""

    READING = "reading"
    LINKS = "links"
    CARET = "caret"
    SELECTING = "selecting"
    TABLE = "table"
