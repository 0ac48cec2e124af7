"""The keys shown in the key bar."""

from __future__ import annotations

from collections.abc import Iterable

from finews_tui.i18n.catalog import tr
from finews_tui.ui.commands.command import AnyCommand, Context
from finews_tui.ui.commands.keymap import Keymap
from finews_tui.ui.reader.modes import ReaderMode
from finews_tui.ui.widgets.key_bar import Hint

_MOVE = ("move.down", "move.up")

# Keys that are shown instead of the remappable ones, because everybody knows them.
_FIXED = {"list.in": "⏎", "sources.enter": "⏎", "sources.out": "Esc"}


def pane_hints(keymap: Keymap, context: Context) -> list[Hint]:
    """Return the keys to show in a pane: moving, its own commands, then the shared ones."""
    hints = [("/".join(keymap.text(command_id) for command_id in _MOVE), tr("move"))]
    shown: set[str] = set()
    for command in keymap.registry.commands_in(context):
        key = _FIXED.get(command.id) or keymap.text(command.id)
        if command.hint and key not in shown:
            shown.add(key)
            hints.append((key, tr(command.hint)))
    if context is Context.SOURCES:
        hints.insert(2, (keymap.text("source.sync"), tr("sync")))
        hints.insert(3, (keymap.text("source.add"), tr("add")))
    else:
        hints.insert(2, (keymap.text("read.on"), tr("read on")))
    return hints


def typing_hints(context: Context) -> list[Hint]:
    """Return the keys of the text field in a pane."""
    if context is Context.LIST:
        return [
            *(("⏎", tr("to the list")), ("→", tr("complete")), ("Tab", tr("here or everywhere"))),
            *(("↑", tr("earlier searches")), ("Esc", tr("end"))),
        ]
    target = tr("to the page") if context is Context.READER else tr("to the sources")
    return [("⏎", target), ("Esc", tr("end"))]


def find_hints(keymap: Keymap) -> list[Hint]:
    """Return the keys that step through the matches on a page."""
    keys = f"{keymap.text('unread.next')} {keymap.text('unread.previous')}"
    return [(keys, tr("next, previous hit")), ("Esc", tr("end"))]


def mode_hints(mode: ReaderMode) -> list[Hint]:
    """Return the keys of the reader while they are for links or for selecting."""
    if mode is ReaderMode.LINKS:
        return [
            (tr("letters"), tr("open")),
            ("Tab", tr("the next link")),
            ("⏎", tr("open it")),
            ("Esc", tr("end")),
        ]
    moves = ("h/j/k/l w b", tr("move"))
    if mode is ReaderMode.CARET:
        return [
            moves,
            ("v", tr("select")),
            ("V", tr("paragraphs")),
            ("⏎", tr("open the link")),
            ("y", tr("copy the link")),
            ("Esc", tr("end")),
        ]
    return [moves, ("y", tr("copy")), ("o", tr("other end")), ("Esc", tr("select nothing"))]


def continuation_hints(typed: str, commands: Iterable[tuple[str, AnyCommand]]) -> list[Hint]:
    """Return the keys that may follow a pending sequence."""
    continuations = [(keys, command.name) for keys, command in commands]
    return [(typed, "…"), *continuations, ("Esc", tr("gives it up"))]
