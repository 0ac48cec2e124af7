"""What tomllib says of a text that is no TOML: its line, and its words in the reader's language."""

from __future__ import annotations

import re

from finews_tui.i18n.catalog import later, tr

_PLACE = re.compile(r" \(at (?:line ([0-9]+), column [0-9]+|end of document)\)$")
_SAYINGS = (
    later("Invalid statement"),
    later("Expected newline or end of document after a statement"),
    later("Cannot overwrite a value"),
    later("Expected ']' at the end of a table declaration"),
    later("Expected ']]' at the end of an array declaration"),
    later("Expected '=' after a key in a key/value pair"),
    later("Invalid initial character for a key part"),
    later("Unclosed array"),
    later("Unclosed inline table"),
    later("Unescaped '\\' in a string"),
    later("Invalid hex value"),
    later("Unterminated string"),
    later("Invalid date or datetime"),
    later("Invalid value"),
    later("Expected {what}"),
    later("Found invalid character {what}"),
    later("Illegal character {what}"),
    later("Cannot declare {what} twice"),
    later("Cannot mutate immutable namespace {what}"),
    later("Cannot redefine namespace {what}"),
    later("Duplicate inline table key {what}"),
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
