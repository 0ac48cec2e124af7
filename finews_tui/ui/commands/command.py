"""What the screen can do: one registry for bindings, help, footer and keymap."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from finews_tui.i18n.catalog import mark, tr


class Pane(StrEnum):
    """Where an action's keys work: in every pane by itself, in one pane, or everywhere.

    DESK is everywhere too: what holds the panes answers to it.
    """

    EACH = "each"
    TREE = "tree"
    LIST = "list"
    READER = "reader"
    SOURCES = "sources"
    DESK = "desk"
    SCREEN = "screen"
    APP = "app"


@dataclass(frozen=True, slots=True)
class Action:
    """One thing that a key does.

    `keys` may be changed by the user, `g g` is a sequence; `fixed` ones (arrows, Enter) always
    work. `call` is the Textual action, in which `{count}` and `{place}` stand for the number typed
    before the keys, 1 and 0 where there is none. `message` is its name and `hint` the word for it
    in the footer, if it stands there; both in English. `takes` says what may follow its id after
    `:`, which `call` then gets as a text.
    """

    id: str
    pane: Pane
    message: str
    call: str
    keys: tuple[str, ...] = ()
    fixed: tuple[str, ...] = ()
    hint: str = ""
    takes: str = ""

    @property
    def name(self) -> str:
        """What it does, in the reader's language."""
        return tr(self.message)

    @property
    def has_count(self) -> bool:
        """Whether a number says how often, or where to."""
        return "{" in self.call


# The hints of the footer, for the catalogue; names are found where the actions are made.
HINTS = (
    *(mark("back"), mark("bookmark"), mark("browser"), mark("category"), mark("find")),
    *(mark("articles"), mark("edit"), mark("help"), mark("move"), mark("open")),
    *(mark("read"), mark("remove"), mark("search"), mark("site")),
)

