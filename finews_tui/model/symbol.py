"""Securities that articles mention."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Symbol:
    """Security that an article mentions: `code` like `600519.SH`, `name` as in the article."""

    code: str
    name: str = ""
