"""What tomllib says of a text that is no TOML: its line, and its words in the reader's language."""

from __future__ import annotations

import re

from finews_tui.i18n.catalog import mark, tr

_PLACE = re.compile(r" \(at (?:line ([0-9]+), column [0-9]+|end of document)\)$")
_SAYINGS = (
    mark("Invalid statement"),
    mark("Expected newline or end of document after a statement"),
    mark("Cannot overwrite a value"),
    mark("Expected ']' at the end of a table declaration"),
    mark("Expected ']]' at the end of an array declaration"),
    mark("Expected '=' after a key in a key/value pair"),
    mark("Invalid initial character for a key part"),
    mark("Unclosed array"),
    mark("Unclosed inline table"),
    mark("Unescaped '\\' in a string"),
    mark("Invalid hex value"),
    mark("Unterminated string"),
    mark("Invalid date or datetime"),
    mark("Invalid value"),
    mark("Expected {what}"),
    mark("Found invalid character {what}"),
    mark("Illegal character {what}"),
    mark("Cannot declare {what} twice"),
    mark("Cannot mutate immutable namespace {what}"),
    mark("Cannot redefine namespace {what}"),
    mark("Duplicate inline table key {what}"),
)


def mistake_of(message: str, text: str) -> tuple[int, str]:
    """The line that tomllib's message names at its end, and the rest of it as a mistake."""
    place = _PLACE.search(message)
    line = int(place[1]) if place and place[1] else text.rstrip().count("\n") + 1
    said = _in_words(message[: place.start()] if place else message)
    return line, tr("not TOML: {reason}", reason=f"{said[:1].lower()}{said[1:]}")


def _in_words(message: str) -> str:
    if message in _SAYINGS:
        return tr(message)
    for saying in _SAYINGS:
        head, mark, tail = saying.partition("{what}")
        if mark and message.startswith(head) and message.endswith(tail):
            return tr(saying, what=message[len(head) : len(message) - len(tail)])
    return message
