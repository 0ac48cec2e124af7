"""Convert key names between `[keys]`, Textual and their displayed form."""

from __future__ import annotations

import unicodedata

from finews_tui.model.fullwidth import ascii_key

KeySequence = tuple[str, ...]
"""Keys pressed in sequence for one command, as Textual names; usually a single key."""

# Textual's names of keys that users write as one character.
_CHARACTER_NAMES = {
    "/": "slash",
    "?": "question_mark",
    "[": "left_square_bracket",
    "]": "right_square_bracket",
    "<": "less_than_sign",
    ">": "greater_than_sign",
    ":": "colon",
    ".": "full_stop",
    ",": "comma",
    "-": "minus",
    "+": "plus",
    "=": "equals_sign",
    ";": "semicolon",
    "'": "apostrophe",
    '"': "quotation_mark",
    "`": "grave_accent",
    "{": "left_curly_bracket",
    "}": "right_curly_bracket",
    "(": "left_parenthesis",
    ")": "right_parenthesis",
    "!": "exclamation_mark",
    "@": "at",
    "#": "number_sign",
    "$": "dollar_sign",
    "%": "percent_sign",
    "^": "circumflex_accent",
    "&": "ampersand",
    "*": "asterisk",
    "|": "vertical_line",
    "\\": "backslash",
    "~": "tilde",
    "_": "underscore",
    " ": "space",
}
_DISPLAY_NAMES = {
    name: character for character, name in _CHARACTER_NAMES.items() if character != " "
} | {
    "space": "Space",
    "enter": "⏎",
    "escape": "Esc",
    "tab": "Tab",
    "left": "←",
    "right": "→",
    "up": "↑",
    "down": "↓",
    "pagedown": "PgDn",
    "pageup": "PgUp",
    "home": "Home",
    "end": "End",
}
_NAMES_BY_DISPLAY = {display: name for name, display in _DISPLAY_NAMES.items()}
_NAMED_KEYS = frozenset(_DISPLAY_NAMES) | frozenset(
    ("backspace", "delete", "insert", *(f"f{number}" for number in range(1, 25)))
)
_CONTROL_KEYS = {"\r": "enter", "\n": "enter", "\t": "tab", "\x7f": "backspace"}
_MODIFIERS = ("ctrl", "shift", "alt", "super")


def parse_keys(text: str) -> tuple[KeySequence, ...] | None:
    """Parse keys as written in `[keys]`: `g g, home` is two sequences, the first of two keys.

    `none` means no sequences. Returns None if any key in `text` is invalid.
    """
    if text == "none":
        return ()
    parts = [text] if len(text) == 1 else text.split(",")
    sequences = [tuple(textual_key(key) for key in part.split() or [part]) for part in parts]
    return tuple(sequences) if all(map(all, sequences)) else None


def textual_key(key: str) -> str:
    """Return Textual's name of `key`, or "" if it is invalid."""
    *modifiers, last = key.split("+") if len(key) > 1 and not key.endswith("++") else [key]
    if any(modifier not in _MODIFIERS for modifier in modifiers):
        return ""
    if len(last) == 1:
        last = _character_name(last)
    elif last.lower() not in _NAMED_KEYS:
        return ""
    else:
        last = last.lower()
    return "+".join([*modifiers, last])


def _character_name(character: str) -> str:
    """Return Textual's name of a character: its Unicode name, unless it is a letter or digit."""
    if character in _CHARACTER_NAMES or character.isalnum():
        return _CHARACTER_NAMES.get(character, character)
    name = unicodedata.name(character, "")
    return name.lower().replace("-", "_").replace(" ", "_") or character


def ascii_twin(character: str | None) -> tuple[str, str] | None:
    """Return the key that types a character with a Chinese input method, and its character.

    `？` is `?`, `ｊ` is `j`, and `、` is `/`. Returns None for other characters.
    """
    twin = ascii_key(character or "")
    return (textual_key(twin), twin) if twin else None


def typed_key(character: str) -> str:
    """Return Textual's name of the key that types a character, or "" if there is none."""
    return (
        _CONTROL_KEYS.get(character) or (character.isprintable() and textual_key(character)) or ""
    )


def format_keys(keys: KeySequence) -> str:
    """Format a key sequence for display: `g g`."""
    return " ".join(map(format_key, keys))


def parse_formatted_keys(text: str) -> KeySequence:
    """Parse displayed keys. Returns () if `text` is not a key sequence."""
    keys = tuple(_parse_formatted_key(key) for key in text.split(" "))
    return keys if all(keys) else ()


def _parse_formatted_key(text: str) -> str:
    *modifiers, last = text.split("-") if len(text) > 1 and not text.endswith("-") else [text]
    named = _NAMES_BY_DISPLAY.get(last, last)
    return textual_key("+".join([*(modifier.lower() for modifier in modifiers), named]))


def format_key(key: str) -> str:
    """Format a Textual key for the help and the key bar: `Ctrl-d`."""
    *modifiers, last = key.split("+")
    names = [modifier.capitalize() for modifier in modifiers]
    return "-".join([*names, _DISPLAY_NAMES.get(last) or _character(last)])


def _character(name: str) -> str:
    """Return the printable character with a Textual name, or `name` if there is none."""
    try:
        character = unicodedata.lookup(name.replace("_", " "))
    except KeyError:
        return name
    return character if character.isprintable() else name
