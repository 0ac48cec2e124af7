"""The names of keys: as people write them in `[keys]`, as Textual has them, as they are shown."""

from __future__ import annotations

Keys = tuple[str, ...]
"""What is pressed for one action, as Textual names it: mostly one key, else one after another."""

# The Textual names of keys that people write as one character, and back again for people.
_NAMES = {
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
_FOR_PEOPLE = {name: character for character, name in _NAMES.items() if character != " "} | {
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
_FROM_PEOPLE = {shown: name for name, shown in _FOR_PEOPLE.items()}
_SPECIAL = frozenset(_FOR_PEOPLE) | frozenset(
    ("backspace", "delete", "insert", *(f"f{number}" for number in range(1, 25)))
)
_MODIFIERS = ("ctrl", "shift", "alt", "super")


def parsed_keys(text: str) -> tuple[Keys, ...] | None:
    """What `text` says may be pressed: `g g, home` is two ways, the first of them a sequence.

    `none` is no way at all. None where a part of it is no key.
    """
    if text == "none":
        return ()
    parts = [text] if len(text) == 1 else text.split(",")
    ways = [tuple(textual_key(key) for key in part.split() or [part]) for part in parts]
    return tuple(ways) if all(all(way) for way in ways) else None


def textual_key(key: str) -> str:
    """`key` as Textual names it; empty where there is no such key."""
    *modifiers, last = key.split("+") if len(key) > 1 and not key.endswith("++") else [key]
    if any(modifier not in _MODIFIERS for modifier in modifiers):
        return ""
    if len(last) == 1:
        last = _NAMES.get(last, last)
    elif last.lower() not in _SPECIAL:
        return ""
    else:
        last = last.lower()
    return "+".join([*modifiers, last])


def keys_for_people(keys: Keys) -> str:
    """A key or a sequence as it is printed: `g g`."""
    return " ".join(map(key_for_people, keys))


def keys_of_people(shown: str) -> Keys:
    """The keys that were printed so; none where `shown` names no keys."""
    keys = tuple(_key_of_people(one) for one in shown.split(" "))
    return keys if all(keys) else ()


def _key_of_people(shown: str) -> str:
    *modifiers, last = shown.split("-") if len(shown) > 1 and not shown.endswith("-") else [shown]
    named = _FROM_PEOPLE.get(last, last)
    return textual_key("+".join([*(modifier.lower() for modifier in modifiers), named]))


def key_for_people(key: str) -> str:
    """A Textual key as it is printed in the help and the footer."""
    *modifiers, last = key.split("+")
    shown = _FOR_PEOPLE.get(last, last)
    names = [modifier.capitalize() for modifier in modifiers]
    return "-".join([*names, shown])
