"""Rows of the command palette, the help and the `:` line."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from finews_tui.i18n.catalog import mark, tr
from finews_tui.ui.commands.command import AnyCommand, Context
from finews_tui.ui.commands.keymap import Keymap
from finews_tui.ui.commands.macros import Step, parse_step
from finews_tui.ui.dialogs.picker import Choice
from finews_tui.ui.fuzzy import best_matches

_SECTIONS = (
    (mark("Getting started"), ("guide",)),
    (mark("Navigation"), ("move.",)),
    (mark("Panes"), ("tree.", "list.", "reader.", "pane.")),
    (mark("Reading"), ("read.", "unread.", "article.", "history.")),
    (mark("Search and filter"), ("listing.", "query.", "category.", "news.")),
    (mark("Sources"), ("source.", "sync", "sources.")),
    (mark("Macros"), ("macro.",)),
    (
        mark("Application"),
        ("undo", "redo", "help", "action.", "palette", "theme.", "setting.", "quit.", "app."),
    ),
)
_CONTEXT_NAMES = {
    Context.TREE: mark("in the tree"),
    Context.LIST: mark("in the list"),
    Context.READER: mark("in the article"),
    Context.SOURCES: mark("in the sources"),
}
_NOT_IN_PALETTE = ("move.", "palette", "action.")


def palette_choices(keymap: Keymap) -> list[Choice]:
    """Return the commands for the palette, with their keys."""
    return [
        Choice(command.name, command, "", keymap.format(command), (command.name, command.id))
        for command in keymap.registry.commands
        if not command.id.startswith(_NOT_IN_PALETTE)
    ]


def help_choices(keymap: Keymap, context: Context) -> list[Choice]:
    """Return all commands by section, with their keys; those of `context` come first."""
    choices: list[Choice] = []
    for title, prefixes in _SECTIONS:
        commands = [
            command for command in keymap.registry.commands if command.id.startswith(prefixes)
        ]
        if not commands:
            continue
        panes = {command.id: keymap.registry.pane_of(command) for command in commands}
        commands.sort(key=lambda command: panes[command.id] not in (None, context))
        if choices:
            choices.append(Choice(""))
        choices.append(Choice(tr(title)))
        choices += [
            _help_choice(keymap, command, panes[command.id], context) for command in commands
        ]
    return choices


def _help_choice(
    keymap: Keymap, command: AnyCommand, pane: Context | None, context: Context
) -> Choice:
    keys = keymap.format(command)
    note = tr(_CONTEXT_NAMES[pane]) if pane not in (None, context) and pane is not None else ""
    return Choice(command.name, command, keys, note, (command.name, command.id, keys))


def command_line_filter(
    keymap: Keymap, suggestions: Mapping[str, Sequence[str]]
) -> Callable[[str], Sequence[Choice]]:
    """Return a filter that completes the `:` line: command ids or titles, then arguments.

    `suggestions` are likely arguments by argument kind.
    """

    def choices(text: str) -> Sequence[Choice]:
        step = parse_step(text, keymap.registry)
        if step is None or not text.lstrip().partition(" ")[1]:
            return _command_choices(keymap, text.strip())
        return _argument_choices(step, suggestions)

    return choices


def _command_choices(keymap: Keymap, pattern: str) -> list[Choice]:
    registry = keymap.registry
    commands = best_matches(pattern, registry.commands, lambda command: (command.id, command.name))
    exact = registry.get(pattern)
    if exact is not None:
        commands = [exact, *(command for command in commands if command is not exact)]
    return [
        Choice(
            f"{command.name} …" if command.argument else command.name,
            Step(command, ""),
            command.id,
            keymap.format(command),
        )
        for command in commands
    ]


def _argument_choices(step: Step, suggestions: Mapping[str, Sequence[str]]) -> list[Choice]:
    """Return the argument as typed, then suggestions that match it."""
    command, argument = step
    if not (command.argument or (command.takes_count and argument.isdecimal())):
        return [Choice(command.name, Step(command, ""), command.id)]
    matches = best_matches(argument, suggestions.get(command.argument, ()), lambda text: (text,))
    arguments = [argument, *(match for match in matches if match != argument)]
    return [
        Choice(
            f"{command.name}: {text}" if text else command.name,
            Step(command, text),
            command.id,
        )
        for text in arguments
    ]


def complete_step(choice: Choice) -> str:
    """Return the `:` line for a choice."""
    if not isinstance(choice.value, Step):
        return ""
    command, argument = choice.value
    return f"{command.id} {argument}" if argument or command.argument else command.id
