"""Keys pressed before the panes are there, as an impatient user presses them."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

import pytest

from finews_tui.ui.app import FinewsApp
from finews_tui.ui.library_screen import LibraryScreen
from tests.ui.screens import settle

MakeApp = Callable[..., FinewsApp]


@pytest.mark.parametrize(
    "keys",
    ["slash", "1", "3", "z", "tab", "f", "v", "t", "n", "e", "c", "space", "q", "question_mark"],
)
async def test_no_key_is_too_early(
    keys: str, make_app: MakeApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate = asyncio.Event()
    prepare = LibraryScreen.prepare

    async def late(self: LibraryScreen) -> None:
        await gate.wait()
        await prepare(self)

    monkeypatch.setattr(LibraryScreen, "prepare", late)
    app = make_app()
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press(keys)
        await pilot.pause()
        gate.set()
        if app.is_running:
            screen = await settle(pilot)
            assert screen.list_column.is_searching == (keys == "slash")
