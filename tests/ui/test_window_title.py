"""Terminal window title."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from finews_tui.library.library import Library
from finews_tui.ui.app import FinewsApp
from finews_tui.ui.terminal import TerminalOutput
from tests.ui.driver import settle

MakeApp = Callable[..., FinewsApp]


async def test_window_title_shows_unread_count_if_enabled(
    make_app: MakeApp, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    sequences: list[str] = []
    monkeypatch.setattr(TerminalOutput, "_write", lambda _, text: sequences.append(text))
    async with make_app().run_test(size=(120, 36)) as pilot:
        driver = await settle(pilot)
        assert sequences == []
        await driver.run("setting.set", "title true")
        await driver.reload_counts()
        unread = library.sources.totals().unread
        assert sequences[0] == "\x1b[22;2t"
        assert sequences[-1] == f"\x1b]2;finews · {unread} unread\x1b\\"
        await driver.run("setting.set", "title false")
        await driver.reload_counts()
        assert sequences[-1] == "\x1b[23;2t"
