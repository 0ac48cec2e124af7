"""By which keys the screen does what it can: names of keys, and the keymap with the user's own."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches

from finews_tui.errors import ConfigError
from finews_tui.ui.actions import ACTIONS, Action, Pane, actions_in

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
_SPECIAL = frozenset(_FOR_PEOPLE) | frozenset(
    ("backspace", "delete", "insert", *(f"f{number}" for number in range(1, 25)))
)
_MODIFIERS = ("ctrl", "shift", "alt", "super")


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


def key_for_people(key: str) -> str:
    """A Textual key as it is printed in the help and the footer."""
    *modifiers, last = key.split("+")
    shown = _FOR_PEOPLE.get(last, last)
    names = [modifier.capitalize() for modifier in modifiers]
    return "-".join([*names, shown])


@dataclass(frozen=True, slots=True)
class Keymap:
    """The keys in force. `changed` holds, by action, those that the user chose."""

    changed: Mapping[str, tuple[str, ...]]

    def keys(self, action: Action) -> tuple[str, ...]:
        """The Textual keys of `action`, the first being the one to show."""
        chosen = self.changed.get(action.id)
        own = chosen if chosen is not None else tuple(textual_key(key) for key in action.keys)
        return own + action.fixed

    def shown(self, action: Action) -> str:
        """The keys of `action` for people."""
        return " ".join(key_for_people(key) for key in self.keys(action))

    def first(self, action_id: str) -> str:
        """The key to name for an action in a sentence; the action's name where it has none."""
        action = next(action for action in ACTIONS if action.id == action_id)
        keys = self.keys(action)
        return key_for_people(keys[0]) if keys else action.name

    def for_textual(self) -> dict[str, str]:
        """What `App.set_keymap` takes."""
        return {name: ",".join(keys) for name, keys in self.changed.items()}


def build_keymap(chosen: Mapping[str, str], mistake: Callable[[str, str], ConfigError]) -> Keymap:
    """The keymap with the user's `[keys]`; `mistake` makes an error of an id and a message.

    Raises:
        ConfigError: an unknown action or key, or a key that would do two things.
    """
    by_id = {action.id: action for action in ACTIONS}
    changed: dict[str, tuple[str, ...]] = {}
    for name, text in chosen.items():
        if name not in by_id:
            near = get_close_matches(name, by_id, n=1)
            hint = f"did you mean `{near[0]}`?" if near else "`?` on the screen lists them"
            raise mistake(name, f"there is no such action; {hint}")
        words = [text] if len(text) == 1 else text.replace(",", " ").split()
        keys = tuple(textual_key(word) for word in words)
        if not keys or not all(keys):
            raise mistake(name, f"`{text}` is no key; write it as `B`, `ctrl+b` or `f5`")
        changed[name] = keys
    keymap = Keymap(changed)
    _refuse_clashes(keymap, mistake)
    return keymap


def _refuse_clashes(keymap: Keymap, mistake: Callable[[str, str], ConfigError]) -> None:
    everywhere = (Pane.DESK, Pane.SCREEN, Pane.APP)
    for pane in (Pane.TREE, Pane.LIST, Pane.READER):
        taken: dict[str, Action] = {}
        for action in actions_in(Pane.EACH, pane, *everywhere):
            for key in keymap.keys(action):
                other = taken.setdefault(key, action)
                if other is action or not {other.id, action.id} & keymap.changed.keys():
                    continue
                is_mine = action.id in keymap.changed
                mine, theirs = (action, other) if is_mine else (other, action)
                shown = key_for_people(key)
                raise mistake(mine.id, f"{shown} is already `{theirs.id}`; give that another key")
