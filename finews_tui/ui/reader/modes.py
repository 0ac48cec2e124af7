"""What the keys of the reader are for."""

from __future__ import annotations

from enum import StrEnum


class ReaderMode(StrEnum):
    """Reading, choosing a link by its hint, moving a caret, or selecting with it."""

    READING = "reading"
    LINKS = "links"
    CARET = "caret"
    SELECTING = "selecting"
