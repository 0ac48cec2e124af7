"""Help: every action with its keys as they are now, and what they do in the pane one came from."""

from __future__ import annotations

from finews_tui.i18n.catalog import mark, tr
from finews_tui.ui.commands.command import Action, Pane
from finews_tui.ui.commands.keymap import Keymap
from finews_tui.ui.dialogs.picker import Choice, Picker

_HEADINGS = (
    (mark("Begin here"), ("guide",)),
    (mark("Moving"), ("move.",)),
    (mark("Panes"), ("tree.", "list.", "reader.", "pane.")),
    (mark("Reading"), ("read.", "unread.", "article.", "history.")),
    (mark("Finding"), ("listing.", "query.", "category.", "news.")),
    (mark("Sources"), ("source.", "sync", "sources.")),
    (mark("Macros"), ("macro.",)),
    (
        mark("The program"),
        ("undo", "redo", "help", "action.", "palette", "theme.", "setting.", "quit.", "app."),
    ),
)
_PANE_NAMES = {
    Pane.TREE: mark("in the tree"),
    Pane.LIST: mark("in the list"),
    Pane.READER: mark("in the article"),
    Pane.SOURCES: mark("in the sources"),
}


class HelpDialog(Picker[Action]):
    """Gives back the action that was chosen, to be done."""

    def __init__(self, keymap: Keymap, pane: Pane) -> None:
        super().__init__(
            tr("Help: what the keys do"),
            help_choices(keymap, pane),
            tr("Enter does it   Esc closes"),
        )


def help_choices(keymap: Keymap, pane: Pane) -> list[Choice]:
    """The rows of the help; what works in `pane` is told before what works in another."""
    choices: list[Choice] = []
    for heading, beginnings in _HEADINGS:
        actions = [action for action in keymap.actions if action.id.startswith(beginnings)]
        if not actions:
            continue
        actions.sort(key=lambda action: action.pane in _PANE_NAMES and action.pane is not pane)
        if choices:
            choices.append(Choice(""))
        choices.append(Choice(tr(heading)))
        for action in actions:
            keys = keymap.shown(action)
            note = tr(_PANE_NAMES.get(action.pane, "")) if action.pane is not pane else ""
            names = (action.name, action.id, keys)
            choices.append(Choice(action.name, action, keys, note, names))
    return choices