ACTIONS: tuple[Action, ...] = (
    Action("move.down", Pane.EACH, "Down", "down({count})", ("j",), ("down",)),
    Action("move.up", Pane.EACH, "Up", "up({count})", ("k",), ("up",)),
    Action("move.half_down", Pane.EACH, "Half a page down", "half_down({count})", ("ctrl+d",)),
    Action("move.half_up", Pane.EACH, "Half a page up", "half_up({count})", ("ctrl+u",)),
    Action("move.page_down", Pane.EACH, "A page down", "page_down({count})", (), ("pagedown",)),
    Action("move.page_up", Pane.EACH, "A page up", "page_up({count})", (), ("pageup",)),
    Action("move.top", Pane.EACH, "To the top", "top({place})", ("g",), ("home",)),
    Action("move.bottom", Pane.EACH, "To the end", "bottom({place})", ("G",), ("end",)),
    Action("tree.enter", Pane.TREE, "Go to the list", "enter", (), ("enter",), "open"),
    Action("tree.in", Pane.TREE, "Unfold, or go to the list", "into", ("l",), ("right",)),
    Action("tree.out", Pane.TREE, "Fold, or go up", "out", ("h",), ("left",)),
    Action("tree.order", Pane.TREE, "Categories by news, name or count", "order", ("O",)),
    Action("tree.unread_only", Pane.TREE, "Places with unread only, or all", "unread_only"),
    Action("list.in", Pane.LIST, "Read", "into", ("l",), ("right", "enter"), "read"),
    Action("list.out", Pane.LIST, "Back to the tree", "out", ("h",), ("left", "escape")),
    Action("list.pick", Pane.LIST, "Pick the row", "pick({count})", ("v",)),
    Action("list.pick_range", Pane.LIST, "Pick from here to there", "pick_range", ("V",)),
    Action("list.pick_above", Pane.LIST, "Pick all above", "pick_above", ("M",)),
    Action(
        "reader.out", Pane.READER, "Back to the list", "out", ("h",), ("left", "escape"), "back"
    ),
    Action("reader.find", Pane.READER, "Find in the article", "find", ("/",), (), "find"),
    Action("reader.select", Pane.READER, "Select text by keys", "select", ("v",)),
    Action(
        "reader.select_paragraphs",
        Pane.READER,
        "Select whole paragraphs",
        "select_paragraphs",
        ("V",),
    ),
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
    Action("article.next", Pane.SCREEN, "Next article", "step({count})", ("J",)),
    Action("article.previous", Pane.SCREEN, "Previous article", "step(-{count})", ("K",)),
    Action("article.read", Pane.SCREEN, "Read or unread", "toggle_read", ("m",)),
    Action("article.bookmark", Pane.SCREEN, "Bookmark", "bookmark", ("b",), (), "bookmark"),
    Action("article.browser", Pane.SCREEN, "Open in the browser", "browse", ("o",), (), "browser"),
    Action("article.copy_link", Pane.SCREEN, "Copy the link", "copy_link", ("y",)),
    Action("article.copy_text", Pane.SCREEN, "Copy as Markdown", "copy_text", ("Y",)),
    Action("article.export", Pane.SCREEN, "Export to a file of JSON Lines", "export", takes="file"),
    Action("article.links", Pane.SCREEN, "Follow a link by its letters", "links", ("f",)),
    Action("article.full_text", Pane.SCREEN, "Full text, or as it came", "full_text", ("F",)),
    Action("article.picture", Pane.SCREEN, "Show a picture", "picture", ("i",)),
    Action("article.pictures", Pane.SCREEN, "Show all pictures", "pictures", ("I",)),
    Action("article.outline", Pane.SCREEN, "Headings of the article", "outline", ("t",)),
    Action("article.details", Pane.SCREEN, "All that is known of the article", "details", ("e",)),
    Action("history.back", Pane.SCREEN, "Back to what was read before", "travel(-1)", ("H",)),
    Action("history.forward", Pane.SCREEN, "Forward again", "travel(1)", ("L",)),
    Action("listing.read", Pane.SCREEN, "Mark all of the list read", "read_all", ("A",)),
    Action("listing.unread_only", Pane.SCREEN, "Unread only, or all", "unread_only", ("U",)),
    Action("listing.search", Pane.SCREEN, "Search here", "search", ("/",), (), "search", "query"),
    Action("listing.order", Pane.SCREEN, "Newest or oldest first", "order", ("s",)),
    Action("listing.date", Pane.SCREEN, "Jump to a date", "date", ("d",), takes="date"),
    Action("listing.day_before", Pane.SCREEN, "To the day before", "step_day(-1)", ("{",)),
    Action("listing.day_after", Pane.SCREEN, "To the day after", "step_day(1)", ("}",)),
    Action("listing.same_day", Pane.SCREEN, "On this day in other years", "same_day"),
    Action("listing.related", Pane.SCREEN, "Articles like this one", "related", ("=",)),
    Action("query.save", Pane.SCREEN, "Save the query, or change it", "save_query", ("S",)),
    Action("query.notify", Pane.TREE, "Tell the news of a saved query, or not", "tell_news"),
    Action("query.up", Pane.TREE, "Move a saved query up", "move_query(-1)", ("shift+up",)),
    Action("query.down", Pane.TREE, "Move a saved query down", "move_query(1)", ("shift+down",)),
    Action("tree.remove", Pane.TREE, "Remove a source or a saved query", "remove", ("delete",)),
    Action("tree.edit", Pane.TREE, "Edit the source, rename the group", "edit", ("e",)),
    Action("news.show", Pane.SCREEN, "Show the news that came", "show_news", (".",)),
    Action(
        "category.pick",
        Pane.SCREEN,
        "Jump to a category",
        "category",
        ("c",),
        hint="category",
        takes="place",
    ),
    Action("category.previous", Pane.SCREEN, "Previous category", "neighbour(-{count})", ("[",)),
    Action("category.next", Pane.SCREEN, "Next category", "neighbour({count})", ("]",)),
    Action("undo", Pane.SCREEN, "Undo", "undo", ("u",)),
    Action("redo", Pane.SCREEN, "Redo", "redo", ("ctrl+r",)),
    Action("source.sync", Pane.SCREEN, "Sync this source", "sync_here", ("r",), takes="source"),
    Action("sync", Pane.SCREEN, "Sync all sources", "sync_all", ("R",)),
    Action("source.add", Pane.SCREEN, "Add a source", "app.add_source", ("a",), takes="address"),
    Action(
        "sources.show", Pane.SCREEN, "Sources: how each is, and all about them", "sources", ("w",)
    ),
    Action(
        "sources.enter",
        Pane.SOURCES,
        "Its articles",
        "enter",
        ("l",),
        ("enter", "right"),
        "articles",
    ),
    Action(
        "sources.edit",
        Pane.SOURCES,
        "Edit it, or rename the group",
        "screen.edit_source",
        ("e",),
        (),
        "edit",
    ),
    Action(
        "sources.move", Pane.SOURCES, "Move it to a group", "screen.move_source", ("m",), (), "move"
    ),
    Action(
        "sources.remove",
        Pane.SOURCES,
        "Remove it",
        "screen.remove_source",
        ("d",),
        ("delete",),
        "remove",
    ),
    Action(
        "sources.force",
        Pane.SOURCES,
        "Ask it anew, also if it rests or is gone",
        "screen.force_source",
        ("f",),
    ),
    Action("sources.site", Pane.SOURCES, "Open its site", "screen.open_site", ("o",), (), "site"),
    Action("sources.find", Pane.SOURCES, "Find a source", "find", ("/",), (), "find"),
    Action("sources.order", Pane.SOURCES, "By groups, or trouble first", "order", ("s",)),
    Action(
        "sources.out", Pane.SOURCES, "Back to the news", "out", ("h",), ("left", "escape"), "back"
    ),
    Action("pane.next", Pane.DESK, "Next pane", "step_pane(1)", ("tab",)),
    Action("pane.previous", Pane.DESK, "Previous pane", "step_pane(-1)", ("shift+tab",)),
    Action("pane.tree", Pane.DESK, "To the tree", "go('tree')", ("1",)),
    Action("pane.list", Pane.DESK, "To the list", "go('list')", ("2",)),
    Action("pane.reader", Pane.DESK, "To the reader", "go('reader')", ("3",)),
    Action("pane.wider", Pane.DESK, "More room for the pane", "widen({count})", ("ctrl+right",)),
    Action("pane.narrower", Pane.DESK, "Less room for it", "widen(-{count})", ("ctrl+left",)),
    Action("reader.zoom", Pane.DESK, "The reader alone", "zoom", ("z",)),
    Action("setting.set", Pane.SCREEN, "Change a setting", "setting", takes="setting"),
    Action("theme.choose", Pane.SCREEN, "Choose a theme", "theme", takes="theme"),
    Action("help", Pane.SCREEN, "Help", "help", ("?",), (), "help"),
    Action("guide", Pane.SCREEN, "Read the guide", "app.guide"),
    Action("action.run", Pane.SCREEN, "An action by its name", "command", (":",)),
    Action("quit.back", Pane.SCREEN, "One step back, at the top out", "back", ("q",)),
    Action("palette", Pane.SCREEN, "Palette: all by its name", "palette", ("ctrl+p",)),
    Action("app.suspend", Pane.APP, "Suspend", "app.suspend_process", ("ctrl+z",)),
    Action("app.quit", Pane.APP, "Quit", "app.quit", ("ctrl+q",)),
)


def actions_in(*panes: Pane) -> tuple[Action, ...]:
    """The actions whose keys work in these panes."""
    return tuple(action for action in ACTIONS if action.pane in panes)


# What works in the sources view besides its own: the news behind it are not to be seen.
_IN_SOURCES = frozenset(
    (
        *("undo", "redo", "source.sync", "sync", "source.add", "sources.show", "help"),
        *("palette", "action.run", "quit.back"),
    )
)


def works_in(action: Action, pane: Pane) -> bool:
    """Whether an action's keys work while a pane has the focus."""
    if action.pane in (Pane.EACH, pane, Pane.APP):
        return True
    if pane is Pane.SOURCES:
        return action.id in _IN_SOURCES or action.id.startswith("macro.")
    return action.pane in (Pane.DESK, Pane.SCREEN)
