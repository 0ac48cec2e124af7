"""`:`: an action by its id, and what is said to it, completed while one types."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.widgets import Input

from finews_tui.i18n.catalog import tr
from finews_tui.ui.commands.keymap import Keymap
from finews_tui.ui.commands.macros import Step, parse_step
from finews_tui.ui.dialogs.picker import Choice, Picker
from finews_tui.ui.fuzzy import best


class CommandLine(Picker[Step]):
    """Gives back the action with its argument.

    `suggestions` are arguments that come to mind, by what an action takes.
    """

    BINDINGS: ClassVar[list[BindingType]] = [Binding("tab", "complete", "Complete")]

    def __init__(self, keymap: Keymap, suggestions: Mapping[str, Sequence[str]]) -> None:
        self._keymap = keymap
        self._suggestions = suggestions
        foot = tr("Enter does it   Tab completes   Esc closes")
        super().__init__(tr("Do by name"), self._actions(""), foot)

    def found(self, typed: str) -> list[Choice]:
        step = parse_step(typed, self._keymap.actions)
        if step is None or not typed.lstrip().partition(" ")[1]:
            return self._actions(typed.strip())
        return self._arguments(step)

    def _actions(self, typed: str) -> list[Choice]:
        actions = best(typed, self._keymap.actions, lambda action: (action.id, action.name))
        exact = self._keymap.action(typed)
        if exact is not None:
            actions = [exact, *(action for action in actions if action is not exact)]
        return [
            Choice(
                f"{action.name} …" if action.takes else action.name,
                Step(action, ""),
                action.id,
                self._keymap.shown(action),
            )
            for action in actions
        ]

    def _arguments(self, step: Step) -> list[Choice]:
        """What was typed as it stands, then what may be meant by it."""
        action, typed = step
        if not (action.takes or (action.has_count and typed.isdecimal())):
            return [Choice(action.name, Step(action, ""), action.id)]
        arguments = [typed] if typed else [""]
        known = self._suggestions.get(action.takes, ())
        arguments += [one for one in best(typed, known, lambda one: (one,)) if one != typed]
        return [
            Choice(f"{action.name}: {one}" if one else action.name, Step(action, one), action.id)
            for one in arguments
        ]

    def action_complete(self) -> None:
        """Write out what the cursor stands on; where nothing is left to write, go on to the next.

        What stands there already is not suggested by the rest: the next one is.
        """
        choice = self.rows.choice
        if choice is None or not isinstance(choice.value, Step):
            return
        action, argument = choice.value
        text = f"{action.id} {argument}" if argument or action.takes else action.id
        line = self.query_one(Input)
        if text.strip() == line.value.strip() and self.rows.row_count > 1:
            self.action_step(1)
            choice = self.rows.choice
            if choice is not None and isinstance(choice.value, Step):
                text = f"{choice.value.action.id} {choice.value.argument}"
        line.value = text
        line.cursor_position = len(text)
