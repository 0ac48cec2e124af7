"""A security that an article names."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Symbol:
    """A security that an article names: `code` as `600519.SH`, `name` as the article spells it."""

    code: str
    name: str = ""
