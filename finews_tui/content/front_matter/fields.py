"""Front matter's values, of whatever type they came, as what an entry holds."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime

from finews_tui.model.sanitize import clean_line

MAX_NAME_BYTES = 256
"""Bytes of a category, a tag or an author."""
MAX_NAMES = 200
"""Categories, tags or authors of one post."""

Fields = Mapping[str, object]

_DASHED_WORDS = re.compile(r"-\S+(?:\s+-\S+)*")
_COMMA = re.compile(r"[,，]")
_FALSE = frozenset(("false", "no", "off", "0"))
_TRUE = frozenset(("true", "yes", "on", "1"))


def first_value(fields: Fields, keys: Iterable[str]) -> object:
    """The first value that is there and not empty, or None."""
    for key in keys:
        value = fields.get(key)
        if value is not None and value != "" and value != []:
            return value
    return None


def to_line(value: object, limit: int = 4096) -> str:
    """A scalar as one clean line; "" for what is none."""
    if isinstance(value, str):
        return clean_line(value, limit)
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, int):
        # Python refuses to print integers over 4,300 digits.
        return str(value) if value.bit_length() < 4096 else ""
    return str(value) if isinstance(value, float) else ""


def parse_categories(value: object) -> tuple[str, ...]:
    """A list makes several, text makes one, with its spaces and commas."""
    return _names(value if isinstance(value, list | tuple) else [value])


def parse_tags(value: object) -> tuple[str, ...]:
    """A list, or text that lists by commas, or by the dashes that were meant as a list."""
    if not isinstance(value, str):
        return parse_categories(value)
    if _DASHED_WORDS.fullmatch(value.strip()):
        return _names(word.lstrip("-") for word in value.split())
    return _names(_COMMA.split(value))


def parse_authors(value: object) -> str:
    """Authors as one line: names, or objects with a name."""
    people = value if isinstance(value, list | tuple) else [value]
    names: list[object] = []
    for person in people[:MAX_NAMES]:
        names.append(person.get("name") if isinstance(person, dict) else person)
    return clean_line(", ".join(_names(names)), 1024)


def is_false(value: object) -> bool:
    """True for false, in the words of any format."""
    return value is False or (isinstance(value, str) and value.strip().lower() in _FALSE)


def is_true(value: object) -> bool:
    """True for true, in the words of any format."""
    return value is True or (isinstance(value, str) and value.strip().lower() in _TRUE)


def _names(values: Iterable[object]) -> tuple[str, ...]:
    """Clean names, each once whatever its case."""
    names: dict[str, str] = {}
    for value in values:
        name = to_line(value, MAX_NAME_BYTES)
        if name:
            names.setdefault(name.casefold(), name)
        if len(names) >= MAX_NAMES:
            break
    return tuple(names.values())
