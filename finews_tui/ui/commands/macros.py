"""Macros: several actions under one name, so that one key does them one after the other."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from difflib import get_close_matches
from typing import NamedTuple

from finews_tui.errors import ConfigError
from finews_tui.i18n.catalog import tr
from finews_tui.ui.commands.command import ACTIONS, Action, Pane

MACRO = "macro."


class Step(NamedTuple):
    """An action and what is said to it, as one writes them after `:`."""

    action: Action
    argument: str


def parse_step(text: str, actions: Sequence[Action] = ACTIONS) -> Step | None:
    """The step that `text` is: an action's id, and after a blank its argument."""
    name, _, argument = text.strip().partition(" ")
    action = next((action for action in actions if action.id == name), None)
    return Step(action, argument.strip()) if action is not None else None


def macro_actions(
    macros: Mapping[str, Sequence[str]], mistake: Callable[[tuple[str, str], str], ConfigError]
) -> tuple[Action, ...]:
    """Each macro as an action: in the help, the palette and after `:`, with keys as any other.

    Raises:
        ConfigError: a step is no action, or has an argument where the action takes none.
    """
    return tuple(_macro_action(name, steps, mistake) for name, steps in macros.items())


def _macro_action(
    name: str, steps: Sequence[str], mistake: Callable[[tuple[str, str], str], ConfigError]
) -> Action:
    names = []
    for text in steps:
        step = parse_step(text)
        if step is None:
            near = get_close_matches(text.split(" ")[0], [action.id for action in ACTIONS], n=1)
            hint = tr("; did you mean `{name}`?", name=near[0]) if near else ""
            message = tr("`{step}` is no action{hint}", step=text, hint=hint)
            raise mistake(("macros", name), message)
        is_count = step.action.has_count and step.argument.isdecimal()
        if step.argument and not (step.action.takes or is_count):
            message = tr("`{step}`: {action} takes no argument", step=text, action=step.action.id)
            raise mistake(("macros", name), message)
        names.append(f"{step.action.name} {step.argument}".strip())
    return Action(f"{MACRO}{name}", Pane.SCREEN, f"{name}: {', '.join(names)}", f"macro({name!r})")
