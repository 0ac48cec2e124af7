"""Configuration schema: the allowed values of each key."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

from finews_tui.i18n.catalog import mark, tr

MAX_NAME_LENGTH = 64
MAX_TEXT_LENGTH = 1000
MAX_QUOTED_LENGTH = 40
MAX_QUOTED_NUMBER = 10**12
_NAME_PUNCTUATION = "-_."


class ValueRule(NamedTuple):
    """Rule for a value: `read` returns the value, or None if it is invalid.

    `message` describes the allowed values; `values` are its placeholders, tuples are joined.
    """

    message: str
    read: Callable[[Any], Any]
    values: Mapping[str, object] = MappingProxyType({})

    @property
    def allowed(self) -> str:
        """Translated description of the allowed values."""
        values = {
            name: tr(", ").join(value) if isinstance(value, tuple) else value
            for name, value in self.values.items()
        }
        return tr(self.message, **values)


def format_value(value: Any) -> str:
    """Format a string, number, boolean or list as TOML."""
    if isinstance(value, tuple | list):
        return f"[{', '.join(map(format_value, value))}]"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if not isinstance(value, str):
        return str(value)
    return '"' + "".join(_escape(character) for character in value) + '"'


def format_key(key: str) -> str:
    """Format a key for messages, quoted unless it is a valid source name."""
    return key if is_source_name(key) else format_value(key[:MAX_QUOTED_LENGTH])


def _escape(character: str) -> str:
    if character in '"\\':
        return "\\" + character
    return character if character.isprintable() else f"\\U{ord(character):08x}"


def _integer(lowest: int, highest: int) -> ValueRule:
    def read(value: Any) -> int | None:
        is_integer = isinstance(value, int) and not isinstance(value, bool)
        return value if is_integer and lowest <= value <= highest else None

    bounds = {"lowest": lowest, "highest": highest}
    return ValueRule(mark("a whole number from {lowest} to {highest}"), read, bounds)


def _seconds(lowest: int, highest: int) -> ValueRule:
    def read(value: Any) -> float | None:
        is_number = isinstance(value, int | float) and not isinstance(value, bool)
        return float(value) if is_number and lowest <= value <= highest else None

    bounds = {"lowest": lowest, "highest": highest}
    return ValueRule(mark("a number of seconds from {lowest} to {highest}"), read, bounds)


def _choice(*choices: str | int) -> ValueRule:
    *others, last = (format_value(choice) for choice in choices)
    allowed = mark("{others} or {last}") if others else mark("{last} (the only value so far)")
    values = {"others": tuple(others), "last": last}

    def read(value: Any) -> str | int | None:
        return next((choice for choice in choices if _is_same(choice, value)), None)

    return ValueRule(allowed, read, values)


def _is_same(choice: str | int, value: Any) -> bool:
    return type(choice) is type(value) and choice == value


def _text(allowed: str, *, may_be_empty: bool = False) -> ValueRule:
    def read(value: Any) -> str | None:
        is_text = isinstance(value, str) and len(value) <= MAX_TEXT_LENGTH and value.isprintable()
        return value if is_text and (may_be_empty or value) else None

    return ValueRule(allowed, read)


def _words(*words: str) -> ValueRule:
    def read(value: Any) -> str | None:
        is_text = isinstance(value, str) and len(value) <= MAX_TEXT_LENGTH
        return " ".join(value.split()) if is_text and set(value.split()) <= set(words) else None

    return ValueRule(mark("any of {words}, separated by spaces"), read, {"words": words})


_FLAG = ValueRule(mark("true or false"), lambda value: value if isinstance(value, bool) else None)
NAME_RULE = ValueRule(
    mark("a short name (up to {most} letters, digits, -, _ or ., no spaces)"),
    lambda value: value if isinstance(value, str) and is_source_name(value) else None,
    {"most": MAX_NAME_LENGTH},
)
_MINUTES_PER_YEAR = 525_600
_DAYS_PER_CENTURY = 36_525

UI_RULES = {
    "theme": _text(mark('a theme name or "auto"')),
    "language": _choice("auto", "en", "zh"),
    "layout": _choice("auto", "wide", "medium", "narrow"),
    "measure": _integer(20, 200),
    "indent": _FLAG,
    "ambiguous_width": _choice(1, 2),
    "date": _choice("relative", "absolute"),
    "mark_read_after_s": _seconds(0, 3600),
    "reader": _choice("beside", "below"),
    "tree": _FLAG,
    "rows": _choice(1, 2),
    "columns": _words("mark", "date", "source", "category"),
    "title": _FLAG,
    "notices": _choice("off", "osc9", "osc777", "desktop"),
    "keymap": _choice("default", "vim", "newsboat", "less"),
    "pictures": _choice("ask", "auto"),
    "gains": _choice("auto", "red", "green", "none"),
}
SYNC_RULES = {
    "on_start": _FLAG,
    "every_min": _integer(0, _MINUTES_PER_YEAR),
    "deadline_s": _seconds(1, 3600),
    "unread_horizon_days": _integer(0, _DAYS_PER_CENTURY),
    "include_drafts": _FLAG,
    "keep_days": _integer(0, _DAYS_PER_CENTURY),
}
SEARCH_RULES = {"fold_variants": _FLAG}
SOURCE_RULES = {
    "name": NAME_RULE,
    "kind": _choice("feed", "directory"),
    "location": _text(mark("a URL or path")),
    "title": _text(mark("a single line of text"), may_be_empty=True),
    "group": _text(mark("a single line of text"), may_be_empty=True),
    "every_min": _integer(0, _MINUTES_PER_YEAR),
    "full_text": _FLAG,
    "hidden": _FLAG,
}
REQUIRED_SOURCE_KEYS = ("name", "kind", "location")
KEY_RULE = _text(mark('a quoted key such as "B" or "ctrl+b"'))
_MAX_STEPS = 50
STEPS_RULE = ValueRule(
    mark('a list of actions such as ["article.bookmark", "unread.next"]'),
    lambda value: tuple(value) if _are_steps(value) else None,
)


def is_source_name(name: str) -> bool:
    """Return whether `name` is a valid source name: shells and queries need no quotes."""
    return (
        0 < len(name) <= MAX_NAME_LENGTH
        and name[0].isalnum()
        and all(character.isalnum() or character in _NAME_PUNCTUATION for character in name)
        and unicodedata.is_normalized("NFC", name)
    )


def _are_steps(value: Any) -> bool:
    return (
        isinstance(value, list)
        and 0 < len(value) <= _MAX_STEPS
        and all(isinstance(step, str) and step.strip() and step.isprintable() for step in value)
    )
