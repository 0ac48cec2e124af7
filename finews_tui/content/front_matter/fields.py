"""Convert front matter values of any type to entry fields."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime

from finews_tui.model.sanitize import clean_line

MAX_NAME_BYTES = 256
"""Maximum UTF-8 bytes of a category, tag or author."""
MAX_NAMES = 200
"""Maximum number of categories, tags or authors of one post."""

Fields = Mapping[str, object]

_DASHED_WORDS = re.compile(r"-\S+(?:\s+-\S+)*")
_COMMA = re.compile(r"[,，]")
_FALSE = frozenset(("false", "no", "off", "0"))
_TRUE = frozenset(("true", "yes", "on", "1"))


def first_value(fields: Fields, keys: Iterable[str]) -> object:
    """Return the first value that is not empty, or None."""
    for key in keys:
        value = fields.get(key)
        if value is not None and value != "" and value != []:
            return value
    return None


def to_line(value: object, limit: int = 4096) -> str:
    """Return a scalar as a sanitized line, or "" for other types."""
    if isinstance(value, str):
        return clean_line(value, limit)
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, int):
        # `str` raises ValueError for integers of more than 4,300 digits.
        return str(value) if value.bit_length() < 4096 else ""
    return str(value) if isinstance(value, float) else ""


def parse_categories(value: object) -> tuple[str, ...]:
    """Return list items; text is one category, even if it contains commas."""
    return _names(value if isinstance(value, list | tuple) else [value])


def parse_tags(value: object) -> tuple[str, ...]:
    """Return list items, or the parts of text such as `a, b` or `-a -b`."""
    if not isinstance(value, str):
        return parse_categories(value)
    if _DASHED_WORDS.fullmatch(value.strip()):
        return _names(word.lstrip("-") for word in value.split())
    return _names(_COMMA.split(value))


def parse_authors(value: object) -> str:
    """Return authors (names, or objects with a name) as one line."""
    authors = value if isinstance(value, list | tuple) else [value]
    names: list[object] = []
    for author in authors[:MAX_NAMES]:
        names.append(author.get("name") if isinstance(author, dict) else author)
    return clean_line(", ".join(_names(names)), 1024)


def is_false(value: object) -> bool:
    """Return whether `value` is False or text that means false."""
    return value is False or (isinstance(value, str) and value.strip().lower() in _FALSE)


def is_true(value: object) -> bool:
    """Return whether `value` is True or text that means true."""
    return value is True or (isinstance(value, str) and value.strip().lower() in _TRUE)


def _names(values: Iterable[object]) -> tuple[str, ...]:
    """Return sanitized names without duplicates, ignoring case."""
    names: dict[str, str] = {}
    for value in values:
        name = to_line(value, MAX_NAME_BYTES)
        if name:
            names.setdefault(name.casefold(), name)
        if len(names) >= MAX_NAMES:
            break
    return tuple(names.values())
