"""Key hints for the key bar."""

from __future__ import annotations

from collections.abc import Iterable

from finews_tui.i18n.catalog import tr
from finews_tui.ui.commands.command import AnyCommand, Context
from finews_tui.ui.commands.keymap import Keymap
from finews_tui.ui.reader.modes import ReaderMode
from finews_tui.ui.widgets.key_bar import Hint

_MOVE = ("move.down", "move.up")

# Shown instead of the remappable keys, because they are better known.
_FIXED = {"list.in": "⏎", "sources.enter": "⏎", "sources.out": "Esc"}


def pane_hints(keymap: Keymap, context: Context) -> list[Hint]:
    """Return the hints of a pane: movement, its own commands, then shared ones."""
    hints = [("/".join(keymap.text(command_id) for command_id in _MOVE), tr("move"))]
    shown_keys: set[str] = set()
    for command in keymap.registry.commands_in(context):
        key = _FIXED.get(command.id) or keymap.text(command.id)
        if command.hint and key not in shown_keys:
            shown_keys.add(key)
            hints.append((key, tr(command.hint)))
    if context is Context.SOURCES:
        hints.insert(2, (keymap.text("source.sync"), tr("sync")))
        hints.insert(3, (keymap.text("source.add"), tr("add")))
    else:
        hints.insert(2, (keymap.text("read.on"), tr("read on")))
    return hints


def typing_hints(context: Context) -> list[Hint]:
    """Return the hints of the text field in a pane."""
    if context is Context.LIST:
        return [
            *(("⏎", tr("go to list")), ("→", tr("complete")), ("Tab", tr("here/everywhere"))),
            *(("↑", tr("search history")), ("Esc", tr("close"))),
        ]
    target = tr("go to article") if context is Context.READER else tr("go to sources")
    return [("⏎", target), ("Esc", tr("close"))]


def find_hints(keymap: Keymap) -> list[Hint]:
    """Return the hints for stepping through the matches on a page."""
    keys = f"{keymap.text('unread.next')} {keymap.text('unread.previous')}"
    return [(keys, tr("next/previous match")), ("Esc", tr("close"))]


def mode_hints(mode: ReaderMode) -> list[Hint]:
    """Return the hints of a reader mode: links, selection, tables."""
    if mode is ReaderMode.LINKS:
        return [
            (tr("letters"), tr("open link")),
            ("Tab", tr("next link")),
            ("⏎", tr("open")),
            ("Esc", tr("close")),
        ]
    if mode is ReaderMode.TABLE:
        return [
            ("h/l", tr("column")),
            ("s", tr("sort")),
            ("y", tr("copy TSV")),
            ("Y", tr("copy CSV")),
            ("Tab", tr("next table")),
            ("Esc", tr("close")),
        ]
    moves = ("h/j/k/l w b", tr("move"))
    if mode is ReaderMode.CARET:
        return [
            moves,
            ("v", tr("select")),
            ("V", tr("select paragraphs")),
            ("⏎", tr("open link")),
            ("y", tr("copy link")),
            ("Esc", tr("close")),
        ]
    return [moves, ("y", tr("copy")), ("o", tr("swap ends")), ("Esc", tr("cancel"))]


def continuation_hints(pending: str, commands: Iterable[tuple[str, AnyCommand]]) -> list[Hint]:
    """Return the keys that can follow a pending sequence."""
    continuations = [(keys, command.name) for keys, command in commands]
    return [(pending, "…"), *continuations, ("Esc", tr("cancel"))]
