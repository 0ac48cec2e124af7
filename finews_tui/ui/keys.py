"""What the screen can do and by which keys: one registry for bindings, help, footer and keymap."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from enum import StrEnum

from finews_tui.errors import ConfigError


class Pane(StrEnum):
    """Where an action's keys work: in every pane by itself, in one pane, or everywhere.

    DESK is everywhere too: what holds the panes answers to it.
    """

    EACH = "each"
    TREE = "tree"
    LIST = "list"
    READER = "reader"
    DESK = "desk"
    SCREEN = "screen"
    APP = "app"


@dataclass(frozen=True, slots=True)
class Action:
    """One thing that a key does.

    `keys` may be changed by the user; `fixed` ones (arrows, Enter) always work. `call` is the
    Textual action; `hint` is the word for it in the footer, if it stands there.
    """

    id: str
    pane: Pane
    name: str
    call: str
    keys: tuple[str, ...] = ()
    fixed: tuple[str, ...] = ()
    hint: str = ""


ACTIONS: tuple[Action, ...] = (
    Action("move.down", Pane.EACH, "Down", "down", ("j",), ("down",)),
    Action("move.up", Pane.EACH, "Up", "up", ("k",), ("up",)),
    Action("move.half_down", Pane.EACH, "Half a page down", "half_down", ("ctrl+d",)),
    Action("move.half_up", Pane.EACH, "Half a page up", "half_up", ("ctrl+u",)),
    Action("move.page_down", Pane.EACH, "A page down", "page_down", (), ("pagedown",)),
    Action("move.page_up", Pane.EACH, "A page up", "page_up", (), ("pageup",)),
    Action("move.top", Pane.EACH, "To the top", "top", ("g",), ("home",)),
    Action("move.bottom", Pane.EACH, "To the end", "bottom", ("G",), ("end",)),
    Action("tree.enter", Pane.TREE, "Go to the list", "enter", (), ("enter",), "open"),
    Action("tree.in", Pane.TREE, "Unfold, or go to the list", "into", ("l",), ("right",)),
    Action("tree.out", Pane.TREE, "Fold, or go up", "out", ("h",), ("left",)),
    Action("list.in", Pane.LIST, "Read", "into", ("l",), ("right", "enter"), "read"),
    Action("list.out", Pane.LIST, "Back to the tree", "out", ("h",), ("left", "escape")),
    Action(
        "reader.out", Pane.READER, "Back to the list", "out", ("h",), ("left", "escape"), "back"
    ),
    Action("reader.find", Pane.READER, "Find in the article", "find", ("/",), (), "find"),
    Action(
        "reader.left",
        Pane.READER,
        "Code and tables to the left",
        "sideways(-8)",
        ("<",),
        ("shift+left",),
    ),
    Action(
        "reader.right",
        Pane.READER,
        "Code and tables to the right",
        "sideways(8)",
        (">",),
        ("shift+right",),
    ),
    Action("read.on", Pane.SCREEN, "Read on: a page, then the next unread", "read_on", ("space",)),
    Action("read.back", Pane.SCREEN, "A page back", "read_back", ("shift+space", "-")),
    Action("unread.next", Pane.SCREEN, "Next unread, or next hit", "next(1)", ("n",)),
    Action("unread.previous", Pane.SCREEN, "Previous unread, or hit", "next(-1)", ("N",)),
    Action("article.next", Pane.SCREEN, "Next article", "step(1)", ("J",)),
    Action("article.previous", Pane.SCREEN, "Previous article", "step(-1)", ("K",)),
    Action("article.read", Pane.SCREEN, "Read or unread", "toggle_read", ("m",)),
    Action("article.bookmark", Pane.SCREEN, "Bookmark", "bookmark", ("b",), (), "bookmark"),
    Action("article.browser", Pane.SCREEN, "Open in the browser", "browse", ("o",), (), "browser"),
    Action("article.copy_link", Pane.SCREEN, "Copy the link", "copy_link", ("y",)),
    Action("article.copy_text", Pane.SCREEN, "Copy as Markdown", "copy_text", ("Y",)),
    Action("article.links", Pane.SCREEN, "Follow a link by its letters", "links", ("f",)),
    Action("article.outline", Pane.SCREEN, "Headings of the article", "outline", ("t",)),
    Action("history.back", Pane.SCREEN, "Back to what was read before", "travel(-1)", ("H",)),
    Action("history.forward", Pane.SCREEN, "Forward again", "travel(1)", ("L",)),
    Action("listing.read", Pane.SCREEN, "Mark all of the list read", "read_all", ("A",)),
    Action("listing.unread_only", Pane.SCREEN, "Unread only, or all", "unread_only", ("U",)),
    Action("listing.search", Pane.SCREEN, "Search here", "search", ("/",), (), "search"),
    Action("listing.order", Pane.SCREEN, "Newest or oldest first", "order", ("s",)),
    Action("listing.date", Pane.SCREEN, "Jump to a date", "date", ("d",)),
    Action("query.save", Pane.SCREEN, "Save the query in the tree", "save_query", ("S",)),
    Action("query.remove", Pane.TREE, "Remove a saved query", "remove_query", ("delete",)),
    Action("news.show", Pane.SCREEN, "Show the news that came", "show_news", (".",)),
    Action("category.pick", Pane.SCREEN, "Jump to a category", "category", ("c",), (), "category"),
    Action("category.previous", Pane.SCREEN, "Previous category", "neighbour(-1)", ("[",)),
    Action("category.next", Pane.SCREEN, "Next category", "neighbour(1)", ("]",)),
    Action("undo", Pane.SCREEN, "Undo", "undo", ("u",)),
    Action("redo", Pane.SCREEN, "Redo", "redo", ("ctrl+r",)),
    Action("source.sync", Pane.SCREEN, "Sync this source", "sync_here", ("r",)),
    Action("sync", Pane.SCREEN, "Sync all sources", "sync_all", ("R",)),
    Action("source.add", Pane.SCREEN, "Add a source", "app.add_source", ("a",)),
    Action("pane.next", Pane.DESK, "Next pane", "step_pane(1)", ("tab",)),
    Action("pane.previous", Pane.DESK, "Previous pane", "step_pane(-1)", ("shift+tab",)),
    Action("pane.tree", Pane.DESK, "To the tree", "go('tree')", ("1",)),
    Action("pane.list", Pane.DESK, "To the list", "go('list')", ("2",)),
    Action("pane.reader", Pane.DESK, "To the reader", "go('reader')", ("3",)),
    Action("reader.zoom", Pane.DESK, "The reader alone", "zoom", ("z",)),
    Action("help", Pane.SCREEN, "Help", "help", ("?",), (), "help"),
    Action("guide", Pane.SCREEN, "Read the guide", "app.guide"),
    Action("action.run", Pane.SCREEN, "An action by its name", "palette", (":",)),
    Action("quit.back", Pane.SCREEN, "One step back, at the top out", "back", ("q",)),
    Action("palette", Pane.SCREEN, "Palette: all by its name", "palette", ("ctrl+p",)),
    Action("app.suspend", Pane.APP, "Suspend", "app.suspend_process", ("ctrl+z",)),
    Action("app.quit", Pane.APP, "Quit", "app.quit", ("ctrl+q",)),
)

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


def actions_in(*panes: Pane) -> tuple[Action, ...]:
    """The actions whose keys work in these panes."""
    return tuple(action for action in ACTIONS if action.pane in panes)


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
