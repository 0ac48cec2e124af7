"""Registry: unique ids and titles, complete help."""

from __future__ import annotations

from finews_tui.ui.commands.choices import help_choices
from finews_tui.ui.commands.command import Command, Context
from finews_tui.ui.commands.registry import REGISTRY
from tests.ui.commands.keymaps import make_keymap


def test_ids_are_unique_and_titles_unique_per_pane() -> None:
    commands = REGISTRY.commands
    assert len({command.id for command in commands}) == len(commands)
    titles = [(command.title, REGISTRY.pane_of(command)) for command in commands]
    assert len(set(titles)) == len(titles)


def test_help_lists_every_command_once() -> None:
    keymap = make_keymap(macros={"keep": ["article.bookmark", "unread.next"]})
    values = [choice.value for choice in help_choices(keymap, Context.LIST) if choice.value]
    ids = sorted(value.id for value in values if isinstance(value, Command))
    assert ids == sorted(["macro.keep", *(command.id for command in REGISTRY.commands)])
