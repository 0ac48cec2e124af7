"""Notifications for new matches of saved queries."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from finews_tui.library.library import Library
from finews_tui.ui.app import FinewsApp
from finews_tui.ui.terminal import TerminalOutput
from tests.ui.driver import press, store_settings

MakeApp = Callable[..., FinewsApp]
WIDE = (120, 36)

POST = (
    "---\ntitle: 新到的鱼价\ndate: 2024-03-20 10:00:00 +0000\ncategories: shuichan\n---\n\n鱼价。\n"
)


@pytest.fixture
def terminal_output(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Sequences written to the terminal outside the screen."""
    sequences: list[str] = []
    monkeypatch.setattr(TerminalOutput, "_write", lambda _, text: sequences.append(text))
    return sequences


async def test_new_matches_of_saved_query_are_notified_once(
    make_app: MakeApp, library: Library, home: Path, terminal_output: list[str]
) -> None:
    library.state.save_query("鱼", "鱼价")
    library.state.save_query("fog", "fog")
    store_settings(library, "notices osc9")
    async with make_app().run_test(size=WIDE) as pilot:
        driver = await press(pilot, "1", "j", "j", "j")
        assert driver.node.label == "鱼"
        await driver.run("query.notify")
        assert driver.session.news.notifying_queries == ["鱼"]
        (home / "posts" / "market" / "2024-03-20-new.md").write_text(POST, encoding="utf-8")
        await driver.run("sync")
        assert terminal_output == ["\x1b]9;鱼: 1 new: 新到的鱼价\x1b\\"]
        await driver.run("sync")
        assert len(terminal_output) == 1
        await driver.run("query.notify")
        assert driver.session.news.notifying_queries == []


async def test_notify_command_explains_how_to_enable_notifications(
    make_app: MakeApp, library: Library, terminal_output: list[str]
) -> None:
    library.state.save_query("鱼", "鱼价")
    async with make_app().run_test(size=WIDE) as pilot:
        driver = await press(pilot, "1")
        await driver.run("query.notify")
        assert "only available for saved queries" in driver.message
        await press(pilot, "j", "j", "j")
        await driver.run("query.notify")
        assert ":setting.set notices" in driver.message
    assert terminal_output == []
