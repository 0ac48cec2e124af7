"""Securities mentioned in articles."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Symbol:
    """Security mentioned in an article: code like `600519.SH`, name as in the text."""

    code: str
    name: str = ""
