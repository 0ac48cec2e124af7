"""Every default key has an effect in every pane, or is listed here as unused."""

from __future__ import annotations

import pytest

from finews_tui.ui.app import FinewsApp
from finews_tui.ui.commands.command import Context
from finews_tui.ui.commands.key_names import parse_keys
from finews_tui.ui.commands.registry import REGISTRY
from finews_tui.ui.dialogs.base import Dialog
from tests.ui.commands.external_calls import ExternalCalls
from tests.ui.commands.keymaps import make_keymap
from tests.ui.driver import Driver, settle

KEYMAP = make_keymap()
EVERY_KEY = {keys for command in REGISTRY.commands for keys in KEYMAP.keys_of(command)}
UNUSED = {
    Context.TREE: "escape, v, V, M, <, >, shift+left, shift+right",
    Context.LIST: "O, delete, shift+up, shift+down, <, >, shift+left, shift+right",
    Context.READER: "l, right, enter, delete, shift+up, shift+down, M",
    Context.SOURCES: (
        "space, shift+space, -, n, N, J, K, b, y, Y, F, i, I, t, H, L, A, U, S, =, {, }, ., c, [, "
        "], tab, shift+tab, 1, 2, 3, ctrl+left, ctrl+right, z, v, V, M, O, <, >, shift+left, "
        "shift+right, shift+up, shift+down, X"
    ),
}
"""Keys of other panes, by the pane in which they do nothing."""

RESERVED = "+, x, $, T, E, D"
"""Keys reserved for later versions."""

QUITTING = {"q", "ctrl+q"}
WITHOUT_EFFECT = {
    Context.TREE: {"ctrl+z", "1"},
    Context.LIST: {"ctrl+z", "2"},
    Context.READER: {"ctrl+z", "3"},
    Context.SOURCES: {"ctrl+z"},
}
"""Suspending needs a terminal, and the pane is already focused."""

REVERSED_BY = {
    **{"A": "u", "U": "U", "O": "O", "e": "e", "s": "s", "z": "z", "m": "u", "b": "u"},
    **{"v": "escape", "V": "escape", "M": "escape", "f": "escape"},
    **{"slash": "escape", "equals_sign": "escape", "delete": "u", "d": "u"},
}
"""Keys whose effect would change the result of later keys, and the keys that revert them."""


def keys_in(text: str) -> set[tuple[str, ...]]:
    keys = [parse_keys(part) for part in text.split(", ")]
    return {sequence for sequences in keys if sequences is not None for sequence in sequences}


@pytest.mark.parametrize("context", Context)
def test_every_key_has_command_or_is_listed_as_unused(context: Context) -> None:
    used = set(KEYMAP.table(context))
    assert used | keys_in(UNUSED[context]) == EVERY_KEY
    assert not used & keys_in(UNUSED[context])


def test_reserved_keys_have_no_command() -> None:
    assert len(keys_in(RESERVED)) == 6
    assert not keys_in(RESERVED) & EVERY_KEY


async def arrange(driver: Driver, context: Context) -> None:
    """Move all cursors to the middle, so that every movement has an effect."""
    await driver.go_to(Context.LIST)
    await driver.run("category.pick", "Ferries")
    await driver.run("move.top", count=6)
    await driver.go_to(Context.READER)
    await driver.run("move.bottom")
    await driver.run("move.up", count=2)
    await driver.run("reader.right")
    await driver.go_to(context)
    if context is Context.SOURCES:
        await driver.run("move.top", count=2)
    driver.app.clear_notifications()
    driver.top.show_message("")
    await driver.settle()


@pytest.mark.slow
@pytest.mark.parametrize("context", Context)
async def test_every_key_has_visible_effect(
    guided_app: FinewsApp, context: Context, external_calls: ExternalCalls
) -> None:
    keys = {keys[0] for keys in KEYMAP.table(context)} - QUITTING - WITHOUT_EFFECT[context]
    without_effect = []
    async with guided_app.run_test(size=(120, 36), notifications=True) as pilot:
        driver = await settle(pilot)
        for key in sorted(keys):
            await arrange(driver, context)
            before = (driver.rendered_screen, external_calls.count)
            await pilot.press(key)
            await driver.settle()
            if (driver.rendered_screen, external_calls.count) == before:
                without_effect.append(key)
            assert not driver.has_quit, key
            assert not [text for text in driver.notifications if "see the log" in text], key
            if key in REVERSED_BY and not isinstance(driver.app.screen, Dialog):
                await driver.press(REVERSED_BY[key])
    assert without_effect == []
