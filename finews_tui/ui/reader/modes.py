"""What the keys of the reader are for."""

from __future__ import annotations

from enum import StrEnum


class Mode(StrEnum):
    """Reading; choosing a link by its letters; a caret on the page; selecting with it."""

    READING = "reading"
    LINKS = "links"
    CARET = "caret"
    SELECTING = "selecting"
