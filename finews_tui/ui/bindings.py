"""Textual bindings made from the registry of actions."""

from __future__ import annotations

from textual.binding import Binding, BindingType

from finews_tui.ui.actions import Pane, actions_in
from finews_tui.ui.keys import textual_key

# A key that no terminal sends: it holds the place of an action that has no key until its user
# gives it one, for a keymap changes only bindings that exist.
_NO_KEY = "unassigned"


def bindings(*panes: Pane) -> list[BindingType]:
    """The bindings of the actions in these panes.

    Fixed keys stand in a binding without an id, for a keymap takes all keys of a binding away.
    """
    made: list[BindingType] = []
    for action in actions_in(*panes):
        keys = ",".join(textual_key(key) for key in action.keys) or _NO_KEY
        priority = action.pane is Pane.APP
        made.append(Binding(keys, action.call, action.name, id=action.id, priority=priority))
        if action.fixed:
            made.append(Binding(",".join(action.fixed), action.call, action.name))
    return made
